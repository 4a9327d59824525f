/** The grammar of periods: what a text says of when, as an interval of days against the text's date and the sentence's own years. */
import {
  type Day,
  dayIn,
  dayOf,
  daysFrom,
  daysIn,
  halfOf,
  type Interval,
  iso,
  monthFrom,
  monthOf,
  monthsOf,
  open,
  quarterOf,
  single,
  weekdayOf,
  weekOf,
  yearOf,
} from './calendar.ts';
import type { Token } from './text.ts';

export interface Time extends Interval {
  /** Token indices: the first and the one after the last. */
  from: number;
  to: number;
  /** `bound`: told by an end only ("by 2030", "since 2023", "as of April"). */
  bound: 'since' | 'until' | null;
  /** Compared with, and not told of: "the same period of last year", "from 2023". */
  comparison: boolean;
}

interface Context {
  date: Day | null;
  /** The last period told before this sentence, for "the same period" and "a year earlier". */
  told: Interval | null;
  /** The sentence tells of what is to come. */
  ahead: boolean;
  /** The year the sentence names before this place, for "the previous year" and "May". */
  anchor: number | null;
  tokens: readonly Token[];
  first: number;
}

/** Every time expression of a sentence, the longest at each place. */
export function timesOf(tokens: readonly Token[], date: string | null, told: Interval | null = null): Time[] {
  const day = date === null ? null : dayIn(date);
  const { line, tokenAt } = joined(tokens);
  const ahead =
    /\b(?:will|would|plans?|planned|expected|expects?|to be|is due|are due|starting|aims?|set to|scheduled|shall|next|from now|forthcoming|going to|should|hopes?|provided) /.test(
      line,
    );
  const found: Time[] = [];
  let anchor: number | null = null;
  for (let index = 0; index < tokens.length; ) {
    if (!mayBegin(tokens[index]!)) {
      index++;
      continue;
    }
    const at = tokenAt.offsets[index]!;
    const best = longest(line, at, tokens, index, {
      date: day,
      told,
      ahead,
      anchor,
      tokens,
      first: index,
    });
    if (best === null) {
      index++;
      continue;
    }
    const to = tokenAt.indexAt(at + best.length);
    found.push({ ...best.interval, from: index, to, bound: best.bound, comparison: best.comparison });
    if (!best.comparison && best.interval.start && best.interval.end) told = best.interval;
    if (best.interval.end) anchor = Number((best.interval.start ?? best.interval.end).slice(0, 4));
    index = Math.max(to, index + 1);
  }
  return found;
}

/** No pattern begins with another word: most tokens need not be tried. */
const beginnings = new Set(
  'the a an in on at by as of and to from since until till up through before prior after between during over for within this last next first second third fourth early late mid end year fy fiscal financial calendar q h year january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow sunday monday tuesday wednesday thursday friday saturday one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty couple few several same corresponding previous preceding prior past recent so starting beginning following full whole week spring summer autumn fall winter not no earlier later coming current close'.split(
    ' ',
  ),
);
const mayBegin = ({ kind, low }: Token): boolean => kind === 'number' || beginnings.has(low);

/** The tokens in lower case with one space between them: what the patterns read. */
function joined(tokens: readonly Token[]) {
  const offsets: number[] = [];
  let line = '';
  for (const each of tokens) {
    offsets.push(line.length);
    line += `${each.low} `;
  }
  const indexAt = (offset: number) => {
    let index = offsets.findIndex((start) => start >= offset);
    if (index < 0) index = tokens.length;
    return index;
  };
  return { line, tokenAt: { offsets, indexAt } };
}

interface Found {
  interval: Interval;
  length: number;
  bound: Time['bound'];
  comparison: boolean;
}

function longest(
  line: string,
  at: number,
  tokens: readonly Token[],
  index: number,
  context: Context,
): Found | null {
  let best: Found | null = null;
  for (const { pattern, resolve, bound, comparison } of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match === null || (best !== null && match[0].length <= best.length)) continue;
    if (!isTold(match[0], tokens, index)) continue;
    const interval = resolve(match, context);
    if (interval === null) continue;
    best = { interval, length: match[0].length, bound: bound ?? null, comparison: comparison ?? false };
  }
  return best;
}

/** "may" and "march" are months with a capital only; a bare year must not be a number of something. */
function isTold(found: string, tokens: readonly Token[], index: number): boolean {
  const count = found.trim().split(' ').length;
  for (let each = index; each < index + count; each++) {
    const token = tokens[each];
    if (token && /^(may|march)$/.test(token.low) && !/^\p{Lu}/u.test(token.text)) return false;
    // "Ye Jun" is a name: a short month has a number or a point beside it.
    if (
      token &&
      /^(jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)$/.test(token.low) &&
      tokens[each - 1]?.kind !== 'number' &&
      !(tokens[each + 1]?.kind === 'number' || tokens[each + 1]?.text === '.')
    )
      return false;
  }
  if (!/^\d{4} $/.test(found)) return true;
  const [before, here, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (here.glued && /^[$€£¥#./:№]$/.test(before?.text ?? '')) return false;
  if (here.glued && before?.text === '-' && tokens[index - 2]?.kind === 'word') return false;
  if (after?.glued && /^[%°]$/.test(after.text)) return false;
  if (
    after &&
    /^(million|billion|thousand|trillion|percent|yuan|dollars|euros|tenge|km|kilometers|kilometres|tons|tonnes|mw|gw|teu|teus|containers|people|trains|hectares|meters|metres|mln|bn)$/.test(
      after.low,
    )
  )
    return false;
  // "2,000" has a comma; "1960 students" is a count where no word of time stands before it and a plural stands right behind.
  const told =
    /^(in|of|by|since|from|during|until|till|for|through|to|and|before|after|year|late|early|mid|end|the|a|an|its|between|than|october|november|december|january|february|march|april|may|june|july|august|september|[-–—(,])$/.test(
      before?.low ?? '',
    );
  return (
    told ||
    before === undefined ||
    after === undefined ||
    !/[a-z]s$/.test(after.low) ||
    /^(was|is|has|as|its|this)$/.test(after.low)
  );
}

const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const monthNumber = (text: string): number => {
  const index = monthNames.findIndex((name) => name.startsWith(text.slice(0, 3)));
  return index + 1;
};
const month =
  '(january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?: \\.)?)';
const year = '((?:19|20|21)\\d\\d)';
const dayNumber = '(\\d{1,2})(?: (?:st|nd|rd|th))?';
const dash = '(?:-|–|—|to|through|until|till)';
const countWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const count = `(\\d{1,3}|${countWords.join('|')}|fifteen|twenty|thirty|couple of|few|several|)`;
const countOf = (text: string | undefined): number | null => {
  const trimmed = (text ?? '').trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const at = countWords.indexOf(trimmed);
  return at >= 0 ? at + 1 : ({ fifteen: 15, twenty: 20, thirty: 30, 'couple of': 2 }[trimmed] ?? null);
};
const ordinal = '(first|second|third|fourth|1 st|2 nd|3 rd|4 th)';
const ordinalOf = (text: string) =>
  ({ f: text.startsWith('first') ? 1 : 4, s: 2, t: 3, '1': 1, '2': 2, '3': 3, '4': 4 })[text[0] ?? ''] ?? 0;
/** "this year", "2024", "the current year", "last year", "the year", or nothing. */
const ofYear = `(?:(?:of|in|for|,)? ?(?:${year}|((?:the )?(?:this|current|last|previous|past|same|next) year|the year|year)))`;

function yearFrom(
  explicit: string | undefined,
  relative: string | undefined,
  { date, anchor }: Context,
): number | null {
  if (explicit) return Number(explicit);
  const base = date?.year ?? null;
  if (relative && /last|past/.test(relative)) return base === null ? null : base - 1;
  if (relative && /previous/.test(relative))
    return anchor !== null ? anchor - 1 : base === null ? null : base - 1;
  if (relative && /next/.test(relative)) return base === null ? null : base + 1;
  if (relative && /same/.test(relative)) return anchor ?? base;
  return relative ? base : (anchor ?? base);
}
const inYear = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);

/** A month or day without its year: the next one where the sentence looks ahead, else the nearest that is not far ahead. */
function nearYear(month: number, { date, anchor, ahead }: Context): number | null {
  if (date === null) return anchor;
  if (ahead) return month >= date.month ? date.year : date.year + 1;
  const gap = month - date.month;
  return gap > 3 ? date.year - 1 : gap < -8 ? date.year + 1 : date.year;
}

/** A quarter or half without its year is the last one that has ended, unless the sentence looks ahead. */
function ended(
  year: number | null,
  named: boolean,
  make: (year: number) => Interval,
  { date, ahead }: Context,
): Interval {
  if (year === null) return open;
  const interval = make(year);
  if (named || date === null || ahead || interval.end === null) return interval;
  const soon = daysFrom(date, 31);
  return interval.end > iso(soon.year, soon.month, soon.day) ? make(year - 1) : interval;
}

interface Pattern {
  pattern: RegExp;
  resolve(match: RegExpExecArray, context: Context): Interval | null;
  bound?: Time['bound'];
  comparison?: boolean;
}
const rule = (source: string, resolve: Pattern['resolve'], more: Partial<Pattern> = {}): Pattern => ({
  pattern: new RegExp(`(?:${source})(?= |$) ?`, 'y'),
  resolve,
  ...more,
});
const until = (end: Interval): Interval => ({ start: null, end: end.end });
const since = (start: Interval): Interval => ({ start: start.start, end: null });
const span = (from: Interval, to: Interval): Interval => ({ start: from.start, end: to.end });

/** What a moment or period may be called; used alone and inside "by …", "since …", "from … to …". */
const basics: Pattern[] = [
  rule(`${year} - (\\d\\d) - (\\d\\d)`, (m) => dayOf(Number(m[1]), Number(m[2]), Number(m[3]))),
  rule(`${month} ${dayNumber}(?: ,)? ${year}`, (m) => dayOf(Number(m[3]), monthNumber(m[1]!), Number(m[2]))),
  rule(`(?:the )?${dayNumber}(?: of)? ${month}(?: ,)? ${year}`, (m) =>
    dayOf(Number(m[3]), monthNumber(m[2]!), Number(m[1])),
  ),
  rule(`(?:(?:early|mid|late)(?: -)? )?${month}(?: of| ,)? ${year}`, (m) =>
    monthOf(Number(m[2]), monthNumber(m[1]!)),
  ),
  rule(`${month} ${dayNumber}`, (m, c) =>
    Number(m[2]) > 31
      ? null
      : inYear(nearYear(monthNumber(m[1]!), c), (y) => dayOf(y, monthNumber(m[1]!), Number(m[2]))),
  ),
  rule(`(?:the )?${dayNumber}(?: of)? ${month}`, (m, c) =>
    inYear(nearYear(monthNumber(m[2]!), c), (y) => dayOf(y, monthNumber(m[2]!), Number(m[1]))),
  ),
  rule(`${month}(?: of)? (this|last|next) year`, (m, c) =>
    inYear(yearFrom(undefined, `${m[2]} year`, c), (y) => monthOf(y, monthNumber(m[1]!))),
  ),
  rule(`(?:this |last |next )?(?:early |mid(?: -)? |late )?${month}`, (m, c) =>
    inYear(nearYear(monthNumber(m[1]!), c), (y) => monthOf(y, monthNumber(m[1]!))),
  ),
  rule(`(?:(?:the )?(?:fiscal |financial |calendar )?year )?${year}`, (m) => yearOf(Number(m[1]))),
  rule(`(?:fy|fiscal year) ?${year}`, (m) => yearOf(Number(m[1]))),
  rule(`(?:(?:the )?(?:end|close) of|end -|year - end|the end -)(?: the year)? ?${ofYear}`, (m, c) =>
    inYear(yearFrom(m[1], m[2], c), (y) => dayOf(y, 12, 31)),
  ),
  rule(`(?:the )?end of (?:(?:this|the current) )?${month}(?: ${year})?`, (m, c) =>
    inYear(m[2] ? Number(m[2]) : nearYear(monthNumber(m[1]!), c), (y) => ({
      start: monthOf(y, monthNumber(m[1]!)).end,
      end: monthOf(y, monthNumber(m[1]!)).end,
    })),
  ),
  rule(`(?:the )?(?:beginning|start) of ${ofYear}`, (m, c) =>
    inYear(yearFrom(m[1], m[2], c), (y) => dayOf(y, 1, 1)),
  ),
  rule(`late(?: -)? ${year}`, (m) => monthsOf(Number(m[1]), 10, 12)),
  rule(`early(?: -)? ${year}`, (m) => monthsOf(Number(m[1]), 1, 3)),
  rule(`mid(?: -)? ${year}`, (m) => monthsOf(Number(m[1]), 6, 7)),
  rule(`(?:the )?${ordinal}(?: -)? quarter(?: ${ofYear})?`, (m, c) =>
    ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => quarterOf(y, ordinalOf(m[1]!)), c),
  ),
  rule(`q ?([1-4])(?: of)?(?: ${ofYear})?`, (m, c) =>
    inYear(yearFrom(m[2], m[3], c), (y) => quarterOf(y, Number(m[1]))),
  ),
  rule(`(?:the )?(first|second) half(?: of the year)?(?: ${ofYear})?`, (m, c) =>
    ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => halfOf(y, ordinalOf(m[1]!)), c),
  ),
  rule(`h ?([12])(?: of)?(?: ${ofYear})?`, (m, c) =>
    inYear(yearFrom(m[2], m[3], c), (y) => halfOf(y, Number(m[1]))),
  ),
  rule(`(?:the )?first ${count} months(?: ${ofYear})?`, (m, c) => {
    const months = countOf(m[1]);
    return months === null || months > 12
      ? null
      : inYear(yearFrom(m[2], m[3], c), (y) => monthsOf(y, 1, months));
  }),
  rule(`(?:the )?${ordinal} ${count} quarters(?: ${ofYear})?`, (m, c) => {
    const quarters = countOf(m[2]);
    return quarters === null || quarters > 4
      ? null
      : inYear(yearFrom(m[3], m[4], c), (y) => monthsOf(y, 1, quarters * 3));
  }),
  rule(`(?:the )?last ${count} months of ${ofYear}`, (m, c) => {
    const months = countOf(m[1]);
    return months === null || months > 12
      ? null
      : inYear(yearFrom(m[2], m[3], c), (y) => monthsOf(y, 13 - months, 12));
  }),
  rule('(?:this|the current) year', (_, c) => inYear(c.date?.year ?? null, yearOf)),
  rule('last year', (_, c) => inYear(c.date ? c.date.year - 1 : null, yearOf)),
  rule('next year', (_, c) => inYear(c.date ? c.date.year + 1 : null, yearOf)),
  rule('(?:this|the current) month', (_, c) => (c.date ? monthFrom(c.date, 0) : open)),
  rule('(?:the )?last month', (_, c) => (c.date ? monthFrom(c.date, -1) : open)),
  rule('next month', (_, c) => (c.date ? monthFrom(c.date, 1) : open)),
  rule('this week', (_, c) => (c.date ? weekOf(c.date, 0) : open)),
  rule('last week', (_, c) => (c.date ? weekOf(c.date, -1) : open)),
  rule('next week', (_, c) => (c.date ? weekOf(c.date, 1) : open)),
  rule('(?:this|the current) quarter', (_, c) =>
    c.date ? quarterOf(c.date.year, Math.ceil(c.date.month / 3)) : open,
  ),
  rule('last quarter', (_, c) =>
    c.date
      ? quarterOf(
          c.date.month > 3 ? c.date.year : c.date.year - 1,
          ((Math.ceil(c.date.month / 3) + 2) % 4) + 1,
        )
      : open,
  ),
  rule('today', (_, c) => (c.date ? single(c.date) : open)),
  rule('yesterday', (_, c) => (c.date ? single(daysFrom(c.date, -1)) : open)),
  rule('tomorrow', (_, c) => (c.date ? single(daysFrom(c.date, 1)) : open)),
  rule('(?:on |last )?(sunday|monday|tuesday|wednesday|thursday|friday|saturday)', (m, c) =>
    c.date ? single(daysFrom(c.date, -((weekdayOf(c.date) - weekdays.indexOf(m[1]!) + 7) % 7))) : open,
  ),
  rule(`(?:the )?((?:19|20)\\d0) ?s`, (m) => ({
    start: iso(Number(m[1]), 1, 1),
    end: iso(Number(m[1]) + 9, 12, 31),
  })),
];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** One of the basics inside a longer expression: its text is read again by the same rules. */
const basic = `(${basics.map(({ pattern }) => unnumbered(pattern.source)).join('|')})`;
function unnumbered(source: string): string {
  return source.replace(/\(\?= \|\$\) \?$/, '').replace(/\((?!\?)/g, '(?:');
}
function reread(text: string, context: Context): Interval {
  let best: { length: number; interval: Interval } | null = null;
  const line = `${text.trim()} `;
  for (const { pattern, resolve } of basics) {
    pattern.lastIndex = 0;
    const match = pattern.exec(line);
    if (match === null || (best !== null && match[0].length <= best.length)) continue;
    const interval = resolve(match, context);
    if (interval) best = { length: match[0].length, interval };
  }
  return best?.interval ?? open;
}

const back = (unit: string, amount: number | null, { date }: Context, sign: -1 | 1): Interval => {
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
  const there = daysFrom(
    { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1, day: Math.min(date.day, 28) },
    sign * days,
  );
  const other = iso(there.year, there.month, there.day);
  return sign < 0 ? { start: other, end: today } : { start: today, end: other };
};

const seasons = ['winter', 'spring', 'summer', 'autumn'];
/** Three whole months from March on; a winter begins in the year before. */
function seasonOf(name: string, year: number): Interval {
  const season = seasons.indexOf(name.replace('fall of', 'autumn'));
  return season === 0
    ? span(monthOf(year - 1, 12), monthOf(year, 2))
    : monthsOf(year, season * 3, season * 3 + 2);
}
function seasonYear(match: RegExpExecArray, { date, ahead }: Context): number | null {
  if (date === null) return null;
  const first = Math.max(1, seasons.indexOf(match[1]!) * 3);
  const coming = first + 2 >= date.month ? date.year : date.year + 1;
  return /last/.test(match[0])
    ? coming - 1
    : /next/.test(match[0])
      ? first > date.month
        ? date.year + (first - date.month > 6 ? 0 : 1)
        : date.year + 1
      : ahead || /by /.test(match[0])
        ? coming
        : first <= date.month
          ? date.year
          : date.year - 1;
}
/** By sevens from the first of the month, as reports count them. */
function weekOfMonth(year: number, month: number, which: string, tenDays: boolean): Interval {
  const [length, last] = [tenDays ? 10 : 7, daysIn(year, month)];
  const begin =
    which === 'last' ? last - length + 1 : ['first', 'second', 'third', 'fourth'].indexOf(which) * length + 1;
  return span(dayOf(year, month, begin), dayOf(year, month, Math.min(begin + length - 1, last)));
}
function weekBefore({ told, date }: Context): Interval {
  const from = told?.start ? dayIn(told.start) : date;
  return from ? weekOf(from, -1) : open;
}

const patterns: Pattern[] = [
  ...basics,
  // Ranges.
  rule(`(?:(?:from|between|in) )?${year} (?:-|–|—|to|and|through|until) (?:the end of )?${year}`, (m) =>
    Number(m[1]) < Number(m[2]) ? span(yearOf(Number(m[1])), yearOf(Number(m[2]))) : null,
  ),
  rule(`${year} ?(?:-|–|/) ?(\\d\\d)`, (m) =>
    Number(m[2]) === (Number(m[1]) + 1) % 100 ? span(yearOf(Number(m[1])), yearOf(Number(m[1]) + 1)) : null,
  ),
  rule(
    `(?:(?:from|between) )?${month} ${dayNumber} (?:${dash}|and) ${dayNumber}(?:(?: ,)? ${year})?`,
    (m, c) => {
      const number = monthNumber(m[1]!);
      return inYear(m[4] ? Number(m[4]) : nearYear(number, c), (y) =>
        span(dayOf(y, number, Number(m[2])), dayOf(y, number, Number(m[3]))),
      );
    },
  ),
  rule(
    `(?:(?:from|between) )?(?:the )?${dayNumber} (?:${dash}|and) ${dayNumber}(?: of)? ${month}(?:(?: ,)? ${year})?`,
    (m, c) => {
      const number = monthNumber(m[3]!);
      return inYear(m[4] ? Number(m[4]) : nearYear(number, c), (y) =>
        span(dayOf(y, number, Number(m[1])), dayOf(y, number, Number(m[2]))),
      );
    },
  ),
  rule(
    `(?:(?:from|between) )?${month} ${dayNumber} (?:${dash}|and) ${month} ${dayNumber}(?:(?: ,)? ${year})?`,
    (m, c) => {
      const [from, to] = [monthNumber(m[1]!), monthNumber(m[3]!)];
      return inYear(m[5] ? Number(m[5]) : nearYear(to, c), (y) =>
        span(dayOf(from > to ? y - 1 : y, from, Number(m[2])), dayOf(y, to, Number(m[4]))),
      );
    },
  ),
  rule(`(?:(?:from|in) )?${month} ${dash} ${month}(?:(?: ,)? ${ofYear})?`, (m, c) => {
    const [from, to] = [monthNumber(m[1]!), monthNumber(m[2]!)];
    const last = m[3] || m[4] ? yearFrom(m[3], m[4], c) : nearYear(to, c);
    return inYear(last, (y) => span(monthOf(from > to ? y - 1 : y, from), monthOf(y, to)));
  }),
  rule(`between ${month} and ${month}(?:(?: ,)? ${ofYear})?`, (m, c) =>
    inYear(m[3] || m[4] ? yearFrom(m[3], m[4], c) : nearYear(monthNumber(m[2]!), c), (y) =>
      span(monthOf(y, monthNumber(m[1]!)), monthOf(y, monthNumber(m[2]!))),
    ),
  ),
  rule(`from ${basic} (?:to|until|till|through) ${basic}`, (m, c) =>
    span(reread(m[1]!, c), reread(m[2]!, c)),
  ),
  // Open ends.
  rule(`since (?:the (?:beginning|start) of )?${basic}`, (m, c) => since(reread(m[1]!, c)), {
    bound: 'since',
  }),
  rule(
    `(?:from|starting from|starting in|beginning in) ${basic} (?:on|onward|onwards)`,
    (m, c) => since(reread(m[1]!, c)),
    { bound: 'since' },
  ),
  rule(`after ${basic}`, (m, c) => since(reread(m[1]!, c)), { bound: 'since' }),
  rule(`as of (?:the end of )?${basic}`, (m, c) => until(reread(m[1]!, c)), { bound: 'until' }),
  rule(`as of (?:now|today)`, (_, c) => (c.date ? until(single(c.date)) : open), { bound: 'until' }),
  rule(`by (?:the )?(?:end|close) of ${ofYear}`, (m, c) =>
    inYear(yearFrom(m[1], m[2], c), (y) => dayOf(y, 12, 31)),
  ),
  rule(`by (?:the )?end of ${month}(?: ${year})?`, (m, c) =>
    inYear(m[2] ? Number(m[2]) : nearYear(monthNumber(m[1]!), c), (y) => ({
      start: monthOf(y, monthNumber(m[1]!)).end,
      end: monthOf(y, monthNumber(m[1]!)).end,
    })),
  ),
  rule(`by (?:the )?(?:late|early|mid)(?: -)? ${year}`, (m, c) => reread(m[0].replace(/^by (the )?/, ''), c)),
  rule(
    `(?:by|until|till|up to|through|before|prior to) (?!the end|late|early|mid)${basic}`,
    (m, c) => until(reread(m[1]!, c)),
    { bound: 'until' },
  ),
  // Against another year.
  rule(
    `(?:the )?(?:same|corresponding) (?:period|quarter|month|half|week|time|point|${count} (?:months|quarters)) (?:of |in |a )?(?:the )?(?:last year|previous year|year earlier|year ago|year before|preceding year)`,
    (_, c) => samePeriod(c),
    { comparison: true },
  ),
  rule(
    `(?:the )?(?:same|corresponding) (?:period|quarter|month|half|${count} (?:months|quarters)) (?:of|in) ${year}`,
    (m, c) => samePeriod(c, Number(m[2])),
    { comparison: true },
  ),
  rule('(?:a|one) year (?:earlier|ago|before)|(?:the )?year before', (_, c) => samePeriod(c), {
    comparison: true,
  }),
  rule(
    `(two|three|four|five|six|seven|eight|nine|ten) years (?:earlier|before)`,
    (m, c) => samePeriod(c, undefined, countOf(m[1]) ?? 1),
    { comparison: true },
  ),
  rule('(?:the )?(?:previous|preceding|prior) year', (_, c) =>
    inYear(c.anchor !== null ? c.anchor - 1 : c.date ? c.date.year - 1 : null, yearOf),
  ),
  rule('(?:the )?week (?:before|earlier)|(?:the )?previous week', (_, c) => weekBefore(c), {
    comparison: true,
  }),
  rule('(?:the )?(?:full|whole) year|the year as a whole|over the year', (_, c) =>
    c.told?.start && c.told.end
      ? yearOf(Number(c.told.start.slice(0, 4)))
      : inYear(c.anchor ?? c.date?.year ?? null, yearOf),
  ),
  rule(
    `(?:in |over |for )?(?:the )?(?:first )?${count} (months|quarters) (?:to|through|up to|ending) (?:the end of )?${month}(?: ${year})?`,
    (m, c) => {
      const [length, last] = [(countOf(m[1]) ?? 0) * (m[2] === 'quarters' ? 3 : 1), monthNumber(m[3]!)];
      if (length < 1) return null;
      return inYear(m[4] ? Number(m[4]) : nearYear(last, c), (y) => {
        const index = y * 12 + last - length;
        return { start: iso(Math.floor(index / 12), (index % 12) + 1, 1), end: monthOf(y, last).end };
      });
    },
  ),
  rule(`(?:in|over|for) (?:the )?${count} months (?:of|in) ${ofYear}`, (m, c) => {
    const months = countOf(m[1]);
    return months === null || months > 12
      ? null
      : inYear(yearFrom(m[2], m[3], c), (y) => monthsOf(y, 1, months));
  }),
  rule(
    `(?:(?:in|over|for) )?(?:the )?(?:(?:twelve|12) months|year) (?:to|through|ended|ending|ending in|up to) (?:the end of )?${month}(?: ${year})?`,
    (m, c) => {
      const last = monthNumber(m[1]!);
      return inYear(m[2] ? Number(m[2]) : nearYear(last, c), (y) =>
        span(last === 12 ? monthOf(y, 1) : monthOf(y - 1, last + 1), monthOf(y, last)),
      );
    },
  ),
  rule(`(?:on )?${dayNumber} and ${dayNumber} ${month}(?: ${year})?`, (m, c) => {
    const number = monthNumber(m[3]!);
    return inYear(m[4] ? Number(m[4]) : nearYear(number, c), (y) =>
      span(dayOf(y, number, Number(m[1])), dayOf(y, number, Number(m[2]))),
    );
  }),
  rule(`(?:the )?(first|second|third|fourth|last) (?:week|ten days) of ${month}(?: ${year})?`, (m, c) => {
    const number = monthNumber(m[2]!);
    return inYear(m[3] ? Number(m[3]) : nearYear(number, c), (y) =>
      weekOfMonth(y, number, m[1]!, /ten days/.test(m[0])),
    );
  }),
  rule('(?:earlier|later|early|late) (?:in )?(this|last|next) (year|month|week)', (m, c) =>
    reread(`${m[1]} ${m[2]}`, c),
  ),
  rule(`(?:by |at |before )?(?:year - end|year end|year 's end|the year 's end)(?: ${year})?`, (m, c) =>
    inYear(m[1] ? Number(m[1]) : (c.date?.year ?? null), (y) => dayOf(y, 12, 31)),
  ),
  rule(`(?:at |by |as of |from )?end - ${month}(?: ${year})?`, (m, c) =>
    inYear(m[2] ? Number(m[2]) : nearYear(monthNumber(m[1]!), c), (y) => ({
      start: monthOf(y, monthNumber(m[1]!)).end,
      end: monthOf(y, monthNumber(m[1]!)).end,
    })),
  ),
  rule(
    `as (?:of|at) (?:the )?(?:end|close) of ${month}(?: ${year})?`,
    (m, c) =>
      inYear(m[2] ? Number(m[2]) : nearYear(monthNumber(m[1]!), c), (y) => ({
        start: null,
        end: monthOf(y, monthNumber(m[1]!)).end,
      })),
    { bound: 'until' },
  ),
  rule(
    `(?:before|until|till|through) (?:the )?end of ${ofYear}`,
    (m, c) => inYear(yearFrom(m[1], m[2], c), (y) => until(yearOf(y))),
    { bound: 'until' },
  ),
  rule(
    `since the (?:start|beginning) of ${ofYear}`,
    (m, c) => inYear(yearFrom(m[1], m[2], c), (y) => since(yearOf(y))),
    { bound: 'since' },
  ),
  rule(`${ordinal} - quarter|${ordinal} quarter`, (m, c) =>
    ended(yearFrom(undefined, undefined, c), false, (y) => quarterOf(y, ordinalOf(m[1] ?? m[2]!)), c),
  ),
  rule(`([1-4]) ?q ?${year}`, (m) => quarterOf(Number(m[2]), Number(m[1]))),
  rule(`${year} ?q ?([1-4])`, (m) => quarterOf(Number(m[1]), Number(m[2]))),
  rule(`(?:in|within) ${count} (years|months|weeks|days|decades)(?: ' ?| ')? time`, (m, c) =>
    back(m[2]!, countOf(m[1]), c, 1),
  ),
  rule(
    '(?:in|over|during|within) the (?:coming|next few|coming few) (?:years|months|weeks|decades)|the coming (?:years|months|decades)',
    () => open,
  ),
  rule('(?:a|one|two|three) decades? ago', (m, c) =>
    inYear(c.date ? c.date.year - 10 * (/two/.test(m[0]) ? 2 : /three/.test(m[0]) ? 3 : 1) : null, yearOf),
  ),
  rule(
    '(?:a|one) (month|week) (?:earlier|before|ago)',
    (m, c) =>
      m[1] === 'week'
        ? weekBefore(c)
        : c.date
          ? monthFrom(c.told?.start ? (dayIn(c.told.start) ?? c.date) : c.date, -1)
          : open,
    { comparison: true },
  ),
  rule(`(?:the )?(?:early|mid|late) (?:- )?((?:19|20)\\d0) ?s`, (m) => ({
    start: iso(Number(m[1]), 1, 1),
    end: iso(Number(m[1]) + 9, 12, 31),
  })),
  rule('this year and next|this year and the next', (_, c) =>
    inYear(c.date?.year ?? null, (y) => span(yearOf(y), yearOf(y + 1))),
  ),
  rule('next (sunday|monday|tuesday|wednesday|thursday|friday|saturday)', (m, c) =>
    c.date ? single(daysFrom(c.date, ((weekdays.indexOf(m[1]!) - weekdayOf(c.date) + 6) % 7) + 1)) : open,
  ),
  rule(
    `(?:by |in |this |next |last |the |during )*(spring|summer|autumn|fall of|winter)(?: (?:of )?${year})?`,
    (m, c) => inYear(m[2] ? Number(m[2]) : seasonYear(m, c), (y) => seasonOf(m[1]!, y)),
  ),
  rule(`(?:not before|no earlier than|not until) ${basic}`, (m, c) => reread(m[1]!, c)),
  rule(`(?:the )?following year`, (_, c) => inYear(c.anchor !== null ? c.anchor + 1 : null, yearOf)),
  // Around the text's date.
  rule(
    `(?:(?:in|over|during|for|within) )?(?:the )?(?:past|last|previous|recent) ${count} (years|year|months|month|decades|decade|weeks|week|days)`,
    (m, c) => back(m[2]!, m[1] ? countOf(m[1]) : 1, c, -1),
  ),
  rule(
    `(?:(?:in|over|during|within) )?(?:the )?(?:next|coming|following) ${count} (years|year|months|month|decades|decade|weeks|week|days)`,
    (m, c) =>
      m[1] === '' && /^(year|month|week)$/.test(m[2]!) && !/coming/.test(m[0])
        ? null
        : back(m[2]!, m[1] ? countOf(m[1]) : 1, c, 1),
  ),
  rule(`${count} (years|months|weeks|days|decades) ago`, (m, c) => {
    const interval = back(m[2]!, countOf(m[1]), c, -1);
    return interval.start === null
      ? open
      : m[2] === 'years' || m[2] === 'decades'
        ? yearOf(Number(interval.start.slice(0, 4)))
        : { start: interval.start, end: interval.start };
  }),
  rule('(?:in|over|during) recent (?:years|months|decades|weeks)|recent years', () => open),
  rule('so far this year', (_, c) =>
    c.date ? { start: iso(c.date.year, 1, 1), end: iso(c.date.year, c.date.month, c.date.day) } : open,
  ),
  rule('(?:so far|to date|up to now|until now)', (_, c) => (c.date ? until(single(c.date)) : open), {
    bound: 'until',
  }),
  rule('(?:the )?(?:year to date|year - to - date)', (_, c) =>
    c.date ? { start: iso(c.date.year, 1, 1), end: iso(c.date.year, c.date.month, c.date.day) } : open,
  ),
];

/** The period told before, a year or so many earlier. */
function samePeriod(context: Context, year?: number, back = 1): Interval {
  const { date, told, anchor } = context;
  if (!told?.start || !told.end) {
    if (year !== undefined) return yearOf(year);
    return inYear(anchor !== null ? anchor - back : date ? date.year - back : null, yearOf);
  }
  const gap = year === undefined ? back : Number(told.start.slice(0, 4)) - year;
  const move = (day: string) =>
    `${Number(day.slice(0, 4)) - gap}${day.slice(4)}`.replace(/-02-29$/, '-02-28');
  return { start: move(told.start), end: move(told.end) };
}
