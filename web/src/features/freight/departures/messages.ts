import type departures from '../../../../../locales/en/departures.json';

declare module '../../../i18n/messages.ts' {
  interface MessageFiles {
    departures: typeof departures;
  }
}
