/** The same measure of the same parties and period has one value: two that can't both be, and figures that differ by a thousand. */
import type { FindingClass } from '../../../../ledgers/evidence/index.ts';
import { type Found, quoteOf, spot } from '../finding.ts';
import { overlaps, possible, samePeriod, written } from '../interval.ts';
import { overlap, sharedWords } from '../words.ts';
import type { Level } from './level.ts';
import type { Grouping, Rule } from './rule.ts';

/** A group holds few distinct values; of more than this something else is wrong. */
const valuesMax = 16;

/** One measure of the same parties, unit and period. */
const figures: Grouping = {
  name: 'figure',
  keyOf: ({ claim, sentence, parties, qualifier }) =>
    claim.measure === null ||
    claim.period === null ||
    parties.length < 2 ||
    qualifier === null ||
    claim.modality === 'cumulative' ||
    isPart({ claim, sentence })
      ? null
      : [claim.measure, claim.unit, parties.join('+'), qualifier, claim.period.start, claim.period.end].join(
          '|',
        ),
  valueOf: ({ claim }) => `${claim.lo}-${claim.hi}`,
};

/** "Of which 1.4 billion from Kazakhstan", "410,000 of them": a part of what was said before. */
function isPart({ claim, sentence }: Pick<Level, 'claim' | 'sentence'>): boolean {
  const [before, after] = [
    sentence.text.slice(0, claim.start - sentence.start),
    sentence.text.slice(claim.end - sentence.start),
  ];
  return (
    /^,? (?:each|alone|of (?:them|these|those|which|whom|this|that|it)|(?:more|less|fewer) than)\b/i.test(
      after,
    ) ||
    /\b(?:of (?:which|whom|that|this|these|them|those)|among (?:them|which)|including|another|a further|an additional|plus|the (?:rest|remaining|other))\b[^;.]*$/i.test(
      before,
    )
  );
}

export const sameFigure: Rule = {
  name: 'same-figure',
  among: {
    grouping: figures,
    find: (levels) =>
      pairsOf(levels).flatMap(([a, b]): Found[] => {
        if (!samePeriod(a.claim, b.claim) || overlaps(possible(a.claim), possible(b.claim))) return [];
        const ratio = ratioOf(a, b);
        if (slipOf(ratio)) return [];
        const isMirror = areMirrored(a, b);
        // A text that tells both sides apart hides nothing.
        if (isMirror && a.reading === b.reading) return [];
        const [more, less] = [a, b].map(({ claim }) => Number(claim.lo)).toSorted((x, y) => y - x);
        return [
          {
            check: 'same-figure',
            class: isMirror ? 'mirror-gap' : classOf(a, b, ratio),
            spots: [spot(a.reading, a.index), spot(b.reading, b.index)],
            message: isMirror ? 'mirror-gap' : 'same-figure',
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
    few.slice(at + 1).flatMap((b): [Level, Level][] => (areApart(a, b) ? [] : [[b, a]])),
  );
}

/**
 * Two figures of one sentence are two things of it. Counts are compared only where the sentences are about the same thing: a train is not a train
 * of another line.
 */
function areApart(a: Level, b: Level): boolean {
  if (a.sentence === b.sentence) return true;
  if (a.claim.kind === 'money') return false;
  const [one, other] = [a.sentence.words, b.sentence.words];
  return sharedWords(one, other) < 5 || overlap(one, other) < 0.5;
}

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

function areMirrored(a: Level, b: Level): boolean {
  const [one, other] = [authorityOf(a), authorityOf(b)];
  return one !== null && other !== null && one !== other;
}

function classOf(a: Level, b: Level, ratio: number): FindingClass {
  if (ratio < 1.01) return 'rounding';
  if (a.reading === b.reading) return 'error';
  if (ratio < 1.08) return 'revision';
  return ratio < 1.3 ? 'definition' : 'error';
}

const office =
  /^(?:customs|statistics?|statistical|statisticians?|ministry|bureau|committee|agency|bank|data|figures|count|side|authorities|tables)$/;
const officeAtMostAfter = 4;

/** The country whose office says so: "Kazakhstan's statisticians recorded", "Chinese data put", "according to China's customs". */
function authorityOf({ claim, sentence, parties }: Level): string | null {
  const { tokens, mentions } = sentence;
  const figure = tokens.findIndex(({ start }) => start >= claim.start);
  const own = clauseAround(tokens, figure);
  const said = mentions.filter(({ id, kind, from, to }) => {
    if (kind !== 'country' || from < own.from || to > own.to || !parties.includes(id)) return false;
    const next = tokens.slice(to, to + officeAtMostAfter);
    const at = next.findIndex(({ low }) => office.test(low));
    // "China's exports, customs data": the country is not the office's. "General Administration of" may stand between.
    return at >= 0 && next.slice(0, at).every(({ kind: each, low }) => each === 'word' && isTitle(low, next));
  });
  const offices = new Set(said.map(({ id }) => id));
  return offices.size === 1 ? ([...offices][0] ?? null) : null;
}
const isTitle = (low: string, next: readonly { low: string; text: string }[]): boolean =>
  /^(?:own|official|national|of|the|general|state|administration|customs|service)$/.test(low) ||
  next.some((each) => each.low === low && /^\p{Lu}/u.test(each.text));

/** Between semicolons. */
function clauseAround(tokens: readonly { text: string }[], at: number): { from: number; to: number } {
  let [from, to] = [at, at];
  while (from > 0 && tokens[from - 1]?.text !== ';') from--;
  while (to < tokens.length && tokens[to]?.text !== ';') to++;
  return { from, to };
}
