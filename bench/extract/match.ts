import { type Found, type FoundTime, overlap } from './found.ts';
import type { Interval, Label } from './labels.ts';
import { canonicalUnit, writtenFactor } from './units.ts';

/** A label with what was found for it, if anything. */
export interface Pair {
  label: Label;
  found: Found | null;
  unit: boolean;
  modifier: boolean;
  period: boolean;
}

export interface Matching<F> {
  pairs: Pair[];
  /** Found where nothing is labelled, or with another value. */
  false: F[];
}

/**
 * One-to-one: a found quantity stands for a label that it overlaps and whose exact value it has. Of several, the one with
 * more of the rest right. What lies on an optional label or in the date line is neither right nor false.
 */
export function matchQuantities(
  labels: readonly Label[],
  found: readonly Found[],
  asWritten: boolean,
): Matching<Found> {
  const free = new Set(found);
  const pairs = labels
    .filter((label) => isQuantity(label) && !label.optional)
    .map((label): Pair => {
      const candidates = [...free]
        .filter((each) => overlap(label, each) && valueRight(label, each, asWritten))
        .map((each) => judged(label, each))
        .toSorted((one, other) => score(other) - score(one));
      const best = candidates[0];
      if (!best) return { label, found: null, unit: false, modifier: false, period: false };
      free.delete(best.found!);
      return best;
    });
  const tolerated = labels.filter(
    (label) => label.optional && (label.kind !== 'time' || /^\d{4}-\d\d-\d\d$/.test(label.quote)),
  );
  return { pairs, false: [...free].filter((each) => !tolerated.some((label) => overlap(label, each))) };
}

export const isQuantity = (label: Label) => label.kind !== 'time' && label.kind !== 'ordinal';

function judged(label: Label, found: Found): Pair {
  return {
    label,
    found,
    unit: unitRight(label, found),
    modifier: found.modifier === label.modifier || (label.also?.modifiers ?? []).includes(found.modifier),
    period: periodRight(label, found.period),
  };
}

const score = (pair: Pair) => Number(pair.unit) * 4 + Number(pair.modifier) * 2 + Number(pair.period);

const readings = (label: Label) => [
  { unit: label.unit, lo: label.lo!, hi: label.hi! },
  ...(label.also?.units ?? []),
];

function valueRight(label: Label, found: Found, asWritten: boolean): boolean {
  return readings(label).some(({ lo, hi, unit }) => {
    // Nobody writes all the digits of two thirds.
    const tolerance = unit === 'fraction' ? 2e-3 : 1e-9;
    const factors = asWritten ? [1, writtenFactor(label.quote), canonicalUnit(found.unit ?? '').factor] : [1];
    return factors.some(
      (factor) =>
        close(Number(lo), found.lo * factor, tolerance) && close(Number(hi), found.hi * factor, tolerance),
    );
  });
}

const close = (one: number, other: number, tolerance: number) =>
  Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));

function unitRight(label: Label, found: Found): boolean {
  if (found.unit === null) return false;
  const unit = canonicalUnit(found.unit).unit;
  return readings(label).some((reading) => canonicalUnit(reading.unit ?? 'percent').unit === unit);
}

export function periodRight(label: Label, found: Interval | null): boolean {
  return [label.period, ...(label.also?.periods ?? [])].some(
    (period) =>
      (period?.start ?? null) === (found?.start ?? null) && (period?.end ?? null) === (found?.end ?? null),
  );
}

export interface TimePair {
  label: Label;
  found: FoundTime | null;
  right: boolean;
}

/** As with quantities: by overlap, one-to-one, the right interval before a wrong one. */
export function matchTimes(
  labels: readonly Label[],
  found: readonly FoundTime[],
): { pairs: TimePair[]; false: FoundTime[] } {
  const free = new Set(found);
  const times = labels.filter((label) => label.kind === 'time');
  const pairs = times
    .filter((label) => !label.optional)
    .map((label): TimePair => {
      const candidates = [...free].filter((each) => overlap(label, each));
      const best = candidates.find((each) => periodRight(label, each.period)) ?? candidates[0];
      if (!best) return { label, found: null, right: false };
      free.delete(best);
      return { label, found: best, right: periodRight(label, best.period) };
    });
  return {
    pairs,
    false: [...free].filter((each) => !times.some((label) => label.optional && overlap(label, each))),
  };
}

/**
 * Whose figure it is: full and last names are the same, articles and countries' possessives do not count. Where nobody is named,
 * "organisers" is right, too: it is no name.
 */
export function speakerRight(label: Label, found: string | null): boolean {
  return [label.speaker, ...(label.also?.speakers ?? [])].some((name) => {
    if (name === null) return found === null || !/\p{Lu}/u.test(found) || /^\p{L}\p{Ll}+s$/u.test(found);
    return found !== null && sameName(name, found);
  });
}

function sameName(one: string, other: string): boolean {
  const [shorter, longer] = [words(one), words(other)].toSorted((a, b) => a.length - b.length) as [
    string[],
    string[],
  ];
  if (shorter.length === 0 || !shorter.every((word) => longer.includes(word))) return false;
  return shorter.length * 2 >= longer.length || (longer.length <= 3 && shorter.at(-1) === longer.at(-1));
}

const words = (name: string) =>
  name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\p{L}+[’']s\b/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !['the', 'of', 'and', 'for'].includes(word));
