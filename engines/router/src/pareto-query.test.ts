import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkInput } from './network.ts';
import { CRITERIA, type Criterion, type ParetoQuery, pareto } from './pareto.ts';
import { LabelLimitError } from './pareto-scratch.ts';
import { scenarios } from './random-network.ts';
import { buildTimetable } from './timetable.ts';

/**
 * Three terminals in a row, 0 to 2, and a train a minute apart for each taste. From minute 100:
 * fast and dear 0-2 (arrives 120), slow and cheap 0-2 (arrives 300), and 0-1, 1-2 with a change of 2 minutes between.
 */
const network: NetworkInput = {
  horizonStart: 0,
  horizonEnd: 10_080,
  stops: [{ transferMinutes: 0 }, { transferMinutes: 2, transferCost: 1 }, { transferMinutes: 0 }],
  services: [
    direct(100, 20, { cost: 90, co2: 50, risk: 5 }),
    direct(101, 199, { cost: 10, co2: 50, risk: 9 }),
    {
      stops: [0, 1],
      arriveMinutes: [0, 10],
      departMinutes: [0, 10],
      cost: [20],
      co2: [5],
      departures: [100],
    },
    {
      stops: [1, 2],
      arriveMinutes: [0, 30],
      departMinutes: [0, 30],
      cost: [20],
      co2: [5],
      departures: [112, 130],
    },
  ],
  links: [],
  crossings: [{}],
};

function direct(departure: number, minutes: number, amounts: { cost: number; co2: number; risk: number }) {
  const { cost, co2, risk } = amounts;
  return {
    stops: [0, 2],
    arriveMinutes: [0, minutes],
    departMinutes: [0, minutes],
    cost: [cost],
    co2: [co2],
    risk: [risk],
    departures: [departure],
  };
}

const timetable = buildTimetable(network);
const ask = (more: Partial<ParetoQuery> = {}) =>
  pareto(timetable, { from: [{ stop: 0 }], to: [{ stop: 2 }], departAt: 100, ...more } as ParetoQuery);
const arrivals = (more: Partial<ParetoQuery> = {}) => ask(more).map((journey) => journey.arrival);

describe('a query', () => {
  test('answers the fast, the clean and the cheap way, by arrival', () => {
    expect(arrivals()).toEqual([120, 142, 300]);
  });

  test('makes a connection of exactly the transfer time and misses one a minute shorter', () => {
    expect(ask()[1]?.legs.map((leg) => leg.departure)).toEqual([100, 112]);
    const slower = { ...network, stops: network.stops.with(1, { transferMinutes: 3, transferCost: 1 }) };
    const journeys = pareto(buildTimetable(slower), {
      from: [{ stop: 0 }],
      to: [{ stop: 2 }],
      departAt: 100,
    });
    expect(journeys[1]?.legs.map((leg) => leg.departure)).toEqual([100, 130]);
  });

  test('minimises only the chosen criteria', () => {
    expect(arrivals({ criteria: ['cost'] })).toEqual([300]);
    expect(arrivals({ criteria: ['co2'] })).toEqual([142]);
    expect(arrivals({ criteria: ['arrival', 'rides'] })).toEqual([120]);
  });

  test('with every choice of criteria answers a front of the full one, and never two alike', () => {
    fc.assert(
      fc.property(
        scenarios,
        fc.subarray([...CRITERIA], { minLength: 1 }),
        ({ input, minute, ...rest }, criteria) => {
          const built = buildTimetable(input);
          const values = (names: readonly Criterion[]) =>
            pareto(built, { ...rest, departAt: minute, criteria: names }).map((journey) =>
              criteria.map((criterion) => journey[criterion]),
            );
          const all = values(CRITERIA);
          const best = all.filter(
            (mine) =>
              !all.some(
                (other) => other.join() !== mine.join() && other.every((value, i) => value <= mine[i]!),
              ),
          );
          const distinct = [...new Set(best.map((vector) => vector.join()))].sort();
          expect(
            values(criteria)
              .map((vector) => vector.join())
              .sort(),
          ).toEqual(distinct);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of more options than wanted keeps the best of each criterion first', () => {
    expect(arrivals({ maxOptions: 1 })).toEqual([120]);
    expect(arrivals({ maxOptions: 2 })).toEqual([120, 300]);
    expect(arrivals({ maxOptions: 3 })).toEqual([120, 142, 300]);
  });

  test('is answered alike whatever was asked before, also after one that was aborted or too large', () => {
    fc.assert(
      fc.property(scenarios, fc.integer({ min: 1, max: 6 }), ({ input, minute, ...rest }, maxLabels) => {
        const built = buildTimetable(input);
        const query = { ...rest, departAt: minute };
        const first = pareto(built, query);
        try {
          pareto(built, { ...query, from: rest.to, to: rest.from, maxLabels });
        } catch (error) {
          expect(error).toBeInstanceOf(LabelLimitError);
        }
        expect(pareto(built, query)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  test('stops with the reason of its signal, before or between rounds', () => {
    const reason = new Error('the caller has gone');
    expect(() => ask({ signal: AbortSignal.abort(reason) })).toThrow(reason);
    let looks = 0;
    const signal = {
      throwIfAborted() {
        looks++;
        if (looks === 2) throw reason;
      },
    } as AbortSignal;
    expect(() => ask({ signal })).toThrow(reason);
  });

  test('gives up with a clear error when it needs more labels than allowed', () => {
    expect(() => ask({ maxLabels: 2 })).toThrow(LabelLimitError);
    expect(() => ask({ maxLabels: 2 })).toThrow(/after 2 labels/);
  });

  test('refuses what it can not mean, naming the field', () => {
    expect(() => ask({ criteria: [] })).toThrow('criteria');
    expect(() => ask({ criteria: ['speed' as Criterion] })).toThrow('speed');
    expect(() => ask({ bounds: { costFactor: 0.9 } })).toThrow('bounds.costFactor');
    expect(() => ask({ bounds: { costFactor: Number.NaN } })).toThrow('bounds.costFactor');
    expect(() => ask({ bounds: { timeSlackMinutes: -1 } })).toThrow('bounds.timeSlackMinutes');
    expect(() => ask({ criteria: ['arrival'], bounds: { costFactor: 2 } })).toThrow('not among the criteria');
    expect(() => ask({ avoidCrossings: [1] })).toThrow('avoidCrossings[0]');
    expect(() => ask({ maxOptions: 0 })).toThrow('maxOptions');
    expect(() => ask({ from: [{ stop: 3 }] })).toThrow('from[0].stop');
    expect(() => ask({ to: [{ stop: 2, cost: -1 }] })).toThrow('to[0].cost');
    expect(() => ask({ departAt: Number.NaN })).toThrow('departAt');
  });
});

describe('a closure', () => {
  /** 0-1-2 twice, an hour apart; the crossing between 1 and 2 is shut when the first train comes to it. */
  const shut: NetworkInput = {
    horizonStart: 0,
    horizonEnd: 10_080,
    stops: [{ transferMinutes: 0 }, { transferMinutes: 0 }, { transferMinutes: 0 }],
    services: [
      {
        stops: [0, 1, 2],
        arriveMinutes: [0, 10, 20],
        departMinutes: [0, 10, 20],
        crossing: [-1, 0],
        departures: [100, 160],
      },
    ],
    links: [],
    crossings: [{ closed: [[105, 115]] }],
  };

  test('sends one who must cross by the later train and one who leaves before it by the first', () => {
    const built = buildTimetable(shut);
    const from = [{ stop: 0 }];
    expect(pareto(built, { from, to: [{ stop: 1 }], departAt: 100 })[0]?.arrival).toBe(110);
    expect(pareto(built, { from, to: [{ stop: 2 }], departAt: 100 })[0]?.arrival).toBe(180);
    expect(pareto(built, { from, to: [{ stop: 2 }], departAt: 100, avoidCrossings: [0] })).toEqual([]);
  });
});
