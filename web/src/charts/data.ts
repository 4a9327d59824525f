/** What charts draw: figures of periods, in series. Plain data, so that what is joined to what can be tested without a browser. */
import type { Figure } from '../api/freight.ts';

export interface ChartPoint {
  id: string;
  /** Days, both inclusive. */
  start: string;
  end: string;
  figure: Figure;
  /** A claim of a text stands beside the line and is never joined to it. */
  type: 'observation' | 'claim';
  /** Who says so, for whoever hears the chart and not only sees it. */
  by: string;
  /** As a text says it: more than, at least, about. */
  modifier?: Modifier;
}
export type Modifier = '>' | '>=' | '<' | '<=' | '~';
export interface ChartSeries {
  id: string;
  name: string;
  points: readonly ChartPoint[];
}
export type Nature = 'flow' | 'stock';

/** How long a period is. A flow of a year and one of a month can't stand on one axis; `span` is any other length. */
export type Grain = 'day' | 'month' | 'quarter' | 'half' | 'year' | 'span';

const dayMs = 86_400_000;
export const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
/** Days from the first to the last, both counted. */
export const daysOf = (start: string, end: string): number =>
  Math.round((instantOf(end) - instantOf(start)) / dayMs) + 1;

export function grainOf({ start, end }: Pick<ChartPoint, 'start' | 'end'>): Grain {
  const days = daysOf(start, end);
  const whole = start.endsWith('-01');
  if (days === 1) return 'day';
  if (whole && days >= 28 && days <= 31) return 'month';
  if (whole && days >= 90 && days <= 92) return 'quarter';
  if (whole && days >= 181 && days <= 184) return 'half';
  return whole && (days === 365 || days === 366) ? 'year' : 'span';
}

/** A stock is what there was at the end of its period, a flow fills all of it. */
export const placeOf = (point: Pick<ChartPoint, 'start' | 'end'>, nature: Nature): number => {
  const end = instantOf(point.end) + dayMs;
  return nature === 'stock' ? end : (instantOf(point.start) + end) / 2;
};

/** The number a point is drawn at: its value, the middle of its interval, or the one bound that is known. */
export function levelOf({ value, lo, hi }: Figure): number | null {
  if (value !== null) return Number(value);
  if (lo !== undefined && hi !== undefined) return (Number(lo) + Number(hi)) / 2;
  const bound = lo ?? hi;
  return bound === undefined ? null : Number(bound);
}

export interface Run {
  kind: Figure['kind'];
  points: ChartPoint[];
}

/**
 * What a line may join: neighbours in time. An unknown value or a period without a row breaks it, and where the kind changes the
 * line takes the later point's look from the point before.
 */
export function runsOf(points: readonly ChartPoint[]): Run[] {
  const runs: Run[] = [];
  let before: ChartPoint | null = null;
  for (const point of inTime(points.filter(({ type }) => type === 'observation'))) {
    if (levelOf(point.figure) === null) {
      before = null;
      continue;
    }
    const last = runs.at(-1);
    if (before && last && follows(before, point)) {
      if (last.kind === point.figure.kind) last.points.push(point);
      else runs.push({ kind: point.figure.kind, points: [before, point] });
    } else runs.push({ kind: point.figure.kind, points: [point] });
    before = point;
  }
  return runs;
}

/** Whether nothing is missing between two points: no more days than the longer of them has. */
function follows(one: ChartPoint, other: ChartPoint): boolean {
  const apart = (instantOf(other.end) - instantOf(one.end)) / dayMs;
  const step = Math.max(daysOf(one.start, one.end), daysOf(other.start, other.end));
  return apart <= step * 1.1 + 1 || (step === 1 && apart <= 400);
}

export const inTime = <Point extends Pick<ChartPoint, 'start' | 'end'>>(points: readonly Point[]): Point[] =>
  [...points].sort((one, other) => one.end.localeCompare(other.end) || one.start.localeCompare(other.start));

/** The shortest of the periods, in months: what an axis of time may be divided into. */
export const monthsLeast = (series: readonly ChartSeries[]): number =>
  Math.max(
    1,
    Math.floor(
      Math.min(...series.flatMap(({ points }) => points.map(({ start, end }) => daysOf(start, end)))) / 30.4,
    ),
  );

/** The window of time that is drawn, with a little air. */
export function windowOf(series: readonly ChartSeries[]): [number, number] {
  const points = series.flatMap((each) => each.points);
  const from = Math.min(...points.map(({ start }) => instantOf(start)));
  const to = Math.max(...points.map(({ end }) => instantOf(end) + dayMs));
  return [from, to];
}
