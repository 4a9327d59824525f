import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock.ts';
import { type Database, transaction } from '../../platform/database/index.ts';
import type { Allocation, NewPool } from './allocation.ts';
import { lockAndRead, lockLapsed, writeAndCommit } from './batch.store.ts';
import { type Answer, decide, decideExpiry } from './decide.ts';
import { type AllocationRefusal, refuseAllocation } from './errors.ts';
import { insertPools, readPools, readReservation } from './pool.store.ts';
import {
  exchangeRequest,
  invalid,
  invalidName,
  isCount,
  isId,
  isName,
  limits,
  type Request,
  reserveRequest,
  resizeRequest,
  stateRequest,
} from './request.ts';
import { Away, SteadyConnection } from './steady.ts';

export interface AllocationOptions {
  log: Logger;
  /** For tests. The ledger goes by the database's time, which is one for all processes. */
  clock?: Clock;
  /** Requests in one batch. */
  batchMax?: number;
  /** Batches under way at once. */
  lanes?: number;
  /** Requests that may wait; more are refused at once. */
  queueMax?: number;
  /** How long a request may wait for a database that is away. */
  waitMs?: number;
  /** How often holds whose time is up are written down when nobody asks for their room; 0: never. */
  expireEveryMs?: number;
}

interface Waiting {
  request: Request;
  giveUpAtMs: number;
  settle(answer: Answer): void;
  fail(error: unknown): void;
}
interface Lane {
  connection: SteadyConnection;
  busy: boolean;
}

/**
 * Group commit. Requests wait in a queue; a lane that is free takes those that wait, as one batch: one transaction, one flush to disk.
 * While it is under way the next batch gathers, so batches grow with the load by themselves. A second lane is used only when a whole
 * batch waits: batches of a few requests each would wait for one another's locks and pay a flush each.
 */
export function openAllocation(database: Database, options: AllocationOptions): Allocation {
  return new Ledger(database, options);
}

const lapsedAtOnceMax = 500;
const impatientMs = 25;
const secondLaneAt = Number(process.env.SECOND ?? 64);

class Ledger implements Allocation {
  private readonly queue: Waiting[] = [];
  private readonly lanes: Lane[];
  private readonly sweeper: SteadyConnection;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly database: Database;
  private readonly options: Required<Omit<AllocationOptions, 'clock'>> & Pick<AllocationOptions, 'clock'>;
  private pumping = false;
  private impatience: NodeJS.Timeout | undefined;
  private underWay = 0;
  private leaving: Promise<void> | undefined;
  private drained: () => void = () => {};
  private sweep: Promise<number> | undefined;
  private nextSweep: Promise<number> | undefined;

  constructor(database: Database, options: AllocationOptions) {
    this.database = database;
    this.options = {
      batchMax: 128,
      lanes: 2,
      queueMax: 10_000,
      waitMs: 10_000,
      expireEveryMs: 1_000,
      ...options,
    };
    this.lanes = Array.from({ length: this.options.lanes }, () => ({
      connection: new SteadyConnection(database, options.log),
      busy: false,
    }));
    this.sweeper = new SteadyConnection(database, options.log);
    if (this.options.expireEveryMs > 0) {
      this.timer = setInterval(() => {
        if (this.sweep) return;
        this.expire().catch((problem: Error) => {
          options.log.warn({ problem: problem.message }, 'expired holds could not be written down');
        });
      }, this.options.expireEveryMs);
      this.timer.unref();
    }
  }

  reserve: Allocation['reserve'] = (lines, options) => this.ask(reserveRequest(lines, options));
  confirm: Allocation['confirm'] = (reservation) => this.ask(stateRequest('confirm', reservation));
  release: Allocation['release'] = (reservation) => this.ask(stateRequest('release', reservation));
  exchange: Allocation['exchange'] = (reservation, lines, { key }) =>
    this.ask(exchangeRequest(reservation, lines, key));
  resize: Allocation['resize'] = (pool, capacity) => this.ask(resizeRequest(pool, capacity));

  async createPools(pools: readonly NewPool[]): Promise<{ created: number } | AllocationRefusal> {
    const problem = faultOf(pools);
    if (problem) return problem;
    const result = await transaction(this.database.db, async (trx) => {
      const outcome = await insertPools(trx, pools);
      // Undone as a whole, so that all are made or none.
      if (outcome.differing !== undefined) throw new Differing(outcome.differing);
      return { created: outcome.created };
    }).catch((error: unknown) => {
      if (error instanceof Differing) return error;
      throw error;
    });
    return result instanceof Differing
      ? refuseAllocation(
          'pool-differs',
          `There is a pool ${result.pool} with another kind, capacity or time: use another id, or resize it.`,
          result.pool,
        )
      : result;
  }

  async pools(ids: readonly string[]) {
    const { pools, lapsed } = await readPools(this.database.db, ids, this.testNow());
    if (!lapsed) return pools;
    await this.expire();
    return (await readPools(this.database.db, ids, this.testNow())).pools;
  }

  async reservation(id: string) {
    if (!isId(id)) return null;
    const found = await readReservation(this.database.db, id, this.testNow());
    if (!found?.lapsed) return found?.reservation ?? null;
    await this.expire();
    return (await readReservation(this.database.db, id, this.testNow()))?.reservation ?? null;
  }

  /** A sweep that has begun may have missed what lapsed since: whoever comes meanwhile shares the next one. */
  expire(): Promise<number> {
    if (!this.sweep) {
      this.sweep = this.expireAll().finally(() => {
        this.sweep = undefined;
      });
      return this.sweep;
    }
    this.nextSweep ??= this.sweep
      .catch(() => 0)
      .then(() => {
        this.nextSweep = undefined;
        return this.expire();
      });
    return this.nextSweep;
  }

  private async expireAll(): Promise<number> {
    for (let total = 0; ; ) {
      const count = await this.sweeper.within(
        (client) => this.expireSome(client),
        Date.now() + this.options.waitMs,
      );
      total += count;
      if (count < lapsedAtOnceMax) return total;
    }
  }

  close(): Promise<void> {
    this.leaving ??= this.leave();
    return this.leaving;
  }

  private async leave(): Promise<void> {
    clearInterval(this.timer);
    await new Promise<void>((drained) => {
      this.drained = drained;
      if (this.underWay === 0) drained();
    });
    await Promise.allSettled([this.sweep, this.nextSweep]);
    await Promise.all([...this.lanes.map(({ connection }) => connection.close()), this.sweeper.close()]);
  }

  /** The kind of answer follows from the kind of request. */
  private ask<Done extends Answer>(request: Request | AllocationRefusal): Promise<Done> {
    if ('refused' in request) return Promise.resolve(request as Answer as Done);
    if (this.leaving) return Promise.resolve(away('the server is leaving') as Answer as Done);
    if (this.queue.length >= this.options.queueMax) return Promise.resolve(busy as Answer as Done);
    return new Promise((settle, fail) => {
      this.underWay += 1;
      this.queue.push({
        request,
        giveUpAtMs: Date.now() + this.options.waitMs,
        settle: settle as (answer: Answer) => void,
        fail,
      });
      this.pumpSoon();
    });
  }

  /** Whatever is asked in the same turn of the event loop goes into the same batch. */
  private pumpSoon(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.pump();
    });
  }

  private pump(): void {
    const { batchMax } = this.options;
    while (this.queue.length > 0) {
      const free = this.lanes.find(({ busy }) => !busy);
      if (!free) return;
      const waitedMs = this.options.waitMs - (this.queue[0]!.giveUpAtMs - Date.now());
      const alone = this.lanes.every(({ busy }) => !busy);
      if (!alone && this.queue.length < secondLaneAt && waitedMs < impatientMs) {
        // The lane before may be held up by another process's lock: after a while this one goes ahead with what there is.
        this.impatience ??= setTimeout(() => {
          this.impatience = undefined;
          this.pump();
        }, impatientMs - waitedMs);
        return;
      }
      void this.carry(free, this.queue.splice(0, batchMax));
    }
  }

  private async carry(lane: Lane, batch: Waiting[]): Promise<void> {
    lane.busy = true;
    try {
      await this.answer(lane, batch);
    } finally {
      lane.busy = false;
      this.underWay -= batch.length;
      if (this.underWay === 0) this.drained();
      this.pumpSoon();
    }
  }

  private async answer(lane: Lane, batch: readonly Waiting[]): Promise<void> {
    let waiting = batch;
    let uncertain = false;
    const work = async (client: pg.Client) => {
      if (uncertain) {
        // To set a size twice could undo what somebody else set in between. All other requests can tell that they were done.
        for (const each of waiting)
          if (each.request.kind === 'resize') each.settle(away('it may have been done'));
        waiting = waiting.filter(({ request }) => request.kind !== 'resize');
        uncertain = false;
      }
      return this.decideAndWrite(
        client,
        waiting.map(({ request }) => request),
        () => {
          uncertain = true;
        },
      );
    };
    try {
      const answers = await lane.connection.within(work, batch[0]!.giveUpAtMs);
      waiting.forEach(({ settle }, index) => {
        settle(answers[index]!);
      });
    } catch (error) {
      for (const { settle, fail } of waiting) {
        if (error instanceof Away) settle(away(error.message));
        else fail(error);
      }
    }
  }

  private async decideAndWrite(
    client: pg.Client,
    requests: readonly Request[],
    beforeCommit: () => void,
  ): Promise<Answer[]> {
    for (let swept = false; ; swept = true) {
      const { books, lapsed } = await lockAndRead(client, requests, this.testNow());
      const { answers, changes, short } = decide(books, requests);
      if (short && lapsed && !swept) {
        // Nobody is refused for a hold whose time is up. Its pools are not ours yet, and locks are taken in one order.
        await client.query('rollback');
        while ((await this.expireSome(client)) === lapsedAtOnceMax);
        continue;
      }
      if (changes.pools.size + changes.reservations.size === 0) await client.query('rollback');
      else {
        beforeCommit();
        await writeAndCommit(client, changes, books.now);
      }
      return answers;
    }
  }

  private testNow(): Date | null {
    return this.options.clock?.now() ?? null;
  }

  private async expireSome(client: pg.Client): Promise<number> {
    const books = await lockLapsed(client, lapsedAtOnceMax, this.testNow());
    const changes = decideExpiry(books);
    if (changes.reservations.size === 0) await client.query('rollback');
    else await writeAndCommit(client, changes, books.now);
    return books.reservations.size;
  }
}

class Differing extends Error {
  readonly pool: string;
  constructor(pool: string) {
    super(`pool ${pool} differs`);
    this.pool = pool;
  }
}

const busy = refuseAllocation(
  'allocation-busy',
  'Too many requests are waiting for the ledger: send this one again, with the same key, in a moment.',
);
const away = (why: string): AllocationRefusal =>
  refuseAllocation(
    'allocation-away',
    `The ledger could not be reached in time (${why}): send the request again with the same key to learn what became of it.`,
  );

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
