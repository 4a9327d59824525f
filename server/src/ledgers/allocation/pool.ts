import type { Kysely } from 'kysely';
import { transaction } from '../../platform/database/index.ts';
import type { NewPool, PoolTimes } from './allocation.ts';
import { type AllocationRefusal, refuseAllocation } from './errors.ts';
import { insertPools, writeTimes } from './pool.store.ts';
import { invalid, invalidName, isCount, isName, limits, noSuchPool } from './request.ts';

/** Makes all of them or none; those that are there just so already are left as they are. */
export async function createPools(
  db: Kysely<unknown>,
  pools: readonly NewPool[],
): Promise<{ created: number } | AllocationRefusal> {
  const fault = faultOf(pools);
  if (fault) return fault;
  try {
    return await transaction(db, async (trx) => {
      const { created, differing } = await insertPools(trx, pools);
      // Thrown, so that the whole is undone.
      if (differing !== undefined) throw new Differing(differing);
      return { created };
    });
  } catch (error) {
    if (!(error instanceof Differing)) throw error;
    return refuseAllocation(
      'pool-differs',
      `There is a pool ${error.pool} with another kind, capacity or time: use another id, or resize it.`,
      error.pool,
    );
  }
}

/** Sets the times of all of them or of none. */
export async function retimePools(
  db: Kysely<unknown>,
  pools: readonly PoolTimes[],
): Promise<{ retimed: number } | AllocationRefusal> {
  const fault = faultOf(pools);
  if (fault) return fault;
  return await transaction(db, async (trx) => {
    const { retimed, missing } = await writeTimes(trx, pools);
    return missing === undefined ? { retimed } : noSuchPool(missing);
  });
}

class Differing extends Error {
  readonly pool: string;
  constructor(pool: string) {
    super(`pool ${pool} differs`);
    this.pool = pool;
  }
}

function faultOf(pools: readonly (PoolTimes | NewPool)[]): AllocationRefusal | undefined {
  if (pools.length < 1 || pools.length > limits.poolsAtOnceMax)
    return invalid(`there must be 1 to ${limits.poolsAtOnceMax} pools`);
  const seen = new Set<string>();
  for (const pool of pools) {
    const { id, opensAt, closesAt } = pool;
    if (!isName(id)) return invalidName('id');
    if ('kind' in pool && !isName(pool.kind)) return invalidName('kind');
    if ('capacity' in pool && !isCount(pool.capacity, 0, limits.quantityMax))
      return invalid(`capacity must be a whole number from 0 to ${limits.quantityMax}`, id);
    if (seen.has(id)) return invalid('each pool may be named once', id);
    for (const time of [opensAt, closesAt])
      if (time && Number.isNaN(time.getTime())) return invalid('opensAt and closesAt must be times', id);
    if (opensAt && closesAt && opensAt >= closesAt) return invalid('closesAt must be after opensAt', id);
    seen.add(id);
  }
  return undefined;
}
