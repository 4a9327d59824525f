/** Indicators for a reader: what each measures, and what there is of it. */
import type { Corridor, PackIndicator } from '../../../corridor/index.ts';
import type { Indicator, SeriesExtent } from '../../../ledgers/evidence/index.ts';
import type { Series } from './api.ts';
import { type Dimensions, dimensionNames, seriesName, valueName } from './names.ts';
import type { PlacedPoint } from './points.ts';
import { latestOf } from './series.ts';

/** As the ledger records them: in English, whatever a reader is shown. */
export const definitionsOf = (corridor: Corridor): Indicator[] =>
  [...corridor.indicators.values()].map(({ id, unit, nature, frequency, definition, rule }) => ({
    ...{ id, name: corridor.name(`indicator:${id}`, 'en'), unit, nature, frequency, definition, rule },
  }));

export function indicatorAnswer(
  indicator: PackIndicator,
  {
    points,
    extents,
  }: {
    points: readonly PlacedPoint[];
    /** Where there is more than the points show: series by their dimensions. */
    extents: readonly SeriesExtent[];
  },
  corridor: Corridor,
  lang: string,
): Series['indicator'] {
  const { id, unit, nature, frequency, rule } = indicator;
  const latest = latestOf(points, corridor);
  const first = [...points.map(({ periodStart }) => periodStart), ...extents.map(({ firstDay }) => firstDay)];
  const last = [...points.map(({ periodEnd }) => periodEnd), ...extents.map(({ lastDay }) => lastDay)];
  const observed = points.filter(({ type }) => type === 'observation').length;
  return {
    ...{ id, name: corridor.name(`indicator:${id}`, lang), unit, nature, frequency },
    ...{ definition: corridor.definition(indicator, lang), rule },
    dimensions: dimensionsOf([...points, ...extents]).map(({ id: dimension, values }) => ({
      id: dimension,
      values: values
        .slice(0, valuesMax)
        .map((value) => ({ id: value, name: valueName(corridor, dimension, value, lang) })),
      count: values.length,
    })),
    observations: extents.length === 0 ? observed : extents.reduce((sum, { periods }) => sum + periods, 0),
    claims: points.filter(({ type }) => type === 'claim').length,
    from: first.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null),
    to: last.reduce<string | null>((a, b) => (a === null || b > a ? b : a), null),
    latest: latest?.figure ?? null,
    latestOf: latest && {
      key: { ...latest.dimensions },
      name: seriesName(corridor, latest.dimensions, lang),
    },
  };
}

/** Of a dimension that has more nobody chooses from a list. */
const valuesMax = 1_000;

/** Those there are, the known ones in their order, each with its values. */
function dimensionsOf(placed: readonly { dimensions: Dimensions }[]): { id: string; values: string[] }[] {
  const there = new Map<string, Set<string>>();
  for (const { dimensions } of placed)
    for (const [name, value] of Object.entries(dimensions)) {
      const values = there.get(name);
      if (values) values.add(value);
      else there.set(name, new Set([value]));
    }
  const known: string[] = dimensionNames.filter((name) => there.has(name));
  const others = [...there.keys()].filter((name) => !known.includes(name)).sort();
  return [...known, ...others].map((id) => ({ id, values: [...there.get(id)!].sort(totalFirst) })); // it is one of them
}
const totalFirst = (a: string, b: string): number =>
  Number(b === 'total') - Number(a === 'total') || (a < b ? -1 : a > b ? 1 : 0);
