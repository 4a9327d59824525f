import fc from 'fast-check';
import type { Access, CrossingInput, LinkInput, NetworkInput, ServiceInput, StopInput } from './network.ts';

/**
 * Small networks for property tests. Minutes and charges are drawn from so few values that ties, missed and just-made
 * connections, overtaking trips and closures that cut a service in two are common instead of rare.
 */
export interface Scenario {
  input: NetworkInput;
  from: Access[];
  to: Access[];
  minute: number;
  maxRides: number;
  avoidCrossings: number[];
}

/** A Monday 00:00 UTC, so that minutes of the week and of the horizon read alike in a counterexample. */
const monday = 4 * 1440 + 2_800 * 10_080;
const crossingCount = 2;

export const scenarios: fc.Arbitrary<Scenario> = fc.integer({ min: 2, max: 6 }).chain((stopCount) => {
  const stop = fc.nat({ max: stopCount - 1 });
  return fc.record({
    input: fc.record({
      horizonStart: fc.constantFrom(monday, monday + 7),
      horizonEnd: fc.constantFrom(monday + 10_080, monday + 10_080 + 20),
      stops: fc.array(stopInput, { minLength: stopCount, maxLength: stopCount }),
      services: fc.array(service(stop), { minLength: 3, maxLength: 7 }),
      links: fc.array(link(stop), { maxLength: 3 }),
      crossings: fc.array(crossing, { minLength: crossingCount, maxLength: crossingCount }),
    }),
    from: fc.array(access(stop), { minLength: 1, maxLength: 2 }),
    to: fc.array(access(stop), { minLength: 1, maxLength: 2 }),
    minute: fc.oneof(
      fc.integer({ min: monday, max: monday + 40 }),
      fc.integer({ min: monday + 10_080, max: monday + 10_120 }),
    ),
    maxRides: fc.integer({ min: 1, max: 4 }),
    avoidCrossings: fc.oneof(
      { weight: 3, arbitrary: fc.constant<number[]>([]) },
      { weight: 1, arbitrary: fc.constant<number[]>([0]) },
    ),
  });
});

const small = fc.constantFrom(0, 0, 1, 2, 3, 5, 9);

const stopInput: fc.Arbitrary<StopInput> = fc.record(
  {
    transferMinutes: fc.constantFrom(0, 2, 2, 3),
    transferCost: small,
    transferCo2: small,
    transferRisk: small,
  },
  { requiredKeys: ['transferMinutes'] },
);

function access(stop: fc.Arbitrary<number>): fc.Arbitrary<Access> {
  return fc.record(
    { stop, minutes: small, cost: small, co2: small, risk: small },
    { requiredKeys: ['stop'] },
  );
}

function link(stop: fc.Arbitrary<number>): fc.Arbitrary<LinkInput> {
  return fc.record(
    {
      from: stop,
      to: stop,
      minutes: fc.constantFrom(0, 2, 5),
      cost: small,
      co2: small,
      risk: small,
      crossing: fc.nat({ max: crossingCount - 1 }),
    },
    { requiredKeys: ['from', 'to', 'minutes'] },
  );
}

const crossing: fc.Arbitrary<CrossingInput> = fc.record(
  {
    closed: fc.array(
      fc
        .tuple(fc.constantFrom(monday, monday + 10_080), fc.nat({ max: 40 }), fc.integer({ min: 1, max: 12 }))
        .map(([week, start, minutes]): readonly [number, number] => [week + start, week + start + minutes]),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

function service(stop: fc.Arbitrary<number>): fc.Arbitrary<ServiceInput> {
  return fc.integer({ min: 2, max: 4 }).chain((callCount) => {
    const perCall = <T>(value: fc.Arbitrary<T>) =>
      fc.array(value, { minLength: callCount, maxLength: callCount });
    const perSegment = <T>(value: fc.Arbitrary<T>) =>
      fc.array(value, { minLength: callCount - 1, maxLength: callCount - 1 });
    const usually = fc.oneof(
      { weight: 5, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    );
    return fc
      .record(
        {
          stops: perCall(stop),
          runs: perSegment(fc.constantFrom(1, 2, 5, 8)),
          dwells: perCall(fc.constantFrom(0, 0, 2)),
          boards: perCall(usually),
          alights: perCall(usually),
          cost: perSegment(small),
          co2: perSegment(small),
          risk: perSegment(small),
          crossing: perSegment(fc.constantFrom(-1, -1, 0, 1)),
          weekly: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 2 }),
          departures: fc.array(fc.integer({ min: monday + 7, max: monday + 40 }), { maxLength: 3 }),
        },
        { requiredKeys: ['stops', 'runs', 'dwells'] },
      )
      .map(({ runs, dwells, ...rest }) => ({ ...rest, ...callTimes(runs, dwells) }));
  });
}

/** Offsets in minutes from the departure at the first call. */
function callTimes(
  runs: readonly number[],
  dwells: readonly number[],
): { arriveMinutes: number[]; departMinutes: number[] } {
  const arriveMinutes = [0];
  const departMinutes = [0];
  runs.forEach((run, i) => {
    const arrival = departMinutes[i]! + run;
    arriveMinutes.push(arrival);
    departMinutes.push(arrival + dwells[i + 1]!);
  });
  return { arriveMinutes, departMinutes };
}
