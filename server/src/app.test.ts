import { expect, it } from 'vitest';
import { seraiModules } from './app.ts';
import { permissions } from './platform/http/permissions.ts';

const modules = seraiModules({
  corridor: () => {
    throw new Error('no route is called here');
  },
});
const routes = modules.flatMap((module) => module.routes);

it('every route of every module has a permission, a summary and an address below /api/v1', () => {
  expect(routes.length).toBeGreaterThan(0);
  for (const route of routes) {
    expect(Object.keys(permissions), `${route.method} ${route.path}`).toContain(route.permission);
    expect(route.summary).not.toBe('');
    expect(route.path).toMatch(/^\/api\/v1\/[a-z]/);
  }
});
