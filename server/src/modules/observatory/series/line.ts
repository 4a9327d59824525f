/** One line out of many points: of one scope and one source, with what was accepted in the place of what was not. */
import type { Corridor } from '../../../corridor/index.ts';
import { groupBy } from './group.ts';
import { isTotal, keyOf } from './names.ts';
import type { PlacedPoint } from './points.ts';

/** A point with its value as a number, for arithmetic; what is unknown is left out. */
export interface LinePoint {
  periodStart: string;
  periodEnd: string;
  value: number;
  point: PlacedPoint;
}
export interface Line {
  of: PlacedPoint;
  points: LinePoint[];
}

/**
 * The line to go by: official before what texts state; of the widest scope (a region before a country, both flows together); that reaches furthest;
 * that has most periods; by its source's id.
 */
export function bestLine(
  points: readonly PlacedPoint[],
  corridor: Corridor,
  /** Whose line; the best of all where none is named. A line of claims is that of each of its texts. */
  source?: string,
): Line | null {
  const lines = [...groupBy(points, lineKey).values()]
    .filter((group) => source === undefined || group.some((point) => point.source.id === source))
    .map((group): Line => ({ of: group[0], points: linePoints(group, points) }))
    .filter(({ points: own }) => own.length > 0)
    .map((line) => ({ line, rank: rankOf(line, corridor) }));
  lines.sort((a, b) => compareRanks(a.rank, b.rank));
  return lines[0]?.line ?? null;
}

/** A line of claims is of any text: each of them is a source of its own. */
const lineKey = ({ type, dimensions, source }: PlacedPoint): string =>
  JSON.stringify([type, keyOf(dimensions), type === 'observation' ? source.id : '']);

function rankOf({ of, points }: Line, corridor: Corridor): (number | string)[] {
  const { reporter, partner } = of.dimensions;
  const isRegion = [reporter, partner].some((id) => id !== undefined && corridor.regions.has(id));
  const last = points.reduce((end, { periodEnd }) => (periodEnd > end ? periodEnd : end), '');
  return [
    of.type === 'observation' ? 0 : 1,
    isRegion ? 0 : 1,
    Object.values(of.dimensions).filter((value) => !isTotal(value)).length,
    -Date.parse(last),
    -points.length,
    of.source.id,
  ];
}
function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  if (at < 0) return 0;
  return a[at]! < b[at]! ? -1 : 1; // both as long
}

/** Where another point of the same period was accepted, that one stands for it. */
function linePoints(group: readonly PlacedPoint[], all: readonly PlacedPoint[]): LinePoint[] {
  return group.flatMap((point) => {
    const accepted = point.decision?.accepted;
    const used =
      accepted && !point.decision?.isAccepted
        ? (all.find(
            ({ id, type, about }) => id === accepted.id && type === accepted.type && about === point.about,
          ) ?? point)
        : point;
    if (used.figure.value === null) return [];
    const { periodStart, periodEnd } = point;
    return [{ periodStart, periodEnd, value: Number(used.figure.value), point: used }];
  });
}
