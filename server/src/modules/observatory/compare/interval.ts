/** Values as the intervals their digits stand for: what is compared are these, never two numbers for equality. */
import type { Claim } from '@serai/extract';

export interface Interval {
  lo: number;
  hi: number;
}

/** Asked for the same claims many thousand times while texts are compared. */
const roundings = new WeakMap<Digits, Interval>();
type Digits = Pick<Claim, 'lo' | 'hi' | 'precision'>;

/** What rounds to the digits written: of "94.8 billion" 94.75 to 94.85 billion. */
export function rounding(claim: Digits): Interval {
  let interval = roundings.get(claim);
  if (!interval) {
    const half = claim.precision === null ? 0 : Number(claim.precision) / 2;
    interval = { lo: Number(claim.lo) - half, hi: Number(claim.hi) + half };
    roundings.set(claim, interval);
  }
  return interval;
}

/**
 * What a claim leaves possible: a whole step to either side, since texts cut digits off as often as they round them; open upwards after
 * "more than"; a twentieth to either side after "about".
 */
export function possible(claim: Claim): Interval {
  const [lo, hi] = [Number(claim.lo), Number(claim.hi)];
  const step = claim.precision === null ? 0 : Number(claim.precision);
  switch (claim.modifier) {
    case '>':
    case '>=':
      return { lo: lo - step, hi: Number.POSITIVE_INFINITY };
    case '<':
    case '<=':
      return { lo: 0, hi: hi + step };
    case '~':
      return { lo: lo - Math.max(step, lo / 20), hi: hi + Math.max(step, hi / 20) };
    default:
      return { lo: lo - step, hi: hi + step };
  }
}

export const overlaps = (a: Interval, b: Interval): boolean => a.lo <= b.hi && b.lo <= a.hi;

/** Whether two claims say the same number, each as coarsely as it is written. */
export function sameValue(a: Digits, b: Digits): boolean {
  if (a.lo === b.lo && a.hi === b.hi) return true;
  const [first, second] = [rounding(a), rounding(b)];
  if (!overlaps(first, second)) return false;
  // "100 cities" may round 128, but says little about it: where half the value is rounding, only the digits themselves are the same.
  return Math.max(coarseness(a), coarseness(b)) <= coarsest;
}

/** Where more of a value than this is rounding, only the digits themselves are the same. */
export const coarsest = 0.12;
export const coarseness = ({ precision, hi }: Digits): number =>
  precision === null || Number(hi) === 0 ? 0 : Number(precision) / Number(hi);

/** Digits before the trailing zeros: 3 of "94.8 billion", 1 of "50,000". */
export const digits = (claim: Digits): number =>
  (claim.lo ?? '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;

const day = 86_400_000;
/** A period in UTC milliseconds, the end exclusive; null where a side is open or nothing is said. */
export function spanOf({ period }: Claim): { start: number; end: number } | null {
  if (!period?.start || !period.end) return null;
  return { start: Date.parse(period.start), end: Date.parse(period.end) + day };
}
export const daysOf = (claim: Claim): number | null => {
  const span = spanOf(claim);
  if (span) return (span.end - span.start) / day;
  // In a text without a date "last year" is no day one knows, but a year it is.
  return /^(?:in )?(?:last|this|the (?:last|past|previous|current)) year$/i.test(claim.period?.label ?? '')
    ? 365
    : null;
};

/** Both are known and the same days. */
export function samePeriod(a: Claim, b: Claim): boolean {
  return (
    a.period !== null &&
    b.period !== null &&
    a.period.start === b.period.start &&
    a.period.end === b.period.end
  );
}
/** Nothing says that they are of different times. */
export function periodsMayAgree(a: Pick<Claim, 'period'>, b: Pick<Claim, 'period'>): boolean {
  const [first, second] = [a.period, b.period];
  if (!first || !second) return true;
  return (
    !(first.end && second.start && first.end < second.start) &&
    !(second.end && first.start && second.end < first.start)
  );
}

/** A number as a person reads it in a step of arithmetic. */
export function written(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  const size = Math.abs(value);
  for (const [scale, mark] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
  ] as const)
    if (size >= scale)
      return `${trimmed(value / scale)}${{ T: ' trillion', G: ' billion', M: ' million' }[mark]}`;
  return trimmed(value);
}
const trimmed = (value: number): string => String(Number(value.toPrecision(5)));
