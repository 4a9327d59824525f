import { pino } from 'pino';
import { expect, it } from 'vitest';
import { noParts, seraiApp, seraiModules } from './app.ts';
import { systemClock } from './platform/clock.ts';
import { permissions, platformAddresses } from './platform/http/permissions.ts';

const modules = seraiModules(noParts);
const routes = modules.flatMap((module) => module.routes);

it('every route of every module has a permission, a summary and an address below /api/v1', () => {
  expect(routes.length).toBeGreaterThan(0);
  for (const route of routes) {
    expect(Object.keys(permissions), `${route.method} ${route.path}`).toContain(route.permission);
    expect(route.summary).not.toBe('');
    expect(route.path).toMatch(/^\/api\/v1\/[a-z]/);
  }
});

it('every address of the platform itself has a permission, and answers only whom that lets in', async () => {
  const app = seraiApp(modules, {
    config: { ratePerSecond: 100, rateBurst: 100, metricsToken: 'a-token-of-a-test' },
    clock: systemClock,
    log: pino({ level: 'silent' }),
    metrics: { text: async () => 'figures', answered: () => {}, close: () => {} },
  });
  for (const [address, permission] of Object.entries(platformAddresses)) {
    expect(Object.keys(permissions), address).toContain(permission);
    const statusOf = async (headers: Record<string, string>) =>
      (await app.request(address, { headers })).status;
    expect([address, await statusOf({})]).toEqual([address, permission === 'public' ? 200 : 403]);
    expect([address, await statusOf({ authorization: 'Bearer a-token-of-a-test' })]).toEqual([address, 200]);
  }
});

it('the OpenAPI document holds every route, names each operation once, and refers to nothing it does not hold', () => {
  const app = seraiApp(modules, {
    config: { ratePerSecond: 1, rateBurst: 1 },
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  const document = app.openApi() as {
    paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>;
    components: { schemas: Record<string, unknown> };
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map((each) => each.operationId)).size).toBe(routes.length);
  // None is needed for what is for everybody; a person's own account is reached by a session alone.
  expect(document.paths['/api/v1/plans']?.post?.security).toEqual([]);
  expect(document.paths['/api/v1/sessions']?.get?.security).toEqual([{ session: [] }]);
  expect(document.paths['/api/v1/bookings']?.post?.security).toEqual([{ session: [] }, { token: [] }]);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(
    ([, address]) => address,
  );
  const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(held).toEqual(expect.arrayContaining([...new Set(references)]));
});
