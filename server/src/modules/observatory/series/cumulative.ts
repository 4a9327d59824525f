/** What a flow came to from the first of January on, out of periods of any length: months, quarters, "January to May". */
import { monthEnd, monthsIn, type Period } from './period.ts';

export interface Value<Of extends Period = Period> {
  value: number;
  /** What it was added up from. */
  of: readonly Of[];
}
type Valued = Period & { value: number };

/** Of one year: by month, 1 to 12, where it can be told. */
export type Cumulative<Of extends Valued = Valued> = ReadonlyMap<number, Value<Of>>;

/** The longest stretches count: what is published for January to May before the sum of five months. */
export function cumulativeOf<Of extends Valued>(points: readonly Of[], year: number): Cumulative<Of> {
  const inYear = points.filter(
    (point) =>
      monthsIn(point) !== null &&
      point.periodStart.startsWith(`${year}-`) &&
      point.periodEnd.startsWith(`${year}-`),
  );
  const until = new Map<number, Value<Of>>([[0, { value: 0, of: [] }]]);
  for (let month = 1; month <= 12; month++) {
    const ending = inYear
      .filter(({ periodEnd }) => Number(periodEnd.slice(5, 7)) === month)
      .sort((a, b) => a.periodStart.localeCompare(b.periodStart));
    for (const point of ending) {
      const before = until.get(Number(point.periodStart.slice(5, 7)) - 1);
      if (!before) continue;
      until.set(month, { value: before.value + point.value, of: [...before.of, point] });
      break;
    }
  }
  until.delete(0);
  return until;
}

/** Up to a day; within a month by its days. Null where it can't be told. */
export function cumulativeAt<Of extends Valued>(until: Cumulative<Of>, day: string): Value<Of> | null {
  const { whole, part } = monthsUntil(day);
  const zero: Value<Of> = { value: 0, of: [] };
  const before = whole === 0 ? zero : until.get(whole);
  if (!before) return null;
  if (part === 0) return before;
  const after = until.get(whole + 1);
  return after ? { value: before.value + (after.value - before.value) * part, of: after.of } : null;
}

/** Whole months from the first of January to the end of a day, and the part of the month under way. */
export function monthsUntil(day: string): { whole: number; part: number } {
  const month = Number(day.slice(5, 7));
  const end = monthEnd(day.slice(0, 7));
  if (day === end) return { whole: month, part: 0 };
  return { whole: month - 1, part: Number(day.slice(8, 10)) / Number(end.slice(8, 10)) };
}
