import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localBus } from '../../../platform/bus.ts';
import { manualClock } from '../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { type App, buildApp } from '../../../platform/http/app.ts';
import type { Role } from '../../../platform/http/permissions.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { root } from '../../../platform/root.ts';
import type { Option } from '../api.ts';
import { bookingsTopic } from '../booking/settle.ts';
import { freightErrors } from '../errors.ts';
import type { CustomsStatus, Declaration } from './api.ts';
import { customsOf } from './of-bookings.ts';
import { customsRoutes } from './routes.ts';
import {
  boxes,
  changeWay,
  firstBorder,
  insertBooking,
  secondBorder,
  testNow,
  testWorld,
  twoBorders,
  wholeContent,
} from './testing.ts';

const bus = localBus();
const heard: unknown[] = [];
let database: TestDatabase;
let app: App;
let way: Option;
let forwarder: SignedIn;
let stranger: SignedIn;
let operator: SignedIn;
let khorgos: SignedIn;
let saryagash: SignedIn;
/** Without an office anywhere. */
let idle: SignedIn;

beforeAll(async () => {
  const at = (module: string, path: string) => ({ module, folder: join(root, 'server/src', path) });
  database = await testDatabase({
    migrations: [
      at('platform', 'platform/migrations'),
      at('corridor', 'corridor/migrations'),
      at('allocation', 'ledgers/allocation/migrations'),
      at('freight', 'modules/freight/migrations'),
    ],
  });
  app = buildApp({
    modules: [
      {
        name: 'freight',
        errors: freightErrors,
        routes: customsRoutes({ corridor: () => testWorld, database: () => database, bus: () => bus }),
      },
    ],
    clock: manualClock(testNow.toISOString()),
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
    identify: identifyIn(database),
  });
  way = await twoBorders();
  const as = (roles: Role[], name: string) => signedIn(database, { roles, name });
  forwarder = await as(['forwarder'], 'Farida');
  stranger = await as(['forwarder'], 'Sanjar');
  operator = await as(['operator'], 'Oralbek');
  khorgos = await as(['customs'], 'Kairat');
  saryagash = await as(['customs'], 'Saule');
  idle = await as(['customs'], 'Ivan');
  for (const [who, crossing] of [
    [khorgos, firstBorder],
    [saryagash, secondBorder],
  ] as const)
    await sql`insert into freight.customs_office values (${who.organisation.id}, ${crossing})`.execute(
      database.db,
    );
});
afterAll(() => database?.drop());

let booking: string;
beforeEach(async () => {
  booking = await insertBooking(database, { organisation: forwarder.organisation, option: way });
});

const ask = async (who: SignedIn | null, method: string, path: string, body?: unknown) => {
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: { ...who?.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code: answer.code as string | undefined, answer };
};
const read = async (who: SignedIn, id = booking) => ask(who, 'GET', `/bookings/${id}/declaration`);
const write = (content: unknown, version: number, who = forwarder, id = booking) =>
  ask(who, 'PUT', `/bookings/${id}/declaration`, { content, version });
const set = (who: SignedIn, crossing: string, status: CustomsStatus, version: number, rest: object = {}) =>
  ask(who, 'POST', `/bookings/${booking}/borders/${crossing}/status`, { status, version, ...rest });
const statuses = async (id = booking) => {
  const { answer } = await read(operator, id);
  return (answer as Declaration).borders.map(({ status }) => status);
};
const good = async (promise: ReturnType<typeof ask>) => {
  const { status, answer } = await promise;
  expect([status, answer.detail]).toEqual([200, undefined]);
  return answer as Declaration;
};
/** Written and lodged at both borders: version 3. */
async function lodged() {
  await good(write(wholeContent(), 0));
  await good(set(forwarder, firstBorder, 'lodged', 1));
  return good(set(forwarder, secondBorder, 'lodged', 2));
}

test('from nothing to released: written, lodged, held with a reason, released, and every step told', async () => {
  const empty = await good(read(forwarder));
  expect(empty).toMatchObject({ version: 0, content: { lines: [], documents: [] } });
  expect(empty.missing.length).toBeGreaterThan(5);
  expect(
    empty.borders.map(({ crossing, fromCountry, toCountry, status, next }) => [
      crossing,
      fromCountry,
      toCountry,
      status,
      next,
    ]),
  ).toEqual([
    [firstBorder, 'CN', 'KZ', 'not-lodged', ['lodged']],
    [secondBorder, 'KZ', 'UZ', 'not-lodged', ['lodged']],
  ]);
  expect(empty.borders[0]?.expectedAt).toBe(
    new Date(way.legs.find(({ crossing }) => crossing)!.departure).toISOString(),
  );

  const written = await good(write(wholeContent(), 0));
  expect(written).toMatchObject({ version: 1, missing: [], content: wholeContent() });
  await good(set(forwarder, firstBorder, 'lodged', 1, { reference: 'D-77' }));
  await good(set(khorgos, firstBorder, 'held', 2, { note: 'Seal does not match' }));
  const released = await good(set(khorgos, firstBorder, 'released', 3, { reference: 'KZ-1' }));
  expect(released.version).toBe(4);
  const [first] = (await good(read(forwarder))).borders;
  expect(first?.status).toBe('released');
  expect(first?.history.map(({ status, by, reference, note }) => [status, by, reference, note])).toEqual([
    ['lodged', 'Farida', 'D-77', ''],
    ['held', khorgos.organisation.name, '', 'Seal does not match'],
    ['released', khorgos.organisation.name, 'KZ-1', ''],
  ]);
  expect(await statuses()).toEqual(['released', 'not-lodged']);
});

test('nothing is lodged while something is missing, and what is missing is said', async () => {
  expect((await set(forwarder, firstBorder, 'lodged', 0)).code).toBe('declaration-incomplete');
  await good(write(wholeContent({ documents: [] }), 0));
  const refused = await set(forwarder, firstBorder, 'lodged', 1);
  expect([refused.status, refused.code]).toEqual([422, 'declaration-incomplete']);
  expect(refused.answer.faults).toMatchObject([{ at: '/documents' }, { at: '/documents' }]);
  expect(await statuses()).toEqual(['not-lodged', 'not-lodged']);
});

test('a changed declaration has to be lodged again where it was lodged or held, not where it was released', async () => {
  await lodged();
  await good(set(khorgos, firstBorder, 'released', 3));
  await good(set(saryagash, secondBorder, 'held', 4, { note: 'Value?' }));
  const changed = await good(write(wholeContent({ incotermPlace: 'Chukursay' }), 5));
  expect(changed.borders.map(({ status }) => status)).toEqual(['released', 'not-lodged']);
  expect(changed.borders[1]?.history.map(({ status }) => status)).toEqual(['lodged', 'held', 'not-lodged']);
  expect((await set(saryagash, secondBorder, 'released', 6)).code).toBe('declaration-not-lodged');
  await good(set(forwarder, secondBorder, 'lodged', 6));
  await good(set(saryagash, secondBorder, 'released', 7));
});

test('the same written or set once more changes nothing; an older version is refused', async () => {
  await good(write(wholeContent(), 0));
  expect((await good(write(wholeContent(), 0))).version).toBe(1);
  expect((await good(write(wholeContent(), 1))).version).toBe(1);
  expect((await write(wholeContent({ incoterm: 'DAP' }), 0)).code).toBe('declaration-changed');
  await good(set(forwarder, firstBorder, 'lodged', 1));
  expect((await good(set(forwarder, firstBorder, 'lodged', 1))).version).toBe(2);
  expect((await set(forwarder, firstBorder, 'lodged', 1, { reference: 'other' })).code).toBe(
    'declaration-changed',
  );
  expect((await set(forwarder, firstBorder, 'lodged', 2)).code).toBe('status-impossible');
});

describe('who may', () => {
  test('strangers, offices elsewhere and offices nowhere are told there is no such booking', async () => {
    await good(write(wholeContent(), 0));
    for (const who of [stranger, idle]) expect((await read(who)).code).toBe('booking-not-found');
    for (const path of ['nonsense', '018f0000-0000-7000-8000-000000000000'])
      expect((await read(forwarder, path)).code).toBe('booking-not-found');
    expect((await write(wholeContent(), 1, stranger)).code).toBe('booking-not-found');
    expect((await set(stranger, firstBorder, 'lodged', 1)).code).toBe('booking-not-found');
    expect((await write(wholeContent(), 1, operator)).code).toBe('not-permitted');
    expect((await set(operator, firstBorder, 'lodged', 1)).code).toBe('not-permitted');
    expect((await ask(null, 'GET', `/bookings/${booking}/declaration`)).code).toBe('not-signed-in');
  });

  test('a draft is not for offices; lodged, each office reads it and what concerns itself', async () => {
    await good(write(wholeContent(), 0));
    expect((await read(khorgos)).code).toBe('declaration-not-lodged');
    await good(set(forwarder, firstBorder, 'lodged', 1, { note: 'for Khorgos' }));
    const seen = await good(read(khorgos));
    expect(seen.content).toEqual(wholeContent());
    expect(seen.borders[0]?.history[0]).toMatchObject({
      by: forwarder.organisation.name,
      note: 'for Khorgos',
    });
    expect((await read(saryagash)).code).toBe('declaration-not-lodged');
    await good(set(forwarder, secondBorder, 'lodged', 2));
    const other = await good(read(saryagash));
    expect(other.borders.map(({ history, next }) => [history.length, next])).toEqual([
      [0, []],
      [1, ['held', 'released']],
    ]);
  });

  test('an office decides at its own border only, a forwarder nowhere, and nobody on their own booking', async () => {
    await lodged();
    expect((await set(khorgos, secondBorder, 'released', 3)).code).toBe('status-impossible');
    expect((await set(forwarder, firstBorder, 'released', 3)).code).toBe('status-impossible');
    expect((await set(khorgos, firstBorder, 'lodged', 3)).code).toBe('status-impossible');
    const broker = await signedIn(database, { roles: ['forwarder', 'customs'] });
    await sql`insert into freight.customs_office values (${broker.organisation.id}, ${firstBorder})`.execute(
      database.db,
    );
    booking = await insertBooking(database, { organisation: broker.organisation, option: way });
    await good(write(wholeContent(), 0, broker));
    await good(set(broker, firstBorder, 'lodged', 1));
    expect((await set(broker, firstBorder, 'released', 2)).code).toBe('status-impossible');
    await good(set(khorgos, firstBorder, 'released', 2));
  });

  test('a system with a token decides as a person does', async () => {
    await lodged();
    const response = await app.request(`/api/v1/bookings/${booking}/borders/${firstBorder}/status`, {
      method: 'POST',
      headers: { ...khorgos.bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'released', version: 3 }),
    });
    expect(response.status).toBe(200);
  });
});

test('of ten who decide at once, one has decided and nine are told that it has changed', async () => {
  await lodged();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      set(khorgos, firstBorder, index % 2 ? 'held' : 'released', 3, { note: `officer ${index}` }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'declaration-changed')).toHaveLength(9);
  expect((await good(read(khorgos))).borders[0]?.history).toHaveLength(2);
});

test('of ten who write a first declaration at once, one has', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => write(wholeContent({ incotermPlace: `Place ${index}` }), 0)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'declaration-changed')).toHaveLength(9);
});

test('a hold may be declared for and not lodged; what has ended may not be declared for', async () => {
  const later = new Date(testNow.getTime() + 60_000);
  booking = await insertBooking(database, {
    organisation: forwarder.organisation,
    option: way,
    state: 'held',
    heldUntil: later,
  });
  await good(write(wholeContent(), 0));
  expect((await set(forwarder, firstBorder, 'lodged', 1)).code).toBe('booking-not-confirmed');
  for (const [state, heldUntil] of [
    ['held', testNow],
    ['cancelled', undefined],
    ['expired', undefined],
    ['waiting', undefined],
  ] as const) {
    booking = await insertBooking(database, {
      organisation: forwarder.organisation,
      option: way,
      state,
      ...(heldUntil && { heldUntil }),
    });
    expect([state, (await write(wholeContent(), 0)).code]).toEqual([state, 'booking-closed']);
  }
});

test('an amended way keeps the status of borders it still crosses', async () => {
  await lodged();
  const only = (crossing: string) => ({
    legs: way.legs.filter((leg) => leg.crossing === null || leg.crossing.id === crossing),
  });
  await changeWay(database, booking, only(secondBorder));
  expect((await good(read(forwarder))).borders.map(({ crossing, status }) => [crossing, status])).toEqual([
    [secondBorder, 'lodged'],
  ]);
  expect((await read(khorgos)).code).toBe('booking-not-found');
  expect((await set(forwarder, firstBorder, 'lodged', 3)).code).toBe('border-not-on-way');
  await changeWay(database, booking, way);
  expect(await statuses()).toEqual(['lodged', 'lodged']);
});

test('every change is in the audit log, and a refused one is not', async () => {
  await lodged();
  await set(khorgos, firstBorder, 'held', 3);
  await good(set(khorgos, firstBorder, 'held', 3, { note: 'why' }));
  await good(write(wholeContent({ incoterm: 'DAP' }), 4));
  const { rows } = await sql<{ what: string; person_name: string; after: unknown }>`
    select what, person_name, after from audit.entry where subject = ${`booking:${booking}`} order by at, id`.execute(
    database.db,
  );
  expect(rows.map(({ what, person_name }) => [what, person_name])).toEqual([
    ['declaration.written', 'Farida'],
    ['declaration.lodged', 'Farida'],
    ['declaration.lodged', 'Farida'],
    ['declaration.held', 'Kairat'],
    ['declaration.changed', 'Farida'],
  ]);
  expect(rows[4]?.after).toMatchObject({ takenBack: [firstBorder, secondBorder] });
});

test('boards hear of what has changed, and of nothing else', async () => {
  const leave = bus.subscribe(bookingsTopic, (message) => heard.push(message));
  await good(write(wholeContent(), 0));
  await good(write(wholeContent(), 0));
  await set(khorgos, firstBorder, 'released', 1);
  await good(set(forwarder, firstBorder, 'lodged', 1));
  leave();
  const told = { id: booking, organisation: forwarder.organisation.id };
  expect(heard).toEqual([told, told]);
});

test('the role that serves can’t rewrite what was told', async () => {
  await lodged();
  for (const statement of [
    sql`update freight.customs_event set note = ''`,
    sql`delete from freight.customs_event`,
    sql`delete from freight.declaration`,
  ])
    await expect(statement.execute(database.db)).rejects.toMatchObject({ code: '42501' });
});

describe('bad input', () => {
  test.each<[string, unknown, string]>([
    [
      'a code of five digits',
      { lines: [{ ...wholeContent().lines[0], hs: '87083' }] },
      '/content/lines/0/hs',
    ],
    ['a negative mass', { lines: [{ ...wholeContent().lines[0], netKg: '-1' }] }, '/content/lines/0/netKg'],
    ['a field nobody knows', { colour: 'red' }, '/content'],
    [
      'a value that is not whole',
      { lines: [{ ...wholeContent().lines[0], valueMinor: 0.5 }] },
      '/content/lines/0/valueMinor',
    ],
    [
      'too many lines',
      { lines: Array.from({ length: 201 }, () => wholeContent().lines[0]) },
      '/content/lines',
    ],
  ])('%s is refused where it is', async (_, content, at) => {
    const refused = await write(content, 0);
    expect([refused.status, refused.code]).toEqual([422, 'body-invalid']);
    expect((refused.answer.faults as { at: string }[])[0]?.at).toContain(at);
    expect((await good(read(forwarder))).version).toBe(0);
  });
  test('a status cannot be set back by hand', async () => {
    await lodged();
    expect((await set(khorgos, firstBorder, 'not-lodged', 3)).code).toBe('body-invalid');
  });
});

describe('the queue', () => {
  type Page = {
    items: {
      number: string;
      crossing: string;
      status: string;
      expectedAt: string;
      lines: number;
      next: string[];
    }[];
    next: string | null;
  };
  const queue = async (who: SignedIn, query = '') =>
    (await ask(who, 'GET', `/customs?${query}`)).answer as unknown as Page;
  /** Every page, two rows each. */
  const all = async (who: SignedIn, query = '') => {
    const items: Page['items'] = [];
    for (let cursor = ''; ; ) {
      const page = await queue(who, `limit=2&${query}${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      if (page.next === null) return items;
      cursor = page.next;
    }
  };

  test('offices see what comes to their borders, forwarders their own, operators all; soonest first, each once', async () => {
    await lodged();
    await insertBooking(database, { organisation: stranger.organisation, option: way });
    await insertBooking(database, {
      organisation: stranger.organisation,
      option: way,
      state: 'held',
      heldUntil: new Date(testNow.getTime() + 60_000),
    });
    const [everything, atKhorgos, ours, theirs] = await Promise.all([
      all(operator),
      all(khorgos),
      all(forwarder),
      all(stranger),
    ]);
    expect(new Set(everything.map(({ number, crossing }) => `${number} ${crossing}`)).size).toBe(
      everything.length,
    );
    expect(everything.map(({ expectedAt }) => expectedAt)).toEqual(
      everything.map(({ expectedAt }) => expectedAt).toSorted(),
    );
    expect(new Set(atKhorgos.map(({ crossing }) => crossing))).toEqual(new Set([firstBorder]));
    expect(theirs).toHaveLength(2);
    expect(ours.length + theirs.length).toBeLessThanOrEqual(everything.length);
    expect(await all(idle)).toEqual([]);
    expect(await all(khorgos, `crossing=${secondBorder}`)).toEqual([]);
    const mine = (await all(khorgos, 'status=lodged')).filter(({ status }) => status === 'lodged');
    expect(mine[0]).toMatchObject({ lines: 1, next: ['held', 'released'] });
    expect((await all(khorgos, 'status=not-lodged')).every(({ next }) => next.length === 0)).toBe(true);
  });

  test('how much is in a draft is not for offices', async () => {
    await good(write(wholeContent(), 0));
    const { answer } = await read(operator);
    const find = async (who: SignedIn) => (await all(who)).find(({ number }) => number === answer.number);
    expect((await find(khorgos))?.lines).toBe(0);
    expect((await find(forwarder))?.lines).toBe(1);
  });

  test('what was released and is past is left out unless it is asked for', async () => {
    await lodged();
    await good(set(khorgos, firstBorder, 'released', 3));
    await sql`update freight.customs_border set expected_at = ${new Date('2026-11-01T00:00:00Z')} where booking = ${booking} and crossing = ${firstBorder}`.execute(
      database.db,
    );
    const { number } = await good(read(operator));
    const has = (items: Page['items']) => items.some((item) => item.number === number);
    expect(has(await all(khorgos))).toBe(false);
    expect(has(await all(khorgos, 'status=released'))).toBe(true);
  });

  test.each([
    'nonsense',
    'MjAyNg',
    Buffer.from('2026-99-99T00:00:00.000Z 018f0000-0000-7000-8000-000000000000 x').toString('base64url'),
  ])('the cursor %s is refused', async (cursor) => {
    expect((await ask(operator, 'GET', `/customs?cursor=${cursor}`)).code).toBe('cursor-invalid');
  });
});

describe('offices', () => {
  const state = (who: SignedIn, organisation: string, crossings: string[]) =>
    ask(who, 'PUT', '/customs-offices', { organisation, crossings });

  test('an operator states where an authority decides, and it counts at once', async () => {
    await lodged();
    const made = await signedIn(database, { roles: ['customs'] });
    expect((await read(made)).code).toBe('booking-not-found');
    const { answer } = await state(operator, made.organisation.id, [firstBorder, firstBorder]);
    expect(answer).toEqual({
      organisation: made.organisation,
      crossings: [{ id: firstBorder, name: 'Khorgos / Altynkol' }],
    });
    await good(set(made, firstBorder, 'released', 3));
    await state(operator, made.organisation.id, [secondBorder]);
    expect((await set(made, firstBorder, 'held', 4, { note: 'again' })).code).toBe('status-impossible');
    const { answer: list } = await ask(operator, 'GET', '/customs-offices');
    expect(list.items).toContainEqual({
      organisation: made.organisation,
      crossings: [{ id: secondBorder, name: expect.any(String) }],
    });
    await state(operator, made.organisation.id, []);
    expect((await read(made)).code).toBe('booking-not-found');
    const { rows } =
      await sql`select before, after from audit.entry where what = 'customs-office.stated' and subject = ${`organisation:${made.organisation.id}`} order by at, id`.execute(
        database.db,
      );
    expect(rows).toEqual([
      { before: { crossings: [] }, after: { crossings: [firstBorder] } },
      { before: { crossings: [firstBorder] }, after: { crossings: [secondBorder] } },
      { before: { crossings: [secondBorder] }, after: { crossings: [] } },
    ]);
  });

  test('only operators, only authorities, only borders there are', async () => {
    for (const who of [forwarder, khorgos])
      expect((await state(who, khorgos.organisation.id, [])).code).toBe('not-permitted');
    expect((await state(operator, 'nobody', [])).code).toBe('customs-office-unknown');
    expect((await state(operator, stranger.organisation.id, [firstBorder])).code).toBe(
      'customs-office-unknown',
    );
    expect((await state(operator, idle.organisation.id, [firstBorder, 'nowhere'])).answer).toMatchObject({
      code: 'crossing-unknown',
      faults: [{ at: '/crossings/1' }],
    });
  });
});

test('bookings are told their borders and whether the declaration is complete, many at once', async () => {
  await lodged();
  const other = await insertBooking(database, { organisation: forwarder.organisation, option: way });
  const asked = [booking, other].map((id) => ({ id, containers: boxes }));
  const found = await customsOf(database.db, asked, { corridor: testWorld, lang: 'en', now: testNow });
  const border = (crossing: string, name: string, status: string) => ({ crossing, name, status });
  const name = 'saryagash – keles';
  expect(found.get(booking)).toEqual({
    complete: true,
    borders: [border(firstBorder, 'Khorgos / Altynkol', 'lodged'), border(secondBorder, name, 'lodged')],
  });
  expect(found.get(other)).toEqual({
    complete: false,
    borders: [
      border(firstBorder, 'Khorgos / Altynkol', 'not-lodged'),
      border(secondBorder, name, 'not-lodged'),
    ],
  });
  const heavier = [{ id: booking, containers: [{ ...boxes[0]!, cargoKg: 25_000 }] }];
  const again = await customsOf(database.db, heavier, { corridor: testWorld, lang: 'en', now: testNow });
  expect(again.get(booking)?.complete).toBe(false);
  expect(await customsOf(database.db, [], { corridor: testWorld, lang: 'en', now: testNow })).toEqual(
    new Map(),
  );
});

test('container numbers and goods are answered to anybody', async () => {
  expect((await ask(null, 'GET', '/containers/csqu%20305438-3')).answer).toMatchObject({
    number: 'CSQU3054383',
    valid: true,
  });
  expect((await ask(null, 'GET', '/containers/CSQU3054384')).answer).toMatchObject({
    valid: false,
    expected: '3',
    fault: 'check-digit',
  });
  expect((await ask(null, 'GET', '/goods?query=8708')).answer).toMatchObject({
    items: [{ hs: '8708', parent: '87' }],
  });
  expect((await ask(null, 'GET', '/goods?query=')).code).toBe('query-invalid');
});
