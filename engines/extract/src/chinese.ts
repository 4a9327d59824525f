/** Chinese: money, counts, percentages, units and periods, read straight from the characters. */
import { amountOf, numeral, scale } from './chinese-number.ts';
import { timesInChinese } from './chinese-times.ts';
import { type Decimal, shift } from './decimal.ts';
import type { Modifier } from './modifier.ts';
import type { Reading, ReadingContext, ReadQuantity } from './reading.ts';

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
  /^(?:多|余)?(?:个|户|家|项|列|趟|辆|座|条|种|名|位|人次|人|次|批|架|艘|所|份|台|套|件|只|场|国|城市|国家|地区|企业|项目)/;
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

export function readChinese(text: string, context: ReadingContext): Reading {
  const times = timesInChinese(text, context);
  const quantities: ReadQuantity[] = [];
  const pattern = new RegExp(`([$€￥¥])?(${numeral})(${scale})(多|余)?`, 'g');
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    // 第二条 is the second of a row.
    if (text[start - 1] === '第') continue;
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
