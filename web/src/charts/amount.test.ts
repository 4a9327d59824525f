import { expect, test } from 'vitest';
import { readLocale } from '../i18n/build.ts';
import { formatFor } from '../i18n/format.ts';
import { translator } from '../i18n/messages.ts';
import { amountText, axisTitle, scaleFor } from './amount.ts';
import { wrap } from './picture.ts';
import { timeTicks } from './ticks.ts';
import { wholesOf } from './wholes.ts';
import { periodText, saidText, shortNames } from './words.ts';

const folder = `${import.meta.dirname}/../../../locales`;
const readers = Object.fromEntries(
  ['en', 'zh', 'ru'].map((tag) => {
    const { messages, table } = readLocale(folder, tag);
    return [tag, { t: translator(tag, messages), format: formatFor(table) }];
  }),
);
const figure = (value: string | null, unit = 'USD') => ({
  value,
  unit,
  kind: 'official' as const,
  evidence: [],
});
const text = (tag: string, value: string | null, unit?: string) => {
  const { t, format } = readers[tag]!;
  return amountText(figure(value, unit), t, format).replaceAll('\u00a0', ' ');
};

test('a large amount is said as each language counts', () => {
  expect(['en', 'zh', 'ru'].map((tag) => text(tag, '94800000000'))).toEqual([
    '$94.8 billion',
    '$948亿',
    '94,8 млрд $',
  ]);
  expect(text('zh', '5000000', 'followers')).toBe('500万 名粉丝');
  expect(text('en', '2880', 'MW')).toBe('2.88 GW');
});

test('nothing known is said, and is not nought', () => {
  expect(['en', 'zh', 'ru'].map((tag) => text(tag, null))).toEqual(['unknown', '未知', 'неизвестно']);
  expect(text('en', '0')).toBe('$0');
});

test('what a text says is “more than” keeps being that', () => {
  const { t, format } = readers.en!;
  expect(saidText({ figure: figure('30000000000'), modifier: '>' }, t, format)).toBe('more than $30 billion');
});

test('an axis is named by its unit and its step', () => {
  const title = (tag: string, unit = 'USD') =>
    axisTitle(unit, scaleFor(5e10, unit, readers[tag]!.t), readers[tag]!.t);
  expect(['en', 'zh', 'ru'].map((tag) => title(tag))).toEqual(['USD billion', '亿美元', 'млрд долл. США']);
});

test('a period is named, and one of uneven length by its two ends', () => {
  const { format } = readers.en!;
  expect(periodText({ start: '2024-01-01', end: '2024-12-31' }, format)).toBe('2024');
  expect(periodText({ start: '2025-01-01', end: '2025-05-31' }, format)).toBe('January 2025 – May 2025');
});

test('beside lines of one country its name is left out', () => {
  expect(shortNames(['China – Kazakhstan · Exports', 'China – Uzbekistan · Exports'])).toEqual([
    'Kazakhstan',
    'Uzbekistan',
  ]);
  expect(shortNames(['China – Kazakhstan'])).toEqual(['China – Kazakhstan']);
});

test('the name of a year stands within it', () => {
  const [from, to] = [Date.UTC(2022, 0, 1), Date.UTC(2025, 0, 1)];
  const ticks = timeTicks(from, to, 8, readers.en!.format, 12);
  expect(ticks.map((tick) => [tick.text, tick.nameAt.toISOString().slice(0, 7)])).toEqual([
    ['2022', '2022-07'],
    ['2023', '2023-07'],
    ['2024', '2024-07'],
  ]);
});

test('shares add up to one, and an unknown part is named instead of counted', () => {
  const part = (name: string, value: string | null) => ({
    id: name,
    name,
    points: [
      {
        id: name,
        start: '2024-01-01',
        end: '2024-12-31',
        type: 'observation' as const,
        by: '',
        figure: figure(value),
      },
    ],
  });
  const [whole] = wholesOf([part('A', '3'), part('B', '1'), part('C', null)]);
  expect(whole?.parts.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.75],
    [0.75, 1],
  ]);
  expect(whole?.unknown.map(({ id }) => id)).toEqual(['C']);
});

test('a citation is wrapped between words, in Chinese between signs', () => {
  expect(wrap('one two three', 40, { size: 10 })).toEqual(['one two', 'three']);
  expect(wrap('来源海关总署', 30, { size: 10 })).toEqual(['来源海', '关总署']);
});
