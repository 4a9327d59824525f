import { describe, expect, it } from 'vitest';
import type { Line, Pool } from './allocation.ts';
import { type Answer, type Books, decide, decideExpiry } from './decide.ts';
import { exchangeRequest, type Request, reserveRequest, resizeRequest, stateRequest } from './request.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const trainA = 'train-a/teu';
const trainB = 'train-b/teu';

function booksOf(...pools: (Partial<Pool> & { id: string })[]): Books {
  return {
    now,
    pools: new Map(
      pools.map((pool) => [
        pool.id,
        { kind: 'teu', capacity: 10, held: 0, confirmed: 0, opensAt: null, closesAt: null, ...pool },
      ]),
    ),
    reservations: new Map(),
    keys: new Map(),
  };
}
const checked = (request: ReturnType<typeof reserveRequest>): Request => {
  if ('refused' in request) throw new Error(request.detail);
  return request;
};
const reserve = (key: string, ...lines: Line[]) =>
  checked(reserveRequest(lines, { caller: 'forwarder', key, ttlSeconds: 600 }));
const line = (pool: string, quantity: number): Line => ({ pool, quantity });
const idOf = (answer: Answer | undefined) => (answer && 'reserved' in answer ? answer.reserved : '');
const codeOf = (answer: Answer | undefined) => (answer && 'refused' in answer ? answer.code : 'done');
const used = (books: Books, pool: string) => {
  const { held, confirmed } = books.pools.get(pool)!;
  return [held, confirmed];
};
/** Puts what was made into the books, as the next batch would find it. */
function settle(books: Books, requests: Request[]) {
  const decision = decide(books, requests);
  for (const { request, expiresAt } of decision.changes.made)
    books.reservations.set(request.id, { id: request.id, lines: request.lines, state: 'held', expiresAt });
  return decision;
}

describe('reserve', () => {
  it('takes every line, or none when one is refused, and names the pool that refused', () => {
    const books = booksOf({ id: trainA }, { id: trainB, capacity: 3 });
    const { answers, changes } = decide(books, [
      reserve('1', line(trainA, 4), line(trainB, 4)),
      reserve('2', line(trainA, 4), line(trainB, 3)),
    ]);
    expect(answers[0]).toMatchObject({ code: 'full', pool: trainB });
    expect(answers[1]).toMatchObject({ expiresAt: later(600) });
    expect(used(books, trainA)).toEqual([4, 0]);
    expect(changes.made).toHaveLength(1);
  });

  it('answers in the order of arrival: the first that fits takes the last place', () => {
    const books = booksOf({ id: trainA, capacity: 5 });
    const { answers } = decide(books, [
      reserve('1', line(trainA, 4)),
      reserve('2', line(trainA, 2)),
      reserve('3', line(trainA, 1)),
      reserve('4', line(trainA, 1)),
    ]);
    expect(answers.map(codeOf)).toEqual(['done', 'full', 'done', 'full']);
  });

  it('is refused before a pool opens, from the moment it closes, and of a pool that is not there', () => {
    const books = booksOf(
      { id: 'opens-now', opensAt: now },
      { id: 'opens-later', opensAt: later(0.001) },
      { id: 'closes-now', closesAt: now },
      { id: 'closes-later', closesAt: later(0.001) },
    );
    const ids = ['opens-now', 'opens-later', 'closes-now', 'closes-later', 'nowhere'];
    const { answers } = decide(
      books,
      ids.map((id) => reserve(id, line(id, 1))),
    );
    expect(answers.map(codeOf)).toEqual(['done', 'not-open', 'closed', 'done', 'unknown']);
  });

  it('of one key twice in a batch is one request: one reservation, or one refusal', () => {
    const books = booksOf({ id: trainA, capacity: 5 });
    const { answers, changes } = decide(books, [
      reserve('same', line(trainA, 3)),
      reserve('same', line(trainA, 3)),
      reserve('same', line(trainA, 2)),
      reserve('much', line(trainA, 3)),
      reserve('much', line(trainA, 3)),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(codeOf(answers[2])).toBe('key-conflict');
    expect(codeOf(answers[3])).toBe('full');
    expect(answers[4]).toBe(answers[3]);
    expect(changes.made).toHaveLength(1);
    expect(used(books, trainA)).toEqual([3, 0]);
  });

  it('does not remember a refusal, so the key may come again with another body', () => {
    const books = booksOf({ id: trainA, capacity: 5 });
    const { answers } = decide(books, [reserve('key', line(trainA, 6)), reserve('key', line(trainA, 5))]);
    expect(answers.map(codeOf)).toEqual(['full', 'done']);
  });

  it('with its lines in another order is the same request', () => {
    const books = booksOf({ id: trainA }, { id: trainB });
    const { answers } = decide(books, [
      reserve('key', line(trainA, 1), line(trainB, 2)),
      reserve('key', line(trainB, 2), line(trainA, 1)),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(codeOf(answers[0])).toBe('done');
  });
});

describe('confirm and release', () => {
  it('move a hold to confirmed and give it back, and say the same when asked again', () => {
    const books = booksOf({ id: trainA });
    const id = idOf(settle(books, [reserve('1', line(trainA, 4))]).answers[0]);
    const confirm = checked(stateRequest('confirm', id));
    const release = checked(stateRequest('release', id));
    expect(decide(books, [confirm, confirm]).answers).toEqual([{ confirmed: id }, { confirmed: id }]);
    expect(used(books, trainA)).toEqual([0, 4]);
    expect(decide(books, [release, release]).answers).toEqual([{ released: id }, { released: id }]);
    expect(used(books, trainA)).toEqual([0, 0]);
    expect(decide(books, [confirm]).answers.map(codeOf)).toEqual(['released']);
  });

  it('are refused from the moment the hold ends, and its places are free at once', () => {
    const books = booksOf({ id: trainA });
    const id = idOf(settle(books, [reserve('1', line(trainA, 10))]).answers[0]);
    books.now = later(600);
    const { answers, changes } = decide(books, [
      checked(stateRequest('confirm', id)),
      checked(stateRequest('release', id)),
      reserve('2', line(trainA, 10)),
    ]);
    expect(answers.map(codeOf)).toEqual(['expired', 'expired', 'done']);
    expect([...changes.reservations]).toMatchObject([{ id, state: 'expired' }]);
    expect(used(books, trainA)).toEqual([10, 0]);
  });

  it('of a hold in its last millisecond still work', () => {
    const books = booksOf({ id: trainA });
    const id = idOf(settle(books, [reserve('1', line(trainA, 1))]).answers[0]);
    books.now = new Date(later(600).getTime() - 1);
    expect(decideExpiry(books).reservations.size).toBe(0);
    expect(decide(books, [checked(stateRequest('confirm', id))]).answers).toEqual([{ confirmed: id }]);
  });
});

describe('exchange', () => {
  it('changes a full pool by the net difference only', () => {
    const books = booksOf({ id: trainA, capacity: 5 }, { id: trainB, capacity: 5, confirmed: 3 });
    const id = idOf(settle(books, [reserve('1', line(trainA, 5))]).answers[0]);
    const to = (key: string, ...lines: Line[]) => checked(exchangeRequest(id, lines, key));
    expect(
      decide(books, [
        to('a', line(trainA, 3), line(trainB, 3)),
        to('b', line(trainA, 4), line(trainB, 2)),
        to('c', line(trainA, 5), line(trainB, 2)),
      ]).answers.map(codeOf),
    ).toEqual(['full', 'done', 'done']);
    expect(used(books, trainA)).toEqual([5, 0]);
    expect(used(books, trainB)).toEqual([2, 3]);
  });

  it('keeps a line of a closed pool, gives it back, and takes no more of it', () => {
    const books = booksOf({ id: trainA }, { id: trainB });
    const id = idOf(settle(books, [reserve('1', line(trainA, 2))]).answers[0]);
    books.pools.get(trainA)!.closesAt = now;
    const to = (key: string, ...lines: Line[]) => checked(exchangeRequest(id, lines, key));
    const { answers } = decide(books, [
      to('more', line(trainA, 3)),
      to('keep', line(trainA, 2), line(trainB, 1)),
      to('less', line(trainA, 1)),
    ]);
    expect(answers.map(codeOf)).toEqual(['closed', 'done', 'done']);
    expect([used(books, trainA), used(books, trainB)]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('of a confirmed reservation stays confirmed, and its key stands for its lines', () => {
    const books = booksOf({ id: trainA }, { id: trainB });
    const id = idOf(settle(books, [reserve('1', line(trainA, 2))]).answers[0]);
    const { answers } = decide(books, [
      checked(stateRequest('confirm', id)),
      checked(exchangeRequest(id, [line(trainB, 1)], 'key')),
      checked(exchangeRequest(id, [line(trainB, 1)], 'key')),
      checked(exchangeRequest(id, [line(trainB, 2)], 'key')),
    ]);
    expect(answers.map(codeOf)).toEqual(['done', 'done', 'done', 'key-conflict']);
    expect(used(books, trainB)).toEqual([0, 1]);
  });
});

describe('resize', () => {
  it('goes down to what is promised and not below', () => {
    const books = booksOf({ id: trainA, held: 2, confirmed: 3 });
    const { answers, short } = decide(books, [
      checked(resizeRequest(trainA, 5)),
      checked(resizeRequest(trainA, 4)),
      checked(resizeRequest('nowhere', 4)),
    ]);
    expect(answers.map(codeOf)).toEqual(['done', 'below-use', 'unknown']);
    expect(books.pools.get(trainA)!.capacity).toBe(5);
    expect(short).toBe(true);
  });
});

describe('a request that is not one', () => {
  const refused = (lines: unknown, caller: unknown = 'me', key: unknown = 'key', ttlSeconds: unknown = 60) =>
    reserveRequest(lines as Line[], {
      caller: caller as string,
      key: key as string,
      ttlSeconds: ttlSeconds as number,
    });
  it('is refused for its lines, quantities, names or time, before anything is asked of the database', () => {
    const good = [line(trainA, 1)];
    expect(refused(good)).toMatchObject({ kind: 'reserve' });
    for (const request of [
      refused([]),
      refused('lines'),
      refused([null]),
      refused([{}]),
      refused(Array.from({ length: 101 }, (_, index) => line(`pool-${index}`, 1))),
      refused([line(trainA, 1), line(trainA, 2)]),
      ...[0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9 + 1, '1'].map((quantity) =>
        refused([line(trainA, quantity as number)]),
      ),
      ...['', 'a\u0000b', 'поезд', 'x'.repeat(201), 7].flatMap((name) => [
        refused([line(name as string, 1)]),
        refused(good, name),
        refused(good, 'me', name),
      ]),
      ...[0, -1, 1.5, 30 * 86_400 + 1, '60'].map((seconds) => refused(good, 'me', 'key', seconds)),
      resizeRequest(trainA, -1),
      resizeRequest(trainA, 2 ** 31),
    ]) {
      expect(request).toMatchObject({ refused: true, code: 'allocation-invalid' });
    }
    expect(stateRequest('confirm', "x' or true")).toMatchObject({ code: 'reservation-unknown' });
  });
});
