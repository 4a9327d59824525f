/** A total of several years is not one year's: a figure said again with another period. */
import { type Found, quoteOf, type Rule, spot } from '../finding.ts';
import { daysOf, digits, sameValue, written } from '../interval.ts';
import { sharedWords } from '../words.ts';
import { grouped, type Level, levelsOf, partiesMayAgree } from './level.ts';

/** Two years less the days a grammar may be off by. */
const severalYearsDays = 700;
const oneYearDays = 370;

export const periodRestated: Rule = {
  name: 'period-restated',
  find(readings) {
    const found: Found[] = [];
    const groups = grouped(readings.flatMap(levelsOf), ({ claim, parties }) =>
      claim.measure === null || parties.length === 0 || claim.kind === 'measure'
        ? null
        : `${familyOf(claim.measure)}|${claim.unit}`,
    );
    for (const group of groups.values()) {
      // Who passes a figure on to another period passes its digits on.
      const byValue = grouped(group, ({ claim }) => claim.lo);
      const totals = group.filter(isTotal);
      for (const total of totals)
        for (const restated of byValue.get(total.claim.lo ?? '') ?? []) {
          if (!isYears(restated) || !sameValue(total.claim, restated.claim)) continue;
          if (!partiesMayAgree(total.parties, restated.parties)) continue;
          if (
            total.reading !== restated.reading &&
            !(digits(total.claim) >= 2 && sharedWords(total.sentence.words, restated.sentence.words) >= 3)
          )
            continue;
          const [long, short] = [daysOf(total.claim), daysOf(restated.claim)];
          found.push({
            check: 'period-restated',
            class: 'error',
            spots: [spot(restated.reading, restated.index), spot(total.reading, total.index)],
            message: 'period-restated',
            values: {
              figure: quoteOf(restated.claim),
              said: restated.claim.period?.label ?? '',
              total: total.claim.period?.label ?? '',
            },
            steps: [
              `${written(Number(restated.claim.lo))} = ${written(Number(total.claim.lo))}`,
              ...(long && short
                ? [`${Math.round(long / 365.25)} a ≠ ${(short / 365.25).toFixed(1).replace(/\.0$/, '')} a`]
                : []),
            ],
          });
        }
    }
    return found;
  },
};

/** Of several years, or all there was up to a day. */
function isTotal({ claim }: Level): boolean {
  const days = daysOf(claim);
  if (days !== null) return days >= severalYearsDays;
  return claim.period !== null && claim.period.start === null && claim.modality === 'cumulative';
}

/** Of a year or less, and told as what came about in it, not as what stood at its end. */
function isYears({ claim, sentence }: Level): boolean {
  const days = daysOf(claim);
  return (
    days !== null &&
    days > 25 &&
    days <= oneYearDays &&
    claim.modality !== 'cumulative' &&
    !/\b(?:total(?:l?ed|s)?|cumulative(?:ly)?|accumulated|stock|since|so far|to date|by the end|as of|over the (?:past|last)|in all)\b/i.test(
      sentence.text,
    ) &&
    !/^(?:by|as of|until|since)\b/i.test(claim.period?.label ?? '')
  );
}

/** Direct investment and investment are told for each other when a figure is passed on. */
const familyOf = (measure: string): string => (/investment/.test(measure) ? 'investment' : measure);
