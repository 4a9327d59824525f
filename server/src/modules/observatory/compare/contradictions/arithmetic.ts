/** What one sentence reckons out itself: a growth between two levels, a share of a whole. */
import { type Found, quoteOf, spot } from '../finding.ts';
import { type Interval, overlaps, written } from '../interval.ts';
import { type Figure, type Reading, type ReadSentence, standingIn } from '../reading.ts';
import type { Rule } from './rule.ts';

export const growth: Rule = {
  name: 'growth',
  inText: (reading) => everySentence(reading, growthIn),
};
export const share: Rule = {
  name: 'share',
  inText: (reading) =>
    everySentence(reading, (_reading, sentence, figures) => [
      ...shareIn(reading, sentence, figures),
      ...sharesIn(reading, sentence, figures),
    ]),
};
export function everySentence(
  reading: Reading,
  find: (reading: Reading, sentence: ReadSentence, figures: readonly Figure[]) => Found[],
): Found[] {
  const sentences = new Set(reading.figures.map(({ sentence }) => sentence));
  return [...sentences].flatMap((sentence) => find(reading, sentence, standingIn(reading, sentence).figures));
}

export const gap = ({ sentence }: Figure, from: number, to: number): string =>
  sentence.text.slice(from - sentence.start, to - sentence.start).toLowerCase();

/** Nothing grows so much between two levels of one sentence. */
const elsewhereScaled = 100;

/** "grew by 27 percent from $70 billion to $89 billion", "rose to $89 billion from $70 billion, up 27%". */
function growthIn(reading: Reading, _sentence: ReadSentence, figures: readonly Figure[]): Found[] {
  const changes = figures.filter(({ claim }) => claim.unit === 'percent' && claim.direction !== null);
  if (changes.length === 0) changes.push(...figures.filter((figure) => isBy(figure)));
  const levels = figures.filter(
    ({ claim }) => claim.unit !== 'percent' && claim.direction === null && claim.modality !== 'target',
  );
  const [change, ...moreChanges] = changes;
  const [first, second, ...moreLevels] = levels;
  if (!change || !first || !second || moreChanges.length > 0 || moreLevels.length > 0) return [];
  if (first.claim.unit !== second.claim.unit) return [];
  // "… from 198,000 and sunmeal rose 25.6 percent": of something else.
  if (
    change.claim.start > second.claim.end &&
    /\b(?:and|but|while|whereas)\b/.test(gap(change, second.claim.end, change.claim.start))
  )
    return [];
  // "To 12.32 million barrels from 13.81": the scale is left out.
  const sizes = [first, second].map(({ claim }) => Number(claim.lo));
  if (Math.max(...sizes) > Math.min(...sizes) * elsewhereScaled) return [];
  const [before, between] = [
    gap(first, first.sentence.start, first.claim.start),
    gap(second, first.claim.end, second.claim.start),
  ];
  const from =
    /\b(?:from|compared (?:with|to)|against|up from|down from)(?: (?:about|over|nearly|around|more than|just|some|almost))*\s*$/;
  const to = /\bto(?: (?:about|over|nearly|around|more than|just|some|almost|reach|a record))*\s*$/;
  const [base, now] = from.test(between)
    ? [second, first]
    : from.test(before) && to.test(between)
      ? [first, second]
      : [null, null];
  if (!base || !now) return [];
  const step = finer(base, now);
  const [old, recent] = [bounded(base, step), bounded(now, step)];
  if (old.lo <= 0) return [];
  const real: Interval = { lo: (recent.lo / old.hi - 1) * 100, hi: (recent.hi / old.lo - 1) * 100 };
  const falls = /\b(?:fell|declin|decreas|drop|shrank|shrunk)/i.test(change.sentence.text);
  const sign = (change.claim.direction ?? (falls ? 'down' : 'up')) === 'down' ? -1 : 1;
  const value = Number(change.claim.lo) * sign;
  const slack = Math.max(1, Number(change.claim.precision ?? 1));
  if (overlaps(real, { lo: value - slack, hi: value + slack })) return [];
  const exact = (Number(now.claim.lo) / Number(base.claim.lo) - 1) * 100;
  return [
    {
      check: 'growth',
      class: 'error',
      spots: [change, base, now].map(({ index }) => spot(reading, index)),
      message: 'growth',
      values: {
        said: quoteOf(change.claim),
        from: quoteOf(base.claim),
        to: quoteOf(now.claim),
        real: exact.toFixed(1),
      },
      steps: [
        `${written(Number(now.claim.lo))} / ${written(Number(base.claim.lo))} − 1 = ${exact.toFixed(1)} %`,
        `${exact.toFixed(1)} % ≠ ${value} %`,
      ],
    },
  ];
}

/** "Grew from 4 to 4.4 billion, or by 10 percent": a change by its "by". */
const isBy = (figure: Figure): boolean =>
  figure.claim.unit === 'percent' &&
  /\b(?:grew|rose|increased|climbed|jumped|fell|declined|decreased|dropped)\b/i.test(figure.sentence.text) &&
  /\bby (?:about |nearly |almost |over |some |around )?$/.test(
    gap(figure, figure.sentence.start, figure.claim.start),
  );

/** What one step of the finer of two figures is worth: "from $40 billion to $45 billion" gives both to the billion. */
const finer = (...figures: readonly Figure[]): number =>
  Math.min(...figures.map(({ claim }) => Number(claim.precision ?? 0)));

/** Half a step to either side; open above after "more than", but not without an end: a tenth more would have been said otherwise. */
export function bounded({ claim }: Pick<Figure, 'claim'>, step: number): Interval {
  const [lo, hi] = [Number(claim.lo), Number(claim.hi)];
  const slack = step * 0.6;
  switch (claim.modifier) {
    case '>':
    case '>=':
      return { lo: lo - slack, hi: hi * 1.1 + slack };
    case '<':
    case '<=':
      return { lo: lo * 0.9 - slack, hi: hi + slack };
    case '~':
      return { lo: lo * 0.95 - slack, hi: hi * 1.05 + slack };
    default:
      return { lo: lo - slack, hi: hi + slack };
  }
}

/** "$41 billion, or 60 percent of the $89 billion total". */
function shareIn(reading: Reading, _sentence: ReadSentence, figures: readonly Figure[]): Found[] {
  return figures.flatMap((percent, at) => {
    const [part, whole] = [figures[at - 1], figures[at + 1]];
    if (percent.claim.unit !== 'percent' || percent.claim.direction !== null || !part || !whole) return [];
    if (part.claim.unit !== whole.claim.unit || part.claim.unit === 'percent') return [];
    if (
      !/^[\s,(–—-]*(?:or|which is|representing|accounting for|equal to|equivalent to|making up|that is|about|nearly|around|over)[\s\w]*$/.test(
        gap(part, part.claim.end, percent.claim.start),
      )
    )
      return [];
    if (!/^\s*of\b[^,;.]{0,60}$/.test(gap(percent, percent.claim.end, whole.claim.start))) return [];
    const step = finer(part, whole);
    const [some, all] = [bounded(part, step), bounded(whole, step)];
    const real: Interval = { lo: (some.lo / all.hi) * 100, hi: (some.hi / all.lo) * 100 };
    const value = Number(percent.claim.lo);
    const slack = Math.max(1.5, Number(percent.claim.precision ?? 1));
    if (overlaps(real, { lo: value - slack, hi: value + slack })) return [];
    const exact = (Number(part.claim.lo) / Number(whole.claim.lo)) * 100;
    return [
      {
        check: 'share',
        class: 'error' as const,
        spots: [percent, part, whole].map(({ index }) => spot(reading, index)),
        message: 'share',
        values: {
          said: quoteOf(percent.claim),
          part: quoteOf(part.claim),
          whole: quoteOf(whole.claim),
          real: exact.toFixed(1),
        },
        steps: [
          `${written(Number(part.claim.lo))} / ${written(Number(whole.claim.lo))} = ${exact.toFixed(1)} %`,
          `${exact.toFixed(1)} % ≠ ${value} %`,
        ],
      },
    ];
  });
}

/** A share above the whole, or shares of one whole that add up to more than it. */
function sharesIn(reading: Reading, sentence: ReadSentence, figures: readonly Figure[]): Found[] {
  const percents = figures.filter(
    ({ claim }) =>
      claim.unit === 'percent' &&
      claim.direction === null &&
      (claim.modality === 'share' || claim.modality === 'reported') &&
      claim.modifier !== '<=' &&
      claim.modifier !== '<',
  );
  // The verb stands before the first of a list only, or the whole before it: "Of all shipments, Uzbekistan took 37 percent".
  const isOfWhole = /^\s*of (?:the|all|total|its|their|this|these)\b[^,;\d]{3,60},/i.test(sentence.text);
  const shares = isOfWhole || percents[0]?.claim.modality === 'share' ? percents : [];
  const isShared =
    /\b(?:account(?:s|ed|ing)? for|made up|ma(?:ke|kes|king) up|represent(?:s|ed|ing)?|a share of|market share)\b/i.test(
      sentence.text,
    );
  // "105 percent of par" is a price.
  const above = isShared
    ? shares.find(({ claim }) => claim.modality === 'share' && Number(claim.lo) > 100)
    : undefined;
  // Shares are of one whole where they stand in one list behind one verb, and neither year nor whole changes between them.
  const isList =
    shares.length > 1 &&
    /[.!?]\W*$/.test(sentence.text) &&
    /\b(?:account(?:s|ed|ing)? for|made up|ma(?:ke|kes|king) up|represent(?:s|ed|ing)?|shares? of|holds?|held|owns?|took|takes|suppl(?:y|ies|ied)|contribut(?:e|es|ed)|provid(?:e|es|ed)|bought|absorbed)\b/i.test(
      sentence.text,
    ) &&
    !/\b(?:while in|compared|from|up|versus|respectively|whereas|last year|in 20\d\d.*in 20\d\d|both|each|of which)\b/i.test(
      sentence.text,
    ) &&
    // Another verb behind one of them is another statement.
    shares.every((each, at) => {
      const until = shares[at + 1]?.claim.start ?? Math.min(sentence.end, each.claim.end + 30);
      return !/\b(?:is|are|was|were|go|goes|went|come|comes|came)\b/.test(gap(each, each.claim.end, until));
    }) &&
    (sentence.text.match(/(?:percent|per cent|pct|%)\s+of\b/gi)?.length ?? 0) <= 1;
  const total = shares.reduce(
    (all, { claim }) => all + Number(claim.lo) - Number(claim.precision ?? 0) / 2,
    0,
  );
  if (!above && !(isList && total > 100)) return [];
  const spots = (above ? [above] : shares).map(({ index }) => spot(reading, index));
  const said = shares.map(({ claim }) => Number(claim.lo));
  return [
    {
      check: 'share',
      class: 'error',
      spots,
      message: above ? 'share-above-all' : 'shares-above-all',
      values: { said: above ? quoteOf(above.claim) : shares.map(({ claim }) => quoteOf(claim)).join(', ') },
      steps: [
        above
          ? `${above.claim.lo} % > 100 %`
          : `${said.join(' + ')} = ${Number(said.reduce((a, b) => a + b, 0).toFixed(2))} % > 100 %`,
      ],
    },
  ];
}
