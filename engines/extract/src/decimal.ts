/** Exact decimal numbers as plain strings: what a text says is never rounded by being read. */

/** `units` times ten to the power of minus `scale`. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** Digits with at most one point, no grouping: `94.8`, `1000000`. */
export function decimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction || '0'), scale: fraction.length };
}

/** Without trailing zeros, as claims carry it. */
export function plain({ units, scale }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return sign + (fraction === '' ? whole : `${whole}.${fraction}`);
}

export const times = (a: Decimal, b: Decimal): Decimal => ({
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

/** Times ten to the power of `exponent`, which may be negative. */
export const shift = (a: Decimal, exponent: number): Decimal =>
  exponent <= a.scale
    ? { units: a.units, scale: a.scale - exponent }
    : { units: a.units * 10n ** BigInt(exponent - a.scale), scale: 0 };

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: widen(a, scale) + widen(b, scale), scale };
}

/** Negative, nought or positive as `a` is less than, as much as or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = widen(a, scale) - widen(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const widen = ({ units, scale }: Decimal, to: number): bigint => units * 10n ** BigInt(to - scale);
