/**
 * The sequences between terminals walked from an instant on, each train taken as soon as it can be caught: what the exact search
 * answers, without searching.
 */
import type { JourneyLeg, Timetable } from '@serai/router';
import { type Amounts, amountsOf, isAlike } from './amounts.ts';
import { firstTrip, linkBegins, linkLeaves, tripsOf } from './lookup.ts';
import { none, type Sequences } from './sequence-tree.ts';

/** Somebody who has come so far. Amounts are those of the search: cents per TEU, grams per tonne, milli-nats. */
export interface Walk {
  before: Walk | null;
  sequence: number;
  arrival: number;
  cost: number;
  co2: number;
  risk: number;
  rides: number;
  stop: number;
  /** Of a ride, its route, trip, and calls counted within the route; of a link, the link and -1. */
  route: number;
  trip: number;
  board: number;
  alight: number;
}

type Leg = Pick<Walk, 'arrival' | 'stop' | 'route' | 'trip' | 'board' | 'alight'>;

/** Whether a trip of the timetable has room from one call of its service to another. */
export type HasRoom = (trip: number, fromCall: number, toCall: number) => boolean;

/** One departure from one terminal: sequences that begin alike are walked once. */
export class Walks {
  private readonly timetable: Timetable;
  private readonly routeOfCall: Int32Array;
  private readonly sequences: Sequences;
  private readonly amounts: Amounts;
  private readonly start: Walk;
  private readonly hasRoom: HasRoom | null;
  private readonly walked = new Map<number, Walk | null>();

  constructor(
    timetable: Timetable,
    sequences: Sequences,
    { source, ready, hasRoom }: { source: number; ready: number; hasRoom: HasRoom | null },
  ) {
    this.timetable = timetable;
    this.routeOfCall = routesByCall(timetable);
    this.sequences = sequences;
    this.amounts = amountsOf(timetable, sequences);
    this.hasRoom = hasRoom;
    const nothing = { cost: 0, co2: 0, risk: 0, rides: 0 };
    const nowhere = { route: -1, trip: -1, board: -1, alight: -1 };
    this.start = { before: null, sequence: none, arrival: ready, stop: source, ...nothing, ...nowhere };
  }

  /** Every way to a terminal; among ways alike in everything the planner names the one whose trains come first. */
  *to(stop: number): Generator<Walk> {
    const { start } = this.sequences;
    const end = start[stop + 1] ?? 0;
    for (let sequence = start[stop] ?? 0; sequence < end; sequence++) {
      const walk = this.walk(sequence);
      if (walk) yield walk;
    }
  }

  /** The same with its first trains as the planner names them: those that are there first, where several make the next connection. */
  named(walk: Walk): Walk {
    const { before } = walk;
    if (!before || before.sequence === none) return walk;
    let first = before;
    if (before.route >= 0 && walk.route >= 0) {
      const { start, board } = this.sequences;
      const end = start[before.stop + 1] ?? 0;
      for (let sequence = start[before.stop] ?? 0; sequence < end; sequence++) {
        if (board[sequence] === none || !isAlike(this.amounts, sequence, before.sequence)) continue;
        const other = this.walk(sequence);
        if (other && other.arrival < first.arrival) first = other;
      }
    }
    const named = this.named(first);
    return named === before ? walk : { ...walk, before: named };
  }

  private walk(sequence: number): Walk | null {
    const known = this.walked.get(sequence);
    if (known !== undefined) return known;
    const parent = this.sequences.parent[sequence] ?? none;
    const before = parent === none ? this.start : this.walk(parent);
    const board = this.sequences.board[sequence] ?? none;
    const alight = this.sequences.alight[sequence] ?? 0;
    const walk =
      before &&
      (board === none ? this.overLink(before, sequence, alight) : this.ride(before, sequence, board, alight));
    this.walked.set(sequence, walk);
    return walk;
  }

  private overLink(before: Walk, sequence: number, link: number): Walk {
    const { timetable } = this;
    const arrival = linkBegins(timetable, link, before.arrival) + (timetable.linkMinutes[link] ?? 0);
    const stop = timetable.linkTo[link] ?? 0;
    return this.come(before, sequence, { arrival, stop, route: -1, trip: link, board: -1, alight: -1 });
  }

  private ride(before: Walk, sequence: number, boardCall: number, alightCall: number): Walk | null {
    const { timetable } = this;
    const route = this.routeOfCall[boardCall] ?? 0;
    const firstCall = timetable.routeCallStart[route] ?? 0;
    const board = boardCall - firstCall;
    const alight = alightCall - firstCall;
    const changes = before.route >= 0 ? (timetable.transferMinutes[before.stop] ?? 0) : 0;
    const trip = this.catchable(route, board, alight, before.arrival + changes);
    if (trip < 0) return null;
    const at = (timetable.routeTimeStart[route] ?? 0) + alight * tripsOf(timetable, route) + trip;
    const arrival = timetable.arrival[at] ?? 0;
    const stop = timetable.callStop[alightCall] ?? 0;
    return this.come(before, sequence, { arrival, stop, route, trip, board, alight });
  }

  private come(before: Walk, sequence: number, leg: Leg): Walk {
    const { cost, co2, risk, rides } = this.amounts;
    return {
      before,
      sequence,
      arrival: leg.arrival,
      cost: cost[sequence] ?? 0,
      co2: co2[sequence] ?? 0,
      risk: risk[sequence] ?? 0,
      rides: rides[sequence] ?? 0,
      stop: leg.stop,
      route: leg.route,
      trip: leg.trip,
      board: leg.board,
      alight: leg.alight,
    };
  }

  /** The first trip there is room on. */
  private catchable(route: number, board: number, alight: number, ready: number): number {
    const { timetable, hasRoom } = this;
    let trip = firstTrip(timetable, route, board, ready);
    if (!hasRoom) return trip;
    const trips = tripsOf(timetable, route);
    const [firstOf, call] = [timetable.routeTripStart[route] ?? 0, timetable.routeFirstCall[route] ?? 0];
    while (trip >= 0 && !hasRoom(firstOf + trip, call + board, call + alight))
      trip = trip + 1 < trips ? trip + 1 : -1;
    return trip;
  }
}

/** A walk's legs as the planner's, its first link begun as late as its first train allows. */
export function legsOf(timetable: Timetable, last: Walk): JourneyLeg[] {
  const legs: JourneyLeg[] = [];
  for (let walk: Walk | null = last; walk?.before; walk = walk.before) legs.push(legOf(timetable, walk));
  legs.reverse();
  const [first, second] = legs;
  if (first?.kind === 'link' && second) {
    const minutes = first.arrival - first.departure;
    let walk = last;
    while (walk.before?.before) walk = walk.before;
    first.departure = linkLeaves(timetable, walk.trip, second.departure);
    first.arrival = first.departure + minutes;
  }
  return legs;
}

function legOf(timetable: Timetable, walk: Walk): JourneyLeg {
  const { before, route, trip, board, alight, stop: to, arrival } = walk;
  const from = before?.stop ?? -1;
  if (route < 0) {
    const minutes = timetable.linkMinutes[trip] ?? 0;
    return {
      kind: 'link',
      link: timetable.linkInput[trip] ?? -1,
      from,
      to,
      departure: arrival - minutes,
      arrival,
    };
  }
  const of = (timetable.routeTripStart[route] ?? 0) + trip;
  const firstCall = timetable.routeFirstCall[route] ?? 0;
  return {
    kind: 'ride',
    service: timetable.tripService[of] ?? -1,
    tripDeparture: timetable.tripDeparture[of] ?? 0,
    fromCall: firstCall + board,
    toCall: firstCall + alight,
    from,
    to,
    departure:
      timetable.departure[
        (timetable.routeTimeStart[route] ?? 0) + board * tripsOf(timetable, route) + trip
      ] ?? 0,
    arrival,
  };
}

const known = new WeakMap<Timetable, Int32Array>();

function routesByCall(timetable: Timetable): Int32Array {
  const made = known.get(timetable);
  if (made) return made;
  const routes = new Int32Array(timetable.callStop.length);
  for (let route = 0; route < timetable.routeCount; route++)
    routes.fill(route, timetable.routeCallStart[route], timetable.routeCallStart[route + 1]);
  known.set(timetable, routes);
  return routes;
}
