import type { Logger } from 'pino';
import { type Changed, expireAll, type TestNow } from './batch.ts';
import type { SteadyConnection } from './steady.ts';

/**
 * Writes down holds whose time is up when nobody needs their room. Nothing depends on it: a batch that does sees to it itself. It keeps
 * the tables true to read, and the list of what has lapsed short.
 */
export class Sweeper {
  private readonly connection: SteadyConnection;
  private readonly testNow: TestNow;
  private readonly changed: Changed;
  private readonly waitMs: number;
  private readonly timer: NodeJS.Timeout | undefined;
  private running: Promise<number> | undefined;
  private next: Promise<number> | undefined;

  constructor(
    connection: SteadyConnection,
    options: { everyMs: number; waitMs: number; testNow: TestNow; changed: Changed; log: Logger },
  ) {
    this.connection = connection;
    this.testNow = options.testNow;
    this.changed = options.changed;
    this.waitMs = options.waitMs;
    if (options.everyMs === 0) return;
    this.timer = setInterval(() => {
      if (this.running) return;
      this.sweep().catch((problem: Error) => {
        options.log.warn({ problem: problem.message }, 'expired holds could not be written down');
      });
    }, options.everyMs);
    this.timer.unref();
  }

  /** A sweep that has begun may have missed what lapsed since: whoever comes meanwhile shares the next one. */
  sweep(): Promise<number> {
    if (!this.running) {
      this.running = this.connection
        .within((client) => expireAll(client, this.testNow, this.changed), Date.now() + this.waitMs)
        .finally(() => {
          this.running = undefined;
        });
      return this.running;
    }
    this.next ??= this.running
      .catch(() => 0)
      .then(() => {
        this.next = undefined;
        return this.sweep();
      });
    return this.next;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.allSettled([this.running, this.next]);
    await this.connection.close();
  }
}
