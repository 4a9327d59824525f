/** Russian: money, counts, percentages, units and periods. Numbers take a comma for the point and spaces between groups. */
import {
  type Day,
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
  yearOf,
} from './calendar.ts';
import { type Decimal, decimal, shift } from './decimal.ts';
import type { Modifier } from './modifier.ts';
import type { Reading, ReadQuantity, ReadTime } from './reading.ts';

const b = '(?<![\\p{L}\\d])';
const e = '(?![\\p{L}\\d])';
const number = '\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:,\\d+)?|\\d+(?:[.,]\\d+)?';
const scales =
  '(тыс(?:\\.|яч[аиу]?)|млн\\.?|миллион(?:а|ов)?|млрд\\.?|миллиард(?:а|ов)?|трлн\\.?|триллион(?:а|ов)?)';
const exponentOf = (word: string | undefined): number =>
  word === undefined
    ? 0
    : /^тыс/.test(word)
      ? 3
      : /^мл(?:н)|^миллион/.test(word)
        ? 6
        : /^млрд|^миллиард/.test(word)
          ? 9
          : 12;
const counted: Record<string, number> = {
  один: 1,
  одна: 1,
  одно: 1,
  два: 2,
  две: 2,
  двух: 2,
  три: 3,
  трёх: 3,
  трех: 3,
  четыре: 4,
  четырёх: 4,
  четырех: 4,
  пять: 5,
  пяти: 5,
  шесть: 6,
  шести: 6,
  семь: 7,
  семи: 7,
  восемь: 8,
  восьми: 8,
  девять: 9,
  девяти: 9,
  десять: 10,
  десяти: 10,
  одиннадцать: 11,
  одиннадцати: 11,
  двенадцать: 12,
};

const units: readonly (readonly [RegExp, ReadQuantity['kind'], string, number])[] = [
  [/^(?:долларов|доллара|доллар|долл\.?)(?: США)?|^USD/u, 'money', 'USD', 0],
  [/^(?:(?:китайских )?юан(?:ей|я|ь)|CNY)/u, 'money', 'CNY', 0],
  [/^евро/u, 'money', 'EUR', 0],
  [/^(?:рубл(?:ей|я|ь)|руб\.?)/u, 'money', 'RUB', 0],
  [/^тенге/u, 'money', 'KZT', 0],
  [/^(?:узбекских )?сум(?:ов|а)?(?!\p{L})/u, 'money', 'UZS', 0],
  [/^(?:киргизских |кыргызских )?сом(?:ов|а)?(?!\p{L})/u, 'money', 'KGS', 0],
  [/^сомони/u, 'money', 'TJS', 0],
  [/^манат(?:ов|а)?/u, 'money', 'AZN', 0],
  [/^лари/u, 'money', 'GEL', 0],
  [/^(?:процентн(?:ых|ого|ый) пункт(?:ов|а)?|п\. ?п\.)/u, 'percent', 'percentage point', 0],
  [/^(?:%|процент(?:ов|а)?)/u, 'percent', 'percent', 0],
  [/^(?:кВт[·⋅-]?ч|киловатт-час(?:ов|а)?)/u, 'measure', 'Wh', 3],
  [/^(?:МВт[·⋅-]?ч)/u, 'measure', 'Wh', 6],
  [/^(?:ГВт[·⋅-]?ч)/u, 'measure', 'Wh', 9],
  [/^(?:кВт|киловатт)/u, 'measure', 'W', 3],
  [/^(?:МВт|мегаватт)/u, 'measure', 'W', 6],
  [/^(?:ГВт|гигаватт)/u, 'measure', 'W', 9],
  [/^(?:кв\. ?км|км2|км²|квадратных километров)/u, 'measure', 'm2', 6],
  [/^(?:кв\. ?м(?!\p{L})|м2|м²|квадратных метров)/u, 'measure', 'm2', 0],
  [/^(?:га(?!\p{L})|гектар(?:ов|а)?)/u, 'measure', 'm2', 4],
  [/^(?:куб\. ?м(?!\p{L})|м3|м³|кубометр(?:ов|а)?|кубических метров)/u, 'measure', 'm3', 0],
  [/^(?:км(?!\p{L})|километр(?:ов|а)?)/u, 'measure', 'm', 3],
  [/^(?:м(?!\p{L})|метр(?:ов|а)?)/u, 'measure', 'm', 0],
  [/^(?:кг(?!\p{L})|килограмм(?:ов|а)?)/u, 'measure', 't', -3],
  [/^(?:т(?!\p{L})|тонн(?:ы|а)?)/u, 'measure', 't', 0],
  [/^(?:ДФЭ|TEU)/u, 'measure', 'TEU', 0],
  [/^(?:час(?:ов|а)?)(?!\p{L})/u, 'measure', 'hours', 0],
  [/^(?:дн(?:ей|я)|день|сут(?:ок|ки))(?!\p{L})/u, 'measure', 'days', 0],
  [/^(?:месяц(?:ев|а)?)(?!\p{L})/u, 'measure', 'months', 0],
  [/^(?:лет|года?)(?!\p{L})/u, 'measure', 'years', 0],
  [/^раз(?:а)?(?!\p{L})/u, 'measure', 'times', 0],
];

const modifiers: readonly (readonly [RegExp, Modifier])[] = [
  [/(?:не менее|не меньше|как минимум|минимум|по меньшей мере|от)\s(?:чем )?$/iu, '>='],
  [/(?:не более|не больше|максимум|вплоть до|до)\s(?:чем )?$/iu, '<='],
  [
    /(?:более чем|более|больше|свыше|выше|превысил[аио]?|превышает|превысит|превышающ\p{L}+|сверх)(?: на)?(?: чем)?\s$/iu,
    '>',
  ],
  [/(?:менее чем|менее|меньше|ниже)\s$/iu, '<'],
  [
    /(?:около|почти|примерно|приблизительно|порядка|ориентировочно|приблизился к|близк\p{L}+ к|приблизительно в)\s$/iu,
    '~',
  ],
];

export function readRussian(text: string, date: Day | null): Reading {
  const times = timesIn(text, date);
  const quantities: ReadQuantity[] = [];
  const pattern = new RegExp(
    `${b}(?:([$€])\\s?)?(?:(${number})(?:\\s?[-–—]\\s?(${number}))?|(${Object.keys(counted).join('|')}))(?:[ \\u00a0]?${scales})?${e}`,
    'giu',
  );
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (times.some((time) => start < time.end && start + match[0].length > time.start)) continue;
    const exponent = exponentOf(match[5]?.toLowerCase());
    const lo = match[2] ? amountOf(match[2]) : decimal(String(counted[match[4]!.toLowerCase()]));
    const hi = match[3] ? amountOf(match[3]) : lo;
    const read = withUnit(
      text,
      start,
      start + match[0].length,
      match[1] ?? null,
      shift(lo, exponent),
      shift(hi, exponent),
      match[4] !== undefined,
      exponent > 0,
    );
    if (read)
      quantities.push({ ...read, modifier: modifierOf(text, start), direction: directionOf(text, start) });
  }
  return { quantities, times };
}

const amountOf = (text: string): Decimal => decimal(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));

function withUnit(
  text: string,
  start: number,
  end: number,
  sign: string | null,
  lo: Decimal,
  hi: Decimal,
  inWords: boolean,
  scaled: boolean,
): Omit<ReadQuantity, 'modifier' | 'direction'> | null {
  const gap = /^[ \u00a0\u202f]*/.exec(text.slice(end))![0].length;
  const rest = text.slice(end + gap, end + gap + 60);
  const made = (kind: ReadQuantity['kind'], unit: string | null, length: number, exponent = 0) => ({
    start,
    end: length === 0 ? end : end + gap + length,
    kind,
    lo: shift(lo, exponent),
    hi: shift(hi, exponent),
    unit,
  });
  if (sign) return made('money', sign === '$' ? 'USD' : 'EUR', 0);
  for (const [pattern, kind, unit, exponent] of units) {
    const match = pattern.exec(rest);
    if (match && match[0] !== '') return made(kind, unit, match[0].length, exponent);
  }
  if (/^[-–]?(?:й|го|му|ый|ая|ое|е|я)(?!\p{L})/u.test(text.slice(end))) return null;
  // The counted noun stands in the genitive: the first word that is no adjective.
  const words = /^(?:(\p{L}+(?:ых|их|ого|его|ый|ий|ая|ное|ные|ие|ые)) ){0,3}(\p{Ll}{3,})/u.exec(rest);
  if (!words?.[2]) return inWords || !scaled ? null : made('count', null, 0);
  if (/^(?:или|как|что|для|при|это|его|был|была|было|были|стал|году?|года)$/u.test(words[2])) return null;
  return made('count', words[2].toLowerCase(), words[0].length);
}

function modifierOf(text: string, start: number): Modifier {
  const left = text.slice(Math.max(0, start - 30), start);
  for (const [pattern, modifier] of modifiers)
    if (pattern.test(left) && !/на до\s$/u.test(left)) return modifier;
  return '=';
}

function directionOf(text: string, start: number): 'up' | 'down' | null {
  const left = text.slice(Math.max(0, start - 45), start);
  const match =
    /(вырос\p{L}*|увеличил\p{L}*|рост\p{L}*|прирост\p{L}*|возрос\p{L}*|повысил\p{L}*|подня\p{L}*|снизил\p{L}*|сократил\p{L}*|упал\p{L}*|уменьшил\p{L}*|снижени\p{L}*|сокращени\p{L}*|падени\p{L}*)(?: (?:более чем|почти|примерно|около|сразу|лишь))? (?:на|в|составил)(?: (?:более чем|более|почти|примерно|около|свыше))? ?$/iu.exec(
      left,
    );
  return match ? (/^(?:сни|сокр|упа|умен|паде)/iu.test(match[1]!) ? 'down' : 'up') : null;
}

const months = [
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
      : months.findIndex((stem, index) => index !== 4 && low.startsWith(stem)) + 1;
};
const yearWord =
  '(?:(?:этого|текущего|нынешнего|этом|текущем|прошлого|прошлом|минувшего|минувшем|следующего|следующем) год[ау]|(\\d{4})(?: ?г\\.|[- ]?(?:го|м)? ?год[ау]?| гг\\.)?)';
const yearIn = (text: string, digits: string | undefined, date: Day | null): number | null =>
  digits
    ? Number(digits)
    : date === null
      ? null
      : /прошл|минувш/.test(text)
        ? date.year - 1
        : /следующ/.test(text)
          ? date.year + 1
          : date.year;
const within = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);
const small = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : (counted[text.toLowerCase()] ?? 0);
const ordinals: Record<string, number> = { перв: 1, втор: 2, трет: 3, четв: 4 };

const rules: readonly {
  pattern: string;
  resolve(match: RegExpMatchArray, date: Day | null): Interval | null;
}[] = [
  {
    pattern: `(?:с )?(\\d{1,2}) (?:по|до) (\\d{1,2}) ${month}(?: ${yearWord})?`,
    resolve: (m, d) =>
      within(yearIn(m[0], m[4], d), (y) => ({
        start: dayOf(y, monthNumber(m[3]!), Number(m[1])).start,
        end: dayOf(y, monthNumber(m[3]!), Number(m[2])).end,
      })),
  },
  {
    pattern: `(\\d{1,2}) ${month}(?: ${yearWord})?`,
    resolve: (m, d) => within(yearIn(m[0], m[3], d), (y) => dayOf(y, monthNumber(m[2]!), Number(m[1]))),
  },
  {
    pattern: `(?:в|за) ${month}\\s?[-–—]\\s?${month} ${yearWord}`,
    resolve: (m, d) =>
      within(yearIn(m[0], m[3], d), (y) => monthsOf(y, monthNumber(m[1]!), monthNumber(m[2]!))),
  },
  {
    pattern: `(?:в |за |на |к )?(?:начал[оеу] |конц[ае] )?${month} ${yearWord}`,
    resolve: (m, d) => within(yearIn(m[0], m[2], d), (y) => monthOf(y, monthNumber(m[1]!))),
  },
  {
    pattern: `(?:за |в )?перв(?:ые|ых) (\\p{L}+|\\d+) месяц(?:ев|а) ${yearWord}`,
    resolve: (m, d) =>
      small(m[1]!) ? within(yearIn(m[0], m[2], d), (y) => monthsOf(y, 1, Math.min(12, small(m[1]!)))) : null,
  },
  {
    pattern: `(?:за |в )?(\\p{L}+|\\d+) месяц(?:ев|а) ${yearWord}`,
    resolve: (m, d) =>
      small(m[1]!) ? within(yearIn(m[0], m[2], d), (y) => monthsOf(y, 1, Math.min(12, small(m[1]!)))) : null,
  },
  {
    pattern: `(?:в |за )?(перв|втор|трет|четв)\\p{L}+ квартал[еа]?(?: ${yearWord})?`,
    resolve: (m, d) => within(yearIn(m[0], m[2], d), (y) => quarterOf(y, ordinals[m[1]!.toLowerCase()] ?? 1)),
  },
  {
    pattern: `(?:в |за )?(перв|втор)\\p{L}+ (?:полугоди[еи]|половин[еу])(?: ${yearWord})?`,
    resolve: (m, d) => within(yearIn(m[0], m[2], d), (y) => halfOf(y, ordinals[m[1]!.toLowerCase()] ?? 1)),
  },
  {
    pattern: `(?:к|до|на) конц[уае] ${yearWord}`,
    resolve: (m, d) => within(yearIn(m[0], m[1], d), (y) => dayOf(y, 12, 31)),
  },
  {
    pattern: `(?:с|между) (\\d{4}) (?:по|до|и) (\\d{4})(?: год[ауы]?)?`,
    resolve: (m) => ({ start: yearOf(Number(m[1])).start, end: yearOf(Number(m[2])).end }),
  },
  {
    pattern: `(?:в )?(\\d{4})\\s?[-–—]\\s?(\\d{4}) (?:гг\\.|год[аыу]х?)`,
    resolve: (m) => ({ start: yearOf(Number(m[1])).start, end: yearOf(Number(m[2])).end }),
  },
  { pattern: `с (\\d{4})(?:-го)? года`, resolve: (m) => ({ start: yearOf(Number(m[1])).start, end: null }) },
  {
    pattern: `(?:к|до) (\\d{4})(?:-му|-го)? год[уа]`,
    resolve: (m) => ({ start: null, end: yearOf(Number(m[1])).end }),
  },
  {
    pattern: `по состоянию на ${month} ${yearWord}`,
    resolve: (m, d) =>
      within(yearIn(m[0], m[2], d), (y) => ({ start: null, end: monthOf(y, monthNumber(m[1]!)).end })),
  },
  {
    pattern: `(?:в|за|по итогам|в течение|на) ${yearWord}`,
    resolve: (m, d) => within(yearIn(m[0], m[1], d), yearOf),
  },
  { pattern: '(\\d{4})(?:-го|-м)? год(?:а|у|ом|е)?', resolve: (m) => yearOf(Number(m[1])) },
  {
    pattern: '(?:в прошлом месяце|в этом месяце)',
    resolve: (m, d) => (d ? monthFrom(d, /прошл/.test(m[0]) ? -1 : 0) : open),
  },
  {
    pattern: '(?:сегодня|вчера)',
    resolve: (m, d) => (d ? single(daysFrom(d, /вчера/i.test(m[0]) ? -1 : 0)) : open),
  },
  {
    pattern: '(?:в последние годы|за последние годы|аналогичн\\p{L}+ период\\p{L}* прошлого года)',
    resolve: () => open,
  },
];

function timesIn(text: string, date: Day | null): ReadTime[] {
  const all: ReadTime[] = rules.flatMap(({ pattern, resolve }) =>
    [...text.matchAll(new RegExp(`${b}(?:${pattern})${e}`, 'giu'))].flatMap((match) => {
      const interval = resolve(match, date);
      const comparison =
        /аналогичн/i.test(match[0]) ||
        /(?:сравнени[юи] с|против|чем) $/iu.test(text.slice(Math.max(0, match.index - 14), match.index));
      return interval
        ? [{ start: match.index, end: match.index + match[0].length, interval, comparison }]
        : [];
    }),
  );
  all.sort((a, b2) => a.start - b2.start || b2.end - a.end);
  const kept: ReadTime[] = [];
  for (const each of all)
    if (!kept.some((other) => each.start < other.end && each.end > other.start)) kept.push(each);
  return kept;
}
