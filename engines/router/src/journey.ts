import type { Access, Journey, JourneyLeg } from './network.ts';
import type { Timetable } from './timetable.ts';

/** A leg as the searches know it: flat numbers of the (possibly reversed) timetable it was found in. */
export type FoundLeg =
  | { kind: 'ride'; route: number; trip: number; fromCall: number; toCall: number }
  | { kind: 'link'; link: number; from: number; arrival: number };

/**
 * Turns the legs of a search, in the order in which that search took them, into a journey with its sums. Legs found in a
 * reversed timetable come out in real order and real time. `start` and `end` are the accesses at the search's source and
 * at its target; `departure` and `arrival` are the search's own instants at their far ends.
 */
export function assembleJourney(
  timetable: Timetable,
  legs: readonly FoundLeg[],
  start: Access,
  end: Access,
  departure: number,
  arrival: number,
): Journey {
  const journey: Journey = {
    departure: timetable.reversed ? -arrival : departure,
    arrival: timetable.reversed ? -departure : arrival,
    cost: (start.cost ?? 0) + (end.cost ?? 0),
    co2: (start.co2 ?? 0) + (end.co2 ?? 0),
    risk: (start.risk ?? 0) + (end.risk ?? 0),
    rides: 0,
    legs: [],
  };
  let previous: FoundLeg['kind'] | undefined;
  let here = start.stop;
  for (const leg of legs) {
    // A stop is handled where a ride ends and where one begins, but only once where one ride follows another.
    if (leg.kind === 'ride' || previous === 'ride') addHandling(timetable, journey, here);
    here = leg.kind === 'ride' ? addRide(timetable, journey, leg) : addLink(timetable, journey, leg);
    previous = leg.kind;
  }
  if (previous === 'ride') addHandling(timetable, journey, here);
  if (timetable.reversed) journey.legs.reverse();
  return journey;
}

function addHandling(timetable: Timetable, journey: Journey, stop: number): void {
  journey.cost += timetable.transferCost[stop]!;
  journey.co2 += timetable.transferCo2[stop]!;
  journey.risk += timetable.transferRisk[stop]!;
}

/** Adds a ride and answers the stop at which the search left it. */
function addRide(timetable: Timetable, journey: Journey, leg: FoundLeg & { kind: 'ride' }): number {
  const { routeCallStart, routeTripStart, routeTimeStart, callStop } = timetable;
  const firstCall = routeCallStart[leg.route]!;
  const callCount = routeCallStart[leg.route + 1]! - firstCall;
  const tripCount = routeTripStart[leg.route + 1]! - routeTripStart[leg.route]!;
  const time = routeTimeStart[leg.route]! + leg.trip;
  const departs = timetable.departure[time + leg.fromCall * tripCount]!;
  const arrives = timetable.arrival[time + leg.toCall * tripCount]!;
  const trip = routeTripStart[leg.route]! + leg.trip;
  const serviceCall = (call: number) =>
    timetable.routeFirstCall[leg.route]! + (timetable.reversed ? callCount - 1 - call : call);
  const [from, to] = timetable.reversed ? [leg.toCall, leg.fromCall] : [leg.fromCall, leg.toCall];
  const ride: JourneyLeg = {
    kind: 'ride',
    service: timetable.tripService[trip]!,
    tripDeparture: timetable.tripDeparture[trip]!,
    fromCall: serviceCall(from),
    toCall: serviceCall(to),
    from: callStop[firstCall + from]!,
    to: callStop[firstCall + to]!,
    departure: timetable.reversed ? -arrives : departs,
    arrival: timetable.reversed ? -departs : arrives,
  };
  journey.legs.push(ride);
  journey.rides++;
  const board = firstCall + leg.fromCall;
  const alight = firstCall + leg.toCall;
  journey.cost += timetable.costBefore[alight]! - timetable.costBefore[board]!;
  journey.co2 += timetable.co2Before[alight]! - timetable.co2Before[board]!;
  journey.risk += timetable.riskBefore[alight]! - timetable.riskBefore[board]!;
  return callStop[alight]!;
}

/** Adds a link and answers the stop to which the search took it. A link leg departs when it starts, after any wait. */
function addLink(timetable: Timetable, journey: Journey, leg: FoundLeg & { kind: 'link' }): number {
  const { link } = leg;
  const to = timetable.linkTo[link]!;
  const minutes = timetable.linkMinutes[link]!;
  // Forwards a wait stands before the link, so its end is exact; backwards its (search) arrival is the real start.
  const departure = timetable.reversed ? -leg.arrival : leg.arrival - minutes;
  journey.legs.push({
    kind: 'link',
    link: timetable.linkInput[link]!,
    from: timetable.reversed ? to : leg.from,
    to: timetable.reversed ? leg.from : to,
    departure,
    arrival: departure + minutes,
  });
  journey.cost += timetable.linkCost[link]!;
  journey.co2 += timetable.linkCo2[link]!;
  journey.risk += timetable.linkRisk[link]!;
  return to;
}
