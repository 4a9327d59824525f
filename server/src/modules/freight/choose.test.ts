import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestOf, type Candidate, chooseWays, optionsMax, undominated } from './choose.ts';

const way = (
  key: string,
  days: number,
  usd: number,
  kg: number,
  lateChance: number,
  transfers = 0,
): Candidate => ({
  key,
  minutes: days * 1440,
  cents: usd * 100,
  co2Grams: kg * 1000,
  lateChance,
  transfers,
});
const keys = (ways: readonly Candidate[]) => ways.map((each) => each.key);

test('a way that is worse in everything is left out; of two equal ones the first by key stays', () => {
  const ways = [way('b', 10, 1000, 500, 0.2), way('a', 10, 1000, 500, 0.2), way('worse', 11, 1000, 500, 0.2)];
  expect(keys(undominated(ways))).toEqual(['a']);
});

test('a way hardly better in anything is needless, but the best of each criterion always stays', () => {
  const ways = [
    way('fast', 10, 1500, 500, 0.2),
    way('a little slower and cheaper', 10.2, 1490, 500, 0.21, 0),
    way('cheap', 15, 1000, 480, 0.25),
  ];
  expect(keys(chooseWays(ways, 'time'))).toEqual(['fast', 'cheap']);
  expect(keys(chooseWays([...ways, way('cheapest', 15.1, 999, 480, 0.25)], 'time'))).toEqual([
    'fast',
    'cheap',
    'cheapest',
  ]);
});

test('what is minimised decides the order', () => {
  const ways = [
    way('fast', 10, 1500, 500, 0.2),
    way('cheap', 15, 1000, 510, 0.3),
    way('safe', 20, 2000, 520, 0.1),
  ];
  expect(keys(chooseWays(ways, 'time'))).toEqual(['fast', 'cheap', 'safe']);
  expect(keys(chooseWays(ways, 'cost'))).toEqual(['cheap', 'fast', 'safe']);
  expect(keys(chooseWays(ways, 'risk'))).toEqual(['safe', 'fast', 'cheap']);
  expect(bestOf(ways[0]!, ways)).toEqual(['time', 'co2']);
});

test('whatever comes in: at most eight, all undominated, the best of each among them, in any order the same', () => {
  const some = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 3 }),
    ),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(some, fc.constantFrom('time', 'cost', 'co2', 'risk'), (rows, minimise) => {
      const ways = rows.map(([days, usd, kg, late, transfers], index) =>
        way(`w${index}`, days, usd * 100, kg * 50, late / 20, transfers),
      );
      const chosen = chooseWays(ways, minimise);
      expect(chosen.length).toBeGreaterThan(0);
      expect(chosen.length).toBeLessThanOrEqual(optionsMax);
      expect(undominated(chosen)).toHaveLength(chosen.length);
      for (const measure of ['minutes', 'cents', 'co2Grams'] as const)
        expect(Math.min(...chosen.map((each) => each[measure]))).toBe(
          Math.min(...ways.map((each) => each[measure])),
        );
      // Of the safest ways within five points the soonest stands for all.
      const safest = Math.min(...ways.map((each) => each.lateChance));
      expect(Math.min(...chosen.map((each) => each.lateChance))).toBeLessThan(safest + 0.05);
      expect(keys(chooseWays(ways.toReversed(), minimise))).toEqual(keys(chosen));
    }),
  );
});
