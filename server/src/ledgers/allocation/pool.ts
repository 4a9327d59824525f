import type { Kysely } from 'kysely';
import { transaction } from '../../platform/database/index.ts';
import type { NewPool } from './allocation.ts';
import { type AllocationRefusal, refuseAllocation } from './errors.ts';
import { insertPools } from './pool.store.ts';
import { invalid, invalidName, isCount, isName, limits } from './request.ts';

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

class Differing extends Error {
  readonly pool: string;
  constructor(pool: string) {
    super(`pool ${pool} differs`);
    this.pool = pool;
  }
}

function faultOf(pools: readonly NewPool[]): AllocationRefusal | undefined {
  if (pools.length < 1 || pools.length > limits.poolsAtOnceMax)
    return invalid(`there must be 1 to ${limits.poolsAtOnceMax} pools`);
  const seen = new Set<string>();
  for (const { id, kind, capacity, opensAt, closesAt } of pools) {
    if (!isName(id)) return invalidName('id');
    if (!isName(kind)) return invalidName('kind');
    if (!isCount(capacity, 0, limits.quantityMax))
      return invalid(`capacity must be a whole number from 0 to ${limits.quantityMax}`, id);
    if (seen.has(id)) return invalid('each pool may be named once', id);
    for (const time of [opensAt, closesAt])
      if (time && Number.isNaN(time.getTime())) return invalid('opensAt and closesAt must be times', id);
    if (opensAt && closesAt && opensAt >= closesAt) return invalid('closesAt must be after opensAt', id);
    seen.add(id);
  }
  return undefined;
}
