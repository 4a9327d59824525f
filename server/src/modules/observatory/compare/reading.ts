/** A text read for comparison: its claims in the order they were stored, its sentences, and what each figure stands in. */
import { type Claim, extract, type Mention, type Sentence, sentencesOf } from '@serai/extract';
import type { Knowledge } from './knowledge.ts';
import { statementsOf } from './statements.ts';
import { contentWords } from './words.ts';

export interface Article {
  id: string;
  title: string;
  publisher: string;
  /** YYYY-MM-DD, where known. */
  date: string | null;
  text: string;
}

export interface Reading {
  article: Article;
  claims: readonly Claim[];
  sentences: readonly ReadSentence[];
  figures: readonly Figure[];
}

export interface ReadSentence extends Sentence {
  text: string;
  words: ReadonlySet<string>;
  mentions: readonly Mention[];
}

/** A claim that states a number. What says an amount again in brackets is none of its own. */
export interface Figure {
  /** Its place in `claims`. */
  index: number;
  claim: Claim;
  sentence: ReadSentence;
}

/** Every claim of a text that is worth keeping: the engine's, and what it says of places and ranks. */
export function claimsOf({ text, date }: Pick<Article, 'text' | 'date'>, knowledge: Knowledge): Claim[] {
  return [...extract(text, { date, names: knowledge.names }), ...statementsOf(text, knowledge)];
}

export const read = (article: Article, knowledge: Knowledge): Reading =>
  readingOf(article, claimsOf(article, knowledge), knowledge);

/** With the claims as they are stored, so that findings name them by their places in this list. */
export function readingOf(article: Article, claims: readonly Claim[], knowledge: Knowledge): Reading {
  const sentences = sentencesOf(article.text).map((sentence) => {
    const text = article.text.slice(sentence.start, sentence.end);
    return { ...sentence, text, words: contentWords(text), mentions: knowledge.names.in(sentence.tokens) };
  });
  const figures: Figure[] = [];
  claims.forEach((claim, index) => {
    if (!isFigure(claim)) return;
    const sentence = sentenceAt(sentences, claim.start);
    if (sentence) figures.push({ index, claim, sentence });
  });
  return { article, claims, sentences, figures };
}

/** What stands in one sentence, in the order of `claims`: rules look at each sentence, and a long text has ten thousand. */
export interface InSentence {
  claims: readonly { index: number; claim: Claim }[];
  figures: readonly Figure[];
}
const nothing: InSentence = { claims: [], figures: [] };
const sorted = new WeakMap<Reading, ReadonlyMap<ReadSentence, InSentence>>();

export function standingIn(reading: Reading, sentence: ReadSentence): InSentence {
  const bySentence = sorted.get(reading) ?? sortedBySentence(reading);
  sorted.set(reading, bySentence);
  return bySentence.get(sentence) ?? nothing;
}

function sortedBySentence({ claims, figures, sentences }: Reading): Map<ReadSentence, InSentence> {
  const bySentence = new Map<
    ReadSentence,
    { claims: { index: number; claim: Claim }[]; figures: Figure[] }
  >();
  const heldIn = (sentence: ReadSentence) => {
    const held = bySentence.get(sentence) ?? { claims: [], figures: [] };
    bySentence.set(sentence, held);
    return held;
  };
  claims.forEach((claim, index) => {
    const sentence = sentenceAt(sentences, claim.start);
    if (sentence) heldIn(sentence).claims.push({ index, claim });
  });
  for (const figure of figures) heldIn(figure.sentence).figures.push(figure);
  return bySentence;
}

const isFigure = ({ kind, lo, unit, confidence, restates }: Claim): boolean =>
  (kind === 'money' || kind === 'count' || kind === 'percent' || kind === 'measure') &&
  lo !== null &&
  unit !== null &&
  confidence >= 0.5 &&
  restates === null;

/** Sentences are in order and don't overlap. */
export function sentenceAt<Each extends Sentence>(sentences: readonly Each[], at: number): Each | undefined {
  let [low, high] = [0, sentences.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const sentence = sentences[middle]!; // between the two ends
    if (at < sentence.start) high = middle - 1;
    else if (at >= sentence.end) low = middle + 1;
    else return sentence;
  }
  return undefined;
}
