import { expect, test } from 'vitest';
import type { Run } from '../../../api/freight.ts';
import { passagesOf } from './passages.ts';

const call = (stop: string, arrival: string, crossing: string | null = null) => ({
  stop,
  name: stop,
  arrival,
  departure: arrival,
  track: [],
  crossing,
});
const run = (id: string, ...calls: Run['calls']): Run => ({
  id,
  service: { id, name: id },
  mode: 'rail',
  operator: null,
  kind: 'model',
  calls,
});
const later = run(
  'later',
  call('khorgos', '2026-12-05T00:00:00Z'),
  call('altynkol', '2026-12-06T00:00:00Z', 'khorgos-altynkol'),
);
const eastbound = run(
  'eastbound',
  call('altynkol', '2026-12-02T00:00:00Z'),
  call('khorgos', '2026-12-03T00:00:00Z', 'khorgos-altynkol'),
);
const elsewhere = run(
  'elsewhere',
  call('khorgos', '2026-12-02T00:00:00Z'),
  call('xian', '2026-12-04T00:00:00Z'),
);

test('trains pass a crossing in either direction, soonest first, and only those that do', () => {
  expect(
    passagesOf([later, elsewhere, eastbound], 'khorgos-altynkol', new Date('2026-12-01')).map(
      ({ run: { id } }) => id,
    ),
  ).toEqual(['eastbound', 'later']);
});

test('a train that has reached the crossing is not still to come', () => {
  expect(passagesOf([eastbound], 'khorgos-altynkol', new Date('2026-12-02T01:00:00Z'))).toEqual([]);
});
