import { boardingCalls, MAY_ALIGHT, MAY_BOARD, type Timetable } from './timetable.ts';

const reversedOf = new WeakMap<Timetable, Timetable>();

/**
 * The same network with time running backwards: every instant negated, rides and links from end to start, boarding and
 * alighting exchanged. "Latest departure that arrives by T" is the earliest arrival in it, departing at -T from the
 * target. All flat arrays are simply read from their ends: route, trip and call numbers count down. Made once and kept.
 */
export function reverseTimetable(timetable: Timetable): Timetable {
  const known = reversedOf.get(timetable);
  if (known) return known;
  const calls = reverseCalls(timetable);
  const reversed: Timetable = {
    ...timetable,
    reversed: !timetable.reversed,
    ...calls,
    routeTripStart: reverseStarts(timetable.routeTripStart),
    routeTimeStart: reverseStarts(timetable.routeTimeStart),
    routeFirstCall: timetable.routeFirstCall.toReversed(),
    routeCrosses: timetable.routeCrosses.toReversed(),
    tripService: timetable.tripService.toReversed(),
    tripDeparture: timetable.tripDeparture.toReversed(),
    arrival: negateReversed(timetable.departure),
    departure: negateReversed(timetable.arrival),
    ...boardingCalls(timetable.stopCount, { routeCount: timetable.routeCount, ...calls }),
    ...reverseLinks(timetable),
    ...reverseClosures(timetable),
  };
  reversedOf.set(timetable, reversed);
  reversedOf.set(reversed, timetable);
  return reversed;
}

/** Start offsets of the same lists read from the end. */
function reverseStarts(starts: Int32Array): Int32Array {
  const total = starts.at(-1)!;
  return starts.toReversed().map((start) => total - start);
}

const negateReversed = (times: Int32Array) => times.toReversed().map((time) => -time);

function reverseCalls(timetable: Timetable) {
  const { routeCount, routeCallStart, callFlags, callCrossing } = timetable;
  const callCount = timetable.callStop.length;
  const crossing = new Int32Array(callCount).fill(-1);
  const before = {
    cost: new Int32Array(callCount),
    co2: new Int32Array(callCount),
    risk: new Int32Array(callCount),
  };
  for (let route = 0; route < routeCount; route++) {
    const first = routeCallStart[route]!;
    const last = routeCallStart[route + 1]! - 1;
    for (let call = first; call <= last; call++) {
      const mirrored = callCount - 1 - call;
      if (call > first) crossing[mirrored] = callCrossing[call - 1]!;
      before.cost[mirrored] = timetable.costBefore[last]! - timetable.costBefore[call]!;
      before.co2[mirrored] = timetable.co2Before[last]! - timetable.co2Before[call]!;
      before.risk[mirrored] = timetable.riskBefore[last]! - timetable.riskBefore[call]!;
    }
  }
  return {
    routeCallStart: reverseStarts(routeCallStart),
    callStop: timetable.callStop.toReversed(),
    callFlags: callFlags
      .toReversed()
      .map((flags) => (flags & MAY_BOARD ? MAY_ALIGHT : 0) | (flags & MAY_ALIGHT ? MAY_BOARD : 0)),
    callCrossing: crossing,
    costBefore: before.cost,
    co2Before: before.co2,
    riskBefore: before.risk,
  };
}

function reverseLinks(timetable: Timetable) {
  const { stopCount, stopLinkStart, linkTo } = timetable;
  const starts = new Int32Array(stopCount + 1);
  for (const to of linkTo) starts[to + 1]!++;
  for (let stop = 0; stop < stopCount; stop++) starts[stop + 1]! += starts[stop]!;
  const next = starts.slice();
  const order = new Int32Array(linkTo.length);
  const reversedTo = new Int32Array(linkTo.length);
  for (let stop = 0; stop < stopCount; stop++) {
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      const at = next[linkTo[link]!]!++;
      order[at] = link;
      reversedTo[at] = stop;
    }
  }
  const column = (values: Int32Array) => Int32Array.from(order, (link) => values[link]!);
  return {
    stopLinkStart: starts,
    linkTo: reversedTo,
    linkMinutes: column(timetable.linkMinutes),
    linkCost: column(timetable.linkCost),
    linkCo2: column(timetable.linkCo2),
    linkRisk: column(timetable.linkRisk),
    linkCrossing: column(timetable.linkCrossing),
    linkInput: column(timetable.linkInput),
  };
}

/** Window [from, to) of whole minutes becomes [1 - to, 1 - from). Crossings keep their numbers. */
function reverseClosures({ crossingCount, closedStart, closedFrom, closedTo }: Timetable) {
  const from = new Int32Array(closedFrom.length);
  const to = new Int32Array(closedTo.length);
  for (let crossing = 0; crossing < crossingCount; crossing++) {
    const first = closedStart[crossing]!;
    const end = closedStart[crossing + 1]!;
    for (let window = first; window < end; window++) {
      from[first + end - 1 - window] = 1 - closedTo[window]!;
      to[first + end - 1 - window] = 1 - closedFrom[window]!;
    }
  }
  return { closedFrom: from, closedTo: to };
}
