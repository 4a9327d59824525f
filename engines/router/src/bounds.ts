import type { Access } from './network.ts';
import { MAY_ALIGHT, MAY_BOARD, NEVER, type Timetable } from './timetable.ts';

/**
 * What a way to the target still needs at least, of each of four: minutes, cost, CO2, risk. Each is the best for itself
 * and looks at no clock: a ride takes as long as the fastest trip of its route, and nobody waits. So no way can do with
 * less, and a search may drop whatever even with so little could not be worth having.
 *
 * Values stand at `(level * stopCount + stop) * 4 + criterion`, for at most `level` more rides; NEVER if there is no way.
 */
export interface Bounds {
  levels: number;
  /** From being ready to board, the handling here already paid. */
  board: Int32Array;
  /** From having alighted, the handling here still to be paid. */
  alight: Int32Array;
  /** Per stop, minutes only: from being there in any way, also aboard a train that just passes through. */
  least: Int32Array;
}

/** The bounds towards a target, for at most `levels` rides. They are kept: the same target is asked for again and again. */
export function boundsTowards(
  timetable: Timetable,
  to: readonly Access[],
  avoided: readonly number[],
  levels: number,
): Bounds {
  const kept = keptBounds.get(timetable) ?? new Map<string, Bounds>();
  keptBounds.set(timetable, kept);
  const key = `${avoided.join()} ${to.map((a) => [a.stop, a.minutes, a.cost, a.co2, a.risk].join()).join(' ')}`;
  let bounds = kept.get(key);
  kept.delete(key);
  if (!bounds || bounds.levels < levels) bounds = computeBounds(timetable, to, avoided, levels);
  kept.set(key, bounds);
  const most = Math.max(1, Math.floor(KEPT_INTEGERS / (bounds.board.length * 2)));
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return bounds;
}

/** 64 MB a timetable: about 800 targets of a network of 457 stops and 6 rides. */
const KEPT_INTEGERS = 1 << 24;

const keptBounds = new WeakMap<Timetable, Map<string, Bounds>>();

function computeBounds(
  timetable: Timetable,
  to: readonly Access[],
  avoided: readonly number[],
  levels: number,
): Bounds {
  const { stopCount } = timetable;
  const board = new Int32Array((levels + 1) * stopCount * 4).fill(NEVER);
  const alight = new Int32Array((levels + 1) * stopCount * 4).fill(NEVER);
  const least = new Int32Array(stopCount).fill(NEVER);
  const changed = new Uint8Array(stopCount);
  finishes(timetable, to, avoided, alight);
  for (let stop = 0; stop < stopCount; stop++) changed[stop] = alight[stop * 4]! < NEVER ? 1 : 0;
  const size = stopCount * 4;
  for (let level = 1; level <= levels; level++) {
    board.copyWithin(level * size, (level - 1) * size, level * size);
    alight.copyWithin(level * size, (level - 1) * size, level * size);
    const improved = rideBack(timetable, avoided, board, alight, least, level, changed);
    changed.fill(0);
    if (improved) changeBack(timetable, avoided, board, alight, level, changed);
  }
  for (let stop = 0; stop < stopCount; stop++) {
    const at = levels * size + stop * 4;
    least[stop] = Math.min(least[stop]!, board[at]!, alight[at]!);
  }
  return { levels, board, alight, least };
}

/** Level 0: from alighting straight, or over one link, to the end. */
function finishes(
  timetable: Timetable,
  to: readonly Access[],
  avoided: readonly number[],
  alight: Int32Array,
): void {
  const { stopCount, stopLinkStart, linkTo } = timetable;
  const end = new Int32Array(stopCount * 4).fill(NEVER);
  for (const access of to) {
    lower(end, access.stop, access.minutes ?? 0, access.cost ?? 0, access.co2 ?? 0, access.risk ?? 0);
  }
  for (let stop = 0; stop < stopCount; stop++) {
    lowerVia(timetable, alight, stop, end, stop, -1);
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      if (!avoided.includes(timetable.linkCrossing[link]!))
        lowerVia(timetable, alight, stop, end, linkTo[link]!, link);
    }
  }
}

/** Level by level: what a ride needs from where it is boarded, given what is needed from where it can be left. */
function rideBack(
  timetable: Timetable,
  avoided: readonly number[],
  board: Int32Array,
  alight: Int32Array,
  least: Int32Array,
  level: number,
  changed: Uint8Array,
): boolean {
  const { stopCount, routeCount, routeCallStart, callStop, callFlags, callCrossing } = timetable;
  const { costBefore, co2Before, riskBefore } = timetable;
  const { runMinutes, dwellMinutes } = fastestTimes(timetable);
  const boardRow = level * stopCount * 4;
  const alightRow = boardRow - stopCount * 4;
  const guarded = avoided.length > 0;
  let improved = false;
  for (let route = 0; route < routeCount; route++) {
    const first = routeCallStart[route]!;
    let call = routeCallStart[route + 1]! - 1;
    while (call > first && (changed[callStop[call]!] === 0 || (callFlags[call]! & MAY_ALIGHT) === 0)) call--;
    // The sums `…Before` grow along the route, so a rest counted from its start compares alike at every call.
    let minutes = NEVER;
    let cost = NEVER;
    let co2 = NEVER;
    let risk = NEVER;
    for (; call >= first; call--) {
      const stop = callStop[call]!;
      if (minutes < NEVER) {
        if (guarded && avoided.includes(callCrossing[call]!)) minutes = cost = co2 = risk = NEVER;
        else {
          minutes += runMinutes[call]!;
          if (minutes < least[stop]!) least[stop] = minutes;
          if ((callFlags[call]! & MAY_BOARD) !== 0) {
            const at = boardRow + stop * 4;
            const leastCost = cost - costBefore[call]!;
            const leastCo2 = co2 - co2Before[call]!;
            const leastRisk = risk - riskBefore[call]!;
            if (minutes < board[at]!) {
              board[at] = minutes;
              improved = true;
            }
            if (leastCost < board[at + 1]!) {
              board[at + 1] = leastCost;
              improved = true;
            }
            if (leastCo2 < board[at + 2]!) {
              board[at + 2] = leastCo2;
              improved = true;
            }
            if (leastRisk < board[at + 3]!) {
              board[at + 3] = leastRisk;
              improved = true;
            }
          }
          minutes += dwellMinutes[call]!;
        }
      }
      if ((callFlags[call]! & MAY_ALIGHT) === 0) continue;
      const at = alightRow + stop * 4;
      if (alight[at]! === NEVER) continue;
      if (alight[at]! < minutes) minutes = alight[at]!;
      const costHere = alight[at + 1]! + costBefore[call]!;
      const co2Here = alight[at + 2]! + co2Before[call]!;
      const riskHere = alight[at + 3]! + riskBefore[call]!;
      if (costHere < cost) cost = costHere;
      if (co2Here < co2) co2 = co2Here;
      if (riskHere < risk) risk = riskHere;
    }
  }
  return improved;
}

/** From alighting to boarding the next trip, here or over one link. */
function changeBack(
  timetable: Timetable,
  avoided: readonly number[],
  board: Int32Array,
  alight: Int32Array,
  level: number,
  changed: Uint8Array,
): void {
  const { stopCount, stopLinkStart, linkTo, linkCrossing, transferMinutes } = timetable;
  const base = level * stopCount;
  for (let stop = 0; stop < stopCount; stop++) {
    const from = (base + stop) * 4;
    const { transferCost, transferCo2, transferRisk } = timetable;
    let improved =
      board[from]! < NEVER &&
      lower(
        alight,
        base + stop,
        board[from]! + transferMinutes[stop]!,
        board[from + 1]! + transferCost[stop]!,
        board[from + 2]! + transferCo2[stop]!,
        board[from + 3]! + transferRisk[stop]!,
      );
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      const to = (base + linkTo[link]!) * 4;
      if (board[to]! === NEVER || avoided.includes(linkCrossing[link]!)) continue;
      const there = linkTo[link]!;
      improved =
        lower(
          alight,
          base + stop,
          board[to]! + timetable.linkMinutes[link]!,
          board[to + 1]! + timetable.linkCost[link]! + transferCost[stop]! + transferCost[there]!,
          board[to + 2]! + timetable.linkCo2[link]! + transferCo2[stop]! + transferCo2[there]!,
          board[to + 3]! + timetable.linkRisk[link]! + transferRisk[stop]! + transferRisk[there]!,
        ) || improved;
    }
    if (improved) changed[stop] = 1;
  }
}

/** Lowers `alight` at a stop to its own handling, the link if there is one, and what `end` needs there. */
function lowerVia(
  timetable: Timetable,
  alight: Int32Array,
  stop: number,
  end: Int32Array,
  there: number,
  link: number,
): void {
  const at = there * 4;
  if (end[at]! === NEVER) return;
  const { linkMinutes, linkCost, linkCo2, linkRisk } = timetable;
  lower(
    alight,
    stop,
    end[at]! + (link < 0 ? 0 : linkMinutes[link]!),
    end[at + 1]! + (link < 0 ? 0 : linkCost[link]!) + timetable.transferCost[stop]!,
    end[at + 2]! + (link < 0 ? 0 : linkCo2[link]!) + timetable.transferCo2[stop]!,
    end[at + 3]! + (link < 0 ? 0 : linkRisk[link]!) + timetable.transferRisk[stop]!,
  );
}

/** Lowers the four values at `index`; sums beyond an Int32 count as "no way". */
function lower(
  values: Int32Array,
  index: number,
  minutes: number,
  cost: number,
  co2: number,
  risk: number,
): boolean {
  const at = index * 4;
  let lowered = false;
  if (minutes < values[at]!) lowered = store(values, at, minutes);
  if (cost < values[at + 1]!) lowered = store(values, at + 1, cost);
  if (co2 < values[at + 2]!) lowered = store(values, at + 2, co2);
  if (risk < values[at + 3]!) lowered = store(values, at + 3, risk);
  return lowered;
}

function store(values: Int32Array, at: number, value: number): true {
  values[at] = value;
  return true;
}

export interface FastestTimes {
  /** Per call: to the next call, by the fastest trip of the route. */
  runMinutes: Int32Array;
  /** Per call: the shortest stay. */
  dwellMinutes: Int32Array;
}

const fastestOf = new WeakMap<Timetable, FastestTimes>();

export function fastestTimes(timetable: Timetable): FastestTimes {
  const known = fastestOf.get(timetable);
  if (known) return known;
  const { routeCount, routeCallStart, routeTripStart, routeTimeStart, arrival, departure } = timetable;
  const runMinutes = new Int32Array(timetable.callStop.length);
  const dwellMinutes = new Int32Array(timetable.callStop.length);
  for (let route = 0; route < routeCount; route++) {
    const trips = routeTripStart[route + 1]! - routeTripStart[route]!;
    const first = routeCallStart[route]!;
    const last = routeCallStart[route + 1]! - 1;
    for (let call = first; call <= last; call++) {
      const row = routeTimeStart[route]! + (call - first) * trips;
      let run = NEVER;
      let dwell = NEVER;
      for (let time = row; time < row + trips; time++) {
        dwell = Math.min(dwell, departure[time]! - arrival[time]!);
        if (call < last) run = Math.min(run, arrival[time + trips]! - departure[time]!);
      }
      runMinutes[call] = call < last ? run : 0;
      dwellMinutes[call] = dwell;
    }
  }
  const times = { runMinutes, dwellMinutes };
  fastestOf.set(timetable, times);
  return times;
}
