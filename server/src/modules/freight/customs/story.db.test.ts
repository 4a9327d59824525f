import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { signedIn } from '../../../platform/identity/testing.ts';
import type { Booking } from '../booking/api.ts';
import {
  asking,
  bookingMigrations,
  box,
  smallTrains,
  type TestServer,
  testServer,
  wayFor,
} from '../booking/testing.ts';
import type { Declaration } from './api.ts';
import { stateOffice, wholeContent } from './testing.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await testDatabase({ migrations: bookingMigrations });
  server = await testServer(database, smallTrains());
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** With today's papers: this story runs by the system's clock. */
const content = (change: object = {}) => {
  const date = new Date().toISOString().slice(0, 10);
  const whole = wholeContent(change);
  return { ...whole, documents: whole.documents.map((document) => ({ ...document, date })) };
};

test('a booked way is declared, lodged, changed, lodged again and released, and the booking tells of it', async () => {
  const [forwarder, officer] = await Promise.all([
    signedIn(database, { roles: ['forwarder'] }),
    signedIn(database, { roles: ['customs'] }),
  ]);
  const [ours, theirs] = [asking(server.app, forwarder), asking(server.app, officer)];
  const { body } = await wayFor(ours, 2, { days: 7 });
  const containers = [
    box({ type: '42G1', number: 'CSQU3054383', cargoKg: 20_000, goods: [{ hs: '8708', description: '' }] }),
  ];
  const held = await ours('POST', '/bookings', { ...body, containers }, { 'idempotency-key': 'story' });
  expect([held.status, held.body.detail]).toEqual([201, undefined]);
  const { id } = held.body;
  const booking = async () => (await ours<Booking>('GET', `/bookings/${id}`)).body;
  const border = held.body.customs[0]!.crossing;
  expect(held.body.missing).toContain('declaration');
  await stateOffice(database, officer, border);

  const declare = (version: number, change: object = {}) =>
    ours<Declaration>('PUT', `/bookings/${id}/declaration`, { content: content(change), version });
  const set = (ask: typeof ours, status: string, version: number) =>
    ask<Declaration>('POST', `/bookings/${id}/borders/${border}/status`, { status, version });
  const status = async () => (await booking()).customs[0]?.status;

  expect((await declare(0)).body.missing).toEqual([]);
  expect((await booking()).missing).not.toContain('declaration');
  expect((await set(ours, 'lodged', 1)).body.code).toBe('booking-not-confirmed');
  const confirmed = await ours('POST', `/bookings/${id}/confirm`, { version: held.body.version });
  expect(confirmed.status).toBe(200);
  expect((await set(ours, 'lodged', 1)).status).toBe(200);
  expect(await status()).toBe('lodged');

  // The forwarder loads another box: what was lodged for the first is taken back, before anybody decides on it.
  const other = [{ ...containers[0]!, number: 'TOLU4734787' }];
  const changed = await ours('PUT', `/bookings/${id}/containers`, {
    containers: other,
    version: confirmed.body.version,
  });
  expect([changed.status, changed.body.detail]).toEqual([200, undefined]);
  expect((await set(theirs, 'released', 2)).body.code).toBe('declaration-not-lodged');
  expect(await status()).toBe('not-lodged');
  expect((await set(ours, 'lodged', 3)).status).toBe(200);
  const { body: queue } = await theirs<{ items: { number: string; containers: string[] }[] }>(
    'GET',
    '/customs',
  );
  expect(queue.items).toMatchObject([{ number: held.body.number, containers: ['TOLU4734787'] }]);
  expect((await set(theirs, 'released', 4)).status).toBe(200);
  expect(await status()).toBe('released');

  const cancelled = await ours('POST', `/bookings/${id}/cancel`, { version: changed.body.version });
  expect(cancelled.body.state).toBe('cancelled');
  expect((await declare(5, { incoterm: 'DAP' })).body.code).toBe('booking-closed');
});
