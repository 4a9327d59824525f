/** Quantities of one sentence: a number with what it counts, between the words that sharpen or soften it. */
import { compare, type Decimal, decimal, shift, times } from './decimal.ts';
import { foldAt, fractionAt } from './fraction.ts';
import { countedNoun } from './noun.ts';
import { type NumberRead, readNumber } from './number.ts';
import type { Token } from './text.ts';
import { caseSensitive, currencySigns, type Unit, unitWords } from './units.ts';

export interface Quantity {
  kind: 'money' | 'count' | 'percent' | 'measure' | 'ordinal';
  /** Token indices: the first and the one after the last. */
  from: number;
  to: number;
  lo: Decimal;
  hi: Decimal;
  unit: string | null;
  /** What one step of the last digit written is worth, in the base unit. */
  precision: Decimal | null;
  /** Written in round figures only ("hundreds of"). */
  vague: boolean;
  /** A bare number: no unit and no noun. */
  bare: boolean;
  /** What one of the unit as written is in the base unit: a thousand Wh of a kWh. */
  per?: Decimal;
  /** The power of ten of its scale word: 9 of "13.16 billion". */
  exponent?: number;
}

/** All quantities that do not lie in a time expression, in order. `taken` says which tokens belong to times. */
export function quantitiesOf(tokens: readonly Token[], taken: (index: number) => boolean): Quantity[] {
  const found: Quantity[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = taken(at) ? null : quantityAt(tokens, at, taken);
    if (read) found.push(read);
    at = read ? Math.max(read.to, at + 1) : at + 1;
  }
  return found;
}

function quantityAt(
  tokens: readonly Token[],
  at: number,
  taken: (index: number) => boolean,
): Quantity | null {
  return ordinalAt(tokens, at) ?? fractionAt(tokens, at) ?? foldAt(tokens, at) ?? numberAt(tokens, at, taken);
}

function numberAt(tokens: readonly Token[], at: number, taken: (index: number) => boolean): Quantity | null {
  const sign = currencyBefore(tokens, at);
  const begin = sign ? sign.next : at;
  const first = readNumber(tokens, begin);
  if (first === null || taken(begin)) return null;
  const second =
    secondOfRange(tokens, begin, first, sign?.unit ?? null) ?? secondWithUnit(tokens, begin, first);
  const last = second ?? first;
  let [lo, hi] = [first.value, last.value];
  if (
    second &&
    first.exponent === 0 &&
    second.exponent > 0 &&
    compare(lo, hi) < 0 &&
    compare(shift(lo, second.exponent), hi) <= 0
  )
    lo = shift(lo, second.exponent);
  if (compare(lo, hi) > 0) return null;
  const after =
    unitAfter(tokens, last.next) ??
    // "460 planned kilometres", "two more days".
    (/^(?:planned|additional|extra|further|more|new|remaining|other|full|whole)$/.test(
      tokens[last.next]?.low ?? '',
    )
      ? unitAfter(tokens, last.next + 1)
      : null);
  const precision = last.lastDigit === null ? null : shift(decimal('1'), last.lastDigit);
  const range = { lo, hi, from: at, vague: first.vague, precision, exponent: last.exponent };
  if (sign) {
    // "$5 million US dollars" says it twice.
    const to = after?.unit.kind === 'money' && after.unit.unit === sign.unit ? after.next : last.next;
    return { ...range, kind: 'money', to, unit: sign.unit, bare: false };
  }
  if (after) return measured(range, after);
  // "Berth 4 lifts", "4 a.m.": which one, and when.
  if (first.bare && namesOne(tokens, begin, last.next)) return null;
  const noun = countedNoun(tokens, last.next, taken);
  // "The two sides": an idiom.
  if (noun?.unit === 'sides' && first.inWords) return null;
  if (noun) return { ...range, kind: 'count', to: noun.next, unit: noun.unit, bare: false };
  if (isYearLike(tokens, begin, first)) return null;
  const part = partOf(tokens, last.next);
  if (part) return { ...range, kind: 'count', to: last.next, unit: part, bare: false };
  if (first.inWords && first.exponent < 3 && !isElided(tokens, begin, last.next)) return null;
  return { ...range, kind: 'count', to: last.next, unit: null, bare: true };
}

function measured(
  range: Omit<Quantity, 'kind' | 'to' | 'unit' | 'bare' | 'per'>,
  { unit, next }: UnitRead,
): Quantity {
  const base = (value: Decimal) =>
    unit.factor ? times(value, decimal(unit.factor)) : shift(value, unit.exponent ?? 0);
  return {
    ...range,
    kind: unit.kind,
    lo: base(range.lo),
    hi: base(range.hi),
    precision: range.precision && base(range.precision),
    to: next,
    unit: unit.unit,
    bare: false,
    per: base(decimal('1')),
  };
}

const namesOne = (tokens: readonly Token[], from: number, to: number): boolean =>
  /^(berth|platform|gate|room|terminal|route|block|phase|stage|track|pier|building|studio|section|article|zone|lot|stand|page|chapter|grade|no|number|highway|bus|tram|hall|pavilion|quay|shaft|unit|reactor|warehouse|clause|annex|aged)$/.test(
    tokens[from - 1]?.low ?? '',
  ) || /^(a\.m\.|p\.m\.|am|pm|o'clock)$/.test(tokens[to]?.low ?? '');

/** "We need eleven,", "whereas there were nine.": a number in words whose noun is left out. */
function isElided(tokens: readonly Token[], from: number, to: number): boolean {
  const [before, after] = [tokens[from - 1], tokens[to]];
  if (tokens[from]!.low === 'one' || tokens[from]!.low === 'zero') return false;
  return (
    (after === undefined ||
      /^[.,;:)"”»—–?!]$/.test(after.text) ||
      /^(have|had|are|were|was|exist|find|went|fewer|by|last|next|this|against|a|an|on|more)$/.test(
        after.low,
      ) ||
      isOfThem(tokens, to)) &&
    (before?.low !== 'and' || /^(?:last|next|this)$/.test(after?.low ?? '')) &&
    /^(to|need|needs|needed|wants|want|wanted|sold|sell|sells|has|have|had|there|were|was|are|only|barely|hardly|than|with|instead|of|bought|got|built|lost|won|signed|now|another|further|just|employs|,|;|:|that|about|nearly|almost|some|around|received|remain|reached|reaches|after|against|first|last|other|and|'|’)$/.test(
      before?.low ?? '',
    ) &&
    (before?.low !== 'of' ||
      /^(staff|team|crew|workforce|total|instead|delegation)$/.test(tokens[from - 2]?.low ?? ''))
  );
}

const isOfThem = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.low === 'of' && /^(?:them|these|those|which|whom)$/.test(tokens[at + 1]?.low ?? '');

const signsBy = new Map<string, (typeof currencySigns)[number][]>();
for (const each of currencySigns) signsBy.set(each[0][0]!, [...(signsBy.get(each[0][0]!) ?? []), each]);

function currencyBefore(tokens: readonly Token[], at: number): { unit: string; next: number } | null {
  const here = tokens[at]!;
  for (const [sign, unit] of signsBy.get(here.text[0]!) ?? []) {
    // "US$" is two tokens, "RMB" one; what is written must end right before the number or one space before it.
    let [text, next] = [here.text, at + 1];
    while (text.length < sign.length && tokens[next]?.glued) text += tokens[next++]!.text;
    if (text === sign && tokens[next]?.kind === 'number') return { unit, next };
  }
  return null;
}

interface UnitRead {
  unit: Unit;
  next: number;
}

/** The longest name of a unit that begins here; a hyphen may stand before and between ("3,866-km", "kilowatt-hours"). */
export function unitAfter(tokens: readonly Token[], from: number): UnitRead | null {
  let start = from;
  const hyphen = tokens[from];
  if (hyphen?.text === '-' && hyphen.glued && tokens[from + 1]?.glued) start = from + 1;
  let best: UnitRead | null = null;
  let name = '';
  let next = start;
  for (let words = 0; words < 5 && next < tokens.length; words++) {
    const each = tokens[next]!;
    const joint = each.text === '-' && each.glued && name !== '';
    if (joint) {
      next++;
      continue;
    }
    const piece =
      each.text === '²' ||
      each.text === '³' ||
      each.text === '/' ||
      (each.glued &&
        name !== '' &&
        (name.endsWith('/') || /^(°|us|\d)$/i.test(name) || /^[23²³$]$/.test(each.text)));
    name = name === '' ? each.low : piece ? name + each.low : `${name} ${each.low}`;
    next++;
    const unit = unitWords.get(name);
    if (unit && isWrittenSo(tokens[start]!, name)) best = { unit, next };
    if (name === 'mt' && tokens[start]!.text === 'MT') best = { unit: unitWords.get('t')!, next };
  }
  return best;
}

function isWrittenSo(first: Token, name: string): boolean {
  const symbol = caseSensitive.get(name);
  return symbol === undefined || first.text === symbol;
}

function secondOfRange(
  tokens: readonly Token[],
  begin: number,
  first: NumberRead,
  sign: string | null,
): NumberRead | null {
  const joint = tokens[first.next];
  const between = tokens[begin - (sign ? 2 : 1)]?.low === 'between';
  // "From the current 18 to 25": two moments; "by $150 to $3,300": a rise and its level.
  const isMoved =
    /^(?:from|by)$/.test(tokens[begin - (sign ? 2 : 1)]?.low ?? '') ||
    /^from (?:(?:the|its|their|a) )?(?:current|present|previous|earlier|about|some|nearly|around|over|just|only|initial|original|planned|usual|today's) $/.test(
      fromBefore(tokens, begin - (sign ? 1 : 0)),
    );
  const dash = joint !== undefined && /^[-–—]$/.test(joint.text);
  const word = joint?.low === 'to' || (between && joint?.low === 'and');
  if (!dash && !word) return null;
  let next = first.next + 1;
  const again = sign ? currencyBefore(tokens, next) : null;
  if (again) next = again.next;
  const second = readNumber(tokens, next, true);
  if (second === null || second.vague) return null;
  if (dash && joint.glued !== (tokens[next]?.glued ?? false)) return null;
  // "rose from 10 to 15" tells of two moments and not of a range.
  if (isMoved && word) return null;
  // "10 to 15 million" shares its scale; what falls is no range.
  const lowest = shift(first.value, first.exponent === 0 ? second.exponent : 0);
  return compare(lowest, second.value) < 0 ? second : null;
}

/** The words from the last "from" on, up to three. */
function fromBefore(tokens: readonly Token[], end: number): string {
  const words = tokens.slice(Math.max(0, end - 3), end).map(({ low }) => low);
  const at = words.lastIndexOf('from');
  return at < 0 ? '' : `${words.slice(at).join(' ')} `;
}

/** "Between 1.5 bcm and 3 bcm": the unit stands with both ends. */
function secondWithUnit(tokens: readonly Token[], begin: number, first: NumberRead): NumberRead | null {
  if (tokens[begin - 1]?.low !== 'between') return null;
  const own = unitAfter(tokens, first.next);
  if (!own || tokens[own.next]?.low !== 'and') return null;
  const second = readNumber(tokens, own.next + 1);
  const other = second && unitAfter(tokens, second.next);
  return other?.unit === own.unit && compare(first.value, second!.value) < 0 ? second : null;
}

const ordinalWords = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index) => [word, index + 1]),
);

function ordinalAt(tokens: readonly Token[], at: number): Quantity | null {
  const here = tokens[at]!;
  const after = tokens[at + 1];
  const make = (value: string, to: number): Quantity => ({
    kind: 'ordinal',
    from: at,
    to,
    lo: decimal(value),
    hi: decimal(value),
    unit: null,
    precision: null,
    vague: false,
    bare: false,
  });
  if (here.kind === 'number' && after?.glued && /^(st|nd|rd|th)$/.test(after.low) && /^\d+$/.test(here.text))
    return make(here.text, at + 2);
  const word =
    here.kind === 'word' && !(here.glued && tokens[at - 1]?.text === '-')
      ? ordinalWords.get(here.low)
      : undefined;
  if (word === undefined) return null;
  // "First, …" and "second-largest" count nothing; "one third" is a fraction; "at first", "the second is" are not of a row of things.
  if (after === undefined || after.kind !== 'word' || tokens[at - 1]?.low === 'at') return null;
  if (/^(of|and|is|was|are|were|to|the|half)$/.test(after.low)) return null;
  // "First Deputy Speaker" is an office.
  if (
    /^\p{Lu}/u.test(here.text) &&
    /^(deputy|vice|secretary|lady|minister|president|lieutenant|class)$/.test(after.low)
  )
    return null;
  return make(String(word), at + 1);
}

/** "64 of its 1,180 stores": the noun stands behind the whole. */
function partOf(tokens: readonly Token[], at: number): string | null {
  if (
    tokens[at]?.low !== 'of' ||
    !/^(its|their|the|these|those|our|his|her)$/.test(tokens[at + 1]?.low ?? '')
  )
    return null;
  const whole = readNumber(tokens, at + 2);
  return countedNoun(tokens, whole?.next ?? at + 2, () => false)?.unit ?? null;
}

/** Four digits that read like a year count nothing, unless a noun follows (which was looked for before). */
function isYearLike(tokens: readonly Token[], at: number, read: NumberRead): boolean {
  return read.bare && /^(1[5-9]|20|21)\d\d$/.test(tokens[at]!.text);
}
