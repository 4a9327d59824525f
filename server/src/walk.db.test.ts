import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyMigration, noParts, seraiApp, seraiModules } from './app.ts';
import { systemClock } from './platform/clock.ts';
import { type TestDatabase, testDatabase } from './platform/database/testing.ts';
import type { App } from './platform/http/app.ts';
import { type Permission, permissions, type Role, roles } from './platform/http/permissions.ts';
import type { Route } from './platform/http/route.ts';
import { identifyIn, type SignedIn, signedIn } from './platform/identity/testing.ts';

/**
 * Every route of every module, asked by everybody: with each role, with none, and with what is no longer good. Handlers are taken out, so that
 * an answer says only whether the caller was let through; who they are is read from the database as ever.
 */
const modules = seraiModules(noParts).map((module) => ({
  ...module,
  routes: module.routes.map(
    ({ method, path, summary, permission }): Route => ({
      method,
      path,
      summary,
      permission,
      handle: () => ({ reached: true }),
    }),
  ),
}));
const routes = modules.flatMap((module) => module.routes);
const open = (route: Route) => route.permission === 'public';
const name = (route: Route) => `${route.method} ${route.path}`;
const names = (found: readonly Route[]) => found.map(name).sort();

let database: TestDatabase;
let app: App;
const people = new Map<Role, SignedIn>();
beforeAll(async () => {
  database = await testDatabase({ migrations: everyMigration() });
  app = seraiApp(modules, {
    config: { ratePerSecond: 100_000, rateBurst: 100_000 },
    clock: systemClock,
    log: pino({ level: 'silent' }),
    identify: identifyIn(database),
  });
  for (const role of roles) people.set(role, await signedIn(database, { roles: [role] }));
});
afterAll(() => database.drop());

/** Which routes let them through, and with which codes the others refuse. */
async function walk(headers: Record<string, string>): Promise<{ reached: string[]; refused: string[] }> {
  const reached: Route[] = [];
  const refused = new Set<string>();
  for (const route of routes) {
    const answer = await app.request(route.path.replaceAll(/:\w+/g, 'x'), { method: route.method, headers });
    const body = (await answer.json()) as { reached?: boolean; code?: string };
    if (body.reached) reached.push(route);
    else refused.add(`${answer.status} ${body.code}`);
  }
  return { reached: names(reached), refused: [...refused] };
}

/** Read from the table by other words than isPermitted has. */
const meantFor = (role: Role, via: 'session' | 'token') => (route: Route) => {
  const { who }: { who: string | readonly Role[] } = permissions[route.permission as Permission];
  if (typeof who !== 'string') return who.includes(role);
  return who === 'everybody' || (who === 'signed-in' && via === 'session');
};

it('every route is somebody’s: for everybody, for whoever is signed in, or for a role there is', () => {
  const reachable = (route: Route) => roles.some((role) => meantFor(role, 'session')(route));
  expect(names(routes.filter((route) => !reachable(route)))).toEqual([]);
  expect(routes.length).toBeGreaterThan(50);
});

it('no name reaches what is for everybody, and is asked to sign in for everything else', async () => {
  expect(await walk({})).toEqual({ reached: names(routes.filter(open)), refused: ['401 not-signed-in'] });
});

describe.each(roles)('%s', (role) => {
  it('reaches with a session what the table says, and nothing else', async () => {
    expect(await walk(people.get(role)!.cookie)).toEqual({
      reached: names(routes.filter(meantFor(role, 'session'))),
      refused: ['403 not-permitted'],
    });
  });
  it('reaches the same with a token, but for what is a person’s own', async () => {
    expect(await walk(people.get(role)!.bearer)).toEqual({
      reached: names(routes.filter(meantFor(role, 'token'))),
      refused: ['403 not-permitted'],
    });
  });
});

it('somebody of no organisation reaches their own account and no more', async () => {
  const { cookie } = await signedIn(database, { roles: [] });
  const own = routes.filter((route) => open(route) || route.permission === 'own-account');
  expect((await walk(cookie)).reached).toEqual(names(own));
});

it('people and tokens of a suspended organisation have no role', async () => {
  const { cookie, bearer, organisation } = await signedIn(database, {
    roles: ['administrator', 'forwarder', 'customs'],
  });
  await sql`update identity.organisation set suspended_at = now() where id = ${organisation.id}`.execute(
    database.db,
  );
  const own = routes.filter((route) => open(route) || route.permission === 'own-account');
  expect((await walk(cookie)).reached).toEqual(names(own));
  expect((await walk(bearer)).reached).toEqual(names(routes.filter(open)));
});

it('a forged session and a token nobody made reach what is for everybody', async () => {
  const { cookie } = people.get('operator')!;
  const ended = { reached: names(routes.filter(open)), refused: ['401 session-ended'] };
  expect(await walk({ ...cookie, cookie: `${cookie.cookie}A` })).toEqual(ended);
  expect(await walk({ authorization: `Bearer serai_${'A'.repeat(43)}` })).toEqual(ended);
});

it('a session that does not come from our own page reads, and changes nothing', async () => {
  const { cookie } = people.get('operator')!;
  const reads = routes.filter((route) => route.method === 'GET' && meantFor('operator', 'session')(route));
  const changes = routes.filter((route) => route.method !== 'GET');
  expect((await walk({ ...cookie, 'sec-fetch-site': 'cross-site' })).reached).toEqual(names(reads));
  // No browser leaves both headers out; what is for everybody needs no session, and so no such proof.
  expect((await walk({ cookie: cookie.cookie! })).reached).toEqual(
    names([...reads, ...changes.filter(open)]),
  );
});
