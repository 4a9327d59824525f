/** An amount said again in another currency implies a rate: it is held to the pack's rates of that time. */
import type { Claim } from '@serai/extract';
import { type Found, quoteOf, spot } from '../finding.ts';
import { spanOf, written } from '../interval.ts';
import type { Knowledge, Rate } from '../knowledge.ts';
import type { Rule } from './rule.ts';

const dayMs = 86_400_000;

export const exchangeRate: Rule = {
  name: 'exchange-rate',
  inText(reading, knowledge) {
    const moneyAt = new Map<number, number>();
    reading.claims.forEach(({ kind, start }, index) => {
      if (kind === 'money' && !moneyAt.has(start)) moneyAt.set(start, index);
    });
    return reading.claims.flatMap((claim, index): Found[] => {
      if (claim.restates === null || claim.kind !== 'money') return [];
      const firstIndex = moneyAt.get(claim.restates) ?? -1;
      const first = reading.claims[firstIndex];
      const problem = first && problemOf(first, claim, reading.article.date, knowledge);
      if (!problem) return [];
      return [
        {
          check: 'exchange-rate',
          class: 'error',
          spots: [spot(reading, index), spot(reading, firstIndex)],
          ...problem,
        },
      ];
    });
  },
};

function problemOf(
  first: Claim,
  second: Claim,
  date: string | null,
  knowledge: Knowledge,
): Pick<Found, 'message' | 'values' | 'steps'> | null {
  const [one, other] = [Number(first.lo), Number(second.lo)];
  if (!one || !other || !first.unit || !second.unit || first.lo !== first.hi || second.lo !== second.hi)
    return null;
  const at = timeOf(first, second, date);
  if (at === null) return null;
  const known = rateAt(first.unit, second.unit, at, knowledge);
  if (!known) return null;
  const implied = one / other;
  const slack = 1 + known.tolerance + stepShare(first) + stepShare(second);
  const off = implied / known.rate;
  if (off < slack && off > 1 / slack) return null;
  const ratio = Math.max(off, 1 / off);
  const factor = [1e3, 1e6].find((each) => ratio > each / slack && ratio < each * slack) ?? null;
  const year = factor ? null : yearOf(first.unit, second.unit, implied, knowledge);
  return {
    message: factor ? 'exchange-rate-magnitude' : year ? 'exchange-rate-year' : 'exchange-rate',
    values: {
      one: quoteOf(first),
      other: quoteOf(second),
      implied: number(implied),
      rate: number(known.rate),
      factor: factor ? String(factor) : '',
      year: year ?? '',
    },
    steps: [
      `${written(one)} ${first.unit} / ${written(other)} ${second.unit} = ${number(implied)}`,
      `${known.facts.join(', ')}: ${number(known.rate)}`,
      `${number(implied)} / ${number(known.rate)} = ${off.toPrecision(3)}`,
    ],
  };
}

const number = (value: number): string => String(Number(value.toPrecision(5)));

/** When the amount was counted: its period's middle, else the text's date. */
function timeOf(first: Claim, second: Claim, date: string | null): number | null {
  const span = spanOf(first) ?? spanOf(second);
  if (span) return (span.start + span.end) / 2;
  return date ? Date.parse(date) : null;
}

const stepShare = ({ precision, lo }: Claim): number =>
  precision === null ? 0 : Number(precision) / Number(lo) / 2;

interface Known {
  rate: number;
  tolerance: number;
  facts: string[];
}

/** Units of `from` for one of `to`, with how far a rate of that time may lie from the nearest one the pack has. */
function rateAt(from: string, to: string, at: number, knowledge: Knowledge): Known | null {
  const [a, b] = [perDollar(from, at, knowledge), perDollar(to, at, knowledge)];
  if (!a || !b) return null;
  return { rate: a.rate / b.rate, tolerance: a.tolerance + b.tolerance, facts: [...a.facts, ...b.facts] };
}

/** Of managed currencies a year moves the rate by a few per cent; of the others by a fifth and more. */
const yearlyMove: Readonly<Record<string, number>> = {
  CNY: 0.06,
  EUR: 0.1,
  GBP: 0.1,
  CHF: 0.1,
  AZN: 0.02,
  TMT: 0.02,
  GEL: 0.1,
};
const yearlyMoveElse = 0.22;
/** Older than this a rate says nothing about another time. */
const yearsMax = 6;

function perDollar(currency: string, at: number, { perUsd }: Knowledge): Known | null {
  if (currency === 'USD') return { rate: 1, tolerance: 0.01, facts: [] };
  const rates = perUsd.get(currency) ?? [];
  const distance = ({ start, end }: Rate) =>
    at >= start && at < end ? 0 : Math.min(Math.abs(at - start), Math.abs(at - end));
  const nearest = rates.toSorted(
    (a, b) => distance(a) - distance(b) || b.end - b.start - (a.end - a.start),
  )[0];
  if (!nearest) return null;
  const years = distance(nearest) / (365.25 * dayMs);
  if (years > yearsMax) return null;
  const move = yearlyMove[currency] ?? yearlyMoveElse;
  return {
    rate: (nearest.lo + nearest.hi) / 2,
    tolerance: 0.01 + move * Math.max(0.6, 1 + years),
    facts: [nearest.fact],
  };
}

/** The year whose average the implied rate is, where one fits within half a per cent. */
function yearOf(from: string, to: string, implied: number, { perUsd }: Knowledge): string | null {
  const [currency, rate] = to === 'USD' ? [from, implied] : [to, 1 / implied];
  if (from !== 'USD' && to !== 'USD') return null;
  const year = (perUsd.get(currency) ?? []).find(
    ({ lo, hi, start, end }) => end - start > 300 * dayMs && Math.abs(rate / ((lo + hi) / 2) - 1) < 0.005,
  );
  return year ? String(new Date(year.start).getUTCFullYear()) : null;
}
