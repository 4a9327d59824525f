/** Parts make their total, and none is above it. */
import { type Found, quoteOf, spot } from '../finding.ts';
import { type Interval, overlaps, written } from '../interval.ts';
import { type Figure, type Reading, type ReadSentence, standingIn } from '../reading.ts';
import { bounded, everySentence, gap } from './arithmetic.ts';
import type { Rule } from './rule.ts';

export const sum: Rule = {
  name: 'sum',
  inText: (reading) => everySentence(reading, sumIn),
};

/** "120 trains, made up of 70 to Tashkent and 60 to Almaty": parts that must make the total; elsewhere none, nor all, may be above it. */
function sumIn(reading: Reading, sentence: ReadSentence, figures: readonly Figure[]): Found[] {
  return figures.flatMap((total) => {
    if (total.claim.direction !== null || total.claim.unit === 'percent') return [];
    const parts = listedBefore(reading, sentence, total) ?? listedAfter(reading, sentence, total);
    if (!parts) return [];
    const step = Math.min(...[total, ...parts.figures].map(({ claim }) => Number(claim.precision ?? 0)));
    const whole = bounded(total, step);
    const made = added(parts.figures.map((part) => bounded(part, step)));
    if (parts.areAll ? overlaps(whole, made) : made.lo <= whole.hi) return [];
    const values = parts.figures.map(({ claim }) => Number(claim.lo));
    const all = values.reduce((a, b) => a + b, 0);
    return [
      {
        check: 'sum',
        class: 'error' as const,
        spots: [total, ...parts.figures].map(({ index }) => spot(reading, index)),
        message: parts.figures.length > 1 ? 'sum' : 'sum-including',
        values: {
          total: quoteOf(total.claim),
          parts: parts.figures.map(({ claim }) => quoteOf(claim)).join(', '),
          made: written(all),
        },
        steps: [
          parts.figures.length > 1
            ? `${values.map(written).join(' + ')} = ${written(all)} ≠ ${written(Number(total.claim.lo))}`
            : `${written(all)} > ${written(Number(total.claim.lo))}`,
        ],
      },
    ];
  });
}

type Numbered = Pick<Figure, 'index' | 'claim'>;
interface Parts {
  figures: readonly Numbered[];
  /** They must make the total, and not only stay below it. */
  areAll: boolean;
}

/** After "made up of" all, after a colon some, after "including" the first. */
function listedAfter(reading: Reading, sentence: ReadSentence, total: Figure): Parts | null {
  const rest = numbersIn(reading, sentence, total.claim.end, sentence.end);
  const [next] = rest;
  if (!next) return null;
  const marker = gap(total, total.claim.end, next.claim.start);
  const parts = rest.filter(({ claim }) => claim.unit === total.claim.unit || claim.unit === null);
  if (
    /\b(?:comprising|comprises|consist(?:s|ing) of|made up of|split (?:between|into)|composed of|namely)\b/.test(
      marker,
    )
  ) {
    const isUnclear = /\b(?:percent|respectively|of which|plus|another)\b/i.test(sentence.text);
    return parts.length >= 2 && !isUnclear ? { figures: parts, areAll: true } : null;
  }
  // After "including" a number without a noun may count anything.
  if (
    /(?:\bincluding|\bof which|\bamong (?:them|which))\b/.test(marker) &&
    !/[;.]/.test(marker) &&
    next.claim.unit === total.claim.unit
  )
    return { figures: [next], areAll: false };
  // "84 firms: 31 in Kazakhstan, 28 in Uzbekistan and 41 in Kyrgyzstan", with nothing but places between.
  const isList =
    total.claim.kind === 'count' &&
    /^\s*:\s*$/.test(marker) &&
    rest.length >= 2 &&
    rest.every(({ claim }, at) => {
      const until = rest[at + 1]?.claim.start ?? sentence.end;
      return (
        (claim.unit ?? total.claim.unit) === total.claim.unit &&
        /^ (?:in|to|from|at) [^\d;:()]{2,40}$/.test(gap(total, claim.end, until))
      );
    });
  return isList ? { figures: rest, areAll: false } : null;
}

/** "300 million from Lanzhou, 450 million from Urumqi and 250 million from Almaty, a billion in all". */
function listedBefore(reading: Reading, sentence: ReadSentence, total: Figure): Parts | null {
  if (!/^,? (?:in all|in total|altogether|all told)\b/.test(gap(total, total.claim.end, sentence.end)))
    return null;
  if (/\b(?:percent|including|of which|another|respectively|plus|up to)\b/i.test(sentence.text)) return null;
  const parts = numbersIn(reading, sentence, sentence.start, total.claim.start);
  const isList = parts.length >= 2 && parts.every(({ claim }) => claim.unit === total.claim.unit);
  return isList ? { figures: parts, areAll: true } : null;
}

/**
 * Numbers of a stretch of the sentence, those without a noun of their own as well: "120 trains, made up of 70 to Tashkent …". What "made up"
 * does to their direction is no matter here.
 */
function numbersIn(reading: Reading, sentence: ReadSentence, from: number, to: number): Numbered[] {
  return standingIn(reading, sentence).claims.filter(
    ({ claim: { start, end, kind, lo, restates } }) =>
      start >= from && end <= to && kind !== 'ordinal' && kind !== 'time' && lo !== null && restates === null,
  );
}

const added = (intervals: readonly Interval[]): Interval =>
  intervals.reduce((all, { lo, hi }) => ({ lo: all.lo + lo, hi: all.hi + hi }), { lo: 0, hi: 0 });
