import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../../platform/clock.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { Booking, BookingRow, BookingState } from './api.ts';
import type { Terms } from './terms.ts';
import { type Ask, asking, smallTrains, testServer, wayFor } from './testing.ts';
import { openTestSite, type TestSite } from './testing-site.ts';

interface Page {
  items: BookingRow[];
  next: string | null;
  counts: Record<BookingState, number>;
}
const clock = manualClock(new Date());
let site: TestSite;
let database: TestSite['database'];
let server: TestSite['server'];
let forwarder: SignedIn;
let ask: Ask;

beforeAll(async () => {
  site = await openTestSite(smallTrains(100), { clock });
  ({ database, server } = site);
});
afterAll(() => site.close());
beforeEach(async () => {
  forwarder = await signedIn(database, { roles: ['forwarder'] });
  ask = asking(server.app, forwarder);
});
const book = async (days: number, reference = '') => {
  const { body } = await wayFor(ask, 1, { days, now: clock.now() });
  return (await ask('POST', '/bookings', { ...body, reference }, { 'idempotency-key': newId() })).body;
};
const confirm = async ({ id, version }: Booking) =>
  (await ask('POST', `/bookings/${id}/confirm`, { version })).body;
const board = async (query = '') => (await ask<Page>('GET', `/bookings${query}`)).body;
const ids = ({ items }: Page) => items.map(({ id }) => id);

describe('the board', () => {
  test('begins with what has to be done soonest and ends with what is over', async () => {
    const late = await confirm(await book(20));
    const soon = await confirm(await book(5));
    const over = await book(5);
    await ask('POST', `/bookings/${over.id}/cancel`, { version: 1 });
    const held = await book(20);
    expect(ids(await board())).toEqual([held.id, soon.id, late.id, over.id]);
  });

  test('leads through all pages, each booking once, and counts them by state', async () => {
    const made: string[] = [];
    for (let days = 3; days < 10; days++) made.push((await book(days)).id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await board(`?limit=3${cursor}`);
      expect(page.counts.held).toBe(7);
      seen.push(...ids(page));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen.toSorted()).toEqual(made.toSorted());
    const forged = await ask('GET', '/bookings?cursor=abc');
    expect([forged.status, forged.body.code]).toEqual([400, 'cursor-invalid']);
  });

  test('finds by number, reference and place in any language, and takes % as a character', async () => {
    const one = await book(4, 'PO-77 50%');
    const two = await book(4, 'PO-78');
    expect(ids(await board(`?query=${one.number.toLowerCase()}`))).toEqual([one.id]);
    expect(ids(await board('?query=PO-78'))).toEqual([two.id]);
    expect(ids(await board(`?query=${encodeURIComponent('50%')}`))).toEqual([one.id]);
    expect(ids(await board(`?query=${encodeURIComponent('天津 PO-77')}`))).toEqual([one.id]);
    expect(ids(await board(`?query=${encodeURIComponent('P%7')}`))).toEqual([]);
  });

  test('shows a hold as expired when its time is up, before anybody has written that down', async () => {
    const { id } = await book(4);
    clock.pass(15 * 60_000);
    expect(await board('?state=expired')).toMatchObject({
      items: [{ id, state: 'expired', heldUntil: null, actions: [] }],
      counts: { held: 0, expired: 1 },
    });
    expect(ids(await board('?state=held'))).toEqual([]);
  });
});

describe('terms', () => {
  test('are the operator’s to state, each version once, and bookings keep theirs', async () => {
    const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
    const before = await confirm(await book(6));
    expect(before.terms).toMatchObject({ fees: [{ percent: 0, until: before.terms.cancelUntil }], note: '' });
    const { body: terms } = await operator<Terms>('GET', '/booking-terms');
    expect(terms).toEqual({ holdMinutes: 15, offerMinutes: 120, fees: [], note: '', version: 0 });
    const fees = [
      { hoursBefore: 24, percent: 50 },
      { hoursBefore: 72, percent: 20 },
    ];
    const stated = await operator('PUT', '/booking-terms', {
      ...terms,
      holdMinutes: 60,
      fees,
      note: 'As agreed.',
    });
    expect(stated).toMatchObject({ status: 200, body: { version: 1 } });
    const stale = await operator('PUT', '/booking-terms', { ...terms, holdMinutes: 30 });
    expect([stale.status, stale.body.code]).toEqual([409, 'terms-changed']);
    expect((await ask('PUT', '/booking-terms', { ...terms, version: 1 })).status).toBe(403);

    const after = await book(6);
    expect(Date.parse(after.heldUntil!) - Date.parse(after.now)).toBe(3_600_000);
    const departure = Date.parse(after.departure);
    expect(after.terms.fees).toEqual([
      { until: new Date(departure - 72 * 3_600_000).toISOString(), percent: 0 },
      { until: new Date(departure - 24 * 3_600_000).toISOString(), percent: 20 },
      { until: after.terms.cancelUntil, percent: 50 },
    ]);
    expect((await ask('GET', `/bookings/${before.id}`)).body.terms).toEqual(before.terms);
  });

  test('what cancelling cost stands in the history; a hold is given back for nothing', async () => {
    const [confirmed, held] = [await confirm(await book(6)), await book(6)];
    clock.set(new Date(Date.parse(confirmed.departure) - 48 * 3_600_000));
    const cancelled = (await ask('POST', `/bookings/${confirmed.id}/cancel`, { version: 2 })).body;
    expect(cancelled.history.at(-1)).toMatchObject({ what: 'cancelled', detail: '20 %' });
    expect((await ask('GET', `/bookings/${held.id}`)).body.state).toBe('expired');
    const again = await book(3);
    const free = (await ask('POST', `/bookings/${again.id}/cancel`, { version: 1 })).body;
    expect(free.history.at(-1)).toMatchObject({ what: 'cancelled', detail: '' });
  });
});

test('what the operator cancels costs nobody anything, whatever the terms say', async () => {
  const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
  const { body: terms } = await operator<Terms>('GET', '/booking-terms');
  const fees = [{ hoursBefore: 8_760, percent: 50 }];
  expect((await operator('PUT', '/booking-terms', { ...terms, fees })).status).toBe(200);
  const booking = await confirm(await book(25));
  expect(booking.terms.fees.at(-1)?.percent).toBe(50);
  const path = `/departures/${encodeURIComponent(booking.rides[0]!.run)}/capacity`;
  expect((await operator('PUT', path, { cancelled: true })).status).toBe(200);
  const seen = (await ask('GET', `/bookings/${booking.id}`)).body;
  expect(seen.terms.fees).toEqual([{ until: booking.terms.cancelUntil, percent: 0 }]);
  const { body } = await ask('POST', `/bookings/${booking.id}/cancel`, { version: booking.version });
  expect(body.history.at(-1)).toMatchObject({ what: 'cancelled', detail: '' });
});

test('a booking of a cancelled train can be moved or cancelled for nothing long after that train should have left', async () => {
  const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
  const [moved, dropped] = [await confirm(await book(12)), await confirm(await book(12))];
  const reinstated = await confirm(await book(6));
  const its = `/departures/${encodeURIComponent(reinstated.rides[0]!.run)}/capacity`;
  for (const cancelled of [true, false]) {
    const { version } = (await operator<{ version: number }>('GET', its)).body;
    expect((await operator('PUT', its, { cancelled, version })).status).toBe(200);
  }
  const path = `/departures/${encodeURIComponent(moved.rides[0]!.run)}/capacity`;
  expect((await operator('PUT', path, { cancelled: true })).status).toBe(200);
  clock.set(new Date(Date.parse(moved.departure) + 86_400_000));
  expect(await board('?state=confirmed')).toMatchObject({
    items: [{ state: 'confirmed' }, { state: 'confirmed' }],
    counts: { confirmed: 2, departed: 1 },
  });
  const seen = (await ask('GET', `/bookings/${moved.id}`)).body;
  expect(seen.actions).toEqual(['amend', 'cancel', 'containers', 'declare']);
  const { body: other } = await wayFor(ask, 1, { days: 5, now: clock.now() });
  const amended = await ask('POST', `/bookings/${moved.id}/amend`, { ...other, version: moved.version });
  expect([amended.status, amended.body.state]).toEqual([200, 'confirmed']);
  expect(Date.parse(amended.body.departure)).toBeGreaterThan(clock.now().getTime());
  const { body } = await ask('POST', `/bookings/${dropped.id}/cancel`, { version: dropped.version });
  expect(body.history.at(-1)).toMatchObject({ what: 'cancelled', detail: '' });
});

describe('the stream', () => {
  const open = async (who: SignedIn) => {
    const response = await server.app.request('/api/v1/bookings/stream', { headers: who.cookie });
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    const next = async () => decoder.decode((await reader!.read()).value);
    return { response, next, close: () => reader!.cancel() };
  };

  test('tells an organisation of its own bookings and of nobody else’s', async () => {
    const stranger = await signedIn(database, { roles: ['forwarder'] });
    const [mine, theirs] = [await open(forwarder), await open(stranger)];
    expect(mine.response.headers.get('content-type')).toMatch('text/event-stream');
    expect(await mine.next()).toContain('event: open');
    expect(await theirs.next()).toContain('event: open');
    const { id } = await book(5);
    expect(await mine.next()).toBe(`event: booking\ndata: {"id":"${id}"}\n\n`);
    const other = asking(server.app, stranger);
    const { body } = await wayFor(other, 1, { days: 5, now: clock.now() });
    const made = await other('POST', '/bookings', body, { 'idempotency-key': newId() });
    expect(await theirs.next()).toContain(made.body.id);
    await Promise.all([mine.close(), theirs.close()]);
  });

  test('has room for a dozen pages of one person, and again when one is closed', async () => {
    const pages = await Promise.all(Array.from({ length: 12 }, () => open(forwarder)));
    expect((await ask('GET', '/bookings/stream')).body.code).toBe('streams-many');
    await pages[0]?.close();
    const page = await open(forwarder);
    expect(page.response.status).toBe(200);
    await Promise.all([...pages.slice(1), page].map(({ close }) => close()));
  });

  test('ends when the server is told to go', async () => {
    const leaving = await testServer(database, smallTrains(100));
    const response = await leaving.app.request('/api/v1/bookings/stream', { headers: forwarder.cookie });
    leaving.app.beginLeaving();
    expect(await response.text()).toContain('event: open');
    await leaving.close();
  });
});
