import { expect, test } from 'vitest';
import { readLocale } from '../../../i18n/build.ts';
import { formatFor } from '../../../i18n/format.ts';
import { translator } from '../../../i18n/messages.ts';
import { stepText } from './step-text.ts';

const reader = (tag: string) => {
  const { messages, table } = readLocale(`${import.meta.dirname}/../../../../../locales`, tag);
  return { t: translator(tag, messages), format: formatFor(table) };
};
const year = {
  rule: 'year' as const,
  values: {
    ...{ year: '2024', until: '2024-06-30', part: '120', by: '2024-12-31', whole: '240', factor: '2.0125' },
  },
  text: '',
};

test('a step is told with days, amounts and factors as the reader writes them', () => {
  const amount = (exact: string) => `$${exact}`;
  expect(stepText(year, reader('en'), amount)).toBe(
    '2024: $120 until 30 Jun 2024, $240 by 31 Dec 2024: 2.0125 times as much.',
  );
  expect(stepText(year, reader('ru'), amount)).toContain('в 2,0125 раза');
});
test('the spread of factors is a number, that of amounts an amount', () => {
  const amount = (exact: string) => `$${exact}`;
  const spread = (rule: 'spread-factor' | 'spread-amount') =>
    stepText(
      { rule, values: { t: '3.078', s: '0.5', factor: '1.2', half: '7', count: '3', ahead: '2' }, text: '' },
      reader('en'),
      amount,
    );
  expect(spread('spread-factor')).toContain('s = 0.5,');
  expect(spread('spread-amount')).toContain('s = $0.5,');
});
