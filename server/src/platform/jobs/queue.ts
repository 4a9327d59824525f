import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Bus } from '../bus.ts';
import { transaction } from '../database/index.ts';
import { newId } from '../ids.ts';
import {
  buryLost,
  failJob,
  giveBack,
  insertJob,
  type Job,
  removeJob,
  removeLongDead,
  renewLeases,
  takeJobs,
} from './job.store.ts';

/**
 * What a kind of job does. `work` may take its time and talk to the world outside; it can happen twice, when the process dies
 * after it and before the commit. What it answers is run in the transaction that takes the job off the queue, so that happens exactly
 * once, whatever is killed: put everything there that is done in the database.
 */
export interface JobKind {
  name: string;
  work(job: Job, signal: AbortSignal): Promise<Effect | undefined>;
  /** 10 unless told. */
  attemptsMax?: number;
  /** One attempt; 10 minutes unless told. */
  timeoutMs?: number;
}
export type Effect = (trx: Transaction<unknown>) => Promise<void>;

export interface NewJob {
  kind: string;
  /** While a job of this kind and key waits, another is not added: the one that waits takes its payload. */
  key?: string;
  payload: unknown;
  /** At once unless told. */
  runAt?: Date;
}

export interface QueueOptions {
  db: Kysely<unknown>;
  bus: Bus;
  log: Logger;
  kinds: readonly JobKind[];
  /** Jobs worked on at once by this process; 4 unless told. */
  concurrency?: number;
  /** After how long without a sign of life a job is taken from its process; 30 s unless told. */
  leaseMs?: number;
  /** How often to look without having been woken: for jobs whose time has come, and for lost ones; 2 s unless told. */
  pollMs?: number;
  /** The wait after the first failure; it doubles with each one, up to an hour. 1 s unless told. */
  retryMs?: number;
}

export const jobLimits = { payloadBytes: 64_000, keyCharacters: 200, errorCharacters: 2_000, deadDays: 90 };
const topic = 'jobs';
const defaults = { concurrency: 4, leaseMs: 30_000, pollMs: 2_000, retryMs: 1_000 };
const retryMsMax = 3_600_000;

interface UnderWay {
  job: Job;
  abort: AbortController;
  ended: Promise<void>;
}

/**
 * A queue several processes work on: each takes due jobs with SKIP LOCKED, under a lease it renews. A process that is killed renews no
 * more, and another takes its jobs when the lease has run out.
 */
export class JobQueue {
  private readonly options: QueueOptions & typeof defaults;
  private readonly kinds: ReadonlyMap<string, JobKind>;
  private readonly underWay = new Map<string, UnderWay>();
  private looping: Promise<void> | undefined;
  private renewing: NodeJS.Timeout | undefined;
  private stopping = false;
  private woken = false;
  private wake: () => void = () => {
    this.woken = true;
  };

  constructor(options: QueueOptions) {
    this.options = { ...defaults, ...options };
    this.kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
    if (this.kinds.size !== options.kinds.length) throw new Error('a kind of job is declared twice');
  }

  /** Adds a job when `within` commits, and only then. Answers its id, or the id of the one that waits under its key. */
  async enqueue<Tables>(within: Kysely<Tables>, job: NewJob): Promise<string> {
    const kind = this.kinds.get(job.kind);
    if (kind === undefined) throw new Error(`there is no kind of job called ${job.kind}`);
    const payload = JSON.stringify(job.payload ?? null);
    if (
      Buffer.byteLength(payload) > jobLimits.payloadBytes ||
      (job.key ?? '').length > jobLimits.keyCharacters
    )
      throw new Error(`a ${job.kind} job is larger than a job may be: put what it is about in a table`);
    const id = await insertJob(within, { ...job, id: newId(), payload, attemptsMax: kind.attemptsMax ?? 10 });
    await this.options.bus.publish(topic, job.kind, within);
    return id;
  }

  /** Begins to work. A process that only enqueues does not. */
  start(): void {
    if (this.kinds.size === 0) return;
    this.looping ??= this.loop();
  }

  /** Begins nothing new, waits for what is under way, and after `drainMs` gives back what is not done. */
  async stop(drainMs: number): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.looping;
    const late = after(drainMs);
    await Promise.race([Promise.all([...this.underWay.values()].map(({ ended }) => ended)), late.passed]);
    late.clear();
    const left = [...this.underWay.values()];
    for (const { abort } of left) abort.abort(new Error('the server stops'));
    await giveBack(
      this.options.db,
      left.map(({ job }) => job),
    );
    // Until here, what was under way needed its lease.
    clearInterval(this.renewing);
  }

  private async loop(): Promise<void> {
    const { db, bus, log, concurrency, leaseMs, pollMs } = this.options;
    const leave = [
      bus.subscribe(topic, (kind) => this.kinds.has(String(kind)) && this.wake()),
      bus.onGap(() => this.wake()),
    ];
    this.renewing = setInterval(() => void this.renew(), leaseMs / 3);
    await removeLongDead(db, jobLimits.deadDays).catch(() => {});
    while (!this.stopping) {
      this.woken = false;
      try {
        const free = concurrency - this.underWay.size;
        const taken = free > 0 ? await takeJobs(db, [...this.kinds.keys()], free, leaseMs) : [];
        for (const job of taken) this.begin(job);
        if (taken.length > 0) continue;
        await buryLost(db);
      } catch (problem) {
        log.warn({ problem: (problem as Error).message }, 'the job queue can not be read');
      }
      if (!this.woken) await this.rest(pollMs);
    }
    for (const each of leave) each();
  }

  private rest(ms: number): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(() => this.wake(), ms);
      const before = this.wake;
      this.wake = () => {
        clearTimeout(timer);
        this.wake = before;
        settle();
      };
    });
  }

  private begin(job: Job): void {
    const abort = new AbortController();
    const ended = this.attempt(job, abort).finally(() => {
      this.underWay.delete(job.id);
      this.wake();
    });
    this.underWay.set(job.id, { job, abort, ended });
  }

  private async attempt(job: Job, abort: AbortController): Promise<void> {
    const { db, log, retryMs } = this.options;
    const kind = this.kinds.get(job.kind)!;
    const timeoutMs = kind.timeoutMs ?? 600_000;
    const late = after(timeoutMs);
    try {
      const work = kind.work(job, abort.signal);
      const effect = await Promise.race([
        work,
        late.passed.then(() => Promise.reject(new Error(`not done after ${timeoutMs} ms`))),
      ]);
      await transaction(db, async (trx) => {
        if (!(await removeJob(trx, job))) throw new LeaseLost();
        await effect?.(trx);
      });
    } catch (problem) {
      if (problem instanceof LeaseLost || abort.signal.aborted) return;
      abort.abort(problem);
      const error = problem instanceof Error ? problem.message : String(problem);
      log.warn({ job: job.id, kind: job.kind, attempt: job.attempts, problem: error }, 'a job failed');
      const againMs = Math.min(retryMsMax, retryMs * 2 ** (job.attempts - 1)) * (0.5 + Math.random() / 2);
      // Not even this can be written: the lease runs out, and the job is taken again.
      await failJob(db, job, error.slice(0, jobLimits.errorCharacters), againMs).catch(() => {});
    } finally {
      late.clear();
    }
  }

  private async renew(): Promise<void> {
    const mine = [...this.underWay.values()];
    if (mine.length === 0) return;
    try {
      const kept = await renewLeases(
        this.options.db,
        mine.map(({ job }) => job),
        this.options.leaseMs,
      );
      for (const { job, abort } of mine) if (!kept.has(job.id)) abort.abort(new LeaseLost());
    } catch (problem) {
      this.options.log.warn({ problem: (problem as Error).message }, 'leases of jobs can not be renewed');
    }
  }
}

class LeaseLost extends Error {
  override readonly message = 'another process has begun this job since';
}

function after(ms: number): { passed: Promise<void>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((settle) => {
    timer = setTimeout(settle, ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}
