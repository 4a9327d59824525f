/** What a reader chose of an indicator, as its address says it; and what that leaves to be drawn. */
import type { Point, Series } from '../../api/indicators.ts';
import { type ChartPoint, type ChartSeries, levelOf, type Nature } from '../../charts/data.ts';
import { seriesMax } from '../../charts/look.ts';

export const views = ['line', 'bar', 'share', 'map', 'table'] as const;
export type View = (typeof views)[number];
export const dimensions = ['reporter', 'partner', 'flow', 'category'] as const;

const names = [
  ...dimensions,
  ...(['from', 'to', 'asOf', 'frequency', 'view', 'target', 'by', 'method', 'basis'] as const),
] as const;
export type Choice = Partial<Record<(typeof names)[number], string>>;

export function readChoice(search: Record<string, unknown>): Choice {
  const choice: Choice = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') choice[name] = value.slice(0, 200);
  }
  return choice;
}

export const viewOf = ({ view }: Choice): View => views.find((known) => known === view) ?? 'line';

/** The part of a choice that the server answers; how it is drawn is the page's own. */
export function asked({ reporter, partner, flow, category, from, to, asOf }: Choice): Choice {
  const given = { reporter, partner, flow, category, from, to, asOf };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export type Line = Series['series'][number];
export interface Drawn extends ChartSeries {
  key: Line['key'];
  points: readonly (ChartPoint & { of: Point })[];
}

/** The lengths of period there are, the one with most official figures first. */
export function frequenciesOf(series: readonly Line[]): Line['frequency'][] {
  const counts = new Map<Line['frequency'], number>();
  for (const { frequency, type, points } of series)
    counts.set(
      frequency,
      (counts.get(frequency) ?? 0) + points.length * (type === 'observation' ? 1_000 : 1),
    );
  return [...counts].sort((one, other) => other[1] - one[1]).map(([frequency]) => frequency);
}

/** A flow of a year and one of a month can't share an axis; what stands at the end of a day can. */
export const shownFrequency = (series: readonly Line[], nature: Nature, { frequency }: Choice) =>
  nature === 'stock'
    ? undefined
    : (frequenciesOf(series).find((known) => known === frequency) ?? frequenciesOf(series)[0]);

/** Lines of the chosen periods, each with the claims about the same thing beside it; the fullest and newest first. */
export function drawnOf(series: readonly Line[], frequency: Line['frequency'] | undefined): Drawn[] {
  const of = series.filter((line) => frequency === undefined || line.frequency === frequency);
  const drawn = new Map<string, Drawn>();
  const perKey = new Map<string, Set<string>>();
  for (const line of of.filter(({ type }) => type === 'observation')) {
    const key = keyOf(line);
    const id = `${key} ${line.source?.id ?? ''}`;
    const before = drawn.get(id);
    const points = [...(before?.points ?? []), ...line.points.map(chartPoint)];
    drawn.set(id, { id, key: line.key, name: line.name, points });
    perKey.set(key, (perKey.get(key) ?? new Set()).add(id));
  }
  // two sources of one thing are two lines, told apart by who says it
  for (const ids of perKey.values())
    if (ids.size > 1)
      for (const id of ids) {
        const line = drawn.get(id);
        if (line)
          drawn.set(id, { ...line, name: `${line.name} · ${line.points[0]?.of.source.publisher ?? ''}` });
      }
  for (const line of of.filter(({ type }) => type === 'claim')) {
    const key = keyOf(line);
    const id = perKey.get(key)?.values().next().value ?? `${key} claims`;
    const before = drawn.get(id) ?? { id, key: line.key, name: line.name, points: [] };
    drawn.set(id, { ...before, points: [...before.points, ...line.points.map(chartPoint)] });
  }
  return [...drawn.values()].filter(({ points }) => points.length > 0).sort(byWeight);
}

export const drawable = (drawn: readonly Drawn[]): Drawn[] => drawn.slice(0, seriesMax);

/** Exports beside their sum would be read as rivals of it: where an office states a whole, its parts are drawn when somebody asks for them. */
export function mainOf(drawn: readonly Drawn[], choice: Choice): readonly Drawn[] {
  let main = drawn;
  for (const dimension of ['flow', 'category'] as const) {
    if (choice[dimension]) continue;
    const wholes = main.filter(({ key }) => isWhole(dimension, key[dimension] ?? 'total'));
    if (wholes.some((whole) => observed(whole) > 0)) main = wholes;
  }
  return main;
}

const observed = ({ points }: Drawn) => points.filter(({ type }) => type === 'observation').length;
const byWeight = (one: Drawn, other: Drawn) =>
  observed(other) - observed(one) ||
  other.points.length - one.points.length ||
  latest(other) - latest(one) ||
  one.name.localeCompare(other.name);
const latest = ({ points }: Drawn) => levelOf(points.at(-1)?.figure ?? nothing) ?? 0;
const nothing = { value: null, unit: '', kind: 'unknown' as const, evidence: [] };

/** A text speaks of all goods where an office names no category: both mean the whole. */
const keyOf = ({ key }: Pick<Line, 'key'>): string =>
  Object.entries(key)
    .filter(([name, value]) => name !== 'category' || !isWhole(name, value))
    .sort(([one], [other]) => one.localeCompare(other))
    .map((entry) => entry.join('='))
    .join(' ');

function chartPoint(point: Point): ChartPoint & { of: Point } {
  const modifier = point.claim?.modifier;
  return {
    id: point.id,
    start: point.periodStart,
    end: point.periodEnd,
    figure: point.figure,
    type: point.type,
    by: point.source.publisher || point.source.title,
    of: point,
    ...(modifier && modifier !== '=' ? { modifier } : {}),
  };
}

/** Parts of one whole: lines that differ in one dimension only and come from one source; wholes among them would be counted twice. */
export function partsOf(drawn: readonly Drawn[]): { dimension: string; parts: Drawn[] } | null {
  let best: { dimension: string; parts: Drawn[] } | null = null;
  const observedLines = drawn.filter(
    ({ points, key }) => points.some(({ type }) => type === 'observation') && Object.keys(key).length > 0,
  );
  for (const dimension of dimensions) {
    const groups = new Map<string, Drawn[]>();
    for (const line of observedLines) {
      const value = line.key[dimension];
      if (value === undefined || isWhole(dimension, value)) continue;
      const rest = Object.fromEntries(Object.entries(line.key).filter(([name]) => name !== dimension));
      const source = line.points.find(({ type }) => type === 'observation')?.of.source.id ?? '';
      const group = `${keyOf({ key: rest })} ${dimension === 'reporter' ? '' : source}`;
      groups.set(group, [...(groups.get(group) ?? []), line]);
    }
    for (const parts of groups.values())
      if (parts.length > (best?.parts.length ?? 1)) best = { dimension, parts };
  }
  return best;
}

/** A region among countries, a total among kinds. */
const isWhole = (dimension: string, value: string): boolean =>
  dimension === 'reporter' || dimension === 'partner'
    ? !/^[A-Z]{2}$/.test(value)
    : /^(total|all|both|_T)$/i.test(value);
