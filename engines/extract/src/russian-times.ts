/** When, in Russian: years, parts of years and days, against the text's date and what was told before. */
import {
  dayOf,
  daysFrom,
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
import {
  around,
  earlier,
  type ReadingContext,
  type ReadTime,
  type TimeRule,
  timesBy,
  yearNear,
} from './reading.ts';
import { b, counted, e } from './russian-words.ts';

export const timesInRussian = (text: string, context: ReadingContext): ReadTime[] =>
  timesBy(
    rules,
    text,
    context,
    (found, before) =>
      /аналогичн|тем же|того же|годом ранее|годом раньше/i.test(found) ||
      /(?:сравнени[юи] с|чем|к уровню|относительно) $/iu.test(before),
  );

const stems = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];
const month =
  '(январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе])';
const monthNumber = (word: string): number => {
  const low = word.toLowerCase();
  return low.startsWith('март')
    ? 3
    : low.startsWith('ма')
      ? 5
      : stems.findIndex((stem, index) => index !== 4 && low.startsWith(stem)) + 1;
};
const year =
  '((?:этого|текущего|нынешнего|этом|текущем|нынешнем|этот|прошлого|прошлом|прошлый|минувшего|минувшем|предыдущего|предыдущем|следующего|следующем|следующий|будущего|будущем|того же|том же) год[ауе]?|\\d{4}(?: ?гг?\\.|[- ]?(?:го|м|й|му)? ?год[ауе]?)?)';
/** The year a group names; without one null. */
function yearFrom(text: string | undefined, { date, told }: ReadingContext): number | null {
  if (text === undefined) return date?.year ?? null;
  const digits = /^\d{4}/.exec(text);
  if (digits) return Number(digits[0]);
  if (/того же|том же/.test(text)) return told?.start ? Number(told.start.slice(0, 4)) : null;
  if (date === null) return null;
  return /прошл|минувш|предыдущ/.test(text)
    ? date.year - 1
    : /следующ|будущ/.test(text)
      ? date.year + 1
      : date.year;
}
const yearOfMonth = (text: string | undefined, month: number, context: ReadingContext): number | null =>
  text === undefined ? yearNear(month, context) : yearFrom(text, context);
const within = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);
const small = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : (counted[text.toLowerCase()] ?? 0);
const ordinals: Record<string, number> = { перв: 1, втор: 2, трет: 3, четв: 4, i: 1, ii: 2, iii: 3, iv: 4 };
const nth = (text: string): number =>
  /^\d/.test(text) ? Number(text[0]) : (ordinals[text.toLowerCase()] ?? 1);
const until = ({ end }: Interval): Interval => ({ start: null, end });
const since = ({ start }: Interval): Interval => ({ start, end: null });
const lastDay = ({ end }: Interval): Interval => ({ start: end, end });
const rule = (pattern: string, resolve: TimeRule['resolve']): TimeRule => ({
  pattern: new RegExp(`${b}(?:${pattern})${e}`, 'giu'),
  resolve,
});
const count = '(\\p{L}+|\\d+)';

const rules: readonly TimeRule[] = [
  // Days.
  rule(`(?:с )?(\\d{1,2})(?: (?:по|до|и) |\\s?[-–—]\\s?)(\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[4], monthNumber(m[3]!), c), (y) => ({
      start: dayOf(y, monthNumber(m[3]!), Number(m[1])).start,
      end: dayOf(y, monthNumber(m[3]!), Number(m[2])).end,
    })),
  ),
  rule(`(?:с )?(\\d{1,2}) ${month} (?:по|до) (\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[5], monthNumber(m[4]!), c), (y) => ({
      start: dayOf(y, monthNumber(m[2]!), Number(m[1])).start,
      end: dayOf(y, monthNumber(m[4]!), Number(m[3])).end,
    })),
  ),
  rule(`(?:по состоянию )?на (\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[3], monthNumber(m[2]!), c), (y) => dayOf(y, monthNumber(m[2]!), Number(m[1]))),
  ),
  rule(`(?:с|начиная с) (\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[3], monthNumber(m[2]!), c), (y) =>
      since(dayOf(y, monthNumber(m[2]!), Number(m[1]))),
    ),
  ),
  rule(`(?:к|до) (\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[3], monthNumber(m[2]!), c), (y) =>
      until(dayOf(y, monthNumber(m[2]!), Number(m[1]))),
    ),
  ),
  rule(`(\\d{1,2}) ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[3], monthNumber(m[2]!), c), (y) => dayOf(y, monthNumber(m[2]!), Number(m[1]))),
  ),
  rule('(\\d{2})\\.(\\d{2})\\.(\\d{4})', (m) => dayOf(Number(m[3]), Number(m[2]), Number(m[1]))),
  rule('сегодня|вчера|завтра|позавчера', (m, { date }) =>
    date
      ? single(
          daysFrom(
            date,
            /^позавчера/i.test(m[0]) ? -2 : /^вчера/i.test(m[0]) ? -1 : /^завтра/i.test(m[0]) ? 1 : 0,
          ),
        )
      : open,
  ),
  rule(
    '(?:во?|на) (?:минувш(?:ий|ую|ее) |прошл(?:ый|ую|ое) )?(понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)',
    (m, { date }) => {
      if (!date) return open;
      const day = ['воскресенье', 'понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу'].indexOf(
        m[1]!.toLowerCase(),
      );
      return single(daysFrom(date, -((weekdayOf(date) - day + 7) % 7)));
    },
  ),
  // Months and parts of years.
  rule(`(?:в |за )?${month}\\s?[-–—]\\s?${month}(?: ${year})?`, (m, c) =>
    monthsBetween(m[1]!, m[2]!, m[3], c),
  ),
  rule(`(?:с|между) ${month} (?:по|до|и) ${month}(?: ${year})?`, (m, c) =>
    monthsBetween(m[1]!, m[2]!, m[3], c),
  ),
  rule(`(?:к|до|на|в|с) конц[уае] ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[2], monthNumber(m[1]!), c), (y) => lastDay(monthOf(y, monthNumber(m[1]!)))),
  ),
  rule(`с(?: начала)? ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[2], monthNumber(m[1]!), c), (y) => since(monthOf(y, monthNumber(m[1]!)))),
  ),
  rule(`к ${month}(?: ${year})?`, (m, c) =>
    within(yearOfMonth(m[2], monthNumber(m[1]!), c), (y) => until(monthOf(y, monthNumber(m[1]!)))),
  ),
  rule(`(?:по состоянию )?на ${month} ${year}`, (m, c) =>
    within(yearFrom(m[2], c), (y) => until(monthOf(y, monthNumber(m[1]!)))),
  ),
  rule(`(?:в |за )?(?:начал[оеу] |середин[ауе] |конц[ае] )?${month} ${year}`, (m, c) =>
    within(yearFrom(m[2], c), (y) => monthOf(y, monthNumber(m[1]!))),
  ),
  rule(`(?:в|за|по итогам)(?: (?:начале|середине))? ${month}`, (m, c) =>
    within(yearNear(monthNumber(m[1]!), c), (y) => monthOf(y, monthNumber(m[1]!))),
  ),
  rule(`(?:за |в )?(?:перв(?:ые|ых) )?${count} месяц(?:ев|а) ${year}`, (m, c) =>
    small(m[1]!) ? within(yearFrom(m[2], c), (y) => monthsOf(y, 1, Math.min(12, small(m[1]!)))) : null,
  ),
  rule(`(?:за|в) перв(?:ые|ых) ${count} месяц(?:ев|а)`, (m, c) =>
    small(m[1]!) ? within(c.date?.year ?? null, (y) => monthsOf(y, 1, Math.min(12, small(m[1]!)))) : null,
  ),
  // "За семь месяцев экспорт вырос": told soon after them.
  rule(`(?:за|по итогам) ${count} месяц(?:ев|а)`, (m, { date }) => {
    const months = small(m[1]!);
    return months > 1 && months < 12 && date && date.month >= months && date.month - months <= 2
      ? monthsOf(date.year, 1, months)
      : null;
  }),
  rule(
    `(?:в |за |по итогам |к концу )?(перв|втор|трет|четв|[1-4]-|I{1,3}|IV)\\p{L}* квартал[еау]?(?: ${year})?`,
    (m, c) => within(yearFrom(m[2], c), (y) => quarterOf(y, nth(m[1]!))),
  ),
  rule(
    `(?:в |за |по итогам )?(перв|втор|[12]-|I{1,2})\\p{L}* (?:полугоди[еияю]|половин[еуы])(?: ${year})?`,
    (m, c) => within(yearFrom(m[2]?.replace(/^года$/, ''), c), (y) => halfOf(y, nth(m[1]!))),
  ),
  rule('(?:за|по итогам) полугоди[ея]', (_, { date }) => within(date?.year ?? null, (y) => halfOf(y, 1))),
  rule(`(?:весной|летом|осенью|зимой)(?: ${year})`, (m, c) =>
    within(yearFrom(m[1], c), (y) => {
      const first = /^вес/i.test(m[0]) ? 3 : /^лет/i.test(m[0]) ? 6 : /^осе/i.test(m[0]) ? 9 : 0;
      return first === 0
        ? { start: monthOf(y - 1, 12).start, end: monthOf(y, 2).end }
        : monthsOf(y, first, first + 2);
    }),
  ),
  // Years.
  rule(`(?:к|до|на|в) конц[уае] ${year}`, (m, c) => within(yearFrom(m[1], c), (y) => dayOf(y, 12, 31))),
  rule('(?:к|до|в) конц[уае] года', (_, { date }) => within(date?.year ?? null, (y) => dayOf(y, 12, 31))),
  rule(`(?:к|до|в|на) начал[уае] ${year}`, (m, c) => within(yearFrom(m[1], c), (y) => dayOf(y, 1, 1))),
  rule(`с начала(?: ${year}| года)`, (m, c) =>
    m[1]
      ? within(yearFrom(m[1], c), (y) => since(yearOf(y)))
      : c.date
        ? { start: iso(c.date.year, 1, 1), end: iso(c.date.year, c.date.month, c.date.day) }
        : open,
  ),
  rule('(?:с|между) (\\d{4})(?: года)? (?:по|до|и) (\\d{4})(?: год(?:[ауы]|ами)?)?', (m) => ({
    start: yearOf(Number(m[1])).start,
    end: yearOf(Number(m[2])).end,
  })),
  rule('(?:в |за )?(\\d{4})\\s?[-–—]\\s?(\\d{4}) (?:гг\\.|год(?:ах|ам|ы|ов|у|а))', (m) => ({
    start: yearOf(Number(m[1])).start,
    end: yearOf(Number(m[2])).end,
  })),
  rule('(?:с|начиная с) (\\d{4})(?:-го)? года', (m) => since(yearOf(Number(m[1])))),
  rule('(?:к|до) (\\d{4})(?:-му|-го)? год[уа]', (m) => until(yearOf(Number(m[1])))),
  rule(`(?:в|за|по итогам|в течение|на) ${year}`, (m, c) =>
    /^\d{4}$/.test(m[1]!) ? null : within(yearFrom(m[1], c), yearOf),
  ),
  rule('(\\d{4})(?:-го|-м)? (?:год(?:а|у|ом|е)?|гг?\\.)', (m) => yearOf(Number(m[1]))),
  rule('(?:прошлого|текущего|этого|следующего) года', (m, c) => within(yearFrom(m[0], c), yearOf)),
  rule('(?:в )?(\\d{4})-х(?: год(?:ах|ов|ы))?', (m) => ({
    start: yearOf(Number(m[1])).start,
    end: yearOf(Number(m[1]) + 9).end,
  })),
  // Around the text's date.
  rule('(?:в|за) (прошл|этот|эт|текущ|следующ|минувш)\\p{L}* месяц[еу]?', (m, { date }) =>
    date ? monthFrom(date, /прошл|минувш/i.test(m[1]!) ? -1 : /следующ/i.test(m[1]!) ? 1 : 0) : open,
  ),
  rule('на (прошл|эт|текущ|следующ|минувш)\\p{L}* неделе', (m, { date }) =>
    date ? weekOf(date, /прошл|минувш/i.test(m[1]!) ? -1 : /следующ/i.test(m[1]!) ? 1 : 0) : open,
  ),
  rule(
    `(?:за|в) (?:последни[ехй]|минувши[ех]|прошедши[ех]) ${count} (лет|года|месяц(?:ев|а))`,
    (m, { date }) => around(date, small(m[1]!) * (/^мес/.test(m[2]!) ? 1 : 12), -1),
  ),
  rule(
    `(?:в ближайшие|за следующие|в течение ближайших|в следующие) ${count} (лет|года|месяц(?:ев|а))`,
    (m, { date }) => around(date, small(m[1]!) * (/^мес/.test(m[2]!) ? 1 : 12), 1),
  ),
  rule('за последн(?:ее|ие) (?:десятилетие|десять лет)', (_, { date }) => around(date, 120, -1)),
  rule(`${count} (?:лет|года) назад`, (m, { date }) =>
    small(m[1]!) ? within(date ? date.year - small(m[1]!) : null, yearOf) : null,
  ),
  rule('год назад', (_, { date }) => within(date ? date.year - 1 : null, yearOf)),
  // Against another period.
  rule(
    '(?:(?:за|в) )?(?:аналогичн\\p{L}+|так\\p{L}+ же|т\\p{L}+ же) период\\p{L}*(?: (?:прошлого|предыдущего|минувшего) года| годом ранее)?|годом (?:ранее|раньше)',
    (_, { told, date }) =>
      told?.start && told.end ? earlier(told, 1) : within(date ? date.year - 1 : null, yearOf),
  ),
  rule(
    '(?:(?:за|в) )?(?:аналогичн\\p{L}+|так\\p{L}+ же|т\\p{L}+ же) период\\p{L}* (\\d{4}) года',
    (m, { told }) =>
      told?.start && told.end
        ? earlier(told, Number(told.start.slice(0, 4)) - Number(m[1]))
        : yearOf(Number(m[1])),
  ),
  rule('(?:в|за) последние годы|в последнее время', () => open),
];

const monthsBetween = (
  from: string,
  to: string,
  year: string | undefined,
  context: ReadingContext,
): Interval => {
  const [first, last] = [monthNumber(from), monthNumber(to)];
  return within(yearOfMonth(year, last, context), (y) =>
    first > last
      ? { start: monthOf(y - 1, first).start, end: monthOf(y, last).end }
      : monthsOf(y, first, last),
  );
};
