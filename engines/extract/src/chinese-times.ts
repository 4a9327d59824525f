/** When, in Chinese: years, parts of years and days, against the text's date and what was told before. */
import {
  dayOf,
  daysFrom,
  halfOf,
  type Interval,
  monthFrom,
  monthOf,
  monthsOf,
  open,
  quarterOf,
  single,
  weekOf,
  yearOf,
} from './calendar.ts';
import { numberOf } from './chinese-number.ts';
import {
  around,
  earlier,
  type ReadingContext,
  type ReadTime,
  type TimeRule,
  timesBy,
  yearNear,
} from './reading.ts';

export const timesInChinese = (text: string, context: ReadingContext): ReadTime[] =>
  timesBy(rules, text, context, (found, before) => /同期/.test(found) || /(?:比|较|于)$/.test(before));

const small = (text: string | undefined): number =>
  text === undefined ? 0 : /^\d+$/.test(text) ? Number(text) : Number(numberOf(text)?.units ?? 0);
/** 今年, 去年 against the text's date; 当年, 同年, 次年, 上年 against the year told before. */
function relativeYear(word: string, { date, told }: ReadingContext): number | null {
  const before = told?.start ? Number(told.start.slice(0, 4)) : null;
  if (/^[当同]/.test(word)) return before;
  if (/^次/.test(word)) return before === null ? null : before + 1;
  if (/^上/.test(word)) return before !== null ? before - 1 : date ? date.year - 1 : null;
  return date ? date.year + ({ 今: 0, 本: 0, 去: -1, 前: -2, 明: 1, 后: 2 }[word[0] ?? ''] ?? 0) : null;
}
const years = '(?:(\\d{4})年|(今年|本年度?|去年|前年|明年|后年|当年|同年|次年|上年|上一年))';
const numerals = '([一二三四五六七八九十两\\d]{1,3})';
const to = '(?:月|日)?(?:[至到—–~～-]|以及|和)';
const yearIn = (m: RegExpMatchArray, context: ReadingContext): number | null =>
  m[1] ? Number(m[1]) : m[2] ? relativeYear(m[2], context) : (context.date?.year ?? null);
/** Of the year said, or of the one a month lies nearest to. */
const yearOfMonth = (m: RegExpMatchArray, month: number, context: ReadingContext): number | null =>
  m[1] || m[2] ? yearIn(m, context) : yearNear(month, context);
const within = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);
const rule = (pattern: string, resolve: TimeRule['resolve']): TimeRule => ({
  pattern: new RegExp(pattern, 'g'),
  resolve,
});
const lastDay = ({ end }: Interval): Interval => ({ start: end, end });
const until = ({ end }: Interval): Interval => ({ start: null, end });
const since = ({ start }: Interval): Interval => ({ start, end: null });

const rules: readonly TimeRule[] = [
  // Days.
  rule(`${years}?(?<!\\d)(\\d{1,2})月(\\d{1,2})日?${to}(\\d{1,2})月(\\d{1,2})日`, (m, c) =>
    within(yearOfMonth(m, Number(m[5]), c), (y) => ({
      start: dayOf(y, Number(m[3]), Number(m[4])).start,
      end: dayOf(y, Number(m[5]), Number(m[6])).end,
    })),
  ),
  rule(`${years}?(?<!\\d)(\\d{1,2})月(\\d{1,2})日?${to}(\\d{1,2})日`, (m, c) =>
    within(yearOfMonth(m, Number(m[3]), c), (y) => ({
      start: dayOf(y, Number(m[3]), Number(m[4])).start,
      end: dayOf(y, Number(m[3]), Number(m[5])).end,
    })),
  ),
  rule(`${years}?(?<!\\d)(\\d{1,2})月(\\d{1,2})日`, (m, c) =>
    within(yearOfMonth(m, Number(m[3]), c), (y) => dayOf(y, Number(m[3]), Number(m[4]))),
  ),
  rule('(?<![\\d月])(\\d{1,2})日(?=[，,上下，、]|在|从|于|发|表|说|宣|举|正|对)', (m, { date }) =>
    date && Number(m[1]) <= 31 ? dayOf(date.year, date.month, Number(m[1])) : null,
  ),
  rule('今天|今日|昨天|昨日|前天|明天', (m, { date }) =>
    date ? single(daysFrom(date, { 今: 0, 昨: -1, 前: -2, 明: 1 }[m[0][0] ?? ''] ?? 0)) : open,
  ),
  // Up to a moment, and from one.
  rule('截至目前|目前为止|迄今', (_, { date }) => (date ? until(single(date)) : open)),
  rule(`截至${years}?(?:(\\d{1,2})月)?(?:(\\d{1,2})日)?(?:底|末|份)?`, (m, c) => {
    if (!m[1] && !m[2] && !m[3]) return null;
    return within(m[3] ? yearOfMonth(m, Number(m[3]), c) : yearIn(m, c), (y) =>
      until(m[4] ? dayOf(y, Number(m[3]), Number(m[4])) : m[3] ? monthOf(y, Number(m[3])) : yearOf(y)),
    );
  }),
  rule(`(?:自|从)?${years}(?:(\\d{1,2})月(?:(\\d{1,2})日)?)?(?:以来|起|开始|至今)`, (m, c) =>
    within(yearIn(m, c), (y) =>
      since(m[4] ? dayOf(y, Number(m[3]), Number(m[4])) : m[3] ? monthOf(y, Number(m[3])) : yearOf(y)),
    ),
  ),
  rule('年初以来', (_, { date }) => (date ? since(yearOf(date.year)) : open)),
  rule(
    `(?:到|至|在)${years}(?:前|之前|以前)?(?!\\d{1,2}月|[上下]半年|第?[一二三四]季度|年?[底末初])`,
    (m, c) => (/^在/.test(m[0]) && !/前$/.test(m[0]) ? null : within(yearIn(m, c), (y) => until(yearOf(y)))),
  ),
  rule(`${years}(?:年)?(?:底|末)(?:前|之前)?`, (m, c) => within(yearIn(m, c), (y) => dayOf(y, 12, 31))),
  rule('年底(?:前|之前)?|年末', (_, { date }) => (date ? dayOf(date.year, 12, 31) : open)),
  rule(`${years}(?:年)?初`, (m, c) => within(yearIn(m, c), (y) => dayOf(y, 1, 1))),
  rule(`${years}?(?<!\\d)(\\d{1,2})月(?:底|末)`, (m, c) =>
    within(yearOfMonth(m, Number(m[3]), c), (y) => lastDay(monthOf(y, Number(m[3])))),
  ),
  rule(`${years}?(?<!\\d)(\\d{1,2})月(上旬|中旬|下旬|初)`, (m, c) =>
    within(yearOfMonth(m, Number(m[3]), c), (y) => monthOf(y, Number(m[3]))),
  ),
  // Parts of a year.
  rule(`${years}?(?<![目以之])前${numerals}个?月(?!前)`, (m, c) => {
    const months = small(m[3]);
    return months < 1 || months > 12 ? null : within(yearIn(m, c), (y) => monthsOf(y, 1, months));
  }),
  rule(`${years}?前([一二两三\\d])个?季度`, (m, c) =>
    within(yearIn(m, c), (y) => monthsOf(y, 1, Math.min(4, small(m[3])) * 3)),
  ),
  rule(`${years}?(?:第)?([一二三四1-4])季度`, (m, c) =>
    within(yearIn(m, c), (y) => quarterOf(y, small(m[3]))),
  ),
  rule(`${years}?(上|下)半年`, (m, c) => within(yearIn(m, c), (y) => halfOf(y, m[3] === '上' ? 1 : 2))),
  rule(`${years}?(?<!\\d)(\\d{1,2})月?(?:份)?[至到—–~～-](\\d{1,2})月(?:份)?`, (m, c) => {
    const [from, last] = [Number(m[3]), Number(m[4])];
    return from > 12 || last > 12
      ? null
      : within(yearOfMonth(m, last, c), (y) =>
          from > last
            ? { start: monthOf(y - 1, from).start, end: monthOf(y, last).end }
            : monthsOf(y, from, last),
        );
  }),
  rule(`${years}(\\d{1,2})月(?:份)?`, (m, c) =>
    Number(m[3]) > 12 ? null : within(yearIn(m, c), (y) => monthOf(y, Number(m[3]))),
  ),
  rule('(?<![\\d.])(\\d{1,2})月(?:份)?(?!\\d)', (m, c) =>
    Number(m[1]) > 12 ? null : within(yearNear(Number(m[1]), c), (y) => monthOf(y, Number(m[1]))),
  ),
  rule(`${years}?(春季|夏季|秋季|冬季|春天|夏天|秋天|冬天)`, (m, c) => {
    const first = { 春: 3, 夏: 6, 秋: 9, 冬: 12 }[m[3]![0]!] ?? 3;
    return within(yearIn(m, c), (y) =>
      first === 12
        ? { start: monthOf(y - 1, 12).start, end: monthOf(y, 2).end }
        : monthsOf(y, first, first + 2),
    );
  }),
  // Years.
  rule('(\\d{4})年?[至到—–~～-](\\d{4})年', (m) => ({
    start: yearOf(Number(m[1])).start,
    end: yearOf(Number(m[2])).end,
  })),
  rule('[“"]?十([一二三四五六])五[”"]?(?:规划)?(?:期间|时期)?', (m) => {
    // The tenth five-year plan began in 2001.
    const first = 2001 + small(m[1]) * 5;
    return { start: yearOf(first).start, end: yearOf(first + 4).end };
  }),
  rule(`${years}(?:全年|度)?`, (m, c) => within(yearIn(m, c), yearOf)),
  rule('(?:上世纪|20世纪)([二三四五六七八九\\d]0?)十?年代', (m) => {
    const first = 1900 + (small(m[1]) < 10 ? small(m[1]) * 10 : small(m[1]));
    return { start: yearOf(first).start, end: yearOf(first + 9).end };
  }),
  // Around the text's date.
  rule('上个?月|本月|下个?月|这个月', (m, { date }) =>
    date ? monthFrom(date, m[0].startsWith('上') ? -1 : m[0].startsWith('下') ? 1 : 0) : open,
  ),
  rule('上周|本周|下周|这周', (m, { date }) =>
    date ? weekOf(date, m[0].startsWith('上') ? -1 : m[0].startsWith('下') ? 1 : 0) : open,
  ),
  rule(`(?:过去|近|最近)${numerals}年(?:间|来|里)?`, (m, { date }) => around(date, small(m[1]) * 12, -1)),
  rule(`(?:过去|近|最近)${numerals}个月(?:间|来|里)?`, (m, { date }) => around(date, small(m[1]), -1)),
  rule(`(?:未来|今后)${numerals}年(?:间|内)?`, (m, { date }) => around(date, small(m[1]) * 12, 1)),
  rule(`${numerals}年前`, (m, { date }) => within(date ? date.year - small(m[1]) : null, yearOf)),
  rule('(?:去年|上年|上一年|上年度)?(?<!历史)同期', (_, { told, date }) =>
    told?.start && told.end ? earlier(told, 1) : date ? yearOf(date.year - 1) : open,
  ),
  rule('近年来|近些年来?', () => open),
];
