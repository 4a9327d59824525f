import { linkArrival, linkDeparture } from './crossings.ts';
import { assembleJourney, type FoundLeg } from './journey.ts';
import type { Access, Journey } from './network.ts';
import { LINK, type Scratch } from './search-state.ts';
import type { Timetable } from './timetable.ts';

/**
 * Follows a label back to its source and makes the journey. It leaves as late as its first ride allows (one does not wait
 * at a terminal for what one can wait for at home), or at `departAt` where nothing waits.
 */
export function journeyTo(
  timetable: Timetable,
  scratch: Pick<Scratch, 'labelParent' | 'labelBoard' | 'labelAlight'>,
  label: number,
  from: readonly Access[],
  to: readonly Access[],
  departAt: number,
): Journey {
  const chain: number[] = [];
  for (let at = label; at >= 0; at = scratch.labelParent[at]!) chain.push(at);
  const start = from[scratch.labelAlight[chain.pop()!]!]!;
  const legs: FoundLeg[] = [];
  let here = start.stop;
  let clock = departAt + (start.minutes ?? 0);
  while (chain.length > 0) {
    const at = chain.pop()!;
    if (scratch.labelBoard[at] === LINK) {
      const link = scratch.labelAlight[at]!;
      clock = linkArrival(timetable, link, clock);
      legs.push({ kind: 'link', link, from: here, arrival: clock });
      here = timetable.linkTo[link]!;
    } else {
      const { leg, stop } = rideOf(timetable, scratch.labelBoard[at]!, scratch.labelAlight[at]!);
      legs.push(leg);
      here = stop;
      clock = timetable.arrival[scratch.labelAlight[at]!]!;
    }
  }
  const end = nearest(to, here);
  const leaves = leaveLate(timetable, legs, departAt + (start.minutes ?? 0));
  return assembleJourney(
    timetable,
    legs,
    start,
    end,
    leaves - (start.minutes ?? 0),
    clock + (end.minutes ?? 0),
  );
}

/** Moves a first link as late as the ride after it allows, and answers when the first stop has to be left. */
function leaveLate(timetable: Timetable, legs: FoundLeg[], reached: number): number {
  const [first, second] = legs;
  if (!first) return reached;
  if (first.kind === 'ride') return rideDeparture(timetable, first);
  if (second?.kind === 'ride') {
    const leaves = linkDeparture(timetable, first.link, rideDeparture(timetable, second));
    first.arrival = linkArrival(timetable, first.link, leaves);
    return leaves;
  }
  return linkDeparture(timetable, first.link, first.arrival);
}

function rideDeparture(timetable: Timetable, leg: FoundLeg & { kind: 'ride' }): number {
  const tripCount = timetable.routeTripStart[leg.route + 1]! - timetable.routeTripStart[leg.route]!;
  return timetable.departure[timetable.routeTimeStart[leg.route]! + leg.fromCall * tripCount + leg.trip]!;
}

/** Positions in the timetable's times say route, trip and calls. */
function rideOf(timetable: Timetable, boardedAt: number, alightedAt: number) {
  const { routeTimeStart, routeTripStart, routeCallStart, routeCount, callStop } = timetable;
  let low = 0;
  let high = routeCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (routeTimeStart[middle]! <= boardedAt) low = middle;
    else high = middle - 1;
  }
  const tripCount = routeTripStart[low + 1]! - routeTripStart[low]!;
  const board = boardedAt - routeTimeStart[low]!;
  const toCall = Math.floor((alightedAt - routeTimeStart[low]!) / tripCount);
  const leg: FoundLeg & { kind: 'ride' } = {
    kind: 'ride',
    route: low,
    trip: board % tripCount,
    fromCall: Math.floor(board / tripCount),
    toCall,
  };
  return { leg, stop: callStop[routeCallStart[low]! + toCall]! };
}

function nearest(to: readonly Access[], stop: number): Access {
  let best: Access | undefined;
  for (const access of to) {
    if (access.stop === stop && (!best || (access.minutes ?? 0) < (best.minutes ?? 0))) best = access;
  }
  // Only stops with an egress end a search, so there is always one.
  return best!;
}
