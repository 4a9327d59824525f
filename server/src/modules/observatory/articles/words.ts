/** The words an article is found by: folded, each once. Chinese is written without spaces, so of it every two characters in a row are a word. */
import { fold } from '../../../corridor/index.ts';

/** More different words than any newspaper article has; of a text with more, the first ones count. */
const wordsMax = 20_000;
const wordCharactersMax = 60;

export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const run of runsOf(text)) {
    for (const word of [
      ...partsOf(run),
      ...(/\p{Script=Han}/u.test(run) ? run.match(/\p{Script=Han}/gu)! : []),
    ]) {
      words.add(word);
      if (words.size === wordsMax) return [...words];
    }
  }
  return [...words];
}

/** What of these words an article must hold, all of it. */
export const wordsAsked = (query: string): string[] => [...new Set(runsOf(query).flatMap(partsOf))];

const runsOf = (text: string): string[] => text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Pieces of Chinese in pairs of characters, one that stands alone as it is; anything else as one word. */
function partsOf(run: string): string[] {
  const parts: string[] = [];
  for (const [piece] of run.matchAll(/\p{Script=Han}+|\P{Script=Han}+/gu)) {
    const characters = [...piece];
    if (!/^\p{Script=Han}/u.test(piece)) parts.push(fold(piece).slice(0, wordCharactersMax));
    else if (characters.length === 1) parts.push(piece);
    else for (let at = 1; at < characters.length; at++) parts.push(`${characters[at - 1]}${characters[at]}`);
  }
  return parts.filter((part) => part !== '');
}
