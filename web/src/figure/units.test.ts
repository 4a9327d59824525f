import { expect, test } from 'vitest';
import type { Figure } from '../api/freight.ts';
import { readLocale } from '../i18n/build.ts';
import { formatFor } from '../i18n/format.ts';
import { translator } from '../i18n/messages.ts';
import { figureText } from './units.ts';

const { messages, table } = readLocale(`${import.meta.dirname}/../../../locales`, 'en');
const t = translator('en', messages);
const format = formatFor(table);
const text = (figure: Partial<Figure>, exact = false) =>
  figureText({ value: null, unit: '', kind: 'model', evidence: [], ...figure }, t, format, { exact });

test('an unknown figure is said in words, never as nought or a dash', () => {
  expect(text({ unit: 'USD', kind: 'unknown' })).toBe('unknown');
});

test('a nought is a nought', () => {
  expect(text({ value: '0', unit: 'USD' })).toBe('$0');
});

test('money is shown in whole dollars, and exactly where asked', () => {
  expect(text({ value: '4180.37', unit: 'USD' })).toBe('$4,180');
  expect(text({ value: '4180.37', unit: 'USD' }, true)).toBe('$4,180.37');
});

test('a price a container keeps its unit', () => {
  expect(text({ value: '5800', unit: 'USD/FEU' })).toBe('$5,800 / FEU');
});

test('TEU is a quantity, not a currency', () => {
  expect(text({ value: '372000', unit: 'TEU' })).toBe('372,000 TEU');
});

test('a thousand kilograms are a tonne, less stay kilograms', () => {
  expect([text({ value: '1619.4', unit: 'kg' }), text({ value: '999.4', unit: 'kg' })]).toEqual([
    '1.62 t',
    '999 kg',
  ]);
});

test('an interval without a middle is shown as one', () => {
  expect(text({ lo: '47', hi: '55', unit: 'min' })).toBe('47–55 min');
});

test('one day is not one days', () => {
  expect([text({ value: '1', unit: 'd' }), text({ value: '13.5', unit: 'd' })]).toEqual([
    '1 day',
    '13.5 days',
  ]);
});

test('a unit nobody has words for is shown as it came', () => {
  expect(text({ value: '7', unit: 'wagons' })).toBe('7 wagons');
});

test('less than an hour is said in minutes, also exactly', () => {
  expect([text({ value: '0.916667', unit: 'h' }), text({ value: '0.783333', unit: 'h' }, true)]).toEqual([
    '55 min',
    '47 min',
  ]);
  expect([text({ value: '1.5', unit: 'h' }), text({ value: '0', unit: 'h' })]).toEqual(['1.5 h', '0 h']);
});

test('a closed border is closed, not one of something', () => {
  expect(text({ value: '1', unit: 'closed' })).toBe('closed');
});
