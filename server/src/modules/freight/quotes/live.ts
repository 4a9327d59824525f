/** Quotes without the catalogue: the planner's own search, and again without the departures on which there is no room. */
import { buildTimetable, type JourneyLeg, type NetworkInput } from '@serai/router';
import { isRefusal } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { Shipment } from '../request.ts';
import { journeysOf } from '../search.ts';
import type { RoomOn } from './ways.ts';

type Legs = readonly JourneyLeg[];

/** A shipment meets so many full trains at most before it is told that there is no room. */
const searchesMax = 12;

/** Ways on which there is room; empty where every one found is full. */
export function waysLive(
  network: FreightNetwork,
  shipment: Shipment,
  roomOn: RoomOn | null,
  signal?: AbortSignal,
): Legs[] | FreightRefusal {
  const full = new Set<string>();
  let searched = network;
  for (let count = 0; count < searchesMax; count++) {
    const journeys = journeysOf(searched, shipment, signal);
    if (isRefusal(journeys)) return journeys;
    if (!roomOn) return journeys.map(({ legs }) => legs);
    const known = full.size;
    for (const { legs } of journeys) for (const run of fullRuns(legs, roomOn)) full.add(run);
    if (full.size === known) return journeys.map(({ legs }) => legs);
    searched = without(network, full);
  }
  return [];
}

const fullRuns = (legs: Legs, roomOn: RoomOn): string[] =>
  legs.flatMap((leg) =>
    leg.kind === 'link' || roomOn(leg.service, leg.tripDeparture, leg.fromCall, leg.toCall)
      ? []
      : [`${leg.service}@${leg.tripDeparture}`],
  );

function without(network: FreightNetwork, full: ReadonlySet<string>): FreightNetwork {
  const services = network.input.services.map((row, service) => ({
    ...row,
    departures: (row.departures ?? []).filter((departure) => !full.has(`${service}@${departure}`)),
  }));
  const input: NetworkInput = { ...network.input, services };
  return { ...network, input, timetable: buildTimetable(input) };
}
