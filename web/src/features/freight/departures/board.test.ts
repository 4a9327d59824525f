import { expect, test } from 'vitest';
import type { Run } from '../../../api/freight.ts';
import { byDay, departuresOf } from './board.ts';

const call = (stop: string, arrival: string, departure = arrival, crossing: string | null = null) => ({
  stop,
  name: stop,
  arrival,
  departure,
  track: [],
  crossing,
});
const run = (id: string, calls: Run['calls']): Run => ({
  id,
  service: { id, name: id },
  mode: 'rail',
  operator: null,
  kind: 'model',
  calls,
});
const zones = new Map([
  ['xian', 'Asia/Shanghai'],
  ['khorgos', 'Asia/Shanghai'],
  ['altynkol', 'Asia/Almaty'],
  ['tashkent', 'Asia/Tashkent'],
]);
const west = run('xian-tashkent', [
  call('xian', '2026-12-01T17:00:00Z'),
  call('khorgos', '2026-12-03T02:00:00Z', '2026-12-03T04:00:00Z'),
  call('altynkol', '2026-12-04T10:00:00Z', '2026-12-04T12:00:00Z', 'khorgos-altynkol'),
  call('tashkent', '2026-12-06T00:00:00Z'),
]);
const east = run('tashkent-xian', [
  call('tashkent', '2026-12-01T18:30:00Z'),
  call('xian', '2026-12-07T00:00:00Z'),
]);
const long = new Date('2026-11-30T00:00:00Z');

test('the whole board lists every run once, where it begins', () => {
  expect(departuresOf([west, east], zones, long).map(({ from }) => from.stop)).toEqual(['tashkent', 'xian']);
});

test('the day on the board is the day on the platform, not in London', () => {
  const days = byDay(departuresOf([west, east], zones, long));
  expect(days.map(({ day, departures }) => [day, departures.length])).toEqual([
    ['2026-12-01', 1],
    ['2026-12-02', 1],
  ]);
});

test('a terminal on the way has its own departure, and the crossings still ahead', () => {
  const [atAltynkol] = departuresOf([west, east], zones, long, 'altynkol');
  expect(atAltynkol).toMatchObject({ localMinute: '2026-12-04 17:00', crossings: [] });
  expect(departuresOf([west], zones, long, 'xian')[0]!.crossings).toEqual(['khorgos-altynkol']);
});

test('nothing leaves from the last call, and nothing that has left is shown', () => {
  expect(departuresOf([west], zones, long, 'tashkent')).toEqual([]);
  expect(departuresOf([west], zones, new Date('2026-12-02T00:00:00Z'), 'xian')).toEqual([]);
});
