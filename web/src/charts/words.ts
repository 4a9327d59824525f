/** What a chart's points and series are called in the reader's words. */

import { figureText } from '../figure/units.ts';
import type { Format, MessageKey, Translate } from '../i18n/index.ts';
import { amountText } from './amount.ts';
import { type ChartPoint, grainOf, type Modifier } from './data.ts';
import type { Spot } from './frame.ts';

/** A period as its language names it: 2024, May 2025, Jan – Mar 2025, or its two days. */
export function periodText({ start, end }: Pick<ChartPoint, 'start' | 'end'>, format: Format): string {
  const [year = '', month = '01'] = start.split('-');
  const grain = grainOf({ start, end });
  if (grain === 'year') return start.endsWith('01-01') ? year : format.period(`${start}/${end}`);
  if (grain === 'month') return format.period(`${year}-${month}`);
  if (grain === 'day') return format.period(start);
  if (startsMonth(start) && endsMonth(end)) return format.period(`${start.slice(0, 7)}/${end.slice(0, 7)}`);
  return format.period(`${start}/${end}`);
}
const startsMonth = (day: string) => day.endsWith('-01');
const endsMonth = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;

const modifiers: Record<Modifier, MessageKey> = {
  '>': 'indicators.modifier.gt',
  '>=': 'indicators.modifier.gte',
  '<': 'indicators.modifier.lt',
  '<=': 'indicators.modifier.lte',
  '~': 'indicators.modifier.about',
};

/** The value as it was said: “more than $30 billion” is not $30 billion. */
export function saidText(
  { figure, modifier }: Pick<ChartPoint, 'figure' | 'modifier'>,
  t: Translate,
  format: Format,
  exact = false,
): string {
  const value = exact ? figureText(figure, t, format, { exact }) : amountText(figure, t, format);
  return modifier ? t(modifiers[modifier], { value }) : value;
}

/** What a screen reader says of a point, and a finger or a pointer is told. */
export function spotText({ point, series, note }: Spot, t: Translate, format: Format): string {
  return t('indicators.point', {
    period: periodText(point, format),
    series: series === '' ? 'none' : 'named',
    name: note ? `${series}, ${note}` : series,
    value: saidText(point, t, format),
    kind: point.type === 'claim' ? t('indicators.kind.claim') : t(`shell.kind.${point.figure.kind}`),
    by: point.by,
  });
}

/** What names of one picture do not have in common: beside lines from China, “China” tells nothing. */
export function shortNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(/ [–·] /));
  const common = (part: string) => names.length > 1 && parts.every((each) => each.includes(part));
  return parts.map((each, index) => {
    const own = each.filter((part) => !common(part));
    return own.length === each.length || own.length === 0 ? (names[index] ?? '') : own.join(' · ');
  });
}
