import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { type Allocation, type AllocationOptions, auditAllocation, openAllocation } from './index.ts';
import { allocationMigrations } from './testing.ts';

let database: TestDatabase;
const opened: Allocation[] = [];
beforeAll(async () => {
  database = await testDatabase({ migrations: [allocationMigrations] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
  expect(await auditAllocation(database.db)).toEqual([]);
});
afterAll(() => database?.drop());

const open = (options: Partial<AllocationOptions> = {}): Allocation => {
  const ledger = openAllocation(database, {
    log: pino({ level: 'silent' }),
    expireEveryMs: 0,
    waitMs: 30_000,
    ...options,
  });
  opened.push(ledger);
  return ledger;
};
let count = 0;
async function pool(ledger: Allocation, capacity: number): Promise<string> {
  const id = `pool-${++count}`;
  expect(await ledger.createPools([{ id, kind: 'teu', capacity }])).toEqual({ created: 1 });
  return id;
}
const by = (key: string, ttlSeconds = 600) => ({ caller: 'forwarder', key: `${count}-${key}`, ttlSeconds });
const one = (id: string) => [{ pool: id, quantity: 1 }];
async function reserved(ledger: Allocation, id: string, quantity: number, key: string, ttlSeconds = 600) {
  const answer = await ledger.reserve([{ pool: id, quantity }], by(key, ttlSeconds));
  if ('refused' in answer) throw new Error(answer.detail);
  return answer.reserved;
}
const numbers = async (ledger: Allocation, id: string) => {
  const [found] = await ledger.pools([id]);
  return [found?.capacity, found?.held, found?.confirmed];
};

test('of 500 callers of two ledgers for the last 100 places, 100 get one and 400 are told which pool is full', async () => {
  const ledgers = [open(), open()];
  const id = await pool(ledgers[0]!, 100);
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, index) => ledgers[index % 2]!.reserve(one(id), by(`${index}`))),
  );
  expect(answers.filter((answer) => 'reserved' in answer)).toHaveLength(100);
  const refusals = answers.filter((answer) => 'refused' in answer);
  expect(refusals).toHaveLength(400);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'full', pool: id });
  expect(await numbers(ledgers[0]!, id)).toEqual([100, 100, 0]);
});

test('the same key at the same moment through three ledgers is one reservation with one answer', async () => {
  const ledgers = [open(), open(), open()];
  const id = await pool(ledgers[0]!, 100);
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => ledgers[index % 3]!.reserve(one(id), by(`${index % 2}`))),
  );
  expect(new Set(answers.map((answer) => 'reserved' in answer && answer.reserved)).size).toBe(2);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(2);
  expect(await numbers(ledgers[0]!, id)).toEqual([100, 2, 0]);
});

test('of two bodies for one key through two ledgers, one is a conflict, whichever pools they name', async () => {
  const ledgers = [open(), open()];
  const ids = [await pool(ledgers[0]!, 1000), await pool(ledgers[0]!, 1000)];
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(
      ids.map((id, index) => ledgers[index]!.reserve(one(id), by(`round-${round}`))),
    );
    expect(answers.map((answer) => ('refused' in answer ? answer.code : 'done')).sort()).toEqual([
      'done',
      'key-conflict',
    ]);
  }
});

test('another caller may use the same key', async () => {
  const ledger = open();
  const id = await pool(ledger, 2);
  const key = { ...by('mine'), caller: 'somebody else' };
  const answers = await Promise.all([ledger.reserve(one(id), by('mine')), ledger.reserve(one(id), key)]);
  expect(new Set(answers.map((answer) => 'reserved' in answer && answer.reserved)).size).toBe(2);
});

test('a refused request succeeds with the same key when there is room', async () => {
  const ledger = open();
  const id = await pool(ledger, 1);
  const first = await reserved(ledger, id, 1, 'first');
  expect(await ledger.reserve(one(id), by('second'))).toMatchObject({ code: 'full', pool: id });
  await ledger.release(first);
  expect(await ledger.reserve(one(id), by('second'))).toHaveProperty('reserved');
});

test('an answer is the same for good, whatever became of the reservation', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const ledger = open({ clock });
  const id = await pool(ledger, 1);
  const ask = () => ledger.reserve(one(id), by('key', 60));
  const first = await ask();
  expect(first).toMatchObject({ expiresAt: new Date('2026-11-21T12:01:00Z') });
  clock.pass(61_000);
  expect(await ask()).toEqual(first);
  expect(await numbers(ledger, id)).toEqual([1, 0, 0]);
});

test('a key is known to a ledger that never saw it, whether there is room or not, and with which body', async () => {
  const id = await pool(open(), 3);
  const first = await open().reserve(one(id), by('key'));
  const two = [{ pool: id, quantity: 2 }];
  expect(await open().reserve(one(id), by('key'))).toEqual(first);
  expect(await open().reserve(two, by('key'))).toMatchObject({ code: 'key-conflict' });
  await open().reserve(two, by('rest'));
  const stranger = open();
  const [same, other, fresh] = await Promise.all([
    stranger.reserve(one(id), by('key')),
    stranger.reserve(two, by('rest')),
    stranger.reserve(one(id), by('fresh')),
  ]);
  expect(same).toEqual(first);
  expect(other).toHaveProperty('reserved');
  expect(fresh).toMatchObject({ code: 'full', pool: id });
  expect(await open().reserve(one(id), by('rest'))).toMatchObject({ code: 'key-conflict' });
  expect(await numbers(stranger, id)).toEqual([3, 3, 0]);
});

test('names with every character ASCII can print are kept as they are', async () => {
  const ledger = open();
  const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index));
  const ids = [printable, '{"a","b"}', 'NULL', "'; drop schema allocation; --", '__proto__', '42', '7'];
  expect(await ledger.createPools(ids.map((id) => ({ id, kind: printable, capacity: 2 })))).toEqual({
    created: ids.length,
  });
  const answer = await ledger.reserve(
    ids.map((id) => ({ pool: id, quantity: 2 })),
    { caller: printable, key: printable, ttlSeconds: 60 },
  );
  const found = await ledger.reservation('reserved' in answer ? answer.reserved : '');
  expect(found).toMatchObject({ caller: printable, key: printable, state: 'held' });
  expect(found!.lines.map((line) => line.pool)).toEqual([...ids].sort());
  expect((await ledger.pools(ids)).map(({ held }) => held)).toEqual(ids.map(() => 2));
});

test('a hold counts until its time is up and not a millisecond longer, though nobody sweeps', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const ledger = open({ clock });
  const id = await pool(ledger, 3);
  const hold = await reserved(ledger, id, 3, 'hold', 60);
  clock.pass(59_999);
  expect(await ledger.reserve(one(id), by('early'))).toMatchObject({ code: 'full' });
  expect(await numbers(ledger, id)).toEqual([3, 3, 0]);
  clock.pass(1);
  expect(await ledger.confirm(hold)).toMatchObject({ code: 'expired' });
  expect(await ledger.reserve([{ pool: id, quantity: 3 }], by('late'))).toHaveProperty('reserved');
  expect(await ledger.reservation(hold)).toMatchObject({ state: 'expired' });
});

test('room that 1,200 expired holds make is found by the request that needs it all, and by a resize', async () => {
  const clock = manualClock('2026-11-21T13:00:00Z');
  const ledger = open({ clock });
  const id = await pool(ledger, 1200);
  const fill = (round: string) =>
    Promise.all(Array.from({ length: 1200 }, (_, index) => reserved(ledger, id, 1, `${round}${index}`, 60)));
  await fill('a');
  clock.pass(60_000);
  const all = await reserved(ledger, id, 1200, 'all');
  await ledger.release(all);
  await fill('b');
  clock.pass(60_000);
  expect(await ledger.resize(id, 0)).toEqual({ resized: id, capacity: 0 });
  expect(await ledger.expire()).toBe(0);
});

test('by the database’s own clock a hold of a second is gone after a second', async () => {
  const ledger = open();
  const id = await pool(ledger, 1);
  const hold = await reserved(ledger, id, 1, 'short', 1);
  const { expiresAt } = (await ledger.reservation(hold))!;
  for (;;) {
    const answer = await ledger.reserve(one(id), by('next'));
    if ('reserved' in answer) break;
    expect(answer.code).toBe('full');
  }
  const { rows } = await sql<{ now: Date }>`select statement_timestamp() as now`.execute(database.db);
  expect(rows[0]!.now.getTime()).toBeGreaterThanOrEqual(expiresAt.getTime());
  expect(await ledger.confirm(hold)).toMatchObject({ code: 'expired' });
});

test('holds that nobody asks about are written down by the clock of the server', async () => {
  const ledger = open({ expireEveryMs: 50 });
  const id = await pool(ledger, 1);
  const hold = await reserved(ledger, id, 1, 'forgotten', 1);
  for (;;) {
    const { rows } = await sql<{ held: number }>`
      select held from allocation.pool where id = ${id}`.execute(database.db);
    if (rows[0]!.held === 0) break;
  }
  expect(await ledger.reservation(hold)).toMatchObject({ state: 'expired' });
});

test('two reservations of full pools can each move over what the other gave up', async () => {
  const ledger = open();
  const [a, b] = [await pool(ledger, 5), await pool(ledger, 5)];
  const first = await reserved(ledger, a, 5, 'first');
  const second = await reserved(ledger, b, 5, 'second');
  await ledger.confirm(second);
  const to = (id: string, key: string, inA: number, inB: number) =>
    ledger.exchange(
      id,
      [
        { pool: a, quantity: inA },
        { pool: b, quantity: inB },
      ].filter(({ quantity }) => quantity > 0),
      { key },
    );
  expect(await to(first, 'k', 4, 1)).toMatchObject({ code: 'full', pool: b });
  expect(await to(second, 'k', 0, 3)).toEqual({ exchanged: second });
  expect(await to(first, 'k', 3, 2)).toEqual({ exchanged: first });
  expect(await to(first, 'k', 3, 2)).toEqual({ exchanged: first });
  expect(await to(first, 'k', 1, 1)).toMatchObject({ code: 'key-conflict' });
  expect(await to(second, 'k2', 2, 3)).toEqual({ exchanged: second });
  expect([await numbers(ledger, a), await numbers(ledger, b)]).toEqual([
    [5, 3, 2],
    [5, 2, 3],
  ]);
});

test('pools are made all or none, may be made again as they are, and not as others', async () => {
  const ledger = open();
  const opensAt = new Date('2026-12-01T00:00:00Z');
  const first = { id: 'made-a', kind: 'seat', capacity: 5, opensAt, closesAt: null };
  expect(await ledger.createPools([first])).toEqual({ created: 1 });
  const second = { id: 'made-b', kind: 'seat', capacity: 1 };
  expect(await ledger.createPools([second, { ...first, capacity: 6 }])).toMatchObject({
    code: 'pool-differs',
    pool: 'made-a',
  });
  expect(await ledger.pools(['made-b'])).toEqual([]);
  expect(await ledger.createPools([second, first])).toEqual({ created: 1 });
  expect((await ledger.pools(['made-b', 'made-a'])).map(({ id }) => id)).toEqual(['made-a', 'made-b']);
  for (const wrong of [
    [],
    [second, second],
    [{ ...second, capacity: 1.5 }],
    [{ ...second, id: '' }],
    [{ ...second, opensAt, closesAt: opensAt }],
    [{ ...second, opensAt: new Date('never') }],
  ])
    expect(await ledger.createPools(wrong)).toMatchObject({ code: 'allocation-invalid' });
});

test('more requests than may wait are refused at once, and those that wait are answered', async () => {
  const ledger = open({ queueMax: 10 });
  const id = await pool(ledger, 100);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => ledger.reserve(one(id), by(`${index}`))),
  );
  const codes = answers.map((answer) => ('refused' in answer ? answer.code : 'done'));
  expect(codes.slice(0, 10)).toEqual(Array(10).fill('done'));
  expect(codes.slice(10)).toEqual(Array(20).fill('allocation-busy'));
});

test('a ledger that is closed answers what is under way and refuses the rest', async () => {
  const ledger = open();
  const id = await pool(ledger, 1);
  const under = ledger.reserve(one(id), by('under way'));
  const closed = ledger.close();
  expect(await ledger.reserve(one(id), by('after'))).toMatchObject({ code: 'allocation-away' });
  expect(await under).toHaveProperty('reserved');
  await closed;
});

test('connections cut in the middle of batches cost no answer and no unit', async () => {
  const ledger = open({ batchMax: 8 });
  const id = await pool(ledger, 10_000);
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  let answered = 0;
  const callers = Array.from({ length: 40 }, async (_, caller) => {
    for (let turn = 0; turn < 15; turn++) {
      const answer = await ledger.reserve(one(id), by(`${caller}-${turn}`));
      expect(answer).toHaveProperty('reserved');
      answered += 1;
    }
  });
  for (let cut = 1; cut <= 5; cut++) {
    while (answered < cut * 90) await new Promise(setImmediate);
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'serai allocation'`,
    );
  }
  await Promise.all(callers);
  await owner.end();
  expect(await numbers(ledger, id)).toEqual([10_000, 600, 0]);
});

test('when the database stays away, requests are told so once they have waited their time', async () => {
  const gone = {
    ...database,
    access: { ...database.access, connection: { host: '/nowhere', port: 1 } },
  };
  const ledger = openAllocation(gone, { log: pino({ level: 'silent' }), expireEveryMs: 0, waitMs: 100 });
  expect(await ledger.reserve(one('any'), by('key'))).toMatchObject({ code: 'allocation-away' });
  await ledger.close();
});

test('the database refuses by itself what the ledger would never write', async () => {
  const ledger = open();
  const id = await pool(ledger, 5);
  const hold = await reserved(ledger, id, 5, 'all');
  const run = (statement: string) => sql.raw(statement).execute(database.db);
  const where = `where id = '${id}'`;
  const check = { code: '23514' };
  await expect(run(`update allocation.pool set held = 6 ${where}`)).rejects.toMatchObject(check);
  await expect(run(`update allocation.pool set confirmed = 1 ${where}`)).rejects.toMatchObject(check);
  await expect(run(`update allocation.pool set held = -1 ${where}`)).rejects.toMatchObject(check);
  await expect(run(`update allocation.pool set capacity = 4 ${where}`)).rejects.toMatchObject(check);
  const forbidden = { code: '42501' };
  await expect(run(`delete from allocation.reservation where id = '${hold}'`)).rejects.toMatchObject(
    forbidden,
  );
  await expect(run(`delete from allocation.pool ${where}`)).rejects.toMatchObject(forbidden);
  await expect(run(`update allocation.reservation set key = 'other'`)).rejects.toMatchObject(forbidden);
  await expect(run(`delete from allocation.exchange`)).rejects.toMatchObject(forbidden);
});

test('a request that meets a damaged pool fails alone, and not those that came with it', async () => {
  const ledger = open();
  const [damaged, sound] = [await pool(ledger, 5), await pool(ledger, 5)];
  const hold = await reserved(ledger, damaged, 2, 'two');
  const set = (held: number) =>
    sql`update allocation.pool set held = ${held} where id = ${damaged}`.execute(database.db);
  await set(1);
  const [first, second, third] = await Promise.allSettled([
    ledger.reserve(one(sound), by('before')),
    ledger.release(hold),
    ledger.reserve(one(sound), by('after')),
  ]);
  expect(second).toMatchObject({
    status: 'rejected',
    reason: new RangeError(`pool ${damaged} would have -1 held`),
  });
  for (const neighbour of [first, third])
    expect(neighbour).toMatchObject({ status: 'fulfilled', value: { expiresAt: expect.any(Date) } });
  expect(await numbers(ledger, sound)).toEqual([5, 2, 0]);
  await set(2);
});

test('the audit names a pool that is off by one', async () => {
  const ledger = open();
  const id = await pool(ledger, 5);
  await reserved(ledger, id, 2, 'two');
  await sql`update allocation.pool set held = held + 1 where id = ${id}`.execute(database.db);
  expect(await auditAllocation(database.db)).toEqual([
    { pool: id, problem: 'says 3 held and 0 confirmed, its reservations say 2 and 0' },
  ]);
  await sql`update allocation.pool set held = held - 1 where id = ${id}`.execute(database.db);
});
