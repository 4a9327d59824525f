import type booking from '../../../../locales/en/booking.json';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    booking: typeof booking;
  }
}
