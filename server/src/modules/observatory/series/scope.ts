/**
 * Which series a question is answered from, where there are more observations than an answer holds. Goods by the thousand would leave no room
 * for totals and keep everybody else waiting; so totals come first, and a series that is shown is shown whole.
 */
import type { Corridor } from '../../../corridor/index.ts';
import type { Reading, SeriesExtent } from '../../../ledgers/evidence/index.ts';
import { type Dimensions, isTotal, keyOf } from './names.ts';

/** Observations an answer is made of, at most, with those they superseded. */
export const observationsMax = 5_000;

/** A question to the ledger. */
export interface Wanted {
  indicator: { id: string; unit: string };
  dimensions: Dimensions;
  /** Which series, where dimensions alone don't tell. */
  where?: ((dimensions: Dimensions) => boolean) | undefined;
  from?: string | undefined;
  to?: string | undefined;
  asOf?: Date | undefined;
}

/** What is left out of an answer. */
export interface Cut {
  /** Observations shown, and how many there are. */
  kept: number;
  of: number;
  /** `totals`: no category was asked for, and goods are left out; `first`: series of the widest scope, as many as there is room for. */
  by: 'totals' | 'first';
}
export interface Scope {
  /** Series within the question, each of one source. */
  extents: readonly SeriesExtent[];
  /** Null: all that is asked for. */
  among: readonly Dimensions[] | null;
  /** The first day of what is shown: later than asked for where even one series has more than an answer holds, since its newest values are kept. */
  from: string | undefined;
  cut: Omit<Cut, 'kept'> | null;
}

export async function scopeOf(
  read: Pick<Reading, 'countObservations'>,
  known: readonly SeriesExtent[],
  wanted: Wanted,
  corridor: Corridor,
): Promise<Scope> {
  const { indicator, dimensions, from, to, asOf } = wanted;
  const named = Object.entries(dimensions);
  const extents = known.filter(
    ({ dimensions: each, firstDay, lastDay }) =>
      named.every(([name, value]) => each[name] === value) &&
      (!from || lastDay >= from) &&
      (!to || firstDay <= to) &&
      (wanted.where?.(each) ?? true),
  );
  const narrowed = Boolean(from || to || asOf);
  const whole = { extents, among: wanted.where ? setsOf(extents) : null, from, cut: null };
  if (sum(extents, 'vintages') <= observationsMax) return whole;
  const counted = async (some: readonly SeriesExtent[]) => {
    if (!narrowed) return { periods: sum(some, 'periods'), vintages: sum(some, 'vintages') };
    const series = some === extents && !wanted.where ? { dimensions } : { among: setsOf(some) };
    return read.countObservations({ indicator: indicator.id, ...series, from, to, asOf });
  };
  const all = await counted(extents);
  if (all.vintages <= observationsMax) return whole;
  const totals = extents.filter((each) => isTotal(each.dimensions.category));
  const isOfTotals = dimensions.category === undefined && totals.length > 0 && totals.length < extents.length;
  const shown = isOfTotals ? totals : extents;
  const among =
    (isOfTotals ? (await counted(totals)).vintages : all.vintages) <= observationsMax
      ? setsOf(shown)
      : roomFor(tiersOf(shown, corridor));
  const first = await newestFrom(read, { indicator: indicator.id, among, from, to, asOf }, extents);
  return { extents, among, from: first, cut: { of: all.periods, by: isOfTotals ? 'totals' : 'first' } };
}

/**
 * The day from which an answer has room for all there is in these series, so that what is left out of them is the oldest. A period's vintages stay
 * together.
 */
export async function newestFrom(
  read: Pick<Reading, 'countObservations'>,
  query: { indicator: string; among: readonly Dimensions[]; from?: string | undefined } & Pick<
    Wanted,
    'to' | 'asOf'
  >,
  extents: readonly SeriesExtent[],
): Promise<string | undefined> {
  const { among, from } = query;
  const keys = new Set(among.map(keyOf));
  const shown = extents.filter(({ dimensions }) => keys.has(keyOf(dimensions)));
  if (sum(shown, 'vintages') <= observationsMax) return from;
  const isRoomFrom = async (day: string | undefined) =>
    (await read.countObservations({ ...query, from: day })).vintages <= observationsMax;
  if (await isRoomFrom(from)) return from;
  const days = shown.flatMap(({ firstDay, lastDay }) => [dayNumber(firstDay), dayNumber(lastDay)]);
  let [full, free] = [Math.min(...days), Math.max(...days)];
  while (free - full > 1) {
    const middle = Math.floor((full + free) / 2);
    if (await isRoomFrom(dayOf(middle))) free = middle;
    else full = middle;
  }
  return dayOf(free);
}
const dayMs = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** Whole series, as many as there is room for; one at least. */
export function roomFor(tiers: readonly (readonly SeriesExtent[])[]): Dimensions[] {
  const kept: SeriesExtent[] = [];
  let room = observationsMax;
  for (const tier of tiers)
    for (const each of tier) {
      if (kept.length > 0 && each.vintages > room) return setsOf(kept);
      kept.push(each);
      room -= each.vintages;
    }
  return setsOf(kept);
}

/** By scope, the widest first: a region before a country, then by how many dimensions narrow it. */
export function tiersOf(extents: readonly SeriesExtent[], corridor: Corridor): SeriesExtent[][] {
  const tiers = new Map<number, SeriesExtent[]>();
  for (const extent of extents) {
    const rank = scopeRank(extent.dimensions, corridor);
    const tier = tiers.get(rank);
    if (tier) tier.push(extent);
    else tiers.set(rank, [extent]);
  }
  return [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier);
}

export const scopeRank = (dimensions: Dimensions, corridor: Corridor): number =>
  (isOfRegion(dimensions, corridor) ? 0 : 1_000) +
  Object.values(dimensions).filter((value) => !isTotal(value)).length;
const isOfRegion = ({ reporter = '', partner = '' }: Dimensions, { regions }: Corridor): boolean =>
  regions.has(partner) || regions.has(reporter);

const sum = (extents: readonly SeriesExtent[], what: 'periods' | 'vintages'): number =>
  extents.reduce((total, each) => total + each[what], 0);

/** Several sources may have one set. */
const setsOf = (extents: readonly SeriesExtent[]): Dimensions[] => [
  ...new Map(extents.map(({ dimensions }) => [keyOf(dimensions), dimensions])).values(),
];
