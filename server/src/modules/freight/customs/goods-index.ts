/**
 * Finding goods by what a person types. Each text of the list is cut into words, and each word of the question is compared with the whole
 * vocabulary once (some 7,000 words), so that spelling can be forgiven without going through every text. A text is good when it has the rare
 * words of the question, says little else, and says it early; "other than lithium" is no answer to "lithium".
 */
import { distance } from 'fastest-levenshtein';
import type { Corridor } from '../../../corridor/index.ts';

export interface FoundGoods {
  hs: string;
  /** The text, or the code, that matched. */
  matched: string;
}

interface Word {
  word: string;
  weight: number;
}
interface Text {
  hs: string;
  text: string;
  words: number;
}
interface Place {
  text: number;
  /** Of the text's words, from 0. */
  at: number;
  /** 1, or less in what the text says it is not. */
  weight: number;
}

/** Below this part of the question's weight a text does not speak of it. */
const coverageMin = 0.45;
const wordsMax = 12;

export class GoodsIndex {
  readonly #codes: string[];
  readonly #texts: Text[] = [];
  readonly #vocabulary = new Map<string, Stemmed & { places: Place[] }>();

  constructor({ goods, rows }: Pick<Corridor, 'goods' | 'rows'>) {
    this.#codes = [...goods.keys()].sort();
    // 100,000 words, of which one in ten is another.
    const known = new Map<string, string>();
    const fold = (word: string) => {
      const folded = known.get(word) ?? foldWord(word);
      known.set(word, folded);
      return folded;
    };
    for (const { subject, name } of rows.names) {
      const hs = subject.startsWith('goods:') ? subject.slice('goods:'.length) : '';
      if (goods.has(hs)) this.#add(hs, name, wordsOf(name, fold));
    }
  }

  /** Best first. Digits are taken for the beginning of a code. */
  find(query: string, limit: number): FoundGoods[] {
    const digits = query.replace(/[\s.]/g, '');
    return /^\d{1,10}$/.test(digits) ? this.#byCode(digits, limit) : this.#byWords(query, limit);
  }

  /** The code and what lies below it; of a longer one than the list holds, its nearest parent and what lies below that. */
  #byCode(digits: string, limit: number): FoundGoods[] {
    for (let length = digits.length; length > 0; length--) {
      const beginning = digits.slice(0, length);
      const found = this.#codes.filter((code) => code.startsWith(beginning));
      if (found.length > 0) return found.slice(0, limit).map((hs) => ({ hs, matched: hs }));
    }
    return [];
  }

  #byWords(query: string, limit: number): FoundGoods[] {
    const asked = [...new Set(wordsOf(query).map(({ word }) => word))].slice(0, wordsMax);
    if (asked.length === 0) return [];
    const scores = new Map<number, { weight: number; words: number; first: number }>();
    let whole = 0;
    for (const word of asked) {
      const { best, rarity } = this.#textsWith(word);
      whole += rarity;
      for (const [text, { likeness, at }] of best) {
        const score = scores.get(text) ?? { weight: 0, words: 0, first: at };
        score.weight += likeness * rarity;
        score.words += likeness;
        score.first = Math.min(score.first, at);
        scores.set(text, score);
      }
    }
    const best = new Map<string, FoundGoods & { score: number }>();
    for (const [number, { weight, words, first }] of scores) {
      const { hs, text, words: length } = this.#texts[number]!;
      const coverage = weight / whole;
      if (coverage < coverageMin) continue;
      const score =
        100 * coverage + 20 * Math.min(1, words / length) + (first === 0 ? 8 : 0) + levelBonus(hs);
      if (score > (best.get(hs)?.score ?? 0)) best.set(hs, { hs, matched: text, score });
    }
    return [...best.values()]
      .sort((a, b) => b.score - a.score || (a.hs < b.hs ? -1 : 1))
      .slice(0, limit)
      .map(({ hs, matched }) => ({ hs, matched }));
  }

  /** Every text with this word or one like it, how like, and how much the word tells: the fewer texts have it, the more. */
  #textsWith(word: string) {
    const best = new Map<number, { likeness: number; at: number }>();
    const asked = stemmed(word);
    for (const known of this.#vocabulary.values()) {
      const alike = likeness(asked, known);
      if (alike === 0) continue;
      for (const { text, at, weight } of known.places) {
        const here = alike * weight;
        if (here > (best.get(text)?.likeness ?? 0)) best.set(text, { likeness: here, at });
      }
    }
    // A word the list does not know at all can't be asked of any text, so it counts for little.
    const rarity = best.size === 0 ? 1 : Math.log(2 + this.#texts.length / best.size);
    return { best, rarity };
  }

  #add(hs: string, text: string, words: readonly Word[]): void {
    const number = this.#texts.push({ hs, text, words: Math.max(1, words.length) }) - 1;
    for (const [at, { word, weight }] of words.entries()) {
      const known = this.#vocabulary.get(word) ?? { ...stemmed(word), places: [] };
      known.places.push({ text: number, at, weight });
      this.#vocabulary.set(word, known);
    }
  }
}

/** Where two levels fit as well, people ask for the heading; a chapter is rarely what is meant. */
const levelBonus = (hs: string) => (hs.length === 4 ? 8 : hs.length === 6 ? 2 : 0);

/** 1 the same word, less for another ending, a beginning or a slip of the finger; 0 for another word. */
export function likeness(asked: Stemmed, known: Stemmed): number {
  if (asked.word === known.word) return 1;
  if (asked.signs) return asked.word.length === 1 && known.word.includes(asked.word) ? 0.8 : 0;
  const [a, b] = [asked.stem, known.stem];
  if (a === b) return 0.99;
  if (asked.word.length >= 3 && known.word.startsWith(asked.word)) return 0.8;
  if (a.length >= 4 && b.startsWith(a)) return 0.75;
  // The second half of a compound: запчасти in автозапчасти, phone in smartphone.
  if (a.length >= 5 && b.endsWith(a)) return 0.6;
  if (asked.word.length < 5 || Math.abs(a.length - b.length) > 2) return 0;
  const slips = distance(a, b);
  return slips <= (a.length < 8 ? 1 : 2) ? 0.7 - 0.1 * slips : 0;
}
export interface Stemmed {
  word: string;
  stem: string;
  /** Chinese, which has no endings. */
  signs: boolean;
}
export const stemmed = (word: string): Stemmed => ({ word, stem: stemOf(word), signs: cjk.test(word) });

const cjk = /\p{Script=Han}/u;
const negative =
  /\b(?:other than|excluding|excludes?|except|not including|n\.e\.c\.|кроме|за исключением)\b/iu;
const clauseEnd = /[;)]/;

/** Words of a text without those that say nothing; Chinese, which has no spaces, in pairs of signs. */
function wordsOf(text: string, fold = foldWord): Word[] {
  const found: Word[] = [];
  for (const clause of clausesOf(text)) {
    for (const [run] of clause.text.matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
      const words = cjk.test(run) && run.length > 2 ? pairsOf(run) : [fold(run)];
      for (const word of words) if (!empty.has(word)) found.push({ word, weight: clause.weight });
    }
  }
  return found;
}
const pairsOf = (run: string) => [...run].slice(1).map((sign, at) => `${[...run][at]}${sign}`);

/** What stands after "other than" tells what the goods are not, as far as the clause goes. */
function clausesOf(text: string): { text: string; weight: number }[] {
  const at = negative.exec(text)?.index;
  if (at === undefined) return [{ text, weight: 1 }];
  const end = clauseEnd.exec(text.slice(at));
  const rest = end === null ? '' : text.slice(at + end.index);
  const denied = end === null ? text.slice(at) : text.slice(at, at + end.index);
  return [
    { text: text.slice(0, at), weight: 1 },
    { text: denied, weight: 0.3 },
    ...(rest === '' ? [] : clausesOf(rest)),
  ];
}

const empty = new Set(
  'a an and or of the in for with to than other whether not their its on by as at being kind used и или для из в на с прочие прочий не'.split(
    ' ',
  ),
);

const foldWord = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .replace(/ё/g, 'е')
    .replace(/^aluminum$/, 'aluminium')
    .replace(/^tire(s?)$/, 'tyre$1');

/** Words without their endings, roughly: enough that one grammatical form finds another. */
function stemOf(word: string): string {
  if (/^[а-я]/.test(word)) return word.length > 3 ? word.replace(russianEnding, '') : word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
const russianEnding =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую|юю|ом|ем|ам|ям|ах|ях|а|я|о|е|ы|и|у|ю|ь|й)$/;
