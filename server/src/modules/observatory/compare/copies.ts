/**
 * Which texts were made from one another: exact by their words, near by runs of three words, rewritten by the facts they share. How alike two
 * texts are follows from the two alone; whether that makes them copies, also from how common their facts are among all.
 */
import {
  binsOf,
  type Fact,
  factsOf,
  familyOf,
  type Rarity,
  rarityAmong,
  type Stated,
  traceMin,
} from './facts.ts';
import { digits, sameValue } from './interval.ts';
import type { Figure, Reading } from './reading.ts';
import { containmentOf, normalised, runsOf, sampleMin, sampleOf } from './runs.ts';
import { sharedWords } from './words.ts';

export type How = 'exact' | 'near' | 'rewritten';

/** Two texts and the facts that one has from the other: what follows for each figure follows from these. */
export interface CopyPair {
  /** By their dates where both are known, else in the order of their ids. */
  earlier: Reading;
  later: Reading;
  orderKnown: boolean;
  /** Of the earlier text and of the later. */
  shared: readonly { a: Figure; b: Figure }[];
}

export interface Copy extends CopyPair {
  how: How;
  /** Runs of three words: of the shorter text, how many the other has too. */
  shingles: number;
  /** Facts weighed by how rare they are: of the text with less, how much the other has too. */
  containment: number;
}

/** What of a text is held to others. */
export interface Print<Each extends Stated = Stated> {
  id: string;
  date: string | null;
  /** The same where the words are. */
  words: string;
  runs: ReadonlySet<number>;
  facts: readonly Fact<Each>[];
}
export const printOf = (reading: Reading): Print<Figure> => ({
  id: reading.article.id,
  date: reading.article.date,
  words: normalised(reading.article.text),
  runs: runsOf(reading.article.text),
  facts: factsOf(reading),
});

/** Above this share of the shorter text's runs of three words it is the same text, edited. */
const nearMin = 0.5;
const nearRunsMin = 20;
const rewrittenMin = 0.5;
/** Of the text with less, before it counts how rare its facts are: a text that is mostly its own is no rewriting. */
const plainMin = 0.3;
export const sharedFactsMin = 3;

/** How alike two texts are, whatever others say. */
export interface Likeness<Each extends Stated = Stated> {
  isExact: boolean;
  isNear: boolean;
  shingles: number;
  /** Facts of the earlier text with those of the later. */
  shared: readonly { a: Fact<Each>; b: Fact<Each> }[];
}

/** Null where they can't be copies, however rare their facts. */
export function likenessOf<Each extends Stated>(
  earlier: Print<Each>,
  later: Print<Each>,
): Likeness<Each> | null {
  const isExact = earlier.words === later.words;
  const shingles = containmentOf(earlier.runs, later.runs);
  const isNear =
    shingles >= nearMin &&
    Math.min(earlier.runs.size, later.runs.size) >= nearRunsMin &&
    containmentOf(new Set(sampleOf(earlier.runs)), new Set(sampleOf(later.runs))) >= sampleMin;
  const shared = sharedFacts(earlier.facts, later.facts);
  const traces = shared.filter(({ a, b }) => Math.min(a.weight, b.weight) >= traceMin).length;
  const all = shared.reduce((sum, { a, b }) => sum + Math.min(a.weight, b.weight), 0);
  const mayBeRewritten =
    traces >= sharedFactsMin && all >= plainMin * Math.min(weightOf(earlier.facts), weightOf(later.facts));
  return isExact || isNear || mayBeRewritten ? { isExact, isNear, shingles, shared } : null;
}
const weightOf = (facts: readonly Fact[]): number => facts.reduce((sum, { weight }) => sum + weight, 0);

/** Whether they are copies, where each fact weighs what it is worth among all texts. */
export function judge(
  {
    isExact,
    isNear,
    shared,
  }: Pick<Likeness, 'isExact' | 'isNear'> & { shared: readonly { a: Trace; b: Trace }[] },
  facts: readonly [readonly Trace[], readonly Trace[]],
  rarityOf: (key: string) => number,
): { how: How | null; containment: number } {
  const worth = ({ key, weight }: Trace) => weight * rarityOf(key);
  const [first, second] = facts.map((each) => each.reduce((sum, fact) => sum + worth(fact), 0));
  const less = Math.min(first ?? 0, second ?? 0);
  const weights = shared.map(({ a, b }) => Math.min(worth(a), worth(b)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const containment = less === 0 ? 0 : Math.min(1, all / less);
  const traces = weights.filter((weight) => weight >= traceMin).length;
  const isRewritten = containment >= rewrittenMin && traces >= sharedFactsMin;
  return { how: isExact ? 'exact' : isNear ? 'near' : isRewritten ? 'rewritten' : null, containment };
}
type Trace = Pick<Fact, 'key' | 'weight'>;

interface Dated {
  id: string;
  date: string | null;
}
export const isOrderKnown = (a: Dated, b: Dated): boolean =>
  a.date !== null && b.date !== null && a.date !== b.date;
/** Whether `a` goes before `b`: by their dates, else by their ids. */
export const isEarlier = (a: Dated, b: Dated): boolean =>
  isOrderKnown(a, b) ? (a.date ?? '') < (b.date ?? '') : a.id < b.id;

export function copiesOf(readings: readonly Reading[]): Copy[] {
  const prints = readings.map(printOf);
  const told = new Map<string, number>();
  for (const { facts } of prints) for (const { key } of facts) told.set(key, (told.get(key) ?? 0) + 1);
  const rarity: Rarity = rarityAmong(readings.length);
  const rarityOf = (key: string) => rarity(told.get(key) ?? 1);
  const found: Copy[] = [];
  for (const [one, other] of candidates(prints)) {
    const [a, b] = isEarlier(prints[one]!, prints[other]!) ? [one, other] : [other, one]; // both are prints
    const [earlier, later] = [prints[a]!, prints[b]!];
    const likeness = likenessOf(earlier, later);
    if (!likeness) continue;
    const { how, containment } = judge(likeness, [earlier.facts, later.facts], rarityOf);
    if (!how) continue;
    found.push({
      earlier: readings[a]!,
      later: readings[b]!,
      orderKnown: isOrderKnown(earlier, later),
      how,
      shingles: likeness.shingles,
      containment,
      shared: likeness.shared.map(({ a: x, b: y }) => ({ a: x.figure, b: y.figure })),
    });
  }
  return found.toSorted(
    (x, y) =>
      y.containment - x.containment ||
      compareText(x.earlier.article.id, y.earlier.article.id) ||
      compareText(x.later.article.id, y.later.article.id),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Pairs that can be alike: the same words, a quarter of the sampled runs, or three facts that may be the same. */
function* candidates(prints: readonly Print[]): Generator<[number, number]> {
  const byWords = new Map<string, number[]>();
  const byRun = new Map<number, number[]>();
  const byBin = new Map<string, number[]>();
  const samples: number[] = [];
  const [runs, facts] = [new Uint16Array(prints.length), new Uint16Array(prints.length)];
  const lastFact = new Int32Array(prints.length);
  for (const [at, print] of prints.entries()) {
    runs.fill(0);
    facts.fill(0);
    lastFact.fill(-1);
    const sample = sampleOf(print.runs);
    for (const run of sample) for (const other of held(byRun, run)) runs[other]!++;
    const traces = print.facts.filter(({ weight }) => weight >= traceMin);
    traces.forEach(({ figure }, nth) => {
      for (const bin of binsOf(figure.claim))
        for (const other of held(byBin, bin))
          if (lastFact[other] !== nth) {
            lastFact[other] = nth;
            facts[other]!++;
          }
    });
    const same = new Set(held(byWords, print.words));
    for (let other = 0; other < at; other++) {
      const least = sampleMin * Math.min(sample.length, samples[other] ?? 0);
      const isNear = runs[other]! > 0 && runs[other]! >= least;
      if (isNear || facts[other]! >= sharedFactsMin || same.has(other)) yield [other, at];
    }
    samples.push(sample.length);
    push(byWords, print.words, at);
    for (const run of sample) push(byRun, run, at);
    for (const { figure } of traces) for (const bin of binsOf(figure.claim)) push(byBin, bin, at);
  }
}

const none: readonly number[] = [];
const held = <Key>(map: ReadonlyMap<Key, number[]>, key: Key): readonly number[] => map.get(key) ?? none;
function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** One to one, the surest first: the same digits before a rounding, the same noun and words before others. */
function sharedFacts<Each extends Stated>(
  factsA: readonly Fact<Each>[],
  factsB: readonly Fact<Each>[],
): { a: Fact<Each>; b: Fact<Each> }[] {
  const options: { a: Fact<Each>; b: Fact<Each>; score: number }[] = [];
  for (const a of factsA)
    for (const b of factsB) {
      const [one, other] = [a.figure.claim, b.figure.claim];
      if (familyOf(one) !== familyOf(other) || !sameValue(one, other) || !shareBin(one, other)) continue;
      const words = sharedWords(a.figure.sentence.words, b.figure.sentence.words);
      const isSameNoun = one.unit === other.unit && one.measure === other.measure;
      // The same number of something else, in a sentence about something else, is chance.
      const isRare = one.lo === other.lo && digits(one) >= 3;
      if (words < 1 || (!isSameNoun && !isRare && words < 2)) continue;
      const score = (one.lo === other.lo ? 4 : 0) + (isSameNoun ? 2 : 0) + Math.min(words, 10) / 5;
      options.push({ a, b, score });
    }
  const used = new Set<Fact<Each>>();
  return options
    .toSorted((x, y) => y.score - x.score)
    .filter(({ a, b }) => {
      if (used.has(a) || used.has(b)) return false;
      used.add(a).add(b);
      return true;
    })
    .map(({ a, b }) => ({ a, b }));
}

/** What is found by bins must not depend on who was looked for first. */
function shareBin(a: Stated['claim'], b: Stated['claim']): boolean {
  const bins = binsOf(a);
  return binsOf(b).some((bin) => bins.includes(bin));
}
