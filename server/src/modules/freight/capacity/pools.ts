/** Pools of the allocation ledger made and kept as what is stated says. */
import { type Allocation, allocationLimits, type Pool } from '../../../ledgers/allocation/index.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import { type CapacityKind, kinds } from './api.ts';
import { lockService, noteDepartures, readDepartures } from './capacity.store.ts';
import { closesAt, type Departure, poolId, segmentsOf } from './departure.ts';
import type { CapacityParts } from './open.ts';
import { type Amounts, capacityOf, unstatedDeparture } from './stated.ts';

export interface WantedPool {
  id: string;
  kind: CapacityKind;
  departure: Departure;
  segment: number;
  /** What the ledger may give away of it. */
  capacity: number;
  closesAt: Date;
}

/**
 * Where nobody has said how much mass there may be, a pool as large as the ledger knows counts it all the same: an operator who states it
 * later is told of what is already promised.
 */
export const uncounted = allocationLimits.quantityMax;

export const wantedPool = (
  departure: Departure,
  segment: number,
  kind: CapacityKind,
  capacity: number | null,
): WantedPool => ({
  id: poolId(departure, segment, kind),
  kind,
  departure,
  segment,
  capacity: capacity ?? uncounted,
  closesAt: new Date(closesAt(departure, segment) * 60_000),
});
const isAs = (pool: Pool | undefined, wanted: WantedPool) =>
  pool?.capacity === wanted.capacity && pool.closesAt?.getTime() === wanted.closesAt.getTime();

/** Every pool a departure has or should have; plugs and places nobody has stated have none. */
export const poolsOf = (departure: Departure, capacity: Amounts): WantedPool[] =>
  Array.from({ length: segmentsOf(departure) }, (_, segment) =>
    kinds
      .filter((kind) => capacity[kind] !== null || kind === 'weight-kg')
      .map((kind) => wantedPool(departure, segment, kind, capacity[kind])),
  ).flat();

export async function poolsById(allocation: Allocation, ids: readonly string[]): Promise<Map<string, Pool>> {
  const found = new Map<string, Pool>();
  for (let first = 0; first < ids.length; first += allocationLimits.poolsAtOnceMax) {
    const some = ids.slice(first, first + allocationLimits.poolsAtOnceMax);
    for (const pool of await allocation.pools(some)) found.set(pool.id, pool);
  }
  return found;
}

/**
 * Sees to it that these pools are there, as large as what is stated says, and close when the timetable says. Mostly they are, and one reading shows it. Else their whole
 * departures are settled under the lock of their service: two servers that want the same pool wait for each other, and an operator who is
 * stating another capacity is waited for. A pool that a crash left larger or smaller than stated is mended here as well.
 */
export async function settlePools(
  parts: CapacityParts,
  wanted: readonly WantedPool[],
): Promise<FreightRefusal | null> {
  const found = await poolsById(
    parts.allocation(),
    wanted.map(({ id }) => id),
  );
  const amiss = wanted.filter((each) => !isAs(found.get(each.id), each));
  const services = new Map<string, Set<Departure>>();
  for (const { departure } of amiss) {
    const { id } = departure.service;
    services.set(id, (services.get(id) ?? new Set()).add(departure));
  }
  for (const [service, departures] of services) {
    const refused = await parts.alone(() => settleService(parts, service, [...departures]));
    if (refused) return refused;
  }
  return null;
}

async function settleService(
  parts: CapacityParts,
  service: string,
  departures: readonly Departure[],
): Promise<FreightRefusal | null> {
  const { db } = parts.database();
  // Committed before any pool is there, so that no pool is without its note.
  await noteDepartures(db, departures);
  return transaction(db, async (trx) => {
    const ofService = await lockService(trx, service);
    const own = await readDepartures(trx, departures);
    const { corridor } = parts.network();
    const wanted = departures.flatMap((departure) => {
      const stated = { service: ofService, departure: own.get(departure.run) ?? unstatedDeparture };
      return poolsOf(departure, capacityOf(corridor, departure.service, stated));
    });
    return makePools(parts.allocation(), wanted);
  });
}

/** Under the lock of their service. */
async function makePools(
  allocation: Allocation,
  wanted: readonly WantedPool[],
): Promise<FreightRefusal | null> {
  const ids = wanted.map(({ id }) => id);
  const found = await poolsById(allocation, ids);
  const missing = wanted.filter(({ id }) => !found.has(id));
  if (missing.length > 0) {
    const made = await allocation.createPools(
      missing.map(({ id, kind, capacity, closesAt }) => ({ id, kind, capacity, closesAt })),
    );
    if (isRefusal(made)) return ledgerAway(made.detail);
  }
  const moved = wanted.filter(({ id, closesAt }) => {
    const pool = found.get(id);
    return pool && pool.closesAt?.getTime() !== closesAt.getTime();
  });
  if (moved.length > 0) {
    const retimed = await allocation.retime(
      moved.map(({ id, closesAt }) => ({ id, opensAt: null, closesAt })),
    );
    if (isRefusal(retimed)) return ledgerAway(retimed.detail);
  }
  for (const { id, capacity } of wanted) {
    const pool = found.get(id);
    if (!pool || pool.capacity === capacity) continue;
    const resized = await allocation.resize(id, capacity);
    // More is promised than there now is (a changed pack): what is promised stays, and no more of it is given.
    if (isRefusal(resized) && resized.code === 'below-use')
      await allocation.resize(id, pool.held + pool.confirmed);
    else if (isRefusal(resized)) return ledgerAway(resized.detail);
  }
  return null;
}

export const ledgerAway = (detail: string): FreightRefusal => refuse('ledger-away', detail);

/** Runs works one after the other, so that together they hold no more than two connections of the pool. */
export function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}
