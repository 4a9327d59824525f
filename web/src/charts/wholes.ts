import { type ChartPoint, type ChartSeries, levelOf } from './data.ts';

export interface Part {
  point: ChartPoint;
  series: string;
  index: number;
  /** Of one, from and to. */
  from: number;
  to: number;
}
export interface Whole {
  start: string;
  end: string;
  parts: Part[];
  /** A part that nobody knows makes every share of that period too large: it is said, and nothing is drawn for it. */
  unknown: ChartPoint[];
}

/** Periods with their parts, laid end to end. Only what was observed counts: a claim would count its part twice. */
export function wholesOf(series: readonly ChartSeries[]): Whole[] {
  const wholes = new Map<string, Whole>();
  series.forEach(({ points, name }, index) => {
    for (const point of points) {
      if (point.type !== 'observation') continue;
      const key = `${point.start} ${point.end}`;
      const whole = wholes.get(key) ?? { start: point.start, end: point.end, parts: [], unknown: [] };
      if (levelOf(point.figure) === null) whole.unknown.push(point);
      else whole.parts.push({ point, series: name, index, from: 0, to: 0 });
      wholes.set(key, whole);
    }
  });
  for (const { parts } of wholes.values()) {
    const sum = parts.reduce((total, { point }) => total + Math.max(0, levelOf(point.figure) ?? 0), 0);
    let reached = 0;
    for (const part of parts) {
      part.from = reached;
      reached += sum === 0 ? 0 : Math.max(0, levelOf(part.point.figure) ?? 0) / sum;
      part.to = reached;
    }
  }
  return [...wholes.values()].sort((one, other) => one.end.localeCompare(other.end));
}
