import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everyArrival, front } from './oracle.ts';
import { expectHonest, timesOnly } from './oracle-compare.ts';
import { scenarios } from './random-network.ts';
import { range } from './range.ts';
import { buildTimetable } from './timetable.ts';

const windowMinutes = fc.nat({ max: 12 });

it('on small random networks the profile is that of asking the oracle at every minute of the window', () => {
  fc.assert(
    fc.property(scenarios, windowMinutes, (scenario, length) => {
      const { input, from, to, maxRides, avoidCrossings, minute } = scenario;
      const query = { from, to, maxRides, avoidCrossings };
      const last = minute + length;
      const journeys = range(buildTimetable(input), { ...query, departFrom: minute, departTo: last });

      const outcomes = Array.from({ length: length + 1 }, (_, after) =>
        everyArrival(timesOnly(input), query, minute + after).map(({ time, rides }) => ({
          departure: minute + after,
          arrival: time,
          rides,
        })),
      ).flat();
      const numbers = (option: { departure: number; arrival: number; rides: number }) => [
        -option.departure,
        option.arrival,
        option.rides,
      ];
      // A journey without a ride can start at any minute: it stands against the others but is told of once.
      const expected = front(outcomes, numbers).filter((key) => !key.endsWith(' 0'));
      const found = journeys
        .filter(({ rides }) => rides > 0)
        .map((journey) => numbers({ ...journey, departure: Math.min(journey.departure, last) }).join(' '));
      expect(found.toSorted()).toEqual(expected);

      const rideless = outcomes.filter(({ rides, departure }) => rides === 0 && departure === minute);
      const earliest = rideless.length === 0 ? [] : [Math.min(...rideless.map(({ arrival }) => arrival))];
      expect(journeys.filter(({ rides }) => rides === 0).map(({ arrival }) => arrival)).toEqual(earliest);

      for (const journey of journeys) {
        expectHonest(input, query, journey);
      }
    }),
    { numRuns: 300 },
  );
}, 240_000);
