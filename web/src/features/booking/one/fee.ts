import type { Booking } from '../../../api/booking.ts';

/** What cancelling costs at the server's now, in percent of the price: the first step that is not over yet. */
export function feeNow(
  { terms, now, receivedMs }: Pick<Booking, 'terms' | 'now' | 'receivedMs'>,
  readerMs = Date.now(),
): number {
  const serverMs = Date.parse(now) + (readerMs - receivedMs);
  const step = terms.fees.find(({ until }) => serverMs < Date.parse(until));
  return (step ?? terms.fees.at(-1))?.percent ?? 0;
}
