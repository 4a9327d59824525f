import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestArrival, earliestArrivals, latestDeparture } from './earliest.ts';
import type { NetworkInput } from './network.ts';
import { everyArrival, everyDeparture, type Vector } from './oracle.ts';
import { expectHonest, timesOnly } from './oracle-compare.ts';
import { type Scenario, scenarios } from './random-network.ts';
import { buildTimetable, NEVER } from './timetable.ts';

const runs = { numRuns: 2000 };

/** Seconds alone; much longer where many things run at once. */
const slow = 240_000;

/** Best first by time (`sign` 1: the earliest, -1: the latest), then by rides. */
function bestOf(outcomes: readonly Vector[], sign: 1 | -1) {
  const [best] = outcomes.toSorted((a, b) => sign * (a.time - b.time) || a.rides - b.rides);
  return best ? { time: best.time, rides: best.rides } : null;
}

function searches(scenario: Scenario) {
  const { input, from, to, maxRides, avoidCrossings } = scenario;
  return { timetable: buildTimetable(input), query: { from, to, maxRides, avoidCrossings } };
}

describe('on small random networks', () => {
  it(
    'the earliest arrival and its least rides are those of the oracle, and the journey can be ridden',
    () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          const { timetable, query } = searches(scenario);
          const journey = earliestArrival(timetable, { ...query, departAt: scenario.minute });
          const found = journey && { time: journey.arrival, rides: journey.rides };
          expect(found).toEqual(bestOf(everyArrival(timesOnly(scenario.input), query, scenario.minute), 1));
          if (!journey) return;
          expectHonest(scenario.input, query, journey);
          expect(journey.departure).toBeGreaterThanOrEqual(scenario.minute);
        }),
        runs,
      );
    },
    slow,
  );

  it(
    'the latest departure and its least rides are those of the oracle, and the journey can be ridden',
    () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          const { timetable, query } = searches(scenario);
          const arriveBy = scenario.minute + 20;
          const journey = latestDeparture(timetable, { ...query, arriveBy });
          const found = journey && { time: journey.departure, rides: journey.rides };
          expect(found).toEqual(bestOf(everyDeparture(timesOnly(scenario.input), query, arriveBy), -1));
          if (!journey) return;
          expectHonest(scenario.input, query, journey);
          expect(journey.arrival).toBeLessThanOrEqual(arriveBy);
        }),
        runs,
      );
    },
    slow,
  );

  it(
    'every stop is reached when the oracle reaches it',
    () => {
      fc.assert(
        fc.property(scenarios, (scenario) => {
          const { timetable, query } = searches(scenario);
          const arrivals = earliestArrivals(timetable, { ...query, departAt: scenario.minute });
          const expected = scenario.input.stops.map((_, stop) => {
            const outcomes = everyArrival(
              timesOnly(scenario.input),
              { ...query, to: [{ stop }] },
              scenario.minute,
            );
            return bestOf(outcomes, 1)?.time ?? NEVER;
          });
          expect([...arrivals]).toEqual(expected);
        }),
        { numRuns: 300 },
      );
    },
    slow,
  );
});

describe('on a line with a connection', () => {
  const day = 29_000_000;
  /** 0 to 1 by 08:30, then 1 to 2 at 08:32 or 09:30; and a road from 1 to 2 through a crossing. */
  const input = (transferMinutes: number): NetworkInput => ({
    horizonStart: day,
    horizonEnd: day + 1440,
    stops: [{ transferMinutes: 0 }, { transferMinutes }, { transferMinutes: 0 }, { transferMinutes: 0 }],
    services: [
      { stops: [0, 1], arriveMinutes: [0, 30], departMinutes: [0, 30], departures: [day + 480] },
      { stops: [1, 2], arriveMinutes: [0, 20], departMinutes: [0, 20], departures: [day + 512, day + 570] },
    ],
    links: [{ from: 1, to: 2, minutes: 15, crossing: 0 }],
    crossings: [{}],
  });
  const query = { from: [{ stop: 0 }], to: [{ stop: 2 }], departAt: day };

  it('a two-minute transfer is made with two minutes and missed with three', () => {
    const arrival = (minutes: number) =>
      earliestArrival(buildTimetable(input(minutes)), { ...query, avoidCrossings: [0] })?.arrival;
    expect([arrival(2), arrival(3)]).toEqual([day + 532, day + 590]);
  });

  it('the road is taken unless its crossing is avoided', () => {
    const journey = earliestArrival(buildTimetable(input(2)), query);
    expect(journey?.legs.map(({ kind }) => kind)).toEqual(['ride', 'link']);
    expect(journey).toMatchObject({ departure: day + 480, arrival: day + 525, rides: 1 });
  });

  it('nobody gets there with too few rides, or to a stop nothing serves', () => {
    const timetable = buildTimetable(input(2));
    expect(earliestArrival(timetable, { ...query, maxRides: 0 })).toBeNull();
    expect(earliestArrival(timetable, { ...query, maxRides: 1, avoidCrossings: [0] })).toBeNull();
    expect(earliestArrival(timetable, { ...query, to: [{ stop: 3 }] })).toBeNull();
    expect(earliestArrival(timetable, { ...query, to: [] })).toBeNull();
  });

  it('who is there already arrives at once, without a leg', () => {
    const journey = earliestArrival(buildTimetable(input(2)), { ...query, to: [{ stop: 0, minutes: 7 }] });
    expect(journey).toMatchObject({ departure: day, arrival: day + 7, rides: 0, legs: [] });
  });

  it('an abort stops the search with its reason, and the next search is none the worse', () => {
    const timetable = buildTimetable(input(2));
    expect(() => earliestArrival(timetable, { ...query, signal: AbortSignal.abort('enough') })).toThrow(
      'enough',
    );
    let looks = 0;
    const secondRound = {
      throwIfAborted: () => {
        if (++looks === 3) throw new Error('later');
      },
    };
    const aborted = { ...query, avoidCrossings: [0], signal: secondRound as AbortSignal };
    expect(() => earliestArrival(timetable, aborted)).toThrow('later');
    expect(earliestArrival(timetable, query)?.arrival).toBe(day + 525);
  });

  it.each([
    ['departAt', { departAt: 0.5 }],
    ['maxRides', { maxRides: 33 }],
    ['from[0].stop', { from: [{ stop: 4 }] }],
    ['to[1].minutes', { to: [{ stop: 0 }, { stop: 0, minutes: -1 }] }],
    ['avoidCrossings[0]', { avoidCrossings: [1] }],
  ])('a query with a bad %s is refused by name', (field, fault) => {
    const search = () => earliestArrival(buildTimetable(input(2)), { ...query, ...fault });
    expect(search).toThrow(RangeError);
    expect(search).toThrow(`${field}: `);
  });
});
