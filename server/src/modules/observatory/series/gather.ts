/** What is known of an indicator, from the ledger: official observations with their vintages, and claims of texts. */
import type { Observation, Reading, SeriesExtent } from '../../../ledgers/evidence/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { Attached, AttachedClaims } from './attached.ts';
import { groupBy } from './group.ts';
import { knownOf } from './known.ts';
import { claimPoint, decided, observationPoint, type PlacedPoint } from './points.ts';
import { type Cut, newestFrom, observationsMax, roomFor, scopeOf, tiersOf, type Wanted } from './scope.ts';

type Parts = Pick<ObservatoryParts, 'corridor' | 'evidence'>;

export interface Gathered {
  points: PlacedPoint[];
  /** Series there are within the question, whether shown or not. */
  extents: readonly SeriesExtent[];
  /** Null: all there is. */
  cut: Cut | null;
}

export async function gathered(
  parts: Parts,
  /** Null: observations alone. */
  claims: AttachedClaims | null,
  wanted: Wanted,
): Promise<Gathered> {
  const { read } = parts.evidence();
  const { indicator, dimensions, to, asOf } = wanted;
  const attached = claims === null ? [] : await claims.of(indicator.id, asOf);
  const { extents, among, from, cut } = await scopeOf(
    read,
    await knownOf(parts).of(indicator.id),
    wanted,
    parts.corridor(),
  );
  const vintages =
    extents.length === 0
      ? []
      : await read.vintages({
          ...{ indicator: indicator.id, from, to, asOf, limit: observationsMax },
          ...(among === null ? { dimensions } : { among }),
        });
  const official = await observed(read, vintages, indicator.unit);
  const points = [...official, ...claimPoints(attached, wanted)];
  await decide(read, points, asOf);
  return { points, extents, cut: cut && { kept: official.length, ...cut } };
}

/**
 * Among these points is the figure an indicator is shown by (`latestOf`): it is of the widest scope that has a value, so narrower series need not be
 * read.
 */
export async function widest(
  parts: Parts,
  extents: readonly SeriesExtent[],
  attached: readonly Attached[],
  wanted: Pick<Wanted, 'indicator'>,
): Promise<PlacedPoint[]> {
  const { read } = parts.evidence();
  const { id, unit } = wanted.indicator;
  const points = claimPoints(attached, { ...wanted, dimensions: {} });
  for (const tier of tiersOf(extents, parts.corridor())) {
    const among = roomFor([tier]);
    const from = await newestFrom(read, { indicator: id, among }, tier);
    const official = await observed(
      read,
      await read.observations({ indicator: id, among, from, limit: observationsMax }),
      unit,
    );
    points.push(...official);
    if (official.some(({ figure }) => figure.value !== null)) break;
  }
  await decide(read, points, undefined);
  return points;
}

const claimPoints = (attached: readonly Attached[], { indicator, dimensions, from, to }: Wanted) =>
  attached
    .filter((each) => each.indicator === indicator.id)
    .filter((each) => Object.entries(dimensions).every(([name, value]) => each.dimensions[name] === value))
    .filter((each) => (!from || each.periodStart >= from) && (!to || each.periodEnd <= to))
    .map((each) => claimPoint(each, indicator.unit));

async function decide(read: Reading, points: PlacedPoint[], asOf: Date | undefined): Promise<void> {
  const about = [...new Set(points.map((point) => point.about))];
  if (about.length > 0) decided(points, await read.decisions(about, { asOf }));
}

/** Vintages come oldest first within a period and source: the last one holds. */
async function observed(
  read: Reading,
  vintages: readonly Observation[],
  unit: string,
): Promise<PlacedPoint[]> {
  const sources = await read.sourcesById([...new Set(vintages.map(({ source }) => source))]);
  const kept = groupBy(vintages, ({ dimensions, periodStart, periodEnd, source }) =>
    JSON.stringify([dimensions, periodStart, periodEnd, source]),
  );
  return [...kept.values()].map((all) => {
    const [last, ...older] = all.toReversed() as [Observation, ...Observation[]];
    const source = sources.get(last.source);
    if (!source) throw new Error(`the source ${last.source} is not described`);
    return observationPoint(last, older, source, unit);
  });
}
