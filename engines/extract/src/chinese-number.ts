/** Chinese numbers: digits with 万 and 亿, or written out. */
import { type Decimal, decimal, plus, shift } from './decimal.ts';

const digits = new Map(
  [...'零〇一二三四五六七八九']
    .map((sign, index) => [sign, index < 2 ? 0 : index - 1])
    .concat([['两', 2]] as [string, number][]) as [string, number][],
);
export const numeral =
  '(?:\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百千万亿零〇]+)';
export const scale = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?';
const exponents: Record<string, number> = {
  万亿: 12,
  千亿: 11,
  百亿: 10,
  十亿: 9,
  亿: 8,
  千万: 7,
  百万: 6,
  十万: 5,
  万: 4,
  千: 3,
  百: 2,
  '': 0,
};

export function amountOf(number: string, scale: string): Decimal | null {
  const exponent = exponents[scale] ?? 0;
  if (/^\d/.test(number)) return shift(decimal(number.replace(/[,，]/g, '')), exponent);
  const value = numberOf(number);
  return value === null ? null : shift(value, exponent);
}

/** 一千二百三十四万: groups of ten thousand. */
export function numberOf(text: string): Decimal | null {
  let total = decimal('0');
  let group = 0;
  let digit = -1;
  for (const sign of text) {
    const one = digits.get(sign);
    if (one !== undefined) digit = digit > 0 && !/[十百千万亿]/.test(text) ? digit * 10 + one : one;
    else if (sign === '十') [group, digit] = [group + (digit < 0 ? 1 : digit) * 10, -1];
    else if (sign === '百' && digit > 0) [group, digit] = [group + digit * 100, -1];
    else if (sign === '千' && digit > 0) [group, digit] = [group + digit * 1000, -1];
    else if (sign === '万' || sign === '亿') {
      const amount = group + Math.max(digit, 0);
      if (amount === 0) return null;
      total = plus(total, shift(decimal(String(amount)), sign === '万' ? 4 : 8));
      [group, digit] = [0, -1];
    } else return null;
  }
  return plus(total, decimal(String(group + Math.max(digit, 0))));
}
