import { linkArrival } from './crossings.ts';
import { MAY_ALIGHT, MAY_BOARD, NEVER, type Timetable } from './timetable.ts';

/**
 * What a search writes on: made once per timetable and used again by the next query, so that a query allocates nothing
 * but its answer.
 *
 * A label says how something was reached. Its three numbers are, for a ride, the label it was boarded from and the
 * positions of boarding and alighting in the timetable's times; for a link, the label it was started from, `LINK` and the
 * link; for a source, -1, `SOURCE` and which access. Labels are only ever appended, so what a path is made of never changes
 * under it.
 *
 * With `layered` 1 there is one row of arrivals per number of rides (a range search prunes by them across departures);
 * with 0 all rounds share one row, which is all that a single earliest arrival needs.
 */
export interface Scratch {
  layered: 0 | 1;
  maxRides: number;
  /** Per layer and stop: earliest arrival by ride (or access), and the earliest instant from which one may board there. */
  alight: Int32Array;
  ready: Int32Array;
  /** Per stop, only meaningful within a round: the labels of what this round reached. */
  alightLabel: Int32Array;
  readyLabel: Int32Array;
  /** Per stop: `ready` where this round improved it, else NEVER; and a list of those stops. */
  fresh: Int32Array;
  freshStops: Int32Array;
  freshCount: number;
  /** Stops whose `alight` this round improved; `reachedStamp` keeps each in the list once. */
  reachedStops: Int32Array;
  reachedCount: number;
  reachedStamp: Int32Array;
  stamp: number;
  /** Routes to scan, and the first and last call at which each may be boarded anew. */
  queue: Int32Array;
  queueCount: number;
  queuedFirst: Int32Array;
  queuedLast: Int32Array;
  /** Per stop: minutes from there to the target, NEVER if it is no target stop; and the least of them. */
  egress: Int32Array;
  leastEgress: number;
  /** Per layer: the earliest arrival at the target. Per number of rides: the label that last improved it, or -1. */
  best: Int32Array;
  bestLabel: Int32Array;
  labelParent: Int32Array;
  labelBoard: Int32Array;
  labelAlight: Int32Array;
  labelCount: number;
}

export const SOURCE = -1;
export const LINK = -2;

/**
 * The rounds of RAPTOR (Delling, Pajor, Werneck 2012): round k extends what k - 1 rides reached by one more ride, scanning
 * every route at most once. Only stops which the last round improved are boarded at, and only arrivals before the best
 * known one at the target are kept.
 */
export function runRounds(
  timetable: Timetable,
  scratch: Scratch,
  avoided: Uint8Array | undefined,
  signal?: AbortSignal,
): void {
  for (let rides = 1; rides <= scratch.maxRides && scratch.freshCount > 0; rides++) {
    signal?.throwIfAborted();
    queueRoutes(timetable, scratch, rides);
    scanRoutes(timetable, scratch, rides, avoided);
    spread(timetable, scratch, rides, avoided);
  }
}

/** Whoever is at a stop at this instant or later can't improve on the best arrival with this many rides any more. */
function boundOf(scratch: Scratch, rides: number): number {
  const best = scratch.best[scratch.layered * rides]!;
  return best === NEVER ? NEVER : best - scratch.leastEgress;
}

function queueRoutes(timetable: Timetable, scratch: Scratch, rides: number): void {
  const { stopRouteStart, stopRoute, stopRouteCall } = timetable;
  const { freshStops, freshCount, fresh, queue, queuedFirst, queuedLast } = scratch;
  const bound = boundOf(scratch, rides);
  let count = 0;
  for (let at = 0; at < freshCount; at++) {
    const stop = freshStops[at]!;
    if (fresh[stop]! >= bound) continue;
    const end = stopRouteStart[stop + 1]!;
    for (let i = stopRouteStart[stop]!; i < end; i++) {
      const route = stopRoute[i]!;
      const call = stopRouteCall[i]!;
      const first = queuedFirst[route]!;
      if (first === NEVER) {
        queue[count++] = route;
        queuedFirst[route] = call;
        queuedLast[route] = call;
      } else if (call < first) queuedFirst[route] = call;
      else if (call > queuedLast[route]!) queuedLast[route] = call;
    }
  }
  scratch.queueCount = count;
}

function scanRoutes(
  timetable: Timetable,
  scratch: Scratch,
  rides: number,
  avoided: Uint8Array | undefined,
): void {
  const { routeCallStart, routeTripStart, routeTimeStart, routeCrosses, callStop, callFlags, callCrossing } =
    timetable;
  const { arrival, departure } = timetable;
  const { queue, queueCount, queuedFirst, queuedLast, fresh, readyLabel, alightLabel, egress } = scratch;
  const { alight, reachedStops, reachedStamp } = scratch;
  const row = scratch.layered * rides * timetable.stopCount;
  const stamp = ++scratch.stamp;
  let { labelParent, labelBoard, labelAlight, labelCount } = scratch;
  let reachedCount = 0;
  let bound = boundOf(scratch, rides);
  for (let at = 0; at < queueCount; at++) {
    const route = queue[at]!;
    const firstCall = routeCallStart[route]!;
    const endCall = routeCallStart[route + 1]!;
    const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
    const lastBoard = firstCall + queuedLast[route]!;
    let call = firstCall + queuedFirst[route]!;
    queuedFirst[route] = NEVER;
    if (labelCount + endCall - call > labelParent.length) {
      growLabels(scratch, labelCount + endCall - call);
      ({ labelParent, labelBoard, labelAlight } = scratch);
    }
    const guarded = avoided !== undefined && routeCrosses[route] === 1;
    // `trip` counts within the route; at `tripCount` there is none. `times` is where the present call's times begin.
    let trip = tripCount;
    let boarded = 0;
    let parent = -1;
    for (
      let times = routeTimeStart[route]! + (call - firstCall) * tripCount;
      call < endCall;
      call++, times += tripCount
    ) {
      const stop = callStop[call]!;
      if (trip < tripCount) {
        const arrives = arrival[times + trip]!;
        if (arrives >= bound) trip = tripCount;
        else if (arrives < alight[row + stop]! && (callFlags[call]! & MAY_ALIGHT) !== 0) {
          alight[row + stop] = arrives;
          alightLabel[stop] = labelCount;
          labelParent[labelCount] = parent;
          labelBoard[labelCount] = boarded;
          labelAlight[labelCount] = times + trip;
          if (reachedStamp[stop] !== stamp) {
            reachedStamp[stop] = stamp;
            reachedStops[reachedCount++] = stop;
          }
          if (egress[stop] !== NEVER && improveBest(scratch, rides, arrives + egress[stop]!, labelCount)) {
            bound = boundOf(scratch, rides);
          }
          labelCount++;
        }
      }
      if (trip === tripCount && call > lastBoard) break;
      const ready = fresh[stop]!;
      if (
        ready < bound &&
        trip > 0 &&
        departure[times + trip - 1]! >= ready &&
        (callFlags[call]! & MAY_BOARD) !== 0
      ) {
        // The first trip that leaves at or after `ready`; it is known to lie before `trip`.
        let low = times;
        let high = times + trip - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (departure[middle]! >= ready) high = middle;
          else low = middle + 1;
        }
        trip = low - times;
        boarded = low;
        parent = readyLabel[stop]!;
      }
      if (guarded && callCrossing[call]! >= 0 && avoided[callCrossing[call]!] === 1) trip = tripCount;
    }
  }
  scratch.labelCount = labelCount;
  const { freshStops, freshCount } = scratch;
  for (let at = 0; at < freshCount; at++) fresh[freshStops[at]!] = NEVER;
  scratch.freshCount = 0;
  scratch.reachedCount = reachedCount;
}

/** What this round's rides reached may be boarded at after the stop's transfer time, or left by one link. */
export function spread(
  timetable: Timetable,
  scratch: Scratch,
  rides: number,
  avoided: Uint8Array | undefined,
): void {
  const { transferMinutes, stopLinkStart, linkTo, linkMinutes, linkCrossing, stopCount } = timetable;
  const { reachedStops, reachedCount, alightLabel, readyLabel, fresh, freshStops, egress } = scratch;
  const row = scratch.layered * rides * stopCount;
  const { alight, ready } = scratch;
  let freshCount = 0;
  let bound = boundOf(scratch, rides);
  for (let at = 0; at < reachedCount; at++) {
    const stop = reachedStops[at]!;
    const arrives = alight[row + stop]!;
    if (scratch.layered === 1) lowerAbove(alight, stopCount, rides, scratch.maxRides, stop, arrives);
    const label = alightLabel[stop]!;
    const boardable = arrives + (rides === 0 ? 0 : transferMinutes[stop]!);
    if (boardable < ready[row + stop]! && boardable < bound) {
      ready[row + stop] = boardable;
      readyLabel[stop] = label;
      if (fresh[stop] === NEVER) freshStops[freshCount++] = stop;
      fresh[stop] = boardable;
    }
    const end = stopLinkStart[stop + 1]!;
    growLabels(scratch, scratch.labelCount + end - stopLinkStart[stop]!);
    for (let link = stopLinkStart[stop]!; link < end; link++) {
      const crossing = linkCrossing[link]!;
      if (crossing >= 0 && avoided?.[crossing] === 1) continue;
      const reaches = crossing < 0 ? arrives + linkMinutes[link]! : linkArrival(timetable, link, arrives);
      const to = linkTo[link]!;
      if (reaches >= ready[row + to]! || reaches >= bound) continue;
      ready[row + to] = reaches;
      const made = scratch.labelCount++;
      scratch.labelParent[made] = label;
      scratch.labelBoard[made] = LINK;
      scratch.labelAlight[made] = link;
      readyLabel[to] = made;
      if (fresh[to] === NEVER) freshStops[freshCount++] = to;
      fresh[to] = reaches;
      if (egress[to] !== NEVER && improveBest(scratch, rides, reaches + egress[to]!, made)) {
        bound = boundOf(scratch, rides);
      }
    }
  }
  if (scratch.layered === 1) {
    for (let at = 0; at < freshCount; at++) {
      const stop = freshStops[at]!;
      lowerAbove(ready, stopCount, rides, scratch.maxRides, stop, fresh[stop]!);
    }
  }
  scratch.freshCount = freshCount;
}

/** What one can have with few rides one can have when more are allowed. */
function lowerAbove(
  values: Int32Array,
  stride: number,
  rides: number,
  maxRides: number,
  stop: number,
  value: number,
): void {
  for (let above = rides + 1; above <= maxRides; above++) {
    if (values[above * stride + stop]! <= value) return;
    values[above * stride + stop] = value;
  }
}

/** Keeps this arrival at the target if it is the first so early. */
export function improveBest(scratch: Scratch, rides: number, arrives: number, label: number): boolean {
  if (arrives >= scratch.best[scratch.layered * rides]!) return false;
  scratch.best[scratch.layered * rides] = arrives;
  scratch.bestLabel[rides] = label;
  if (scratch.layered === 1) lowerAbove(scratch.best, 1, rides, scratch.maxRides, 0, arrives);
  return true;
}

function growLabels(scratch: Scratch, needed: number): void {
  if (needed <= scratch.labelParent.length) return;
  for (const field of ['labelParent', 'labelBoard', 'labelAlight'] as const) {
    const grown = new Int32Array(Math.max(needed, scratch[field].length * 2));
    grown.set(scratch[field]);
    scratch[field] = grown;
  }
}
