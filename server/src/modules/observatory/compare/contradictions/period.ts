/** A total of several years is not one year's: a figure said again with another period. */
import { type Found, quoteOf, spot } from '../finding.ts';
import { daysOf, digits, sameValue, written } from '../interval.ts';
import { sharedWords } from '../words.ts';
import { type Level, partiesMayAgree } from './level.ts';
import type { Grouping, Rule } from './rule.ts';

/** Two years less the days a grammar may be off by. */
const severalYearsDays = 700;
const oneYearDays = 370;
/** So many are no chance. */
const digitsAlone = 3;

/** Totals and years of one value. Who passes a figure on to another period passes its digits on. */
const digitsPassedOn: Grouping = {
  name: 'digits',
  keyOf: (level) => {
    const { claim } = level;
    const isEither = isTotal(level) || isYears(level);
    // What names no measure is known by its digits alone.
    const mayBeTold = claim.measure !== null || digits(claim) >= digitsAlone;
    return !isEither || !mayBeTold || claim.kind === 'measure' ? null : `${claim.unit}|${claim.lo}`;
  },
  // Which sentence says it matters, so none stands for another.
  valueOf: (level) => `${isTotal(level) ? 'total' : 'year'}|${level.reading.article.id}|${level.index}`,
  mayViolate: (values) =>
    values.some((value) => value.startsWith('total|')) && values.some((value) => value.startsWith('year|')),
};

export const periodRestated: Rule = {
  name: 'period-restated',
  among: {
    grouping: digitsPassedOn,
    find(levels) {
      const totals = levels.filter(isTotal);
      return levels.filter(isYears).flatMap((year): Found[] => {
        const fits = totals.filter((total) => isRestated(total, year));
        const total = fits.find(({ reading }) => reading === year.reading) ?? fits[0];
        if (!total) return [];
        const [long, short] = [daysOf(total.claim), daysOf(year.claim)];
        return [
          {
            check: 'period-restated',
            class: 'error',
            spots: [spot(year.reading, year.index), spot(total.reading, total.index)],
            message: 'period-restated',
            values: {
              figure: quoteOf(year.claim),
              said: year.claim.period?.label ?? '',
              total: total.claim.period?.label ?? '',
            },
            steps: [
              `${written(Number(year.claim.lo))} = ${written(Number(total.claim.lo))}`,
              ...(long && short
                ? [`${Math.round(long / 365.25)} a ≠ ${(short / 365.25).toFixed(1).replace(/\.0$/, '')} a`]
                : []),
            ],
          },
        ];
      });
    },
  },
};

function isRestated(total: Level, year: Level): boolean {
  if (!sameValue(total.claim, year.claim)) return false;
  const [one, other] = [total.claim.measure, year.claim.measure];
  const isSame = one !== null && other !== null && familyOf(one) === familyOf(other);
  const areSame = partiesMayAgree(total.parties, year.parties);
  if (isSame && areSame && total.reading === year.reading) return true;
  // "Put $27.4 billion into Uzbekistan" names no measure: there the digits and the words must tell.
  const mayBe = isSame ? areSame || isUnsaid(total, year) : areSame && (one === null || other === null);
  return (
    mayBe &&
    digits(total.claim) >= (isSame && areSame ? 2 : digitsAlone) &&
    sharedWords(total.sentence.words, year.sentence.words) >= 3
  );
}

/** A count whose sentence names nobody it is of: "3,460 joint ventures were registered". */
const isUnsaid = (total: Level, year: Level): boolean =>
  total.claim.kind === 'count' && (total.parties.length === 0 || year.parties.length === 0);

/** Of several years, or all there was up to a day. */
function isTotal({ claim, reading }: Level): boolean {
  const days = daysOf(claim);
  if (days !== null) return days >= severalYearsDays;
  if (claim.period === null || claim.modality !== 'cumulative') return false;
  const { start } = claim.period;
  // "Since 2001", told in 2026.
  const until = reading.article.date;
  return (
    start === null ||
    (until !== null && (Date.parse(until) - Date.parse(start)) / 86_400_000 >= severalYearsDays)
  );
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
