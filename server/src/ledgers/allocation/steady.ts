import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Database, isRetryable } from '../../platform/database/index.ts';

/** The database could not be reached, or did not answer, for as long as the work could wait. */
export class Away extends Error {
  override name = 'Away';
}

/**
 * One connection that is made again when it is lost. States: none -> connecting -> open -> none (lost or given up) ... -> closed.
 *
 * Batches go through connections of their own rather than the requests' pool: they keep their prepared statements and plans,
 * and must not wait behind slow reads.
 */
export class SteadyConnection {
  private client: pg.Client | undefined;
  private readonly database: Database;
  private readonly log: Logger;

  constructor(database: Database, log: Logger) {
    this.database = database;
    this.log = log;
  }

  /**
   * Does the work in full, again from its start whenever the database took it back or the connection broke, until `giveUpAtMs`. So
   * the work must be one whose repetition changes nothing, also after a commit whose answer was lost.
   */
  async within<Result>(work: (client: pg.Client) => Promise<Result>, giveUpAtMs: number): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      let client: pg.Client | undefined;
      try {
        client = this.client ?? (await this.connect());
        return await work(client);
      } catch (error) {
        const { message } = error as Error;
        if (client === this.client && isTakenBack(error)) await client?.query('rollback').catch(() => {});
        else if (client) await this.giveUp(client);
        if (isBug(error)) throw error;
        if (Date.now() >= giveUpAtMs) throw new Away(message);
        if (attempt > 3)
          this.log.warn({ problem: message, attempt }, 'a batch of allocations is tried again');
        // Full jitter: two processes that met once must not meet again at the same step.
        await wait(Math.random() * Math.min(500, 2 ** attempt));
      }
    }
  }

  async close(): Promise<void> {
    if (this.client) await this.giveUp(this.client);
  }

  private async connect(): Promise<pg.Client> {
    // Waits while the server is away, and starts our own again.
    await sql`select 1`.execute(this.database.db);
    const client = new pg.Client({
      ...this.database.access.connection,
      keepAlive: true,
      application_name: 'serai allocation',
      connectionTimeoutMillis: 5_000,
      query_timeout: 15_000,
      statement_timeout: 10_000,
      // A process that stops in the middle of a batch holds up everybody else on its pools for so long at most.
      idle_in_transaction_session_timeout: 5_000,
    });
    const forget = () => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
      await client.query(planSettings);
    } catch (error) {
      await this.giveUp(client);
      throw error;
    }
    this.client = client;
    return client;
  }

  private async giveUp(client: pg.Client): Promise<void> {
    if (this.client === client) this.client = undefined;
    // A server that is stuck must not hold us up as well; what is left of the connection ends with its query_timeout.
    await Promise.race([client.end().catch(() => {}), wait(1_000, undefined, { ref: false })]);
  }
}

/**
 * Plans are made once a connection, perhaps when the tables were empty and a sequential scan looked cheap; a million rows later it
 * would still be used. Every statement of a batch finds its rows by an index, so nothing else is allowed.
 */
const planSettings = `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
  set enable_mergejoin = off; set jit = off`;

/**
 * Nothing of it was done, and another try may mend it: the database took it back because of another transaction; two processes had the same new key at once
 * (23505: it will be found the next time); or a statement waited too long for a lock (57014, 55P03).
 */
export function isTakenBack(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return (
    isRetryable(error) ||
    code === '57014' ||
    code === '55P03' ||
    (code === '23505' && constraint === 'reservation_pkey')
  );
}

/** What no other try mends: a statement the database finds wrong (data, constraint, syntax, rights, internal), or code that is. */
const isBug = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  (!isTakenBack(error) && /^(0A|22|23|42|XX)/.test((error as { code?: string }).code ?? ''));
