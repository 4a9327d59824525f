import { setTimeout as wait } from 'node:timers/promises';
import type { IsolationLevel, Kysely, Transaction } from 'kysely';

export interface TransactionOptions {
  isolation?: IsolationLevel;
  /** Tries in all, the first one included; 10 unless told. */
  attemptsMax?: number;
}

/**
 * Runs `work` in a transaction, and again from its start when the database took it back because of another one (40001
 * serialization_failure, 40P01 deadlock_detected). So `work` must do nothing but read and write through `trx`. Any other error,
 * and a connection lost on the way to the commit, is the caller's: whether that commit was done can't be known here.
 */
export async function transaction<Tables, Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  { isolation = 'read committed', attemptsMax = 10 }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().setIsolationLevel(isolation).execute(work);
    } catch (error) {
      if (attempt >= attemptsMax || !isRetryable(error)) throw error;
      // Full jitter: two transactions that met once must not meet again at the same step.
      await wait(Math.random() * Math.min(1_000, 5 * 2 ** attempt));
    }
  }
}

export const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as { code?: string }).code ?? '');
