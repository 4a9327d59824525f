import type places from '../../../../../locales/en/places.json';

declare module '../../../i18n/messages.ts' {
  interface MessageFiles {
    places: typeof places;
  }
}
