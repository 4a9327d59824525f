/** Periods put together from others: bounded by a word before them, a part of one, so long up to one, from one to another. */
import { daysIn, type Interval, iso, monthOf } from './calendar.ts';
import { dayOfIso, partAt, partHead, pointAt, shifted, wholes } from './period-part.ts';
import { fits, oneOf, type Read } from './period-read.ts';
import { type Context, count, countOf, weekdayNames } from './period-words.ts';

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
    pattern: /(?:by|until|till|up to|through|(?:by )?no later than) /y,
    make: ({ end }) => ({ start: null, end }),
    bound: 'until',
  },
  {
    // What is before a month is over when it begins; before a day, by then.
    pattern: /(?:before|prior to) /y,
    make: ({ start, end }) => ({
      start: null,
      end: start !== null && start !== end ? shifted(start, -1) : end,
    }),
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
    const isHolding =
      head && /^(?:through|until|till)/.test(head[0]) && /\b(?:is|are|remains?) /.test(line.slice(0, at));
    const there =
      head && bound === 'since' && head[0].includes('since')
        ? { ...context, ahead: false, past: true }
        : isHolding
          ? { ...context, ahead: true, past: false }
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
