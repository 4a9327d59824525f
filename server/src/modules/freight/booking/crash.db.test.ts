/**
 * A server that dies between two steps: before the ledger was asked, or after it answered and before that was written down. Whoever looks next, and the
 * tending that nobody asks for, finds what became of it.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Allocation, auditAllocation, reservationId } from '../../../ledgers/allocation/index.ts';
import { manualClock } from '../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { Booking } from './api.ts';
import { walkLine } from './line.ts';
import { callerOf } from './settle.ts';
import { tend } from './tend.ts';
import {
  type Ask,
  asking,
  type Body,
  bookingMigrations,
  box,
  boxes,
  smallTrains,
  type TestServer,
  testServer,
  wayFor,
} from './testing.ts';

class Killed extends Error {}
type Call = 'reserve' | 'confirm' | 'release' | 'exchange';
let dies: { at: Call; when: 'before' | 'after' } | null = null;

/** The ledger of a process that ends in the middle of one call; what comes after the call is never done. */
function mortal(ledger: Allocation): Allocation {
  const wrap =
    <Args extends unknown[], Answer>(name: Call, call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      if (dies?.at !== name) return call(...args);
      if (dies.when === 'after') await call(...args);
      throw new Killed();
    };
  return {
    ...ledger,
    reserve: wrap('reserve', ledger.reserve),
    confirm: wrap('confirm', ledger.confirm),
    release: wrap('release', ledger.release),
    exchange: wrap('exchange', ledger.exchange),
  };
}

const clock = manualClock(new Date());
const corridor = smallTrains();
let database: TestDatabase;
/** The one that dies, and the one that goes on. */
let mortals: TestServer;
let server: TestServer;
let forwarder: SignedIn;
let dying: Ask;
let ask: Ask;
let way: Body;
let days: number;

/** A database for each group, since the timetable has only so many trains nobody has booked. */
async function open(): Promise<void> {
  days = 3;
  database = await testDatabase({ migrations: bookingMigrations });
  mortals = await testServer(database, corridor, { clock, seen: mortal });
  server = await testServer(database, corridor, { clock });
}
async function close(): Promise<void> {
  await mortals.close();
  await server.close();
  await database.drop();
}
beforeEach(async () => {
  dies = null;
  forwarder = await signedIn(database, { roles: ['forwarder'] });
  [dying, ask] = [asking(mortals.app, forwarder), asking(server.app, forwarder)];
  ({ body: way } = await wayFor(ask, 4, { days, now: clock.now() }));
  days += 4;
});
afterEach(async () => {
  expect(await auditAllocation(database.db)).toEqual([]);
});
const book = (body: Body = way, key = newId(), as = ask) =>
  as('POST', '/bookings', body, { 'idempotency-key': key });
const seen = async (id: string) => (await ask('GET', `/bookings/${id}`)).body;
const onlyBooking = async () => (await ask<{ items: Booking[] }>('GET', '/bookings')).body.items;
const killed = async (at: Call, when: 'before' | 'after', work: () => Promise<{ status: number }>) => {
  dies = { at, when };
  expect((await work()).status).toBe(500);
  dies = null;
};
/** As a server would that comes up later and is asked by nobody. */
const tended = () => tend(server.parts, { olderSeconds: 0 });

describe.each(['before', 'after'] as const)('killed %s the ledger answers', (when) => {
  beforeAll(open);
  afterAll(close);

  test('a hold is the one booking when it is sent again to another server', async () => {
    const key = newId();
    await killed('reserve', when, () => book(way, key, dying));
    const again = await book(way, key);
    expect([again.status, again.body.state]).toEqual([201, 'held']);
    expect(again.body.history.map(({ what }) => what)).toEqual(['held']);
    expect(again.body.rides.map(({ left }) => left?.teu)).toEqual(again.body.rides.map(() => 6));
  });

  test('a hold nobody sends again is found by tending, and ends by itself', async () => {
    await killed('reserve', when, () => book(way, newId(), dying));
    await tended();
    const [found] = await onlyBooking();
    expect(found).toMatchObject({ state: 'held', teu: 4 });
    clock.pass(15 * 60_000);
    expect(await onlyBooking()).toMatchObject([{ state: 'expired' }]);
    await tended();
    expect((await seen(found!.id)).history.map(({ what }) => what)).toEqual(['held', 'expired']);
  });

  test('a confirmation is done when somebody looks', async () => {
    const { id } = (await book()).body;
    await killed('confirm', when, () => dying('POST', `/bookings/${id}/confirm`, { version: 1 }));
    expect(await seen(id)).toMatchObject({ state: 'confirmed', version: 2 });
  });

  test('a confirmation is done when the board is looked at, before anything else is', async () => {
    const { id } = (await book()).body;
    await killed('confirm', when, () => dying('POST', `/bookings/${id}/confirm`, { version: 1 }));
    await tended();
    expect(await onlyBooking()).toMatchObject([{ id, state: 'confirmed', version: 2 }]);
  });

  test('a cancellation is done, and its places are back', async () => {
    const { id } = (await book()).body;
    await killed('release', when, () => dying('POST', `/bookings/${id}/cancel`, { version: 1 }));
    const found = await seen(id);
    expect(found.state).toBe('cancelled');
    expect(found.rides.map(({ left }) => left?.teu)).toEqual(found.rides.map(() => 10));
    expect(found.history.map(({ what }) => what)).toEqual(['held', 'cancelled']);
  });

  test('an amendment is done once, whoever finishes it', async () => {
    const { id } = (await book()).body;
    // On trains that no other test of these asks for, whatever day of the week it is.
    const { body: other } = await wayFor(ask, 2, { days: days + 20, now: clock.now() });
    const key = { 'idempotency-key': newId() };
    const change = { ...other, version: 1 };
    await killed('exchange', when, () => dying('POST', `/bookings/${id}/amend`, change, key));
    const [found, again] = [await seen(id), await ask('POST', `/bookings/${id}/amend`, change, key)];
    expect(found).toMatchObject({ teu: 2, version: 2, containers: boxes(2) });
    expect([again.status, again.body.version]).toEqual([200, 2]);
    expect(again.body.rides.map(({ left }) => left?.teu)).toEqual(again.body.rides.map(() => 8));
  });

  test('boxes that weigh more are asked for once', async () => {
    const { id } = (await book()).body;
    const containers = [box({ vgmKg: 20_000 }), ...boxes(3)];
    await killed('exchange', when, () =>
      dying('PUT', `/bookings/${id}/containers`, { containers, version: 1 }),
    );
    expect(await seen(id)).toMatchObject({ version: 2, containers: [{ vgmKg: 20_000 }, {}, {}, {}] });
  });

  test('an offer is made, once, by whoever walks the line next', async () => {
    const [one, two] = [(await book()).body, (await book()).body];
    const waiting = (await book({ ...way, onFull: 'wait' })).body;
    expect(waiting.state).toBe('waiting');
    await ask('POST', `/bookings/${one.id}/cancel`, { version: 1 });
    dies = { at: 'reserve', when };
    await expect(walkLine(mortals.parts)).rejects.toThrow(Killed);
    dies = null;
    await tended();
    const found = await seen(waiting.id);
    expect([found.state, found.history.map(({ what }) => what)]).toEqual(['offered', ['waiting', 'offered']]);
    expect((await seen(two.id)).rides.map(({ left }) => left?.teu)).toEqual(two.rides.map(() => 2));
  });
});

describe('an exchange that was granted when nobody listened any more', () => {
  beforeAll(open);
  afterAll(close);

  test('is undone by whoever looks at the booking next', async () => {
    const { id } = (await book()).body;
    const reservation = reservationId(callerOf(forwarder.organisation.id), id);
    const before = await server.allocation.reservation(reservation);
    const fewer = before!.lines.map(({ pool }) => ({ pool, quantity: 1 }));
    await server.allocation.exchange(reservation, fewer, { key: newId() });
    expect(await seen(id)).toMatchObject({ state: 'held', teu: 4, version: 1 });
    expect((await server.allocation.reservation(reservation))?.lines).toEqual(before?.lines);
  });
});

describe('killed before the ledger was asked, and the hold ends meanwhile', () => {
  beforeAll(open);
  afterAll(close);

  test('a hold that ended before its confirmation reached the ledger is expired, and says so', async () => {
    const { id } = (await book()).body;
    await killed('confirm', 'before', () => dying('POST', `/bookings/${id}/confirm`, { version: 1 }));
    clock.pass(15 * 60_000);
    const found = await seen(id);
    expect([found.state, found.history.map(({ what }) => what)]).toEqual(['expired', ['held', 'expired']]);
  });
});
