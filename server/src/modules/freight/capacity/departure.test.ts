import { expect, test } from 'vitest';
import { buildNetwork } from '../network.ts';
import { runsBetween } from '../running.ts';
import { fact, world } from '../testing.ts';
import { dayMinutes, minuteOf } from '../zone.ts';
import { closesAt, departureFrom, departureOf, poolId } from './departure.ts';

const now = new Date('2026-11-21T12:00:00Z');
const network = buildNetwork(world(), minuteOf(now));

test('every run of the timetable is found by its name, with the times it has there', () => {
  for (const running of network.running.values())
    for (const run of runsBetween(running, minuteOf(now), minuteOf(now) + 30 * dayMinutes)) {
      const departure = departureFrom(network, running, run);
      expect(departureOf(network, departure.run)).toEqual(departure);
    }
});

test('a train that first waits for a border to open is found by when it leaves', () => {
  const waiting = buildNetwork(
    world((rows) => {
      rows.services.push({
        ...rows.services[0]!,
        id: 'khorgos-almaty',
        calls: ['khorgos', 'altynkol', 'almaty'],
      });
      for (const crossing of rows.crossings) crossing.calendar = '1-5 08:00-10:00';
    }),
    minuteOf(now),
  );
  const running = waiting.running.get('khorgos-almaty')!;
  const runs = runsBetween(running, minuteOf(now), minuteOf(now) + 30 * dayMinutes);
  expect(runs.length).toBeGreaterThan(3);
  // Every one of them leaves when the border opens, which is not the hour of its pattern.
  expect(new Set(runs.map((run) => run.departure % dayMinutes))).toEqual(new Set([8 * 60]));
  for (const run of runs)
    expect(departureOf(waiting, departureFrom(waiting, running, run).run)?.minute).toBe(run.departure);
});

test.each([
  'tianjin-tashkent',
  'tianjin-tashkent@',
  'nowhere@2026-11-24T09:00:00.000Z',
  'tianjin-tashkent@2026-11-24T09:01:00.000Z',
  // The same instant in another spelling would be a departure with pools of its own.
  'tianjin-tashkent@2026-11-24T09:00:00Z',
  'tianjin-tashkent@2026-11-24T17:00:00.000+08:00',
  'tianjin-tashkent@tomorrow',
  '__proto__@2026-11-24T09:00:00.000Z',
  '@',
  '',
])('"%s" is no departure of the timetable', (run) => {
  expect(departureOf(network, 'tianjin-tashkent@2026-11-24T09:00:00.000Z')).not.toBeNull();
  expect(departureOf(network, run)).toBeNull();
});

test('a stretch closes no earlier than the one before it, though its own terminal needs longer', () => {
  const slow = buildNetwork(
    world((rows) => rows.facts.push(fact('terminal:lanzhou', 'terminal-time', '1000', 'h'))),
    minuteOf(now),
  );
  const departure = departureOf(slow, 'tianjin-tashkent@2026-11-24T09:00:00.000Z')!;
  expect(departure.loadsUntil[1]).toBeLessThan(departure.loadsUntil[0]!);
  expect(closesAt(departure, 1)).toBe(departure.loadsUntil[0]);
  expect(closesAt(departure, 2)).toBe(departure.loadsUntil[2]);
});

test('a pool is named by service, instant, stretch and kind', () => {
  const departure = departureOf(network, 'tianjin-tashkent@2026-11-24T09:00:00.000Z')!;
  expect(poolId(departure, 3, 'reefer-plug')).toBe(
    'freight/tianjin-tashkent/2026-11-24T09:00:00.000Z/3/reefer-plug',
  );
});
