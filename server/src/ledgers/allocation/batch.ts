import type pg from 'pg';
import { finish, lockAndRead, lockLapsed, takeAll } from './batch.store.ts';
import { type Answer, answerAsBefore, decide, decideExpiry } from './decide.ts';
import type { Request, ReserveRequest } from './request.ts';
import { isTakenBack } from './steady.ts';

/** `null`: the database's own. A test may say what time it is. */
export type TestNow = () => Date | null;
export interface BatchOptions {
  testNow: TestNow;
  /** Whether the key may have been used before. */
  isSuspect(request: Request): boolean;
  /** Called when the batch may have been done without our knowing, and these pools have changed. */
  isUnsure(pools: Iterable<{ id: string }>): void;
  changed: Changed;
}
/** Told of pools whose numbers have changed, or may have. */
export type Changed = (pools: Iterable<{ id: string }>) => void;

const lapsedAtOnceMax = 500;

/**
 * The plain case, and by far the most frequent: new reservations that all fit. Null where it turned out not to be one; nothing has been done then, and
 * `doBatch` decides one by one. If a key was used before, the primary key breaks the statement.
 */
export async function takeTogether(
  client: pg.Client,
  requests: readonly ReserveRequest[],
  { testNow, isUnsure, changed }: Omit<BatchOptions, 'isSuspect'>,
): Promise<Answer[] | null> {
  const now = await takeAll(client, requests, testNow()).catch((error: unknown) => {
    if (!isTakenBack(error)) isUnsure(poolsOf(requests));
    throw error;
  });
  if (!now) return null;
  changed(poolsOf(requests));
  return requests.map(({ id, ttlSeconds }) => ({
    reserved: id,
    expiresAt: new Date(now.getTime() + ttlSeconds * 1000),
  }));
}

/**
 * Locks, decides, writes and commits. To look up every key would be a third of what a batch costs the database, and nearly all keys are new. So only
 * suspects are looked up before deciding. If a key was used before all the same, then either its request was decided as a new reservation, and
 * the primary key breaks the batch (it is done again, with every key looked up); or it was refused, which changed nothing, and
 * the keys of refused requests are looked up on the way to the commit.
 */
export async function doBatch(
  client: pg.Client,
  requests: readonly Request[],
  { testNow, isSuspect, isUnsure, changed }: BatchOptions,
): Promise<Answer[]> {
  for (let swept = false; ; swept = true) {
    const { books, lapsed } = await lockAndRead(client, requests, isSuspect, testNow());
    const { answers, changes, short } = decide(books, requests);
    if (short && lapsed && !swept) {
      // Nobody is refused for a hold whose time is up. Its pools are not ours yet, and locks are taken in one order.
      await client.query('rollback');
      await expireAll(client, testNow, changed);
      continue;
    }
    const refused = requests.flatMap((request, index) =>
      request.kind === 'reserve' && 'refused' in answers[index]! ? [request.id] : [],
    );
    const known = await finish(client, changes, books.now, refused).catch((error: unknown) => {
      if (!isTakenBack(error)) isUnsure(changes.pools);
      throw error;
    });
    changed(changes.pools);
    if (known.size === 0) return answers;
    return answers.map((answer, index) => {
      const request = requests[index]!;
      const before = request.kind === 'reserve' ? known.get(request.id) : undefined;
      return 'refused' in answer && request.kind === 'reserve' && before
        ? answerAsBefore(request, before)
        : answer;
    });
  }
}

function* poolsOf(requests: readonly ReserveRequest[]): Iterable<{ id: string }> {
  for (const { lines } of requests) for (const { pool } of lines) yield { id: pool };
}

/** Writes down every hold whose time is up, some at a time, and answers how many there were. */
export async function expireAll(client: pg.Client, testNow: TestNow, changed: Changed): Promise<number> {
  for (let total = 0; ; ) {
    const books = await lockLapsed(client, lapsedAtOnceMax, testNow());
    const changes = decideExpiry(books);
    await finish(client, changes, books.now).finally(() => changed(changes.pools));
    total += books.reservations.size;
    if (books.reservations.size < lapsedAtOnceMax) return total;
  }
}

/**
 * Remembers which reservations were asked for lately, so that whoever sends a request twice is known without asking the database. One
 * mark for each of 65,536 places, so it may forget (then the primary key finds out) or mistake one id for another (then a key is looked up
 * in vain).
 */
export class RecentIds {
  private readonly marks = new Uint32Array(65_536);

  /** Whether it was asked for before; from now on it was. */
  meet(id: string): boolean {
    const place = Number.parseInt(id.slice(0, 4), 16);
    const mark = Number.parseInt(id.slice(-8), 16);
    if (this.marks[place] === mark) return true;
    this.marks[place] = mark;
    return false;
  }
}
