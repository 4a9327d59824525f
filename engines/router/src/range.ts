import { linkArrival, linkDeparture } from './crossings.ts';
import { checkInstant, checkOptions, earliestArrival } from './earliest.ts';
import type { Access, Journey, SearchOptions } from './network.ts';
import { journeyTo } from './paths.ts';
import { runRounds } from './rounds.ts';
import { avoidedCrossings, cleanScratch, setOut } from './scratch.ts';
import { setTargets } from './target.ts';
import type { Timetable } from './timetable.ts';

export interface RangeQuery extends SearchOptions {
  from: readonly Access[];
  to: readonly Access[];
  /** The departure window, both ends included. */
  departFrom: number;
  departTo: number;
}

/**
 * The profile of a departure window: for every minute of it and every number of rides, the journey one would take. So
 * these are, exactly,
 *
 * - every journey with rides that leaves within the window and of which no other leaves no earlier, arrives no later and
 *   has no more rides (of several equal in all three, one);
 * - those one would take from the window's last minute, which may leave after it: one waits for them;
 * - the best journey without a ride, if there is one, once: as it is when one leaves at `departFrom`. It can be started at
 *   any minute, and journeys which are no better than it is at their own departure are left out.
 *
 * Ascending by departure, then arrival.
 *
 * This is rRAPTOR (Delling, Pajor, Werneck 2012): departures are tried from the last to the first on one set of arrivals per
 * number of rides, so each only does the work in which it is better than all later ones.
 */
export function range(timetable: Timetable, query: RangeQuery): Journey[] {
  const { from, to, departFrom, departTo, signal } = query;
  checkInstant('departFrom', departFrom);
  checkInstant('departTo', departTo);
  if (departTo < departFrom)
    throw new RangeError(`departTo: must not be before departFrom (${departFrom}), not ${departTo}`);
  const maxRides = checkOptions(timetable, from, to, query);
  const avoided = avoidedCrossings(timetable, query);
  const scratch = cleanScratch(timetable, 1, maxRides);
  setTargets(scratch, to);
  const journeys: Journey[] = [];
  for (const departAt of departures(timetable, from, departFrom, departTo)) {
    setOut(timetable, scratch, from, departAt, avoided);
    runRounds(timetable, scratch, avoided, signal);
    for (let rides = 1; rides <= maxRides; rides++) {
      const label = scratch.bestLabel[rides]!;
      if (label >= 0) journeys.push(journeyTo(timetable, scratch, label, from, to, departAt));
    }
  }
  const rideless = earliestArrival(timetable, { ...query, departAt: departFrom, maxRides: 0 });
  if (rideless) journeys.push(rideless);
  return journeys.sort((a, b) => a.departure - b.departure || a.arrival - b.arrival || a.rides - b.rides);
}

/** The window's last minute and every instant in it at which a first ride has one leave, last first. */
function departures(
  timetable: Timetable,
  from: readonly Access[],
  departFrom: number,
  departTo: number,
): Int32Array {
  const { stopLinkStart, linkTo } = timetable;
  const instants = new Set([departTo]);
  for (const { stop, minutes = 0 } of from) {
    const [first, last] = [departFrom + minutes, departTo + minutes];
    eachBoarding(timetable, stop, first, last, (departs) => instants.add(departs - minutes));
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      // Whoever sets out at the window's end is asked for anyway: later boardings need not be told of.
      const earliest = linkArrival(timetable, link, first);
      const latest = linkArrival(timetable, link, last);
      eachBoarding(timetable, linkTo[link]!, earliest, latest, (departs) =>
        instants.add(Math.min(departTo, linkDeparture(timetable, link, departs) - minutes)),
      );
    }
  }
  return Int32Array.from(instants).sort().reverse();
}

function eachBoarding(
  timetable: Timetable,
  stop: number,
  earliest: number,
  latest: number,
  tell: (departs: number) => void,
): void {
  const { stopRouteStart, stopRoute, stopRouteCall, routeTimeStart, routeTripStart, departure } = timetable;
  for (let i = stopRouteStart[stop]!; i < stopRouteStart[stop + 1]!; i++) {
    const route = stopRoute[i]!;
    const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
    const times = routeTimeStart[route]! + stopRouteCall[i]! * tripCount;
    for (let at = firstFrom(departure, times, times + tripCount, earliest); at < times + tripCount; at++) {
      if (departure[at]! > latest) break;
      tell(departure[at]!);
    }
  }
}

/** The first position in an ascending stretch whose value is `least` or more; `end` if there is none. */
function firstFrom(values: Int32Array, start: number, end: number, least: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
