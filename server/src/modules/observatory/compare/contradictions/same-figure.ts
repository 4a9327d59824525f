/** The same measure of the same parties and period has one value: two that can't both be, and figures that differ by a thousand. */
import type { FindingClass } from '../../../../ledgers/evidence/index.ts';
import { type Found, quoteOf, spot } from '../finding.ts';
import { overlaps, possible, samePeriod, written } from '../interval.ts';
import type { Knowledge } from '../knowledge.ts';
import { sharedWords } from '../words.ts';
import type { Level } from './level.ts';
import type { Grouping, Rule } from './rule.ts';

/** A group holds few distinct values; of more than this something else is wrong. */
const valuesMax = 16;

/** One measure of the same parties, unit and period. */
const figures: Grouping = {
  name: 'figure',
  keyOf: ({ claim, parties, qualifier }) =>
    claim.measure === null ||
    claim.period === null ||
    parties.length < 2 ||
    qualifier === null ||
    claim.modality === 'cumulative'
      ? null
      : [claim.measure, claim.unit, parties.join('+'), qualifier, claim.period.start, claim.period.end].join(
          '|',
        ),
  valueOf: ({ claim }) => `${claim.lo}-${claim.hi}`,
};

export const sameFigure: Rule = {
  name: 'same-figure',
  among: {
    grouping: figures,
    find: (levels, knowledge) =>
      pairsOf(levels).flatMap(([a, b]): Found[] => {
        if (!samePeriod(a.claim, b.claim) || overlaps(possible(a.claim), possible(b.claim))) return [];
        const ratio = ratioOf(a, b);
        if (slipOf(ratio)) return [];
        const [more, less] = [a, b].map(({ claim }) => Number(claim.lo)).toSorted((x, y) => y - x);
        return [
          {
            check: 'same-figure',
            class: classOf(a, b, ratio, knowledge),
            spots: [spot(a.reading, a.index), spot(b.reading, b.index)],
            message: 'same-figure',
            values: { one: quoteOf(a.claim), other: quoteOf(b.claim), period: a.claim.period?.label ?? '' },
            steps: [
              `${interval(a)} ∩ ${interval(b)} = ∅`,
              `${written(more ?? 0)} / ${written(less ?? 0)} = ${ratio.toFixed(3)}`,
            ],
          },
        ];
      }),
  },
};

export const magnitude: Rule = {
  name: 'magnitude',
  among: {
    grouping: figures,
    find: (levels) =>
      pairsOf(levels).flatMap(([a, b]): Found[] => {
        const factor = slipOf(ratioOf(a, b));
        if (!factor) return [];
        const [more, less] = Number(a.claim.lo) > Number(b.claim.lo) ? [a, b] : [b, a];
        return [
          {
            check: 'magnitude',
            class: 'error',
            spots: [spot(a.reading, a.index), spot(b.reading, b.index)],
            message: 'magnitude',
            values: { one: quoteOf(more.claim), other: quoteOf(less.claim), factor: String(factor) },
            steps: [
              `${written(Number(more.claim.lo))} / ${written(Number(less.claim.lo))} = ${ratioOf(a, b).toPrecision(4)} ≈ ${factor}`,
            ],
          },
        ];
      }),
  },
};

/** Each two that give different values, the later text's first. */
function pairsOf(levels: readonly Level[]): [Level, Level][] {
  const few = levels.slice(0, valuesMax);
  return few.flatMap((a, at) =>
    few.slice(at + 1).flatMap((b): [Level, Level][] => (isCountOfOthers(a, b) ? [] : [[b, a]])),
  );
}

/** Counts are compared only where the sentences are about the same thing: a train is not a train of another line. */
const isCountOfOthers = (a: Level, b: Level): boolean =>
  a.claim.kind !== 'money' && sharedWords(a.sentence.words, b.sentence.words) < 5;

const ratioOf = (a: Level, b: Level): number => {
  const [x, y] = [Number(a.claim.lo), Number(b.claim.lo)];
  return Math.min(x, y) === 0 ? Number.POSITIVE_INFINITY : Math.max(x, y) / Math.min(x, y);
};
/** A thousand or a million for a ratio that is one, give or take rounding. */
const slipOf = (ratio: number): number | null =>
  [1e3, 1e6].find((factor) => ratio > factor * 0.94 && ratio < factor * 1.06) ?? null;

const interval = ({ claim }: Level): string => {
  const { lo, hi } = possible(claim);
  return `[${written(lo)}, ${written(hi)}]`;
};

function classOf(a: Level, b: Level, ratio: number, knowledge: Knowledge): FindingClass {
  const [one, other] = [a, b].map((each) => authorityOf(each, knowledge));
  if (one && other && one !== other) return 'mirror-gap';
  if (ratio < 1.01) return 'rounding';
  if (a.reading === b.reading) return 'error';
  if (ratio < 1.08) return 'revision';
  return ratio < 1.3 ? 'definition' : 'error';
}

/** The country whose office says so: customs, statistics, a ministry or bank of one of the two parties. */
function authorityOf({ claim, sentence, parties }: Level, { names }: Knowledge): string | null {
  const office = /customs|statistic|ministry|central bank|national bank|bureau/i;
  if (!claim.speaker || !office.test(claim.speaker)) return null;
  const at = sentence.text.indexOf(claim.speaker);
  if (at < 0) return null;
  const first = sentence.start + at;
  const mention = sentence.mentions.find(
    ({ kind, from, to }) =>
      kind === 'country' &&
      (sentence.tokens[from]?.start ?? 0) >= first - 20 &&
      (sentence.tokens[to - 1]?.end ?? 0) <= first + (claim.speaker?.length ?? 0) + 20,
  );
  return mention && names && parties.includes(mention.id) ? mention.id : null;
}
