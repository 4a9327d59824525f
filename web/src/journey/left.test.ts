import { expect, test } from 'vitest';
import type { Ride } from '../api/booking.ts';
import { leftOnWay } from './left.ts';

const ride = (run: string, teu: number | null, more: Partial<Ride> = {}): Ride => ({
  run,
  service: run,
  fromCall: 0,
  toCall: 1,
  from: 'a',
  to: 'b',
  departure: '2026-12-01T00:00:00Z',
  arrival: '2026-12-03T00:00:00Z',
  left: { teu, reeferPlugs: null, weightKg: null },
  cancelled: false,
  ...more,
});

test('a way has no more left than its scarcest train', () => {
  expect(leftOnWay([ride('a', 40), ride('b', 12), ride('c', 30)], 2)).toMatchObject({
    level: 'enough',
    teu: 12,
    ride: { run: 'b' },
  });
});
test('less than is asked for is short, nothing is full', () => {
  expect(leftOnWay([ride('a', 40), ride('b', 1)], 2)?.level).toBe('short');
  expect(leftOnWay([ride('a', 1), ride('b', 0)], 2)).toMatchObject({ level: 'full', ride: { run: 'b' } });
});
test('a cancelled train closes the way whatever the others have', () => {
  expect(leftOnWay([ride('a', 0), ride('b', 9, { cancelled: true })], 2)?.level).toBe('cancelled');
});
test('a train nobody knows anything of makes the way unknown, unless another is known to be short', () => {
  expect(leftOnWay([ride('a', 40), ride('b', null)], 2)?.level).toBe('unknown');
  expect(leftOnWay([ride('a', 1), ride('b', null)], 2)?.level).toBe('short');
  expect(leftOnWay([ride('a', 5, { left: null })], 2)?.level).toBe('unknown');
});
test('a way without trains has nothing to be short of', () => {
  expect(leftOnWay([], 2)).toBeNull();
});
