/**
 * Which texts were made from one another: exact by their words, near by runs of three words, rewritten by the facts they share. Thousands
 * of texts: only those are compared that have a rare run of words or a rare fact in common.
 */
import type { Claim } from '@serai/extract';
import { digits, rounding, sameValue } from './interval.ts';
import type { Figure, Reading } from './reading.ts';
import { sharedWords } from './words.ts';

export type How = 'exact' | 'near' | 'rewritten';

export interface SharedFact {
  a: Figure;
  b: Figure;
  weight: number;
}

export interface Copy {
  /** By their dates where both are known, else in the order of their ids. */
  earlier: Reading;
  later: Reading;
  orderKnown: boolean;
  how: How;
  /** Runs of three words: of the shorter text, how many the other has too. */
  shingles: number;
  /** Facts weighed by how rare they are: of the text with less, how much the other has too. */
  containment: number;
  shared: readonly SharedFact[];
}

/** Above this share of the shorter text's runs of three words it is the same text, edited. */
const nearMin = 0.5;
const rewrittenMin = 0.5;
const sharedFactsMin = 3;
/** A fact this many texts of a hundred state is what everybody knows, and no trace of copying. */
const standingShare = 0.2;
/** Among fewer texts than this, how often a fact is told says nothing. */
const standingOf = 12;

export function copiesOf(readings: readonly Reading[]): Copy[] {
  const index = new CopyIndex(readings);
  const found: Copy[] = [];
  for (const [a, others] of index.candidates())
    for (const b of others) {
      const copy = index.compare(a, b);
      if (copy) found.push(copy);
    }
  return found.toSorted(
    (x, y) => y.containment - x.containment || x.earlier.article.id.localeCompare(y.earlier.article.id),
  );
}

class CopyIndex {
  readonly #readings: readonly Reading[];
  readonly #shingles: readonly ReadonlySet<number>[];
  readonly #facts: readonly (readonly Weighed[])[];
  readonly #normalised: readonly string[];
  readonly #texts = new Map<string, number[]>();

  constructor(readings: readonly Reading[]) {
    this.#readings = readings;
    this.#shingles = readings.map(shinglesOf);
    const told = new Map<string, number>();
    for (const reading of readings)
      for (const key of new Set(reading.figures.map(factKey))) told.set(key, (told.get(key) ?? 0) + 1);
    this.#facts = readings.map((reading) => factsOf(reading, told, readings.length));
    this.#normalised = readings.map(({ article }) => normalised(article.text));
    for (const [at, text] of this.#normalised.entries()) push(this.#texts, text, at);
  }

  /** Each pair once: those with the same words, a sampled run of words or a binned fact in common that not everybody has. */
  candidates(): Map<number, Set<number>> {
    const pairs = new Map<number, Set<number>>();
    const join = (list: readonly number[]) => {
      for (const [at, a] of list.entries())
        for (const b of list.slice(at + 1)) {
          const held = pairs.get(a);
          if (held) held.add(b);
          else pairs.set(a, new Set([b]));
        }
    };
    for (const list of this.#texts.values()) join(list);
    const often = Math.max(8, this.#readings.length * 0.05);
    const bySample = new Map<number, number[]>();
    this.#shingles.forEach((set, at) => {
      for (const shingle of set) if (shingle % 16 === 0) push(bySample, shingle, at);
    });
    for (const list of bySample.values()) if (list.length <= often) join(list);
    const byFact = new Map<string, Set<number>>();
    this.#facts.forEach((facts, at) => {
      for (const { figure, weight } of facts) {
        if (weight < 0.3) continue;
        for (const bin of binsOf(figure.claim)) {
          const held = byFact.get(bin);
          if (held) held.add(at);
          else byFact.set(bin, new Set([at]));
        }
      }
    });
    const factsOften = Math.max(12, this.#readings.length * standingShare);
    const common = new Map<number, number>();
    const size = this.#readings.length;
    for (const set of byFact.values()) {
      if (set.size < 2 || set.size > factsOften) continue;
      const list = [...set];
      for (const [at, a] of list.entries())
        for (const b of list.slice(at + 1)) common.set(a * size + b, (common.get(a * size + b) ?? 0) + 1);
    }
    // Bins of one fact overlap, so a pair may count a fact twice; too many candidates cost time, too few cost copies.
    for (const [pair, count] of common) if (count >= 2) join([Math.floor(pair / size), pair % size]);
    return pairs;
  }

  compare(at: number, other: number): Copy | null {
    const [a, b] = [this.#readings[at], this.#readings[other]];
    const [wordsA, wordsB, factsA, factsB] = [
      this.#shingles[at],
      this.#shingles[other],
      this.#facts[at],
      this.#facts[other],
    ];
    if (!a || !b || !wordsA || !wordsB || !factsA || !factsB) return null;
    const shingles = containmentOf(wordsA, wordsB);
    const isExact = this.#normalised[at] === this.#normalised[other];
    const shared = sharedFacts(factsA, factsB);
    const weigh = (facts: readonly { weight: number }[]) =>
      facts.reduce((sum, { weight }) => sum + weight, 0);
    const less = Math.min(weigh(factsA), weigh(factsB));
    const containment = less === 0 ? 0 : Math.min(1, weigh(shared) / less);
    const counted = shared.filter(({ weight }) => weight >= 0.3).length;
    const how: How | null = isExact
      ? 'exact'
      : shingles >= nearMin && Math.min(wordsA.size, wordsB.size) >= 20
        ? 'near'
        : containment >= rewrittenMin && counted >= sharedFactsMin
          ? 'rewritten'
          : null;
    if (!how) return null;
    const [first, second] = [a.article.date, b.article.date];
    const orderKnown = first !== null && second !== null && first !== second;
    const isTurned = orderKnown ? first > second : a.article.id > b.article.id;
    return {
      earlier: isTurned ? b : a,
      later: isTurned ? a : b,
      orderKnown,
      how,
      shingles,
      containment,
      shared: isTurned ? shared.map(({ a: x, b: y, weight }) => ({ a: y, b: x, weight })) : shared,
    };
  }
}

interface Weighed {
  figure: Figure;
  weight: number;
}

/** Each fact once a text, weighed by its digits and by how few others state it; what a tenth and more of many texts say weighs nothing. */
function factsOf({ figures }: Reading, told: ReadonlyMap<string, number>, texts: number): Weighed[] {
  const seen = new Set<string>();
  return figures.flatMap((figure) => {
    const key = factKey(figure);
    if (
      seen.has(key) ||
      (figure.claim.kind === 'measure' && /^(?:years|days|months|weeks)$/.test(figure.claim.unit ?? ''))
    )
      return [];
    seen.add(key);
    const times = told.get(key) ?? 1;
    const isStanding = texts >= standingOf && times / texts > standingShare;
    const rare = texts >= standingOf ? Math.log((texts + 1) / times) / Math.log(texts + 1) : 1;
    return [{ figure, weight: isStanding ? 0 : plainWeight(figure.claim) * rare }];
  });
}

/** "229 cities" says more than "two countries". */
function plainWeight(claim: Claim): number {
  const written = digits(claim);
  const small = claim.kind === 'count' && Number(claim.hi) < 10;
  if (small) return 0.15;
  const byDigits = written >= 3 ? 1.2 : written === 2 ? 1 : 0.6;
  return claim.kind === 'count' || claim.kind === 'money' ? byDigits : byDigits * 0.8;
}

const familyOf = ({ kind, unit }: Claim): string => (kind === 'count' ? 'count' : (unit ?? ''));
const factKey = ({ claim }: Figure): string => `${familyOf(claim)}|${claim.lo}|${claim.hi}`;

/** Bins of a tenth that the rounding interval touches: two intervals that overlap share one. */
function binsOf(claim: Claim): string[] {
  const { lo, hi } = rounding(claim);
  const bin = (value: number) => Math.floor(Math.log(Math.max(value, 1e-9)) / Math.log(1.1));
  const [first, last] = [bin(lo), Math.min(bin(hi), bin(lo) + 4)];
  return Array.from({ length: last - first + 1 }, (_, step) => `${familyOf(claim)}|${first + step}`);
}

/** One to one, the surest first: the same digits before a rounding, the same noun and words before others. */
export function sharedFacts(factsA: readonly Weighed[], factsB: readonly Weighed[]): SharedFact[] {
  const options: (SharedFact & { score: number })[] = [];
  for (const a of factsA)
    for (const b of factsB) {
      if (familyOf(a.figure.claim) !== familyOf(b.figure.claim) || !sameValue(a.figure.claim, b.figure.claim))
        continue;
      const words = sharedWords(a.figure.sentence.words, b.figure.sentence.words);
      const isSameNoun =
        a.figure.claim.unit === b.figure.claim.unit && a.figure.claim.measure === b.figure.claim.measure;
      // The same number of something else, in a sentence about something else, is chance.
      const isRare = a.figure.claim.lo === b.figure.claim.lo && digits(a.figure.claim) >= 3;
      if (words < 1 || (!isSameNoun && !isRare && words < 2)) continue;
      const score =
        (a.figure.claim.lo === b.figure.claim.lo ? 4 : 0) + (isSameNoun ? 2 : 0) + Math.min(words, 10) / 5;
      options.push({ a: a.figure, b: b.figure, weight: Math.min(a.weight, b.weight), score });
    }
  const used = new Set<Figure>();
  return options
    .toSorted((x, y) => y.score - x.score)
    .filter(({ a, b }) => {
      if (used.has(a) || used.has(b)) return false;
      used.add(a).add(b);
      return true;
    })
    .map(({ a, b, weight }) => ({ a, b, weight }));
}

const normalised = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** Runs of three words, hashed; of Chinese of three characters, which the tokens are not. */
function shinglesOf({ article }: Reading): Set<number> {
  const words = article.text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const set = new Set<number>();
  for (let at = 0; at + 2 < words.length; at++)
    set.add(hash(`${words[at]} ${words[at + 1]} ${words[at + 2]}`));
  return set;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function containmentOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const each of small) if (large.has(each)) shared++;
  return shared / small.size;
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
