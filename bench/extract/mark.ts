import type { Interval, Label } from './labels.ts';

/**
 * A mark is what the labeller writes: kind, value, unit, then in any order modifier, direction, modality, `@period`,
 * `^speaker`, `?` for optional. Further accepted readings follow a comma (units: a slash).
 */
export function readMark(start: number, quote: string, code: string, speakers: Map<string, string[]>): Label {
  const words = code.trim().split(/\s+/);
  const kind = KINDS[words.shift()!];
  if (kind === undefined) throw new Error(`“${quote}”: no such kind in “${code}”.`);
  const label: Label = {
    start,
    end: start + quote.length,
    quote,
    kind,
    lo: null,
    hi: null,
    unit: null,
    modifier: null,
    direction: null,
    modality: null,
    measure: null,
    subject: null,
    partner: null,
    place: null,
    period: null,
    speaker: null,
  };
  if (kind !== 'time') readValue(label, words, code.trim().startsWith('pp') ? 'percentage point' : 'percent');
  for (const word of words) readWord(label, word, speakers);
  if (label.kind === 'time') {
    if (!label.period) throw new Error(`“${quote}” has no period.`);
    label.period.label = quote;
  } else if (label.kind !== 'ordinal') label.modality ??= label.direction ? 'change' : 'reported';
  return label;
}

const KINDS: Record<string, Label['kind']> = {
  m: 'money',
  c: 'count',
  p: 'percent',
  pp: 'percent',
  q: 'measure',
  o: 'ordinal',
  t: 'time',
};
/** The field has no one base unit of area: as written and in square metres are both right. */
const SQUARE_METRES: Record<string, number> = { hectares: 1e4, km2: 1e6 };
const MODALITIES: Record<string, string> = {
  rep: 'reported',
  fc: 'forecast',
  tg: 'target',
  cum: 'cumulative',
  sh: 'share',
  ch: 'change',
};

function readValue(label: Label, words: string[], percentUnit: string): void {
  [label.lo, label.hi] = values(words.shift()!);
  label.modifier = '=';
  if (label.kind === 'percent') label.unit = percentUnit;
  if (label.kind === 'percent' || label.kind === 'ordinal') return;
  // A slash parts the accepted units, except in a speed.
  const [first, ...others] = words.shift()!.split(/\/(?![hs]$)/);
  label.unit = first!;
  const area = SQUARE_METRES[label.unit];
  if (area !== undefined) others.push(`m2:${Number(label.lo) * area}`);
  if (others.length === 0) return;
  label.also = {
    units: others.map((other) => {
      const [unit, value] = other.split(':') as [string, string?];
      const [lo, hi] = value === undefined ? [label.lo!, label.hi!] : values(value);
      return { unit, lo, hi };
    }),
  };
}

function readWord(label: Label, word: string, speakers: Map<string, string[]>): void {
  const also = () => {
    label.also ??= {};
    return label.also;
  };
  const others = word.slice(1).split(',');
  if (word === '?') label.optional = true;
  else if (word === 'up' || word === 'dn') label.direction = word === 'up' ? 'up' : 'down';
  else if (/^[<>=~]/.test(word)) {
    const [modifier, ...rest] = word.split('/') as [string, ...string[]];
    label.modifier = modifier;
    if (rest.length > 0) also().modifiers = rest;
  } else if (word.startsWith('@')) {
    const [period, ...rest] = others.map(interval) as [Interval | null, ...(Interval | null)[]];
    label.period = period && { ...period, label: '' };
    if (rest.length > 0) also().periods = rest;
  } else if (word.startsWith('^')) {
    const names = others.flatMap((key) => {
      if (key === '-') return [null];
      const found = speakers.get(key);
      if (!found) throw new Error(`“${label.quote}”: nobody is called ${key}.`);
      return found;
    });
    label.speaker = names[0]!;
    if (names.length > 1) also().speakers = names.slice(1);
  } else {
    const [modality, ...rest] = word.split(',').map((each) => MODALITIES[each]) as [string?, ...string[]];
    if (modality === undefined) throw new Error(`“${label.quote}”: “${word}” says nothing.`);
    label.modality = modality;
    if (rest.length > 0) also().modalities = rest;
  }
}

function values(range: string): [string, string] {
  const [lo, hi = lo] = range.split('..') as [string, string?];
  return [decimal(lo), decimal(hi)];
}

/** 94.8e9 → 94800000000, without passing through binary fractions. */
function decimal(number: string): string {
  const match = /^(\d+)(?:\.(\d+))?(?:e(\d+))?$/.exec(number);
  if (!match) throw new Error(`${number} is no number.`);
  const [, whole, fraction = '', exponent = '0'] = match;
  const power = Number(exponent);
  const moved = whole! + fraction.slice(0, power).padEnd(power, '0');
  const rest = fraction.slice(power).replace(/0+$/, '');
  return `${moved.replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}`;
}

/** `2025-01..2025-05`, `..2030`, `2019..`, `2026Q1`, `2025-06-18`; `x`: a time that can't be told; `-`: none. */
function interval(code: string): Interval | null {
  if (code === '-') return null;
  if (code === 'x') return { start: null, end: null };
  if (!code.includes('..')) return { start: edge(code, 'start'), end: edge(code, 'end') };
  const [from, to] = code.split('..') as [string, string];
  return { start: from ? edge(from, 'start') : null, end: to ? edge(to, 'end') : null };
}

function edge(code: string, side: 'start' | 'end'): string {
  const match = /^(\d{4})(?:([QH])(\d)|-(\d\d)(?:-(\d\d))?)?$/.exec(code);
  if (!match) throw new Error(`${code} is no date.`);
  const [, year, letter, part, month, day] = match;
  if (day) return code;
  const months = letter === 'Q' ? 3 : letter === 'H' ? 6 : month ? 1 : 12;
  const first = letter ? (Number(part) - 1) * months : month ? Number(month) - 1 : 0;
  const date =
    side === 'start' ? Date.UTC(Number(year), first, 1) : Date.UTC(Number(year), first + months, 0);
  return new Date(date).toISOString().slice(0, 10);
}
