import type booking from '../../../../locales/en/booking.json';
import { wordsForRules } from '../../form/said.ts';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    booking: typeof booking;
  }
}

// what the server tells of a train, a box or a limit
wordsForRules({
  'loading-closed': 'booking.said.loading-closed',
  'departure-cancelled': 'booking.said.departure-cancelled',
  'goods-not-taken': 'booking.said.goods-not-taken',
  'places-not-stated': 'booking.said.places-not-stated',
  'plugs-not-stated': 'booking.said.plugs-not-stated',
  full: 'booking.said.full',
  departed: 'booking.said.departed',
  'hold-expired': 'booking.said.hold-expired',
  'booking-closed': 'booking.said.booking-closed',
  'teu-differs': 'booking.said.teu-differs',
  'weight-over-limit': 'booking.said.weight-over-limit',
  'status-impossible': 'booking.said.status-impossible',
  'goods-over-limit': 'booking.said.goods-over-limit',
  'vgm-over-limit': 'booking.said.vgm-over-limit',
  'vgm-under-goods': 'booking.said.vgm-under-goods',
  'no-reefer': 'booking.said.no-reefer',
  'number-twice': 'booking.said.number-twice',
  'number-no-container': 'booking.said.number-no-container',
  'number-check-digit': 'booking.said.number-check-digit',
  hs: 'booking.said.hs',
  'number-empty': 'booking.said.number',
  'number-other-alphabet': 'booking.said.number',
  'number-look-alike': 'booking.said.number',
  'number-length': 'booking.said.number',
  'number-owner': 'booking.said.number',
  'number-category': 'booking.said.number',
  'number-serial': 'booking.said.number',
});
