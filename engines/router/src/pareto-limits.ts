import { leastAmount } from './pareto-least.ts';
import type { ParetoRun, ParetoScratch } from './pareto-scratch.ts';
import { runRounds } from './rounds.ts';
import { avoidedCrossings, cleanScratch, setOut } from './scratch.ts';
import { setTargets } from './target.ts';
import { NEVER, type Timetable } from './timetable.ts';

/**
 * How far from the best an option may be. "The best" is, for each criterion by itself, the best of all options there are
 * within `maxRides` and the horizon, whatever they are like otherwise. Only chosen criteria can be bounded.
 */
export interface ParetoBounds {
  /** Under way at most `timeFactor` × the fastest + `timeSlackMinutes`, counted from `departAt` or back from `arriveBy`. */
  timeFactor?: number;
  timeSlackMinutes?: number;
  costFactor?: number;
  co2Factor?: number;
  riskFactor?: number;
  /** Rides beyond the fewest possible. */
  extraRides?: number;
}

/** Sums beyond an Int32 are not looked at: with the most an input may name, that is 20 times the dearest ride. */
const MOST = NEVER - 1;

export const NO_LIMITS: ParetoRun['limits'] = { time: MOST, cost: MOST, co2: MOST, risk: MOST, rides: MOST };

/**
 * The bounds as limits of this run, or nothing if there is no option at all. (To know for every stop the latest instant
 * from which the target can still be reached in time, by a reversed search as Delling, Dibbelt and Pajor did in 2019, was
 * tried: beside the lower bounds it dropped too little to pay for itself, 0.75 ms a query against 1.4 ms with it.)
 */
export function limitsOf(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  bounds: ParetoBounds,
): ParetoRun['limits'] | undefined {
  const quickest = quickestTo(timetable, run);
  if (!quickest) return undefined;
  const { timeFactor, timeSlackMinutes, extraRides } = bounds;
  const limits = { ...NO_LIMITS };
  if (extraRides !== undefined) limits.rides = quickest.fewestRides + extraRides;
  for (const amount of ['cost', 'co2', 'risk'] as const) {
    const factor = bounds[`${amount}Factor`];
    if (factor === undefined) continue;
    limits[amount] = stretched(leastAmount(timetable, scratch, run, amount), factor);
  }
  if (timeFactor === undefined && timeSlackMinutes === undefined) return limits;
  const minutes = stretched(quickest.time - run.at, timeFactor ?? 1) + (timeSlackMinutes ?? 0);
  limits.time = Math.min(MOST, run.at + minutes);
  return limits;
}

/** Rounded down to a whole unit, but so that 1.15 × 100, a hair less than 115 in a computer, is 115. */
function stretched(amount: number, factor: number): number {
  return Math.min(MOST, Math.floor(amount * factor + 1e-6));
}

/** When the target can be reached at the earliest, and with how few rides (not both by the same option). */
function quickestTo(timetable: Timetable, run: ParetoRun): { time: number; fewestRides: number } | undefined {
  const rounds = cleanScratch(timetable, 0, run.maxRides);
  const avoided = avoidedCrossings(timetable, { avoidCrossings: run.avoided });
  setTargets(rounds, run.to);
  // These bounds are at hand and closer than those by landmarks.
  rounds.least.set(run.bounds.least);
  setOut(timetable, rounds, run.from, run.at, avoided);
  runRounds(timetable, rounds, avoided, run.signal);
  const fewestRides = rounds.bestLabel.findIndex((label) => label >= 0);
  return fewestRides < 0 ? undefined : { time: rounds.best[0]!, fewestRides };
}
