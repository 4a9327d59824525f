import { MAX_MINUTE } from './check.ts';
import type { Access, Journey, SearchOptions } from './network.ts';
import { journeyTo } from './paths.ts';
import { reverseTimetable } from './reverse.ts';
import { runRounds } from './rounds.ts';
import { avoidedCrossings, cleanScratch, DEFAULT_MAX_RIDES, MAX_RIDES, setOut } from './scratch.ts';
import type { Scratch } from './search-state.ts';
import { setTargets } from './target.ts';
import type { Timetable } from './timetable.ts';

export interface EarliestQuery extends SearchOptions {
  from: readonly Access[];
  to: readonly Access[];
  /** The instant from which one can leave. */
  departAt: number;
}

export interface LatestQuery extends SearchOptions {
  from: readonly Access[];
  to: readonly Access[];
  /** The instant by which one has to be there. */
  arriveBy: number;
}

export interface ReachQuery extends SearchOptions {
  from: readonly Access[];
  departAt: number;
}

/**
 * The journey that arrives first; of those, one with the fewest rides. It leaves as late as its first ride allows.
 * `null` if the target can't be reached with this many rides.
 */
export function earliestArrival(timetable: Timetable, query: EarliestQuery): Journey | null {
  const { from, to, departAt } = query;
  const scratch = searchFrom(timetable, from, to, departAt, 'departAt', query);
  for (let rides = scratch.maxRides; rides >= 0; rides--) {
    const label = scratch.bestLabel[rides]!;
    if (label >= 0) return journeyTo(timetable, scratch, label, from, to, departAt);
  }
  return null;
}

/**
 * The journey that leaves last and still arrives by `arriveBy`; of those, one with the fewest rides, and with its end as
 * early as its last ride allows. It is the earliest arrival in the reversed timetable.
 */
export function latestDeparture(timetable: Timetable, query: LatestQuery): Journey | null {
  const { arriveBy, from, to, ...options } = query;
  checkInstant('arriveBy', arriveBy);
  return earliestArrival(reverseTimetable(timetable), {
    ...options,
    from: to,
    to: from,
    departAt: -arriveBy,
  });
}

/** When each stop can be reached at the earliest, by ride or by link; `NEVER` where it can't. One entry per stop. */
export function earliestArrivals(timetable: Timetable, query: ReachQuery): Int32Array {
  const { alight, ready } = searchFrom(timetable, query.from, [], query.departAt, 'departAt', query);
  // `ready` is either a link's arrival or comes after `alight`.
  return alight.map((arrives, stop) => Math.min(arrives, ready[stop]!));
}

function searchFrom(
  timetable: Timetable,
  from: readonly Access[],
  to: readonly Access[],
  departAt: number,
  field: string,
  options: SearchOptions,
): Scratch {
  checkInstant(field, departAt);
  const maxRides = checkOptions(timetable, from, to, options);
  const avoided = avoidedCrossings(timetable, options);
  const scratch = cleanScratch(timetable, 0, maxRides);
  setTargets(scratch, to);
  setOut(timetable, scratch, from, departAt, avoided);
  runRounds(timetable, scratch, avoided, options.signal);
  return scratch;
}

/** Refuses what a search could go wrong on and answers how many rides are allowed. */
export function checkOptions(
  timetable: Timetable,
  from: readonly Access[],
  to: readonly Access[],
  { maxRides = DEFAULT_MAX_RIDES, signal }: SearchOptions,
): number {
  signal?.throwIfAborted();
  if (!Number.isInteger(maxRides) || maxRides < 0 || maxRides > MAX_RIDES) {
    throw new RangeError(`maxRides: must be an integer from 0 to ${MAX_RIDES}, not ${maxRides}`);
  }
  checkAccesses('from', from, timetable.stopCount);
  checkAccesses('to', to, timetable.stopCount);
  return maxRides;
}

function checkAccesses(field: string, accesses: readonly Access[], stopCount: number): void {
  for (let index = 0; index < accesses.length; index++) {
    const { stop, minutes = 0 } = accesses[index]!;
    if (!Number.isInteger(stop) || stop < 0 || stop >= stopCount) {
      throw new RangeError(`${field}[${index}].stop: there is no stop ${stop}`);
    }
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > MAX_MINUTE) {
      throw new RangeError(
        `${field}[${index}].minutes: must be an integer from 0 to ${MAX_MINUTE}, not ${minutes}`,
      );
    }
  }
}

export function checkInstant(field: string, instant: number): void {
  if (!Number.isInteger(instant) || Math.abs(instant) > MAX_MINUTE) {
    throw new RangeError(`${field}: must be a whole UTC minute within ±${MAX_MINUTE}, not ${instant}`);
  }
}
