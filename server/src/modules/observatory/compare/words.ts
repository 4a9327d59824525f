/** Words of sentences as texts are compared by them: what a sentence is about. */
import { tokensOf } from '@serai/extract';

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
