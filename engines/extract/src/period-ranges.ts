/** Ranges, and periods told by one end or by a part of a year. */
import {
  type Day,
  dayIn,
  dayOf,
  daysFrom,
  daysIn,
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
import { back, isAsLong, samePeriod } from './period-shift.ts';
import {
  count,
  countOf,
  dash,
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
  since,
  span,
  until,
  weekdayNames,
  weekdays,
  year,
  yearFrom,
} from './period-words.ts';

const isoOf = ({ year, month, day }: Day) => iso(year, month, day);

export const ranges: Pattern[] = [
  // Ranges.
  rule(`(?:(?:from|between|in) )?${year} (?:-|–|—|to|through|until) (?:the end of )?${year}`, (m) =>
    Number(m[1]) < Number(m[2]) ? span(yearOf(Number(m[1])), yearOf(Number(m[2]))) : null,
  ),
  rule(`between ${year} and ${year}`, (m) =>
    Number(m[1]) < Number(m[2]) ? span(yearOf(Number(m[1])), yearOf(Number(m[2]))) : null,
  ),
  rule(
    `(?:in |over |during )?(?:the )?${month} (?:- to -|-|–|to|through|-) ${month} (?:period|stretch|months)(?: (?:(?:of|in) )?${year})?`,
    (m, c) =>
      inYear(m[3] ? Number(m[3]) : nearYear(monthNumber(m[2]!), c), (y) =>
        span(monthOf(y, monthNumber(m[1]!)), monthOf(y, monthNumber(m[2]!))),
      ),
  ),
  rule(
    `(?:the )?${year} ?(?:-|–|/) ?(?:20)?(\\d\\d) (academic|school|marketing|agricultural|crop|grain|cotton|fiscal|financial|heating|football)? ?(?:year|season)`,
    (m) => {
      const first = Number(m[1]);
      if (Number(m[2]) !== (first + 1) % 100) return null;
      const begins = /academic|school/.test(m[3] ?? '')
        ? 9
        : /marketing|agri|crop|grain|cotton/.test(m[3] ?? '')
          ? 7
          : /heating/.test(m[3] ?? '')
            ? 10
            : 1;
      return begins === 1
        ? span(yearOf(first), yearOf(first + 1))
        : span(monthOf(first, begins), monthOf(first + 1, begins - 1));
    },
  ),
  // "Wheat exports reached 450 thousand tonnes in ten months", told soon after them.
  rule(`(?:in|over|for) ${count} months`, (m, c) => {
    const months = countOf(m[1]);
    if (months !== null && months > 1 && c.told !== null && !c.ahead && isAsLong(c.told, months, 'months'))
      return c.told;
    return months !== null &&
      months > 1 &&
      months < 12 &&
      c.date !== null &&
      c.date.month >= months &&
      c.date.month - months <= 2 &&
      !c.ahead &&
      c.tokens.some(({ low }) =>
        /^(reached|totalled|totaled|amounted|rose|grew|fell|increased|decreased|exports|imports|turnover|trade|exported|imported|shipped|exceeded|handled)$/.test(
          low,
        ),
      )
      ? monthsOf(c.date.year, 1, months)
      : null;
  }),
  rule(
    `(?:starting|beginning|effective|from)(?: (?:in|on|from|as of))? (?:(next year)|${month} ${dayNumber}|${dayNumber} ${month}|${year})`,
    (m, c) => {
      if (m[1]) return inYear(c.date ? c.date.year + 1 : null, (y) => since(yearOf(y)));
      if (m[6]) {
        // "Could rise to 12 from 2030"; "up from 2023" tells of no beginning.
        const isToCome = c.ahead && c.date !== null && Number(m[6]) > c.date.year;
        return m[0].startsWith('from') && !isToCome ? null : since(yearOf(Number(m[6])));
      }
      if (m[0].startsWith('from') && !c.ahead) return null;
      const [number, day] = m[2] ? [monthNumber(m[2]), Number(m[3])] : [monthNumber(m[5]!), Number(m[4])];
      return inYear(nearYear(number, c), (y) => since(dayOf(y, number, day)));
    },
  ),
  // Parts of a year by other names.
  rule(`(?:the )?(opening|final|closing|last) (quarter|half|months)(?: ${ofYear})?`, (m, c) => {
    if (m[1] === 'last' && !m[3] && !m[4]) return null;
    const first = m[1] === 'opening';
    const length = m[2] === 'half' ? 6 : 3;
    return inYear(yearFrom(m[3], m[4], c), (y) =>
      first ? monthsOf(y, 1, length) : monthsOf(y, 13 - length, 12),
    );
  }),
  rule(
    `(?:(?:in|over|during) )?(?:the )?first ${count} weeks(?: (?:of|in) ${ofYear})?(?! of| in)`,
    (m, c) => {
      const weeks = countOf(m[1]);
      return weeks === null
        ? null
        : inYear(yearFrom(m[2], m[3], c), (y) => {
            const last = daysFrom({ year: y, month: 1, day: 1 }, weeks * 7 - 1);
            return { start: iso(y, 1, 1), end: isoOf(last) };
          });
    },
  ),
  rule('last night', (_, c) => (c.date ? single(daysFrom(c.date, -1)) : open)),
  rule('since (?:the )?new year', (_, c) => (c.date ? { start: iso(c.date.year, 1, 1), end: null } : open), {
    bound: 'since',
  }),
  rule(
    '(?:the )?(?:previous|preceding|prior) (month|quarter)|(?:the )?(month|quarter) (?:before|earlier)',
    (m, c) => {
      const from = c.told?.start ? (dayIn(c.told.start) ?? c.date) : c.date;
      if (!from) return open;
      if ((m[1] ?? m[2]) === 'month') return monthFrom(from, -1);
      const quarter = Math.ceil(from.month / 3);
      return quarter > 1 ? quarterOf(from.year, quarter - 1) : quarterOf(from.year - 1, 4);
    },
    { comparison: true },
  ),
  rule('(?:the )?year before last', (_, c) => inYear(c.date ? c.date.year - 2 : null, yearOf)),
  rule('(?:a|one) decade (?:earlier|before)', (_, c) => samePeriod(c, undefined, 10), { comparison: true }),
  rule('(?:(?:in|over|during) )?(?:the )?(?:past|last) (decade|year|month|week|quarter)', (m, c) =>
    m[1] === 'quarter' || (/last/.test(m[0]) && !/(?:over|during|in) the/.test(m[0]))
      ? null
      : back(m[1]!, 1, c, -1),
  ),
  rule(`(?:in|within) ${count} (years|months|weeks|days)`, (m, c) =>
    countOf(m[1]) === null || !c.ahead ? null : back(m[2]!, countOf(m[1]), c, 1),
  ),
  rule('(?:for )?the (?:rest|remainder) of (?:the|this) year', (_, c) =>
    c.date ? { start: iso(c.date.year, c.date.month, c.date.day), end: iso(c.date.year, 12, 31) } : open,
  ),
  rule('(?:at )?the turn of the year', (_, c) =>
    inYear(c.date ? (c.ahead ? c.date.year : c.date.year - 1) : null, (y) => dayOf(y, 12, 31)),
  ),
  rule(
    `(?:in |for |over )?(?:the )?(?:half - year|half year)`,
    (_, c) =>
      c.stretches.find((told) => isAsLong(told, 6, 'months')) ??
      ended(c.date?.year ?? null, false, (y) => halfOf(y, c.date!.month > 6 ? 1 : 2), c),
  ),
  rule(
    `(${year}|last year|this year|next year)'s (?:${ordinal} (quarter|half)|(final|closing|last|opening) (quarter|half))`,
    (m, c) => {
      const nth = m[3] ? ordinalOf(m[3]) : /opening/.test(m[5]!) ? 1 : m[6] === 'half' ? 2 : 4;
      return inYear(yearFrom(m[2], m[1], c), (y) =>
        (m[4] ?? m[6]) === 'half' ? halfOf(y, nth) : quarterOf(y, nth),
      );
    },
  ),
  rule(
    'since the turn of the year',
    (_, c) => (c.date ? { start: iso(c.date.year, 1, 1), end: null } : open),
    { bound: 'since' },
  ),
  rule(`(?:so far|to date) (?:in )?(?:this year|${year})`, (m, c) => {
    const year = m[1] ? Number(m[1]) : c.date?.year;
    return c.date && year !== undefined
      ? { start: iso(year, 1, 1), end: iso(c.date.year, c.date.month, c.date.day) }
      : year !== undefined
        ? yearOf(year)
        : open;
  }),
  rule(`(?:on )?(?:${weekdayNames})(?: ,)? ${month} ${dayNumber}(?:(?: ,)? ${year})?`, (m, c) =>
    inYear(m[3] ? Number(m[3]) : nearYear(monthNumber(m[1]!), c), (y) =>
      dayOf(y, monthNumber(m[1]!), Number(m[2])),
    ),
  ),
  rule(`(?:on )?(?:${weekdayNames})(?: ,)? ${dayNumber} ${month}(?:(?: ,)? ${year})?`, (m, c) =>
    inYear(m[3] ? Number(m[3]) : nearYear(monthNumber(m[2]!), c), (y) =>
      dayOf(y, monthNumber(m[2]!), Number(m[1])),
    ),
  ),
  rule(`(?:in )?(?:the )?week of ${dayNumber} ${month}`, (m, c) =>
    inYear(nearYear(monthNumber(m[2]!), c), (y) =>
      weekOf({ year: y, month: monthNumber(m[2]!), day: Number(m[1]) }, 0),
    ),
  ),
  rule(`(?:in )?(?:the )?week of ${month} ${dayNumber}`, (m, c) =>
    inYear(nearYear(monthNumber(m[1]!), c), (y) =>
      weekOf({ year: y, month: monthNumber(m[1]!), day: Number(m[2]) }, 0),
    ),
  ),
  rule('(?:(?:at|over|on|during) )?(?:the|last|this|next) weekend', (m, c) => {
    if (!c.date) return open;
    const isNext = /next|this/.test(m[0]) || (!/last/.test(m[0]) && !c.past);
    const sunday = dayIn(weekOf(c.date, isNext ? 0 : -1).end!)!;
    return { start: isoOf(daysFrom(sunday, -1)), end: isoOf(sunday) };
  }),
  rule(
    `(?:(?:in|over|on) )?(?:the )?(first|second|third|fourth|last) (${weekdayNames}) (?:of|in) ${month}(?: ${year})?`,
    (m, c) => {
      const number = monthNumber(m[3]!);
      return inYear(m[4] ? Number(m[4]) : nearYear(number, c), (y) => {
        const nth = ['first', 'second', 'third', 'fourth'].indexOf(m[1]!);
        const first = { year: y, month: number, day: nth < 0 ? daysIn(y, number) - 6 : 1 };
        return single(
          daysFrom(first, ((weekdays.indexOf(m[2]!) - weekdayOf(first) + 7) % 7) + Math.max(0, nth) * 7),
        );
      });
    },
  ),
  rule('(?<=(?:since|before|by|until|till|over|after|at|for) )(?:the )?new year', (_, c) =>
    inYear(c.date ? (c.past || c.date.month < 7 ? c.date.year : c.date.year + 1) : null, (y) =>
      dayOf(y, 1, 1),
    ),
  ),
  rule('(?:(?:in|for|over|during) )?(?:the )?calendar year', (_, c) => inYear(c.date?.year ?? null, yearOf)),
  rule('this morning|tonight|this afternoon|this evening', (_, c) => (c.date ? single(c.date) : open)),
  rule(`(\\d{2})\\.(\\d{2}) \\. ${year}`, (m) => dayOf(Number(m[3]), Number(m[2]), Number(m[1]))),
  rule(`(?:in )?${year} ?(?:-|–|/) ?(\\d\\d)`, (m) => {
    const [first, last] = [Number(m[1]), Number(m[2])];
    // "2016–20", and no month: "2024-12".
    return last === (first + 1) % 100 || (last > first % 100 && last > 12)
      ? span(yearOf(first), yearOf(first - (first % 100) + last + (last < first % 100 ? 100 : 0)))
      : null;
  }),
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
  rule(`(?:(from|in|between) )?${month} (${dash}|and) ${month}(?:(?: ,)? ${ofYear})?`, (m, c) => {
    if ((m[1] === 'between') !== (m[3] === 'and')) return null;
    const [from, to] = [monthNumber(m[2]!), monthNumber(m[4]!)];
    const last = m[5] || m[6] ? yearFrom(m[5], m[6], c) : nearYear(to, c);
    return inYear(last, (y) => span(monthOf(from > to ? y - 1 : y, from), monthOf(y, to)));
  }),
  // Open ends.
  rule(`as of (?:now|today)`, (_, c) => (c.date ? until(single(c.date)) : open), { bound: 'until' }),
];
