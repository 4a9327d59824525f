import { expect } from 'vitest';
import type { Journey, NetworkInput } from './network.ts';
import type { OracleQuery } from './oracle.ts';
import { replay } from './oracle-replay.ts';

/** The network without charges, for searches that don't look at them: the oracle then has far fewer states to try. */
export function timesOnly(input: NetworkInput): NetworkInput {
  return {
    ...input,
    stops: input.stops.map(({ transferMinutes }) => ({ transferMinutes })),
    services: input.services.map(({ cost: _, co2: __, risk: ___, ...service }) => service),
    links: input.links.map(({ cost: _, co2: __, risk: ___, ...link }) => link),
  };
}

/** The journey can be travelled leg by leg on the raw network, and its sums are those of its legs. */
export function expectHonest(input: NetworkInput, query: OracleQuery, journey: Journey): void {
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
