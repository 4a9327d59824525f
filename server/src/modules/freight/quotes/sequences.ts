/**
 * Which sequences of trains and links are ever worth taking from one terminal: for every instant of the timetable and every
 * other terminal, each vector of the Pareto set (arrival, cost, CO2, risk, rides) is reached by one of them, its trains taken as soon
 * as they can be caught.
 *
 * It is one search to all terminals at once over all departures, the last one first (as in rRAPTOR; Delling, Pajor, Werneck 2012):
 * whoever leaves later and gets there no later, dearer, dirtier, riskier or with more rides is kept, and drops the earlier ones.
 * So each departure only does what no later one did. Only the sequences are kept and not their times: there are few of
 * them, they are looked up in the timetable when somebody asks, and they stay right when a departure is full or cancelled.
 */
import type { Timetable } from '@serai/router';
import { firstTrip, linkBegins, linkLeaves, linksOf, tripsOf } from './lookup.ts';
import { none, type Sequences, SequenceTree } from './sequence-tree.ts';

const mayAlight = 2;

export function sequencesFrom(
  timetable: Timetable,
  source: number,
  handlingMinutes: number,
  ridesMax: number,
): Sequences {
  const search = new SequenceSearch(timetable, source, ridesMax);
  const { instants, boardings } = boardingsOf(timetable, source, handlingMinutes);
  for (let from = 0; from < instants.length; ) {
    let to = from;
    while (to < instants.length && instants[to] === instants[from]) to++;
    search.leave(boardings.slice(from, to));
    from = to;
  }
  return search.found();
}

/** One boards this trip at this call, straight from the source or over one of its links. */
interface Boarding {
  link: number;
  route: number;
  call: number;
  trip: number;
  leaves: number;
}

/** Every first ride there is, by when the source must be left for it at the latest; the last first. */
function boardingsOf(timetable: Timetable, source: number, handlingMinutes: number) {
  const boardings: Boarding[] = [];
  const add = (stop: number, link: number) => {
    for (
      let at = (timetable.stopRouteStart[stop + 1] ?? 0) - 1;
      at >= (timetable.stopRouteStart[stop] ?? 0);
      at--
    ) {
      const [route, call] = [timetable.stopRoute[at] ?? 0, timetable.stopRouteCall[at] ?? 0];
      const trips = (timetable.routeTripStart[route + 1] ?? 0) - (timetable.routeTripStart[route] ?? 0);
      const times = (timetable.routeTimeStart[route] ?? 0) + call * trips;
      for (let trip = 0; trip < trips; trip++) {
        const departs = timetable.departure[times + trip] ?? 0;
        const leaves = (link < 0 ? departs : linkLeaves(timetable, link, departs)) - handlingMinutes;
        boardings.push({ link, route, call, trip, leaves });
      }
    }
  };
  add(source, -1);
  for (const link of linksOf(timetable, source)) add(timetable.linkTo[link] ?? 0, link);
  boardings.sort((a, b) => b.leaves - a.leaves);
  return { boardings, instants: boardings.map(({ leaves }) => leaves) };
}

/** What has been spent on the way so far. */
interface Spent {
  cost: number;
  co2: number;
  risk: number;
  rides: number;
}
/** Somebody at a stop: when, having spent what, on which sequence. */
interface Label extends Spent {
  stop: number;
  time: number;
  sequence: number;
  /** Counts the instants at which the source was left; equal ones compete, of others the later was there first. */
  leaving: number;
  beaten: boolean;
}
/** What a sequence is continued by, and to where. */
interface Leg {
  before: number;
  board: number;
  alight: number;
  stop: number;
}
/** Somebody on a trip: what they spent less what the route had cost up to where they boarded, so that all compare alike. */
interface Rider extends Spent {
  call: number;
}

class SequenceSearch {
  private readonly timetable: Timetable;
  private readonly source: number;
  private readonly ridesMax: number;
  /** Labels at each stop, the latest first: those who came by train, and those who came over a link. */
  private readonly byRide: Label[][];
  private readonly byLink: Label[][];
  private readonly aboard = new Map<number, Rider[]>();
  private readonly tree: SequenceTree;
  private leaving = 0;
  private made: Label[] = [];
  /** Those of the last round who came by train. */
  private alighted: Label[] = [];

  constructor(timetable: Timetable, source: number, ridesMax: number) {
    this.timetable = timetable;
    this.source = source;
    this.ridesMax = ridesMax;
    this.tree = new SequenceTree(timetable);
    this.byRide = Array.from({ length: timetable.stopCount }, () => []);
    this.byLink = Array.from({ length: timetable.stopCount }, () => []);
    // A link of the source can be begun at any time, so it is a sequence whatever leaves.
    for (const link of linksOf(timetable, source)) this.tree.keep(this.first(link));
  }

  /** All that begins with these boardings, which have to leave the source at one instant. */
  leave(boardings: readonly Boarding[]): void {
    const { timetable } = this;
    this.leaving++;
    this.made = [];
    for (const { link, route, call, trip } of boardings) {
      const stop = timetable.callStop[(timetable.routeCallStart[route] ?? 0) + call] ?? 0;
      const nothing = { cost: 0, co2: 0, risk: 0, rides: 0 };
      const spent = link < 0 ? nothing : this.overLink(nothing, link);
      this.ride(route, call, trip, this.handled(spent, stop), link < 0 ? none : this.first(link));
    }
    while (this.alighted.length > 0) {
      const riders = this.alighted;
      this.alighted = [];
      for (const label of riders) {
        if (label.beaten) continue;
        this.board(label, timetable.transferMinutes[label.stop] ?? 0);
        this.links(label);
      }
    }
    for (const label of this.made) if (!label.beaten) this.tree.keep(label.sequence);
  }

  found = (): Sequences => this.tree.flat(this.timetable.stopCount);

  private first = (link: number) => this.tree.add(none, none, link, this.timetable.linkTo[link] ?? 0);

  private handled(spent: Spent, stop: number): Spent {
    const { transferCost, transferCo2, transferRisk } = this.timetable;
    return {
      cost: spent.cost + (transferCost[stop] ?? 0),
      co2: spent.co2 + (transferCo2[stop] ?? 0),
      risk: spent.risk + (transferRisk[stop] ?? 0),
      rides: spent.rides,
    };
  }

  private overLink(spent: Spent, link: number): Spent {
    const { linkCost, linkCo2, linkRisk } = this.timetable;
    return {
      cost: spent.cost + (linkCost[link] ?? 0),
      co2: spent.co2 + (linkCo2[link] ?? 0),
      risk: spent.risk + (linkRisk[link] ?? 0),
      rides: spent.rides,
    };
  }

  /** Everything that can be boarded where somebody is, each as soon as it can. */
  private board(label: Label, transferMinutes: number): void {
    const { timetable } = this;
    if (label.rides === this.ridesMax) return;
    const { stop } = label;
    const spent = this.handled(label, stop);
    const first = timetable.stopRouteStart[stop] ?? 0;
    // Of trains alike in everything the planner names the one that is listed last, so that one is tried first here.
    for (let at = (timetable.stopRouteStart[stop + 1] ?? 0) - 1; at >= first; at--) {
      const route = timetable.stopRoute[at] ?? 0;
      const call = timetable.stopRouteCall[at] ?? 0;
      const trip = firstTrip(timetable, route, call, label.time + transferMinutes);
      if (trip >= 0) this.ride(route, call, trip, spent, label.sequence);
    }
  }

  private links(label: Label): void {
    const { timetable } = this;
    const spent = this.handled(label, label.stop);
    for (const link of linksOf(timetable, label.stop)) {
      const to = timetable.linkTo[link] ?? 0;
      if (to === this.source) continue;
      const time = linkBegins(timetable, link, label.time) + (timetable.linkMinutes[link] ?? 0);
      const leg = { before: label.sequence, board: none, alight: link, stop: to };
      const reached = this.reach(this.byLink[to] ?? [], leg, time, this.overLink(spent, link));
      if (reached) this.board(reached, 0);
    }
  }

  /** Rides a trip from a call to its end, and lets off wherever that is worth it. */
  private ride(route: number, call: number, trip: number, spent: Spent, before: number): void {
    const { timetable } = this;
    const { callStop, callFlags, costBefore, co2Before, riskBefore, arrival } = timetable;
    const firstCall = timetable.routeCallStart[route] ?? 0;
    const board = firstCall + call;
    const rider: Rider = {
      cost: spent.cost - (costBefore[board] ?? 0),
      co2: spent.co2 - (co2Before[board] ?? 0),
      risk: spent.risk - (riskBefore[board] ?? 0),
      rides: spent.rides + 1,
      call,
    };
    if (!this.isWorthBoarding((timetable.routeTripStart[route] ?? 0) + trip, rider)) return;
    const trips = tripsOf(timetable, route);
    const times = (timetable.routeTimeStart[route] ?? 0) + trip;
    const end = timetable.routeCallStart[route + 1] ?? 0;
    for (let alight = board + 1; alight < end; alight++) {
      const stop = callStop[alight] ?? 0;
      if (((callFlags[alight] ?? 0) & mayAlight) === 0 || stop === this.source) continue;
      const spentThere = {
        cost: rider.cost + (costBefore[alight] ?? 0),
        co2: rider.co2 + (co2Before[alight] ?? 0),
        risk: rider.risk + (riskBefore[alight] ?? 0),
        rides: rider.rides,
      };
      const time = arrival[times + (alight - firstCall) * trips] ?? 0;
      const reached = this.reach(this.byRide[stop] ?? [], { before, board, alight, stop }, time, spentThere);
      if (reached) this.alighted.push(reached);
    }
  }

  /** Not where somebody is aboard already who can do whatever this one can. */
  private isWorthBoarding(trip: number, rider: Rider): boolean {
    const aboard = this.aboard.get(trip) ?? [];
    if (aboard.length === 0) this.aboard.set(trip, aboard);
    if (aboard.some((other) => other.call <= rider.call && isNoWorse(other, rider))) return false;
    aboard.push(rider);
    return true;
  }

  /** A new label at a stop, unless another is at least as good in everything. Those of this instant that it beats end. */
  private reach(bag: Label[], leg: Leg, time: number, spent: Spent): Label | undefined {
    let place = bag.length;
    for (; place > 0; place--) {
      const other = bag[place - 1] as Label; // place - 1 is within the bag
      if (other.time > time) break;
      if (isNoWorse(other, spent)) return undefined;
    }
    for (let index = place - 1; index >= 0; index--) {
      const other = bag[index] as Label; // index is within the bag
      if (other.leaving !== this.leaving || !isNoWorse(spent, other)) continue;
      other.beaten = true;
      bag.splice(index, 1);
      place--;
    }
    // Most are not worth a label, so only here does the sequence become one.
    const sequence = this.tree.add(leg.before, leg.board, leg.alight, leg.stop);
    const { cost, co2, risk, rides } = spent;
    const label = {
      cost,
      co2,
      risk,
      rides,
      stop: leg.stop,
      time,
      sequence,
      leaving: this.leaving,
      beaten: false,
    };
    bag.splice(place, 0, label);
    this.made.push(label);
    return label;
  }
}

const isNoWorse = (one: Spent, other: Spent) =>
  one.cost <= other.cost && one.co2 <= other.co2 && one.risk <= other.risk && one.rides <= other.rides;
