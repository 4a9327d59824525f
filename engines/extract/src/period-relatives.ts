/** Periods told against another one. */
import {
  dayIn,
  dayOf,
  daysFrom,
  halfOf,
  iso,
  monthFrom,
  monthsOf,
  open,
  quarterOf,
  single,
  weekdayOf,
  weekOf,
  yearOf,
} from './calendar.ts';
import { back, before, isAsLong, samePeriod, seasonOf, seasonYear, weekBefore } from './period-shift.ts';
import {
  type Context,
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
  span,
  weekdayNames,
  weekdays,
  year,
  yearFrom,
} from './period-words.ts';

/** Of a year's end told without its year: in a plan the one to come, else in a new year's first half the last one. */
const yearEnding = (text: string, { date, ahead }: Context): number | null =>
  date && (ahead || /^(?:by|before) /.test(text) || date.month > 6 ? date.year : date.year - 1);

/** "It pays $71; a year ago it was $79": what is so now, in a clause without a time, was so a year before the text's day. */
function isFromNow({ tokens, first, told }: Context): boolean {
  const clause = tokens.slice(tokens.slice(0, first).findLastIndex(({ text }) => text === ';') + 1, first);
  const isLong = told?.start && told.end && Date.parse(told.end) - Date.parse(told.start) > 80 * 86_400_000;
  return (
    !isLong &&
    !clause.some(({ low }) => timeWord.test(low)) &&
    tokens.slice(0, first).some(({ low }) => present.test(low))
  );
}
const present =
  /^(?:is|are|has|have|makes?|stands?|pays?|costs?|takes?|employs?|holds?|earns?|needs?|runs?|now)$/;
const timeWord = new RegExp(
  `^(?:${weekdayNames}|(?:19|20)\\d\\d|month|year|quarter|week|period|months|half|yesterday|today|january|february|march|april|may|june|july|august|september|october|november|december)$`,
);

export const relatives: Pattern[] = [
  // Against another year.
  rule(
    `(?:the )?(?:same|corresponding|like|similar|comparable|equivalent) (?:period|quarter|months?|half|week|day|time|point|${count} (?:months|quarters|weeks)) (?:of |in |a )?(?:the )?(?:last year|previous year|year earlier|year ago|year before|preceding year)`,
    (_, c) => samePeriod(c),
    { comparison: true },
  ),
  rule(
    `(?:the )?(?:same|corresponding|like|similar|comparable|equivalent) (?:period|quarter|months?|half|week|day|stretch|${count} (?:months|quarters|weeks)) (?:of|in) ${year}`,
    (m, c) => {
      // "The same five months of 2024", and none told before.
      const months = c.told === null && / months /.test(m[0]) ? countOf(m[1]) : null;
      return months !== null && months <= 12
        ? monthsOf(Number(m[2]), 1, months)
        : samePeriod(c, Number(m[2]));
    },
    { comparison: true },
  ),
  rule(
    '(?:a|one) (?:year|season) (?:earlier|ago|before|previously)|(?:the )?year before|(?:the |a )?year - (?:earlier|ago) (?:period|quarter|month|half)',
    (m, c) =>
      samePeriod(/year ago $/.test(m[0]) && isFromNow(c) ? { ...c, told: c.date && single(c.date) } : c),
    {
      comparison: true,
    },
  ),
  rule(
    `(two|three|four|five|six|seven|eight|nine|ten) years (?:earlier|before)`,
    (m, c) => samePeriod(c, undefined, countOf(m[1]) ?? 1),
    { comparison: true },
  ),
  // "Over the same period", "during that period": the stretch last told, and no part of it.
  rule(
    '(?:the same|that|this same) (?:period|time ?span|time ?frame|stretch)|(?<=(?:over|during|in|(?<!(?:record|high|low|best|highest|lowest|worst|norm|average|level|levels) )for) )(?:the|this) period(?! (?:of|from|to|until|between|when|since|a|last|ending|ended))|the (?:reporting|reported|review) period',
    (_, c) =>
      c.stretches.find(
        ({ end }) => c.date === null || c.ahead || end! <= iso(c.date.year, c.date.month, c.date.day),
      ) ??
      c.stretches[0] ??
      c.told ??
      open,
  ),
  rule(
    `(?<=(?:over|during|in|for|within|of) )(?:the|those|these|the same|that same) ${count} (months|weeks|quarters|years)`,
    (m, c) => {
      const length = countOf(m[1]);
      if (length === null || (m[2] === 'years' && !/th(?:ose|ese)|same/.test(m[0]))) return null;
      const told = c.told === null ? c.stretches : [c.told, ...c.stretches];
      const before = told.find((each) => isAsLong(each, length, m[2]!));
      if (before || !c.date || c.ahead || m[2] !== 'months' || !/^the /.test(m[0])) return before ?? null;
      // "Over the nine months", of books that are closed by the quarter: those of the year that are over.
      return /^(?:3|6|9)$/.test(String(length)) && c.date.month > length
        ? monthsOf(c.date.year, 1, length)
        : null;
    },
  ),
  rule(
    `(?<=(?:over|during|in|for|within|of) )the (quarter|half|month)(?! (?:to|of|before|after|ended|ending|from|earlier|an?|${ordinal}) )`,
    (m, c) => {
      const told = c.told === null ? c.stretches : [c.told, ...c.stretches];
      const length = { quarter: 3, half: 6, month: 1 }[m[1]!]!;
      const before = told.find((each) => isAsLong(each, length, 'months'));
      if (before || m[1] === 'month') return before ?? (c.date ? monthFrom(c.date, 0) : open);
      return m[1] === 'half'
        ? ended(c.date?.year ?? null, false, (y) => halfOf(y, c.date!.month > 6 ? 1 : 2), c)
        : ended(
            c.date?.year ?? null,
            false,
            (y) => quarterOf(y, ((Math.ceil(c.date!.month / 3) + 2) % 4) + 1),
            c,
          );
    },
  ),
  rule(
    `(two|three|four|five|six|nine|ten|eleven|twelve|eighteen|\\d{1,2}) (months|weeks|days) (?:earlier|before|previously)(?! than)`,
    (m, c) => before(countOf(m[1]) ?? (m[1] === 'eighteen' ? 18 : 0), m[2]!, c),
    { comparison: true },
  ),
  rule('(?:the )?(?:previous|preceding|prior) year', (_, c) =>
    inYear(
      c.anchor !== null
        ? c.anchor - 1
        : c.told?.start
          ? Number(c.told.start.slice(0, 4)) - 1
          : c.date
            ? c.date.year - 1
            : null,
      yearOf,
    ),
  ),
  rule('(?:the )?week (?:before|earlier)|(?:the )?previous week', (_, c) => weekBefore(c), {
    comparison: true,
  }),
  rule('(?:the )?(?:full|whole)(?: -)? year|the year as a whole|over the year', (m, c) =>
    // "Full-year trade hit a record in 2022" names none itself.
    m[0].includes('-') && !c.ahead && c.tokens.some(({ low }) => /^(?:19|20)\d\d$/.test(low))
      ? null
      : // What is expected of it is of the text's own year.
        c.told?.start && c.told.end && !(c.ahead && c.date && Number(c.told.start.slice(0, 4)) < c.date.year)
        ? yearOf(Number(c.told.start.slice(0, 4)))
        : inYear((c.ahead ? null : c.anchor) ?? c.date?.year ?? null, yearOf),
  ),
  rule(`(?:in|over|for) (?:the )?${count} months (?:of|in) ${ofYear}`, (m, c) => {
    const months = countOf(m[1]);
    return months === null || months > 12
      ? null
      : inYear(yearFrom(m[2], m[3], c), (y) => monthsOf(y, 1, months));
  }),
  rule(`(?:on )?${dayNumber} and ${dayNumber} ${month}(?: ${year})?`, (m, c) => {
    const number = monthNumber(m[3]!);
    return inYear(m[4] ? Number(m[4]) : nearYear(number, c), (y) =>
      span(dayOf(y, number, Number(m[1])), dayOf(y, number, Number(m[2]))),
    );
  }),
  rule(`(?:by |at |before |since )?(?:the )?(?:year - end|year end|year's end)(?: ${year})?`, (m, c) =>
    inYear(m[1] ? Number(m[1]) : yearEnding(m[0], c), (y) => dayOf(y, 12, 31)),
  ),
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
  rule(`next (${weekdayNames})`, (m, c) =>
    c.date ? single(daysFrom(c.date, ((weekdays.indexOf(m[1]!) - weekdayOf(c.date) + 6) % 7) + 1)) : open,
  ),
  rule(`(?:(?:in|over|during) )?the (winter|spring|summer|autumn) before last`, (m, c) =>
    inYear(seasonYear(`last ${m[1]}`, m[1]!, c), (y) => seasonOf(m[1]!, y - 1)),
  ),
  rule(
    `(?:by |in |this |next |last |the |during )*(spring|summer|autumn|fall(?= of (?:19|20))|winter)(?: (?:of )?(?:${year}|((?:this|last|next) year)))?`,
    (m, c) =>
      inYear(m[2] || m[3] ? yearFrom(m[2], m[3], c) : seasonYear(m[0], m[1]!, c), (y) => seasonOf(m[1]!, y)),
  ),
  rule('(?:(?:in|over|during) )?(?:the )?(?:following|next) (month|quarter|week)', (m, c) => {
    const from = c.told?.end && /following/.test(m[0]) ? dayIn(c.told.end) : null;
    if (!from) return null;
    const quarter = from.year * 4 + Math.ceil(from.month / 3);
    return m[1] === 'month'
      ? monthFrom(from, 1)
      : m[1] === 'week'
        ? weekOf(from, 1)
        : quarterOf(Math.floor(quarter / 4), (quarter % 4) + 1);
  }),
  rule(`(?:(?:in|over|during) )?(?:the )?following ${count} (years|months|weeks|days)`, (m, c) => {
    const from = c.told?.end ? dayIn(c.told.end) : null;
    return from && countOf(m[1]) !== null ? back(m[2]!, countOf(m[1]), { ...c, date: from }, 1) : null;
  }),
  rule(`(?:in |the |during |over )*(winter|season) (?:of )?${year} ?(?:-|–|/) ?(\\d\\d)(?:\\d\\d)?`, (m) =>
    Number(m[3]) === (Number(m[2]) + 1) % 100 ? seasonOf('winter', Number(m[2]) + 1) : null,
  ),
  // "In the first half …; in the second it rebounded".
  rule(
    '(?:in )?the (second|latter|third|fourth)(?= (?:it|they|the|[.,;)]|by|to|was|were|rose|fell|only|another|there|and|but)(?: |$))',
    (m, c) => {
      const head = c.tokens
        .slice(0, c.first)
        .findLastIndex(({ low }) => /^(first|second|third|fourth)$/.test(low));
      const kind = head < 0 ? '' : (c.tokens[head + 1]?.low ?? '');
      const nth = m[1] === 'latter' ? 2 : ordinalOf(m[1]!);
      if (kind !== 'half' && kind !== 'quarter') return null;
      return inYear(c.anchor ?? c.date?.year ?? null, (y) =>
        kind === 'half' ? halfOf(y, nth) : quarterOf(y, nth),
      );
    },
  ),
  rule(
    `(a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|\\d{1,2}) (years?|months?|weeks?|days?) later`,
    (m, c) => {
      if (/^(?:to|or|-|–)$/.test(c.tokens[c.first - 1]?.low ?? '')) return null;
      if (!m[2]!.startsWith('year'))
        return before(-(countOf(m[1]) ?? (m[1] === 'eighteen' ? 18 : 1)), `${m[2]!.replace(/s$/, '')}s`, c);
      const from = c.anchor ?? (c.told?.start ? Number(c.told.start.slice(0, 4)) : null);
      return from === null ? null : yearOf(from + (countOf(m[1]) ?? 1));
    },
  ),
  // "$240 million this year, $310 million next and the rest in the two years after that".
  rule('next(?= (?:and|but|or|[,.;)]) )', (_, c) =>
    c.date &&
    c.tokens
      .slice(Math.max(0, c.first - 9), c.first)
      .some(({ low }, at, all) => low === 'this' && all[at + 1]?.low === 'year')
      ? yearOf(c.date.year + 1)
      : null,
  ),
  rule(
    `(?:(?:in|over|during|for) )?the ${count} years (?:after (?:that|then)|that follow|thereafter)`,
    (m, c) => {
      const [length, last] = [countOf(m[1]), c.told?.end ? Number(c.told.end.slice(0, 4)) : null];
      return length && last !== null ? span(yearOf(last + 1), yearOf(last + length)) : null;
    },
  ),
  rule(`(?:the )?following year`, (_, c) => inYear(c.anchor !== null ? c.anchor + 1 : null, yearOf)),
];
