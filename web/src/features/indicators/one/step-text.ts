/** A step of a projection in the reader's words. */
import type { Projection } from '../../../api/indicators.ts';
import type { Language } from '../../../i18n/index.ts';
import '../messages.ts';

type Step = Projection['steps'][number];

const days = new Set(['until', 'by']);
/** Written as the server rounded them. */
const numbers = new Set(['factor', 'monthsBy', 'ahead', 't']);
const plain = new Set(['year', 'years', 'months', 'steps', 'count']);

export function stepText(
  { rule, values }: Step,
  { t, format }: Pick<Language, 't' | 'format'>,
  amount: (exact: string) => string,
): string {
  const say = (name: string, value: string) => {
    if (days.has(name)) return format.date(value, 'year');
    // the spread of factors is one itself
    if (numbers.has(name) || (name === 's' && rule === 'spread-factor'))
      return format.number(value, { digitsMax: 4 });
    return plain.has(name) ? value : amount(value);
  };
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, say(name, value)]));
  return t(`indicators.step.${rule}`, said);
}
