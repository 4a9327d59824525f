import { isIP } from 'node:net';

/**
 * How fast one caller may ask: a bucket of `burst` tokens, filled with `perSecond` of them, one taken a request. Memory is bounded:
 * of more than `callersMax` callers, those not heard of for longest are forgotten, which gives them a full bucket.
 */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>();
  private readonly perSecond: number;
  private readonly burst: number;
  private readonly callersMax: number;

  constructor(perSecond: number, burst: number, callersMax = 10_000) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.callersMax = callersMax;
  }

  /** 0 when the caller may go on, else after how many seconds to try again. */
  take(caller: string, nowMs: number): number {
    const before = this.buckets.get(caller);
    const elapsedMs = Math.max(0, nowMs - (before?.atMs ?? nowMs));
    const tokens = before
      ? Math.min(this.burst, before.tokens + (elapsedMs / 1000) * this.perSecond)
      : this.burst;
    // Taken out and put back, so that the map's order is the order in which callers were last heard of.
    this.buckets.delete(caller);
    this.buckets.set(caller, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    if (this.buckets.size > this.callersMax) {
      for (const [oldest] of this.buckets) {
        this.buckets.delete(oldest);
        break;
      }
    }
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.perSecond));
  }
}

/** One IPv6 customer commands a whole /64, so that is what counts as one caller. */
export function callerOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return plain.includes(':') ? `${plain.split(':').slice(0, 4).join(':')}::/64` : plain;
}

/**
 * Where a caller is. A proxy we trust says whom it speaks for: the last address in X-Forwarded-For that is not a trusted proxy's own. What stands
 * before that anybody may have written.
 */
export function addressOf(
  connection: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly string[],
): string | undefined {
  const isTrusted = (address: string) => trusted.includes(address.replace(/^::ffff:/, ''));
  if (connection === undefined || !isTrusted(connection)) return connection;
  const hops = (forwardedFor ?? '')
    .slice(-2_000)
    .split(',')
    .map((hop) => hop.trim());
  const caller = hops.findLast((hop) => !isTrusted(hop));
  return caller !== undefined && isIP(caller) !== 0 ? caller : connection;
}

/** What a gate answers in place of the work's own outcome when as many wait as may. */
export const turnedAway: unique symbol = Symbol('turned away');

/** Lets `max` pieces of work go on at once; `queueMax` more wait in order, and any beyond them is turned away. */
export class Gate {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private readonly max: number;
  private readonly queueMax: number;

  constructor(max: number, queueMax = max * 16) {
    this.max = max;
    this.queueMax = queueMax;
  }

  /** Work whose caller has gone while it waited is not begun. */
  async run<Result>(
    signal: () => AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result | typeof turnedAway> {
    const waits = this.running >= this.max;
    if (waits) {
      if (this.queue.length >= this.queueMax) return turnedAway;
      await new Promise<void>((go) => this.queue.push(go));
    } else this.running += 1;
    try {
      if (waits) signal().throwIfAborted();
      return await work();
    } finally {
      // The place is handed to the next in the queue, or given up.
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
