import type indicators from '../../../locales/en/indicators.json';

declare module '../i18n/messages.ts' {
  interface MessageFiles {
    indicators: typeof indicators;
  }
}
