import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { int, textArray } from './binary.ts';
import { Flight, type Statement } from './flight.ts';
import { openAllocation } from './index.ts';
import { allocationMigrations } from './testing.ts';

let database: TestDatabase;
const clients: pg.Client[] = [];
beforeAll(async () => {
  database = await testDatabase({ migrations: [allocationMigrations] });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => database?.drop());

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(database.ownerUrl);
  clients.push(client);
  await client.connect();
  return client;
}
const divide: Statement<number> = {
  name: 'divide',
  text: 'select 6 / $1::integer',
  read: ([quotient]) => Number(quotient),
};
const spell: Statement<string | null> = {
  name: 'spell',
  text: 'select unnest($1::text[]) union all select null',
  read: ([word]) => word ?? null,
};

test('a flight answers every statement with its own rows, the first time and when all is prepared', async () => {
  const client = await connect();
  for (let time = 0; time < 2; time++) {
    const flight = new Flight();
    const first = flight.add(divide, [int(2)]);
    const words = flight.add(spell, [textArray(['a', 'b'])]);
    const second = flight.add(divide, [int(3)]);
    await flight.send(client);
    expect([first, words, second]).toEqual([[3], ['a', 'b', null], [2]]);
    expect(flight.lastTag).toBe('SELECT 1');
  }
});

test('a flight whose second statement fails does nothing behind it, and the same statements fly again', async () => {
  const client = await connect();
  const failing = new Flight();
  failing.add(divide, [int(1)]);
  failing.add(divide, [int(0)]);
  const behind = failing.add(spell, [textArray(['never'])]);
  await expect(failing.send(client)).rejects.toMatchObject({ code: '22012' });
  expect(behind).toEqual([]);
  const again = new Flight();
  const quotients = again.add(divide, [int(6)]);
  const words = again.add(spell, [textArray([])]);
  await again.send(client);
  expect([quotients, words]).toEqual([[1], [null]]);
});

/** Locks a pool from outside, asks for some of it, and lets the lock go when `until` says so. */
async function askWhileLocked(id: string, closesAt: Date | null, until: (owner: pg.Client) => Promise<void>) {
  const ledger = openAllocation(database, { log: pino({ level: 'silent' }), expireEveryMs: 0 });
  await ledger.createPools([{ id, kind: 'teu', capacity: 5, closesAt }]);
  const owner = await connect();
  await owner.query('begin');
  await owner.query('select from allocation.pool where id = $1 for update', [id]);
  const asked = { caller: 'waiting', ttlSeconds: 1 };
  const answers = Promise.all([
    ledger.reserve([{ pool: id, quantity: 1 }], { ...asked, key: `${id}-1` }),
    ledger.reserve([{ pool: id, quantity: 3 }], { ...asked, key: `${id}-2` }),
  ]);
  const waits = `select from pg_stat_activity where application_name = 'serai allocation'
    and wait_event_type = 'Lock' and datname = current_database()`;
  const watcher = await connect();
  while ((await watcher.query(waits)).rowCount === 0);
  await until(owner);
  const { rows } = await watcher.query('select clock_timestamp() as now');
  await owner.query('commit');
  const found = await answers;
  await ledger.close();
  return { answers: found, letGoAt: rows[0].now as Date };
}

test('what is taken while a request waits for the lock is not there for it', async () => {
  const { answers } = await askWhileLocked('taken meanwhile', null, async (owner) => {
    await owner.query(`update allocation.pool set capacity = 3 where id = 'taken meanwhile'`);
  });
  expect(answers).toMatchObject([
    { expiresAt: expect.any(Date) },
    { code: 'full', detail: expect.stringContaining('2 are left of 3') },
  ]);
});

test('a pool that closes while a request waits for the lock is closed for it', async () => {
  const closesAt = new Date(Date.now() + 500);
  const { answers } = await askWhileLocked('closing meanwhile', closesAt, async (owner) => {
    await owner.query('select pg_sleep_until($1)', [closesAt]);
  });
  expect(answers).toMatchObject([{ code: 'closed' }, { code: 'closed' }]);
});

test('a hold lasts its time from when the lock was granted, however long that took', async () => {
  const { answers, letGoAt } = await askWhileLocked('waiting', null, async (owner) => {
    await owner.query('select pg_sleep(0.2)');
  });
  for (const answer of answers)
    expect('reserved' in answer && answer.expiresAt.getTime()).toBeGreaterThanOrEqual(
      letGoAt.getTime() + 1000,
    );
});
