/** A date as a person types it, in their language's order: `1 Dec 2026`, `1.12.`, `2026-12-01`, `12月1日`. */
import type { LocaleTable } from '../i18n/table.ts';

/** The day as `2026-12-01`, or null where the text is no date. Without a year it is the next such day from `today`, or the last one. */
export function parseDate(text: string, table: LocaleTable, today: string, past = false): string | null {
  const typed = text.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return civil(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = [...typed.matchAll(/\d+/g)].map((found) => Number(found[0]));
  const month = namedMonth(typed, table);
  if (month !== null) {
    const day = numbers.find((number) => number >= 1 && number <= 31);
    return day === undefined
      ? null
      : dated(
          numbers.find((number) => number > 31),
          month,
          day,
          today,
          past,
        );
  }
  if (numbers.length < 2 || numbers.length > 3) return null;
  const longYear = numbers.find((number) => number > 31);
  const order = longYear !== undefined && numbers[0] === longYear ? 'ymd' : table.typedOrder;
  const letters = numbers.length === 2 ? order.replace('y', '') : order;
  const at = (letter: string) => numbers[letters.indexOf(letter)];
  return dated(at('y'), at('m') ?? 0, at('d') ?? 0, today, past);
}

function namedMonth(typed: string, table: LocaleTable): number | null {
  const words = typed.match(/\p{L}+/gu) ?? [];
  for (const names of [table.monthsLong, table.monthsShort]) {
    for (const [index, name] of names.entries()) {
      const stem = name.toLowerCase().replace('.', '');
      if (!/\p{L}/u.test(stem)) continue;
      // "dec" and "december", "декабрь" and "декабря"
      const near = stem.length > 3 ? stem.slice(0, -1) : stem;
      if (words.some((word) => word.length >= 3 && (near.startsWith(word) || word.startsWith(near))))
        return index + 1;
    }
  }
  return null;
}

function dated(
  year: number | undefined,
  month: number,
  day: number,
  today: string,
  past: boolean,
): string | null {
  if (year !== undefined) return civil(year < 100 ? 2000 + year : year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const date = civil(thisYear, month, day);
  if (date === null) return null;
  if (past) return date > today ? civil(thisYear - 1, month, day) : date;
  return date < today ? civil(thisYear + 1, month, day) : date;
}

function civil(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  return date.toISOString().slice(0, 10);
}
