import { expect, test } from 'vitest';
import { frameOf, labelOf, radiusOf } from './place-marks.ts';

test('of places the same claims name, twice the claims is twice the area; of others it is always the same', () => {
  const named = (claims: number) => radiusOf({ by: 'named', claims }, 40);
  expect(named(40) ** 2 / named(20) ** 2).toBeCloseTo(2);
  expect(named(40)).toBeGreaterThan(radiusOf({ by: 'within', claims: 900 }, 40));
  expect(radiusOf({ by: 'within', claims: 1 }, 40)).toBe(radiusOf({ by: 'within', claims: 900 }, 40));
});
test('a place that one claim names is small, also where it is all there is', () => {
  expect(radiusOf({ by: 'named', claims: 1 }, 1)).toBeLessThan(6);
  expect(radiusOf({ by: 'named', claims: 1 }, 900)).toBeGreaterThanOrEqual(4);
});
test('the frame holds every point with room around it, and a single one has land around it', () => {
  const size = { width: 328, height: 240 };
  const [[west, south], [east, north]] = frameOf(
    [
      [50, 40],
      [120, 34],
    ],
    size,
  );
  expect(west).toBeLessThan(45);
  expect(east).toBeGreaterThan(125);
  expect([south < 34, north > 40]).toEqual([true, true]);
  const [low, high] = frameOf([[75, 43]], size);
  expect([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2]).toEqual([75, 43]);
  expect(high[1] - low[1]).toBe(11);
});
test('a long name is shortened beside its mark, by letters as a reader counts them', () => {
  expect(labelOf({ name: 'Almaty', claims: 3 })).toBe('Almaty 3');
  expect(labelOf({ name: '🚆'.repeat(40), claims: 3 })).toBe(`${'🚆'.repeat(23)}… 3`);
});
