import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import type { Container } from '../booking/api.ts';
import { bookingsTopic } from '../booking/settle.ts';
import type { CustomsStatus } from './api.ts';
import {
  boxes,
  type Customs,
  changeBoxes,
  changeWay,
  firstBorder,
  good,
  insertBooking,
  openCustoms,
  secondBorder,
  stateOffice,
  testNow,
  told,
  wholeContent,
} from './testing.ts';

let open: Customs;
let forwarder: SignedIn;
let stranger: SignedIn;
let operator: SignedIn;
let khorgos: SignedIn;
let saryagash: SignedIn;
let idle: SignedIn;
beforeAll(async () => {
  open = await openCustoms();
  ({ forwarder, stranger, operator, khorgos, saryagash, idle } = open);
});
afterAll(() => open?.database.drop());

let booking: string;
beforeEach(async () => {
  booking = await insertBooking(open.database, { organisation: forwarder.organisation, option: open.way });
});

const read = (who: SignedIn, id = booking) => open.read(who, id);
const write = (content: unknown, version: number, who = forwarder) =>
  open.write(who, booking, content, version);
const set = (who: SignedIn, crossing: string, status: CustomsStatus, version: number, rest: object = {}) =>
  open.set(who, booking, crossing, status, version, rest);
const statuses = async () => (await good(read(operator))).borders.map(({ status }) => status);
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
    new Date(open.way.legs.find(({ crossing }) => crossing)!.departure).toISOString(),
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

test('every content there was can be seen again, by an office that had it before it', async () => {
  await lodged();
  await good(set(khorgos, firstBorder, 'released', 3));
  await good(write(wholeContent({ incoterm: 'DAP' }), 4));
  await good(write(wholeContent({ incoterm: 'DDP' }), 5));
  const at = (who: SignedIn, version: number) =>
    open.ask(who, 'GET', `/bookings/${booking}/declaration?version=${version}`);
  const terms = async (who: SignedIn, version: number) => {
    const { content, contentVersion, version: current } = await good(at(who, version));
    return [content.incoterm, contentVersion, current];
  };
  expect(await terms(forwarder, 3)).toEqual(['CPT', 1, 6]);
  expect(await terms(forwarder, 5)).toEqual(['DAP', 5, 6]);
  expect(await terms(operator, 6)).toEqual(['DDP', 6, 6]);
  expect((await at(forwarder, 7)).code).toBe('declaration-version-unknown');
  expect((await at(forwarder, 0)).code).toBe('query-invalid');
  expect(await terms(khorgos, 4)).toEqual(['CPT', 1, 6]);
  expect(await terms(saryagash, 3)).toEqual(['CPT', 1, 6]);
  // Drafts of after, and versions at which nothing became of it there.
  for (const [who, version] of [
    [khorgos, 5],
    [khorgos, 1],
    [saryagash, 4],
    [saryagash, 5],
    [saryagash, 6],
  ] as const)
    expect((await at(who, version)).code).toBe('declaration-not-lodged');
  expect((await at(idle, 3)).code).toBe('booking-not-found');
  expect((await good(read(forwarder))).borders[0]?.history.map(({ version }) => version)).toEqual([2, 4]);
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
    expect((await open.ask(null, 'GET', `/bookings/${booking}/declaration`)).code).toBe('not-signed-in');
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
    const broker = await signedIn(open.database, { roles: ['forwarder', 'customs'] });
    await stateOffice(open.database, broker, firstBorder);
    booking = await insertBooking(open.database, { organisation: broker.organisation, option: open.way });
    await good(write(wholeContent(), 0, broker));
    await good(set(broker, firstBorder, 'lodged', 1));
    expect((await set(broker, firstBorder, 'released', 2)).code).toBe('status-impossible');
    await good(set(khorgos, firstBorder, 'released', 2));
  });

  test('a system with a token decides as a person does', async () => {
    await lodged();
    const response = await open.app.request(`/api/v1/bookings/${booking}/borders/${firstBorder}/status`, {
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
  booking = await insertBooking(open.database, {
    organisation: forwarder.organisation,
    option: open.way,
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
    booking = await insertBooking(open.database, {
      organisation: forwarder.organisation,
      option: open.way,
      state,
      ...(heldUntil && { heldUntil }),
    });
    expect([state, (await write(wholeContent(), 0)).code]).toEqual([state, 'booking-closed']);
  }
});

test('an amended way keeps the status of borders it still crosses', async () => {
  await lodged();
  const only = (crossing: string) => ({
    legs: open.way.legs.filter((leg) => leg.crossing === null || leg.crossing.id === crossing),
  });
  await changeWay(open.database, booking, only(secondBorder));
  expect((await good(read(forwarder))).borders.map(({ crossing, status }) => [crossing, status])).toEqual([
    [secondBorder, 'lodged'],
  ]);
  expect((await read(khorgos)).code).toBe('booking-not-found');
  expect((await set(forwarder, firstBorder, 'lodged', 3)).code).toBe('border-not-on-way');
  await changeWay(open.database, booking, open.way);
  expect(await statuses()).toEqual(['lodged', 'lodged']);
  await changeWay(open.database, booking, { legs: [...open.way.legs, ...open.way.legs] });
  expect(await statuses()).toEqual(['lodged', 'lodged']);
});

test('boxes that are changed take back what was lodged for them; a mass verified or a number that was to come do not', async () => {
  const [box] = boxes as [Container];
  const { number: _, ...unnumbered } = box;
  booking = await insertBooking(open.database, {
    organisation: forwarder.organisation,
    option: open.way,
    containers: [unnumbered],
  });
  await lodged();
  await good(set(khorgos, firstBorder, 'released', 3));
  await changeBoxes(open.database, booking, [{ ...box, vgmKg: 24_000 }]);
  expect(await statuses()).toEqual(['released', 'lodged']);
  for (const changed of [
    { ...box, number: 'TOLU4734787' },
    { ...box, cargoKg: 20_100 },
    { ...box, goods: [{ hs: '870830', description: '' }] },
  ]) {
    await changeBoxes(open.database, booking, [changed]);
    expect(await statuses()).toEqual(['released', 'not-lodged']);
    const { version, borders } = await good(read(forwarder));
    expect(borders[1]?.history.at(-1)).toMatchObject({ status: 'not-lodged', by: 'Serai' });
    expect((await set(saryagash, secondBorder, 'released', version - 1)).code).toBe('declaration-not-lodged');
    await good(set(forwarder, secondBorder, 'lodged', version));
    await changeBoxes(open.database, booking, [changed]);
    expect(await statuses()).toEqual(['released', 'lodged']);
  }
});

test('every change is in the audit log, and a refused one is not', async () => {
  await lodged();
  await set(khorgos, firstBorder, 'held', 3);
  await good(set(khorgos, firstBorder, 'held', 3, { note: 'why' }));
  await good(write(wholeContent({ incoterm: 'DAP' }), 4));
  const entries = await told(open.database, `booking:${booking}`);
  expect(entries.map(({ what, personName }) => [what, personName])).toEqual([
    ['declaration.written', 'Farida'],
    ['declaration.lodged', 'Farida'],
    ['declaration.lodged', 'Farida'],
    ['declaration.held', 'Kairat'],
    ['declaration.changed', 'Farida'],
  ]);
  expect(entries[4]?.after).toMatchObject({ takenBack: [firstBorder, secondBorder] });
});

test('boards hear of what has changed, and of nothing else', async () => {
  const heard: unknown[] = [];
  const leave = open.bus.subscribe(bookingsTopic, (message) => heard.push(message));
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
    sql`update freight.declaration_content set content = '{}'`,
    sql`delete from freight.declaration`,
  ])
    await expect(statement.execute(open.database.db)).rejects.toMatchObject({ code: '42501' });
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
  test.each([
    ['a NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('%s in a text is refused, not an error of ours', async (_, description) => {
    const refused = await write(wholeContent({ lines: [{ ...wholeContent().lines[0]!, description }] }), 0);
    expect([refused.status, refused.code]).toEqual([422, 'body-invalid']);
    const note = { note: description };
    expect((await set(forwarder, firstBorder, 'lodged', 0, note)).code).toBe('body-invalid');
  });
  test('a status cannot be set back by hand', async () => {
    await lodged();
    expect((await set(khorgos, firstBorder, 'not-lodged', 3)).code).toBe('body-invalid');
  });
});
