/** What is refused, with which reason, and that the ledger stays as it was: one test for each way of getting it wrong. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditAllocation, type Pool } from '../../../ledgers/allocation/index.ts';
import { manualClock } from '../../../platform/clock.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import { readBooking } from './booking.store.ts';
import { bookingId } from './key.ts';
import { callerOf } from './settle.ts';
import { tend } from './tend.ts';
import { type Ask, asking, type Body, box, smallTrains, wayFor } from './testing.ts';
import { openTestSite, type TestSite } from './testing-site.ts';

const clock = manualClock(new Date());
const corridor = smallTrains();
let site: TestSite;
let database: TestSite['database'];
let server: TestSite['server'];
let forwarder: SignedIn;
let ask: Ask;
let before: Pool[];

const withKey = (key: string = newId()) => ({ 'idempotency-key': key });
let ways = 0;
/** Of trains no other test books. */
const freshWay = (teu: number) => wayFor(ask, teu, { days: 3 + 4 * (ways++ % 14), now: clock.now() });
const held = async (teu = 1, change: Partial<Body> = {}) =>
  (await ask('POST', '/bookings', { ...(await freshWay(teu)).body, ...change }, withKey())).body;
const pools = () => server.allocation.poolsLike('freight/');

beforeAll(async () => {
  site = await openTestSite(corridor, { clock });
  ({ database, server } = site);
});
afterAll(() => site.close());
beforeEach(async () => {
  forwarder = await signedIn(database, { roles: ['forwarder'] });
  ask = asking(server.app, forwarder);
});
afterEach(async () => {
  expect(await auditAllocation(database.db)).toEqual([]);
});
const unchanged = async () => expect(await pools()).toEqual(before);

test('a double submit is one booking, also when both come at once', async () => {
  const { body } = await freshWay(2);
  const key = withKey();
  const atOnce = await Promise.all(Array.from({ length: 6 }, () => ask('POST', '/bookings', body, key)));
  before = await pools();
  const again = await ask('POST', '/bookings', body, key);
  expect(atOnce.map(({ status, body: { id } }) => [status, id])).toEqual(
    atOnce.map(() => [201, again.body.id]),
  );
  expect(again.body.history.map(({ what }) => what)).toEqual(['held']);
  expect(again.body.rides.map(({ left }) => left?.teu)).toEqual(again.body.rides.map(() => 8));
  await unchanged();
});

test('a key reused with another body is refused, and names the booking it made', async () => {
  const { body } = await freshWay(1);
  const key = withKey();
  const made = await ask('POST', '/bookings', body, key);
  before = await pools();
  const reused = await ask('POST', '/bookings', { ...body, reference: 'another' }, key);
  expect([reused.status, reused.body.code]).toEqual([409, 'key-conflict']);
  expect(reused.body.detail).toContain(made.body.number);
  await unchanged();
});

describe('what was refused', () => {
  const rowOf = (key: string) => readBooking(database.db, bookingId(forwarder.organisation.id, key));
  const pass = (minutes: number) =>
    sql`update freight.booking set changed_at = changed_at - ${minutes} * interval '1 minute'`.execute(
      database.db,
    );

  test('is forgotten after ten minutes, and its key makes a booking of whatever comes then', async () => {
    const { body } = await freshWay(11);
    const key = newId();
    const { status, body: refusal } = await ask('POST', '/bookings', body, withKey(key));
    expect([status, refusal.code]).toEqual([409, 'full']);
    expect(refusal.faults?.[0]).toMatchObject({ rule: 'full', values: { kind: 'teu', asked: 11 } });
    await pass(9);
    await tend(server.parts);
    expect(await rowOf(key)).toMatchObject({ state: 'refused' });
    await pass(2);
    await tend(server.parts);
    expect(await rowOf(key)).toBeNull();
    const { body: other } = await freshWay(1);
    expect((await ask('POST', '/bookings', other, withKey(key))).body.state).toBe('held');
  });

  test('and granted after all by the ledger is a booking, and not forgotten', async () => {
    const { body } = await freshWay(11);
    const key = newId();
    await ask('POST', '/bookings', body, withKey(key));
    const row = (await rowOf(key))!;
    const lines = row.lines.map(({ pool }) => ({ pool, quantity: 1 }));
    const caller = callerOf(row.organisation);
    await server.allocation.reserve(lines, { caller, key: row.id, ttlSeconds: 600 });
    await pass(11);
    await tend(server.parts);
    expect(await rowOf(key)).toMatchObject({ state: 'held', version: 2 });
  });

  test('is all the serving role may delete', async () => {
    const { id } = await held();
    await expect(sql`delete from freight.booking where id = ${id}`.execute(database.db)).rejects.toThrow(
      'only what was refused may be deleted',
    );
  });
});

test('the same key of another organisation is another booking', async () => {
  const { body } = await freshWay(1);
  const key = withKey();
  const mine = await ask('POST', '/bookings', body, key);
  const theirs = await asking(server.app, await signedIn(database, { roles: ['forwarder'] }))(
    'POST',
    '/bookings',
    body,
    key,
  );
  expect(theirs.status).toBe(201);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('a booking without a key is refused and told to send one', async () => {
  const { body } = await freshWay(1);
  before = await pools();
  const answer = await ask('POST', '/bookings', body);
  expect([answer.status, answer.body.code]).toEqual([400, 'key-missing']);
  expect(answer.body.detail).toContain('Idempotency-Key');
  await unchanged();
});

test('whoever looked at an older version is told the current one', async () => {
  const { id } = await held();
  await ask('POST', `/bookings/${id}/confirm`, { version: 1 });
  before = await pools();
  const stale = await ask('POST', `/bookings/${id}/cancel`, { version: 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'booking-changed']);
  expect(stale.body.faults).toMatchObject([{ at: '/version', suggestions: ['2'] }]);
  await unchanged();
});

test('an expired hold can not be confirmed, and has given its places back', async () => {
  const { id, heldUntil, now } = await held(3);
  expect(Date.parse(heldUntil!) - Date.parse(now)).toBe(15 * 60_000);
  clock.pass(15 * 60_000);
  before = await pools();
  const late = await ask('POST', `/bookings/${id}/confirm`, { version: 1 });
  expect([late.status, late.body.code]).toEqual([410, 'hold-expired']);
  const seen = await ask('GET', `/bookings/${id}`);
  expect(seen.body).toMatchObject({ state: 'expired', heldUntil: null, actions: [] });
  expect(seen.body.rides.map(({ left }) => left?.teu)).toEqual(seen.body.rides.map(() => 10));
  await unchanged();
});

test('after its first train has left a booking can not be amended or cancelled', async () => {
  const start = clock.now();
  const { body } = await freshWay(1);
  const { id } = (await ask('POST', '/bookings', body, withKey())).body;
  const confirmed = await ask('POST', `/bookings/${id}/confirm`, { version: 1 });
  clock.set(confirmed.body.departure);
  before = await pools();
  const amended = await ask('POST', `/bookings/${id}/amend`, { ...body, version: 2 });
  const cancelled = await ask('POST', `/bookings/${id}/cancel`, { version: 2 });
  expect([amended, cancelled].map((answer) => [answer.status, answer.body.code])).toEqual([
    [409, 'departed'],
    [409, 'departed'],
  ]);
  expect((await ask('GET', `/bookings/${id}`)).body).toMatchObject({
    state: 'departed',
    actions: ['declare'],
  });
  await unchanged();
  clock.set(start);
});

test('when loading has closed nothing is held on that train any more', async () => {
  const start = clock.now();
  const { body } = await freshWay(1);
  const { terms } = (await ask('POST', '/bookings', body, withKey())).body;
  clock.set(new Date(Date.parse(terms.cancelUntil)));
  const late = await ask('POST', '/bookings', body, withKey());
  expect(['loading-closed', 'date-past', 'option-gone']).toContain(late.body.code);
  clock.set(start);
});

describe('boxes', () => {
  const refused = async (containers: ReturnType<typeof box>[]) => {
    const { body } = await freshWay(containers.length);
    before = await pools();
    const answer = await ask('POST', '/bookings', { ...body, containers }, withKey());
    await unchanged();
    return answer;
  };

  test('a wrong check digit is refused and says which it should be', async () => {
    const { status, body } = await refused([box(), box({ number: 'CSQU3054384' })]);
    expect([status, body.code]).toEqual([422, 'container-number-invalid']);
    expect(body.faults).toMatchObject([
      { at: '/containers/1/number', problem: expect.stringContaining('makes 3') },
    ]);
  });

  test('the same number twice is refused', async () => {
    const { body } = await refused([box({ number: 'CSQU3054383' }), box({ number: 'csqu 305438-3' })]);
    expect(body.code).toBe('container-number-invalid');
    expect(body.faults).toMatchObject([{ at: '/containers/1/number' }]);
  });

  test('the number of a trailer is not a container’s', async () => {
    const { body } = await refused([box({ number: 'CSQZ3054386' })]);
    expect(body).toMatchObject({ code: 'container-number-invalid' });
  });

  test('a box over its gross mass is refused and says by how much', async () => {
    const { status, body } = await refused([box({ vgmKg: 31_000 })]);
    expect([status, body.code]).toEqual([422, 'over-weight']);
    expect(body.detail).toContain('unload 520 kg');
    expect(body.faults?.[0]).toMatchObject({
      rule: 'vgm-over-limit',
      values: { vgmKg: 31_000, grossMaxKg: 30_480 },
    });
  });

  test('goods that alone are too heavy are refused', async () => {
    expect((await refused([box({ cargoKg: 30_480 })])).body.code).toBe('over-weight');
  });

  test('a code that is not of the goods list is refused', async () => {
    const { body } = await refused([box({ goods: [{ hs: '990000', description: '' }] })]);
    expect(body).toMatchObject({ code: 'goods-unknown', faults: [{ at: '/containers/0/goods/0/hs' }] });
  });

  test('dangerous goods nobody said the train takes are refused, naming the train and the class', async () => {
    const dangerous = { unNumber: '1263', class: '3', properShippingName: 'Paint' };
    const { body } = await refused([box({ goods: [{ hs: '87', description: '', dangerous }] })]);
    expect(body.code).toBe('goods-not-taken');
    expect(body.detail).toMatch(/Tianjin.*class 3/);
    expect(body).toMatchObject({
      values: { classes: ['3'], taken: [], leavesAt: expect.stringMatching(/Z$/) },
    });
  });

  test('a plug for a dry box is refused', async () => {
    expect((await refused([box({ plugged: true })])).body.code).toBe('container-type');
  });

  test('boxes for another number of TEU than the way was planned for are refused', async () => {
    const { body } = await freshWay(2);
    before = await pools();
    const answer = await ask('POST', '/bookings', { ...body, containers: [box()] }, withKey());
    expect([answer.status, answer.body.code]).toEqual([422, 'teu-differs']);
    await unchanged();
  });
});

test('an option that is not among those of its request is gone', async () => {
  const { body } = await freshWay(1);
  before = await pools();
  const answer = await ask('POST', '/bookings', { ...body, option: 'abc' }, withKey());
  expect([answer.status, answer.body.code]).toEqual([409, 'option-gone']);
  await unchanged();
});

test('someone else’s booking is not there: to be seen, changed or listed', async () => {
  const { id } = await held();
  before = await pools();
  const other = asking(server.app, await signedIn(database, { roles: ['forwarder'] }));
  const tries = await Promise.all([
    other('GET', `/bookings/${id}`),
    other('POST', `/bookings/${id}/confirm`, { version: 1 }),
    other('POST', `/bookings/${id}/cancel`, { version: 1 }),
    other('PUT', `/bookings/${id}/containers`, { containers: [box()], version: 1 }),
    other('POST', `/bookings/${id}/amend`, { ...(await freshWay(1)).body, version: 1 }),
  ]);
  expect(tries.map(({ status, body }) => [status, body.code])).toEqual(
    tries.map(() => [404, 'booking-not-found']),
  );
  expect((await other('GET', '/bookings')).body).toMatchObject({ items: [] });
  await unchanged();
});

test('an operator sees everybody’s bookings and can change none', async () => {
  const { id } = await held();
  before = await pools();
  const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
  expect((await operator('GET', `/bookings/${id}`)).body).toMatchObject({ id, actions: [] });
  const organisation = forwarder.organisation.id;
  expect((await operator('GET', `/bookings?organisation=${organisation}`)).body).toMatchObject({
    items: [{ id, organisation: { id: organisation } }],
  });
  expect((await operator('POST', `/bookings/${id}/confirm`, { version: 1 })).status).toBe(403);
  await unchanged();
});

test('a forged session, and none, are refused before anything is looked at', async () => {
  const { body } = await freshWay(1);
  before = await pools();
  const forged = { ...forwarder, cookie: { ...forwarder.cookie, cookie: `${forwarder.cookie.cookie}x` } };
  const tries = [
    await asking(server.app, forged)('POST', '/bookings', body, withKey()),
    await asking(server.app, null)('POST', '/bookings', body, {
      ...withKey(),
      'sec-fetch-site': 'same-origin',
    }),
  ];
  expect(tries.map(({ status, body: { code } }) => [status, code])).toEqual([
    [401, 'session-ended'],
    [401, 'not-signed-in'],
  ]);
  await unchanged();
});

test('a price or a train in the request is not a field of it', async () => {
  const { body } = await freshWay(1);
  const answer = await ask('POST', '/bookings', { ...body, cost: '1.00' }, withKey());
  expect([answer.status, answer.body.code]).toEqual([422, 'body-invalid']);
});

test('text no database can keep, and texts of nobody’s making, are never a fault of ours', async () => {
  const { body } = await freshWay(1);
  before = await pools();
  const nasty = [
    'a\u0000b',
    '\ud800',
    '%00',
    "'; drop table freight.booking; --",
    '🚂'.repeat(100),
    '\u202e',
  ];
  for (const text of nasty) {
    // An address can't hold half a character.
    const inAddress = encodeURIComponent(Buffer.from(text).toString());
    const tries = [
      await ask('POST', '/bookings', { ...body, option: text }, withKey()),
      await ask('POST', '/bookings', { ...body, reference: `${text}${'x'.repeat(200)}` }, withKey()),
      await ask(
        'POST',
        '/bookings',
        { ...body, containers: [box({ number: text.slice(0, 20) })] },
        withKey(),
      ),
      await ask('GET', `/bookings?query=${inAddress}`),
      await ask('GET', `/bookings?cursor=${inAddress}`),
      await ask('GET', `/bookings/${inAddress}`),
    ];
    expect(tries.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  }
  await unchanged();
  const kept = await ask('POST', '/bookings', { ...body, reference: '\ud800 & "quoted" \u202e' }, withKey());
  expect([201, 422]).toContain(kept.status);
  const withNul = await ask('POST', '/bookings', { ...body, reference: 'a\u0000b' }, withKey());
  expect(withNul.status).toBe(422);
});
