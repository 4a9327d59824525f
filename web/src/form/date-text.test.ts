import { expect, test } from 'vitest';
import { localeTable } from '../i18n/table.ts';
import { parseDate } from './date-text.ts';

const english = localeTable('en', 'en-GB');
const russian = localeTable('ru', 'ru');
const chinese = localeTable('zh', 'zh-CN');
const today = '2026-11-21';

test.each([
  ['2026-12-01', english],
  ['1 Dec 2026', english],
  ['december 1', english],
  ['1/12/26', english],
  ['1.12.', russian],
  ['1 дек. 2026 г.', russian],
  ['1 декабря', russian],
  ['2026年12月1日', chinese],
  ['12月1日', chinese],
  ['2026/12/1', chinese],
])('%s is the first of December', (text, table) => {
  expect(parseDate(text, table, today)).toBe('2026-12-01');
});

test('a day without a year that has passed is next year’s', () => {
  expect(parseDate('3 Mar', english, today)).toBe('2027-03-03');
});

test('of what lies behind, a day without a year that is still to come is last year’s', () => {
  expect(parseDate('3 Dec', english, today, true)).toBe('2025-12-03');
  expect(parseDate('3 Mar', english, today, true)).toBe('2026-03-03');
});

test('what is no day of the calendar is no date', () => {
  expect(
    ['31 Feb 2026', '2026-13-01', 'soon', '12', '1 2 3 4', ''].map((text) => parseDate(text, english, today)),
  ).toEqual([null, null, null, null, null, null]);
});

test('March and May are told apart in Russian, and June from July', () => {
  expect(
    ['5 мар. 2027', '5 мая 2027', '5 июня 2027', '5 июля 2027'].map((text) =>
      parseDate(text, russian, today),
    ),
  ).toEqual(['2027-03-05', '2027-05-05', '2027-06-05', '2027-07-05']);
});
