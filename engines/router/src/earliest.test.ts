import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestArrival, earliestArrivals, latestDeparture } from './earliest.ts';
import type { Journey, NetworkInput } from './network.ts';
import { everyArrival, everyDeparture, type OracleQuery, type Vector } from './oracle.ts';
import { replay } from './oracle-replay.ts';
import { type Scenario, scenarios } from './random-network.ts';
import { buildTimetable, NEVER } from './timetable.ts';

const runs = { numRuns: 2000 };

/** The oracle's network without charges, which these searches don't look at: it has far fewer states to try. */
function timesOnly(input: NetworkInput): NetworkInput {
  return {
    ...input,
    stops: input.stops.map(({ transferMinutes }) => ({ transferMinutes })),
    services: input.services.map(({ cost: _, co2: __, risk: ___, ...service }) => service),
    links: input.links.map(({ cost: _, co2: __, risk: ___, ...link }) => link),
  };
}

/** Best first by time (`sign` 1: the earliest, -1: the latest), then by rides. */
function bestOf(outcomes: readonly Vector[], sign: 1 | -1) {
  const [best] = outcomes.toSorted((a, b) => sign * (a.time - b.time) || a.rides - b.rides);
  return best ? { time: best.time, rides: best.rides } : null;
}

/** The journey can be ridden leg by leg, and its sums are those of its legs. */
function expectHonest(input: NetworkInput, query: OracleQuery, journey: Journey): void {
  const { departure, arrival, cost, co2, risk, rides } = journey;
  expect(replay(input, query, journey)).toContainEqual({
    departure,
    arrival,
    time: arrival,
    cost,
    co2,
    risk,
    rides,
  });
}

function searches(scenario: Scenario) {
  const { input, from, to, maxRides, avoidCrossings } = scenario;
  return { timetable: buildTimetable(input), query: { from, to, maxRides, avoidCrossings } };
}

describe('on small random networks', () => {
  it('the earliest arrival and its least rides are those of the oracle, and the journey can be ridden', () => {
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
  });

  it('the latest departure and its least rides are those of the oracle, and the journey can be ridden', () => {
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
  });

  it('every stop is reached when the oracle reaches it', () => {
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
  });
});
