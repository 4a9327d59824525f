import type { Booking } from '../../../api/booking.ts';
import type { Language } from '../../../i18n/index.ts';
import '../messages.ts';

const known = [
  'held',
  'waiting',
  'offered',
  'confirmed',
  'amended',
  'containers-changed',
  'cancelled',
  'expired',
  'left-behind',
  'departed',
] as const;

/** Of whoever reads: when something was done is told by their own clock. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An event in words; one this page doesn't know is told as the server names it. */
export function eventText(
  { what, by, detail }: Booking['history'][number],
  { t, format }: Pick<Language, 't' | 'format'>,
): string {
  const found = known.find((kind) => kind === what);
  const words = found ? t(`booking.history.${found}`) : what;
  const until = /^\d{4}-\d{2}-\d{2}T/.test(detail)
    ? t('booking.history.until', {
        time: `${format.date(detail, 'day', localZone)} ${format.time(detail, localZone)}`,
      })
    : detail;
  return [words, until, by].filter(Boolean).join(' · ');
}
