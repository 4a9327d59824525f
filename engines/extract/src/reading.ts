/** What the readers of languages other than English answer: quantities and times by their places in the sentence. */
import type { Interval } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { Modifier } from './modifier.ts';

export interface ReadQuantity {
  start: number;
  end: number;
  kind: 'money' | 'count' | 'percent' | 'measure';
  lo: Decimal;
  hi: Decimal;
  unit: string | null;
  modifier: Modifier;
  direction: 'up' | 'down' | null;
}
export interface ReadTime {
  start: number;
  end: number;
  interval: Interval;
  comparison: boolean;
}
export interface Reading {
  quantities: ReadQuantity[];
  times: ReadTime[];
}

/** The nearest time before a quantity in the sentence, else the first after it. */
export function timeFor(reading: Reading, quantity: ReadQuantity): ReadTime | null {
  const told = reading.times.filter(({ comparison }) => !comparison);
  return (
    told.findLast(({ end }) => end <= quantity.start) ??
    told.find(({ start }) => start >= quantity.end) ??
    null
  );
}
