import type overview from '../../../../locales/en/overview.json';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    overview: typeof overview;
  }
}
