import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { localBus } from '../../platform/bus.ts';
import { manualClock } from '../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import {
  type Allocation,
  type AllocationOptions,
  allocationChanged,
  auditAllocation,
  openAllocation,
  tellBus,
} from './index.ts';
import { changedMessages } from './tell-bus.ts';
import { allocationMigrations } from './testing.ts';

let database: TestDatabase;
const opened: Allocation[] = [];
const log = pino({ level: 'silent' });
beforeAll(async () => {
  database = await testDatabase({ migrations: [allocationMigrations] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
  expect(await auditAllocation(database.db)).toEqual([]);
});
afterAll(() => database?.drop());

const open = (options: Partial<AllocationOptions> = {}): Allocation => {
  const ledger = openAllocation(database, { log, expireEveryMs: 0, waitMs: 30_000, ...options });
  opened.push(ledger);
  return ledger;
};
const make = (ledger: Allocation, ...ids: string[]) =>
  ledger.createPools(ids.map((id) => ({ id, kind: 'teu', capacity: 10 })));
async function hold(ledger: Allocation, pool: string, key: string, ttlSeconds = 600): Promise<string> {
  const answer = await ledger.reserve([{ pool, quantity: 1 }], { caller: 'reader', key, ttlSeconds });
  if ('refused' in answer) throw new Error(answer.detail);
  return answer.reserved;
}
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

test('many reservations are read at once: those there are, each once, and lapsed holds as expired', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const ledger = open({ clock });
  await make(ledger, 'many');
  const lapsing = await hold(ledger, 'many', 'lapsing', 60);
  const kept = await hold(ledger, 'many', 'kept');
  clock.pass(60_000);
  const absent = '00000000-0000-8000-8000-000000000000';
  const found = await ledger.reservations([kept, absent, 'no id', lapsing, kept]);
  expect(idsOf(found)).toEqual([lapsing, kept].sort());
  expect(new Map(found.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [lapsing, 'expired'],
      [kept, 'held'],
    ]),
  );
  expect(found[0]).toEqual(await ledger.reservation(found[0]!.id));
  expect(await ledger.reservations([])).toEqual([]);
});

test('pools are listed by the beginning of their ids, page by page, and no neighbour with them', async () => {
  const ledger = open();
  const inside = ['freight/a/', 'freight/a/1', 'freight/a/10', 'freight/a/2', 'freight/a/~'];
  await make(ledger, ...inside, 'freight/a', 'freight/a.', 'freight/a0', 'freight/b/1', 'Freight/a/1');
  expect(idsOf(await ledger.poolsLike('freight/a/'))).toEqual(inside);
  const pages: string[][] = [];
  for (let after: string | undefined; ; after = pages.at(-1)!.at(-1)) {
    const page = await ledger.poolsLike('freight/a/', {
      limit: 2,
      ...(after === undefined ? {} : { after }),
    });
    if (page.length === 0) break;
    pages.push(idsOf(page));
  }
  expect(pages).toEqual([inside.slice(0, 2), inside.slice(2, 4), inside.slice(4)]);
  expect(idsOf(await ledger.poolsLike('freight/a/~'))).toEqual(['freight/a/~']);
  expect(await ledger.poolsLike('freight/%')).toEqual([]);
  await expect(ledger.poolsLike('')).rejects.toThrow(RangeError);
  await expect(ledger.poolsLike('freight/', { limit: 10_001 })).rejects.toThrow(RangeError);
});

test('a listing does not count holds whose time is up', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const ledger = open({ clock });
  await make(ledger, 'listed/1');
  await hold(ledger, 'listed/1', 'listed', 60);
  expect(await ledger.poolsLike('listed/')).toMatchObject([{ held: 1 }]);
  clock.pass(60_000);
  expect(await ledger.poolsLike('listed/')).toMatchObject([{ held: 0 }]);
});

test('a pool that is given other times goes by them, and what is reserved stays so', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const ledger = open({ clock });
  await make(ledger, 'moved/1', 'moved/2');
  await hold(ledger, 'moved/1', 'before');
  const at = (time: string) => new Date(`2026-11-21T${time}Z`);
  const times = [
    { id: 'moved/2', opensAt: at('12:30:00'), closesAt: null },
    { id: 'moved/1', opensAt: null, closesAt: at('12:00:00') },
  ];
  expect(await ledger.retime(times)).toEqual({ retimed: 2 });
  expect(await ledger.pools(['moved/1', 'moved/2'])).toMatchObject([
    { held: 1, opensAt: null, closesAt: at('12:00:00') },
    { held: 0, opensAt: at('12:30:00'), closesAt: null },
  ]);
  const ask = (pool: string) =>
    ledger.reserve([{ pool, quantity: 1 }], { caller: 'reader', key: 'after', ttlSeconds: 60 });
  expect(await ask('moved/1')).toMatchObject({ code: 'closed', pool: 'moved/1' });
  expect(await ask('moved/2')).toMatchObject({ code: 'not-open', pool: 'moved/2' });
  expect(await ledger.retime([{ id: 'moved/1', opensAt: null, closesAt: at('12:00:01') }])).toEqual({
    retimed: 1,
  });
  expect(await ask('moved/1')).toHaveProperty('reserved');
});

test('times are set of all pools or of none, and no pool closes before it opens', async () => {
  const ledger = open();
  await make(ledger, 'timed');
  const at = new Date('2026-12-01T00:00:00Z');
  const none = { opensAt: null, closesAt: null };
  expect(
    await ledger.retime([
      { id: 'timed', opensAt: at, closesAt: null },
      { id: 'absent', ...none },
    ]),
  ).toMatchObject({ code: 'unknown', pool: 'absent' });
  for (const wrong of [
    [],
    [{ id: 'timed', opensAt: at, closesAt: at }],
    [
      { id: 'timed', ...none },
      { id: 'timed', ...none },
    ],
  ])
    expect(await ledger.retime(wrong)).toMatchObject({ code: 'allocation-invalid' });
  expect(await ledger.pools(['timed'])).toMatchObject([none]);
});

test('whoever listens is told which pools changed, by batches, sweeps, resizes and new times; of refusals nothing', async () => {
  const clock = manualClock('2026-11-21T12:00:00Z');
  const told: string[][] = [];
  const ledger = open({ clock, onChanged: (pools) => told.push(pools.sort()) });
  const next = async (): Promise<string[] | undefined> => {
    while (told.length === 0) await new Promise((done) => setTimeout(done, 5));
    return told.shift();
  };
  await make(ledger, 'told/1', 'told/2', 'told/3');
  await Promise.all([
    hold(ledger, 'told/1', 'a', 60),
    hold(ledger, 'told/1', 'b'),
    hold(ledger, 'told/2', 'c'),
  ]);
  expect(await next()).toEqual(['told/1', 'told/2']);
  clock.pass(60_000);
  expect(await ledger.expire()).toBe(1);
  expect(await next()).toEqual(['told/1']);
  await ledger.resize('told/3', 5);
  expect(await next()).toEqual(['told/3']);
  await ledger.retime([{ id: 'told/2', opensAt: null, closesAt: new Date('2026-11-22T00:00:00Z') }]);
  expect(await next()).toEqual(['told/2']);
  const asked = { caller: 'reader', key: 'much', ttlSeconds: 60 };
  expect(await ledger.reserve([{ pool: 'told/1', quantity: 11 }], asked)).toMatchObject({ code: 'full' });
  await hold(ledger, 'told/3', 'last');
  await ledger.close();
  expect(told).toEqual([['told/3']]);
});

test('the bus hears which pools changed, within what a message may hold, or that any may have', async () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `${'"'.repeat(190)}${index}`);
  const messages = changedMessages(ids(100));
  expect(messages.flatMap(({ pools }) => pools)).toEqual(ids(100));
  for (const message of messages)
    expect(JSON.stringify([allocationChanged, message]).length).toBeLessThanOrEqual(7_000);
  expect(changedMessages(ids(200))).toEqual([{ pools: null }]);

  const bus = localBus();
  const heard: unknown[] = [];
  bus.subscribe(allocationChanged, (message) => heard.push(message));
  let broken = true;
  const publish: typeof bus.publish = (...message) =>
    broken ? Promise.reject(new Error('away')) : bus.publish(...message);
  const telling = tellBus({ ...bus, publish }, log);
  telling.changed(['lost']);
  await telling.close();
  broken = false;
  telling.changed(['a']);
  telling.changed(['b']);
  await telling.close();
  await Promise.resolve();
  expect(heard).toEqual([{ pools: null }, { pools: ['b'] }]);
});
