import { describe, expect, test } from 'vitest';
import { type ChartPoint, grainOf, levelOf, monthsLeast, runsOf } from './data.ts';

const point = (
  start: string,
  end: string,
  change: Partial<ChartPoint['figure']> & { type?: ChartPoint['type'] } = {},
): ChartPoint => {
  const { type = 'observation', ...figure } = change;
  return {
    id: `${start} ${type}`,
    start,
    end,
    type,
    by: 'an office',
    figure: { value: '1', unit: 'USD', kind: 'official', evidence: [], ...figure },
  };
};
const year = (which: number, change = {}) => point(`${which}-01-01`, `${which}-12-31`, change);

describe('a period', () => {
  test.each([
    ['2024-01-01', '2024-12-31', 'year'],
    ['2024-02-01', '2024-02-29', 'month'],
    ['2024-04-01', '2024-06-30', 'quarter'],
    ['2024-01-01', '2024-06-30', 'half'],
    ['2024-12-31', '2024-12-31', 'day'],
    ['2024-01-01', '2024-05-31', 'span'],
    ['2007-01-01', '2023-12-31', 'span'],
  ])('from %s to %s is a %s', (start, end, grain) => {
    expect(grainOf({ start, end })).toBe(grain);
  });

  test('of years leaves no months to mark on an axis', () => {
    expect(monthsLeast([{ id: '', name: '', points: [year(2023), year(2024)] }])).toBe(12);
  });
});

describe('a line', () => {
  test('is broken by an unknown value and by a year nobody speaks of', () => {
    const runs = runsOf([
      year(2019),
      year(2020),
      year(2021, { value: null, kind: 'unknown' }),
      year(2022),
      year(2024),
    ]);
    expect(runs.map(({ points }) => points.map(({ start }) => start.slice(0, 4)))).toEqual([
      ['2019', '2020'],
      ['2022'],
      ['2024'],
    ]);
  });

  test('never runs through a claim', () => {
    const runs = runsOf([year(2022), year(2023, { type: 'claim' }), year(2023)]);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.points.every(({ type }) => type === 'observation')).toBe(true);
  });

  test('changes its look where the kind changes, and stays joined', () => {
    const runs = runsOf([year(2022), year(2023), year(2024, { kind: 'model' })]);
    expect(runs.map(({ kind, points }) => [kind, points.length])).toEqual([
      ['official', 2],
      ['model', 2],
    ]);
  });
});

test('an unknown figure has no level, and an interval its middle', () => {
  const { figure } = year(2024);
  expect(levelOf({ ...figure, value: null })).toBeNull();
  expect(levelOf({ ...figure, value: null, lo: '2', hi: '4' })).toBe(3);
  expect(levelOf({ ...figure, value: null, lo: '2' })).toBe(2);
  expect(levelOf({ ...figure, value: '0' })).toBe(0);
});
