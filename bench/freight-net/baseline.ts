import type { NetworkInput } from '@serai/router';

/**
 * The yardstick: McRAPTOR as one writes it down from the paper, with objects and arrays. Exact, with route bags and
 * pruning by the target's bag, without lower bounds. It knows what this network uses of the input (one source, one
 * target, weekly trips, closures of rides, links without crossings).
 */
export interface BaselineOption {
  arrival: number;
  cost: number;
  co2: number;
  risk: number;
  rides: number;
  path: BaselineLabel;
}

interface Vector {
  arrival: number;
  cost: number;
  co2: number;
  risk: number;
}

export interface BaselineLabel extends Vector {
  stop: number;
  rides: number;
  by: 'start' | 'ride' | 'link';
  parent: BaselineLabel | undefined;
  route?: Route;
  trip?: Trip;
  boardCall?: number;
  alightCall?: number;
}

interface Trip {
  arrivals: number[];
  departures: number[];
}

interface Route {
  stops: number[];
  cost: number[];
  co2: number[];
  risk: number[];
  trips: Trip[];
}

interface Aboard extends Vector {
  tripIndex: number;
  boardCall: number;
  parent: BaselineLabel;
}

export interface BaselineNet {
  input: NetworkInput;
  routes: Route[];
  routesAt: { route: number; call: number }[][];
  linksFrom: { to: number; minutes: number; cost: number; co2: number; risk: number }[][];
}

export function baselineNet(input: NetworkInput): BaselineNet {
  const routes = input.services.flatMap((service) => {
    const runs = new Map<string, Route>();
    const departures: number[] = [];
    for (let week = input.horizonStart; week < input.horizonEnd; week += 10_080) {
      for (const minute of service.weekly ?? []) departures.push(week + minute);
    }
    departures.sort((a, b) => a - b);
    for (const departure of departures) {
      let first = 0;
      for (let call = 0; call < service.stops.length; call++) {
        const crossing = service.crossing?.[call] ?? -1;
        const leaves = departure + service.departMinutes[call]!;
        const closed =
          crossing >= 0 &&
          (input.crossings[crossing]!.closed ?? []).some(([from, to]) => from <= leaves && leaves < to);
        const ends = call === service.stops.length - 1;
        if (!closed && !ends) continue;
        if (call > first) {
          const key = `${first}-${call}`;
          let route = runs.get(key);
          if (!route) {
            route = {
              stops: service.stops.slice(first, call + 1),
              cost: (service.cost ?? []).slice(first, call),
              co2: (service.co2 ?? []).slice(first, call),
              risk: (service.risk ?? []).slice(first, call),
              trips: [],
            };
            runs.set(key, route);
          }
          route.trips.push({
            arrivals: service.arriveMinutes.slice(first, call + 1).map((minute) => departure + minute),
            departures: service.departMinutes.slice(first, call + 1).map((minute) => departure + minute),
          });
        }
        first = call + 1;
      }
    }
    return [...runs.values()];
  });
  const routesAt: BaselineNet['routesAt'] = input.stops.map(() => []);
  routes.forEach((route, index) => {
    route.stops.slice(0, -1).forEach((stop, call) => {
      routesAt[stop]!.push({ route: index, call });
    });
  });
  const linksFrom: BaselineNet['linksFrom'] = input.stops.map(() => []);
  for (const { from, to, minutes, cost = 0, co2 = 0, risk = 0 } of input.links) {
    linksFrom[from]!.push({ to, minutes, cost, co2, risk });
  }
  return { input, routes, routesAt, linksFrom };
}

const covers = (a: Vector, b: Vector) =>
  a.arrival <= b.arrival && a.cost <= b.cost && a.co2 <= b.co2 && a.risk <= b.risk;

/** Adds unless covered, and drops what is covered now. */
function merge<T extends Vector>(bag: T[], vector: T): boolean {
  for (const other of bag) if (covers(other, vector)) return false;
  let kept = 0;
  for (const other of bag) if (!covers(vector, other)) bag[kept++] = other;
  bag.length = kept;
  bag.push(vector);
  return true;
}

export function baselineSearch(
  net: BaselineNet,
  from: number,
  to: number,
  departAt: number,
  maxRides: number,
): BaselineOption[] {
  const { input, routes, routesAt, linksFrom } = net;
  const ready: BaselineLabel[][] = input.stops.map(() => []);
  const alighted: BaselineLabel[][] = input.stops.map(() => []);
  let options: BaselineOption[] = [];
  let fresh = new Map<number, BaselineLabel[]>();

  const isCovered = (vector: Vector) => options.some((option) => covers(option, vector));
  const finish = (label: BaselineLabel) => {
    if (isCovered(label)) return;
    const option = { ...vectorOf(label), rides: label.rides, path: label };
    options = options.filter((other) => !(covers(option, other) && option.rides <= other.rides));
    options.push(option);
  };
  const makeReady = (label: BaselineLabel) => {
    if (isCovered(label) || !merge(ready[label.stop]!, label)) return;
    const here = fresh.get(label.stop);
    if (here) here.push(label);
    else fresh.set(label.stop, [label]);
  };
  const handled = (label: BaselineLabel): BaselineLabel => {
    const { transferCost = 0, transferCo2 = 0, transferRisk = 0 } = input.stops[label.stop]!;
    return {
      ...label,
      cost: label.cost + transferCost,
      co2: label.co2 + transferCo2,
      risk: label.risk + transferRisk,
    };
  };
  const reach = (label: BaselineLabel) => {
    const unloaded = label.by === 'ride' ? handled(label) : label;
    if (label.stop === to) finish(unloaded);
    if (isCovered(unloaded)) return;
    if (linksFrom[label.stop]!.length > 0 && merge(alighted[label.stop]!, label)) {
      for (const link of linksFrom[label.stop]!) {
        const over: BaselineLabel = {
          stop: link.to,
          by: 'link',
          parent: label,
          rides: label.rides,
          arrival: label.arrival + link.minutes,
          cost: unloaded.cost + link.cost,
          co2: unloaded.co2 + link.co2,
          risk: unloaded.risk + link.risk,
        };
        if (link.to === to) finish(over);
        makeReady(handled(over));
      }
    }
    const loading = handled(label);
    if (label.by === 'ride') loading.arrival += input.stops[label.stop]!.transferMinutes;
    makeReady(loading);
  };

  reach({
    stop: from,
    by: 'start',
    parent: undefined,
    rides: 0,
    arrival: departAt,
    cost: 0,
    co2: 0,
    risk: 0,
  });
  for (let rides = 1; rides <= maxRides && fresh.size > 0; rides++) {
    // Whom another one has covered since, at the stop or at the target, need not board.
    const boarding = new Map<number, BaselineLabel[]>();
    for (const [stop, labels] of fresh) {
      const still = labels.filter((label) => ready[stop]!.includes(label) && !isCovered(label));
      if (still.length > 0) boarding.set(stop, still);
    }
    fresh = new Map();
    const queue = new Map<number, number>();
    for (const stop of boarding.keys()) {
      for (const { route, call } of routesAt[stop]!) {
        const first = queue.get(route);
        if (first === undefined || call < first) queue.set(route, call);
      }
    }
    for (const [routeIndex, firstCall] of queue) {
      const route = routes[routeIndex]!;
      const bag: Aboard[] = [];
      for (let call = firstCall; call < route.stops.length; call++) {
        const stop = route.stops[call]!;
        for (const aboard of bag) {
          aboard.cost += route.cost[call - 1]!;
          aboard.co2 += route.co2[call - 1]!;
          aboard.risk += route.risk[call - 1]!;
          const trip = route.trips[aboard.tripIndex]!;
          const label: BaselineLabel = {
            stop,
            by: 'ride',
            rides,
            arrival: trip.arrivals[call]!,
            cost: aboard.cost,
            co2: aboard.co2,
            risk: aboard.risk,
            parent: aboard.parent,
            route,
            trip,
            boardCall: aboard.boardCall,
            alightCall: call,
          };
          reach(label);
        }
        if (call === route.stops.length - 1) break;
        for (const label of boarding.get(stop) ?? []) {
          const tripIndex = firstTrip(route, call, label.arrival);
          if (tripIndex === route.trips.length) continue;
          // In a route bag, as in the paper, the trip stands for the time.
          merge(bag, {
            arrival: tripIndex,
            tripIndex,
            cost: label.cost,
            co2: label.co2,
            risk: label.risk,
            boardCall: call,
            parent: label,
          });
        }
      }
    }
  }
  return options;
}

const vectorOf = ({ arrival, cost, co2, risk }: Vector): Vector => ({ arrival, cost, co2, risk });

/** The first trip that leaves at or after `ready`, or the number of trips. */
function firstTrip(route: Route, call: number, ready: number): number {
  let low = 0;
  let high = route.trips.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (route.trips[middle]!.departures[call]! >= ready) high = middle;
    else low = middle + 1;
  }
  return low;
}
