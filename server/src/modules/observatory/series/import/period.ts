/** Periods as series name them, read into their first and last day. */
import { isoDay, monthEnd, type Period } from '../period.ts';

/**
 * SDMX's time formats (years, halves, thirds, quarters, months, ISO weeks, days, ranges such as `2025-01-01/P5M`), first and last day with a slash
 * between, and the ways months are written elsewhere: `202405`, `2024/05`, `05.2024`, `May 2024`, `2024年5月`. Null where it is none of them.
 */
export function readPeriod(text: string): Period | null {
  const given = text.trim();
  if (given.length > 60) return null;
  for (const [pattern, read] of forms) {
    const match = pattern.exec(given);
    if (match) return read(match.slice(1).map((part) => part ?? ''));
  }
  return null;
}

type Read = (parts: string[]) => Period | null;
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthWord =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
/** Which month a word is, from 1; 0 for none. */
export const monthOf = (word: string): number => monthNames.indexOf(word.slice(0, 3).toLowerCase()) + 1;

const forms: readonly (readonly [RegExp, Read])[] = [
  [/^(\d{4})(?:-A1)?$/, ([year = '']) => months(year, 1, 12)],
  [/^(\d{4})年$/, ([year = '']) => months(year, 1, 12)],
  [/^(\d{4})-?[SH]([12])$/i, ([year = '', half = '']) => part(year, half, 6)],
  [/^(\d{4})-?T([123])$/i, ([year = '', third = '']) => part(year, third, 4)],
  [/^(\d{4})[- /]?Q([1-4])$/i, ([year = '', quarter = '']) => part(year, quarter, 3)],
  [/^Q([1-4])[- /]?(\d{4})$/i, ([quarter = '', year = '']) => part(year, quarter, 3)],
  [/^(\d{4})-?W(\d{1,2})$/i, ([year = '', week = '']) => weekOf(Number(year), Number(week))],
  [/^(\d{4})-D(\d{3})$/i, ([year = '', day = '']) => dayOfYear(Number(year), Number(day))],
  [/^(\d{4})-?M?(\d{2})$/i, ([year = '', month = '']) => part(year, month, 1)],
  [/^(\d{4})[/.](\d{1,2})$/, ([year = '', month = '']) => part(year, month, 1)],
  [/^(\d{1,2})[/.](\d{4})$/, ([month = '', year = '']) => part(year, month, 1)],
  [/^(\d{4})年(\d{1,2})月$/, ([year = '', month = '']) => part(year, month, 1)],
  [
    new RegExp(`^${monthWord},? (\\d{4})$`, 'i'),
    ([month = '', year = '']) => part(year, `${monthOf(month)}`, 1),
  ],
  [/^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:Z|[+-]\d\d:\d\d)?)?$/, ([day = '']) => between(day, day)],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([day = '', month = '', year = '']) => sameDay(year, month, day)],
  [/^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/, ([from = '', to = '']) => between(from, to)],
  [
    /^(\d{4}-\d{2}-\d{2})(?:T00:00:00)?\/P(\d{1,4})([YMWD])$/,
    ([from = '', count = '', unit = '']) => lasting(from, Number(count), unit),
  ],
];

const two = (part: string | number) => String(part).padStart(2, '0');

function months(year: string, from: number, to: number): Period | null {
  return year >= '1000' && from >= 1 && to <= 12 && from <= to
    ? { periodStart: `${year}-${two(from)}-01`, periodEnd: monthEnd(`${year}-${two(to)}`) }
    : null;
}
/** The months from one to another of a year: what “1 to 5” is. */
export const monthsOf = (year: number, from: number, to: number): Period | null =>
  months(String(year), from, to);

const part = (year: string, at: string, length: number): Period | null =>
  months(year, (Number(at) - 1) * length + 1, Number(at) * length);

const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && isoDay(time) === day && day >= '1000';
};
const between = (from: string, to: string): Period | null =>
  isDay(from) && isDay(to) && from <= to ? { periodStart: from, periodEnd: to } : null;
const sameDay = (year: string, month: string, day: string): Period | null =>
  between(`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}-${two(day)}`);

const dayMs = 86_400_000;

/** ISO 8601: weeks begin on Monday, and the first holds 4 January. */
function weekOf(year: number, week: number): Period | null {
  if (week < 1 || year < 1) return null;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs + (week - 1) * 7 * dayMs;
  // The 53rd week that a year does not have would be the first of the next.
  if (new Date(monday + 3 * dayMs).getUTCFullYear() !== year) return null;
  return { periodStart: isoDay(monday), periodEnd: isoDay(monday + 6 * dayMs) };
}

function dayOfYear(year: number, day: number): Period | null {
  const time = Date.UTC(year, 0, day);
  if (day < 1 || new Date(time).getUTCFullYear() !== year) return null;
  return { periodStart: isoDay(time), periodEnd: isoDay(time) };
}

function lasting(from: string, count: number, unit: string): Period | null {
  if (!isDay(from) || count < 1) return null;
  const end = new Date(`${from}T00:00:00Z`);
  if (unit === 'Y') end.setUTCFullYear(end.getUTCFullYear() + count);
  else if (unit === 'M') end.setUTCMonth(end.getUTCMonth() + count);
  else end.setUTCDate(end.getUTCDate() + count * (unit === 'W' ? 7 : 1));
  return { periodStart: from, periodEnd: isoDay(end.getTime() - dayMs) };
}
