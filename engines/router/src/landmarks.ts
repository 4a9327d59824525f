import type { Access } from './network.ts';
import { reverseTimetable } from './reverse.ts';
import { NEVER, type Timetable } from './timetable.ts';

/**
 * Least travel times between every stop and a few landmarks, from which a search has a lower bound from any stop to its
 * target (ALT: Goldberg, Harrelson 2005): by the triangle inequality d(stop, target) >= d(landmark, target) -
 * d(landmark, stop), and >= d(stop, landmark) - d(target, landmark). "Least" looks at no clock: every ride takes as long as
 * its fastest trip and nobody waits, so no journey can do with less.
 */
export interface Landmarks {
  count: number;
  /** At `stop * count + landmark`: least minutes from the landmark to the stop, and from the stop to it; UNKNOWN if there is no way. */
  from: Uint16Array;
  to: Uint16Array;
}

/** No way, or 45 days and more, which says as much: at least this many minutes. */
const UNKNOWN = 0xffff;

/** On New York's subway and buses 16 prune hardly more and cost twice as much to look at. */
const LANDMARKS = 8;

/** Longer segments count as this long: the bound stays a bound and the queue short. */
const LONGEST_MINUTES = 20_000;

const landmarksOfTimetable = new WeakMap<Timetable, Landmarks>();

/** Computed at the first search and kept. A reversed timetable has its original's, exchanged. */
export function landmarksOf(timetable: Timetable): Landmarks {
  const known = landmarksOfTimetable.get(timetable);
  if (known) return known;
  const landmarks = timetable.reversed
    ? exchanged(landmarksOf(reverseTimetable(timetable)))
    : compute(timetable);
  landmarksOfTimetable.set(timetable, landmarks);
  return landmarks;
}

const exchanged = ({ count, from, to }: Landmarks): Landmarks => ({ count, from: to, to: from });

/** What a search keeps of its target, see Scratch. */
interface Aim {
  landmarks: Landmarks;
  least: Int32Array;
  targetFrom: Int32Array;
  targetTo: Int32Array;
}

/** From a landmark to the nearest target stop, and from the farthest target stop to it, egress counted. */
export function aimAt({ landmarks, least, targetFrom, targetTo }: Aim, to: readonly Access[]): void {
  const { count, from, to: towards } = landmarks;
  least.fill(-1);
  targetFrom.fill(NEVER);
  targetTo.fill(-NEVER);
  for (const { stop, minutes = 0 } of to) {
    for (let landmark = 0; landmark < count; landmark++) {
      const outward = from[stop * count + landmark]! + minutes;
      const inward = towards[stop * count + landmark]!;
      if (outward < targetFrom[landmark]!) targetFrom[landmark] = outward;
      // From where there is no way to the landmark, ways to it say nothing.
      const most = inward === UNKNOWN ? NEVER : inward - minutes;
      if (most > targetTo[landmark]!) targetTo[landmark] = most;
    }
  }
}

/** At least this many minutes from a stop to the target. */
export function leastTo(aim: Aim, stop: number): number {
  const known = aim.least[stop]!;
  return known >= 0 ? known : computeLeast(aim, stop);
}

function computeLeast({ landmarks, least, targetFrom, targetTo }: Aim, stop: number): number {
  const { count, from, to } = landmarks;
  let most = 0;
  for (let landmark = 0, at = stop * count; landmark < count; landmark++, at++) {
    const outward = from[at]!;
    const inward = to[at]!;
    if (outward !== UNKNOWN && targetFrom[landmark]! - outward > most) most = targetFrom[landmark]! - outward;
    if (inward !== UNKNOWN && inward - targetTo[landmark]! > most) most = inward - targetTo[landmark]!;
  }
  least[stop] = most;
  return most;
}

/** Each landmark is the stop farthest, there and back, from those chosen before it. */
function compute(timetable: Timetable): Landmarks {
  const { stopCount } = timetable;
  const count = Math.min(LANDMARKS, stopCount);
  const from = new Uint16Array(stopCount * count).fill(UNKNOWN);
  const to = new Uint16Array(stopCount * count).fill(UNKNOWN);
  const [onward, back] = leastGraphs(timetable);
  const nearest = new Float64Array(stopCount).fill(Number.POSITIVE_INFINITY);
  let landmark = busiest(timetable);
  for (let index = 0; index < count; index++) {
    const outward = leastMinutes(onward, landmark);
    const inward = leastMinutes(back, landmark);
    let farthest = -1;
    nearest[landmark] = -1;
    for (let stop = 0; stop < stopCount; stop++) {
      from[stop * count + index] = outward[stop]!;
      to[stop * count + index] = inward[stop]!;
      if (outward[stop] === UNKNOWN || inward[stop] === UNKNOWN) continue;
      nearest[stop] = Math.min(nearest[stop]!, outward[stop]! + inward[stop]!);
      if (nearest[stop]! >= 0 && (farthest < 0 || nearest[stop]! > nearest[farthest]!)) farthest = stop;
    }
    if (farthest < 0) break;
    landmark = farthest;
  }
  return { count, from, to };
}

function busiest({ stopCount, stopRouteStart }: Timetable): number {
  let best = 0;
  const boardings = (stop: number) => stopRouteStart[stop + 1]! - stopRouteStart[stop]!;
  for (let stop = 1; stop < stopCount; stop++) if (boardings(stop) > boardings(best)) best = stop;
  return best;
}

interface Graph {
  start: Int32Array;
  to: Int32Array;
  minutes: Int32Array;
}

/** Edges are the segments of all routes, each with its fastest trip, and the links; and the same the other way round. */
function leastGraphs(timetable: Timetable): [onward: Graph, back: Graph] {
  const { routeCount, routeCallStart, routeTripStart, routeTimeStart, callStop, arrival, departure } =
    timetable;
  const { stopCount, stopLinkStart, linkTo, linkMinutes } = timetable;
  const edges: { from: number[]; to: number[]; minutes: number[] } = { from: [], to: [], minutes: [] };
  const add = (from: number, to: number, minutes: number) => {
    edges.from.push(from);
    edges.to.push(to);
    edges.minutes.push(Math.min(minutes, LONGEST_MINUTES));
  };
  for (let route = 0; route < routeCount; route++) {
    const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
    let leaves = routeTimeStart[route]!;
    for (
      let call = routeCallStart[route]!;
      call + 1 < routeCallStart[route + 1]!;
      call++, leaves += tripCount
    ) {
      let least = LONGEST_MINUTES;
      for (let at = leaves; at < leaves + tripCount; at++) {
        least = Math.min(least, arrival[at + tripCount]! - departure[at]!);
      }
      add(callStop[call]!, callStop[call + 1]!, least);
    }
  }
  for (let stop = 0; stop < stopCount; stop++) {
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++)
      add(stop, linkTo[link]!, linkMinutes[link]!);
  }
  return [
    graphOf(stopCount, edges.from, edges.to, edges.minutes),
    graphOf(stopCount, edges.to, edges.from, edges.minutes),
  ];
}

function graphOf(
  stopCount: number,
  from: readonly number[],
  to: readonly number[],
  minutes: readonly number[],
): Graph {
  const start = new Int32Array(stopCount + 1);
  for (const stop of from) start[stop + 1]!++;
  for (let stop = 0; stop < stopCount; stop++) start[stop + 1]! += start[stop]!;
  const next = start.slice();
  const graph = { start, to: new Int32Array(to.length), minutes: new Int32Array(to.length) };
  from.forEach((stop, edge) => {
    const at = next[stop]!++;
    graph.to[at] = to[edge]!;
    graph.minutes[at] = minutes[edge]!;
  });
  return graph;
}

/** Dijkstra's algorithm with Dial's buckets: minutes are small integers. */
function leastMinutes(graph: Graph, source: number): Uint16Array {
  const { start, to, minutes } = graph;
  const least = new Uint16Array(start.length - 1).fill(UNKNOWN);
  const buckets: number[][] = [[source]];
  least[source] = 0;
  for (let now = 0; now < buckets.length; now++) {
    const bucket = buckets[now];
    if (!bucket) continue;
    for (let stop = bucket.pop(); stop !== undefined; stop = bucket.pop()) {
      if (least[stop] !== now) continue;
      for (let edge = start[stop]!; edge < start[stop + 1]!; edge++) {
        const reached = now + minutes[edge]!;
        if (reached >= least[to[edge]!]!) continue;
        least[to[edge]!] = reached;
        const into = buckets[reached];
        if (into) into.push(to[edge]!);
        else buckets[reached] = [to[edge]!];
      }
    }
  }
  return least;
}
