/** The capacity of departures over the allocation ledger: what is left, and what to ask of it for a load. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Allocation, Line } from '../../../ledgers/allocation/index.ts';
import type { Bus } from '../../../platform/bus.ts';
import type { Database } from '../../../platform/database/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import { type CapacityKind, kinds } from './api.ts';
import { readDepartures, readServices } from './capacity.store.ts';
import type { Capacity, Left, Need, RunPart } from './capacity.ts';
import { type Departure, departureOf, poolId, runNotFound, segmentsOf } from './departure.ts';
import { checkLoad, type Ride } from './load.ts';
import { oneAtATime, poolsById, settlePools, wantedPool } from './pools.ts';
import { capacityOf, leftOf, nothing, type Stated, unstatedDeparture, unstatedService } from './stated.ts';

export interface CapacityParts {
  corridor(): Corridor;
  database(): Database;
  allocation(): Allocation;
  bus(): Bus;
  network(): FreightNetwork;
  /** Makes and resizes pools one at a time: each such work holds a connection while it waits for another. */
  alone: ReturnType<typeof oneAtATime>;
}

export function openCapacity(given: Omit<CapacityParts, 'alone'>): Capacity & { parts: CapacityParts } {
  const parts: CapacityParts = { ...given, alone: oneAtATime() };
  return {
    parts,
    left: (rides, of = kinds) => leftOn(parts, rides, of),
    lines: (rides, need, now) => linesFor(parts, rides, need, now),
  };
}

async function leftOn(
  parts: CapacityParts,
  rides: readonly RunPart[],
  of: readonly CapacityKind[],
): Promise<Left[]> {
  const network = parts.network();
  const departures = new Map(rides.map(({ run }) => [run, departureOf(network, run)]));
  const known = [...departures.values()].filter((departure) => departure !== null);
  const stated = await readStated(parts, known);
  // A departure that was never noted has no pools.
  const asked = rides.flatMap(({ run, fromCall, toCall }) => {
    const departure = departures.get(run);
    return departure && stated.noted.has(run) ? poolIds(departure, fromCall, toCall, of) : [];
  });
  const pools = await poolsById(parts.allocation(), asked);
  return rides.map(({ run, fromCall, toCall }) => {
    const departure = departures.get(run);
    // Of an older pack, perhaps: nothing is known of it any more.
    if (!departure) return leftOf(nothing, false);
    const its = stated.of(departure);
    const capacity = capacityOf(network.corridor, departure.service, its);
    const left = (kind: CapacityKind) => {
      const all = capacity[kind];
      if (all === null || !of.includes(kind)) return null;
      let least = all;
      for (let segment = fromCall; segment < toCall; segment++) {
        const pool = pools.get(poolId(departure, segment, kind));
        if (pool) least = Math.min(least, Math.min(all, pool.capacity) - pool.held - pool.confirmed);
      }
      return Math.max(0, least);
    };
    const amounts = {
      teu: left('teu'),
      'reefer-plug': left('reefer-plug'),
      'weight-kg': left('weight-kg'),
    };
    return leftOf(amounts, its.departure.cancelled);
  });
}
const poolIds = (departure: Departure, fromCall: number, toCall: number, of: readonly CapacityKind[]) =>
  Array.from({ length: Math.max(0, toCall - fromCall) }, (_, index) =>
    of.map((kind) => poolId(departure, fromCall + index, kind)),
  ).flat();

async function linesFor(
  parts: CapacityParts,
  rides: readonly RunPart[],
  need: Need,
  now: Date,
): Promise<Line[] | FreightRefusal> {
  const network = parts.network();
  const { corridor } = network;
  const found: Ride[] = [];
  for (const { run, fromCall, toCall } of rides) {
    const departure = departureOf(network, run);
    if (!departure || fromCall < 0 || toCall <= fromCall || toCall > segmentsOf(departure))
      return runNotFound(run);
    found.push({ departure, fromCall, toCall });
  }
  const stated = await readStated(
    parts,
    found.map(({ departure }) => departure),
  );
  const capacities = found.map((ride) => {
    const its = stated.of(ride.departure);
    return { ...ride, stated: its, capacity: capacityOf(corridor, ride.departure.service, its) };
  });
  const taken = checkLoad(corridor, capacities, need, now);
  if (isRefusal(taken)) return taken;
  const wanted = capacities.flatMap(({ departure, fromCall, toCall, capacity }) =>
    taken.flatMap(({ kind }) =>
      Array.from({ length: toCall - fromCall }, (_, index) =>
        wantedPool(departure, fromCall + index, kind, capacity[kind]),
      ),
    ),
  );
  const refused = await settlePools(parts, wanted);
  if (refused) return refused;
  return wanted.map(({ id, kind }) => ({
    pool: id,
    quantity: taken.find((each) => each.kind === kind)?.quantity ?? 0,
  }));
}

/** What is stated of each of these departures, and which of them were ever noted. */
export async function readStated(
  { database }: CapacityParts,
  departures: readonly Departure[],
): Promise<{ noted: ReadonlySet<string>; of(departure: Departure): Stated }> {
  const { db } = database();
  const ids = [...new Set(departures.map(({ service }) => service.id))];
  const [services, own] = await Promise.all([readServices(db, ids), readDepartures(db, departures)]);
  return {
    noted: new Set(own.keys()),
    of: ({ service, run }) => ({
      service: services.get(service.id) ?? unstatedService,
      departure: own.get(run) ?? unstatedDeparture,
    }),
  };
}
