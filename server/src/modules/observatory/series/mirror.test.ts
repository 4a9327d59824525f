import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causesOf, reconciled, weightsOf } from './mirror.ts';

const cause = (id: string, given: Partial<Parameters<typeof causesOf>[0]>) =>
  causesOf({
    ...{ exported: 100, imported: 112, exportedBefore: null, months: 12, isAllGoods: true },
    ...given,
  }).find((each) => each.id === id)?.explains;

describe('what could explain a gap', () => {
  test('freight and insurance explain eight per cent of what was exported, and no more than the gap', () => {
    expect(cause('cif-fob', {})).toBeCloseTo(8 / 12, 12);
    expect(cause('cif-fob', { imported: 104 })).toBe(1);
  });
  test('freight does not explain why less arrives than was sent', () => {
    expect(cause('cif-fob', { imported: 90 })).toBe(0);
  });
  test('goods under way explain a month of the change, where the period before is known', () => {
    // Less was sent than the year before: a month of the larger year arrives in this one.
    expect(cause('timing', { exportedBefore: 136 })).toBeCloseTo(3 / 12, 12);
    expect(cause('timing', { exportedBefore: 80 })).toBe(0);
    expect(cause('timing', {})).toBeNull();
  });
  test('classification and confidentiality explain nothing of all goods together', () => {
    expect([cause('classification', {}), cause('confidentiality', {})]).toEqual([0, 0]);
    expect(cause('classification', { isAllGoods: false })).toBeNull();
    expect(cause('transit', {})).toBeNull();
  });
  test('no gap has no cause', () => {
    expect(causesOf({ exported: 1, imported: 1, exportedBefore: 1, months: 1, isAllGoods: true })).toEqual(
      [],
    );
  });
});

const amount = fc.double({ min: 0.01, max: 1e9, noNaN: true });
describe('a reconciled value', () => {
  test('lies between what was exported and what was imported without freight', () => {
    fc.assert(
      fc.property(amount, amount, amount, (x, m, other) => {
        const pairs = [
          { exporter: 'A', importer: 'B', exported: x, imported: m },
          { exporter: 'C', importer: 'B', exported: other, imported: m },
        ];
        const value = reconciled('reliability', x, m, weightsOf(pairs, 'A', 'B'))!;
        const [low, high] = [Math.min(x, m / 1.08), Math.max(x, m / 1.08)];
        expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-9));
        expect(value).toBeLessThanOrEqual(high * (1 + 1e-9));
        expect(reconciled('max', x, m, null)).toBe(high);
        expect(reconciled('cif-108', null, m, null)).toBe(m / 1.08);
      }),
    );
  });
  test('leans to the side whose figures agree with those of its other partners', () => {
    const pairs = [
      { exporter: 'A', importer: 'B', exported: 100, imported: 200 },
      { exporter: 'A', importer: 'C', exported: 100, imported: 108 },
      { exporter: 'A', importer: 'D', exported: 100, imported: 108 },
    ];
    const weights = weightsOf(pairs, 'A', 'B')!;
    expect(weights.exporter / weights.importer).toBeCloseTo(3, 6);
    expect(weights.exporter + weights.importer).toBeCloseTo(1, 12);
  });
  test('with one pair of figures weighs both sides alike, and without any has no weights', () => {
    const pairs = [{ exporter: 'A', importer: 'B', exported: 100, imported: 150 }];
    expect(weightsOf(pairs, 'A', 'B')).toMatchObject({ exporter: 0.5, importer: 0.5 });
    expect(weightsOf([], 'A', 'B')).toBeNull();
    expect(reconciled('reliability', 100, 150, null)).toBeNull();
    expect(reconciled('max', null, 150, null)).toBeNull();
  });
});
