/** What of each sentence stands in quotation marks. */
import type { Sentence, Token } from './text.ts';

export interface Quoted {
  /** It begins inside a quotation, or with one. */
  begins: boolean;
  /** Something in it is quoted. */
  any: boolean;
  /** Indices of the tokens that are. */
  tokens: Set<number>;
}

/** British quotations: ‘ or ' before a word opens, after one closes; "workers’" inside of none is an apostrophe. */
const single = (tokens: readonly Token[], index: number, open: boolean): boolean => {
  const { text, glued } = tokens[index]!;
  return open
    ? /^[’']$/.test(text) && glued && !tokens[index + 1]?.glued
    : /^[‘']$/.test(text) && !glued && tokens[index + 1]?.glued === true;
};

/** Straight marks open and close in turn, and a paragraph begins anew. */
export function quotesOf(sentences: readonly Sentence[]): Quoted[] {
  let [open, paragraph] = [false, -1];
  return sentences.map((sentence) => {
    if (sentence.paragraph !== paragraph) [open, paragraph] = [false, sentence.paragraph];
    const begins = open || /^["“«„‘']/.test(sentence.tokens[0]?.text ?? '');
    const tokens = new Set<number>();
    sentence.tokens.forEach(({ text }, index) => {
      const was = open;
      if (text === '"') open = !open;
      else if (/^[“«„]$/.test(text)) open = true;
      else if (/^[”»]$/.test(text)) open = false;
      else if (single(sentence.tokens, index, open)) open = !open;
      if (was && open) tokens.add(index);
    });
    return { begins, any: begins || tokens.size > 0, tokens };
  });
}
