import { tokensOf } from '@serai/extract';
import { expect, it } from 'vitest';
import { knowledge } from './testing.ts';

const ids = (text: string) =>
  knowledge.names.in(tokensOf(text)).map(({ id, adjective }) => (adjective ? `${id}'s` : id));

it.each([
  [
    'Chinese firms work in the Kyrgyz Republic and the Central Asian countries',
    ["CN's", 'KG', 'central-asia'],
  ],
  ['From Tashkent to the Nur Navoi solar plant', ['place:tashkent', 'asset:nur-navoi']],
  ['Kazakhstan’s Zhanatas wind farm', ['KZ', 'asset:zhanatas']],
])('%s names %j', (text, expected) => {
  expect(ids(text)).toEqual(expected);
});

it('a name that stands in two countries has both as its homes', () => {
  expect([...(knowledge.homes.get('turgusun') ?? [])]).toEqual(['KZ']);
  expect([...(knowledge.homes.get('aksu') ?? [])]).toContain('KZ');
});

it('knows the five countries of Central Asia and the yuan’s rate of 2024', () => {
  expect(knowledge.regions.get('central-asia')?.toSorted()).toEqual(['KG', 'KZ', 'TJ', 'TM', 'UZ']);
  const of2024 = knowledge.perUsd.get('CNY')?.find(({ start }) => new Date(start).getUTCFullYear() === 2024);
  expect(of2024?.lo).toBeGreaterThan(7);
});

it('says names in the reader’s language', () => {
  expect(['KZ', 'central-asia', 'asset:nurek'].map((id) => knowledge.nameOf(id, 'zh'))).toEqual([
    '哈萨克斯坦',
    '中亚',
    '努列克水电站',
  ]);
});
