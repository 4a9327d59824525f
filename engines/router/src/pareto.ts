import { boundsTowards } from './bounds.ts';
import { checkInstant, checkOptions } from './earliest.ts';
import type { Access, Journey, SearchOptions } from './network.ts';
import { limitsOf, NO_LIMITS, type ParetoBounds } from './pareto-limits.ts';
import { checkParetoQuery } from './pareto-query.ts';
import { runPareto } from './pareto-rounds.ts';
import { type ParetoRun, type ParetoScratch, scratchFor } from './pareto-scratch.ts';
import { chosen } from './pareto-select.ts';
import { OPTION } from './pareto-target.ts';
import { journeyTo } from './paths.ts';
import { reverseTimetable } from './reverse.ts';
import type { Timetable } from './timetable.ts';

export type Criterion = 'arrival' | 'cost' | 'co2' | 'risk' | 'rides';

export const CRITERIA: readonly Criterion[] = ['arrival', 'cost', 'co2', 'risk', 'rides'];

export type ParetoQuery = SearchOptions & {
  from: readonly Access[];
  to: readonly Access[];
  /** What is minimised; all five unless told. When searching by `arriveBy`, `arrival` stands for leaving as late as can be. */
  criteria?: readonly Criterion[];
  /** Leaves out what is too far from the best; see `ParetoBounds`. */
  bounds?: ParetoBounds;
  /** Of more options than this, the best by each criterion and then the most different ones are answered. */
  maxOptions?: number;
  /** Give up with a `LabelLimitError` rather than take more memory than this many labels; 1,000,000 unless told. */
  maxLabels?: number;
} & ({ departAt: number; arriveBy?: undefined } | { arriveBy: number; departAt?: undefined });

/**
 * The Pareto set: every option than which no other one is at least as good by each criterion and better by one. It is
 * exact over the timetable's horizon and `maxRides`; with `bounds` it is exactly that part of the exact set which lies
 * within them. Options come by arrival (by departure, latest first, with `arriveBy`), cost, CO2, risk, rides.
 *
 * Of several ways with the same values one is answered: among options equal by the chosen criteria the one earliest to
 * arrive, then with the fewest rides; among those equal in all of it the first found, which is settled by the order of the
 * input alone. So the same query always gives the same answer, whatever was asked before.
 */
export function pareto(timetable: Timetable, query: ParetoQuery): Journey[] {
  if (query.arriveBy === undefined) {
    checkInstant('departAt', query.departAt);
    return search(timetable, query, query.from, query.to, query.departAt);
  }
  checkInstant('arriveBy', query.arriveBy);
  return search(reverseTimetable(timetable), query, query.to, query.from, -query.arriveBy);
}

const DEFAULT_MAX_LABELS = 1_000_000;

function search(
  timetable: Timetable,
  query: ParetoQuery,
  from: readonly Access[],
  to: readonly Access[],
  at: number,
): Journey[] {
  const maxRides = checkOptions(timetable, from, to, query);
  checkParetoQuery(timetable, query);
  const { criteria = CRITERIA, avoidCrossings = [], maxLabels = DEFAULT_MAX_LABELS } = query;
  const run: ParetoRun = {
    from,
    to,
    at,
    maxRides,
    avoided: avoidCrossings,
    counts: {
      cost: criteria.includes('cost'),
      co2: criteria.includes('co2'),
      risk: criteria.includes('risk'),
    },
    limits: NO_LIMITS,
    bounds: boundsTowards(timetable, to, avoidCrossings, maxRides),
    maxLabels,
    signal: query.signal,
  };
  const scratch = scratchFor(timetable);
  if (query.bounds) {
    const limits = limitsOf(timetable, scratch, run, query.bounds);
    if (!limits) return [];
    run.limits = limits;
  }
  runPareto(timetable, scratch, run);
  return chosen(scratch.target, criteria, query.maxOptions).map((at) => option(timetable, scratch, run, at));
}

function option(timetable: Timetable, scratch: ParetoScratch, run: ParetoRun, at: number): Journey {
  const { data } = scratch.target;
  const end = run.to[data[at * OPTION + 6]!]!;
  return journeyTo(timetable, scratch, data[at * OPTION + 5]!, run.from, [end], run.at);
}
