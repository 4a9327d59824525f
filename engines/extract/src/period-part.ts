/** A part of a period: its end, its first half, its first ten days, "early" and "late" in it. */
import { dayIn, daysFrom, type Interval, iso, monthFrom, quarterOf, weekOf, yearOf } from './calendar.ts';
import { basics } from './period-basics.ts';
import { fits, longestOf, oneOf, type Read } from './period-read.ts';
import { monthsEnding } from './period-shift.ts';
import { type Context, count, countOf, inYear, type Pattern, rule } from './period-words.ts';

export interface Point extends Read {
  /** An end of something longer: "the end of May". */
  isEdge: boolean;
}

const anyBasic = oneOf(basics);
const basicAt = (line: string, at: number, context: Context): Point | null => {
  const read = fits(anyBasic, line, at) ? longestOf(basics, line, at, context) : null;
  return read && { ...read, isEdge: false };
};
/** A moment or period, or a part of one. */
export function pointAt(line: string, at: number, context: Context): Point | null {
  const [whole, part] = [basicAt(line, at, context), partAt(line, at, context)];
  return part && part.length > (whole?.length ?? 0) ? part : whole;
}

export const partHead = new RegExp(
  [
    '(?:the )?(?:very )?(?:(end|close|start|beginning|middle) of (?:the month of )?',
    '(?:the )?(end|mid|early|late)(?: -)? (?:in )?',
    `(?:(?:in|over|during|by) )?(?:the )?(first|second|third|fourth|opening|last|final|closing) (?:(half)|(week)|${count} ?(days|weeks|months)) of )`,
  ].join('|'),
  'y',
);
/** What a part may be of that is no period by itself. */
export const wholes: readonly Pattern[] = [
  rule('(?:the|this|that) (month|quarter|week)', (m, c) => {
    const told = !m[0].startsWith('this') && c.told?.end && !c.ahead ? dayIn(c.told.end) : null;
    const day = told ?? c.date;
    if (day === null) return null;
    return m[1] === 'month'
      ? monthFrom(day, 0)
      : m[1] === 'week'
        ? weekOf(day, 0)
        : quarterOf(day.year, Math.ceil(day.month / 3));
  }),
  rule('(?:the|this) decade', (_, c) =>
    inYear(c.date ? Math.floor(c.date.year / 10) * 10 : null, (y) => ({
      start: yearOf(y).start,
      end: yearOf(y + 10).end,
    })),
  ),
  rule('the year', (_, c) => inYear(yearEnding(c), yearOf)),
];
/** Of a year's end told without its year: in a plan the one to come, else in a new year's first half the last one. */
const yearEnding = ({ date, ahead, anchor }: Context): number | null =>
  date && (ahead || date.month > 3 || anchor === date.year ? date.year : date.year - 1);

export function partAt(line: string, at: number, context: Context): Point | null {
  partHead.lastIndex = at;
  const head = partHead.exec(line);
  if (!head) return null;
  const inner = at + head[0].length;
  const whole = basicAt(line, inner, context) ?? longestOf(wholes, line, inner, context);
  if (!whole || whole.bound !== null || whole.interval.start === null || whole.interval.end === null)
    return null;
  const interval = partOf(head, whole.interval);
  return (
    interval && {
      interval,
      length: head[0].length + whole.length,
      bound: null,
      comparison: false,
      isEdge: /^(?:end|close|start|beginning)/.test(head[1] ?? head[2] ?? ''),
    }
  );
}

export const dayOfIso = (day: string) => dayIn(day)!;
export const shifted = (day: string, days: number): string => {
  const there = daysFrom(dayOfIso(day), days);
  return iso(there.year, there.month, there.day);
};
const daysOf = ({ start, end }: Interval) => (Date.parse(end!) - Date.parse(start!)) / 86_400_000 + 1;

function partOf(head: RegExpExecArray, whole: Interval): Interval | null {
  const [start, end] = [whole.start!, whole.end!];
  const days = daysOf(whole);
  const year = Number(start.slice(0, 4));
  const isYear = days > 360 && days < 370;
  const months = (from: number, to: number): Interval => monthsEnding(year, to, to - from + 1);
  const edge = head[1] ?? head[2];
  if (edge === 'end' || edge === 'close') return days === 1 ? null : { start: end, end };
  if (edge === 'start' || edge === 'beginning') return days === 1 ? null : { start, end: start };
  // The months a year's beginning, middle and end are taken for; of what is shorter nobody knows where they lie.
  if (edge)
    return isYear
      ? edge === 'early'
        ? months(1, 3)
        : edge === 'late'
          ? months(10, 12)
          : months(6, 7)
      : whole;
  const nth = ['first', 'second', 'third', 'fourth'].indexOf(head[3] === 'opening' ? 'first' : head[3]!);
  if (head[4]) {
    if (nth > 1) return null;
    const isFirst = nth === 0;
    if (isYear) return isFirst ? months(1, 6) : months(7, 12);
    const first = Math.floor(days / 2);
    return isFirst ? { start, end: shifted(start, first - 1) } : { start: shifted(start, first), end };
  }
  // "The third ten days of June" and "the third week" are counted from the first; the last run to the end.
  const unit = head[5] ? 'weeks' : head[7]!;
  const amount = head[5] ? 1 : countOf(head[6]);
  if (amount === null) return null;
  if (unit === 'months') {
    if (!isYear || amount > 12 || (nth > 0 && amount > 1)) return null;
    return nth === 0 ? months(1, amount) : months(13 - amount, 12);
  }
  const length = unit === 'weeks' ? amount * 7 : amount;
  if (length > days) return null;
  if (nth < 0) return { start: shifted(end, 1 - length), end };
  const last = shifted(start, (nth + 1) * length - 1);
  return { start: shifted(start, nth * length), end: last < end ? last : end };
}
