/** Points as series: a line for each source of the same dimensions and frequency, and what texts state beside them. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Series } from './api.ts';
import { groupBy } from './group.ts';
import { isTotal, keyOf, seriesName } from './names.ts';
import type { PlacedPoint } from './points.ts';

type Line = Series['series'][number];

/** Observations first, then claims; each by dimensions, source and frequency, its points in the order of time. */
export function seriesOf(points: readonly PlacedPoint[], corridor: Corridor, lang: string): Line[] {
  const groups = groupBy(points, groupOf);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { dimensions, type, frequency, source } = group[0];
      return {
        key: { ...dimensions },
        name: seriesName(corridor, dimensions, lang),
        ...{ type, frequency, source: type === 'observation' ? source : null },
        points: group.toSorted(byTime).map(({ dimensions: _, frequency: __, about: ___, ...point }) => point),
      };
    });
}

const order = ['year', 'half', 'quarter', 'month', 'to-date', 'day', 'other'];
const groupOf = ({ type, dimensions, frequency, source }: PlacedPoint): string =>
  JSON.stringify([
    type === 'observation' ? 0 : 1,
    keyOf(dimensions),
    order.indexOf(frequency),
    type === 'observation' ? source.id : '',
  ]);
/** Points in the order of the series they are in, and of time. */
export const orderOf = (a: PlacedPoint, b: PlacedPoint): number => {
  const [first, second] = [groupOf(a), groupOf(b)];
  return first === second ? byTime(a, b) : first < second ? -1 : 1;
};
const byTime = (a: PlacedPoint, b: PlacedPoint): number =>
  a.periodEnd.localeCompare(b.periodEnd) ||
  a.periodStart.localeCompare(b.periodStart) ||
  a.recordedAt.localeCompare(b.recordedAt);

/**
 * The figure an indicator is shown by where one must do: of the widest scope (a region before a country, both flows together, all goods), the latest
 * whole year or day, official before what texts state, what was accepted before what was not.
 */
export function latestOf(points: readonly PlacedPoint[], corridor: Corridor): PlacedPoint | null {
  const rank = (point: PlacedPoint): (number | string)[] => {
    const { dimensions, frequency, type, figure, decision } = point;
    return [
      figure.value === null ? 1 : 0,
      corridor.regions.has(dimensions.partner ?? '') || corridor.regions.has(dimensions.reporter ?? '')
        ? 0
        : 1,
      Object.values(dimensions).filter((value) => !isTotal(value)).length,
      frequency === 'year' || frequency === 'day' ? 0 : 1,
      type === 'observation' ? 0 : 1,
    ].concat(decision?.isAccepted === false ? [1] : [0]);
  };
  let best: PlacedPoint | null = null;
  for (const point of points) {
    if (point.figure.value === null) continue;
    if (!best || before(rank(point), point, rank(best), best)) best = point;
  }
  return best;
}

function before(
  a: readonly (number | string)[],
  point: PlacedPoint,
  b: readonly (number | string)[],
  than: PlacedPoint,
): boolean {
  const at = a.findIndex((each, index) => each !== b[index]);
  if (at >= 0) return a[at]! < b[at]!; // both as long
  return byTime(point, than) > 0;
}
