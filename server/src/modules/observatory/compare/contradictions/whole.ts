/** A part is not above its whole: a country's figure beside its region's, and the region's figure given to one of its countries. */

import type { Claim } from '@serai/extract';
import { type Found, named, quoteOf, spot } from '../finding.ts';
import {
  digits,
  type Interval,
  periodsMayAgree,
  possible,
  samePeriod,
  sameValue,
  written,
} from '../interval.ts';
import type { Knowledge } from '../knowledge.ts';
import { grouped, isWithin, type Level, levelsOf, sharedParty } from './level.ts';
import type { Grouping, Rule } from './rule.ts';

/** Money of one measure and period, whoever's it is; of one text whichever period. */
const wholes: Grouping = {
  name: 'whole',
  keyOf: (level) => {
    const { period } = level.claim;
    return period && kindOf(level) && `${kindOf(level)}|${period.start}|${period.end}`;
  },
  valueOf: ({ claim, parties }) => `${parties.join('+')}|${claim.lo}|${claim.modifier}`,
};
const kindOf = ({ claim, parties, qualifier }: Level): string | null =>
  claim.measure === null || parties.length < 2 || qualifier === null || claim.kind !== 'money'
    ? null
    : [claim.measure, claim.unit, qualifier].join('|');

/** A figure of a country and one of a region it lies in, with the same other party: in one text, and between texts. */
const everywhere = (
  find: (pairs: readonly Pair[], levels: readonly Level[], knowledge: Knowledge) => Found[],
): Pick<Rule, 'inText' | 'among'> => ({
  inText: (reading, knowledge) => {
    const levels = levelsOf(reading);
    const pairs = [...grouped(levels, kindOf).values()].flatMap((group) => partsAndWholes(group, knowledge));
    return find(pairs, levels, knowledge);
  },
  among: {
    grouping: wholes,
    find: (levels, knowledge) => {
      const pairs = partsAndWholes(levels, knowledge).filter(
        ([part, whole]) => part.reading !== whole.reading,
      );
      return find(pairs, levels, knowledge);
    },
  },
});
type Pair = [part: Level, whole: Level, country: string, region: string];

export const partAboveWhole: Rule = {
  name: 'part-above-whole',
  ...everywhere((pairs) =>
    pairs.flatMap(([part, whole, country, region]): Found[] => {
      if (!samePeriod(part.claim, whole.claim)) return [];
      const [least, most] = [possible(part.claim).lo, ceiling(whole.claim).hi];
      if (least <= most) return [];
      return [
        {
          check: 'part-above-whole',
          class: 'error',
          spots: [spot(part.reading, part.index), spot(whole.reading, whole.index)],
          message: 'part-above-whole',
          values: {
            part: quoteOf(part.claim),
            whole: quoteOf(whole.claim),
            country: named(country),
            region: named(region),
          },
          steps: [`${written(least)} > ${written(most)}`],
        },
      ];
    }),
  ),
};

export const regionAsCountry: Rule = {
  name: 'region-as-country',
  ...everywhere((pairs, levels, knowledge) =>
    pairs.flatMap(([part, whole, country, region]): Found[] => {
      if (!sameValue(part.claim, whole.claim) || !periodsMayAgree(part.claim, whole.claim)) return [];
      // In another text the same digits may be chance, unless there are many of them.
      if (part.reading !== whole.reading && (digits(part.claim) < 3 || !samePeriod(part.claim, whole.claim)))
        return [];
      if (speaksOf(part, region, country, knowledge)) return [];
      const own = ownOf(levels, part, whole, country);
      return [
        {
          check: 'region-as-country',
          class: 'error',
          spots: [part, whole, ...(own ? [own] : [])].map((each) => spot(each.reading, each.index)),
          message: own ? 'region-as-country-own' : 'region-as-country',
          values: {
            figure: quoteOf(part.claim),
            country: named(country),
            region: named(region),
            ...(own ? { own: quoteOf(own.claim) } : {}),
          },
          steps: [
            `${written(Number(part.claim.lo))} = ${written(Number(whole.claim.lo))}`,
            ...(own ? [`${written(Number(own.claim.lo))} < ${written(Number(whole.claim.lo))}`] : []),
          ],
        },
      ];
    }),
  ),
};

/** What else is said of the country: its own figure, well below the region's. */
const ownOf = (levels: readonly Level[], part: Level, whole: Level, country: string): Level | undefined =>
  levels.find(
    (each) =>
      each !== part &&
      each.claim.measure === part.claim.measure &&
      each.claim.unit === part.claim.unit &&
      each.parties.includes(country) &&
      samePeriod(each.claim, whole.claim) &&
      possible(each.claim).lo < Number(whole.claim.lo) * 0.98 &&
      !sameValue(each.claim, whole.claim),
  );

function partsAndWholes(group: readonly Level[], knowledge: Knowledge): Pair[] {
  return group.flatMap((whole) => {
    const region = whole.parties.find((each) => knowledge.regions.has(each));
    if (region === undefined) return [];
    return group.flatMap((part): Pair[] => {
      const country = part.parties.find((each) => isWithin(each, region, knowledge));
      return country && !part.parties.includes(region) && sharedParty(part.parties, whole.parties) !== null
        ? [[part, whole, country, region]]
        : [];
    });
  });
}

/** The sentence names the region, or before the figure another of its countries: whose figure it is was perhaps read wrongly. */
function speaksOf(
  { sentence, claim }: Level,
  region: string,
  country: string,
  knowledge: Knowledge,
): boolean {
  return (
    /\bregion(?:al|'s|’s)?\b/i.test(sentence.text) ||
    sentence.mentions.some(
      ({ id, adjective, to }) =>
        (id === region && !adjective) ||
        (id !== country &&
          isWithin(id, region, knowledge) &&
          (sentence.tokens[to - 1]?.end ?? 0) <= claim.start),
    )
  );
}

/** "Over 89 billion" is seldom a tenth more: people would have named the next round figure. */
function ceiling(claim: Claim): Interval {
  const { lo, hi } = possible(claim);
  return { lo, hi: Number.isFinite(hi) ? hi : Number(claim.hi) * 1.1 + Number(claim.precision ?? 0) };
}
