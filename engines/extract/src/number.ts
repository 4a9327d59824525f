/** Reads a number that begins at a token: digits, words ("twenty-five", "half a million", "dozens"), with its scale. */
import { type Decimal, decimal, plus, shift, times } from './decimal.ts';
import type { Token } from './text.ts';
import { gluedScales, scales } from './units.ts';

export interface NumberRead {
  value: Decimal;
  /** Index after the last token read. */
  next: number;
  /** Written in digits with no scale: may be a year. */
  bare: boolean;
  /** The power of ten of the last digit written; null for words. */
  lastDigit: number | null;
  /** The power of ten of its scale word, so that "10 to 15 million" shares it; 0 where there is none. */
  exponent: number;
  /** "dozens", "hundreds": no number is said, only its size. */
  vague: boolean;
  /** Written in words, without a digit. */
  inWords: boolean;
}

const ones = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, index) => [word, index]),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
);
const vague: ReadonlyMap<string, number> = new Map([
  ['dozens', 1],
  ['hundreds', 2],
  ['thousands', 3],
  ['millions', 6],
  ['billions', 9],
  ['trillions', 12],
]);

/** `inRange`: after a dash it is glued to it, which elsewhere makes it part of a name. */
export function readNumber(tokens: readonly Token[], at: number, inRange = false): NumberRead | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.kind === 'number') return readDigits(tokens, at, first.glued && !inRange);
  return readWords(tokens, at);
}

function readDigits(tokens: readonly Token[], at: number, glued: boolean): NumberRead | null {
  const first = tokens[at]!;
  // Part of a name (COVID-19, A320, 5G) and not a number of anything; a hyphen after a digit or a dash makes a range instead.
  const [before, beforeThat] = [tokens[at - 1], tokens[at - 2]];
  if (glued && before?.kind === 'word') return null;
  if (
    glued &&
    before?.text === '-' &&
    before.glued &&
    beforeThat?.kind === 'word' &&
    !scales.has(beforeThat.low)
  )
    return null;
  if (glued && /^[./:]$/.test(before?.text ?? '') && beforeThat?.kind === 'number') return null;
  let next = at + 1;
  const value = decimal(first.text.replace(/[,\u00a0\u202f]/g, ''));
  const after = tokens[next];
  let exponent = 0;
  if (after?.kind === 'word') {
    const glued = after.glued ? gluedScales.get(after.low) : undefined;
    const spaced = scales.get(after.low);
    if (glued !== undefined && !(after.text === 'm' && isMetres(tokens, next, first.text, before))) {
      exponent = glued;
      next++;
    } else if (spaced !== undefined) {
      [exponent, next] = readScales(tokens, next);
    } else if (after.glued && /^[A-Za-z]$/.test(after.text)) {
      // 5G, 4x4's second half, 737s: a name or a model, unless the letter is a unit.
      if (!/^[mtWwxCK]$/.test(after.text)) return null;
    }
  } else if (after?.text === '-' && after.glued && scales.has(tokens[next + 1]?.low ?? '')) {
    // "a 30-million-dollar loan".
    [exponent, next] = readScales(tokens, next + 1);
  }
  const bare = exponent === 0 && !first.text.includes(',') && !first.text.includes('.');
  let total = shift(value, exponent);
  // Noughts at the end of a round number say nothing of how exactly it is known.
  const noughts = value.scale > 0 ? 0 : (/0+$/.exec(value.units.toString())?.[0].length ?? 0);
  const lastDigit = exponent - value.scale + noughts;
  // "1 million 200 thousand" and "$2 billion 500 million" are one number.
  const more = exponent >= 6 ? tokens[next] : undefined;
  if (
    more?.kind === 'number' &&
    scales.has(tokens[next + 1]?.low ?? '') &&
    (scales.get(tokens[next + 1]!.low) ?? 99) < exponent
  ) {
    total = plus(total, shift(decimal(more.text.replace(/,/g, '')), scales.get(tokens[next + 1]!.low)!));
    next += 2;
  }
  return { value: total, next, bare, exponent, lastDigit, vague: false, inWords: false };
}

/** "300m long" is a length, "1.46m TEU" and "$5m" are millions. */
function isMetres(tokens: readonly Token[], at: number, digits: string, before: Token | undefined): boolean {
  if (/^[$€£¥]|\$$/.test(before?.text ?? '')) return false;
  const after = tokens[at + 1];
  if (/^(long|tall|high|wide|deep|above|below|away|asl|thick|of)$/.test(after?.low ?? '')) return true;
  if (after?.kind === 'word' && !/^(in|at|and|to|from|by|with|for|or|on|is|was)$/.test(after.low))
    return false;
  return !digits.includes('.');
}

function readScales(tokens: readonly Token[], from: number): [number, number] {
  let [exponent, next] = [0, from];
  for (
    let scale = scales.get(tokens[next]?.low ?? '');
    scale !== undefined;
    scale = scales.get(tokens[next]?.low ?? '')
  ) {
    exponent += scale;
    next++;
  }
  return [exponent, next];
}

function readWords(tokens: readonly Token[], at: number): NumberRead | null {
  const first = tokens[at]!;
  if (first.kind !== 'word') return null;
  if (first.glued && tokens[at - 1]?.text === '-') return null;
  if (first.low === 'half') return readHalf(tokens, at);
  const size = vague.get(first.low);
  if (size !== undefined) {
    let exponent = size;
    let next = at + 1;
    if (tokens[next]?.low === 'of' && vague.has(tokens[next + 1]?.low ?? '')) {
      exponent += vague.get(tokens[next + 1]!.low)!;
      next += 2;
    }
    return {
      value: shift(decimal('1'), exponent),
      next,
      bare: false,
      exponent,
      lastDigit: null,
      vague: true,
      inWords: true,
    };
  }
  if ((first.low === 'a' || first.low === 'an') && tokens[at + 1]?.kind === 'word') {
    const word = tokens[at + 1]!.low;
    const scale = scales.get(word);
    if (word === 'dozen') return words(decimal('12'), at + 2, 0);
    if (word === 'couple' && tokens[at + 2]?.low === 'of') return words(decimal('2'), at + 3, 0);
    if (scale !== undefined) {
      const [exponent, next] = readScales(tokens, at + 1);
      return words(shift(decimal('1'), exponent), next, exponent);
    }
    return null;
  }
  return readCount(tokens, at);
}

const words = (value: Decimal, next: number, exponent: number): NumberRead => ({
  value,
  next,
  bare: false,
  exponent,
  lastDigit: null,
  vague: false,
  inWords: true,
});

/** "half a million", "half of". */
function readHalf(tokens: readonly Token[], at: number): NumberRead | null {
  const half = decimal('0.5');
  if (tokens[at + 1]?.low === 'a' && scales.has(tokens[at + 2]?.low ?? '')) {
    const [exponent, next] = readScales(tokens, at + 2);
    return words(times(half, shift(decimal('1'), exponent)), next, exponent);
  }
  // "Half a kilo"; half an hour is a way of speaking as often.
  if (
    tokens[at + 1]?.low === 'a' &&
    /^(kilo|kilogram|tonne|ton|hectare|kilometre|kilometer|litre|liter|metre|meter)$/.test(
      tokens[at + 2]?.low ?? '',
    )
  )
    return words(half, at + 2, 0);
  return null;
}

/** "twenty-five", "two hundred and fifty thousand", "one and a half million", "two dozen". */
function readCount(tokens: readonly Token[], at: number): NumberRead | null {
  let total = 0n;
  let group = 0n;
  let next = at;
  let read = false;
  let exponent = 0;
  for (;;) {
    const each = tokens[next];
    if (each?.kind !== 'word') break;
    const one = ones.get(each.low);
    const ten = tens.get(each.low);
    const scale = scales.get(each.low);
    if (one !== undefined) {
      if (read && group % 100n >= 10n && group % 10n !== 0n) break;
      group += BigInt(one);
    } else if (ten !== undefined) {
      group += BigInt(ten);
      if (tokens[next + 1]?.text === '-' && ones.has(tokens[next + 2]?.low ?? '')) {
        group += BigInt(ones.get(tokens[next + 2]!.low)!);
        next += 2;
      }
    } else if (scale === 2 && read) {
      group *= 100n;
    } else if (scale !== undefined && read) {
      total += (group === 0n ? 1n : group) * 10n ** BigInt(scale);
      group = 0n;
      exponent = scale;
    } else if (each.low === 'dozen' && read) {
      group *= 12n;
    } else if (
      each.low === 'and' &&
      read &&
      (ones.has(tokens[next + 1]?.low ?? '') || tens.has(tokens[next + 1]?.low ?? '')) &&
      (group % 100n === 0n || group === 0n) &&
      (group > 0n || total > 0n)
    ) {
      // "two hundred and fifty"; "two and three" are two numbers.
    } else if (
      each.low === 'and' &&
      read &&
      tokens[next + 1]?.low === 'a' &&
      tokens[next + 2]?.low === 'half'
    ) {
      const value = plus(decimal(String(total + group)), decimal('0.5'));
      const [power, end] = readScales(tokens, next + 3);
      return words(shift(value, power), end, power);
    } else break;
    read = true;
    next++;
  }
  return read ? words(decimal(String(total + group)), next, exponent) : null;
}
