import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsTowards } from './bounds.ts';
import { everyArrival, tripDepartures } from './oracle.ts';
import { pareto } from './pareto.ts';
import { scenarios } from './random-network.ts';
import { buildTimetable } from './timetable.ts';

describe('a lower bound', () => {
  test('is never above what any option from there takes, for any number of rides', () => {
    fc.assert(
      fc.property(scenarios, ({ input: { links: _, ...network }, to, maxRides, avoidCrossings }) => {
        // Without links every option with rides starts by boarding, so it is the bound of boarding that it must respect.
        const input = { ...network, links: [] };
        const timetable = buildTimetable(input);
        const { board } = boundsTowards(timetable, to, avoidCrossings, maxRides);
        input.stops.forEach((here, stop) => {
          const departures = input.services.flatMap((service) =>
            tripDepartures(input, service).flatMap((trip) =>
              service.stops.flatMap((call, i) => (call === stop ? [trip + service.departMinutes[i]!] : [])),
            ),
          );
          for (const minute of new Set(departures)) {
            const query = { from: [{ stop }], to, maxRides, avoidCrossings };
            const beaten = everyArrival(input, query, minute).find((option) => {
              const at = (option.rides * input.stops.length + stop) * 4;
              return (
                option.rides > 0 &&
                (option.time - minute < board[at]! ||
                  option.cost < board[at + 1]! + (here.transferCost ?? 0) ||
                  option.co2 < board[at + 2]! + (here.transferCo2 ?? 0) ||
                  option.risk < board[at + 3]! + (here.transferRisk ?? 0))
              );
            });
            expect(beaten).toBeUndefined();
          }
        });
      }),
      { numRuns: 150 },
    );
  }, 300_000);

  test('lets the fastest way pass which makes every connection to the minute', () => {
    const ride = (from: number, to: number, departure: number) => ({
      stops: [from, to],
      arriveMinutes: [0, 10],
      departMinutes: [0, 10],
      departures: [departure],
    });
    const timetable = buildTimetable({
      horizonStart: 0,
      horizonEnd: 10_080,
      stops: [{ transferMinutes: 2 }, { transferMinutes: 2 }, { transferMinutes: 2 }, { transferMinutes: 2 }],
      services: [ride(0, 1, 100), ride(1, 2, 112), ride(2, 3, 127)],
      links: [{ from: 2, to: 2, minutes: 5 }],
      crossings: [],
    });
    const query = { from: [{ stop: 0 }], to: [{ stop: 3, minutes: 4 }], bounds: { timeFactor: 1 } };
    expect(pareto(timetable, { ...query, departAt: 100 })[0]?.arrival).toBe(141);
    expect(pareto(timetable, { ...query, arriveBy: 141 })[0]?.departure).toBe(100);
  });

  test('is worked out anew for more rides or other crossings to avoid', () => {
    const timetable = buildTimetable({
      horizonStart: 0,
      horizonEnd: 10_080,
      stops: [{ transferMinutes: 0 }, { transferMinutes: 0 }, { transferMinutes: 0 }],
      services: [
        { stops: [0, 1], arriveMinutes: [0, 5], departMinutes: [0, 5], departures: [0], crossing: [0] },
        { stops: [1, 2], arriveMinutes: [0, 5], departMinutes: [0, 5], departures: [5] },
      ],
      links: [],
      crossings: [{}],
    });
    const options = (maxRides: number, avoidCrossings: number[]) =>
      pareto(timetable, { from: [{ stop: 0 }], to: [{ stop: 2 }], departAt: 0, maxRides, avoidCrossings })
        .length;
    expect([options(1, []), options(2, []), options(2, [0]), options(2, [])]).toEqual([0, 1, 0, 1]);
  });
});
