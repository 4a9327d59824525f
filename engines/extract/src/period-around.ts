/** Periods around the text’s date: the past decade, three years ago, the rest of the quarter, so far this year. */
import {
  dayIn,
  daysFrom,
  halfOf,
  iso,
  monthFrom,
  open,
  quarterOf,
  single,
  weekdayOf,
  weekOf,
  yearOf,
} from './calendar.ts';
import { back, before } from './period-shift.ts';
import { count, countOf, type Pattern, rule, until, weekdayNames, weekdays, year } from './period-words.ts';

export const around: Pattern[] = [
  rule(
    `(?:(?:in|over|during|for|within) )?(?:the )?(?:past|last|previous|recent) ${count} (years|year|months|month|decades|decade|weeks|week|days)`,
    (m, c) => back(m[2]!, m[1] ? countOf(m[1]) : 1, c, -1),
  ),
  rule('(?:(?:in|over|during|within) )the (?:next|coming) (decade|year)', (m, c) => back(m[1]!, 1, c, 1)),
  rule(
    `(?:(?:in|over|during|within) )?(?:the )?(?:next|coming|following) ${count} (years|year|months|month|decades|decade|weeks|week|days)`,
    (m, c) =>
      m[1] === '' && /^(year|month|week)$/.test(m[2]!) && !/coming/.test(m[0])
        ? null
        : back(m[2]!, m[1] ? countOf(m[1]) : 1, c, 1),
  ),
  // "In the next three to five years": as far as the longer of them.
  rule(
    `(?:(?:in|over|during|within|for) )?(?:the )?(?:next|coming) ${count} (?:to|-|–) ${count} (years|months|weeks|days)`,
    (m, c) => (m[1] && m[2] ? back(m[3]!, countOf(m[2]), c, 1) : null),
  ),
  rule(
    `(?:(?:in|over|during|for) )?(?:the )?(?:past|last) ${count} (?:to|-|–) ${count} (years|months|weeks|days)`,
    (m, c) => (m[1] && m[2] ? back(m[3]!, countOf(m[2]), c, -1) : null),
  ),
  rule(
    `(a|one|two|three|four|five|six|nine|ten|twelve|\\d{1,2}) (years?|months?|weeks?|days?) from (?:now|today)`,
    (m, c) => {
      const { end } = back(m[2]!, countOf(m[1]) ?? 1, c, 1);
      return { start: end, end };
    },
  ),
  rule(
    `(?:the )?(?:previous|preceding) (${weekdayNames})`,
    (m, c) => {
      const from = c.told?.start && c.told.start === c.told.end ? dayIn(c.told.start) : c.date;
      if (!from) return open;
      const back = ((weekdayOf(from) - weekdays.indexOf(m[1]!) + 6) % 7) + 1;
      // "On Monday …, above the previous Monday": the one before that.
      const isAgain = back < 7 && c.tokens.slice(0, c.first).some(({ low }) => low === m[1]);
      return single(daysFrom(from, -(isAgain ? back + 7 : back)));
    },
    { comparison: true },
  ),
  rule(
    '(?:(?:for|over|during|in) )?the (?:rest|remainder) of (?:the|this) (quarter|month|week|half)',
    (m, c) => {
      if (!c.date) return open;
      const { year, month } = c.date;
      const whole =
        m[1] === 'week'
          ? weekOf(c.date, 0)
          : m[1] === 'month'
            ? monthFrom(c.date, 0)
            : m[1] === 'half'
              ? halfOf(year, month > 6 ? 2 : 1)
              : quarterOf(year, Math.ceil(month / 3));
      return { start: iso(year, month, c.date.day), end: whole.end };
    },
  ),
  rule(`between (?:now|today) and (?:the end of )?${year}`, (m, c) =>
    c.date ? { start: iso(c.date.year, c.date.month, c.date.day), end: yearOf(Number(m[1])).end } : open,
  ),
  rule(`${count} (years|months|weeks|days|decades) ago`, (m, c) => {
    const interval = back(m[2]!, countOf(m[1]), c, -1);
    return interval.start === null
      ? open
      : m[2] === 'years' || m[2] === 'decades'
        ? yearOf(Number(interval.start.slice(0, 4)))
        : { start: interval.start, end: interval.start };
  }),
  rule('half a year (?:earlier|before|ago)', (_, c) => before(6, 'months', c), { comparison: true }),
  rule('(?:(?:a|one|two) )?fortnights? (?:ago|earlier|before)', (m, c) =>
    c.date ? single(daysFrom(c.date, /two/.test(m[0]) ? -28 : -14)) : open,
  ),
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
