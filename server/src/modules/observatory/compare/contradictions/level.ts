/** Figures that state how much of something there was: what of, whose, and of which part of it. Only like is compared with like. */
import type { Claim, Token } from '@serai/extract';
import type { Knowledge } from '../knowledge.ts';
import type { Figure, Reading } from '../reading.ts';

export interface Level extends Figure {
  reading: Reading;
  /** Parties in an order of their own where the measure has no direction: trade of A with B is trade of B with A. */
  parties: readonly string[];
  /** What narrows the measure down: "agricultural" of agricultural trade. Null where it can't be told. */
  qualifier: string | null;
}

const directed = new Set(['exports', 'imports', 'trade-balance']);

/** Every rule asks for them. */
const known = new WeakMap<Reading, readonly Level[]>();

export function levelsOf(reading: Reading): readonly Level[] {
  const levels = known.get(reading) ?? readLevels(reading);
  known.set(reading, levels);
  return levels;
}

const readLevels = (reading: Reading): Level[] =>
  reading.figures
    .filter(
      ({ claim }) =>
        claim.kind !== 'percent' &&
        claim.direction === null &&
        (claim.modality === 'reported' || claim.modality === 'cumulative') &&
        claim.unit !== 'times' &&
        claim.unit !== 'fraction',
    )
    .map((figure) => {
      const { subject, partner, measure } = figure.claim;
      const parties = [subject, partner].filter((each) => each !== null);
      return {
        ...figure,
        reading,
        parties: directed.has(measure ?? '') ? parties : parties.toSorted(),
        qualifier: qualifierOf(figure),
      };
    });

const measureNoun =
  /^(?:traded?|turnover|investments?|exports?|imports?|loans?|contracts?|projects?|capacity|gdp|transactions?|sales|generation|cargo|freight|imported|exported)$/;
/** These have what they are of behind them: "imported cotton worth". */
const verbs = /^(?:imported|exported|traded)$/;
/** Who reports it, and how, is no part of it: "customs data put trade at". */
const reporting =
  /^(?:put|puts|data|figures?|statistics|numbers|show(?:s|ed)?|report(?:s|ed)?|recorded|estimate[sd]?|valued?|gave|gives|but|or|from|its|their)$/;
const plainWords = new Set(
  "the a an its their his this that total overall bilateral two-way two way - mutual foreign commodity goods volume turnover value annual yearly cumulative accumulated external merchandise aggregate combined direct record trade business completed contracted investment investments of with between and in to from 's china's region's countries country nations states all stock amount figure economic flows flow import export imports exports goods worth for into by was were is has have had reached hit received".split(
    ' ',
  ),
);

/**
 * The words that make it a part of the whole: before the noun ("agricultural trade", "non-financial investment") and after it ("trade in
 * services", "exports through Khorgos").
 */
export function qualifierOf({ claim, sentence }: Figure): string | null {
  const { tokens, mentions } = sentence;
  const at = tokens.findIndex(({ start }) => start >= claim.start);
  let noun = at - 1;
  while (noun >= 0 && !measureNoun.test(tokens[noun]!.low)) noun--; // not below nought
  if (noun < 0) {
    noun = tokens.findIndex(({ low }, index) => index > at && index < at + 12 && measureNoun.test(low));
    if (noun < 0) return claim.kind === 'count' ? '' : null;
  }
  const isNamed = (index: number) => mentions.some(({ from, to }) => index >= from && index < to);
  const words: string[] = [];
  for (let index = noun - 1; index >= 0 && index >= noun - 3; index--) {
    const { kind, low, text } = tokens[index]!; // in range
    if (kind === 'mark' && text !== '-') break;
    if (isNamed(index) || kind === 'number') continue;
    if (
      /^(?:the|of|in|with|between|and|that|while|for|to|by|when|where|as|said|noted|last|year|month)$/.test(
        low,
      )
    )
      break;
    if (reporting.test(low)) break;
    if (!plainWords.has(low)) words.push(low);
  }
  if (verbs.test(tokens[noun]!.low))
    for (let index = noun + 1; index < at; index++) {
      const { kind, low } = tokens[index]!; // in range
      if (kind === 'mark' || low === 'worth' || low === 'with' || low === 'from' || low === 'to') break;
      if (!isNamed(index) && !plainWords.has(low)) words.push(low);
    }
  for (let index = noun + 1; index < Math.min(tokens.length, noun + 4); index++) {
    if (!/^(?:of|in|via|through|along|by|using|on|at)$/.test(tokens[index]!.low)) continue; // below the length
    const next = tokens[index + 1]?.low === 'the' ? index + 2 : index + 1;
    const after = tokens[next];
    const isParty = mentions.some(
      ({ from, kind }) => from === next && (kind === 'country' || kind === 'region'),
    );
    if (
      after?.kind === 'word' &&
      !isParty &&
      !plainWords.has(after.low) &&
      !/^(?:first|last|past|same|current|year|total|recent|january|february|march|april|may|june|july|august|september|october|november|december|this|these|that|region|country|five|more|about|over|nearly|almost|some|up|least|\p{L}+ing)$/u.test(
        after.low,
      )
    )
      words.push(`${tokens[index]!.low} ${after.low}`); // it was found
  }
  return [...words, ...behind(tokens, claim)].toSorted().join(' ');
}

/** "$186 million worth of fruit": what it is of stands behind the figure. */
function behind(tokens: readonly Token[], { end }: Pick<Claim, 'end'>): string[] {
  const after = tokens.findIndex(({ start }) => start >= end);
  if (after < 0) return [];
  const next = tokens
    .slice(after, after + 5)
    .filter(({ low }) => low !== "'" && low !== "'s" && low !== 's' && low !== '’');
  const of = next[0]?.low === 'worth' ? 1 : 0;
  const what = next[of]?.low === 'of' ? next[of + 1] : undefined;
  return what?.kind === 'word' && !plainWords.has(what.low) ? [`of ${what.low}`] : [];
}

export const isWithin = (country: string, region: string, { regions }: Knowledge): boolean =>
  regions.get(region)?.includes(country) ?? false;

/** The party of a pair that the other pair has too; null where they share none. */
export function sharedParty(a: readonly string[], b: readonly string[]): string | null {
  return a.find((each) => b.includes(each)) ?? null;
}

/** Whether all parties that one names are those the other names; at least one must be named. */
export const sameParties = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && a.length === b.length && a.every((each) => b.includes(each));
export const partiesMayAgree = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 &&
  b.length > 0 &&
  (a.length < b.length ? a.every((each) => b.includes(each)) : b.every((each) => a.includes(each)));

/** Levels by what must be the same for them to be compared; those that don't say it are left out. */
export function grouped(
  levels: readonly Level[],
  keyOf: (level: Level) => string | null,
): Map<string, Level[]> {
  const groups = new Map<string, Level[]>();
  for (const level of levels) {
    const key = keyOf(level);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(level);
    else groups.set(key, [level]);
  }
  return groups;
}

/** The earliest text first, and within it the order of its claims. */
export const inOrder = (a: Level, b: Level): number =>
  compareText(a.reading.article.date ?? '9999', b.reading.article.date ?? '9999') ||
  compareText(a.reading.article.id, b.reading.article.id) ||
  a.index - b.index;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
