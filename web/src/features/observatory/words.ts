/** What a claim says, in the reader's words: its value with unit and modifier, its period, what is measured. What the catalogue doesn't know is shown by its id. */
import type { BareClaim, DossierKind } from '../../api/observatory.ts';
import type { Format, MessageKey, Translate } from '../../i18n/index.ts';
import './messages.ts';

type Value = Pick<BareClaim, 'kind' | 'lo' | 'hi' | 'unit' | 'modifier' | 'direction'>;

/** With its modifier: "more than 50 hosts". Null where a claim states no number. */
export function valueText(claim: Value, t: Translate, format: Format): string | null {
  const bare = bareValueText(claim, t, format);
  if (bare === null) return null;
  const directed = claim.direction ? t(`observatory.direction.${claim.direction}`, { value: bare }) : bare;
  const key = modifiers[claim.modifier ?? '='];
  return key ? t(key, { value: directed }) : directed;
}

export function bareValueText({ kind, lo, hi, unit }: Value, t: Translate, format: Format): string | null {
  if (lo === null || hi === null) return null;
  const write = (decimal: string) => amountText(decimal, format);
  const range = lo === hi ? write(lo) : `${write(lo)}–${write(hi)}`;
  if (kind === 'ordinal') return t('observatory.unit.ordinal', { number: range });
  if (kind === 'money' && unit) return moneyText(range, unit, format);
  if (unit === null) return range;
  if (unit === 'percent') return format.table.percent.replace('{number}', range);
  const scaled = scales[unit];
  if (scaled) {
    const prefix = prefixFor(Number(hi));
    const each = (decimal: string) =>
      format.number(String(Number((Number(decimal) / (factors[prefix] ?? 1)).toPrecision(12))));
    const number = lo === hi ? each(lo) : `${each(lo)}–${each(hi)}`;
    return t(scaled, { number, prefix: prefix || 'none' });
  }
  if (unit === 'm' && Number(hi) >= 1000) {
    const each = (decimal: string) => format.number(String(Number(decimal) / 1000));
    return t('shell.unit.km', { number: lo === hi ? each(lo) : `${each(lo)}–${each(hi)}` });
  }
  const known = units[unit];
  // a counted noun stands as its text has it
  return known ? t(known, { number: range, count: Number(hi) }) : `${range} ${unit}`;
}

const modifiers: Readonly<Record<string, MessageKey>> = {
  '>': 'observatory.modifier.more',
  '>=': 'observatory.modifier.least',
  '<': 'observatory.modifier.less',
  '<=': 'observatory.modifier.most',
  '~': 'observatory.modifier.about',
};
const scales: Readonly<Record<string, MessageKey>> = {
  W: 'observatory.unit.power',
  Wh: 'observatory.unit.energy',
};
const units: Readonly<Record<string, MessageKey>> = {
  'percentage point': 'observatory.unit.points',
  t: 'shell.unit.t',
  m: 'observatory.unit.m',
  m2: 'observatory.unit.m2',
  m3: 'observatory.unit.m3',
  years: 'observatory.unit.years',
  months: 'observatory.unit.months',
  weeks: 'observatory.unit.weeks',
  days: 'shell.unit.d',
  hours: 'shell.unit.h',
  minutes: 'shell.unit.min',
  times: 'observatory.unit.times',
  fraction: 'observatory.unit.fraction',
  TEU: 'shell.unit.teu',
};
const factors: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const prefixFor = (size: number): string =>
  size >= 1e12 ? 'T' : size >= 1e9 ? 'G' : size >= 1e6 ? 'M' : size >= 1e3 ? 'k' : '';

const compactFrom = 1_000_000;
/** Numbers with a word of their own are not read as digits: 94.8 billion, 948亿. */
function amountText(decimal: string, format: Format): string {
  const size = Number(decimal);
  if (Math.abs(size) < compactFrom) return format.number(decimal);
  return new Intl.NumberFormat(format.table.formats, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits: 6,
  }).format(size);
}

function moneyText(amount: string, currency: string, { table }: Format): string {
  const symbol = table.symbols[currency] ?? currency;
  const gap = /[A-Z]$/.test(symbol) && table.money.startsWith('{symbol}{') ? '\u00a0' : '';
  return table.money.replace('{symbol}', symbol + gap).replace('{number}', amount);
}

/** A year as a year, months as months, else its two days; an open end is said. */
export function periodText(period: NonNullable<BareClaim['period']>, t: Translate, format: Format): string {
  const { start, end, label } = period;
  if (!start && !end) return label;
  if (!start) return t('observatory.period.until', { day: dayText(end ?? '', format) });
  if (!end) return t('observatory.period.from', { day: dayText(start, format) });
  if (start === end) return dayText(start, format);
  const [from, to] = [start.slice(0, 4), end.slice(0, 4)];
  if (start.endsWith('-01-01') && end.endsWith('-12-31')) return from === to ? from : `${from}–${to}`;
  if (start.endsWith('-01') && isMonthEnd(end)) {
    const months = [start.slice(0, 7), end.slice(0, 7)];
    return months[0] === months[1] ? format.period(months[0] ?? '') : format.period(months.join('/'));
  }
  return format.period(`${start}/${end}`);
}
const dayText = (day: string, format: Format): string => format.period(day);
const isMonthEnd = (day: string): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;

const measures = [
  'contracted-turnover',
  'contracted-projects',
  'direct-investment',
  'investment',
  'trade-balance',
  'exports',
  'imports',
  'trade',
  'transactions',
  'loan',
  'cost',
  'gdp',
  'electricity',
  'capacity',
  'freight-volume',
  'trains',
  'passengers',
  'length',
  'duration',
  'training',
  'location',
  'largest',
  'first',
] as const;
const kinds = ['money', 'count', 'percent', 'measure', 'ordinal'] as const;
const events = [
  'signed',
  'launched',
  'opened',
  'commissioned',
  'completed',
  'trained',
  'agreed',
  'planned',
  'held',
  'began-construction',
] as const;
export const checks = [
  'place-of-asset',
  'region-as-country',
  'part-above-whole',
  'period-restated',
  'magnitude',
  'exchange-rate',
  'growth',
  'share',
  'sum',
  'plausible',
  'same-figure',
  'copy-drift',
] as const;
export const classes = ['error', 'revision', 'definition', 'rounding', 'mirror-gap', 'copy-drift'] as const;

const one = <Id extends string>(ids: readonly Id[], id: string): Id | undefined =>
  ids.find((known) => known === id);
export const plain = (id: string): string => id.replaceAll('-', ' ');

/** A count measures what it counts, and its noun stands beside the number already. */
export function measureText(
  { measure, unit, kind }: Pick<BareClaim, 'measure' | 'unit' | 'kind'>,
  t: Translate,
) {
  if (measure === null || (measure === unit && kind === 'count')) return null;
  return kind === 'event' && measure !== 'location' ? eventName(measure, t) : measureName(measure, t);
}
/** What measures nothing that has a name is gathered by its kind. */
export function measureName(measure: string, t: Translate): string {
  const known = one(measures, measure);
  if (known) return t(`observatory.measure.${known}`);
  const kind = one(kinds, measure);
  return kind ? t(`observatory.kind.${kind}`) : plain(measure);
}
function eventName(event: string, t: Translate): string {
  const known = one(events, event);
  return known ? t(`observatory.event.${known}`) : plain(event);
}
export function checkName(check: string, t: Translate): string {
  const known = one(checks, check);
  return known ? t(`observatory.check.${known}`) : plain(check);
}

/** Where all that is said of a party is gathered: countries and regions stand by their ids alone, all else with its kind before it. */
export function dossierOf(id: string): { kind: DossierKind; id: string } | null {
  if (/^[A-Z]{2}$/.test(id)) return { kind: 'country', id };
  const [kind = '', own] = id.split(':');
  if (own === undefined) return { kind: 'region', id };
  const known = dossierKinds[kind];
  return known ? { kind: known, id } : null;
}
const dossierKinds: Readonly<Record<string, DossierKind>> = {
  country: 'country',
  place: 'place',
  asset: 'project',
  party: 'organisation',
};

/** A country by its code in the reader's language, where no answer of the server names it. */
export function partyName(id: string, tag: string): string {
  if (!/^[A-Z]{2}$/.test(id)) return plain(id.replace(/^[a-z]+:/, ''));
  return new Intl.DisplayNames([tag], { type: 'region' }).of(id) ?? id;
}
