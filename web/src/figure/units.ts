/** A figure as a reader reads it: the number in their language, the unit in words, unknown said as such. */
import type { Figure } from '../api/freight.ts';
import type { Format, MessageKey, Translate } from '../i18n/index.ts';

/** Units with words of their own; `{number}` is written by us, `{count}` only chooses the plural. */
const words: Record<string, MessageKey> = {
  d: 'shell.unit.d',
  days: 'shell.unit.d',
  h: 'shell.unit.h',
  min: 'shell.unit.min',
  km: 'shell.unit.km',
  'km/h': 'shell.unit.kmh',
  kg: 'shell.unit.kg',
  t: 'shell.unit.t',
  'g/tkm': 'shell.unit.gtkm',
  't/TEU': 'shell.unit.tPerTeu',
  TEU: 'shell.unit.teu',
  FEU: 'shell.unit.feu',
  'TEU/day': 'shell.unit.teuPerDay',
  'trains/day': 'shell.unit.trainsPerDay',
  'departures/week': 'shell.unit.departuresPerWeek',
  trains: 'shell.unit.trains',
  cities: 'shell.unit.cities',
  plugs: 'shell.unit.plugs',
};
const money = /^([A-Z]{3})(\/.+)?$/;

export interface FigureTextOptions {
  /** All the digits the source gave, instead of as many as the eye wants. */
  exact?: boolean;
}

export function figureText(
  figure: Figure,
  t: Translate,
  format: Format,
  options: FigureTextOptions = {},
): string {
  const interval = figure.lo !== undefined && figure.hi !== undefined && figure.lo !== figure.hi;
  if (figure.value === null && !interval) return t('shell.figure.unknown');
  // a closure is a fact, not a number of anything
  if (figure.unit === 'closed') return t('shell.unit.closed');
  if (figure.unit === 'h' && underAnHour(figure))
    return figureText({ ...inMinutes(figure), unit: 'min' }, t, format, options);
  const unit =
    figure.unit === 'kg' && !options.exact && tonnes(figure.value ?? figure.hi ?? '0') ? 't' : figure.unit;
  const known = words[unit];
  const currency = known ? null : money.exec(unit);
  const scale = unit === figure.unit ? 0 : 3;
  const write = (decimal: string) => {
    const shifted = scale === 0 ? decimal : shift(decimal, scale);
    const digitsMax = currency ? moneyDigits(shifted) : digitsFor(shifted);
    return { decimal: shifted, ...(options.exact ? {} : { digitsMax }) };
  };
  const parts = (figure.value === null ? [figure.lo ?? '', figure.hi ?? ''] : [figure.value]).map(write);
  if (currency) {
    const texts = parts.map(({ decimal, ...digits }) => format.money(decimal, currency[1] ?? '', digits));
    return texts.join('–') + (currency[2] ? ` ${currency[2].replace('/', '/ ')}` : '');
  }
  const number = parts.map(({ decimal, ...digits }) => format.number(decimal, digits)).join('–');
  if (unit === 'percent' || unit === '%')
    return format.percent(parts.at(-1)?.decimal ?? '0', { digitsMax: 0 });
  if (known) return t(known, { number, count: Number(parts.at(-1)?.decimal ?? 0) });
  return unit === 'ratio' || unit === '' ? number : `${number} ${unit}`;
}

/** The pack counts times in hours, where 55 minutes are 0.916667: nobody has said so many digits, nor reads them. */
const underAnHour = ({ value, hi }: Figure): boolean => {
  const size = Math.abs(Number(value ?? hi ?? '0'));
  return size > 0 && size < 1;
};
function inMinutes(figure: Figure): Figure {
  const minutes = (hours: string) => String(Math.round(Number(hours) * 600) / 10);
  return {
    ...figure,
    value: figure.value === null ? null : minutes(figure.value),
    ...(figure.lo === undefined ? {} : { lo: minutes(figure.lo) }),
    ...(figure.hi === undefined ? {} : { hi: minutes(figure.hi) }),
  };
}

/** Whole units from ten on, cents below, and what is smaller than a cent in full. */
const moneyDigits = (decimal: string): number => {
  const size = Math.abs(Number(decimal));
  return size >= 10 || size === 0 ? 0 : size >= 0.1 ? 2 : 4;
};

/** Three significant digits, more or less: what a plan's figures can bear. */
export function digitsFor(decimal: string): number {
  const size = Math.abs(Number(decimal));
  if (size >= 100 || size === 0) return 0;
  return size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
}

const tonnes = (kilograms: string): boolean => Math.abs(Number(kilograms)) >= 1000;

/** Moves the decimal point left. */
function shift(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const padded = whole.padStart(places + 1, '0');
  const text = `${padded.slice(0, -places)}.${padded.slice(-places)}${fraction}`;
  return decimal.startsWith('-') ? `-${text}` : text;
}
