import { expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { loggablePath } from './loggable.ts';

const key = 'FrKkCoVFYwsWde1F86mt5Y-HuAUEFuTVUFhmjOG5j4s';

test('keys that let somebody in are left out of a logged path, on pages and in the API', () => {
  for (const path of ['/setup/', '/api/v1/setup/', '/api/v1/invitation-links/', '/api/v1/password-resets/'])
    expect(loggablePath(`${path}${key}`)).toBe(`${path}…`);
  expect(loggablePath(`/api/v1/setup/${key}${key}/x`)).toBe('/api/v1/setup/…/x');
});

test('ids, runs and places stay', () => {
  const paths = [
    `/api/v1/bookings/${newId()}/confirm`,
    '/api/v1/departures/tianjin-almaty%402026-12-21T07%3A00%3A00.000Z/capacity',
  ];
  expect(paths.map(loggablePath)).toEqual(paths);
});
