import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Allocation, openAllocation } from '../../../ledgers/allocation/index.ts';
import type { AuditEntry } from '../../../platform/audit/api.ts';
import { audit } from '../../../platform/audit/index.ts';
import { localBus } from '../../../platform/bus.ts';
import { manualClock } from '../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { type App, buildApp } from '../../../platform/http/app.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { PlanAnswer, Run } from '../api.ts';
import { freight } from '../index.ts';
import { buildNetwork } from '../network.ts';
import { plan } from '../plan.ts';
import { packOnly } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import type { DepartureCapacity, Lanes, ServiceCapacity } from './api.ts';
import { type Departure, departureOf, poolId } from './departure.ts';
import { capacityWorld, departuresOf, freightMigrations, openServer } from './testing.ts';

const clock = manualClock(new Date());
const now = clock.now();
const corridor = capacityWorld();
const network = buildNetwork(corridor, minuteOf(now));
const [first, second, third] = departuresOf(network, 'tianjin-tashkent', now) as [
  Departure,
  Departure,
  Departure,
];
let database: TestDatabase;
let ledger: Allocation;
let app: App;
const bus = localBus();
const heard: unknown[] = [];
bus.subscribe('freight.capacity', (payload) => heard.push(payload));
const people: Record<string, SignedIn> = {};

beforeAll(async () => {
  database = await testDatabase({ migrations: freightMigrations });
  ledger = openAllocation(database, { log: pino({ level: 'silent' }) });
  for (const role of ['operator', 'forwarder', 'analyst', 'customs'] as const)
    people[role] = await signedIn(database, { roles: [role] });
  // As when a server starts: the module is made first, and its parts are opened after.
  const parts = packOnly(corridor);
  parts.corridor = parts.database as never;
  const module = freight(parts);
  Object.assign(parts, {
    corridor: () => corridor,
    database: () => database,
    allocation: () => ledger,
    bus: () => bus,
  });
  app = buildApp({
    modules: [audit({ database: () => database }), module],
    clock,
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
    identify: identifyIn(database),
  });
});
afterAll(async () => {
  await ledger.close();
  await database.drop();
});

async function ask<Answer>(path: string, { as = 'operator', put }: { as?: string; put?: unknown } = {}) {
  const response = await app.request(`http://localhost/api/v1${path}`, {
    method: put === undefined ? 'GET' : 'PUT',
    headers: { 'content-type': 'application/json', ...people[as]?.cookie },
    ...(put === undefined ? {} : { body: JSON.stringify(put) }),
  });
  return { status: response.status, body: (await response.json()) as Answer & { code?: string } };
}
const auditOf = async ({ run }: Departure) =>
  (
    await ask<{ items: AuditEntry[] }>(`/audit?subject=${encodeURIComponent(`departure:${run}`)}`)
  ).body.items.sort((one, other) => (one.what < other.what ? -1 : 1));
const capacityOf = ({ run }: Departure) => `/departures/${encodeURIComponent(run)}/capacity`;
const planned = async (readyAt: string) => {
  const request = { from: 'tianjin', to: 'chukursay', teu: 2, readyAt };
  const response = await app.request('/api/v1/plans', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return { answer: (await response.json()) as PlanAnswer, own: plan(network, request, { now, lang: 'en' }) };
};

test.each<[string, number, number]>([
  ['operator', 200, 200],
  ['forwarder', 200, 403],
  ['analyst', 200, 403],
  ['customs', 403, 403],
  ['nobody', 401, 401],
])('%s reads capacity with %i and states it with %i', async (as, reads, states) => {
  for (const path of [capacityOf(first), '/service-capacities', '/lanes'])
    expect([path, (await ask(path, { as })).status]).toEqual([path, reads]);
  for (const path of [capacityOf(first), '/service-capacities/tianjin-tashkent'])
    expect([path, (await ask(path, { as, put: {} })).status]).toEqual([path, states]);
});

describe('a departure', () => {
  test('says what it carries on each stretch and where that is from; plugs and mass nobody has stated', async () => {
    const { body } = await ask<DepartureCapacity>(capacityOf(first), { as: 'forwarder' });
    expect(body.segments.map(({ from, to }) => [from.id, to.id])).toEqual(
      first.service.calls.slice(1).map((to, index) => [first.service.calls[index], to]),
    );
    const [teu, plugs, weight] = body.segments[0]!.pools;
    expect(teu).toMatchObject({
      capacity: { value: '100', unit: 'TEU', kind: 'official', evidence: [{ type: 'fact' }] },
      left: 100,
    });
    for (const pool of [plugs, weight])
      expect(pool).toMatchObject({ capacity: { value: null, kind: 'unknown' }, left: null });
  });

  test('stated by an operator opens to the statement, is written in the audit log and told on the bus', async () => {
    heard.length = 0;
    const { body } = await ask<DepartureCapacity>(capacityOf(second), {
      put: { teu: 80, reeferPlugs: 6, cancelled: true },
    });
    expect(body).toMatchObject({ cancelled: true, version: 1 });
    expect(body.segments[0]?.pools[1]).toMatchObject({
      capacity: {
        value: '6',
        kind: 'attested',
        evidence: [{ type: 'observation', id: `departure-capacity:${second.run}`, version: '1' }],
      },
      left: 6,
    });
    const entries = await auditOf(second);
    expect(entries.map(({ what, person, before, after }) => ({ what, person, before, after }))).toEqual([
      { what: 'departure.cancelled', person: people.operator?.person.id, before: null, after: null },
      {
        what: 'departure.capacity-stated',
        person: people.operator?.person.id,
        before: { teu: null, reeferPlugs: null, weightKg: null },
        after: { teu: 80, reeferPlugs: 6, weightKg: null },
      },
    ]);
    expect(heard).toEqual([{ runs: [second.run] }]);
    await ask(capacityOf(second), { put: { cancelled: false, teu: null, reeferPlugs: null } });
  });

  test('stated just as it is stated already changes nothing and is written nowhere', async () => {
    await ask(capacityOf(third), { put: { teu: 70 } });
    const { body } = await ask<DepartureCapacity>(capacityOf(third), { put: { teu: 70, version: 1 } });
    expect([body.version, (await auditOf(third)).length]).toEqual([1, 1]);
    await ask(capacityOf(third), { put: { teu: null } });
  });

  test.each<[string, unknown, number, string]>([
    ['tianjin-tashkent@2026-11-24T09:01:00.000Z', {}, 404, 'run-not-found'],
    ['nowhere', { teu: 1 }, 404, 'run-not-found'],
    ['', { teu: -1 }, 422, 'body-invalid'],
    ['', { teu: 1.5 }, 422, 'body-invalid'],
    ['', { teu: 10_001 }, 422, 'body-invalid'],
    ['', { tue: 1 }, 422, 'body-invalid'],
    ['', { teu: 1, version: 99 }, 409, 'capacity-changed'],
  ])('%s given %j is refused', async (run, put, status, code) => {
    const path = capacityOf(run === '' ? first : { ...first, run });
    expect(await ask(path, { put })).toMatchObject({ status, body: { code } });
    expect((await ask<DepartureCapacity>(capacityOf(first))).body.version).toBe(0);
  });
});

test('a service’s statement is found by its places, counts for its departures and names its goods', async () => {
  const path = '/service-capacities/almaty-tashkent';
  const put = { reeferPlugs: 4, weightKg: 1_500_000, dangerousGoods: ['9', '3'] };
  const { body } = await ask<ServiceCapacity>(path, { put });
  expect(body).toMatchObject({
    teu: { value: '100', kind: 'official' },
    reeferPlugs: { value: '4', kind: 'attested', evidence: [{ id: 'service-capacity:almaty-tashkent' }] },
    dangerousGoods: ['3', '9'],
    stated: true,
    version: 1,
  });
  const found = async (query: string) =>
    (await ask<{ items: ServiceCapacity[] }>(`/service-capacities?${query}`)).body.items.map(
      ({ service }) => service.id,
    );
  expect(await found(`query=${encodeURIComponent('Ташкент')}&lang=ru`)).toEqual([
    'almaty-tashkent',
    'tashkent-tianjin',
    'tianjin-tashkent',
  ]);
  expect(await found('stated=true')).toEqual(['almaty-tashkent']);
  expect(await found('query=almaty%20tashkent&limit=1')).toEqual(['almaty-tashkent']);
  expect(await found('query=atlantis')).toEqual([]);
  const [departure] = departuresOf(network, 'almaty-tashkent', now);
  const { body: its } = await ask<DepartureCapacity>(capacityOf(departure!));
  expect(its.segments[0]?.pools.map(({ left }) => left)).toEqual([100, 4, 1_500_000]);
  expect(await ask(path.replace('almaty', 'nowhere'), { put })).toMatchObject({
    status: 404,
    body: { code: 'service-not-found' },
  });
  for (const wrong of [{ dangerousGoods: ['10'] }, { dangerousGoods: ['three'] }, { weightKg: 1e9 }])
    expect((await ask(path, { put: wrong })).status).toBe(422);
});

describe('plans and departures', () => {
  test('a plan is what it is without a server, and says what is left on each of its trains', async () => {
    const { answer, own } = await planned(new Date((first.departs[0]! - 500) * 60_000).toISOString());
    const rides = answer.options.flatMap((option) => option.rides);
    expect(rides.length).toBeGreaterThan(0);
    for (const ride of rides) {
      expect(ride.left?.teu).toBe(100);
      expect(departureOf(network, ride.run)?.departs[ride.fromCall]).toBe(minuteOf(ride.departure));
    }
    for (const ride of rides) ride.left = null;
    expect(answer).toEqual(own);
  });

  test('what is held and cancelled shows on the plan and on the board', async () => {
    const ids = [0, 1, 2].map((segment) => poolId(first, segment, 'teu'));
    // As a booking would.
    const server = openServer(database, corridor, now);
    const parts = [{ run: first.run, fromCall: 0, toCall: 3 }];
    const need = { teu: 40, reeferPlugs: 0, weightKg: 1, dangerousClasses: [] };
    const lines = await server.capacity.lines(parts, need, now);
    if ('refused' in lines) throw new Error(lines.detail);
    await server.ledger.reserve(lines, { caller: 'test', key: 'plan', ttlSeconds: 900 });
    await server.close();
    expect((await ledger.pools(ids)).map(({ held }) => held)).toEqual([40, 40, 40]);
    await ask(capacityOf(first), { put: { cancelled: true } });

    const { answer } = await planned(new Date((first.departs[0]! - 500) * 60_000).toISOString());
    const ride = answer.options.flatMap((option) => option.rides).find(({ run }) => run === first.run);
    expect(ride).toMatchObject({ left: { teu: 60, reeferPlugs: null, weightKg: null }, cancelled: true });
    const from = new Date(first.minute * 60_000).toISOString();
    const to = new Date((first.minute + 60) * 60_000).toISOString();
    const { body } = await ask<{ items: Run[] }>(`/runs?from=${from}&to=${to}&leaving=true`);
    const shown = body.items.find(({ id }) => id === first.run);
    expect(shown).toMatchObject({ leftTeu: 60, cancelled: true });
    expect(body.items.filter(({ id }) => id !== first.run).every(({ leftTeu }) => leftTeu === 100)).toBe(
      true,
    );
    await ask(capacityOf(first), { put: { cancelled: false } });
  });
});

describe('the heat map', () => {
  const lane = async (query: string) => (await ask<Lanes>(`/lanes?${query}`)).body;

  test('adds up, week by week, what the departures of a lane carry and the stretch of each that is fullest', async () => {
    const monday = new Date(first.minute * 60_000).toISOString().slice(0, 10);
    const { lanes, weeks } = await lane(`from=${monday}&weeks=2`);
    expect(weeks).toHaveLength(2);
    const found = lanes.find(({ id }) => id === 'tianjin--tashkent');
    // Two a week, on Tuesdays and Fridays.
    expect(found?.cells[0]).toEqual({
      departures: 2,
      cancelled: 0,
      capacity: 200,
      held: 40,
      confirmed: 0,
      waiting: 0,
    });
    expect(found?.cells[1]).toMatchObject({ departures: 2, capacity: 200, held: 0 });
    expect(found?.services).toMatchObject([
      {
        id: 'tianjin-tashkent',
        name: 'Tianjin – Tashkent',
        capacity: { value: '100', kind: 'official', evidence: [{ type: 'fact' }] },
      },
    ]);
    const { lanes: plugs } = await lane(`from=${monday}&weeks=1&kind=reefer-plug`);
    expect(plugs.find(({ id }) => id === 'tianjin--tashkent')?.cells[0]?.capacity).toBeNull();
    await ask(capacityOf(first), { put: { cancelled: true } });
    const { lanes: after } = await lane(`from=${monday}&weeks=1`);
    expect(after.find(({ id }) => id === 'tianjin--tashkent')?.cells[0]).toMatchObject({
      departures: 1,
      cancelled: 1,
      capacity: 100,
      held: 0,
    });
  });

  test('of a time no clock shows any more is refused, and of the far past is empty', async () => {
    const late = await ask('/lanes?from=9999-12-31');
    expect([late.status, (late.body as { code?: string }).code]).toEqual([422, 'date-too-far']);
    expect((await lane('from=0001-01-01&weeks=1')).lanes[0]?.cells[0]?.departures).toBe(0);
  });

  test('says how much is waited for, of each booking the most on any stretch', async () => {
    const waits = (quantities: number[]) =>
      sql`insert into freight.booking (id, number, organisation, organisation_name, body_hash, reference, contact, state, way, brief,
          containers, lines, terms, departure, loading_closes_at, search, reservation)
        values (${newId()}, ${newId()}, 'o', 'O', '', '', '{}', 'waiting', '{}', '{}', '[]',
          ${JSON.stringify(quantities.map((quantity, segment) => ({ pool: poolId(third, segment, 'teu'), quantity })))},
          '{}', now(), now(), '', ${newId()})`.execute(database.db);
    await waits([3, 3, 3]);
    await waits([2, 2]);
    const monday = new Date(third.minute * 60_000).toISOString().slice(0, 10);
    const { lanes } = await lane(`from=${monday}&weeks=1`);
    expect(lanes.map(({ id, cells }) => [id, cells[0]?.waiting]).filter(([, teu]) => teu)).toEqual([
      ['tianjin--tashkent', 5],
    ]);
    const { lanes: mass } = await lane(`from=${monday}&weeks=1&kind=weight-kg`);
    expect(mass.every(({ cells }) => cells[0]?.waiting === 0)).toBe(true);
  });

  test('is asked for by place, terminal, name or country, and page by page', async () => {
    const ids = async (query: string) => (await lane(query)).lanes.map(({ id }) => id);
    const all = await ids('weeks=1');
    expect(all).toHaveLength(5);
    const tashkent = ['almaty--tashkent', 'tashkent--tianjin', 'tianjin--tashkent'];
    for (const at of ['tashkent', 'sergeli', 'UZTAS', 'uz', encodeURIComponent('Ташкент')])
      expect([at, await ids(`weeks=1&at=${at}`)]).toEqual([at, tashkent]);
    const { next } = await lane('weeks=1&limit=3');
    expect(await ids(`weeks=1&limit=3&cursor=${next}`)).toEqual(all.slice(3));
  });

  test.each([
    ['at=atlantis', 422, 'place-unknown'],
    ['weeks=11', 400, 'query-invalid'],
    ['from=yesterday', 400, 'query-invalid'],
    ['kind=bananas', 400, 'query-invalid'],
    ['cursor=made-up', 400, 'cursor-invalid'],
  ])('asked with %s is refused', async (query, status, code) => {
    expect(await ask(`/lanes?${query}`)).toMatchObject({ status, body: { code } });
  });
});
