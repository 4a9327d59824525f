import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Allocation } from './allocation.ts';
import { type Changed, doBatch, RecentIds, takeTogether } from './batch.ts';
import { ChangedPools } from './changed.ts';
import type { Answer } from './decide.ts';
import { type AllocationRefusal, away } from './errors.ts';
import { readPools, readPoolsLike, readReservations } from './pool.store.ts';
import { createPools, retimePools } from './pool.ts';
import { type Carry, Queue } from './queue.ts';
import {
  exchangeRequest,
  isCount,
  isId,
  isName,
  limits,
  type Request,
  reserveRequest,
  resizeRequest,
  stateRequest,
} from './request.ts';
import { SteadyConnection } from './steady.ts';
import { Sweeper } from './sweeper.ts';

export interface AllocationOptions {
  log: Logger;
  /** For tests. The ledger goes by the database's time, which is one for all processes. */
  clock?: Clock;
  /** Requests in one batch. */
  batchMax?: number;
  /** Batches under way at once, each on a connection of its own. */
  lanes?: number;
  /** Requests that may wait; more are refused at once. */
  queueMax?: number;
  /** How long a request may wait for a database that is away. */
  waitMs?: number;
  /** How often holds whose time is up are written down when nobody asks for their room; 0: never. */
  expireEveryMs?: number;
  /**
   * Told the ids of pools that changed by this process, after the commit: twenty times a second at most, each id once. In doubt it is told too often, so
   * whoever keeps a copy reads the pools again.
   */
  onChanged?: (pools: string[]) => void;
}

/** The ledger of this process. Any number of processes may open one on the same database. */
export function openAllocation(database: Database, options: AllocationOptions): Allocation {
  const { batchMax = 512, lanes = 2, queueMax = 10_000, waitMs = 10_000, expireEveryMs = 1_000 } = options;
  const { log, clock } = options;
  const testNow = () => clock?.now() ?? null;
  const connections = Array.from({ length: lanes }, () => new SteadyConnection(database, log));
  const changes = new ChangedPools(options.onChanged);
  const changed: Changed = options.onChanged ? (pools) => changes.add(pools) : () => {};
  const queue = new Queue(connections, carryBatch(testNow, changed), { batchMax, queueMax, waitMs });
  const sweeper = new Sweeper(new SteadyConnection(database, log), {
    everyMs: expireEveryMs,
    waitMs,
    testNow,
    changed,
    log,
  });
  // The kind of answer follows from the kind of request.
  const ask = <Done extends Answer>(request: Request | AllocationRefusal) =>
    ('refused' in request ? Promise.resolve(request) : queue.ask(request)) as Promise<
      Done | AllocationRefusal
    >;
  /** Reads again what still counts holds whose time is up, once they are written down. */
  const current = async <Found extends { lapsed: boolean }>(read: () => Promise<Found>): Promise<Found> => {
    const found = await read();
    if (!found.lapsed) return found;
    await sweeper.sweep();
    return read();
  };
  const reservations = async (ids: readonly string[]) => {
    if (ids.length > limits.reservationsAtOnceMax)
      throw new RangeError('more reservations than can be read at once');
    const found = ids.filter(isId);
    if (found.length === 0) return [];
    return (await current(() => readReservations(database.db, found, testNow()))).reservations;
  };
  let closed: Promise<void> | undefined;
  return {
    reserve: (lines, asked) => ask(reserveRequest(lines, asked)),
    confirm: (reservation) => ask(stateRequest('confirm', reservation)),
    release: (reservation) => ask(stateRequest('release', reservation)),
    exchange: (reservation, lines, { key }) => ask(exchangeRequest(reservation, lines, key)),
    resize: (pool, capacity) => ask(resizeRequest(pool, capacity)),
    createPools: (pools) => createPools(database.db, pools),
    retime: async (pools) => {
      const answer = await retimePools(database.db, pools);
      if ('retimed' in answer) changed(pools);
      return answer;
    },
    pools: async (ids) => {
      if (ids.length > limits.poolsAtOnceMax) throw new RangeError('more pools than can be read at once');
      return (await current(() => readPools(database.db, ids, testNow()))).pools;
    },
    poolsLike: async (prefix, { after = '', limit = 1_000 } = {}) => {
      if (!isName(prefix) || !(after === '' || isName(after)) || !isCount(limit, 1, limits.poolsAtOnceMax))
        throw new RangeError('no page of pools is called so');
      return (await current(() => readPoolsLike(database.db, prefix, { after, limit }, testNow()))).pools;
    },
    reservation: async (id) => (await reservations([id]))[0] ?? null,
    reservations,
    expire: () => sweeper.sweep(),
    close: () => {
      closed ??= queue
        .close()
        .then(() => sweeper.close())
        .finally(() => changes.tell());
      return closed;
    },
  };
}

/** Where not all of a batch fitted, the next few may not fit either, and to try would be one round trip more. */
const carefulBatches = 8;

/** Does a batch until it is known to be done, whatever happens to the connection meanwhile. */
function carryBatch(testNow: () => Date | null, changed: Changed): Carry {
  const recent = new RecentIds();
  let careful = 0;
  return async (connection, batch) => {
    const requests = batch.map(({ request }) => request);
    const reserves = requests.filter((each) => each.kind === 'reserve');
    const suspects = new Set<Request>(reserves.filter(({ id }) => recent.meet(id)));
    let attempts = 0;
    let uncertain = false;
    const doubtful = new Set<{ id: string }>();
    const unsure = new Set<number>();
    const isUnsure = (pools: Iterable<{ id: string }>) => {
      uncertain = true;
      for (const pool of pools) doubtful.add(pool);
    };
    const work = async (client: pg.Client) => {
      attempts += 1;
      const plain = reserves.length === requests.length && suspects.size === 0;
      if (plain && attempts === 1 && careful === 0) {
        const answers = await takeTogether(client, reserves, { testNow, isUnsure, changed });
        if (answers) return answers;
        careful = carefulBatches;
      } else if (plain && careful > 0) careful -= 1;
      if (uncertain) {
        // To set a size twice could undo what somebody else set in between. All other requests can tell that they were done.
        requests.forEach(({ kind }, index) => {
          if (kind === 'resize') unsure.add(index);
        });
      }
      const certain = unsure.size === 0 ? requests : requests.filter((_, index) => !unsure.has(index));
      return doBatch(client, certain, {
        testNow,
        // What was tried before may have been done, or met its own key.
        isSuspect: (request) => attempts > 1 || suspects.has(request),
        isUnsure,
        changed,
      });
    };
    const answers = await connection.within(work, batch[0]!.giveUpAtMs).finally(() => changed(doubtful));
    if (unsure.size === 0) return answers;
    const next = answers.values();
    return requests.map((_, index) =>
      unsure.has(index) ? away('it may have been done') : next.next().value!,
    );
  };
}
