import { expect, test } from 'vitest';
import { civilDay, formatFor, round } from './format.ts';
import { localeTable } from './table.ts';

const english = formatFor(localeTable('en', 'en-GB'));
const kazakh = formatFor(localeTable('kk', 'kk'));
const spanish = formatFor(localeTable('es', 'es'));

test('a decimal string is rounded half away from zero without a float', () => {
  expect(round('0.615', 2)).toBe('0.62');
  expect(round('1.005', 2)).toBe('1.01');
  expect(round('-2.5', 0)).toBe('-3');
  expect(round('999.96', 1)).toBe('1000');
  expect(round('12345678901234567890.55', 1)).toBe('12345678901234567890.6');
});

test('rounding leaves no trailing zero and no negative nought', () => {
  expect(round('1.500')).toBe('1.5');
  expect(round('-0.04', 1)).toBe('0');
  expect(round('100', 0)).toBe('100');
});

test('big numbers are grouped and keep every digit', () => {
  expect(english.number('12345678901234567890.125')).toBe('12,345,678,901,234,567,890.125');
});

test('Spanish groups from five digits', () => {
  expect([spanish.number(1234), spanish.number(12345)]).toEqual(['1234', '12.345']);
});

test('a negative amount has its sign before the symbol', () => {
  expect(english.money('-1200', 'USD')).toBe('−$1,200');
});

test('a currency without a symbol is written with its code and a space', () => {
  expect(english.money('5', 'UZS')).toBe('UZS\u00a05');
});

test('Kazakh dates have month names, which browsers do not know', () => {
  expect(kazakh.date('2026-12-01T00:00:00Z', 'day')).toBe('1 жел.');
});

test('a date is that of the place’s zone, not of UTC', () => {
  expect(english.date('2026-12-01T20:00:00Z', 'day', 'Asia/Shanghai')).toBe('2 Dec');
  expect(english.time('2026-12-01T20:05:00Z', 'Asia/Shanghai')).toBe('04:05');
  expect(civilDay(new Date('2026-12-01T20:00:00Z'), 'Asia/Shanghai').weekday).toBe(3);
});

test('periods of the pack are read as far as they are known', () => {
  expect(
    ['2022', '2024-07', '2024-07-05', '2025-H1', '2024-07-05/2024-08-01'].map((period) =>
      english.period(period),
    ),
  ).toEqual(['2022', 'July 2024', '5 Jul 2024', 'January 2025 – June 2025', '5 Jul 2024 – 1 Aug 2024']);
});

test('a half and a quarter of a year are said by their months', () => {
  expect([english.period('2025-H1'), english.period('2023-Q4')]).toEqual([
    'January 2025 – June 2025',
    'October 2023 – December 2023',
  ]);
});

test('a Russian month before a year stands in the nominative', () => {
  expect(formatFor(localeTable('ru', 'ru')).period('2018-03')).toBe('март 2018\u202fг.');
});
