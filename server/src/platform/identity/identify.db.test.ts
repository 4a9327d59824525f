import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import type { Principal } from '../http/permissions.ts';
import { identifyIn, signedIn } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({
    migrations: [{ module: 'platform', folder: join(import.meta.dirname, '../migrations') }],
  });
});
afterAll(() => database.drop());

const ask = (headers: Record<string, string>) =>
  identifyIn(database)(new Request('http://localhost/api/v1/x', { headers }));

it('a session and a token say who asks, for whom, and with which roles', async () => {
  const { cookie, bearer, person, organisation } = await signedIn(database, {
    roles: ['forwarder', 'analyst'],
  });
  const known = { person, organisation, roles: ['forwarder', 'analyst'] };
  expect(await ask(cookie)).toMatchObject({ ...known, via: 'session' });
  expect(await ask(bearer)).toMatchObject({ ...known, via: 'token' });
  expect(await ask({})).toBeNull();
});

it('a forged, foreign or unsigned cookie and an unknown token are nobody’s', async () => {
  const { cookie } = await signedIn(database, { roles: ['analyst'] });
  const [name, value] = cookie.cookie!.split('=') as [string, string];
  const [token] = decodeURIComponent(value).split('.') as [string];
  for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`, `.${value}`, '%', ''])
    expect([forged, await ask({ cookie: `${name}=${forged}` })]).toEqual([forged, 'ended']);
  for (const authorization of [`Bearer serai_${'A'.repeat(43)}`, 'Bearer', 'Basic YTpi', '', 'Bearer serai_'])
    expect(await ask({ authorization })).toBe('ended');
});

it('who is removed or whose organisation is suspended has no role at the next request', async () => {
  const { cookie, bearer, organisation, person } = await signedIn(database, { roles: ['forwarder'] });
  const roles = async (headers: Record<string, string>) => ((await ask(headers)) as Principal).roles;
  const suspend = (at: string) =>
    sql`update identity.organisation set suspended_at = ${sql.raw(at)} where id = ${organisation.id}`.execute(
      database.db,
    );
  expect([await roles(cookie), await roles(bearer)]).toEqual([['forwarder'], ['forwarder']]);
  await suspend('now()');
  expect([await roles(cookie), await roles(bearer)]).toEqual([[], []]);
  await suspend('null');
  expect(await roles(cookie)).toEqual(['forwarder']);
  await sql`delete from identity.member where person = ${person.id}`.execute(database.db);
  expect(await ask(cookie)).toMatchObject({ organisation: null, roles: [] });
});

it('an organisation’s kind bounds what its people can be, whatever their row says', async () => {
  const { cookie, organisation } = await signedIn(database, { roles: ['forwarder', 'customs'] });
  await sql`update identity.organisation set roles = '{}' where id = ${organisation.id}`.execute(database.db);
  expect(((await ask(cookie)) as Principal).roles).toEqual(['forwarder']);
});

it('an expired session and an expired token are ended', async () => {
  const { cookie, bearer, person } = await signedIn(database, { roles: ['forwarder'] });
  await sql`update identity.session set expires_at = now() where person = ${person.id}`.execute(database.db);
  await sql`update identity.token set expires_at = now() where created_by = ${person.id}`.execute(
    database.db,
  );
  expect([await ask(cookie), await ask(bearer)]).toEqual(['ended', 'ended']);
});
