/** Moments and periods by themselves: days, months, quarters, years, this and last. */
import {
  dayOf,
  daysFrom,
  halfOf,
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
import {
  count,
  countOf,
  dayNumber,
  ended,
  inYear,
  month,
  monthNumber,
  nearYear,
  ofYear,
  ordinal,
  ordinalOf,
  type Pattern,
  rule,
  shortYear,
  span,
  weekdayNames,
  weekdays,
  year,
  yearFrom,
} from './period-words.ts';

/** What a moment or period may be called; used alone and inside "by …", "since …", "from … to …". */
export const basics: Pattern[] = [
  rule(`${year} - (\\d\\d) - (\\d\\d)`, (m) => dayOf(Number(m[1]), Number(m[2]), Number(m[3]))),
  rule(`${month} ${dayNumber}(?: ,)? ${year}`, (m) => dayOf(Number(m[3]), monthNumber(m[1]!), Number(m[2]))),
  rule(`(?:the )?${dayNumber}(?: of)? ${month}(?: ,)? ${year}`, (m) =>
    dayOf(Number(m[3]), monthNumber(m[2]!), Number(m[1])),
  ),
  rule(`${month}(?: of| ,)? ${year}`, (m) => monthOf(Number(m[2]), monthNumber(m[1]!))),
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
  rule(`(?:this |last |next )?${month}`, (m, c) =>
    inYear(nearYear(monthNumber(m[1]!), c, m[0].startsWith('last ')), (y) => monthOf(y, monthNumber(m[1]!))),
  ),
  rule(`(?:the )?(?:(?:fiscal |financial |calendar )?year |fiscal |financial |calendar |fy )${year}`, (m) =>
    yearOf(Number(m[1])),
  ),
  rule(year, (m) => yearOf(Number(m[1]))),
  rule(`(?:the )?${year} (?:fiscal|financial|calendar|business) year`, (m) => yearOf(Number(m[1]))),
  rule(`fy ?${shortYear}`, (m) => yearOf(2000 + Number(m[1]))),
  rule(`(?:([12]) ?h|h ?([12])) ?(?:' ?)?(?:20)?${shortYear}`, (m) =>
    halfOf(2000 + Number(m[3]), Number(m[1] ?? m[2])),
  ),
  rule(`(?:([1-4]) ?q|q ?([1-4])) ?(?:' ?)?(?:20)?${shortYear}`, (m) =>
    quarterOf(2000 + Number(m[3]), Number(m[1] ?? m[2])),
  ),
  rule(`(?:the )?${ordinal}(?: -)? quarter(?: ${ofYear})?`, (m, c) =>
    ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => quarterOf(y, ordinalOf(m[1]!)), c),
  ),
  rule(`q ?([1-4])(?: of)?(?: ${ofYear})?`, (m, c) =>
    ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => quarterOf(y, Number(m[1])), c),
  ),
  rule(
    `(?:the )?(first|second) half(?! (?:hour|day|million|dozen|century|metre|mile)|-)(?: of the year)?(?: ${ofYear})?`,
    (m, c) => ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => halfOf(y, ordinalOf(m[1]!)), c),
  ),
  rule(`h ?([12])(?: of)?(?: ${ofYear})?`, (m, c) =>
    ended(yearFrom(m[2], m[3], c), Boolean(m[2] ?? m[3]), (y) => halfOf(y, Number(m[1])), c),
  ),
  rule(`(?:the )?first ${count} months(?: ${ofYear})?`, (m, c) => {
    const months = countOf(m[1]);
    if (months === null || months > 12) return null;
    // Of what began, and of no calendar.
    if (months === 12 && !m[2] && !m[3]) return open;
    return inYear(yearFrom(m[2], m[3], c), (y) => monthsOf(y, 1, months));
  }),
  rule(`(?:the )?${ordinal} ${count} quarters(?: ${ofYear})?`, (m, c) => {
    const quarters = countOf(m[2]);
    return quarters === null || quarters > 4
      ? null
      : inYear(yearFrom(m[3], m[4], c), (y) => monthsOf(y, 1, quarters * 3));
  }),
  rule('(?:this|the current)(?: fiscal| financial)? year', (_, c) => inYear(c.date?.year ?? null, yearOf)),
  rule('last(?: fiscal| financial)? year', (_, c) => inYear(c.date ? c.date.year - 1 : null, yearOf)),
  rule('next(?: fiscal| financial)? year', (_, c) => inYear(c.date ? c.date.year + 1 : null, yearOf)),
  rule('(?:this|the current) month', (_, c) => (c.date ? monthFrom(c.date, 0) : open)),
  rule('(?:the )?last month', (_, c) => (c.date ? monthFrom(c.date, -1) : open)),
  rule('next month', (_, c) => (c.date ? monthFrom(c.date, 1) : open)),
  rule('this week', (_, c) => (c.date ? weekOf(c.date, 0) : open)),
  rule('last week', (_, c) => (c.date ? weekOf(c.date, -1) : open)),
  rule('next week', (_, c) => (c.date ? weekOf(c.date, 1) : open)),
  rule('(?:this|the current) quarter', (_, c) =>
    c.date ? quarterOf(c.date.year, Math.ceil(c.date.month / 3)) : open,
  ),
  rule('next quarter', (_, c) => {
    if (!c.date) return open;
    const after = Math.ceil(c.date.month / 3) + 1;
    return after > 4 ? quarterOf(c.date.year + 1, 1) : quarterOf(c.date.year, after);
  }),
  rule('last quarter', (_, c) =>
    c.date
      ? quarterOf(
          c.date.month > 3 ? c.date.year : c.date.year - 1,
          ((Math.ceil(c.date.month / 3) + 2) % 4) + 1,
        )
      : open,
  ),
  rule('(?:the )?day before yesterday', (_, c) => (c.date ? single(daysFrom(c.date, -2)) : open)),
  rule(`(?:christmas|new year's eve|new year's day)(?: (?:day|eve))?(?: ${year})?`, (m, c) => {
    const [month, day] = /year's day/.test(m[0])
      ? [1, 1]
      : [12, /new/.test(m[0]) ? 31 : /eve/.test(m[0]) ? 24 : 25];
    const near =
      c.date === null
        ? null
        : c.ahead || month < c.date.month
          ? c.date.year
          : month === 12 && c.date.month < 12
            ? c.date.year - 1
            : c.date.year;
    return inYear(m[1] ? Number(m[1]) : near, (y) => dayOf(y, month, day));
  }),
  // China's plans have run for five years since 1953 and were counted without a gap since 1966.
  rule(`(?:the |its |china 's )?(\\d{1,2}) th five - year (?:plan|programme|program)(?: period)?`, (m) => {
    const first = 2021 - (14 - Number(m[1])) * 5;
    return first < 1976 || first > 2060 ? null : span(yearOf(first), yearOf(first + 4));
  }),
  rule('that (?:same )?year', (_, c) =>
    inYear(c.told?.start ? Number(c.told.start.slice(0, 4)) : c.anchor, yearOf),
  ),
  rule('today', (_, c) => (c.date ? single(c.date) : open)),
  rule('yesterday', (_, c) => (c.date ? single(daysFrom(c.date, -1)) : open)),
  rule('tomorrow', (_, c) => (c.date ? single(daysFrom(c.date, 1)) : open)),
  // In a report the last one, in a plan the next.
  rule(`(?:on |last |this )?(${weekdayNames})`, (m, c) => {
    if (!c.date) return open;
    const back = (weekdayOf(c.date) - weekdays.indexOf(m[1]!) + 7) % 7;
    const isNext =
      m[0].startsWith('this') ||
      (!m[0].startsWith('last') &&
        (c.ahead || (!c.past && /^(?:until|till|by|before)$/.test(c.tokens[c.first]?.low ?? ''))));
    return single(daysFrom(c.date, isNext ? (7 - back) % 7 : -back));
  }),
  rule(`(?:the )?(?:(?:early|mid|late)(?: -)? )?((?:19|20)\\d0) ?s`, (m) => ({
    start: iso(Number(m[1]), 1, 1),
    end: iso(Number(m[1]) + 9, 12, 31),
  })),
];
