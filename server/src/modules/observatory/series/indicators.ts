/** Indicators for a reader: what each measures, and what there is of it. */
import type { Corridor, PackIndicator } from '../../../corridor/index.ts';
import type { Indicator } from '../../../ledgers/evidence/index.ts';
import type { Series } from './api.ts';
import { dimensionNames, seriesName, valueName } from './names.ts';
import type { PlacedPoint } from './points.ts';
import { latestOf } from './series.ts';

/** As the ledger records them: in English, whatever a reader is shown. */
export const definitionsOf = (corridor: Corridor): Indicator[] =>
  [...corridor.indicators.values()].map(({ id, unit, nature, frequency, definition, rule }) => ({
    ...{ id, name: corridor.name(`indicator:${id}`, 'en'), unit, nature, frequency, definition, rule },
  }));

export function indicatorAnswer(
  indicator: PackIndicator,
  points: readonly PlacedPoint[],
  corridor: Corridor,
  lang: string,
): Series['indicator'] {
  const { id, unit, nature, frequency, rule } = indicator;
  const latest = latestOf(points, corridor);
  const days = (of: (point: PlacedPoint) => string) => points.map(of).sort();
  return {
    ...{ id, name: corridor.name(`indicator:${id}`, lang), unit, nature, frequency },
    ...{ definition: corridor.definition(indicator, lang), rule },
    dimensions: dimensionsOf(points).map((dimension) => ({
      id: dimension,
      values: [...new Set(points.flatMap(({ dimensions }) => dimensions[dimension] ?? []))]
        .sort()
        .map((value) => ({ id: value, name: valueName(corridor, dimension, value, lang) })),
    })),
    observations: points.filter(({ type }) => type === 'observation').length,
    claims: points.filter(({ type }) => type === 'claim').length,
    from: days(({ periodStart }) => periodStart)[0] ?? null,
    to: days(({ periodEnd }) => periodEnd).at(-1) ?? null,
    latest: latest?.figure ?? null,
    latestOf: latest && {
      key: { ...latest.dimensions },
      name: seriesName(corridor, latest.dimensions, lang),
    },
  };
}

/** Those there are, the known ones in their order. */
function dimensionsOf(points: readonly PlacedPoint[]): string[] {
  const there = new Set(points.flatMap(({ dimensions }) => Object.keys(dimensions)));
  const known = dimensionNames.filter((name) => there.delete(name));
  return [...known, ...[...there].sort()];
}
