import { checkNetwork } from './check.ts';
import { closedWindows } from './crossings.ts';
import { expandServices } from './expand.ts';
import { groupRuns } from './group.ts';
import type { LinkInput, NetworkInput, StopInput } from './network.ts';

/** Later than any instant: "not reached". */
export const NEVER = 0x7fffffff;

/** Bits of `callFlags`. */
export const MAY_BOARD = 1;
export const MAY_ALIGHT = 2;

/**
 * A network made flat for searching. A *route* is a set of trips which call at the same stops in the same order, with
 * the same boarding rules, crossings and per-segment cost, CO2 and risk, and of which none overtakes another: so the
 * first trip that can still be caught at a call is the best one to take there, whatever is being minimised.
 *
 * Route `r` owns calls `routeCallStart[r] .. routeCallStart[r + 1]` (numbered through all routes), trips
 * `routeTripStart[r] .. routeTripStart[r + 1]`, and a block of times beginning at `routeTimeStart[r]`: with `m` trips,
 * its call `i` and trip `t` (both counted from 0 within the route) stand at `routeTimeStart[r] + i * m + t`. Within one
 * call, times never decrease from trip to trip.
 *
 * A trip over a segment whose crossing is closed as it departs is cut there at build time, into one run before and one
 * after, so a search need not look at closures of rides; those of links are in `closed*`.
 */
export interface Timetable {
  /** True if this is a timetable made by `reverseTimetable`: instants are negated, rides and links run backwards. */
  readonly reversed: boolean;
  readonly stopCount: number;
  readonly routeCount: number;
  readonly tripCount: number;
  readonly crossingCount: number;

  /** Per stop. */
  readonly transferMinutes: Int32Array;
  readonly transferCost: Int32Array;
  readonly transferCo2: Int32Array;
  readonly transferRisk: Int32Array;

  /** Per route, one more than there are routes. */
  readonly routeCallStart: Int32Array;
  readonly routeTripStart: Int32Array;
  readonly routeTimeStart: Int32Array;
  /** Per route: which call of the service its first call is (greater than 0 where a closure cut the trip). */
  readonly routeFirstCall: Int32Array;
  /** Per route: 1 if any of its segments goes through a crossing. */
  readonly routeCrosses: Uint8Array;

  /** Per call: its stop and its rules (`MAY_BOARD`, `MAY_ALIGHT`; never board at a last call, never alight at a first). */
  readonly callStop: Int32Array;
  readonly callFlags: Uint8Array;
  /** Per call: sum over the route's segments before it, so a ride from call `i` to `j` costs `costBefore[j] - costBefore[i]`. */
  readonly costBefore: Int32Array;
  readonly co2Before: Int32Array;
  readonly riskBefore: Int32Array;
  /** Per call: the crossing on the segment that leaves it, or -1. */
  readonly callCrossing: Int32Array;

  /** Per trip. */
  readonly tripService: Int32Array;
  /** The instant at which the trip leaves its service's first stop (never negated, also when reversed). */
  readonly tripDeparture: Int32Array;

  /** Per route, call and trip, see above. */
  readonly arrival: Int32Array;
  readonly departure: Int32Array;

  /** Per stop: where one may board, as routes and calls counted from 0 within the route. */
  readonly stopRouteStart: Int32Array;
  readonly stopRoute: Int32Array;
  readonly stopRouteCall: Int32Array;

  /** Per stop: the links that leave it. `linkInput` is the link's index in the input. */
  readonly stopLinkStart: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkMinutes: Int32Array;
  readonly linkCost: Int32Array;
  readonly linkCo2: Int32Array;
  readonly linkRisk: Int32Array;
  readonly linkCrossing: Int32Array;
  readonly linkInput: Int32Array;

  /** Per crossing: closed windows [from, to), sorted, disjoint. */
  readonly closedStart: Int32Array;
  readonly closedFrom: Int32Array;
  readonly closedTo: Int32Array;
}

/** Checks the input (a RangeError names the index and field at fault) and makes it searchable. */
export function buildTimetable(input: NetworkInput): Timetable {
  checkNetwork(input);
  const closed = closedWindows(input.crossings);
  const routes = groupRuns(input.services, expandServices(input, closed));
  return {
    reversed: false,
    stopCount: input.stops.length,
    crossingCount: input.crossings.length,
    ...flatStops(input.stops),
    ...routes,
    ...boardingCalls(input.stops.length, routes),
    ...flatLinks(input.stops.length, input.links),
    ...closed,
  };
}

function flatStops(stops: readonly StopInput[]) {
  return {
    transferMinutes: Int32Array.from(stops, (stop) => stop.transferMinutes),
    transferCost: Int32Array.from(stops, (stop) => stop.transferCost ?? 0),
    transferCo2: Int32Array.from(stops, (stop) => stop.transferCo2 ?? 0),
    transferRisk: Int32Array.from(stops, (stop) => stop.transferRisk ?? 0),
  };
}

/** Lists, for every stop, the calls at which one may board. Calls of one route stand together and in order. */
export function boardingCalls(
  stopCount: number,
  routes: Pick<Timetable, 'routeCount' | 'routeCallStart' | 'callStop' | 'callFlags'>,
): Pick<Timetable, 'stopRouteStart' | 'stopRoute' | 'stopRouteCall'> {
  const { routeCount, routeCallStart, callStop, callFlags } = routes;
  const stopRouteStart = new Int32Array(stopCount + 1);
  let total = 0;
  for (let call = 0; call < callStop.length; call++) {
    if ((callFlags[call]! & MAY_BOARD) === 0) continue;
    stopRouteStart[callStop[call]! + 1]!++;
    total++;
  }
  for (let stop = 0; stop < stopCount; stop++) stopRouteStart[stop + 1]! += stopRouteStart[stop]!;
  const next = stopRouteStart.slice();
  const stopRoute = new Int32Array(total);
  const stopRouteCall = new Int32Array(total);
  for (let route = 0; route < routeCount; route++) {
    const first = routeCallStart[route]!;
    for (let call = first; call < routeCallStart[route + 1]!; call++) {
      if ((callFlags[call]! & MAY_BOARD) === 0) continue;
      const at = next[callStop[call]!]!++;
      stopRoute[at] = route;
      stopRouteCall[at] = call - first;
    }
  }
  return { stopRouteStart, stopRoute, stopRouteCall };
}

function flatLinks(stopCount: number, links: readonly LinkInput[]) {
  const stopLinkStart = new Int32Array(stopCount + 1);
  for (const link of links) stopLinkStart[link.from + 1]!++;
  for (let stop = 0; stop < stopCount; stop++) stopLinkStart[stop + 1]! += stopLinkStart[stop]!;
  const next = stopLinkStart.slice();
  const linkInput = new Int32Array(links.length);
  links.forEach((link, index) => {
    linkInput[next[link.from]!++] = index;
  });
  const column = (read: (link: LinkInput) => number) =>
    Int32Array.from(linkInput, (index) => read(links[index]!));
  return {
    stopLinkStart,
    linkInput,
    linkTo: column((link) => link.to),
    linkMinutes: column((link) => link.minutes),
    linkCost: column((link) => link.cost ?? 0),
    linkCo2: column((link) => link.co2 ?? 0),
    linkRisk: column((link) => link.risk ?? 0),
    linkCrossing: column((link) => link.crossing ?? -1),
  };
}
