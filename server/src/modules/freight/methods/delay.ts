/**
 * How late it may get: `arrival-p90` and `late-chance`. A border's time is log-normal (crossing.ts); several in a row are
 * taken as one log-normal whose median is the sum of theirs and whose 9-in-10 excess is the root of the sum of squares.
 */
import { z90 } from './crossing.ts';

export interface QueueTime {
  medianMinutes: number;
  p90Minutes: number;
}

/** The 9-in-10 excess over the median of several independent queues. */
export const excessMinutes = (queues: readonly QueueTime[]) => Math.ceil(excessOf(queues));

/** The root of the sum of squares; quotes ask for it many thousand times a second, mostly of one queue. */
function excessOf(queues: readonly QueueTime[]): number {
  const [only, second] = queues;
  if (only && !second) return Math.abs(only.p90Minutes - only.medianMinutes);
  let squares = 0;
  for (const { p90Minutes, medianMinutes } of queues) squares += (p90Minutes - medianMinutes) ** 2;
  return Math.sqrt(squares);
}

/** The chance that these queues together take at most `slackMinutes` more than their median. */
export function chanceWithin(queues: readonly QueueTime[], slackMinutes: number): number {
  let median = 0;
  for (const queue of queues) median += queue.medianMinutes;
  if (median <= 0) return slackMinutes >= 0 ? 1 : 0;
  const excess = excessOf(queues);
  if (excess === 0) return slackMinutes >= 0 ? 1 : 0;
  if (median + slackMinutes <= 0) return 0;
  const sigma = Math.log((median + excess) / median) / z90;
  return normalCdf(Math.log((median + slackMinutes) / median) / sigma);
}

/** More than this over its median and a border counts as late. */
export const lateAfterMinutes = 24 * 60;

/** The additive form the router minimises: −1000 · ln P, a whole number. */
export const milliNats = (chance: number) => Math.round(1000 * Math.log(1 / Math.max(chance, 1e-9)));

/** Φ by Abramowitz and Stegun 26.2.17; the error is below 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    (t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))));
  return z >= 0 ? 1 - tail : tail;
}
