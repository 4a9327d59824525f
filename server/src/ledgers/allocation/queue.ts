import type { Answer } from './decide.ts';
import { away, busy } from './errors.ts';
import type { Request } from './request.ts';
import { Away, type SteadyConnection } from './steady.ts';

export interface QueueOptions {
  /** Requests in one batch. */
  batchMax: number;
  /** Requests that may wait; more are refused at once. */
  queueMax: number;
  /** How long a request may wait for a database that is away. */
  waitMs: number;
}
export interface Waiting {
  request: Request;
  giveUpAtMs: number;
  settle(answer: Answer): void;
  fail(error: unknown): void;
}
/** Answers a batch, in its order. */
export type Carry = (connection: SteadyConnection, batch: readonly Waiting[]) => Promise<Answer[]>;

/** How many requests must wait before a second lane opens beside one that is busy, or how long the first of them. */
const secondLaneAt = 256;
const secondLaneAfterMs = 25;

/**
 * Group commit. Requests wait in a queue; a lane that is free takes those that wait, as one batch: one transaction, one flush to disk.
 * While it is under way the next batch gathers, so batches grow with the load by themselves. Small batches side by side would wait for one
 * another's locks and pay a flush each, so a second lane opens only for many, or when the first is held up by another process's lock.
 */
export class Queue {
  private readonly waiting: Waiting[] = [];
  private readonly lanes: { connection: SteadyConnection; busy: boolean }[];
  private readonly carry: Carry;
  private readonly options: QueueOptions;
  private pumping = false;
  private impatience: NodeJS.Timeout | undefined;
  private underWay = 0;
  private leaving = false;
  private drained: () => void = () => {};

  constructor(connections: readonly SteadyConnection[], carry: Carry, options: QueueOptions) {
    this.lanes = connections.map((connection) => ({ connection, busy: false }));
    this.carry = carry;
    this.options = options;
  }

  ask(request: Request): Promise<Answer> {
    if (this.leaving) return Promise.resolve(away('the server is leaving'));
    if (this.waiting.length >= this.options.queueMax) return Promise.resolve(busy);
    return new Promise((settle, fail) => {
      this.underWay += 1;
      this.waiting.push({ request, giveUpAtMs: Date.now() + this.options.waitMs, settle, fail });
      this.pumpSoon();
    });
  }

  /** Settles when all that was asked has been answered; refuses what comes after. */
  async close(): Promise<void> {
    this.leaving = true;
    await new Promise<void>((drained) => {
      this.drained = drained;
      if (this.underWay === 0) drained();
    });
    clearTimeout(this.impatience);
    await Promise.all(this.lanes.map(({ connection }) => connection.close()));
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
    while (this.waiting.length > 0) {
      const free = this.lanes.find(({ busy }) => !busy);
      if (!free) return;
      const waitedMs = this.options.waitMs - (this.waiting[0]!.giveUpAtMs - Date.now());
      const alone = this.lanes.every(({ busy }) => !busy);
      if (!alone && this.waiting.length < secondLaneAt && waitedMs < secondLaneAfterMs) {
        this.impatience ??= setTimeout(() => {
          this.impatience = undefined;
          this.pump();
        }, secondLaneAfterMs - waitedMs);
        return;
      }
      void this.run(free, this.waiting.splice(0, this.options.batchMax));
    }
  }

  private async run(lane: { connection: SteadyConnection; busy: boolean }, batch: Waiting[]): Promise<void> {
    lane.busy = true;
    const nowMs = Date.now();
    const late = batch.filter(({ giveUpAtMs }) => giveUpAtMs < nowMs);
    const inTime = late.length === 0 ? batch : batch.filter(({ giveUpAtMs }) => giveUpAtMs >= nowMs);
    for (const { settle } of late) settle(away('it was waiting for others'));
    if (inTime.length > 0) await this.settle(lane.connection, inTime);
    lane.busy = false;
    this.underWay -= batch.length;
    if (this.underWay === 0) this.drained();
    this.pumpSoon();
  }

  private async settle(connection: SteadyConnection, batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.carry(connection, batch);
      batch.forEach(({ settle }, index) => {
        settle(answers[index]!);
      });
    } catch (error) {
      if (error instanceof Away) for (const { settle } of batch) settle(away(error.message));
      else if (batch.length === 1) batch[0]!.fail(error);
      // One request's fault is not the others'.
      else for (const each of batch) await this.settle(connection, [each]);
    }
  }
}
