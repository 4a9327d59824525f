import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditAllocation } from '../../../ledgers/allocation/index.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import type { Booking } from './api.ts';
import { type Ask, asking, box, boxes, smallTrains, wayFor } from './testing.ts';
import { openTestSite, type TestSite } from './testing-site.ts';

const corridor = smallTrains();
let site: TestSite;
let database: TestSite['database'];
let server: TestSite['server'];
let forwarder: SignedIn;
let ask: Ask;
let days: number;

/** A database for each group, since the timetable has only so many trains nobody has booked. */
async function open(): Promise<void> {
  days = 3;
  site = await openTestSite(corridor);
  ({ database, server } = site);
}
const close = () => site.close();
beforeEach(async () => {
  forwarder = await signedIn(database, { roles: ['forwarder'] });
  ask = asking(server.app, forwarder);
  days += 8;
});
afterEach(async () => {
  expect(await auditAllocation(database.db)).toEqual([]);
});
/** Early: this test's first train; late: its second. */
const way = async (teu: number, which: 'early' | 'late' = 'early') =>
  (await wayFor(ask, teu, { days: which === 'early' ? days : days + 4 })).body;
const book = async (teu: number, which: 'early' | 'late' = 'early') =>
  (await ask('POST', '/bookings', await way(teu, which), { 'idempotency-key': newId() })).body;
const confirm = ({ id, version }: Booking) => ask('POST', `/bookings/${id}/confirm`, { version });
const amend = ({ id }: Booking, change: object, key = newId()) =>
  ask('POST', `/bookings/${id}/amend`, change, { 'idempotency-key': key });
const left = ({ rides }: Booking) => rides.map((ride) => ride.left?.teu);

describe('another way or load', () => {
  beforeAll(open);
  afterAll(close);

  test('a full train takes an amendment that needs no more of it', async () => {
    const mine = (await confirm(await book(6))).body;
    await confirm(await book(4));
    const amended = await amend(mine, { ...(await way(5)), version: 2 });
    expect(amended.body).toMatchObject({ state: 'confirmed', version: 3, teu: 5, containers: boxes(5) });
    expect(left(amended.body)).toEqual(amended.body.rides.map(() => 1));
    expect(amended.body.history.at(-1)).toMatchObject({ what: 'amended', by: forwarder.person.name });
  });

  test('another train is taken and the first given back, in one step', async () => {
    const before = (await confirm(await book(3))).body;
    const amended = (await amend(before, { ...(await way(3, 'late')), version: 2 })).body;
    expect(amended.departure > before.departure).toBe(true);
    expect(left(amended)).toEqual(amended.rides.map(() => 7));
    expect((await book(10)).state).toBe('held');
  });

  test('an amendment for which there is no room changes nothing', async () => {
    const mine = (await confirm(await book(3))).body;
    await book(9, 'late');
    const refused = await amend(mine, { ...(await way(3, 'late')), version: 2 });
    expect([refused.status, refused.body.code]).toEqual([409, 'full']);
    expect(refused.body.detail).toMatch(/has 1 TEU left of the 3 asked for.*Nothing was changed/);
    const seen = (await ask('GET', `/bookings/${mine.id}`)).body;
    expect(seen).toMatchObject({ state: 'confirmed', version: 2, departure: mine.departure });
    expect(left(seen)).toEqual(left(mine));
  });

  test('an amendment that was refused may be sent again under its key when there is room', async () => {
    const [mine, other] = [await book(3), await book(9, 'late')];
    const [key, change] = [newId(), { ...(await way(3, 'late')), version: 1 }];
    expect((await amend(mine, change, key)).body.code).toBe('full');
    await ask('POST', `/bookings/${other.id}/cancel`, { version: 1 });
    expect((await amend(mine, change, key)).body).toMatchObject({ version: 2 });
    expect((await amend(mine, change, key)).body).toMatchObject({ version: 2 });
  });

  test('the key of an amendment does not make another', async () => {
    const mine = await book(2);
    const key = newId();
    await amend(mine, { ...(await way(3)), version: 1 }, key);
    const reused = await amend(mine, { ...(await way(4)), version: 1 }, key);
    expect([reused.status, reused.body.code]).toEqual([409, 'key-conflict']);
    expect((await ask('GET', `/bookings/${mine.id}`)).body.teu).toBe(3);
  });

  test('two amendments of one version: one is done, the other is told the version', async () => {
    const mine = await book(2);
    const answers = await Promise.all([
      amend(mine, { ...(await way(3)), version: 1 }),
      amend(mine, { ...(await way(4)), version: 1 }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('booking-changed');
  });
});

describe('other boxes', () => {
  beforeAll(open);
  afterAll(close);

  test('numbers come later, are written as everywhere, and need nothing of the ledger', async () => {
    const mine = await book(2);
    const containers = [
      box({ number: 'csqu 305438-3' }),
      box({ goods: [{ hs: '8708', description: 'Brakes' }] }),
    ];
    const changed = await ask('PUT', `/bookings/${mine.id}/containers`, { containers, version: 1 });
    expect(changed.body).toMatchObject({ version: 2, containers: [{ number: 'CSQU3054383' }, {}] });
    expect(changed.body.history.map(({ what }) => what)).toEqual(['held', 'containers-changed']);
    const found = await ask<{ items: { id: string; containerNumbers: string[] }[] }>(
      'GET',
      '/bookings?query=csqu3054383',
    );
    expect(found.body.items).toMatchObject([{ id: mine.id, containerNumbers: ['CSQU3054383'] }]);
  });

  test('nothing is missing of a box with number, mass and goods', async () => {
    const mine = await book(1);
    const containers = [
      box({ number: 'CSQU3054383', vgmKg: 14_300, goods: [{ hs: '8708', description: 'Brakes' }] }),
    ];
    const changed = await ask('PUT', `/bookings/${mine.id}/containers`, { containers, version: 1 });
    expect(changed.body.missing).toEqual(['declaration']);
  });

  test('mass that the train does not have is refused, and the boxes stay as they were', async () => {
    const operator = asking(server.app, await signedIn(database, { roles: ['operator'] }));
    const { run } = (await way(1).then(() => book(1))).rides[0]!;
    const path = `/departures/${encodeURIComponent(run)}/capacity`;
    expect((await operator('PUT', path, { weightKg: 40_000 })).status).toBe(200);
    const mine = await book(2);
    expect(mine.state).toBe('held');
    const containers = [box({ vgmKg: 29_000 }), box({ vgmKg: 29_000 })];
    const refused = await ask('PUT', `/bookings/${mine.id}/containers`, { containers, version: 1 });
    expect([refused.status, refused.body.code]).toEqual([409, 'full']);
    expect(refused.body.detail).toContain('kg left of the 58000 asked for');
    expect((await ask('GET', `/bookings/${mine.id}`)).body).toMatchObject({
      version: 1,
      containers: boxes(2),
    });
  });

  test('other sizes are an amendment, not a change of boxes', async () => {
    const mine = await book(2);
    const containers = [box({ type: '42G1' })];
    const refused = await ask('PUT', `/bookings/${mine.id}/containers`, { containers, version: 1 });
    expect([refused.status, refused.body.code]).toEqual([422, 'teu-differs']);
    expect(refused.body.detail).toContain('2 × 22G1');
  });
});
