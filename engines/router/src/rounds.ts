import { linkArrival } from './crossings.ts';
import { leastTo } from './landmarks.ts';
import { LINK, type Scratch } from './search-state.ts';
import { MAY_ALIGHT, MAY_BOARD, NEVER, type Timetable } from './timetable.ts';

/**
 * The rounds of RAPTOR (Delling, Pajor, Werneck 2012): round k extends what k - 1 rides reached by one more ride, scanning
 * every route at most once. Only stops which the last round improved are boarded at, and only arrivals from which the
 * target can, by the landmarks' lower bound, be reached before its best known arrival are kept.
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

/** Gathers the routes through the stops the last round improved; a stop from which the target is out of reach drops out. */
function queueRoutes(timetable: Timetable, scratch: Scratch, rides: number): void {
  const { stopRouteStart, stopRoute, stopRouteCall } = timetable;
  const { freshStops, freshCount, fresh, queue, queuedFirst, queuedLast, finishing, finishStamp } = scratch;
  const best = scratch.best[scratch.layered * rides]!;
  let front = 0;
  let back = queue.length;
  for (let at = 0; at < freshCount; at++) {
    const stop = freshStops[at]!;
    if (best !== NEVER && fresh[stop]! + leastTo(scratch, stop) >= best) {
      fresh[stop] = NEVER;
      continue;
    }
    const end = stopRouteStart[stop + 1]!;
    for (let i = stopRouteStart[stop]!; i < end; i++) {
      const route = stopRoute[i]!;
      const call = stopRouteCall[i]!;
      const first = queuedFirst[route]!;
      if (first === NEVER) {
        if (finishing[route] === finishStamp) queue[front++] = route;
        else queue[--back] = route;
        queuedFirst[route] = call;
        queuedLast[route] = call;
      } else if (call < first) queuedFirst[route] = call;
      else if (call > queuedLast[route]!) queuedLast[route] = call;
    }
  }
  scratch.queueFront = front;
  scratch.queueBack = back;
}

/**
 * Rides each queued route once, from the first call at which it may be boarded anew. The hot loop of a search: it stays in
 * one function and looks only at flat arrays. No trip later than one that was of no use need be boarded further on, so
 * `trip` only ever goes back.
 */
function scanRoutes(
  timetable: Timetable,
  scratch: Scratch,
  rides: number,
  avoided: Uint8Array | undefined,
): void {
  const { routeCallStart, routeTripStart, routeTimeStart, routeCrosses, callStop, callFlags, callCrossing } =
    timetable;
  const { arrival, departure } = timetable;
  const { queue, queueFront, queueBack, queuedFirst, queuedLast, fresh, readyLabel, alightLabel } = scratch;
  const { finish, finishLink, least } = scratch;
  const { alight, best, reachedStops, reachedStamp } = scratch;
  const row = scratch.layered * rides * timetable.stopCount;
  const stamp = ++scratch.stamp;
  let { labelParent, labelBoard, labelAlight, labelCount } = scratch;
  let reachedCount = 0;
  const layer = scratch.layered * rides;
  let bound = best[layer]!;
  for (let at = 0; at < queue.length; at++) {
    // Routes of use for the last ride were queued from the front, all others from the end.
    if (at === queueFront) at = queueBack;
    if (at === queue.length) break;
    const route = queue[at]!;
    const firstCall = routeCallStart[route]!;
    const endCall = routeCallStart[route + 1]!;
    const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
    const lastBoard = firstCall + queuedLast[route]!;
    let call = firstCall + queuedFirst[route]!;
    queuedFirst[route] = NEVER;
    // A call makes one label, and a second one where a link ends the journey.
    if (labelCount + 2 * (endCall - call) > labelParent.length) {
      growLabels(scratch, labelCount + 2 * (endCall - call));
      ({ labelParent, labelBoard, labelAlight } = scratch);
    }
    const guarded = avoided !== undefined && routeCrosses[route] === 1;
    // `trip` counts within the route; only earlier ones are of interest. `times` is where the present call's times begin.
    let trip = tripCount;
    let aboard = false;
    let boarded = 0;
    let parent = -1;
    for (
      let times = routeTimeStart[route]! + (call - firstCall) * tripCount;
      call < endCall;
      call++, times += tripCount
    ) {
      const stop = callStop[call]!;
      if (aboard) {
        const arrives = arrival[times + trip]!;
        // Too late for the target from here (by a bound of -1 where none is known yet) is too late from all further calls.
        if (arrives + least[stop]! >= bound) aboard = false;
        else if (
          arrives < alight[row + stop]! &&
          (callFlags[call]! & MAY_ALIGHT) !== 0 &&
          (bound === NEVER || arrives + leastTo(scratch, stop) < bound)
        ) {
          alight[row + stop] = arrives;
          alightLabel[stop] = labelCount;
          labelParent[labelCount] = parent;
          labelBoard[labelCount] = boarded;
          labelAlight[labelCount] = times + trip;
          if (reachedStamp[stop] !== stamp) {
            reachedStamp[stop] = stamp;
            reachedStops[reachedCount++] = stop;
          }
          const ride = labelCount++;
          if (finish[stop] !== NEVER && arrives + finish[stop]! < bound) {
            const link = finishLink[stop]!;
            if (link >= 0) {
              labelParent[labelCount] = ride;
              labelBoard[labelCount] = LINK;
              labelAlight[labelCount] = link;
              labelCount++;
            }
            improveBest(scratch, rides, arrives + finish[stop]!, labelCount - 1);
            bound = best[layer]!;
          }
        }
      }
      if (!aboard && call > lastBoard) break;
      const ready = fresh[stop]!;
      if (trip > 0 && departure[times + trip - 1]! >= ready && (callFlags[call]! & MAY_BOARD) !== 0) {
        // The first trip that leaves at or after `ready`: from a trip in hand it is mostly a step or two back.
        let low = times;
        let high = times + trip - 1;
        if (trip < tripCount) {
          while (high > times && departure[high - 1]! >= ready) high--;
          low = high;
        }
        while (low < high) {
          const middle = (low + high) >> 1;
          if (departure[middle]! >= ready) high = middle;
          else low = middle + 1;
        }
        trip = low - times;
        aboard = departure[low]! + least[stop]! < bound;
        boarded = low;
        parent = readyLabel[stop]!;
      }
      if (guarded && callCrossing[call]! >= 0 && avoided[callCrossing[call]!] === 1) {
        trip = tripCount;
        aboard = false;
      }
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
  const { alight, ready, best } = scratch;
  const layer = scratch.layered * rides;
  let freshCount = 0;
  for (let at = 0; at < reachedCount; at++) {
    const stop = reachedStops[at]!;
    const arrives = alight[row + stop]!;
    if (scratch.layered === 1) lowerAbove(alight, stopCount, rides, scratch.maxRides, stop, arrives);
    const label = alightLabel[stop]!;
    const boardable = arrives + (rides === 0 ? 0 : transferMinutes[stop]!);
    if (boardable < ready[row + stop]!) {
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
      if (reaches >= ready[row + to]!) continue;
      if (best[layer] !== NEVER && reaches + leastTo(scratch, to) >= best[layer]!) continue;
      ready[row + to] = reaches;
      const made = scratch.labelCount++;
      scratch.labelParent[made] = label;
      scratch.labelBoard[made] = LINK;
      scratch.labelAlight[made] = link;
      readyLabel[to] = made;
      if (fresh[to] === NEVER) freshStops[freshCount++] = to;
      fresh[to] = reaches;
      if (egress[to] !== NEVER) improveBest(scratch, rides, reaches + egress[to]!, made);
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
export function improveBest(scratch: Scratch, rides: number, arrives: number, label: number): void {
  if (arrives >= scratch.best[scratch.layered * rides]!) return;
  scratch.best[scratch.layered * rides] = arrives;
  scratch.bestLabel[rides] = label;
  if (scratch.layered === 1) lowerAbove(scratch.best, 1, rides, scratch.maxRides, 0, arrives);
}

function growLabels(scratch: Scratch, needed: number): void {
  if (needed <= scratch.labelParent.length) return;
  for (const field of ['labelParent', 'labelBoard', 'labelAlight'] as const) {
    const grown = new Int32Array(Math.max(needed, scratch[field].length * 2));
    grown.set(scratch[field]);
    scratch[field] = grown;
  }
}
