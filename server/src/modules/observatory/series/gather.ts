/** What is known of an indicator, from the ledger: official observations with their vintages, and claims of texts. */
import type { Observation, Reading } from '../../../ledgers/evidence/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { Attached, AttachedClaims } from './attached.ts';
import { groupBy } from './group.ts';
import { claimPoint, decided, observationPoint, type PlacedPoint } from './points.ts';

export interface Wanted {
  indicator: { id: string; unit: string };
  dimensions: Readonly<Record<string, string>>;
  from?: string | undefined;
  to?: string | undefined;
  asOf?: Date | undefined;
}

/**
 * Observations an answer is made of, at most. Where an indicator has more and no category was asked for, its totals are the answer: goods by the
 * thousand would leave no room for them, and keep everybody else waiting. Beyond that the oldest periods of the first series go in first.
 */
export const observationsMax = 5_000;

export async function pointsOf(
  parts: Pick<ObservatoryParts, 'evidence'>,
  /** Null: observations alone. */
  claims: AttachedClaims | null,
  wanted: Wanted,
): Promise<PlacedPoint[]> {
  const attached = claims === null ? [] : await claims.of(wanted.indicator.id, wanted.asOf);
  return pointsWith(parts, attached, wanted);
}

/** With claims that were asked for already: of all indicators at once, say. */
export async function pointsWith(
  parts: Pick<ObservatoryParts, 'evidence'>,
  attached: readonly Attached[],
  wanted: Wanted,
): Promise<PlacedPoint[]> {
  const { read } = parts.evidence();
  const { indicator, dimensions, from, to, asOf } = wanted;
  const query = { indicator: indicator.id, dimensions, from, to, asOf, limit: observationsMax };
  const first = await read.vintages(query);
  const isTotals = first.length >= observationsMax && dimensions.category === undefined;
  const vintages = isTotals
    ? await read.vintages({ ...query, dimensions: { ...dimensions, category: 'total' } })
    : first;
  const points = [
    ...(await observed(read, vintages, indicator.unit)),
    ...attached
      .filter((each) => each.indicator === indicator.id)
      .filter((each) => Object.entries(dimensions).every(([name, value]) => each.dimensions[name] === value))
      .filter((each) => (!from || each.periodStart >= from) && (!to || each.periodEnd <= to))
      .map((each) => claimPoint(each, indicator.unit)),
  ];
  const about = [...new Set(points.map((point) => point.about))];
  decided(points, about.length === 0 ? new Map() : await read.decisions(about, { asOf }));
  return points;
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
