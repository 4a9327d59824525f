/**
 * Which of the undominated ways are worth a forwarder's time: the best of each criterion, then the others by how good
 * they are overall, without those that another makes needless. The same ways in give the same ways out.
 */
import type { criteria } from './api.ts';

export type Criterion = (typeof criteria)[number];
/** What a way is compared by. Lower is better in all of them. */
export interface Measures {
  /** Arrival, or the negated departure where it must be there by a given time. */
  minutes: number;
  cents: number;
  co2Grams: number;
  lateChance: number;
  transfers: number;
}
export interface Candidate extends Measures {
  /** Tells ways apart and orders equal ones. */
  key: string;
}

export const optionsMax = 8;

/** Less than this is no reason to choose a way that is worse in something else. */
const alike = { minutes: 12 * 60, share: 0.03, chance: 0.05 };

export function chooseWays<Way extends Candidate>(ways: readonly Way[], minimise: Criterion): Way[] {
  const front = undominated(ways);
  const chosen = new Set<Way>();
  for (const criterion of [minimise, 'time', 'cost', 'co2', 'risk'] as const) {
    const [best] = sortedBy(criterion, front);
    if (best) chosen.add(best);
  }
  const ranges = rangesOf(front);
  for (const way of front.toSorted((a, b) => regret(a, ranges) - regret(b, ranges) || order(a, b))) {
    if (chosen.size >= optionsMax) break;
    if (![...chosen].some((kept) => covers(kept, way))) chosen.add(way);
  }
  return sortedBy(minimise, [...chosen]);
}

/** Criteria this way is the best of; ties go to the one that is better in what else matters. */
export function bestOf<Way extends Candidate>(way: Way, ways: readonly Way[]): Criterion[] {
  return (['time', 'cost', 'co2', 'risk'] as const).filter(
    (criterion) => sortedBy(criterion, ways)[0] === way,
  );
}

/** Ways that no other is at least as good as in everything and better in something; of equal ones the first by key. */
export function undominated<Way extends Candidate>(ways: readonly Way[]): Way[] {
  return ways.filter((way) => !ways.some((other) => other !== way && dominates(other, way)));
}

function dominates(one: Candidate, other: Candidate): boolean {
  const [numbers, theirs] = [vector(one), vector(other)];
  let isBetter = false;
  for (let index = 0; index < numbers.length; index++) {
    const difference = (numbers[index] ?? 0) - (theirs[index] ?? 0);
    if (difference > 0) return false;
    if (difference < 0) isBetter = true;
  }
  return isBetter || one.key < other.key;
}

const vector = (way: Measures) => [way.minutes, way.cents, way.co2Grams, way.lateChance, way.transfers];
const order = (a: Candidate, b: Candidate) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/**
 * The best first; ties go to the one better in what else matters. Chances of being late count in steps from the least
 * one: the model of queues is no finer, and nobody pays double for two points.
 */
function sortedBy<Way extends Candidate>(criterion: Criterion, ways: readonly Way[]): Way[] {
  const least = ways.reduce((sum, way) => Math.min(sum, way.lateChance), Number.POSITIVE_INFINITY);
  return ways.toSorted(
    (a, b) =>
      amountOf[criterion](a, least) - amountOf[criterion](b, least) ||
      a.minutes - b.minutes ||
      a.cents - b.cents ||
      a.transfers - b.transfers ||
      order(a, b),
  );
}

const amountOf: Record<Criterion, (way: Measures, leastChance: number) => number> = {
  time: (way) => way.minutes,
  cost: (way) => way.cents,
  co2: (way) => way.co2Grams,
  risk: (way, leastChance) => Math.floor((way.lateChance - leastChance) / alike.chance + 1e-9),
};

interface Range {
  lo: number;
  hi: number;
}
function rangesOf(ways: readonly Candidate[]): Range[] {
  return [0, 1, 2, 3, 4].map((index) => {
    const values = ways.map((way) => vector(way)[index] ?? 0);
    return { lo: Math.min(...values), hi: Math.max(...values) };
  });
}
/** How far from the best of everything, each criterion counted from 0 (best of the front) to 1 (worst of it). */
const regret = (way: Candidate, ranges: readonly Range[]) =>
  vector(way).reduce((sum, value, index) => {
    const { lo, hi } = ranges[index] ?? { lo: 0, hi: 0 };
    return sum + (hi > lo ? (value - lo) / (hi - lo) : 0);
  }, 0);

/** Is `kept` as good as `way` in everything, but for what no person would choose the other for? */
const covers = (kept: Measures, way: Measures) =>
  kept.minutes < way.minutes + alike.minutes &&
  kept.cents <= way.cents * (1 + alike.share) &&
  kept.co2Grams <= way.co2Grams * (1 + alike.share) &&
  kept.lateChance < way.lateChance + alike.chance &&
  kept.transfers <= way.transfers;
