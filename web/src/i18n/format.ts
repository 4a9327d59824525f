/** Numbers, dates and money for a reader, written from the language's table (see table.ts for why not by the browser's Intl). */
import type { DateStyle, LocaleTable } from './table.ts';

export interface NumberOptions {
  /** Digits after the decimal sign at most; without it as many as the figure has. */
  digitsMax?: number;
}

export interface Format {
  table: LocaleTable;
  /** A decimal string keeps all its digits unless told otherwise: figures are not rounded by passing through a float. */
  number(value: string | number, options?: NumberOptions): string;
  money(value: string | number, currency: string, options?: NumberOptions): string;
  percent(value: string | number, options?: NumberOptions): string;
  /** The calendar day of an instant in a zone (UTC unless told). */
  date(instant: string | Date, style: DateStyle, zone?: string): string;
  /** 24-hour clock of an instant in a zone. */
  time(instant: string | Date, zone?: string): string;
  /** A period of the pack: `2026-12-01`, `2026-12`, `2026`, `2026-H1`, `2026-Q3` or two of them with a stroke between. */
  period(period: string): string;
}

export function formatFor(table: LocaleTable): Format {
  const number: Format['number'] = (value, options = {}) =>
    groupDigits(round(String(value), options.digitsMax), table);
  const fill = (style: DateStyle, day: CivilDay) =>
    table.dates[style]
      .replace('{weekday}', (style === 'full' ? table.weekdaysLong : table.weekdaysShort)[day.weekday] ?? '')
      .replace('{day}', String(day.day))
      .replace('{month}', monthsFor(style, table)[day.month - 1] ?? '')
      .replace('{year}', String(day.year));
  return {
    table,
    number,
    money(value, currency, options) {
      const symbol = table.symbols[currency] ?? currency;
      const gap =
        /[A-Z]$/.test(symbol) && !table.money.includes(' ') && !table.money.includes('\u00a0')
          ? '\u00a0'
          : '';
      const negative = String(value).startsWith('-');
      const text = number(String(value).replace(/^-/, ''), options);
      return (negative ? '−' : '') + table.money.replace('{symbol}', symbol + gap).replace('{number}', text);
    },
    percent: (value, options) => table.percent.replace('{number}', number(value, options)),
    date: (instant, style, zone) => fill(style, civilDay(new Date(instant), zone)),
    time(instant, zone) {
      const day = civilDay(new Date(instant), zone);
      return `${String(day.hour).padStart(2, '0')}:${String(day.minute).padStart(2, '0')}`;
    },
    period(period) {
      const part = /^(\d{4})-([HQ])([1-4])$/.exec(period);
      if (part) return this.period(monthsOf(Number(part[1]), part[2] === 'H' ? 6 : 3, Number(part[3])));
      const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period);
      if (!found)
        return period.split('/').length === 2
          ? period
              .split('/')
              .map((half) => this.period(half))
              .join(' – ')
          : period;
      const [, year, month, day] = found;
      const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
      return fill(day ? 'year' : 'monthYear', civilDay(date, 'UTC'));
    },
  };
}

function monthsFor(style: DateStyle, table: LocaleTable): string[] {
  if (style === 'monthYear') return table.monthsOfYear;
  return style === 'full' ? table.monthsLong : table.monthsShort;
}

/** The first and the last month of a half or a quarter: every language has words for months. */
function monthsOf(year: number, months: number, which: number): string {
  const month = (number: number) => `${year}-${String(number).padStart(2, '0')}`;
  return `${month(months * (which - 1) + 1)}/${month(months * which)}`;
}

export interface CivilDay {
  year: number;
  month: number;
  day: number;
  /** Sunday is 0. */
  weekday: number;
  hour: number;
  minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The date and clock on a wall in a zone. English digits on purpose: only the numbers are used. */
export function civilDay(instant: Date, zone = 'UTC'): CivilDay {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const parts: Record<string, number> = {};
  for (const part of clock.formatToParts(instant)) parts[part.type] = Number(part.value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(), hour, minute };
}

/** Rounds a decimal string half away from zero, without a float; trailing zeros go. */
export function round(decimal: string, digitsMax?: number): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return String(Number(decimal));
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  let digits = whole + fraction;
  let scale = fraction.length;
  if (digitsMax !== undefined && scale > digitsMax) {
    const kept = digits.slice(0, digits.length - (scale - digitsMax));
    const up = (digits[kept.length] ?? '0') >= '5' ? 1n : 0n;
    digits = (BigInt(kept || '0') + up).toString().padStart(digitsMax + 1, '0');
    scale = digitsMax;
  }
  const text = scale === 0 ? digits : `${digits.slice(0, -scale) || '0'}.${digits.slice(-scale)}`;
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return decimal.startsWith('-') && /[1-9]/.test(short) ? `-${short}` : short;
}

function groupDigits(decimal: string, table: LocaleTable): string {
  const [whole = '0', fraction] = decimal.replace('-', '').split('.');
  const grouped = whole.length >= table.groupFrom ? whole.replace(/\B(?=(\d{3})+$)/g, table.group) : whole;
  return (decimal.startsWith('-') ? '−' : '') + grouped + (fraction ? table.decimal + fraction : '');
}
