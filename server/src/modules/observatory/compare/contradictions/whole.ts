/** A part is not above its whole: a country's figure beside its region's, and the region's figure given to one of its countries. */

import type { Claim } from '@serai/extract';
import { type Found, named, quoteOf, type Rule, spot } from '../finding.ts';
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

export const partAboveWhole: Rule = {
  name: 'part-above-whole',
  find(readings, knowledge) {
    return pairs(readings.flatMap(levelsOf), knowledge).flatMap(([part, whole, country, region]) => {
      if (!samePeriod(part.claim, whole.claim)) return [];
      const [least, most] = [possible(part.claim).lo, ceiling(whole.claim).hi];
      if (least <= most) return [];
      return [
        {
          check: 'part-above-whole',
          class: 'error' as const,
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
    });
  },
};

export const regionAsCountry: Rule = {
  name: 'region-as-country',
  find(readings, knowledge) {
    const levels = readings.flatMap(levelsOf);
    const found: Found[] = [];
    for (const [part, whole, country, region] of pairs(levels, knowledge)) {
      if (!sameValue(part.claim, whole.claim) || !periodsMayAgree(part.claim, whole.claim)) continue;
      // In another text the same digits may be chance, unless there are many of them.
      if (part.reading !== whole.reading && (digits(part.claim) < 3 || !samePeriod(part.claim, whole.claim)))
        continue;
      if (speaksOf(part, region, country, knowledge)) continue;
      const own = levels.find(
        (each) =>
          each !== part &&
          each.claim.measure === part.claim.measure &&
          each.claim.unit === part.claim.unit &&
          each.parties.includes(country) &&
          samePeriod(each.claim, whole.claim) &&
          possible(each.claim).lo < Number(whole.claim.lo) * 0.98 &&
          !sameValue(each.claim, whole.claim),
      );
      found.push({
        check: 'region-as-country',
        class: 'error',
        spots: [
          spot(part.reading, part.index),
          spot(whole.reading, whole.index),
          ...(own ? [spot(own.reading, own.index)] : []),
        ],
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
      });
    }
    return found;
  },
};

/**
 * A figure of a country and one of a region it lies in: of one measure and unit, with the same other party. All of one text; of several texts
 * each value once, as the first of them gives it.
 */
function pairs(levels: readonly Level[], knowledge: Knowledge): [Level, Level, string, string][] {
  const keyOf = ({ claim, parties, qualifier }: Level): string | null =>
    claim.measure === null || parties.length < 2 || qualifier === null || claim.kind !== 'money'
      ? null
      : [claim.measure, claim.unit, qualifier].join('|');
  const ids = new Map<Level['reading'], number>();
  const idOf = ({ reading }: Level): number => ids.get(reading) ?? ids.set(reading, ids.size).size - 1;
  const within = grouped(levels, (level) => keyOf(level) && `${keyOf(level)}|${idOf(level)}`);
  const across = grouped(levels, (level) => {
    const { period } = level.claim;
    return period && keyOf(level) && `${keyOf(level)}|${period.start}|${period.end}`;
  });
  const found: [Level, Level, string, string][] = [];
  for (const group of within.values()) found.push(...partsAndWholes(group, knowledge));
  for (const group of across.values()) {
    const values = new Map<string, Level>();
    for (const level of group) {
      const key = `${level.parties.join('+')}|${level.claim.lo}|${level.claim.modifier}`;
      if (!values.has(key)) values.set(key, level);
    }
    found.push(
      ...partsAndWholes([...values.values()], knowledge).filter(
        ([part, whole]) => part.reading !== whole.reading,
      ),
    );
  }
  return found;
}

function partsAndWholes(group: readonly Level[], knowledge: Knowledge): [Level, Level, string, string][] {
  return group.flatMap((whole) => {
    const region = whole.parties.find((each) => knowledge.regions.has(each));
    if (region === undefined) return [];
    return group.flatMap((part): [Level, Level, string, string][] => {
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
