import type map from '../../../locales/en/map.json';

declare module '../i18n/messages.ts' {
  interface MessageFiles {
    map: typeof map;
  }
}
