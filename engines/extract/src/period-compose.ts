/** Periods put together from others: bounded by a word before them, a part of one, so long up to one, from one to another. */
import {
  dayIn,
  daysFrom,
  daysIn,
  type Interval,
  iso,
  monthFrom,
  monthOf,
  quarterOf,
  weekOf,
  yearOf,
} from './calendar.ts';
import { basics } from './period-basics.ts';
import { monthsEnding } from './period-shift.ts';
import { type Context, count, countOf, inYear, type Pattern, rule, weekdayNames } from './period-words.ts';

/** What was read at one place: how long it is in the line, and what it says. */
export interface Read {
  interval: Interval;
  length: number;
  /** Told by an end only ("by 2030", "since 2023", "as of April"). */
  bound: 'since' | 'until' | null;
  /** Compared with, and not told of: "the same period of last year", "from 2023". */
  comparison: boolean;
}

/** Whether one of many patterns fits here, asked at once: at most places none does. */
export const oneOf = (many: readonly { pattern: RegExp }[]): RegExp =>
  new RegExp(
    many
      .map(({ pattern }) => `(?:${pattern.source})`)
      .join('|')
      .replaceAll(/\((?!\?)/g, '(?:'),
    'y',
  );
export const fits = (pattern: RegExp, line: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(line);
};

export function longestOf(
  rules: readonly Pattern[],
  line: string,
  at: number,
  context: Context,
  isMeant: (text: string) => boolean = () => true,
): Read | null {
  let best: Read | null = null;
  for (const { pattern, resolve, bound, comparison } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match === null || (best !== null && match[0].length <= best.length)) continue;
    if (!isMeant(match[0])) continue;
    const interval = resolve(match, context);
    if (interval === null) continue;
    best = { interval, length: match[0].length, bound: bound ?? null, comparison: comparison ?? false };
  }
  return best;
}

/** The longest of what can be put together here. */
export function composed(line: string, at: number, context: Context): Read | null {
  if (!fits(anyHead, line, at)) return null;
  const [head, part, length] = [
    bounded(line, at, context),
    partAt(line, at, context),
    lengthAt(line, at, context),
  ];
  const best = [part, length].reduce(
    (one, other) => (other && other.length > (one?.length ?? 0) ? other : one),
    head,
  );
  return fromTo(line, at, context) ?? best;
}

/** Words before a period that open one of its ends, or say no more than the period does. */
const heads: readonly { pattern: RegExp; make(interval: Interval): Interval; bound: Read['bound'] }[] = [
  {
    pattern: /(?:ever )?since |after /y,
    make: ({ start }) => ({ start, end: null }),
    bound: 'since',
  },
  {
    // How much there was on a day is of that day.
    pattern: /(?<!(?:much|many|high|low|large|long|big|good|fast|same) )(?:as of|as at) /y,
    make: ({ start, end }) => ({ start: start === end ? start : null, end }),
    bound: 'until',
  },
  {
    pattern: /(?:by|until|till|up to|through|before|prior to|(?:by )?no later than) /y,
    make: ({ end }) => ({ start: null, end }),
    bound: 'until',
  },
  {
    pattern:
      /(?:not before|no earlier than|not until|earlier|later|as early as|as late as|by (?=late|early|mid)) /y,
    make: (interval) => interval,
    bound: null,
  },
];

function bounded(line: string, at: number, context: Context): Read | null {
  let best: Read | null = null;
  for (const { pattern, make, bound } of heads) {
    pattern.lastIndex = at;
    const head = pattern.exec(line);
    // What has been so since then began before.
    const there =
      head && bound === 'since' && head[0].includes('since')
        ? { ...context, ahead: false, past: true }
        : context;
    const told = head && pointAt(line, at + head[0].length, there);
    if (!head || !told) continue;
    const length = head[0].length + told.length;
    // "By the end of 2024" is that day.
    const isDay = told.isEdge && /^by /.test(head[0]);
    if (best === null || length > best.length)
      best = {
        interval: isDay ? told.interval : make(told.interval),
        length,
        bound,
        comparison: false,
      };
  }
  return best;
}

interface Point extends Read {
  /** An end of something longer: "the end of May". */
  isEdge: boolean;
}

const anyBasic = oneOf(basics);
const basicAt = (line: string, at: number, context: Context): Point | null => {
  const read = fits(anyBasic, line, at) ? longestOf(basics, line, at, context) : null;
  return read && { ...read, isEdge: false };
};
/** A moment or period, or a part of one. */
function pointAt(line: string, at: number, context: Context): Point | null {
  const [whole, part] = [basicAt(line, at, context), partAt(line, at, context)];
  return part && part.length > (whole?.length ?? 0) ? part : whole;
}

const partHead = new RegExp(
  [
    '(?:the )?(?:very )?(?:(end|close|start|beginning|middle) of (?:the month of )?',
    '(?:the )?(end|mid|early|late)(?: -)? (?:in )?',
    `(?:(?:in|over|during|by) )?(?:the )?(first|second|third|fourth|opening|last|final|closing) (?:(half)|(week)|${count} ?(days|weeks|months)) of )`,
  ].join('|'),
  'y',
);
/** What a part may be of that is no period by itself. */
const wholes: readonly Pattern[] = [
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

function partAt(line: string, at: number, context: Context): Point | null {
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

const dayOfIso = (day: string) => dayIn(day)!;
const shifted = (day: string, days: number): string => {
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

const lengthHead = new RegExp(
  `(?:(?:in|over|during|for|within|across) )?(the )?(?:first |last |full )?${count} ?(?:- )?(half - years?|half years?|years?|months?|quarters?|halfs?|weeks?|days?|decades?|fortnight|period|season) (?:(?:that )?ended|ending|to|through|up to|until) (?:in |on )?(?:(?:${weekdayNames})(?: ,)? )?(?:the )?`,
  'y',
);
const lengths: Record<string, number> = {
  year: 12,
  month: 1,
  quarter: 3,
  half: 6,
  'half year': 6,
  'half - year': 6,
  decade: 120,
};
/** "In the nine months to September", "the half-year ended 30 June", "in the week to 14 March". */
function lengthAt(line: string, at: number, context: Context): Read | null {
  lengthHead.lastIndex = at;
  const head = lengthHead.exec(line);
  if (!head) return null;
  const amount = head[2] === '' ? 1 : countOf(head[2]);
  const unit = head[3]!.replace(/s$/, '');
  // "5 percent a year to 2030" is no length.
  if (amount === null || (head[2] === '' && (head[1] === undefined || /first|last|full/.test(head[0]))))
    return null;
  // "The 12 months to the end of May".
  const inner = at + head[0].length - (/the $/.test(head[0]) ? 4 : 0);
  const point = pointAt(line, inner, context);
  if (!point?.interval.end || point.bound !== null) return null;
  const { end } = point.interval;
  const length = inner - at + point.length;
  const months = lengths[unit];
  const days = { week: 7, day: 1, fortnight: 14 }[unit];
  const interval = months
    ? { start: startOf(end, months * amount), end }
    : days
      ? { start: shifted(end, 1 - days * amount), end }
      : null;
  return interval && { interval, length, bound: null, comparison: false };
}

/** So many months that end on a day: whole ones where it is the last of its month. */
function startOf(end: string, months: number): string {
  const { year, month, day } = dayOfIso(end);
  const index = year * 12 + month - 1 - months;
  const [there, number] = [Math.floor(index / 12), (index % 12) + 1];
  if (day === daysIn(year, month)) return shifted(monthOf(there, number).end!, 1);
  return shifted(iso(there, number, Math.min(day, daysIn(there, number))), 1);
}

const from = /(?:starting |beginning )?(?:from|in|between) /y;
const to = /(?:to|until|till|through) /y;
const and = /and /y;
const onwards = /(?:on|onward|onwards) /y;
/** "From May to July 2025", "between 1 April and 30 June", "from 2026 onwards". */
function fromTo(line: string, at: number, context: Context): Read | null {
  from.lastIndex = at;
  const head = from.exec(line);
  const first = head && pointAt(line, at + head[0].length, context);
  if (!head || !first) return null;
  const middle = at + head[0].length + first.length;
  const isBetween = head[0].startsWith('between');
  const joining = isBetween ? and : to;
  joining.lastIndex = middle;
  const joint = joining.exec(line);
  const last = joint && pointAt(line, middle + joint[0].length, context);
  if (joint && last) {
    const { end } = last.interval;
    const length = middle + joint[0].length + last.length - at;
    const start = beginning(first.interval.start, end, line.slice(at, middle));
    return { interval: { start, end }, length, bound: null, comparison: false };
  }
  if (isBetween) return null;
  onwards.lastIndex = middle;
  const tail = onwards.exec(line);
  if (tail && !head[0].startsWith('in'))
    return {
      interval: { start: first.interval.start, end: null },
      length: middle + tail[0].length - at,
      bound: 'since',
      comparison: false,
    };
  return null;
}

/** A beginning told without its year is of the end's, or of the year before: "from 15 November to 10 March 2024". */
function beginning(start: string | null, end: string | null, told: string): string | null {
  if (start === null || end === null || /\d{4}|year/.test(told)) return start;
  const same = end.slice(0, 4) + start.slice(4);
  return same <= end ? same : `${Number(end.slice(0, 4)) - 1}${start.slice(4)}`;
}

const anyHead = oneOf([
  ...heads.map(({ pattern }) => ({ pattern })),
  { pattern: from },
  { pattern: partHead },
  { pattern: lengthHead },
]);
export const composing: readonly { pattern: RegExp }[] = [
  ...heads,
  ...wholes,
  { pattern: partHead },
  { pattern: lengthHead },
  { pattern: /between from to until till through and on onward onwards in/ },
];
