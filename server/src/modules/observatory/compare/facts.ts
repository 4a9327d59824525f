/** The facts of a text as other texts are searched for them: by the digits they may have been rounded to. */
import type { Claim } from '@serai/extract';
import { coarseness, coarsest, digits, rounding } from './interval.ts';
import type { Reading } from './reading.ts';

/** As much of a figure as telling it again leaves recognisable; stored figures have no more than this. */
export interface Stated {
  /** The claim's place in its text. */
  index: number;
  claim: Pick<
    Claim,
    'kind' | 'lo' | 'hi' | 'precision' | 'unit' | 'measure' | 'modality' | 'period' | 'modifier'
  >;
  sentence: { words: ReadonlySet<string> };
}

/** A figure as a trace of copying: its key, and how much it says however often others say it. */
export interface Fact<Each extends Stated = Stated> {
  figure: Each;
  key: string;
  weight: number;
}

/** Each fact once a text; a number of years is no fact of its own. */
export function factsOf({ figures }: Pick<Reading, 'figures'>): Fact<Reading['figures'][number]>[] {
  const seen = new Set<string>();
  return figures.flatMap((figure) => {
    const key = factKey(figure);
    const isSpan =
      figure.claim.kind === 'measure' && /^(?:years|days|months|weeks)$/.test(figure.claim.unit ?? '');
    if (seen.has(key) || isSpan) return [];
    seen.add(key);
    return [{ figure, key, weight: weightOf(figure.claim) }];
  });
}

/** "229 cities" says more than "two countries". */
function weightOf(claim: Stated['claim']): number {
  const written = digits(claim);
  const small = claim.kind === 'count' && Number(claim.hi) < 10;
  if (small) return 0.15;
  const byDigits = written >= 3 ? 1.2 : written === 2 ? 1 : 0.6;
  return claim.kind === 'count' || claim.kind === 'money' ? byDigits : byDigits * 0.8;
}
/** Below this a fact is no trace: two texts with three small counts in common are no copies. */
export const traceMin = 0.3;

export const familyOf = ({ kind, unit }: Stated['claim']): string =>
  kind === 'count' ? 'count' : (unit ?? '');
const factKey = ({ claim }: Stated): string => `${familyOf(claim)}|${claim.lo}|${claim.hi}`;

/** A fiftieth a bin, and no range has more of them than this. */
const binBase = Math.log(1.02);
const binsMax = 300;

/** Asked for the same claims many thousand times while texts are compared. */
const known = new WeakMap<Stated['claim'], readonly string[]>();

/** Where to look for the same value: two that are the same share a bin. */
export function binsOf(claim: Stated['claim']): readonly string[] {
  const bins = known.get(claim) ?? makeBins(claim);
  known.set(claim, bins);
  return bins;
}

function makeBins(claim: Stated['claim']): readonly string[] {
  const family = familyOf(claim);
  const exact = `${family}|=${claim.lo}|${claim.hi}`;
  if (coarseness(claim) > coarsest) return [exact];
  const { lo, hi } = rounding(claim);
  const bin = (value: number) => Math.floor(Math.log(Math.max(value, 1e-9)) / binBase);
  const first = bin(lo);
  const count = Math.min(bin(hi) - first + 1, binsMax);
  return [exact, ...Array.from({ length: count }, (_, step) => `${family}|${first + step}`)];
}

/** How much a fact that so many texts state still says about any one of them. */
export type Rarity = (told: number) => number;
/** A fact this many texts of a hundred state is what everybody knows, and no trace of copying. */
const standingShare = 0.2;
/** Among fewer texts than this, how often a fact is told says nothing. */
const standingOf = 12;

/**
 * In steps of two, of the texts and of the times told: what a text adds to the others changes what they are worth to each other only when
 * a step is taken.
 */
export function rarityAmong(texts: number): Rarity {
  if (texts < standingOf) return () => 1;
  const size = sizeOf(texts);
  return (told) =>
    told > size * standingShare ? 0 : 1 - Math.floor(Math.log2(Math.max(told, 1))) / Math.log2(size);
}
/** The power of two nearest to a number of texts; 1 where there are too few. */
export const sizeOf = (texts: number): number => (texts < standingOf ? 1 : 2 ** Math.round(Math.log2(texts)));
