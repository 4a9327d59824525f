/** Words of sentences as texts are compared by them: what a sentence is about, and how sure it says it is. */
import { type Token, tokensOf } from '@serai/extract';

const stop = new Set(
  'a an the of in on at to for from by with and or but as is are was were be been being has have had its it their this that these those which who whom whose will would also into than then over under more most about up out so such not no both between among across through during after before while where when there here they he she we you i his her our your said says say according year years s'.split(
    ' ',
  ),
);

/** Content words, roughly stemmed: plural, -ing and -ed endings fall away. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const { kind, low } of tokensOf(text)) {
    if (kind !== 'word') continue;
    const word = stem(low);
    if (word.length > 1 && !stop.has(word) && !stop.has(low)) words.add(word);
  }
  return words;
}

export function stem(low: string): string {
  const word = low.replace(/'s$/, '');
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 6 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 5 && word.endsWith('ed')) return word.slice(0, -2);
  if (word.length > 4 && /(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

/** How much of the smaller set is in the other. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  return shared / small.size;
}

export function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared;
}

/** How sure a clause is of what it says, from a possibility to a fact; the weakest word counts. */
const degrees: readonly (readonly [number, RegExp])[] = [
  [1, /\b(?:may|might|could|possibl[ey]|perhaps|reportedly|rumou?red|exploring|considering)\b/],
  [
    2,
    /\b(?:edging|inching|approach(?:es|ed|ing)|nearing|closing in on|close to|moving toward|creeping|hop(?:es|ed|ing) to|aim(?:s|ed|ing)? (?:to|at|for)|target(?:s|ed|ing)?|goal|milestone|ambition|seek(?:s|ing)? to|wants to|would like)\b/,
  ],
  [
    3,
    /\b(?:plan(?:s|ned|ning)? to|intend(?:s|ed)? to|pledg(?:es|ed)|propos(?:es|ed)|likely|expected|forecast|projected|estimated to|anticipated)\b/,
  ],
  [4, /\b(?:on track|on course|set to|poised to|will|is to|are to|due to|guaranteed|certain to|about to)\b/],
];
export const certain = 5;

export function certaintyOf(clause: string): number {
  const low = clause.toLowerCase();
  return degrees.find(([, pattern]) => pattern.test(low))?.[0] ?? certain;
}

/** The words that say how sure a clause is; empty for a plain statement. */
export function certaintyWords(clause: string): string {
  const low = clause.toLowerCase();
  for (const [, pattern] of degrees) {
    const match = pattern.exec(low);
    if (match) return clause.slice(match.index, match.index + match[0].length);
  }
  return '';
}

export const tokenWords = (tokens: readonly Token[]): string => tokens.map(({ low }) => low).join(' ');
