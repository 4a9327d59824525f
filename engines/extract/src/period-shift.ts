/** Periods moved against another: so long before or after, a season, a part of a month, the same a year earlier. */
import {
  dayIn,
  daysFrom,
  daysIn,
  type Interval,
  iso,
  monthOf,
  monthsOf,
  open,
  weekOf,
  yearOf,
} from './calendar.ts';
import { type Context, inYear, span } from './period-words.ts';

export const back = (unit: string, amount: number | null, { date }: Context, sign: -1 | 1): Interval => {
  if (date === null || amount === null) return open;
  const today = iso(date.year, date.month, date.day);
  const months = unit.startsWith('decade')
    ? 120 * amount
    : unit.startsWith('year')
      ? 12 * amount
      : unit.startsWith('month')
        ? amount
        : 0;
  const days = unit.startsWith('week') ? 7 * amount : unit.startsWith('day') ? amount : 0;
  const index = date.year * 12 + date.month - 1 + sign * months;
  const month = (((index % 12) + 12) % 12) + 1;
  const there = daysFrom(
    { year: Math.floor(index / 12), month, day: Math.min(date.day, daysIn(Math.floor(index / 12), month)) },
    sign * days,
  );
  const other = iso(there.year, there.month, there.day);
  return sign < 0 ? { start: other, end: today } : { start: today, end: other };
};

/** So many whole months, the last of them told. */
export function monthsEnding(year: number, month: number, length: number): Interval {
  const index = year * 12 + month - length;
  return { start: iso(Math.floor(index / 12), (index % 12) + 1, 1), end: monthOf(year, month).end };
}

const seasons = ['winter', 'spring', 'summer', 'autumn'];

/** Three whole months from March on; a winter begins in the year before. */
export function seasonOf(name: string, year: number): Interval {
  const season = seasons.indexOf(name.replace('fall', 'autumn'));
  return season === 0
    ? span(monthOf(year - 1, 12), monthOf(year, 2))
    : monthsOf(year, season * 3, season * 3 + 2);
}

export function seasonYear(words: string, name: string, { date, ahead }: Context): number | null {
  if (date === null) return null;
  const first = Math.max(1, seasons.indexOf(name) * 3);
  const coming = first + 2 >= date.month ? date.year : date.year + 1;
  return /last/.test(words)
    ? coming - 1
    : /next/.test(words)
      ? first > date.month
        ? date.year + (first - date.month > 6 ? 0 : 1)
        : date.year + 1
      : ahead || /by /.test(words)
        ? coming
        : first <= date.month
          ? date.year
          : date.year - 1;
}

/** Before the week told last, or before the text's own. */
export function weekBefore({ told, date }: Context): Interval {
  const isWeek = told?.start && told.end && Date.parse(told.end) - Date.parse(told.start) < 7 * 86_400_000;
  const isOver = told?.end && (date === null || told.end <= iso(date.year, date.month, date.day));
  const from = isWeek && isOver ? dayIn(told.start!) : date;
  return from ? weekOf(from, -1) : open;
}

/** Whether an interval is so many months or weeks, by whole months. */
export function isAsLong({ start, end }: Interval, length: number, unit: string): boolean {
  if (start === null || end === null) return false;
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  const one = unit === 'weeks' ? 7 : unit === 'quarters' ? 91.3 : unit === 'years' ? 365.25 : 30.44;
  return Math.abs(days / one - length) < 0.2;
}

/** The period told before, or the text's day, so many months, weeks or days earlier. */
export function before(amount: number, unit: string, { told, date }: Context): Interval {
  const from = told?.start && told.end ? { first: dayIn(told.start), last: dayIn(told.end) } : null;
  const [first, last] = [from?.first ?? date, from?.last ?? date];
  if (!first || !last || amount === 0) return open;
  if (unit !== 'months') {
    const days = -amount * (unit === 'weeks' ? 7 : 1);
    const [one, other] = [daysFrom(first, days), daysFrom(last, days)];
    return { start: iso(one.year, one.month, one.day), end: iso(other.year, other.month, other.day) };
  }
  const moved = (day: typeof first) => {
    const index = day.year * 12 + day.month - 1 - amount;
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    const isLast = day.day === daysIn(day.year, day.month);
    return iso(year, month, isLast ? daysIn(year, month) : Math.min(day.day, daysIn(year, month)));
  };
  return { start: moved(first), end: moved(last) };
}

/** The period told before, a year or so many earlier. */
export function samePeriod(context: Context, year?: number, back = 1): Interval {
  const { date, told, anchor } = context;
  if (!told?.start || !told.end) {
    if (year !== undefined) return yearOf(year);
    return inYear(anchor !== null ? anchor - back : date ? date.year - back : null, yearOf);
  }
  const gap = year === undefined ? back : Number(told.start.slice(0, 4)) - year;
  const move = (day: string) =>
    `${Number(day.slice(0, 4)) - gap}${day.slice(4)}`.replace(/-02-29$/, '-02-28');
  const end = dayIn(move(told.end))!;
  // A February ends with its month in every year.
  const isEnd = end.month === 2 && /-02-2[89]$/.test(told.end) && told.start !== told.end;
  return { start: move(told.start), end: isEnd ? monthOf(end.year, 2).end : move(told.end) };
}
