import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditAllocation } from '../../../ledgers/allocation/index.ts';
import { manualClock } from '../../../platform/clock.ts';
import { signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { Booking } from './api.ts';
import { walkLine } from './line.ts';
import { tend } from './tend.ts';
import { type Ask, asking, boxes, smallTrains, testServer, until, wayFor } from './testing.ts';
import { openTestSite, type TestSite } from './testing-site.ts';

const clock = manualClock(new Date());
const corridor = smallTrains();
let site: TestSite;
let database: TestSite['database'];
let server: TestSite['server'];
let ask: Ask;
let way: Awaited<ReturnType<typeof wayFor>>['body'];
let days = 3;

beforeAll(async () => {
  site = await openTestSite(corridor, { clock });
  ({ database, server } = site);
});
afterAll(() => site.close());
beforeEach(async () => {
  ask = asking(server.app, await signedIn(database, { roles: ['forwarder'] }));
  ({ body: way } = await wayFor(ask, 1, { days, now: clock.now() }));
  days += 4;
});
afterEach(async () => {
  expect(await auditAllocation(database.db)).toEqual([]);
});

/** Books so many TEU of this test's train. */
const book = async (teu: number, onFull: 'refuse' | 'wait' = 'refuse', as: Ask = ask) => {
  const request = { ...way.request, teu };
  const plan = await ask<{ options: { id: string; rides: { run: string }[] }[] }>('POST', '/plans', request);
  const body = { request, option: plan.body.options[0]!.id, containers: boxes(teu), onFull };
  return as('POST', '/bookings', body, { 'idempotency-key': newId() });
};
const cancel = ({ id, version }: Booking) => ask('POST', `/bookings/${id}/cancel`, { version });
const stateOf = async ({ id }: Booking) => (await ask('GET', `/bookings/${id}`)).body.state;
const walk = () => walkLine(server.parts);

test('a full train names itself, its stretch and what is left, and offers the waiting list', async () => {
  await book(8);
  const { status, body } = await book(3);
  expect([status, body.code]).toEqual([409, 'full']);
  expect(body.detail).toMatch(/the train of .* UTC, Tianjin – .* has 2 TEU left of the 3 asked for/);
  expect(body.detail).toContain('waiting list');
});

test('who came first is offered what returns; who needs more keeps their place', async () => {
  const [large, small] = [(await book(6)).body, (await book(4)).body];
  const first = (await book(6, 'wait')).body;
  const second = (await book(4, 'wait')).body;
  expect([first, second].map(({ state, waiting }) => [state, waiting?.place])).toEqual([
    ['waiting', 1],
    ['waiting', 2],
  ]);
  await cancel(small);
  expect(await walk()).toBe(1);
  expect([await stateOf(first), await stateOf(second)]).toEqual(['waiting', 'offered']);
  await cancel(large);
  expect(await walk()).toBe(1);
  const offered = (await ask('GET', `/bookings/${first.id}`)).body;
  expect(offered).toMatchObject({ state: 'offered', waiting: null });
  expect(Date.parse(offered.heldUntil!) - clock.now().getTime()).toBe(120 * 60_000);
  const confirmed = await ask('POST', `/bookings/${first.id}/confirm`, { version: offered.version });
  expect(confirmed.body.state).toBe('confirmed');
});

test('an offer that lapses goes to the next', async () => {
  const holder = (await book(10)).body;
  const first = (await book(10, 'wait')).body;
  const second = (await book(10, 'wait')).body;
  await cancel(holder);
  await walk();
  expect([await stateOf(first), await stateOf(second)]).toEqual(['offered', 'waiting']);
  clock.pass(120 * 60_000);
  await tend(server.parts);
  expect([await stateOf(first), await stateOf(second)]).toEqual(['expired', 'offered']);
  const { history } = (await ask('GET', `/bookings/${first.id}`)).body;
  expect(history.map(({ what, by }) => [what, by])).toEqual([
    ['waiting', 'Aigerim Test'],
    ['offered', null],
    ['expired', null],
  ]);
});

describe('a newcomer', () => {
  test('does not get what those before it wait for', async () => {
    const holder = (await book(9)).body;
    const waiting = (await book(4, 'wait')).body;
    await cancel(holder);
    // Nobody has walked the line yet: the newcomer's own request does, and those before it come first.
    const newcomer = await book(9);
    expect([newcomer.status, newcomer.body.code]).toEqual([409, 'full']);
    expect(await stateOf(waiting)).toBe('offered');
    expect(
      (await ask<{ items: Booking[] }>('GET', '/bookings')).body.items.map(({ id }) => id),
    ).not.toContain(newcomer.body.id);
  });

  test('gets at once what is too little for all before it', async () => {
    await book(9);
    const waiting = (await book(4, 'wait')).body;
    const newcomer = (await book(1)).body;
    expect([newcomer.state, await stateOf(waiting)]).toEqual(['held', 'waiting']);
    expect(newcomer.history.map(({ what, by }) => [what, by])).toEqual([['held', 'Aigerim Test']]);
  });

  test('that waits stands behind', async () => {
    await book(10);
    await book(4, 'wait');
    expect((await book(1, 'wait')).body).toMatchObject({ state: 'waiting', waiting: { place: 2 } });
  });
});

test('an amendment does not overtake those who wait', async () => {
  const { body: held } = await book(8);
  await book(4, 'wait');
  const request = { ...way.request, teu: 10 };
  const plan = await ask<{ options: { id: string }[] }>('POST', '/plans', request);
  const more = { request, option: plan.body.options[0]!.id, containers: boxes(10), version: held.version };
  const refused = await ask('POST', `/bookings/${held.id}/amend`, more);
  expect([refused.status, refused.body.code]).toEqual([409, 'full']);
  expect((await ask('GET', `/bookings/${held.id}`)).body).toMatchObject({ teu: 8, version: held.version });
});

test('who waits can leave the line', async () => {
  await book(10);
  const waiting = (await book(1, 'wait')).body;
  expect((await cancel(waiting)).body).toMatchObject({ state: 'cancelled', waiting: null });
  expect((await book(1, 'wait')).body.waiting?.place).toBe(1);
});

test('of a train the operator has cancelled nothing is offered or confirmed', async () => {
  const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
  const [holder, held] = [(await book(6)).body, (await book(4)).body];
  const waiting = (await book(6, 'wait')).body;
  const path = `/departures/${encodeURIComponent(holder.rides[0]!.run)}/capacity`;
  expect((await operator('PUT', path, { cancelled: true })).status).toBe(200);
  await cancel(holder);
  expect([await walk(), await stateOf(waiting)]).toEqual([0, 'waiting']);
  const confirmed = await ask('POST', `/bookings/${held.id}/confirm`, { version: 1 });
  expect([confirmed.status, confirmed.body.code]).toEqual([409, 'departure-cancelled']);
  expect(await stateOf(held)).toBe('held');
});

test('when loading closes nobody waits any more', async () => {
  await book(10);
  const waiting = (await book(1, 'wait')).body;
  clock.set(waiting.terms.cancelUntil);
  await tend(server.parts);
  const seen = (await ask('GET', `/bookings/${waiting.id}`)).body;
  expect([seen.state, seen.history.at(-1)?.what]).toEqual(['cancelled', 'left-behind']);
  days += 14;
});

test('servers that listen offer what returns without being asked, and only one of them', async () => {
  const own = manualClock(clock.now());
  const servers = await Promise.all(
    [1, 2].map(() => testServer(database, corridor, { clock: own, begin: true })),
  );
  try {
    const holder = (await book(10)).body;
    const waiting = await Promise.all([3, 3, 3, 3].map((teu) => book(teu, 'wait')));
    await cancel(holder);
    const seen = await until(
      () => Promise.all(waiting.map(({ body }) => ask('GET', `/bookings/${body.id}`))),
      (all) => all.filter(({ body }) => body.state === 'offered').length === 3,
    );
    const offers = seen.flatMap(({ body }) => body.history.filter(({ what }) => what === 'offered'));
    expect(offers).toHaveLength(3);
    const letters = await until(
      async () => servers.flatMap((each) => each.letters),
      (sent) => sent.length >= 3,
    );
    expect(letters).toHaveLength(3);
    expect(letters[0]).toMatchObject({
      subject: expect.stringMatching(/^Room for SR-/),
      text: expect.stringMatching(/Tianjin – Tashkent, 3 TEU[\s\S]*http:\/\/localhost\/bookings\//),
    });
  } finally {
    await Promise.all(servers.map((each) => each.close()));
  }
});
