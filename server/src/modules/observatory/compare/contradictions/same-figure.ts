/** The same measure of the same parties and period has one value: two that can't both be, and figures that differ by a thousand. */
import type { FindingClass } from '../../../../ledgers/evidence/index.ts';
import { type Found, quoteOf, type Rule, spot } from '../finding.ts';
import { overlaps, possible, samePeriod, written } from '../interval.ts';
import type { Knowledge } from '../knowledge.ts';
import { sharedWords } from '../words.ts';
import { grouped, type Level, levelsOf } from './level.ts';

/** Groups larger than this hold one figure said often: distinct values are few, and they are what is compared. */
const valuesMax = 40;

export const sameFigure: Rule = {
  name: 'same-figure',
  find(readings, knowledge) {
    const found: Found[] = [];
    for (const level of distinctPairs(readings.flatMap(levelsOf))) {
      const [a, b] = level;
      if (!samePeriod(a.claim, b.claim) || overlaps(possible(a.claim), possible(b.claim))) continue;
      const ratio = ratioOf(a, b);
      if (slipOf(ratio)) continue;
      found.push({
        check: 'same-figure',
        class: classOf(a, b, ratio, knowledge),
        spots: [spot(a.reading, a.index), spot(b.reading, b.index)],
        message: 'same-figure',
        values: { one: quoteOf(a.claim), other: quoteOf(b.claim), period: a.claim.period?.label ?? '' },
        steps: [
          `${interval(a)} ∩ ${interval(b)} = ∅`,
          `${written(Math.max(Number(a.claim.lo), Number(b.claim.lo)))} / ${written(Math.min(Number(a.claim.lo), Number(b.claim.lo)))} = ${ratio.toFixed(3)}`,
        ],
      });
    }
    return found;
  },
};

export const magnitude: Rule = {
  name: 'magnitude',
  find(readings) {
    const found: Found[] = [];
    for (const [a, b] of distinctPairs(readings.flatMap(levelsOf))) {
      const factor = slipOf(ratioOf(a, b));
      if (!factor) continue;
      const [more, less] = Number(a.claim.lo) > Number(b.claim.lo) ? [a, b] : [b, a];
      found.push({
        check: 'magnitude',
        class: 'error',
        spots: [spot(a.reading, a.index), spot(b.reading, b.index)],
        message: 'magnitude',
        values: { one: quoteOf(more.claim), other: quoteOf(less.claim), factor: String(factor) },
        steps: [
          `${written(Number(more.claim.lo))} / ${written(Number(less.claim.lo))} = ${ratioOf(a, b).toPrecision(4)} ≈ ${factor}`,
        ],
      });
    }
    return found;
  },
};

/** Pairs of levels of one measure, parties and unit that give different values: each distinct value once a text, the earliest text first. */
function* distinctPairs(levels: readonly Level[]): Generator<[Level, Level]> {
  const groups = grouped(levels, ({ claim, parties, qualifier }) =>
    claim.measure === null ||
    claim.period === null ||
    parties.length < 2 ||
    qualifier === null ||
    claim.modality === 'cumulative'
      ? null
      : [claim.measure, claim.unit, parties.join('+'), qualifier, claim.period.start, claim.period.end].join(
          '|',
        ),
  );
  for (const group of groups.values()) {
    const values = new Map<string, Level>();
    for (const level of group.toSorted(byDate)) {
      const key = `${level.claim.lo}-${level.claim.hi}`;
      if (!values.has(key) && values.size < valuesMax) values.set(key, level);
    }
    const distinct = [...values.values()];
    for (const [index, a] of distinct.entries())
      for (const b of distinct.slice(index + 1)) if (!isCountOfOthers(a, b)) yield [b, a];
  }
}

/** Counts are compared only where the sentences are about the same thing: a train is not a train of another line. */
const isCountOfOthers = (a: Level, b: Level): boolean =>
  a.claim.kind !== 'money' && sharedWords(a.sentence.words, b.sentence.words) < 5;

const byDate = (a: Level, b: Level): number =>
  (a.reading.article.date ?? '9999').localeCompare(b.reading.article.date ?? '9999') ||
  a.reading.article.id.localeCompare(b.reading.article.id) ||
  a.index - b.index;

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
