import { expect, test } from 'vitest';
import { axisOf, barOf, tickAt, ticksOf } from './time-axis.ts';

const period = (start: string | null, end: string | null) => ({ start, end, label: '' });

test('the axis runs from the first year told to the end of the last', () => {
  const axis = axisOf([
    { period: period('2007-01-01', '2023-12-31') },
    { period: period(null, '2025-04-30') },
    { period: null },
  ]);
  expect(axis).toEqual({ from: 2007, to: 2025 });
  expect(axisOf([{ period: null }])).toBeNull();
});
test('a whole year fills its share, and an open end runs to the edge', () => {
  const axis = { from: 2020, to: 2023 };
  const year = barOf(period('2022-01-01', '2022-12-31'), axis)!;
  expect(year.x).toBeCloseTo(50, 0);
  expect(year.x + year.width).toBeCloseTo(75, 0);
  expect(barOf(period('2022-01-01', null), axis)).toMatchObject({ opensAfter: true, opensBefore: false });
  expect(barOf(period(null, '2020-12-31'), axis)!.x).toBe(0);
  expect(barOf(period(null, null), axis)).toBeNull();
});
test('one day is wide enough to be seen and stays on the axis', () => {
  const bar = barOf(period('2023-12-31', '2023-12-31'), { from: 2000, to: 2023 })!;
  expect(bar.width).toBeGreaterThan(0.5);
  expect(bar.x + bar.width).toBeLessThanOrEqual(100);
});
test('years are named as far as there is room', () => {
  expect(ticksOf({ from: 2000, to: 2024 })).toEqual([2000, 2004, 2008, 2012, 2016, 2020, 2024]);
  expect(tickAt(2012, { from: 2000, to: 2023 })).toBe(50);
});
