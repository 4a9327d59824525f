/** Chinese: money, counts, percentages, units and periods, read straight from the characters. */
import {
  type Day,
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
  yearOf,
} from './calendar.ts';
import { type Decimal, decimal, plus, shift } from './decimal.ts';
import type { Modifier } from './modifier.ts';
import type { Reading, ReadQuantity, ReadTime } from './reading.ts';

const digits = new Map(
  [...'零〇一二三四五六七八九']
    .map((sign, index) => [sign, index < 2 ? 0 : index - 1])
    .concat([['两', 2]] as [string, number][]) as [string, number][],
);
const numeral =
  '(?:\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百千万亿零〇]+)';
const scale = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?';
const exponents: Record<string, number> = {
  万亿: 12,
  千亿: 11,
  百亿: 10,
  十亿: 9,
  亿: 8,
  千万: 7,
  百万: 6,
  十万: 5,
  万: 4,
  千: 3,
  百: 2,
  '': 0,
};

const units: readonly (readonly [RegExp, ReadQuantity['kind'], string, number])[] = [
  [/^(?:美元|美金)/, 'money', 'USD', 0],
  [/^(?:元人民币|人民币元|人民币|元|块钱)/, 'money', 'CNY', 0],
  [/^欧元/, 'money', 'EUR', 0],
  [/^英镑/, 'money', 'GBP', 0],
  [/^坚戈/, 'money', 'KZT', 0],
  [/^卢布/, 'money', 'RUB', 0],
  [/^苏姆/, 'money', 'UZS', 0],
  [/^索莫尼/, 'money', 'TJS', 0],
  [/^索姆/, 'money', 'KGS', 0],
  [/^马纳特/, 'money', 'TMT', 0],
  [/^日元/, 'money', 'JPY', 0],
  [/^港元/, 'money', 'HKD', 0],
  [/^(?:个百分点)/, 'percent', 'percentage point', 0],
  [/^[%％]/, 'percent', 'percent', 0],
  [/^(?:千瓦时|度电)/, 'measure', 'Wh', 3],
  [/^兆瓦时/, 'measure', 'Wh', 6],
  [/^吉瓦时/, 'measure', 'Wh', 9],
  [/^(?:千瓦|kW)/, 'measure', 'W', 3],
  [/^(?:兆瓦|MW)/, 'measure', 'W', 6],
  [/^(?:吉瓦|GW)/, 'measure', 'W', 9],
  [/^(?:平方公里|平方千米)/, 'measure', 'm2', 6],
  [/^平方米/, 'measure', 'm2', 0],
  [/^公顷/, 'measure', 'm2', 4],
  [/^立方米/, 'measure', 'm3', 0],
  [/^(?:公里|千米|km)/, 'measure', 'm', 3],
  [/^米/, 'measure', 'm', 0],
  [/^(?:公斤|千克)/, 'measure', 't', -3],
  [/^吨/, 'measure', 't', 0],
  [/^(?:标准箱|标箱|TEU)/, 'measure', 'TEU', 0],
  [/^(?:个小时|小时)/, 'measure', 'hours', 0],
  [/^分钟/, 'measure', 'minutes', 0],
  [/^倍/, 'measure', 'times', 0],
];
/** Measure words, after which the counted noun stands. */
const classifiers =
  /^(?:多|余)?(?:个|家|项|列|趟|辆|座|条|种|名|位|人次|人|次|批|架|艘|所|份|台|套|件|只|场|国|城市|国家|地区|企业|项目)/;
const nouns: Record<string, string> = {
  人: '人',
  人次: '人次',
  国: '国家',
  城市: '城市',
  国家: '国家',
  地区: '地区',
  企业: '企业',
  项目: '项目',
  列: '列',
  趟: '趟',
  次: '次',
};

const before: readonly (readonly [RegExp, Modifier])[] = [
  [/(?:不少于|不低于|至少|最少)$/, '>='],
  [/(?:不超过|最多|至多|高达|多达)$/, '<='],
  [/(?:超过|超出|超|逾|突破|高于|多于|大于)$/, '>'],
  [/(?:不到|不足|低于|少于)$/, '<'],
  [/(?:大约|约为|约合|约|将近|接近|近|左右|大概|折合)$/, '~'],
];

export function readChinese(text: string, date: Day | null): Reading {
  const times = timesIn(text, date);
  const quantities: ReadQuantity[] = [];
  const pattern = new RegExp(`([$€￥¥])?(${numeral})(${scale})(多|余)?`, 'g');
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (times.some((time) => start < time.end && start + match[0].length > time.start)) continue;
    const value = amountOf(match[2] ?? '', match[3] ?? '');
    if (value === null) continue;
    const end = start + match[0].length;
    const read = withUnit(text, start, end, match[1] ?? null, value);
    if (!read) continue;
    const more = match[4] !== undefined || /^[多余]/.test(text.slice(end));
    quantities.push({
      ...read,
      modifier: modifierOf(text, start, read.end, more),
      direction: directionOf(text, start),
    });
  }
  return { quantities, times };
}

function withUnit(
  text: string,
  start: number,
  end: number,
  sign: string | null,
  value: Decimal,
): Omit<ReadQuantity, 'modifier' | 'direction'> | null {
  const rest = text.slice(end, end + 24).replace(/^[多余]/, '');
  const skipped = text.slice(end, end + 1).match(/[多余]/) ? 1 : 0;
  const made = (kind: ReadQuantity['kind'], unit: string, length: number, exponent = 0) => {
    const base = shift(value, exponent);
    return { start, end: end + skipped + length, kind, lo: base, hi: base, unit };
  };
  if (sign) return made('money', sign === '$' ? 'USD' : sign === '€' ? 'EUR' : 'CNY', 0);
  for (const [pattern, kind, unit, exponent] of units) {
    const match = pattern.exec(rest);
    if (match) return made(kind, unit, match[0].length, exponent);
  }
  if (/^[年月日号]/.test(rest))
    return /^年(?!代|度|初|底|末|前|来)/.test(rest) ? made('measure', 'years', 1) : null;
  if (/^(?:天|周|个月)/.test(rest))
    return made(
      'measure',
      rest.startsWith('天') ? 'days' : rest.startsWith('周') ? 'weeks' : 'months',
      rest.startsWith('个月') ? 2 : 1,
    );
  const classifier = classifiers.exec(rest);
  if (!classifier) return null;
  const word = classifier[0].replace(/^[多余]/, '');
  const noun =
    nouns[word] ??
    /^[\p{Script=Han}]{2,8}?(?=[，。、；：（）的和与及在于达为是已\s]|$)/u.exec(
      rest.slice(classifier[0].length),
    )?.[0];
  return made('count', noun ?? word, classifier[0].length + (nouns[word] ? 0 : (noun?.length ?? 0)));
}

function modifierOf(text: string, start: number, end: number, more: boolean): Modifier {
  const left = text.slice(Math.max(0, start - 6), start).replace(/(?:达到|达|了|至)$/, '');
  for (const [pattern, modifier] of before) if (pattern.test(left)) return modifier;
  if (more || /^(?:以上|之多)/.test(text.slice(end))) return more ? '>' : '>=';
  if (/^(?:以下|以内)/.test(text.slice(end))) return '<=';
  return /^左右/.test(text.slice(end)) ? '~' : '=';
}

function directionOf(text: string, start: number): 'up' | 'down' | null {
  const left = text.slice(Math.max(0, start - 8), start);
  if (/(?:增长|增加|上升|提高|上涨|增幅|增|涨)(?:了|约|近|超过|超|达|为)?$/.test(left)) return 'up';
  if (/(?:下降|减少|下跌|降低|回落|缩短|降|减)(?:了|约|近|超过|超|达|为)?$/.test(left)) return 'down';
  return null;
}

function amountOf(number: string, scale: string): Decimal | null {
  const exponent = exponents[scale] ?? 0;
  if (/^\d/.test(number)) return shift(decimal(number.replace(/[,，]/g, '')), exponent);
  const value = numberOf(number);
  return value === null ? null : shift(value, exponent);
}

/** 一千二百三十四万: groups of ten thousand. */
export function numberOf(text: string): Decimal | null {
  let total = decimal('0');
  let group = 0;
  let digit = -1;
  for (const sign of text) {
    const one = digits.get(sign);
    if (one !== undefined) digit = digit > 0 && !/[十百千万亿]/.test(text) ? digit * 10 + one : one;
    else if (sign === '十') [group, digit] = [group + (digit < 0 ? 1 : digit) * 10, -1];
    else if (sign === '百' && digit > 0) [group, digit] = [group + digit * 100, -1];
    else if (sign === '千' && digit > 0) [group, digit] = [group + digit * 1000, -1];
    else if (sign === '万' || sign === '亿') {
      const amount = group + Math.max(digit, 0);
      if (amount === 0) return null;
      total = plus(total, shift(decimal(String(amount)), sign === '万' ? 4 : 8));
      [group, digit] = [0, -1];
    } else return null;
  }
  return plus(total, decimal(String(group + Math.max(digit, 0))));
}

interface TimeRule {
  pattern: RegExp;
  resolve(match: RegExpMatchArray, date: Day | null): Interval | null;
}
const at = (date: Day | null, make: (year: number) => Interval, shiftYears = 0): Interval =>
  date ? make(date.year + shiftYears) : open;
const smallNumber = (text: string | undefined): number =>
  text === undefined ? 0 : /^\d+$/.test(text) ? Number(text) : Number(numberOf(text)?.units ?? 0);
const relativeYear = (word: string, date: Day | null): number | null =>
  date ? date.year + ({ 今: 0, 本: 0, 去: -1, 前: -2, 明: 1 }[word[0] ?? ''] ?? 0) : null;
const years = '(?:(\\d{4})年|(今年|本年|去年|前年|明年))';
const yearIn = (explicit: string | undefined, word: string | undefined, date: Day | null): number | null =>
  explicit ? Number(explicit) : word ? relativeYear(word, date) : (date?.year ?? null);
const within = (year: number | null, make: (year: number) => Interval): Interval =>
  year === null ? open : make(year);

const rules: readonly TimeRule[] = [
  {
    pattern: /(\d{4})年(\d{1,2})月(\d{1,2})日/g,
    resolve: (m) => dayOf(Number(m[1]), Number(m[2]), Number(m[3])),
  },
  {
    pattern: /截至(?:目前|(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?)/g,
    resolve: (m, d) =>
      m[1]
        ? {
            start: null,
            end: (m[3]
              ? dayOf(Number(m[1]), Number(m[2]), Number(m[3]))
              : m[2]
                ? monthOf(Number(m[1]), Number(m[2]))
                : yearOf(Number(m[1]))
            ).end,
          }
        : d
          ? { start: null, end: single(d).end }
          : open,
  },
  {
    pattern: new RegExp(`${years}前([一二三四五六七八九十两\\d]{1,3})个月`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => monthsOf(y, 1, Math.min(12, smallNumber(m[3])))),
  },
  {
    pattern: new RegExp(`${years}前([一二三\\d])季度`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => monthsOf(y, 1, smallNumber(m[3]) * 3)),
  },
  {
    pattern: new RegExp(`${years}?(?:第)?([一二三四])季度`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => quarterOf(y, smallNumber(m[3]))),
  },
  {
    pattern: new RegExp(`${years}?(上|下)半年`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => halfOf(y, m[3] === '上' ? 1 : 2)),
  },
  {
    pattern: new RegExp(`${years}(\\d{1,2})(?:月)?[至到—–-](\\d{1,2})月`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => monthsOf(y, Number(m[3]), Number(m[4]))),
  },
  {
    pattern: new RegExp(`${years}(?:年)?底`, 'g'),
    resolve: (m, d) => within(yearIn(m[1], m[2], d), (y) => dayOf(y, 12, 31)),
  },
  {
    pattern: /(\d{4})年?[至到—–-](\d{4})年/g,
    resolve: (m) => ({ start: yearOf(Number(m[1])).start, end: yearOf(Number(m[2])).end }),
  },
  { pattern: /自?(\d{4})年以来/g, resolve: (m) => ({ start: yearOf(Number(m[1])).start, end: null }) },
  { pattern: /到(\d{4})年/g, resolve: (m) => ({ start: null, end: yearOf(Number(m[1])).end }) },
  {
    pattern: new RegExp(`${years}(\\d{1,2})月(?:(\\d{1,2})日)?`, 'g'),
    resolve: (m, d) =>
      within(yearIn(m[1], m[2], d), (y) =>
        m[4] ? dayOf(y, Number(m[3]), Number(m[4])) : monthOf(y, Number(m[3])),
      ),
  },
  {
    pattern: /(\d{1,2})月(\d{1,2})日/g,
    resolve: (m, d) => at(d, (y) => dayOf(y, Number(m[1]), Number(m[2]))),
  },
  { pattern: new RegExp(`${years}`, 'g'), resolve: (m, d) => within(yearIn(m[1], m[2], d), yearOf) },
  { pattern: /(?<!\d)(\d{1,2})月份/g, resolve: (m, d) => at(d, (y) => monthOf(y, Number(m[1]))) },
  {
    pattern: /(上个?月|本月|下个?月)/g,
    resolve: (m, d) =>
      d ? monthFrom(d, m[1]!.startsWith('上') ? -1 : m[1]!.startsWith('下') ? 1 : 0) : open,
  },
  {
    pattern: /(今天|今日|昨天|昨日)/g,
    resolve: (m, d) => (d ? single(daysFrom(d, m[1]!.startsWith('昨') ? -1 : 0)) : open),
  },
  {
    pattern: /(?:过去|近|最近)([一二三四五六七八九十两\d]{1,3})年/g,
    resolve: (m, d) =>
      d ? { start: iso(d.year - smallNumber(m[1]), d.month, Math.min(d.day, 28)), end: single(d).end } : open,
  },
  { pattern: /(?:近年来|近些年|去年同期|上年同期)/g, resolve: () => open },
];

/** The longest at each place. */
function timesIn(text: string, date: Day | null): ReadTime[] {
  const all: ReadTime[] = rules.flatMap(({ pattern, resolve }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const interval = resolve(match, date);
      const comparison =
        /同期/.test(match[0]) || /(?:比|较)$/.test(text.slice(Math.max(0, match.index - 1), match.index));
      return interval
        ? [{ start: match.index, end: match.index + match[0].length, interval, comparison }]
        : [];
    }),
  );
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: ReadTime[] = [];
  for (const each of all)
    if (!kept.some((other) => each.start < other.end && each.end > other.start)) kept.push(each);
  return kept;
}
