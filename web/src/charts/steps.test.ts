import { expect, test } from 'vitest';
import type { Spot } from './frame.ts';
import { nextSpot } from './steps.ts';

const spot = (series: string, x: number, type: 'observation' | 'claim' = 'observation'): Spot => ({
  series,
  x,
  y: 0,
  point: {
    id: `${series}${x}`,
    start: '2024-01-01',
    end: '2024-12-31',
    type,
    by: '',
    figure: { value: '1', unit: 'USD', kind: 'official', evidence: [] },
  },
});
const spots = [spot('A', 0), spot('A', 10), spot('A', 4, 'claim'), spot('B', 9)];

test('arrows walk along a line and stop at its ends', () => {
  expect(nextSpot(spots, 0, 'ArrowRight')).toBe(1);
  expect(nextSpot(spots, 1, 'ArrowRight')).toBe(1);
  expect(nextSpot(spots, 1, 'Home')).toBe(0);
});

test('up and down go to the nearest point of the next row; claims are a row of their own', () => {
  expect(nextSpot(spots, 1, 'ArrowDown')).toBe(2);
  expect(nextSpot(spots, 2, 'ArrowDown')).toBe(3);
  expect(nextSpot(spots, 3, 'ArrowUp')).toBe(2);
  expect(nextSpot(spots, 0, 'ArrowUp')).toBe(0);
});

test('other keys are left to the page', () => {
  expect(nextSpot(spots, 0, 'Tab')).toBeNull();
  expect(nextSpot([], 0, 'ArrowRight')).toBeNull();
});
