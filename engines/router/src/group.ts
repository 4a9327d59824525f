import type { Run } from './expand.ts';
import type { ServiceInput } from './network.ts';
import { MAY_ALIGHT, MAY_BOARD, type Timetable } from './timetable.ts';

type Routes = Pick<
  Timetable,
  | 'routeCount'
  | 'tripCount'
  | 'routeCallStart'
  | 'routeTripStart'
  | 'routeTimeStart'
  | 'routeFirstCall'
  | 'routeCrosses'
  | 'callStop'
  | 'callFlags'
  | 'costBefore'
  | 'co2Before'
  | 'riskBefore'
  | 'callCrossing'
  | 'tripService'
  | 'tripDeparture'
  | 'arrival'
  | 'departure'
>;

/** Trips of one route, in order. Each is a run and one of its departures. */
interface Lane {
  runs: Run[];
  departures: number[];
}

/** Groups runs that are alike in everything but their times into routes in which no trip overtakes another. */
export function groupRuns(services: readonly ServiceInput[], runs: readonly Run[]): Routes {
  return flatten(
    services,
    alikeRuns(services, runs).flatMap((alike) => fifoLanes(services, alike)),
  );
}

/** Runs with the same path, rules, crossings, costs. Hashes only find candidates: equality decides, so a collision is harmless. */
function alikeRuns(services: readonly ServiceInput[], runs: readonly Run[]): Run[][] {
  const byHash = new Map<number, Run[][]>();
  const groups: Run[][] = [];
  for (const run of runs) {
    const hash = runHash(services[run.service]!, run);
    const candidates = byHash.get(hash);
    const group = candidates?.find((runs) => areAlike(services, runs[0]!, run));
    if (group) group.push(run);
    else {
      const started = [run];
      groups.push(started);
      if (candidates) candidates.push(started);
      else byHash.set(hash, [started]);
    }
  }
  return groups;
}

function runHash(service: ServiceInput, run: Run): number {
  let hash = run.firstCall;
  for (let call = run.firstCall; call <= run.lastCall; call++) {
    hash = Math.imul(hash ^ service.stops[call]!, 0x01000193);
    if (service.cost && call < run.lastCall) hash = Math.imul(hash ^ service.cost[call]!, 0x01000193);
  }
  return hash;
}

function areAlike(services: readonly ServiceInput[], a: Run, b: Run): boolean {
  if (a.firstCall !== b.firstCall || a.lastCall !== b.lastCall) return false;
  const left = services[a.service]!;
  const right = services[b.service]!;
  if (left === right) return true;
  for (let call = a.firstCall; call <= a.lastCall; call++) {
    if (left.stops[call] !== right.stops[call]) return false;
    if (callRules(left, a, call) !== callRules(right, b, call)) return false;
  }
  for (let call = a.firstCall; call < a.lastCall; call++) {
    if ((left.cost?.[call] ?? 0) !== (right.cost?.[call] ?? 0)) return false;
    if ((left.co2?.[call] ?? 0) !== (right.co2?.[call] ?? 0)) return false;
    if ((left.risk?.[call] ?? 0) !== (right.risk?.[call] ?? 0)) return false;
    if ((left.crossing?.[call] ?? -1) !== (right.crossing?.[call] ?? -1)) return false;
  }
  return true;
}

/** Nobody boards where a run ends or alights where it begins. */
function callRules(service: ServiceInput, run: Run, call: number): number {
  const board = call < run.lastCall && (service.boards?.[call] ?? true);
  const alight = call > run.firstCall && (service.alights?.[call] ?? true);
  return (board ? MAY_BOARD : 0) | (alight ? MAY_ALIGHT : 0);
}

/** Shares alike trips out over as few lanes as first fit finds, so that in a lane no trip is anywhere before its predecessor. */
function fifoLanes(services: readonly ServiceInput[], alike: readonly Run[]): Lane[] {
  const trips = alike.flatMap((run) => Array.from(run.departures, (departure) => ({ run, departure })));
  const leaves = (trip: { run: Run; departure: number }) =>
    trip.departure + services[trip.run.service]!.departMinutes[trip.run.firstCall]!;
  const arrives = (trip: { run: Run; departure: number }) =>
    trip.departure + services[trip.run.service]!.arriveMinutes[trip.run.lastCall]!;
  trips.sort((a, b) => leaves(a) - leaves(b) || arrives(a) - arrives(b));
  const lanes: Lane[] = [];
  for (const { run, departure } of trips) {
    const lane = lanes.find((lane) =>
      isNowhereBefore(services, run, departure, lane.runs.at(-1)!, lane.departures.at(-1)!),
    );
    if (lane) {
      lane.runs.push(run);
      lane.departures.push(departure);
    } else lanes.push({ runs: [run], departures: [departure] });
  }
  return lanes;
}

function isNowhereBefore(
  services: readonly ServiceInput[],
  later: Run,
  laterDeparture: number,
  earlier: Run,
  earlierDeparture: number,
): boolean {
  const head = laterDeparture - earlierDeparture;
  if (later.service === earlier.service) return head >= 0;
  const a = services[later.service]!;
  const b = services[earlier.service]!;
  const { firstCall, lastCall } = later;
  for (let call = firstCall; call <= lastCall; call++) {
    if (call < lastCall && a.departMinutes[call]! + head < b.departMinutes[call]!) return false;
    if (call > firstCall && a.arriveMinutes[call]! + head < b.arriveMinutes[call]!) return false;
  }
  return true;
}

function flatten(services: readonly ServiceInput[], lanes: readonly Lane[]): Routes {
  const routeCount = lanes.length;
  const routeCallStart = new Int32Array(routeCount + 1);
  const routeTripStart = new Int32Array(routeCount + 1);
  const routeTimeStart = new Int32Array(routeCount + 1);
  lanes.forEach((lane, route) => {
    const { firstCall, lastCall } = lane.runs[0]!;
    const callCount = lastCall - firstCall + 1;
    routeCallStart[route + 1] = routeCallStart[route]! + callCount;
    routeTripStart[route + 1] = routeTripStart[route]! + lane.runs.length;
    routeTimeStart[route + 1] = routeTimeStart[route]! + callCount * lane.runs.length;
  });
  const callCount = routeCallStart[routeCount]!;
  const tripCount = routeTripStart[routeCount]!;
  const timeCount = routeTimeStart[routeCount]!;
  const routes = {
    routeCount,
    tripCount,
    routeCallStart,
    routeTripStart,
    routeTimeStart,
    routeFirstCall: new Int32Array(routeCount),
    routeCrosses: new Uint8Array(routeCount),
    callStop: new Int32Array(callCount),
    callFlags: new Uint8Array(callCount),
    costBefore: new Int32Array(callCount),
    co2Before: new Int32Array(callCount),
    riskBefore: new Int32Array(callCount),
    callCrossing: new Int32Array(callCount).fill(-1),
    tripService: new Int32Array(tripCount),
    tripDeparture: new Int32Array(tripCount),
    arrival: new Int32Array(timeCount),
    departure: new Int32Array(timeCount),
  };
  lanes.forEach((lane, route) => {
    fillCalls(routes, route, services[lane.runs[0]!.service]!, lane.runs[0]!);
    fillTrips(routes, route, services, lane);
  });
  return routes;
}

function fillCalls(routes: Routes, route: number, service: ServiceInput, run: Run): void {
  const { firstCall, lastCall } = run;
  routes.routeFirstCall[route] = firstCall;
  let at = routes.routeCallStart[route]!;
  for (let call = firstCall; call <= lastCall; call++, at++) {
    routes.callStop[at] = service.stops[call]!;
    routes.callFlags[at] = callRules(service, run, call);
    if (call === lastCall) break;
    routes.costBefore[at + 1] = routes.costBefore[at]! + (service.cost?.[call] ?? 0);
    routes.co2Before[at + 1] = routes.co2Before[at]! + (service.co2?.[call] ?? 0);
    routes.riskBefore[at + 1] = routes.riskBefore[at]! + (service.risk?.[call] ?? 0);
    const crossing = service.crossing?.[call] ?? -1;
    routes.callCrossing[at] = crossing;
    if (crossing >= 0) routes.routeCrosses[route] = 1;
  }
}

/** A first call has no arrival and a last one no departure of its own: the time of the other keeps every row ascending. */
function fillTrips(routes: Routes, route: number, services: readonly ServiceInput[], lane: Lane): void {
  const { firstCall, lastCall } = lane.runs[0]!;
  const tripCount = lane.runs.length;
  const firstTrip = routes.routeTripStart[route]!;
  const firstTime = routes.routeTimeStart[route]!;
  for (let trip = 0; trip < tripCount; trip++) {
    const service = services[lane.runs[trip]!.service]!;
    const start = lane.departures[trip]!;
    routes.tripService[firstTrip + trip] = lane.runs[trip]!.service;
    routes.tripDeparture[firstTrip + trip] = start;
    for (let call = firstCall, at = firstTime + trip; call <= lastCall; call++, at += tripCount) {
      const arrives = start + (call === firstCall ? service.departMinutes : service.arriveMinutes)[call]!;
      const departs = start + (call === lastCall ? service.arriveMinutes : service.departMinutes)[call]!;
      routes.arrival[at] = arrives;
      routes.departure[at] = departs;
    }
  }
}
