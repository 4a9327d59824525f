import { expect, test } from 'vitest';
import { readLocale } from '../../i18n/build.ts';
import { formatFor } from '../../i18n/format.ts';
import { translator } from '../../i18n/messages.ts';
import { claim } from './testing.ts';
import { dossierOf, periodText, valueText } from './words.ts';

const language = (tag: string) => {
  const { messages, table } = readLocale(`${import.meta.dirname}/../../../../locales`, tag);
  return [translator(tag, messages), formatFor(table)] as const;
};
const value = (tag: string, more: Parameters<typeof claim>[2]) =>
  valueText(claim(0, 1, more), ...language(tag));

test('a value is read with its modifier, its scale and its unit', () => {
  const trade = { kind: 'money', lo: '94800000000', hi: '94800000000', unit: 'USD', modifier: '>' } as const;
  expect(value('en', trade)).toBe('more than $94.8 billion');
  expect(value('zh', trade)).toBe('超过 $948亿');
  expect(value('ru', trade)?.replace(/\s/g, ' ')).toBe('более 94,8 миллиарда $');
  expect(value('en', { kind: 'measure', lo: '24900000', hi: '24900000', unit: 'W' })).toBe('24.9 MW');
  expect(value('en', { kind: 'measure', lo: '1000000000', hi: '2000000000', unit: 'W' })).toBe('1–2 GW');
  expect(value('en', { kind: 'percent', lo: '10.4', hi: '10.4', unit: 'percent', direction: 'up' })).toBe(
    'up 10.4%',
  );
  expect(value('en', { lo: '128', hi: '128', unit: 'cities' })).toBe('128 cities');
  expect(value('en', { kind: 'measure', lo: '433000', hi: '433000', unit: 'm', modifier: '~' })).toBe(
    'about 433 km',
  );
});
test('what states no number has none', () => {
  expect(value('en', { kind: 'event', lo: null, hi: null })).toBeNull();
});
test('a period is said as short as it can be, and an open end is said', () => {
  const period = (start: string | null, end: string | null, label = 'then') =>
    periodText({ start, end, label }, ...language('en'));
  expect(period('2024-01-01', '2024-12-31')).toBe('2024');
  expect(period('2007-01-01', '2023-12-31')).toBe('2007–2023');
  expect(period('2025-05-01', '2025-05-31')).toBe('May 2025');
  expect(period('2025-01-01', '2025-05-31')).toBe('January 2025 – May 2025');
  expect(period(null, '2025-04-30')).toBe('until 30 Apr 2025');
  expect(period('2024-10-25', '2024-10-28')).toBe('25 Oct 2024 – 28 Oct 2024');
  expect(period(null, null)).toBe('then');
});
test('a party leads to its dossier by its kind', () => {
  expect(['CN', 'central-asia', 'asset:turgusun', 'party:china-railway', 'leg:x'].map(dossierOf)).toEqual([
    { kind: 'country', id: 'CN' },
    { kind: 'region', id: 'central-asia' },
    { kind: 'project', id: 'asset:turgusun' },
    { kind: 'organisation', id: 'party:china-railway' },
    null,
  ]);
});
