import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestArrival } from './earliest.ts';
import { aimAt, landmarksOf, leastTo } from './landmarks.ts';
import type { LinkInput, NetworkInput, ServiceInput, StopInput } from './network.ts';
import { everyArrival } from './oracle.ts';
import { timesOnly } from './oracle-compare.ts';
import { scenarios } from './random-network.ts';
import { reverseTimetable } from './reverse.ts';
import { buildTimetable, MAY_ALIGHT, MAY_BOARD, type Timetable } from './timetable.ts';

const monday = 4 * 1440 + 2_900 * 10_080;

function network(services: ServiceInput[], more: Partial<NetworkInput> = {}): NetworkInput {
  const stops = Array.from({ length: 4 }, (): StopInput => ({ transferMinutes: 2 }));
  return {
    horizonStart: monday,
    horizonEnd: monday + 10_080,
    stops,
    services,
    links: [],
    crossings: [],
    ...more,
  };
}

function service(departures: number[], minutes = 60, more: Partial<ServiceInput> = {}): ServiceInput {
  return {
    stops: [0, 1, 2],
    arriveMinutes: [0, minutes, 2 * minutes],
    departMinutes: [0, minutes, 2 * minutes],
    departures: departures.map((departure) => monday + departure),
    ...more,
  };
}

describe('weekly patterns', () => {
  it('depart in every week of the horizon, its start included and its end not', () => {
    const weekly = service([], 60, { weekly: [0, 600] });
    const input = network([weekly], { horizonStart: monday + 600, horizonEnd: monday + 2 * 10_080 });
    const { tripDeparture } = buildTimetable(input);
    expect([...tripDeparture]).toEqual([600, 10_080, 10_680].map((minute) => monday + minute));
  });

  it('and single departures at the same minute are one trip', () => {
    const both = service([600], 60, { weekly: [600] });
    expect(buildTimetable(network([both])).tripCount).toBe(1);
  });
});

describe('routes', () => {
  it('hold the trips of alike services, in order', () => {
    const { routeCount, tripDeparture } = buildTimetable(network([service([300]), service([0, 600])]));
    expect(routeCount).toBe(1);
    expect([...tripDeparture].map((departure) => departure - monday)).toEqual([0, 300, 600]);
  });

  const differences: [string, Partial<ServiceInput>][] = [
    ['cost', { cost: [0, 1] }],
    ['CO2', { co2: [1, 0] }],
    ['risk', { risk: [0, 3] }],
    ['a crossing', { crossing: [-1, 0] }],
    ['where one may board', { boards: [true, false, true] }],
    ['where one may alight', { alights: [true, false, true] }],
    ['the last stop', { stops: [0, 1, 3] }],
  ];
  it.each(differences)('differ where %s differs', (_, difference) => {
    const input = network([service([0]), service([300], 60, difference)], { crossings: [{}] });
    expect(buildTimetable(input).routeCount).toBe(2);
  });

  it('do not differ by rules that can never apply: boarding at the end, alighting at the start', () => {
    const idle = service([300], 60, { boards: [true, true, false], alights: [false, true, true] });
    expect(buildTimetable(network([service([0]), idle])).routeCount).toBe(1);
  });

  it('keep a trip that overtakes another apart from it', () => {
    const { routeCount, tripCount } = buildTimetable(
      network([service([0], 100), service([30], 20), service([50], 100)]),
    );
    expect([routeCount, tripCount]).toEqual([2, 3]);
  });

  it('of random networks, also reversed, never let a trip be anywhere before the one ahead of it', () => {
    fc.assert(
      fc.property(scenarios, ({ input }) => {
        const timetable = buildTimetable(input);
        for (const each of [timetable, reverseTimetable(timetable)]) expectOrdered(each);
      }),
      { numRuns: 500 },
    );
  });
});

function expectOrdered(timetable: Timetable): void {
  const { routeCount, routeCallStart, routeTripStart, routeTimeStart, callFlags, arrival, departure } =
    timetable;
  for (let route = 0; route < routeCount; route++) {
    const trips = routeTripStart[route + 1]! - routeTripStart[route]!;
    const calls = routeCallStart[route + 1]! - routeCallStart[route]!;
    expect(routeTimeStart[route + 1]! - routeTimeStart[route]!).toBe(trips * calls);
    expect(callFlags[routeCallStart[route]!]! & MAY_ALIGHT).toBe(0);
    expect(callFlags[routeCallStart[route + 1]! - 1]! & MAY_BOARD).toBe(0);
    for (let call = 0; call < calls; call++) {
      const start = routeTimeStart[route]! + call * trips;
      for (const times of [arrival, departure]) {
        const row = times.slice(start, start + trips);
        expect([...row]).toEqual([...row.toSorted()]);
      }
    }
  }
}

describe('closures', () => {
  const closed = { crossings: [{ closed: [[monday + 60, monday + 61] as const] }] };
  const crossesLate = service([0, 300], 60, { crossing: [-1, 0] });

  it('cut a trip where it would depart into one: it can be ridden before, but not across', () => {
    const timetable = buildTimetable(network([crossesLate], closed));
    const ask = (to: number) =>
      earliestArrival(timetable, { from: [{ stop: 0 }], to: [{ stop: to }], departAt: monday });
    expect(ask(1)?.arrival).toBe(monday + 60);
    expect(ask(2)?.arrival).toBe(monday + 300 + 120);
  });

  it('name calls and departure of the service as it was, also after the cut', () => {
    const crossesEarly = service([0], 30, {
      stops: [0, 1, 2, 3],
      crossing: [0, -1, -1],
      arriveMinutes: [0, 30, 60, 90],
      departMinutes: [0, 30, 60, 90],
    });
    const input = network([crossesEarly], { crossings: [{ closed: [[monday, monday + 1]] }] });
    const journey = earliestArrival(buildTimetable(input), {
      from: [{ stop: 1 }],
      to: [{ stop: 3 }],
      departAt: monday,
    });
    expect(journey?.legs).toEqual([
      {
        kind: 'ride',
        service: 0,
        tripDeparture: monday,
        fromCall: 1,
        toCall: 3,
        from: 1,
        to: 3,
        departure: monday + 30,
        arrival: monday + 90,
      },
    ]);
  });

  it('that touch or overlap hold a link up until the last of them ends', () => {
    const link: LinkInput = { from: 0, to: 1, minutes: 10, crossing: 0 };
    const windows = [
      [5, 20],
      [0, 10],
      [20, 30],
    ].map(([from, to]) => [monday + from!, monday + to!] as const);
    const input = network([], { links: [link], crossings: [{ closed: windows }] });
    const journey = earliestArrival(buildTimetable(input), {
      from: [{ stop: 0 }],
      to: [{ stop: 1 }],
      departAt: monday + 3,
    });
    expect(journey).toMatchObject({ departure: monday + 30, arrival: monday + 40 });
  });
});

it('a timetable reversed twice is itself', () => {
  const timetable = buildTimetable(network([service([0])]));
  expect(reverseTimetable(reverseTimetable(timetable))).toBe(timetable);
});

it('the landmarks never say that more is needed than a journey takes, in either direction of time', () => {
  fc.assert(
    fc.property(scenarios, ({ input, to, minute, maxRides }) => {
      const timetable = buildTimetable(input);
      const landmarks = landmarksOf(timetable);
      const { count } = landmarks;
      const aim = {
        landmarks,
        least: new Int32Array(input.stops.length),
        targetFrom: new Int32Array(count),
        targetTo: new Int32Array(count),
      };
      aimAt(aim, to);
      input.stops.forEach((_, stop) => {
        for (const { time } of everyArrival(timesOnly(input), { from: [{ stop }], to, maxRides }, minute)) {
          expect(leastTo(aim, stop)).toBeLessThanOrEqual(time - minute);
        }
      });
      const reversed = landmarksOf(reverseTimetable(timetable));
      expect([reversed.from, reversed.to]).toEqual([landmarks.to, landmarks.from]);
    }),
    { numRuns: 300 },
  );
});

describe('bad input', () => {
  const good = service([0]);
  const faults: [string, NetworkInput][] = [
    ['horizonEnd: must be an integer', network([good], { horizonEnd: monday - 1 })],
    [
      'stops[0].transferMinutes: must be an integer from 0',
      network([good], { stops: [{ transferMinutes: -1 }] }),
    ],
    ['stops[0].transferCost', network([good], { stops: [{ transferMinutes: 0, transferCost: 0.5 }] })],
    ['services[1].stops: must name at least 2 stops, not 1', network([good, { ...good, stops: [0] }])],
    ['services[0].stops[2]: must be an integer from 0 to 3, not 4', network([{ ...good, stops: [0, 1, 4] }])],
    ['services[0].arriveMinutes: must have 3 entries, not 2', network([{ ...good, arriveMinutes: [0, 60] }])],
    ['services[0].departMinutes[0]: must be 0', network([{ ...good, departMinutes: [5, 60, 120] }])],
    [
      'services[0].arriveMinutes[1]: must not be before the departure at call 0',
      network([{ ...good, arriveMinutes: [0, -1, 120] }]),
    ],
    [
      'services[0].departMinutes[1]: must not be before the arrival',
      network([{ ...good, departMinutes: [0, 59, 120] }]),
    ],
    ['services[0].boards: must have 3 entries, not 1', network([{ ...good, boards: [true] }])],
    ['services[0].cost: must have 2 entries, not 3', network([{ ...good, cost: [1, 2, 3] }])],
    ['services[0].co2[1]: must be an integer from 0', network([{ ...good, co2: [0, -1] }])],
    ['services[0].risk: must add up to at most', network([{ ...good, risk: [100_000_000, 1] }])],
    [
      'services[0].crossing[0]: must be an integer from -1 to -1, not 0',
      network([{ ...good, crossing: [0, -1] }]),
    ],
    ['services[0].weekly[0]: must be an integer from 0 to 10079', network([{ ...good, weekly: [10_080] }])],
    ['services[0].departures[0]: must be an integer', network([{ ...good, departures: [Number.NaN] }])],
    [
      'links[0].to: must be an integer from 0 to 3, not 9',
      network([], { links: [{ from: 0, to: 9, minutes: 1 }] }),
    ],
    ['links[0].crossing', network([], { links: [{ from: 0, to: 1, minutes: 1, crossing: 3 }] })],
    [
      'crossings[0].closed[1][1]: must be an integer from',
      network([], {
        crossings: [
          {
            closed: [
              [0, 1],
              [5, 5],
            ],
          },
        ],
      }),
    ],
  ];
  it.each(faults)('is refused by name: %s', (message, input) => {
    expect(() => buildTimetable(input)).toThrow(RangeError);
    expect(() => buildTimetable(input)).toThrow(message);
  });
});
