import type pg from 'pg';
import { lockAndRead, lockLapsed, writeAndCommit } from './batch.store.ts';
import { type Answer, decide, decideExpiry } from './decide.ts';
import type { Request } from './request.ts';
import { isTakenBack } from './steady.ts';

/** `null`: the database's own. A test may say what time it is. */
export type TestNow = () => Date | null;

const lapsedAtOnceMax = 500;

/** Locks, decides, writes and commits; `isUnsure` is called when it may have been done without our knowing. */
export async function doBatch(
  client: pg.Client,
  requests: readonly Request[],
  testNow: TestNow,
  isUnsure: () => void,
): Promise<Answer[]> {
  for (let swept = false; ; swept = true) {
    const { books, lapsed } = await lockAndRead(client, requests, testNow());
    const { answers, changes, short } = decide(books, requests);
    if (short && lapsed && !swept) {
      // Nobody is refused for a hold whose time is up. Its pools are not ours yet, and locks are taken in one order.
      await client.query('rollback');
      await expireAll(client, testNow);
      continue;
    }
    if (changes.pools.size + changes.reservations.size === 0) await client.query('rollback');
    else {
      await writeAndCommit(client, changes, books.now).catch((error: unknown) => {
        if (!isTakenBack(error)) isUnsure();
        throw error;
      });
    }
    return answers;
  }
}

/** Writes down every hold whose time is up, some at a time, and answers how many there were. */
export async function expireAll(client: pg.Client, testNow: TestNow): Promise<number> {
  for (let total = 0; ; ) {
    const books = await lockLapsed(client, lapsedAtOnceMax, testNow());
    const changes = decideExpiry(books);
    if (changes.reservations.size === 0) await client.query('rollback');
    else await writeAndCommit(client, changes, books.now);
    total += books.reservations.size;
    if (books.reservations.size < lapsedAtOnceMax) return total;
  }
}
