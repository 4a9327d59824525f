import { type ChartPoint, type ChartSeries, inTime } from './data.ts';

/** Where figures are shown on the map: a country of the pack, and its last observation. */
export interface OnMap {
  country: string;
  name: string;
  point: ChartPoint;
}

/** The last observed figure of each series that is about one country, all of the same period: others can't be held side by side. */
export function latestByCountry(series: readonly (ChartSeries & { country: string | null })[]): {
  end: string | null;
  shown: OnMap[];
} {
  const last = series.flatMap(({ country, name, points }) => {
    const found = inTime(points.filter(({ type }) => type === 'observation'));
    return country && found.length > 0 ? [{ country, name, points: found }] : [];
  });
  const ends = last.flatMap(({ points }) => points.slice(-1).map(({ end }) => end)).sort();
  const end = ends.at(-1) ?? null;
  const shown = last.flatMap(({ country, name, points }) => {
    const point = points.findLast((each) => each.end === end);
    return point ? [{ country, name, point }] : [];
  });
  return { end, shown };
}
