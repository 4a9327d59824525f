/** Time at a border: `crossing-median` and `crossing-p90`, a log-normal fitted to a published mean and a spread. */
import type { Corridor, Crossing } from '../../../corridor/index.ts';
import { choiceQuantity, estimate, factQuantity, input, type Quantity } from '../quantity.ts';
import { crossingSubjects } from './subjects.ts';

/** The 90th percentile of the standard normal distribution. */
export const z90 = 1.2816;

/**
 * Hours in which half the trains have crossed. Published times are means, and a queue's mean lies above its median.
 * Against the crossing's own direction (`inbound`) its inbound time counts, where one is told apart.
 */
export function crossingMedian(corridor: Corridor, crossing: Crossing, inbound: boolean): Quantity {
  const mean = meanTime(corridor, crossing, inbound);
  const spread = factQuantity(corridor, 'queue-spread', crossingSubjects(crossing));
  const sigma = sigmaOf(spread.value);
  return estimate(corridor, 'crossing-median', mean.value / Math.exp(sigma ** 2 / 2), 'h', [
    input('crossing-time', mean),
    input('queue-spread', spread),
  ]);
}

/** Hours in which 9 in 10 trains have crossed. */
export function crossingP90(corridor: Corridor, crossing: Crossing, inbound: boolean): Quantity {
  const median = crossingMedian(corridor, crossing, inbound);
  const spread = factQuantity(corridor, 'queue-spread', crossingSubjects(crossing));
  return estimate(corridor, 'crossing-p90', median.value * spread.value, 'h', [
    input('crossing-median', median),
    input('queue-spread', spread),
  ]);
}

export const sigmaOf = (spread: number) => Math.log(spread) / z90;

function meanTime(corridor: Corridor, crossing: Crossing, inbound: boolean): Quantity {
  const ownInbound = inbound ? corridor.choose('crossing-time-inbound', `crossing:${crossing.id}`) : null;
  return ownInbound
    ? choiceQuantity(corridor, ownInbound)
    : factQuantity(corridor, 'crossing-time', crossingSubjects(crossing));
}
