import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closures, hoursOf, nextOpen, shutWindows } from './calendar.ts';
import { departurePattern, departuresBetween } from './methods/pattern.ts';
import { fact, service, world } from './testing.ts';
import {
  dayMinutes,
  instantOf,
  minuteOf,
  toLocalMinute,
  toUtcMinute,
  weekdayOf,
  weekMinutes,
  weekStart,
} from './zone.ts';

test('the clock of a zone and UTC lead to each other, summer time included', () => {
  expect(instantOf(toUtcMinute('Europe/Warsaw', minuteOf('2026-07-01T12:00:00Z')))).toBe(
    '2026-07-01T10:00:00.000Z',
  );
  expect(instantOf(toUtcMinute('Europe/Warsaw', minuteOf('2026-12-01T12:00:00Z')))).toBe(
    '2026-12-01T11:00:00.000Z',
  );
  expect(instantOf(toUtcMinute('Asia/Tehran', minuteOf('2026-12-01T12:00:00Z')))).toBe(
    '2026-12-01T08:30:00.000Z',
  );
  const zone = fc.constantFrom('Asia/Almaty', 'Europe/Berlin', 'Asia/Tehran', 'Europe/Istanbul');
  fc.assert(
    fc.property(
      zone,
      fc.integer({ min: minuteOf('2025-01-01'), max: minuteOf('2028-01-01') }),
      (name, minute) => {
        const back = toUtcMinute(name, toLocalMinute(name, minute));
        // In the hour that is passed twice in autumn either instant is right.
        expect([0, 60, -60]).toContain(back - minute);
        expect(toLocalMinute(name, back)).toBe(toLocalMinute(name, minute));
      },
    ),
  );
});

test('an hour that summer time skips is taken as the one after', () => {
  const skipped = toUtcMinute('Europe/Berlin', minuteOf('2027-03-28T02:30:00Z'));
  expect(instantOf(skipped)).toBe('2027-03-28T01:30:00.000Z');
});

test('weeks begin on Monday', () => {
  expect(instantOf(weekStart(minuteOf('2026-11-21T12:00:00Z')))).toBe('2026-11-16T00:00:00.000Z');
  expect(instantOf(weekStart(minuteOf('2026-11-16T00:00:00Z')))).toBe('2026-11-16T00:00:00.000Z');
  expect(weekdayOf(minuteOf('2026-11-22T00:00:00Z') / dayMinutes)).toBe(7);
});

test('published days are the days of departure, at one local hour from 06:00 to 18:00 through a change of clocks', () => {
  const corridor = world((rows) => {
    rows.services = [service('line', 'almaty saryagash', [2, 5])];
  });
  const pattern = departurePattern(corridor, corridor.services.get('line')!);
  const found = departuresBetween(pattern, 'Europe/Berlin', minuteOf('2027-03-22'), minuteOf('2027-04-05'));
  expect(
    found.map((minute) => weekdayOf(Math.floor(toLocalMinute('Europe/Berlin', minute) / dayMinutes))),
  ).toEqual([2, 5, 2, 5]);
  const hours = new Set(found.map((minute) => toLocalMinute('Europe/Berlin', minute) % dayMinutes));
  expect([...hours]).toEqual([pattern.minuteOfDay]);
  expect(pattern.minuteOfDay).toBeGreaterThanOrEqual(360);
  expect(pattern.minuteOfDay).toBeLessThanOrEqual(1080);
  expect(new Set(found.map((minute) => minute % dayMinutes)).size).toBe(2);
});

test('a frequency is spread evenly over the week, whatever it is, and does not depend on the window asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 84 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 99 }),
      (quarters, week, number) => {
        const perWeek = quarters / 4;
        const corridor = world((rows) => {
          rows.services = [service(`line-${number}`, 'almaty saryagash')];
          rows.facts.push(fact(`service:line-${number}`, 'frequency', String(perWeek), 'departures/week'));
        });
        const pattern = departurePattern(corridor, corridor.services.get(`line-${number}`)!);
        const start = weekStart(minuteOf('2026-11-21')) + week * weekMinutes;
        const weeks = (count: number) =>
          departuresBetween(pattern, 'Asia/Almaty', start, start + count * weekMinutes);
        // Four weeks hold a whole number of departures, but a day's rounding may move one across the edge.
        expect(Math.abs(weeks(4).length - quarters)).toBeLessThanOrEqual(1);
        expect(weeks(4).slice(0, weeks(1).length)).toEqual(weeks(1));
        const gaps = weeks(4)
          .slice(1)
          .map((minute, index) => minute - (weeks(4)[index] ?? 0));
        const even = weekMinutes / perWeek;
        for (const gap of gaps)
          expect(Math.abs(gap - even)).toBeLessThanOrEqual(even >= dayMinutes ? dayMinutes : 1);
      },
    ),
    { numRuns: 40 },
  );
});

test('days of departure are shown where they are the same every week', () => {
  const daysOf = (frequency: string) => {
    const corridor = world((rows) => {
      rows.facts.push(fact('service:tianjin-lanzhou', 'frequency', frequency, 'departures/week'));
    });
    return departurePattern(corridor, corridor.services.get('tianjin-lanzhou')!).days.length;
  };
  expect(['1', '3', '7', '12', '2.5', '0.5'].map(daysOf)).toEqual([1, 3, 7, 7, 0, 0]);
});

test('opening hours hold on their days, in UTC, past midnight too', () => {
  const weekdays = hoursOf('1-5 06:00-18:00');
  expect(instantOf(nextOpen(weekdays, minuteOf('2026-11-20T17:59:00Z')))).toBe('2026-11-20T17:59:00.000Z');
  expect(instantOf(nextOpen(weekdays, minuteOf('2026-11-20T18:00:00Z')))).toBe('2026-11-23T06:00:00.000Z');
  const nights = hoursOf('6-7 22:00-04:00');
  expect(instantOf(nextOpen(nights, minuteOf('2026-11-23T03:00:00Z')))).toBe('2026-11-23T03:00:00.000Z');
  expect(instantOf(nextOpen(nights, minuteOf('2026-11-23T04:00:00Z')))).toBe('2026-11-28T22:00:00.000Z');
  expect(nextOpen(hoursOf('daily'), 5)).toBe(5);
});

test('a crossing is shut by its status, by recorded closures and outside its hours', () => {
  const corridor = world((rows) => {
    rows.crossings[0]!.status = 'closed';
    rows.crossings[1]!.calendar = '1-5 06:00-18:00';
    rows.facts.push(
      fact('crossing:saryagash-keles', 'closure', '1', 'closed', { period: '2026-11-24/2026-11-25' }),
    );
    rows.facts.push(fact('crossing:saryagash-keles', 'closure', '1', 'closed', { period: '2025-09' }));
  });
  const [from, to] = [minuteOf('2026-11-20T12:00:00Z'), minuteOf('2026-11-30T00:00:00Z')];
  const [khorgos, dostyk, keles] = [...corridor.crossings.values()];
  const shown = (windows: [number, number][]) =>
    windows.map(([start, end]) => [instantOf(start).slice(5, 16), instantOf(end).slice(5, 16)]);
  expect(closures(corridor, khorgos!, from, to)).toEqual([[from, to]]);
  expect(shown(closures(corridor, keles!, from, to))).toEqual([['11-24T00:00', '11-26T00:00']]);
  expect(shown(shutWindows(corridor, dostyk!, from, to)).slice(0, 2)).toEqual([
    ['11-20T18:00', '11-23T06:00'],
    ['11-23T18:00', '11-24T06:00'],
  ]);
});
