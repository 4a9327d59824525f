import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digits } from './digits.ts';
import { monthEnd } from './period.ts';
import { type KnownPoint, project, type Question } from './projection.ts';

const month = (year: number, number: number, value: number): KnownPoint => {
  const at = `${year}-${String(number).padStart(2, '0')}`;
  return { periodStart: `${at}-01`, periodEnd: monthEnd(at), value };
};
/** A year's months, or the first of them. */
const months = (year: number, values: readonly number[]) =>
  values.map((value, index) => month(year, index + 1, value));
const flat = (value: number, count = 12) => Array.from({ length: count }, () => value);
const asked = (change: Partial<Question> = {}): Question => ({
  ...{ nature: 'flow', target: 100, by: '2025-12-31', method: 'seasonal' },
  ...change,
});
/** The same numbers every time, evenly between 0 and 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

const amount = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const known = fc.integer({ min: 1, max: 11 });

describe('run-rate', () => {
  test('of a constant series is exact, whatever month is known last', () => {
    fc.assert(
      fc.property(amount, known, (value, count) => {
        const { value: projected } = project(months(2025, flat(value, count)), asked({ method: 'run-rate' }));
        expect(projected! / (value * 12)).toBeCloseTo(1, 10);
      }),
    );
  });

  test('takes a part of a month by its days', () => {
    const { value } = project(months(2025, flat(10, 3)), asked({ method: 'run-rate', by: '2025-06-15' }));
    expect(value).toBeCloseTo(55, 10);
  });

  test('without former years goes by how the months differ, and with two months gives no interval', () => {
    const three = project(months(2025, [9, 10, 11]), asked({ method: 'run-rate' }));
    // k = 9, s = 1, n = 3: 1.886 × √(9 + 81/3)
    expect(three.interval!.hi - three.value!).toBeCloseTo(1.886 * 6, 6);
    const two = project(months(2025, [9, 11]), asked({ method: 'run-rate', target: 1 }));
    expect([two.value, two.interval, two.reached]).toEqual([120, null, 'yes']);
    expect(project(months(2025, [9, 11]), asked({ method: 'run-rate' })).reached).toBe('unknown');
  });
});

describe('seasonal', () => {
  test('equals the run-rate where every year is flat, with no width', () => {
    fc.assert(
      fc.property(amount, amount, amount, known, (a, b, c, count) => {
        const points = [...months(2023, flat(a)), ...months(2024, flat(b)), ...months(2025, flat(c, count))];
        const seasonal = project(points, asked());
        const runRate = project(points, asked({ method: 'run-rate' }));
        expect(seasonal.method).toBe('seasonal');
        expect(seasonal.value! / runRate.value!).toBeCloseTo(1, 9);
        expect(seasonal.interval!.hi / seasonal.interval!.lo).toBeCloseTo(1, 6);
      }),
    );
  });

  test('follows the share the months known had in former years', () => {
    // The first half of each year is a quarter of it.
    const year = [...flat(1, 6), ...flat(3, 6)];
    const points = [
      ...months(2022, year),
      ...months(
        2023,
        year.map((each) => each * 2),
      ),
      ...months(
        2024,
        year.map((each) => each * 3),
      ),
      ...months(2025, flat(5, 6)),
    ];
    expect(project(points, asked()).value).toBeCloseTo(120, 9);
    expect(project(points, asked({ method: 'run-rate' })).value).toBeCloseTo(60, 9);
  });

  test('with one former year is a run-rate, and says so', () => {
    const points = [...months(2024, flat(1)), ...months(2025, flat(1, 4))];
    expect(project(points, asked()).method).toBe('run-rate');
  });
});

const growing = fc.record({
  years: fc.array(fc.array(amount, { minLength: 12, maxLength: 12 }), { minLength: 2, maxLength: 6 }),
  now: fc.array(amount, { minLength: 1, maxLength: 11 }),
  method: fc.constantFrom('run-rate' as const, 'seasonal' as const),
  target: amount,
});

test('the interval contains the point, nothing falls below what is known, and the word fits the interval', () => {
  fc.assert(
    fc.property(growing, ({ years, now, method, target }) => {
      const points = [...years.flatMap((year, index) => months(2024 - index, year)), ...months(2025, now)];
      const { value, interval, known: so, reached } = project(points, asked({ method, target }));
      expect(interval!.lo).toBeLessThanOrEqual(value! * (1 + 1e-12));
      expect(interval!.hi).toBeGreaterThanOrEqual(value! * (1 - 1e-12));
      expect(interval!.lo).toBeGreaterThanOrEqual(so!.value * (1 - 1e-12));
      if (reached === 'yes') expect(so!.value).toBeGreaterThanOrEqual(target);
      if (reached === 'likely') expect(interval!.lo).toBeGreaterThanOrEqual(target);
      if (reached === 'unlikely') expect(interval!.hi).toBeLessThan(target);
    }),
  );
});

/** Years of seasons with noise: what is generated, and what the last one came to. */
function generated(next: () => number, years: number, noise: number, swing = 3) {
  const season = Array.from({ length: 12 }, (_, index) => 10 + swing * Math.sin(index / 2));
  return Array.from({ length: years }, (_, index) =>
    season.map((each) => each * 1.07 ** index * Math.exp(noise * normal(next))),
  );
}

// Where there are seasons a run-rate is off by the same in every year, and its interval wider than need be.
test.each([
  ['seasonal', 3],
  ['run-rate', 0],
] as const)('of generated years about four in five end within the interval: %s', (method, swing) => {
  const next = random(7);
  let inside = 0;
  const trials = 600;
  for (let trial = 0; trial < trials; trial++) {
    const years = generated(next, 6, 0.12, swing);
    const last = years.at(-1)!;
    const count = 1 + (trial % 11);
    const points = [
      ...years.slice(0, -1).flatMap((year, index) => months(2020 + index, year)),
      ...months(2025, last.slice(0, count)),
    ];
    const { interval } = project(points, asked({ method }));
    const came = last.reduce((sum, each) => sum + each, 0);
    if (came >= interval!.lo && came <= interval!.hi) inside++;
  }
  expect(inside / trials).toBeGreaterThan(0.75);
  expect(inside / trials).toBeLessThan(0.86);
});

test('more months make the interval narrower on average', () => {
  const next = random(11);
  const widths = [2, 5, 8, 11].map((count) => {
    let sum = 0;
    for (let trial = 0; trial < 200; trial++) {
      const years = generated(next, 6, 0.1);
      const points = [
        ...years.slice(0, -1).flatMap((year, index) => months(2020 + index, year)),
        ...months(2025, years.at(-1)!.slice(0, count)),
      ];
      const { interval } = project(points, asked());
      sum += Math.log(interval!.hi / interval!.lo);
    }
    return sum;
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
});

describe('the steps', () => {
  const rules = ({ steps }: ReturnType<typeof project>) => steps.map(({ rule }) => rule);
  test('of a seasonal projection lead from what is known over each former year to the figure and its width', () => {
    const points = [...months(2023, flat(10)), ...months(2024, flat(20)), ...months(2025, flat(30, 6))];
    const { steps, ...found } = project(points, asked());
    expect(rules({ steps, ...found })).toEqual([
      ...['known', 'year', 'year', 'mean-factor', 'by-factor', 'spread-factor'],
    ]);
    expect(steps[1]).toEqual({
      rule: 'year',
      values: {
        ...{ year: '2024', until: '2024-06-30', part: '120', by: '2024-12-31', whole: '240' },
        factor: '2.0000',
      },
      text: '2024: C(2024-12-31) / C(2024-06-30) = 240 / 120 = 2.0000',
    });
    expect(steps.at(-2)?.values).toEqual({ known: '180', factor: '2.0000', projected: '360' });
  });
  test('of a run-rate without former years tell how far the single months leave it open', () => {
    const found = project(months(2025, [9, 10, 11]), asked({ method: 'run-rate' }));
    expect(rules(found)).toEqual(['known', 'by-pace', 'spread-amount']);
    expect(found.steps[2]?.values.half).toMatch(/^11\.31/);
  });
  test('of a year that is over are one, of nothing known none', () => {
    expect(rules(project(months(2025, flat(10)), asked()))).toEqual(['came']);
    expect(rules(project([], asked()))).toEqual([]);
  });
});

describe('what is known', () => {
  test('January to May as published counts before the sum of five months', () => {
    const points = [
      ...months(2025, flat(10, 5)),
      { periodStart: '2025-01-01', periodEnd: '2025-05-31', value: 60 },
    ];
    expect(project(points, asked()).known).toMatchObject({ until: '2025-05-31', value: 60 });
  });

  test('a month that is missing ends what is known', () => {
    const points = [month(2025, 1, 10), month(2025, 2, 10), month(2025, 4, 10)];
    expect(project(points, asked()).known).toMatchObject({ until: '2025-02-28', value: 20 });
  });

  test('a year that is over is reached or is not, and nothing is projected', () => {
    const year = [{ periodStart: '2025-01-01', periodEnd: '2025-12-31', value: 94.8 }];
    expect(project(year, asked())).toMatchObject({ value: 94.8, interval: null, reached: 'no' });
    expect(project(year, asked({ target: 94.8 })).reached).toBe('yes');
  });

  test('nothing known of the year is unknown, also with former years', () => {
    expect(project(months(2024, flat(10)), asked())).toMatchObject({
      value: null,
      reached: 'unknown',
      known: null,
    });
  });

  test('the end of February is compared with the end of February', () => {
    const points = [...months(2023, flat(1)), ...months(2022, flat(1)), ...months(2024, [1, 1])];
    expect(project(points, asked({ by: '2024-12-31' })).value).toBeCloseTo(12, 9);
  });
});

describe('a stock', () => {
  const level = (day: string, value: number): KnownPoint => ({ periodStart: day, periodEnd: day, value });
  test('goes on by the mean of its steps', () => {
    const points = [level('2022-12-31', 10), level('2023-12-31', 12), level('2024-12-31', 14)];
    const { value, interval } = project(points, asked({ nature: 'stock', by: '2025-12-31' }));
    expect(value).toBeCloseTo(16, 1);
    expect(interval).toBeNull();
  });
  test('with three steps has an interval, and of a known day is what it is', () => {
    const points = ['2021', '2022', '2023', '2024'].map((year, index) =>
      level(`${year}-12-31`, 10 + index * index),
    );
    const found = project(points, asked({ nature: 'stock', target: 21 }));
    expect(found.interval!.lo).toBeLessThan(found.value!);
    expect(found.interval!.hi).toBeGreaterThan(found.value!);
    expect(project(points, asked({ nature: 'stock', by: '2024-12-31', target: 19 })).reached).toBe('yes');
  });
  test('with one level is unknown', () => {
    expect(project([level('2024-12-31', 10)], asked({ nature: 'stock' }))).toMatchObject({
      value: null,
      reached: 'unknown',
      known: { value: 10 },
    });
  });
});

test('numbers are written without an exponent', () => {
  expect([1e21, 94.8e9, 0.1 + 0.2, 1e-9].map(digits)).toEqual([
    '1000000000000000000000',
    '94800000000',
    '0.3',
    '0.000000001',
  ]);
});
