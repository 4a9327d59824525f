import type { Line, NewPool } from './allocation.ts';

/** One thing asked of the ledger, of the model of it, and over the pipe of a worker. `nth` names reservations by their order. */
export type Step =
  | { op: 'reserve'; lines: Line[]; caller: string; key: string; ttlSeconds: number }
  | { op: 'confirm' | 'release'; nth: number }
  | { op: 'exchange'; nth: number; lines: Line[]; key: string }
  | { op: 'resize'; pool: string; capacity: number };

interface Held {
  lines: readonly Line[];
  expiresAtMs: number;
  state: 'held' | 'confirmed' | 'released';
  exchanges: Map<string, string>;
}
/** What the model expects of an answer: `done` (and of which reservation), or a refusal's code and pool. */
export interface Expected {
  done?: number | true;
  code?: string;
  pool?: string | undefined;
}

/**
 * The ledger in the plainest words: no counters, no batches, no database. What is taken of a pool is added up from the reservations each
 * time it is asked for, and a hold ends because the time is past, not because somebody ends it.
 */
export class PlainLedger {
  nowMs: number;
  readonly reservations: Held[] = [];
  private readonly pools: Map<string, NewPool>;
  private readonly keys = new Map<string, { nth: number; body: string }>();

  constructor(pools: readonly NewPool[], nowMs: number) {
    this.pools = new Map(pools.map((pool) => [pool.id, { ...pool }]));
    this.nowMs = nowMs;
  }

  /** Steps that come together: the same as one after the other, but that a key which was refused stays refused among them. */
  together(steps: readonly Step[]): Expected[] {
    const refused = new Map<string, Expected>();
    return steps.map((step) => {
      if (!('key' in step)) return this.answer(step);
      const identity = JSON.stringify(step.op === 'reserve' ? { ...step, lines: sorted(step.lines) } : step);
      const known = refused.get(identity);
      if (known && !this.remembers(step)) return known;
      const answer = this.answer(step);
      if (answer.code && answer.code !== 'key-conflict') refused.set(identity, answer);
      return answer;
    });
  }

  taken(pool: string, state: 'held' | 'confirmed'): number {
    return this.reservations
      .filter((each) => this.stateOf(each) === state)
      .flatMap((each) => each.lines)
      .filter((line) => line.pool === pool)
      .reduce((sum, line) => sum + line.quantity, 0);
  }

  capacityOf = (pool: string): number => this.pools.get(pool)!.capacity;

  stateOf(held: Held): Held['state'] | 'expired' {
    return held.state === 'held' && held.expiresAtMs <= this.nowMs ? 'expired' : held.state;
  }

  private remembers(step: Step): boolean {
    if (step.op === 'reserve') return this.keys.has(`${step.caller} ${step.key}`);
    return step.op === 'exchange' && !!this.reservations[step.nth]?.exchanges.has(step.key);
  }

  private answer(step: Step): Expected {
    if (step.op === 'reserve') return this.reserve(step);
    if (step.op === 'resize') return this.resize(step.pool, step.capacity);
    const held = this.reservations[step.nth];
    if (!held) return { code: 'reservation-unknown' };
    const state = this.stateOf(held);
    if (step.op === 'exchange') {
      const known = held.exchanges.get(step.key);
      if (known !== undefined)
        return known === bodyOf(step.lines) ? { done: step.nth } : { code: 'key-conflict' };
    }
    if (step.op === 'release' && state === 'released') return { done: step.nth };
    if (state === 'expired' || state === 'released') return { code: state };
    if (step.op === 'exchange') return this.exchange(held, step);
    held.state = step.op === 'confirm' ? 'confirmed' : 'released';
    return { done: step.nth };
  }

  private reserve(step: Extract<Step, { op: 'reserve' }>): Expected {
    const body = `${step.ttlSeconds} ${bodyOf(step.lines)}`;
    const known = this.keys.get(`${step.caller} ${step.key}`);
    if (known) return known.body === body ? { done: known.nth } : { code: 'key-conflict' };
    const refusal = this.refusal(step.lines, () => 0);
    if (refusal) return refusal;
    const nth = this.reservations.length;
    const expiresAtMs = this.nowMs + step.ttlSeconds * 1000;
    this.reservations.push({ lines: step.lines, expiresAtMs, state: 'held', exchanges: new Map() });
    this.keys.set(`${step.caller} ${step.key}`, { nth, body });
    return { done: nth };
  }

  private exchange(held: Held, step: Extract<Step, { op: 'exchange' }>): Expected {
    const has = (pool: string) => held.lines.find((line) => line.pool === pool)?.quantity ?? 0;
    const refusal = this.refusal(step.lines, has);
    if (refusal) return refusal;
    held.lines = step.lines;
    held.exchanges.set(step.key, bodyOf(step.lines));
    return { done: step.nth };
  }

  private resize(id: string, capacity: number): Expected {
    const pool = this.pools.get(id);
    if (!pool) return { code: 'unknown', pool: id };
    if (capacity < this.taken(id, 'held') + this.taken(id, 'confirmed'))
      return { code: 'below-use', pool: id };
    pool.capacity = capacity;
    return { done: true };
  }

  private refusal(lines: readonly Line[], has: (pool: string) => number): Expected | undefined {
    for (const { pool: id, quantity } of sorted(lines)) {
      const more = quantity - has(id);
      if (more <= 0) continue;
      const pool = this.pools.get(id);
      if (!pool) return { code: 'unknown', pool: id };
      if (pool.opensAt && this.nowMs < pool.opensAt.getTime()) return { code: 'not-open', pool: id };
      if (pool.closesAt && this.nowMs >= pool.closesAt.getTime()) return { code: 'closed', pool: id };
      if (this.taken(id, 'held') + this.taken(id, 'confirmed') + more > pool.capacity)
        return { code: 'full', pool: id };
    }
    return undefined;
  }
}

const sorted = (lines: readonly Line[]) => [...lines].sort((a, b) => (a.pool < b.pool ? -1 : 1));
const bodyOf = (lines: readonly Line[]) => JSON.stringify(sorted(lines));
