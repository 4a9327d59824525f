/** Large numbers as people say them: 94.8 billion, 948亿, 94,8 млрд. The words and where they begin are the language's own. */
import type { Figure } from '../api/freight.ts';
import { figureText } from '../figure/units.ts';
import type { Format, MessageKey, Translate } from '../i18n/index.ts';
import './messages.ts';

export interface Scale {
  /** What a value is divided by. */
  factor: number;
  word: string;
}

const scaleKeys: Record<string, MessageKey> = {
  W: 'indicators.scale.W',
  Wh: 'indicators.scale.Wh',
  MW: 'indicators.scale.MW',
};
const unitWords: Record<string, MessageKey> = {
  W: 'indicators.unit.W',
  Wh: 'indicators.unit.Wh',
  MW: 'indicators.unit.MW',
  USD: 'indicators.unit.USD',
  CNY: 'indicators.unit.CNY',
  EUR: 'indicators.unit.EUR',
  percent: 'indicators.unit.percent',
  trains: 'indicators.unit.trains',
  cities: 'indicators.unit.cities',
  people: 'indicators.unit.people',
  hosts: 'indicators.unit.hosts',
  followers: 'indicators.unit.followers',
  projects: 'indicators.unit.projects',
  agreements: 'indicators.unit.agreements',
  t: 'indicators.unit.t',
  TEU: 'indicators.unit.TEU',
};
const isMoney = (unit: string) => /^[A-Z]{3}$/.test(unit) && unit !== 'TEU' && unit !== 'FEU';

/** The largest step that is no larger than the size: `12 trillion|9 billion|6 million` in English, by ten thousands in Chinese. */
export function scaleFor(size: number, unit: string, t: Translate): Scale {
  for (const step of t(scaleKeys[unit] ?? 'indicators.scale.steps').split('|')) {
    const [power = '0', word = ''] = step.split(/ (.*)/);
    if (Math.abs(size) >= 10 ** Number(power)) return { factor: 10 ** Number(power), word };
  }
  return { factor: 1, word: '' };
}

export function unitWord(unit: string, t: Translate): string {
  const known = unitWords[unit];
  return known ? t(known) : unit;
}

/** What an axis counts in: “USD billion”, “GW”, “trains”. */
export function axisTitle(unit: string, scale: Scale, t: Translate): string {
  if (scale.word === '') return unitWord(unit, t);
  return unit in scaleKeys
    ? scale.word
    : t('indicators.axis', { unit: unitWord(unit, t), scale: scale.word });
}

const shownDigits = 2;

/** A figure in few words. All its digits stand in the table and in its evidence. */
export function amountText(figure: Figure, t: Translate, format: Format): string {
  const { value, lo, hi, unit } = figure;
  const one = (decimal: string) => amount(decimal, unit, t, format);
  if (value !== null) return one(value);
  if (lo !== undefined && hi !== undefined) return lo === hi ? one(lo) : `${one(lo)}–${one(hi)}`;
  if (lo !== undefined) return `≥ ${one(lo)}`;
  return hi === undefined ? t('shell.figure.unknown') : `≤ ${one(hi)}`;
}

function amount(decimal: string, unit: string, t: Translate, format: Format): string {
  const size = Number(decimal);
  const scale = scaleFor(size, unit, t);
  if (scale.word === '') {
    if (unit in unitWords && !isMoney(unit) && unit !== 'percent')
      return t('indicators.amount', {
        number: format.number(decimal, { digitsMax: shownDigits }),
        unit: unitWord(unit, t),
      });
    return figureText({ value: decimal, unit, kind: 'reported', evidence: [] }, t, format);
  }
  const number = scaled(size, scale, format);
  if (unit in scaleKeys) return `${number} ${scale.word}`;
  const words = t('indicators.scaled', { number, scale: scale.word });
  if (!isMoney(unit)) return t('indicators.amount', { number: words, unit: unitWord(unit, t) });
  const { money, symbols } = format.table;
  const symbol = symbols[unit] ?? `${unit} `;
  return money.replace('{symbol}', symbol).replace('{number}', words);
}

export const scaled = (size: number, { factor }: Scale, format: Format): string =>
  format.number((size / factor).toFixed(4), { digitsMax: shownDigits });
