import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Journey } from './network.ts';
import { everyArrival, everyDeparture, front, type Vector } from './oracle.ts';
import { expectHonest } from './oracle-compare.ts';
import { pareto } from './pareto.ts';
import { scenarios } from './random-network.ts';
import { buildTimetable } from './timetable.ts';

const forwards = ({ time, cost, co2, risk, rides }: Vector) => [time, cost, co2, risk, rides];
const backwards = ({ time, cost, co2, risk, rides }: Vector) => [-time, cost, co2, risk, rides];
const byArrival = (journey: Journey) => [
  journey.arrival,
  journey.cost,
  journey.co2,
  journey.risk,
  journey.rides,
];
const byDeparture = (journey: Journey) => [
  -journey.departure,
  journey.cost,
  journey.co2,
  journey.risk,
  journey.rides,
];

describe('the Pareto set', () => {
  test('is the set of vectors that trying everything finds, and every journey is what it claims', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { input, minute, ...query } = scenario;
        const journeys = pareto(buildTimetable(input), { ...query, departAt: minute });
        const expected = front(everyArrival(input, query, minute), forwards);
        expect(journeys.map((journey) => byArrival(journey).join(' ')).sort()).toEqual(expected);
        for (const journey of journeys) expectHonest(input, query, journey);
      }),
      { numRuns: 1500 },
    );
  }, 300_000);

  test('of latest departures is the set that trying everything backwards finds', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { input, minute, ...query } = scenario;
        const journeys = pareto(buildTimetable(input), { ...query, arriveBy: minute });
        const expected = front(everyDeparture(input, query, minute), backwards);
        expect(journeys.map((journey) => byDeparture(journey).join(' ')).sort()).toEqual(expected);
        for (const journey of journeys) {
          expectHonest(input, query, journey);
          expect(journey.arrival).toBeLessThanOrEqual(minute);
        }
      }),
      { numRuns: 1500 },
    );
  }, 300_000);
});

const boundsOf = fc.record(
  {
    timeFactor: fc.constantFrom(1, 1.5, 3),
    timeSlackMinutes: fc.constantFrom(0, 2, 10, 11_000),
    costFactor: fc.constantFrom(1, 1.5, 2),
    co2Factor: fc.constantFrom(1, 1.5, 2),
    riskFactor: fc.constantFrom(1, 1.5, 2),
    extraRides: fc.constantFrom(0, 1),
  },
  { requiredKeys: [] },
);

describe('bounds', () => {
  for (const direction of ['departAt', 'arriveBy'] as const) {
    test(`answer exactly the part of the exact set that lies within them, by ${direction}`, () => {
      fc.assert(
        fc.property(scenarios, boundsOf, (scenario, bounds) => {
          const { input, minute, ...rest } = scenario;
          const timetable = buildTimetable(input);
          const query =
            direction === 'departAt' ? { ...rest, departAt: minute } : { ...rest, arriveBy: minute };
          const all = pareto(timetable, query);
          const underWay = (journey: Journey) =>
            direction === 'departAt' ? journey.arrival - minute : minute - journey.departure;
          const least = (of: (journey: Journey) => number) => Math.min(...all.map(of));
          const minutes =
            bounds.timeFactor === undefined && bounds.timeSlackMinutes === undefined
              ? Infinity
              : Math.floor(least(underWay) * (bounds.timeFactor ?? 1)) + (bounds.timeSlackMinutes ?? 0);
          const within = all.filter(
            (journey) =>
              underWay(journey) <= minutes &&
              (bounds.costFactor === undefined || journey.cost <= least((j) => j.cost) * bounds.costFactor) &&
              (bounds.co2Factor === undefined || journey.co2 <= least((j) => j.co2) * bounds.co2Factor) &&
              (bounds.riskFactor === undefined || journey.risk <= least((j) => j.risk) * bounds.riskFactor) &&
              journey.rides <= least((j) => j.rides) + (bounds.extraRides ?? Infinity),
          );
          expect(pareto(timetable, { ...query, bounds })).toEqual(within);
        }),
        { numRuns: 1500 },
      );
    }, 300_000);
  }
});
