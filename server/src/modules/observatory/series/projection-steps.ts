/**
 * The steps of a projection: each as the arithmetic it is, and as a rule with its values, so that a page says it in the reader's language. Values are
 * decimal strings and days.
 */
import { digits } from './digits.ts';

export const stepRules = [
  'known',
  'came',
  'year',
  'mean-factor',
  'by-factor',
  'by-pace',
  'pace-year',
  'spread-factor',
  'spread-amount',
  'mean-step',
  'by-steps',
] as const;
export interface Step {
  rule: (typeof stepRules)[number];
  values: Readonly<Record<string, string>>;
  /** The arithmetic. */
  text: string;
}

/** What is reckoned with, in the words of the formulas. */
export const stepOf = {
  known: (until: string, known: number): Step => ({
    rule: 'known',
    values: { until, known: digits(known) },
    text: `V = C(${until}) = ${digits(known)}`,
  }),
  came: (by: string, known: number): Step => ({
    rule: 'came',
    values: { by, known: digits(known) },
    text: `C(${by}) = ${digits(known)}`,
  }),
  year: (year: number, then: { day: string; value: number }, by: { day: string; value: number }): Step => {
    const factor = (by.value / then.value).toFixed(4);
    return {
      rule: 'year',
      values: {
        ...{ year: String(year), until: then.day, part: digits(then.value) },
        ...{ by: by.day, whole: digits(by.value), factor },
      },
      text: `${year}: C(${by.day}) / C(${then.day}) = ${digits(by.value)} / ${digits(then.value)} = ${factor}`,
    };
  },
  meanFactor: (factor: number, years: number): Step => ({
    rule: 'mean-factor',
    values: { factor: factor.toFixed(4), years: String(years) },
    text: `exp(mean ln) = ${factor.toFixed(4)}`,
  }),
  byFactor: (known: number, factor: number, projected: number): Step => ({
    rule: 'by-factor',
    values: { known: digits(known), factor: factor.toFixed(4), projected: digits(projected) },
    text: `P = ${digits(known)} × ${factor.toFixed(4)} = ${digits(projected)}`,
  }),
  byPace: (known: number, months: number, monthsBy: number, projected: number): Step => ({
    rule: 'by-pace',
    values: {
      ...{ known: digits(known), months: String(months) },
      ...{ monthsBy: digits(monthsBy), projected: digits(projected) },
    },
    text: `P = ${digits(known)} × ${digits(monthsBy)} / ${months} = ${digits(projected)}`,
  }),
  paceYear: (year: number, factor: number): Step => ({
    rule: 'pace-year',
    values: { year: String(year), factor: factor.toFixed(4) },
    text: `C_${year}(by) / P_${year} = ${factor.toFixed(4)}`,
  }),
  /** `how` is how s comes to the half width. */
  spreadFactor: (t: number, s: number, half: number, how: string): Step => ({
    rule: 'spread-factor',
    values: { t: t.toFixed(3), s: s.toFixed(4), factor: Math.exp(half).toFixed(4) },
    text: `80 %: P × exp(±${t.toFixed(3)} × ${how}), s = ${s.toFixed(4)}`,
  }),
  spreadAmount: (t: number, s: number, half: number, count: number, k: number): Step => ({
    rule: 'spread-amount',
    values: { t: t.toFixed(3), s: digits(s), half: digits(half), count: String(count), ahead: digits(k) },
    text: `80 %: P ± ${t.toFixed(3)} × s × √(k + k²/${count}) = P ± ${digits(half)}, k = ${digits(k)}, s = ${digits(s)}`,
  }),
  meanStep: (mean: number, steps: number, ahead: number): Step => ({
    rule: 'mean-step',
    values: { mean: digits(mean), steps: String(steps), ahead: digits(ahead) },
    text: `mean(Δ) = ${digits(mean)}, n = ${steps}, k = ${digits(ahead)}`,
  }),
  bySteps: (known: number, ahead: number, mean: number, projected: number): Step => ({
    rule: 'by-steps',
    values: {
      ...{ known: digits(known), ahead: digits(ahead) },
      ...{ mean: digits(mean), projected: digits(projected) },
    },
    text: `P = ${digits(known)} + ${digits(ahead)} × ${digits(mean)} = ${digits(projected)}`,
  }),
} as const;
