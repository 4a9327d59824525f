import type { CrossingInput } from './network.ts';
import type { Timetable } from './timetable.ts';

export type ClosedWindows = Pick<Timetable, 'closedStart' | 'closedFrom' | 'closedTo'>;

/** The first instant at or after `at` at which the crossing is open. A crossing of -1 is always open. */
export function opensAt(windows: ClosedWindows, crossing: number, at: number): number {
  if (crossing < 0) return at;
  const { closedStart, closedFrom, closedTo } = windows;
  let low = closedStart[crossing]!;
  let high = closedStart[crossing + 1]!;
  // Finds the first window that ends after `at`; windows are disjoint, so it is the only one that can hold `at`.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (closedTo[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low < closedStart[crossing + 1]! && closedFrom[low]! <= at ? closedTo[low]! : at;
}

/** The last instant at or before `at` at which the crossing is open. */
function opensBefore(windows: ClosedWindows, crossing: number, at: number): number {
  if (crossing < 0 || opensAt(windows, crossing, at) === at) return at;
  const { closedStart, closedFrom } = windows;
  let window = closedStart[crossing + 1]! - 1;
  while (closedFrom[window]! > at) window--;
  return closedFrom[window]! - 1;
}

/**
 * When a link started at `at` (or as soon after it as its crossing opens) arrives. In a reversed timetable the instant
 * that must not be in a closed window is the one at which the reversed link ends: there the real one starts.
 */
export function linkArrival(timetable: Timetable, link: number, at: number): number {
  const crossing = timetable.linkCrossing[link]!;
  const minutes = timetable.linkMinutes[link]!;
  if (crossing < 0) return at + minutes;
  return timetable.reversed
    ? opensAt(timetable, crossing, at + minutes)
    : opensAt(timetable, crossing, at) + minutes;
}

/** The last instant at which a link can be started, without a wait, to arrive by `by`. */
export function linkDeparture(timetable: Timetable, link: number, by: number): number {
  const crossing = timetable.linkCrossing[link]!;
  const minutes = timetable.linkMinutes[link]!;
  return timetable.reversed
    ? opensBefore(timetable, crossing, by) - minutes
    : opensBefore(timetable, crossing, by - minutes);
}

/** Sorts each crossing's windows and joins those that touch or overlap. */
export function closedWindows(crossings: readonly CrossingInput[]): ClosedWindows {
  const starts = [0];
  const from: number[] = [];
  const to: number[] = [];
  for (const { closed = [] } of crossings) {
    const first = from.length;
    for (const [opens, ends] of closed.toSorted((a, b) => a[0] - b[0])) {
      if (from.length > first && opens <= to.at(-1)!) to[to.length - 1] = Math.max(to.at(-1)!, ends);
      else {
        from.push(opens);
        to.push(ends);
      }
    }
    starts.push(from.length);
  }
  return {
    closedStart: Int32Array.from(starts),
    closedFrom: Int32Array.from(from),
    closedTo: Int32Array.from(to),
  };
}
