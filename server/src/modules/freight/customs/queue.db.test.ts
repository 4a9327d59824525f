import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import type { CustomsStatus } from './api.ts';
import { customsOf } from './of-bookings.ts';
import {
  boxes,
  type Customs,
  firstBorder,
  good,
  insertBooking,
  openCustoms,
  secondBorder,
  testNow,
  testWorld,
  told,
  wholeContent,
} from './testing.ts';

let open: Customs;
let forwarder: SignedIn;
let stranger: SignedIn;
let operator: SignedIn;
let khorgos: SignedIn;
let idle: SignedIn;
beforeAll(async () => {
  open = await openCustoms();
  ({ forwarder, stranger, operator, khorgos, idle } = open);
});
afterAll(() => open?.database.drop());

let booking: string;
beforeEach(async () => {
  booking = await insertBooking(open.database, { organisation: forwarder.organisation, option: open.way });
});

const read = (who: SignedIn) => open.read(who, booking);
const write = (content: unknown, version: number, who = forwarder) =>
  open.write(who, booking, content, version);
const set = (who: SignedIn, crossing: string, status: CustomsStatus, version: number, rest: object = {}) =>
  open.set(who, booking, crossing, status, version, rest);
/** Written and lodged at both borders: version 3. */
async function lodged() {
  await good(write(wholeContent(), 0));
  await good(set(forwarder, firstBorder, 'lodged', 1));
  return good(set(forwarder, secondBorder, 'lodged', 2));
}

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
    (await open.ask(who, 'GET', `/customs?${query}`)).answer as unknown as Page;
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
    await insertBooking(open.database, { organisation: stranger.organisation, option: open.way });
    await insertBooking(open.database, {
      organisation: stranger.organisation,
      option: open.way,
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
      open.database.db,
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
    expect((await open.ask(operator, 'GET', `/customs?cursor=${cursor}`)).code).toBe('cursor-invalid');
  });
});

describe('offices', () => {
  const state = (who: SignedIn, organisation: string, crossings: string[]) =>
    open.ask(who, 'PUT', '/customs-offices', { organisation, crossings });

  test('an operator states where an authority decides, and it counts at once', async () => {
    await lodged();
    const made = await signedIn(open.database, { roles: ['customs'] });
    expect((await read(made)).code).toBe('booking-not-found');
    const { answer } = await state(operator, made.organisation.id, [firstBorder, firstBorder]);
    expect(answer).toEqual({
      organisation: made.organisation,
      crossings: [{ id: firstBorder, name: 'Khorgos / Altynkol' }],
    });
    await good(set(made, firstBorder, 'released', 3));
    await state(operator, made.organisation.id, [secondBorder]);
    expect((await set(made, firstBorder, 'held', 4, { note: 'again' })).code).toBe('status-impossible');
    const { answer: list } = await open.ask(operator, 'GET', '/customs-offices');
    expect(list.items).toContainEqual({
      organisation: made.organisation,
      crossings: [{ id: secondBorder, name: expect.any(String) }],
    });
    await state(operator, made.organisation.id, []);
    expect((await read(made)).code).toBe('booking-not-found');
    const what = 'customs-office.stated';
    const entries = await told(open.database, `organisation:${made.organisation.id}`);
    expect(entries.map(({ what, before, after }) => ({ what, before, after }))).toEqual([
      { what, before: { crossings: [] }, after: { crossings: [firstBorder] } },
      { what, before: { crossings: [firstBorder] }, after: { crossings: [secondBorder] } },
      { what, before: { crossings: [secondBorder] }, after: { crossings: [] } },
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
  const other = await insertBooking(open.database, {
    organisation: forwarder.organisation,
    option: open.way,
  });
  const asked = [booking, other].map((id) => ({ id, containers: boxes }));
  const found = await customsOf(open.database.db, asked, { corridor: testWorld, lang: 'en', now: testNow });
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
  const again = await customsOf(open.database.db, heavier, { corridor: testWorld, lang: 'en', now: testNow });
  expect(again.get(booking)?.complete).toBe(false);
  expect(await customsOf(open.database.db, [], { corridor: testWorld, lang: 'en', now: testNow })).toEqual(
    new Map(),
  );
});

test('container numbers and goods are answered to anybody', async () => {
  expect((await open.ask(null, 'GET', '/containers/csqu%20305438-3')).answer).toMatchObject({
    number: 'CSQU3054383',
    valid: true,
  });
  expect((await open.ask(null, 'GET', '/containers/CSQU3054384')).answer).toMatchObject({
    valid: false,
    expected: '3',
    fault: 'check-digit',
  });
  expect((await open.ask(null, 'GET', '/goods?query=8708')).answer).toMatchObject({
    items: [{ hs: '8708', parent: '87' }],
  });
  expect((await open.ask(null, 'GET', '/goods?query=')).code).toBe('query-invalid');
});
