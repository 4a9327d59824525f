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
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
