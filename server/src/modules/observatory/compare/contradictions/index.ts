/** Every constraint figures are held to, one after the other; what two rules find of the same figures is told by the first. */
import type { Found, Rule } from '../finding.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Reading } from '../reading.ts';
import { growth, share, sum } from './arithmetic.ts';
import { exchangeRate } from './exchange-rate.ts';
import { periodRestated } from './period.ts';
import { placeOfAsset } from './place.ts';
import { plausible } from './plausible.ts';
import { magnitude, sameFigure } from './same-figure.ts';
import { partAboveWhole, regionAsCountry } from './whole.ts';

export const rules: readonly Rule[] = [
  placeOfAsset,
  regionAsCountry,
  partAboveWhole,
  periodRestated,
  magnitude,
  exchangeRate,
  growth,
  share,
  sum,
  plausible,
  sameFigure,
];

export function contradictions(readings: readonly Reading[], knowledge: Knowledge): Found[] {
  const told: ReadonlySet<string>[] = [];
  const atFault = new Set<string>();
  return rules.flatMap((rule) =>
    rule.find(readings, knowledge).filter(({ spots }) => {
      const claims = new Set(spots.map(({ article, claim }) => `${article}#${claim}`));
      const [fault = ''] = claims;
      // A figure given to the wrong country also differs from that country's own: one finding of it is enough for a reader.
      if (atFault.has(fault) || told.some((each) => [...claims].every((claim) => each.has(claim))))
        return false;
      told.push(claims);
      if (rule !== sameFigure) atFault.add(fault);
      return true;
    }),
  );
}
