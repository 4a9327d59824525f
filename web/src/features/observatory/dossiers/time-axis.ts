/** Time from left to right, the same for all rows of a page, so that periods can be compared by eye. */
import type { BareClaim } from '../../../api/observatory.ts';

type Period = NonNullable<BareClaim['period']>;
export interface TimeAxis {
  /** First and last year drawn; the last one is drawn to its end. */
  from: number;
  to: number;
}
export interface Bar {
  /** Hundredths of the axis. */
  x: number;
  width: number;
  opensBefore: boolean;
  opensAfter: boolean;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Null where no claim says when. */
export function axisOf(claims: readonly Pick<BareClaim, 'period'>[]): TimeAxis | null {
  const years = claims.flatMap(({ period }) =>
    period ? [period.start, period.end].flatMap((day) => (day ? [yearOf(day)] : [])) : [],
  );
  if (years.length === 0) return null;
  // not Math.min(...years): an engine's stack has an end, and a country may have many claims
  const [from, to] = years.reduce(
    ([least, most], year) => [Math.min(least, year), Math.max(most, year)],
    [years[0]!, years[0]!],
  );
  return { from, to };
}

export function barOf(period: Period, axis: TimeAxis): Bar | null {
  const { start, end } = period;
  if (!start && !end) return null;
  const [first, last] = [Date.UTC(axis.from, 0), Date.UTC(axis.to + 1, 0)];
  const at = (ms: number) => ((ms - first) / (last - first)) * 100;
  const x = start ? at(Date.parse(`${start}T00:00:00Z`)) : 0;
  // an end is the whole of its day
  const until = end ? at(Date.parse(`${end}T00:00:00Z`) + 86_400_000) : 100;
  // a day among years would not be seen
  const width = Math.max(until - x, 0.9);
  return { x: Math.min(x, 100 - width), width, opensBefore: !start, opensAfter: !end };
}

/** Years to name: as many as have room, the first and the last always. */
export function ticksOf({ from, to }: TimeAxis, max = 8): number[] {
  const step = Math.max(1, Math.ceil((to - from + 1) / max));
  const years: number[] = [];
  for (let year = from; year <= to; year += step) years.push(year);
  return years;
}
export const tickAt = (year: number, { from, to }: TimeAxis): number =>
  ((year - from) / (to + 1 - from)) * 100;
