import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditAllocation } from '../../../ledgers/allocation/index.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { newId } from '../../../platform/ids.ts';
import { type Ask, asking, smallTrains, wayFor } from './testing.ts';
import { openTestSite, type TestSite } from './testing-site.ts';

let site: TestSite;
let database: TestSite['database'];
let server: TestSite['server'];
let forwarder: SignedIn;
let ask: Ask;
const corridor = smallTrains();

beforeAll(async () => {
  site = await openTestSite(corridor);
  ({ database, server } = site);
});
afterAll(() => site.close());
beforeEach(async () => {
  forwarder = await signedIn(database, { roles: ['forwarder'] });
  ask = asking(server.app, forwarder);
});
const withKey = (key: string = newId()) => ({ 'idempotency-key': key });
let weeks = 0;
/** Of trains no other test books. */
const freshWay = (teu: number) => wayFor(ask, teu, { days: 3 + 4 * weeks++ });

describe('a booking', () => {
  test('holds every leg, is confirmed, and given back', async () => {
    const { body, option } = await freshWay(2);
    const held = await ask('POST', '/bookings', body, withKey());
    expect([held.status, held.body.detail]).toEqual([201, undefined]);
    expect(held.body).toMatchObject({
      state: 'held',
      version: 1,
      teu: 2,
      number: expect.stringMatching(/^SR-[0-9A-Z]{6}$/),
      from: { name: 'Tianjin' },
      actions: ['confirm', 'amend', 'cancel', 'containers', 'declare'],
      missing: ['container-numbers', 'vgm', 'goods', 'declaration'],
      cost: { value: option.cost.value },
    });
    expect(held.body.rides.map(({ left }) => left?.teu)).toEqual(held.body.rides.map(() => 8));
    const { id } = held.body;
    const confirmed = await ask('POST', `/bookings/${id}/confirm`, { version: 1 });
    expect(confirmed).toMatchObject({
      status: 200,
      body: { state: 'confirmed', version: 2, heldUntil: null },
    });
    const seen = await ask('GET', `/bookings/${id}`);
    expect(seen.body.state).toBe('confirmed');
    const cancelled = await ask('POST', `/bookings/${id}/cancel`, { version: 2 });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', actions: [] });
    expect(cancelled.body.rides.map(({ left }) => left?.teu)).toEqual(held.body.rides.map(() => 10));
    expect(cancelled.body.history.map(({ what, by }) => [what, by])).toEqual([
      ['held', forwarder.person.name],
      ['confirmed', forwarder.person.name],
      ['cancelled', forwarder.person.name],
    ]);
    expect(await auditAllocation(database.db)).toEqual([]);
  });

  test('is listed with what is to be done next', async () => {
    const { body } = await freshWay(1);
    const held = await ask('POST', '/bookings', body, withKey());
    const page = await ask<{ items: { id: string; state: string }[]; counts: object; next: null }>(
      'GET',
      '/bookings',
    );
    expect(page.body).toMatchObject({
      items: [{ id: held.body.id, state: 'held' }],
      counts: { held: 1, confirmed: 0 },
      next: null,
    });
  });

  test('is read in each reader’s language', async () => {
    const { body } = await freshWay(1);
    const { id } = (await ask('POST', '/bookings', body, withKey())).body;
    const chinese = (await ask('GET', `/bookings/${id}?lang=zh`)).body;
    expect([chinese.from.name, chinese.option.legs[0]?.from.placeName]).toEqual(['天津', '天津']);
    const russian = (await ask('GET', `/bookings/${id}?lang=ru`)).body;
    expect([russian.to.name, russian.option.legs.at(-1)?.to.placeName]).toEqual(['Ташкент', 'Ташкент']);
  });
});
