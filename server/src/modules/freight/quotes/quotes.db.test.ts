import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CurrentCorridor, ensureCorridor } from '../../../corridor/index.ts';
import { writePack } from '../../../corridor/testing.ts';
import { openAllocation, tellBus } from '../../../ledgers/allocation/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { databaseBus } from '../../../platform/bus.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { departureOf } from '../capacity/departure.ts';
import { openCapacity } from '../capacity/open.ts';
import { stateDeparture, stateService } from '../capacity/statements.ts';
import { freightMigrations } from '../capacity/testing.ts';
import { CurrentNetwork } from '../network.ts';
import type { QuoteRequest } from './api.ts';
import { hereBuilder } from './builder.ts';
import { Quotes } from './open.ts';

const log = pino({ level: 'silent' });
const startedAt = new Date();
const by = { by: bySerai, now: startedAt };
const open: (() => Promise<void>)[] = [];
let database: TestDatabase;
let folder: string;
let one: Awaited<ReturnType<typeof server>>;
let two: Awaited<ReturnType<typeof server>>;

/** What one server process has open, of what quotes rest on. */
async function server() {
  let now = startedAt;
  const bus = await databaseBus(database, log);
  const loaded = await database.asOwner((owner) => ensureCorridor(owner, folder, now, bus));
  const corridor = new CurrentCorridor(loaded.corridor, { db: database.db, bus, log });
  const pools = tellBus(bus, log);
  const ledger = openAllocation(database, { log, onChanged: pools.changed });
  const network = new CurrentNetwork();
  const networkAt = (at: Date) => network.at(corridor.get(), at);
  const capacity = openCapacity({
    corridor: corridor.get,
    database: () => database,
    allocation: () => ledger,
    bus: () => bus,
    network: () => networkAt(now),
  });
  const quotes = new Quotes({
    corridor: corridor.get,
    bus: () => bus,
    capacity,
    networkAt,
    now: () => now,
    openBuilder: hereBuilder,
    log,
  });
  quotes.begin();
  open.push(async () => {
    quotes.close();
    await ledger.close();
    await pools.close();
    corridor.close();
    await bus.close();
  });
  const ask = async (request: Partial<QuoteRequest> = {}) => {
    const answer = await quotes.quote({ from: 'Urumqi', to: 'Almaty', teu: 2, ...request }, { lang: 'en' });
    if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.detail}`);
    return answer;
  };
  return {
    quotes,
    capacity,
    ledger,
    ask,
    run: async () => (await ask()).best.rides[0]?.run ?? '',
    network: () => networkAt(now),
    at: (later: Date) => {
      now = later;
    },
  };
}

beforeEach(async () => {
  database = await testDatabase({ migrations: freightMigrations });
  folder = writePack();
  one = await server();
  two = await server();
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  await database.drop();
});

const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
};
const departure = (run: string) => {
  const found = departureOf(one.network(), run);
  if (!found) throw new Error(`there is no ${run}`);
  return found;
};
const state = (run: string, change: Parameters<typeof stateDeparture>[2]) =>
  stateDeparture(one.capacity.parts, departure(run), change, by);
/** Both servers hear of it soon; how soon is the bench's to measure. */
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

test('a cancelled departure is quoted by neither server, and again when it runs after all', async () => {
  const run = await one.run();
  expect(await two.run()).toBe(run);
  expect(await state(run, { cancelled: true })).toBeNull();
  await soon(async () => {
    expect(await one.run()).not.toBe(run);
    expect(await two.run()).not.toBe(run);
  });
  expect(await state(run, { cancelled: false })).toBeNull();
  await soon(async () => expect(await two.run()).toBe(run));
});

test('what one server reserves is not left on the other, and a full train is passed over', async () => {
  const run = await one.run();
  expect((await two.ask()).best.leftTeu).toBeNull();
  await state(run, { teu: 10 });
  await soon(async () => expect((await two.ask()).best.leftTeu).toBe(10));
  const need = { teu: 9, reeferPlugs: 0, weightKg: 0, dangerousClasses: [] };
  const toCall = departure(run).service.calls.length - 1;
  const lines = await one.capacity.lines([{ run, fromCall: 0, toCall }], need, startedAt);
  if (isRefusal(lines)) throw new Error(lines.detail);
  const held = await one.ledger.reserve(lines, { caller: 'test', key: '1', ttlSeconds: 900 });
  if ('refused' in held) throw new Error(held.detail);
  await soon(async () => {
    expect((await two.ask({ teu: 1 })).best).toMatchObject({ leftTeu: 1, rides: [{ run }] });
    expect((await two.ask({ teu: 2 })).best.rides[0]?.run).not.toBe(run);
  });
  await one.ledger.release(held.reserved);
  await soon(async () => expect((await two.ask({ teu: 2 })).best.leftTeu).toBe(10));
});

test('what an operator states of a service counts on every departure of it', async () => {
  await one.ask();
  expect(await stateService(one.capacity.parts, 'urumqi-almaty', { teu: 40 }, by)).toBeNull();
  await soon(async () => {
    const { best, others } = await two.ask();
    expect([best, ...others].map(({ leftTeu }) => leftTeu)).toEqual(Array(others.length + 1).fill(40));
  });
});

test('a changed rate is taken over by running servers; until their catalogues are built again they search', async () => {
  const before = await two.ask();
  await two.quotes.catalogue(two.network()).whole;
  expect((await two.ask()).origin).toBe('catalogue');
  edit('facts.csv', 'mode:any,tariff,0.3,0.3', 'mode:any,tariff,0.6,0.6');
  const third = await server();
  await soon(async () => {
    const after = await two.ask();
    expect(after.version).not.toBe(before.version);
    expect(after.best.price.amountMinor).toBeGreaterThan(before.best.price.amountMinor);
    expect(after.best.price).toEqual((await third.ask()).best.price);
  });
  await two.quotes.catalogue(two.network()).whole;
  const rebuilt = await two.ask();
  expect(rebuilt).toMatchObject({ origin: 'catalogue', best: (await third.ask()).best });
});

test('a border that a changed pack closes is not quoted over any more', async () => {
  await two.ask();
  edit('crossings.csv', '1435,1520,open', '1435,1520,closed');
  await server();
  await soon(async () => {
    const answer = await two.quotes.quote({ from: 'Urumqi', to: 'Almaty', teu: 2 }, { lang: 'en' });
    expect(isRefusal(answer) && answer.code).toBe('no-route');
  });
});

test('what changed while the bus was away is read when it is back', async () => {
  const run = await two.run();
  await database.asOwner((owner) =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen serai'`.execute(owner),
  );
  await state(run, { cancelled: true });
  await soon(async () => {
    expect(await one.run()).not.toBe(run);
    expect(await two.run()).not.toBe(run);
  });
});

test('a new week is another timetable, and another catalogue', async () => {
  const { version } = await one.ask();
  const before = one.quotes.catalogue(one.network());
  one.at(new Date(startedAt.getTime() + 7 * 86_400_000));
  expect((await one.ask()).version).not.toBe(version);
  expect(one.quotes.catalogue(one.network())).not.toBe(before);
  await before.whole;
});

test('progress counts pairs until all are built', async () => {
  await one.ask();
  await one.quotes.catalogue(one.network()).whole;
  expect(one.quotes.progress()).toMatchObject({ pairs: 12, built: 12, stale: 0, building: false });
});

test('while what is left can not be read, nothing is quoted', async () => {
  await one.ask();
  await database.asOwner((owner) =>
    sql`alter table freight.departure_capacity rename to gone`.execute(owner),
  );
  one.quotes.reread();
  await soon(async () => {
    const answer = await one.quotes.quote({ from: 'Urumqi', to: 'Almaty', teu: 2 }, { lang: 'en' });
    expect(isRefusal(answer) && answer.code).toBe('ledger-away');
  });
});
