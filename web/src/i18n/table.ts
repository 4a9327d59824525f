/**
 * How a language writes numbers, dates and money, as plain data. It is taken from Node's full ICU when the pages are built,
 * because browsers ship trimmed locale data: Chromium prints Kazakh and Uzbek dates as "2026 M03 8" and Kyrgyz, Tajik, Turkmen
 * and Mongolian ones in English.
 */
export interface LocaleTable {
  tag: string;
  /** The locale the formats are those of: `en-GB` for English, which also says on which day a week begins. */
  formats: string;
  /** Month names as they stand inside a date (genitive where the language has one). */
  monthsShort: string[];
  monthsLong: string[];
  /** As they stand before a year without a day: Russian says "март 2018" there, not "марта". */
  monthsOfYear: string[];
  /** Sunday first. */
  weekdaysShort: string[];
  weekdaysLong: string[];
  /** `{weekday} {day} {month} {year}` in the language's order, with its own separators. */
  dates: Record<DateStyle, string>;
  /** Order of a typed numeric date, such as `dmy`. */
  typedOrder: 'dmy' | 'mdy' | 'ymd';
  /** Between the members of a list, as `, ` or `、`. */
  list: string;
  decimal: string;
  group: string;
  /** Digits before the first group separator at least: Spanish and Polish write 1234 but 12 345. */
  groupFrom: number;
  percent: string;
  /** `{symbol}` and `{number}` in the language's order. */
  money: string;
  symbols: Record<string, string>;
}
export type DateStyle = 'day' | 'weekday' | 'full' | 'year' | 'month' | 'monthYear';

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  year: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short' },
  monthYear: { month: 'long', year: 'numeric' },
};

/** Every currency of the pack's countries that has a symbol of its own; others are written with their code. */
const currencies = [
  'USD',
  'EUR',
  'CNY',
  'KZT',
  'KGS',
  'UZS',
  'TJS',
  'TMT',
  'RUB',
  'BYN',
  'PLN',
  'GEL',
  'AZN',
  'AMD',
  'TRY',
  'IRR',
  'MNT',
  'VND',
  'LAK',
  'GBP',
];

export function localeTable(tag: string, formats: string): LocaleTable {
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 20)));
  const weekdays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 10, 1 + day)));
  const part = (date: Date, options: Intl.DateTimeFormatOptions, type: 'month' | 'weekday') =>
    dateParts(formats, options, date).find((found) => found.type === type)?.value ?? '';
  const numbers = new Intl.NumberFormat(formats).formatToParts(1234567.5);
  const separator = (type: 'decimal' | 'group') => numbers.find((found) => found.type === type)?.value ?? '';
  return {
    tag,
    formats,
    monthsShort: months.map((date) => part(date, styles.day, 'month')),
    monthsLong: months.map((date) => part(date, styles.full, 'month')),
    monthsOfYear: months.map((date) => part(date, styles.monthYear, 'month')),
    weekdaysShort: weekdays.map((date) => part(date, styles.weekday, 'weekday')),
    weekdaysLong: weekdays.map((date) => part(date, styles.full, 'weekday')),
    dates: Object.fromEntries(
      Object.entries(styles).map(([style, options]) => [style, datePattern(formats, options)]),
    ) as Record<DateStyle, string>,
    typedOrder: typedOrder(formats),
    list:
      new Intl.ListFormat(formats)
        .formatToParts(['a', 'b', 'c', 'd'])
        .find((found) => found.type === 'literal')?.value ?? ', ',
    decimal: separator('decimal'),
    group: separator('group'),
    groupFrom: new Intl.NumberFormat(formats).formatToParts(1234).some((found) => found.type === 'group')
      ? 4
      : 5,
    percent: pattern(new Intl.NumberFormat(formats, { style: 'percent' }).formatToParts(0.5), {
      integer: '{number}',
    }),
    money: pattern(
      new Intl.NumberFormat(formats, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).formatToParts(5),
      { integer: '{number}', currency: '{symbol}' },
    ),
    symbols: Object.fromEntries(currencies.map((currency) => [currency, currencySymbol(formats, currency)])),
  };
}

function dateParts(formats: string, options: Intl.DateTimeFormatOptions, date: Date) {
  return new Intl.DateTimeFormat(formats, {
    ...options,
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  }).formatToParts(date);
}

function datePattern(formats: string, options: Intl.DateTimeFormatOptions): string {
  return pattern(dateParts(formats, options, new Date(Date.UTC(2026, 4, 20))), {
    day: '{day}',
    // Chinese writes the month as a number with its sign, so the name already stands in `monthsShort`
    month: '{month}',
    weekday: '{weekday}',
    year: '{year}',
  });
}

function pattern(parts: readonly { type: string; value: string }[], slots: Record<string, string>): string {
  return parts.map((found) => slots[found.type] ?? found.value).join('');
}

function typedOrder(formats: string): LocaleTable['typedOrder'] {
  const order = dateParts(
    formats,
    { day: 'numeric', month: 'numeric', year: 'numeric' },
    new Date(Date.UTC(2026, 4, 20)),
  )
    .flatMap((found) =>
      found.type === 'day' || found.type === 'month' || found.type === 'year' ? [found.type[0]] : [],
    )
    .join('');
  return order === 'mdy' || order === 'ymd' ? order : 'dmy';
}

function currencySymbol(formats: string, currency: string): string {
  const parts = new Intl.NumberFormat(formats, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(5);
  return parts.find((found) => found.type === 'currency')?.value ?? currency;
}
