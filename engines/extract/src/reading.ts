/** What the readers of languages other than English answer: quantities and times by their places in the sentence. */
import { type Day, type Interval, iso, monthOf, open } from './calendar.ts';
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

export interface ReadingContext {
  /** Of the text. */
  date: Day | null;
  /** The last period with both ends told before. */
  told: Interval | null;
}

export interface TimeRule {
  /** Global. */
  pattern: RegExp;
  resolve(match: RegExpMatchArray, context: ReadingContext): Interval | null;
}

/** The longest at each place, from left to right: each may count from the one before. */
export function timesBy(
  rules: readonly TimeRule[],
  text: string,
  { date, told }: ReadingContext,
  isComparison: (found: string, before: string) => boolean,
): ReadTime[] {
  const matches = rules
    .flatMap(({ pattern, resolve }) => [...text.matchAll(pattern)].map((match) => ({ match, resolve })))
    .toSorted((a, b) => a.match.index - b.match.index || b.match[0].length - a.match[0].length);
  const kept: ReadTime[] = [];
  let end = 0;
  for (const { match, resolve } of matches) {
    if (match.index < end) continue;
    const interval = resolve(match, { date, told });
    if (interval === null) continue;
    end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - 14), match.index);
    const comparison = isComparison(match[0], before);
    kept.push({ start: match.index, end, interval, comparison });
    if (!comparison && interval.start && interval.end) told = interval;
  }
  return kept;
}

/** The same period so many years before. */
export function earlier({ start, end }: Interval, years: number): Interval {
  const move = (day: string | null) => day && `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  const moved = { start: move(start), end: move(end) };
  // A February ends with the month in every year.
  return moved.end && /-02-2[89]$/.test(moved.end)
    ? { start: moved.start, end: monthOf(Number(moved.end.slice(0, 4)), 2).end }
    : moved;
}

/** So many months before or after the text's date. */
export function around(date: Day | null, months: number, sign: -1 | 1): Interval | null {
  if (months < 1) return null;
  if (!date) return open;
  const index = date.year * 12 + date.month - 1 + sign * months;
  const there = iso(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, Math.min(date.day, 28));
  const today = iso(date.year, date.month, date.day);
  return sign < 0 ? { start: there, end: today } : { start: today, end: there };
}

/** A month without its year is the nearest that is not far ahead. */
export const yearNear = (month: number, { date }: ReadingContext): number | null =>
  date === null
    ? null
    : month - date.month > 3
      ? date.year - 1
      : month - date.month < -8
        ? date.year + 1
        : date.year;

/** The time right behind a quantity, else the nearest before it in the sentence, else the first after it. */
export function timeFor(said: string, reading: Reading, quantity: ReadQuantity): ReadTime | null {
  const behind = reading.times.find(
    ({ start }) => start >= quantity.end && /^[ \u00a0]?$/.test(said.slice(quantity.end, start)),
  );
  if (behind) return behind;
  const told = reading.times.filter(({ comparison }) => !comparison);
  return (
    told.findLast(({ end }) => end <= quantity.start) ??
    told.find(({ start }) => start >= quantity.end) ??
    null
  );
}
