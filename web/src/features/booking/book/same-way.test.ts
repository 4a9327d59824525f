import { expect, test } from 'vitest';
import { leg, option } from '../../../journey/testing.ts';
import { sameWay } from './same-way.ts';

const service = (id: string) => ({ id, name: id, operator: null, days: [], routePublished: true });
const way = (id: string, train: string, departure: string) =>
  option(id, [leg('ride', departure, '2026-12-09T00:00:00Z', { service: service(train) })]);

test('a way is found again by its trains when its load, and so its id, has changed', () => {
  const chosen = way('for-2-teu', 'khorgos-express', '2026-12-03T00:00:00Z');
  const others = [
    way('later', 'khorgos-express', '2026-12-05T00:00:00Z'),
    way('for-3-teu', 'khorgos-express', '2026-12-03T00:00:00Z'),
  ];
  expect(sameWay(chosen, others)?.id).toBe('for-3-teu');
  expect(sameWay(chosen, others.slice(0, 1))).toBeUndefined();
});
