import { expect, test } from 'vitest';
import en from '../../../../locales/en/cli.json' with { type: 'json' };
import ru from '../../../../locales/ru/cli.json' with { type: 'json' };
import zh from '../../../../locales/zh/cli.json' with { type: 'json' };
import { isRefusal } from '../../platform/errors.ts';
import type { PlanAnswer, PlanRequest } from './api.ts';
import { refusalText } from './commands.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { planErrors } from './routes.ts';
import { languageOf, planTable, width } from './table.ts';
import { world } from './testing.ts';
import { minuteOf } from './zone.ts';

const now = new Date('2026-11-21T12:00:00Z');
const network = buildNetwork(
  world((rows) => {
    const long =
      'A terminal with a name as long as only a free trade zone of an international port can have it';
    rows.names.push({ subject: 'terminal:chukursay', lang: 'en', name: long, kind: 'name' });
  }),
  minuteOf(now),
);
const ask = (request: Partial<PlanRequest>, lang = 'en') =>
  plan(network, { from: 'Tianjin', to: 'Tashkent', teu: 2, ...request }, { now, lang });
const table = (request: Partial<PlanRequest>, lang: string) => {
  const answer = ask(request, lang);
  if (isRefusal(answer)) throw new Error(answer.detail);
  return planTable(answer, lang);
};

test('the table fits 80 columns in every language, whatever is asked', () => {
  for (const lang of ['en', 'zh', 'ru'])
    for (const request of [
      {},
      { arriveBy: '2026-12-20' },
      { from: 'lanzhou', avoid: ['khorgos-altynkol'] },
      { teu: 200 },
    ])
      for (const line of table(request, lang).split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
});

test('each way has its dates in the places’ own time, its figures with their marks, and its risk', () => {
  const lines = table({}, 'en').split('\n');
  expect(lines[0]).toBe('Tianjin → Tashkent · 2 TEU, 24.0 t ◌ · ready 21 Nov 2026');
  expect(lines[1]).toBe('1 way worth choosing from, of 1');
  expect(lines[3]?.trim().split(/\s{2,}/)).toEqual([
    'Leaves',
    'Arrives',
    '9 in 10 by',
    'Days',
    'USD',
    't CO₂e',
    'Changes',
    'Late',
  ]);
  expect(lines[4]).toBe(' 1 Tue 24 Nov  Mon 30 Nov  1 Dec        8.6  1,350 ◌  2.10 ◌        0  21 % ◌');
  // 17:00 at Tianjin is 09:00 UTC.
  expect(lines.find((line) => line.includes('train Tianjin'))).toMatch(
    /^ {2}24 Nov 17:00 {2}train Tianjin – khorgos/,
  );
});

test('the three catalogues have the same texts, one for every refusal of a plan', () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  expect(Object.keys(ru)).toEqual(Object.keys(en));
  for (const code of planErrors) expect(Object.keys(en)).toContain(`refused.${code}`);
});

test('a refusal says what, which option, and what to do', () => {
  const refusal = (request: Partial<PlanRequest>, lang = 'en') => {
    const answer = ask(request, lang);
    return isRefusal(answer) ? refusalText(answer, lang) : '';
  };
  expect(refusal({ to: 'Tashkemt' })).toBe(
    'There is no such place in this corridor.\n<to>: There is no "Tashkemt" in this corridor. Did you mean Tashkent?\nKnown: Tashkent',
  );
  expect(refusal({ readyAt: '2020-01-01' })).toMatch(/\n--ready: 2020-01-01 is past/);
  expect(refusal({ arriveBy: '2020-01-01' })).toMatch(/\n--arrive-by: /);
  expect(refusal({ weightKg: 100_000 }, 'zh')).toMatch(/^货物对这些集装箱来说太重。\n--weight-kg：/);
  expect(refusal({ hsCode: '77' }, 'ru')).toMatch(/^Такого кода товара нет\.\n--hs: /);
  expect(refusal({ avoid: ['nowhere'] })).toMatch(/\n--avoid: .*\nKnown: alashankou-dostyk, /);
});

test('a language is known by its tag or a terminal’s locale', () => {
  expect(['zh-CN', 'ru_RU.UTF-8', 'EN', 'C.UTF-8', 'tg', ''].map(languageOf)).toEqual([
    'zh',
    'ru',
    'en',
    'en',
    'en',
    'en',
  ]);
});

test('beside a server, the table says what is left on the fullest train, or that one is cancelled', () => {
  const answer = ask({});
  if (isRefusal(answer)) throw new Error(answer.detail);
  const about = (change: Partial<PlanAnswer['options'][number]['rides'][number]>, lang = 'en') =>
    planTable(
      {
        ...answer,
        options: answer.options.map((option) => ({
          ...option,
          rides: option.rides.map((ride) => ({ ...ride, ...change })),
        })),
      },
      lang,
    ).replaceAll(/\s+/g, ' ');
  const left = { teu: 12, reeferPlugs: null, weightKg: null };
  expect(about({ left })).toContain('12 TEU left');
  expect(about({ left }, 'ru')).toContain('осталось 12 TEU');
  expect(about({ left: { ...left, teu: 0 } })).toContain('· full');
  expect(about({ left: { ...left, teu: null } })).toContain('nobody has said what it carries');
  expect(about({ left, cancelled: true })).toContain('is cancelled');
  expect(about({})).not.toMatch(/left|full|nobody/);
});
