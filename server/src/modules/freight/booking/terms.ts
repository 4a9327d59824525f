/** The operator's terms, and what they mean for one booking. Nothing is charged that the operator has not stated. */
import type { z } from 'zod';
import type { Booking, termsSchema } from './api.ts';

export type Terms = z.infer<typeof termsSchema>;
/** As they were when the booking was made. */
export type KeptTerms = Terms;

/** Until the operator says otherwise. Fifteen minutes are what a person needs to fill in a booking; two hours, to be found by a mail. */
export const defaultTerms: Terms = { holdMinutes: 15, offerMinutes: 120, fees: [], note: '', version: 0 };

const hourMs = 3_600_000;

/** Steps of the fee in the order of time: `percent` is what cancelling costs until then. The last ends when loading closes. */
export function feeSteps(
  terms: KeptTerms,
  departure: Date,
  loadingClosesAt: Date,
): { until: Date; percent: number }[] {
  const steps: { until: Date; percent: number }[] = [];
  let percent = 0;
  for (const fee of terms.fees.toSorted((a, b) => b.hoursBefore - a.hoursBefore)) {
    const until = new Date(departure.getTime() - fee.hoursBefore * hourMs);
    if (until >= loadingClosesAt) continue;
    steps.push({ until, percent });
    percent = fee.percent;
  }
  return [...steps, { until: loadingClosesAt, percent }];
}

/** What cancelling costs at this moment. Giving back a hold that was never confirmed is free. */
export function feePercentAt(terms: KeptTerms, departure: Date, loadingClosesAt: Date, now: Date): number {
  const steps = feeSteps(terms, departure, loadingClosesAt);
  return (steps.find(({ until }) => now < until) ?? steps.at(-1))?.percent ?? 0;
}

export function termsAnswer(terms: KeptTerms, departure: Date, loadingClosesAt: Date): Booking['terms'] {
  const until = loadingClosesAt.toISOString();
  return {
    amendUntil: until,
    cancelUntil: until,
    fees: feeSteps(terms, departure, loadingClosesAt).map((step) => ({
      until: step.until.toISOString(),
      percent: step.percent,
    })),
    note: terms.note,
  };
}

/** A hold ends when its time is up, or when loading closes. Null where it has closed. */
export function ttlSecondsOf(minutes: number, loadingClosesAt: Date, now: Date): number | null {
  const left = Math.floor((loadingClosesAt.getTime() - now.getTime()) / 1000);
  const seconds = Math.min(minutes * 60, left);
  return seconds >= 1 ? seconds : null;
}
