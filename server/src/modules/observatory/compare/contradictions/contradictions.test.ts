import { expect, it } from 'vitest';
import { compare } from '../audit.ts';
import { read } from '../reading.ts';
import { fixtures, knowledge, reading } from '../testing.ts';
import { contradictions, rules } from './index.ts';

const innocent = fixtures('innocent');
const guilty = fixtures('guilty');
const checks = (text: string, date?: string | null) =>
  contradictions([reading(text, date)], knowledge).map(({ check }) => check);

it.each(innocent.map((each) => [each.id, each] as const))(
  'nothing is found in %s, which is right',
  (_id, article) => {
    expect(contradictions([read(article, knowledge)], knowledge)).toEqual([]);
  },
);

it('right texts don’t contradict each other either, nor are they copies', () => {
  const { findings, copies } = compare(
    innocent.map((article) => read(article, knowledge)),
    knowledge,
  );
  expect(innocent.length).toBeGreaterThanOrEqual(20);
  expect([findings, copies]).toEqual([[], []]);
});

it.each(guilty.map((each) => [each.expected, each.id, each] as const))(
  '%s finds what is wrong in %s, and only that',
  (expected, _id, article) => {
    const found = contradictions([read(article, knowledge)], knowledge);
    expect(found.map(({ check }) => check)).toEqual([expected]);
    const [first] = found;
    expect(first?.steps.length).toBeGreaterThan(0);
  },
);

it('every rule has a guilty text', () => {
  expect(new Set(guilty.map(({ expected }) => expected))).toEqual(new Set(rules.map(({ name }) => name)));
});

it.each([
  [
    'an asset is moved abroad',
    'Kazakhstan’s Moinak hydropower plant feeds the south.',
    'Uzbekistan’s Moinak hydropower plant feeds the south.',
    'place-of-asset',
  ],
  [
    'a million becomes a billion',
    'Sales came to 720 million yuan ($100 million) in 2024.',
    'Sales came to 720 million yuan ($100 billion) in 2024.',
    'exchange-rate',
  ],
  [
    'a growth is inflated',
    'Exports grew by 10 percent from $50.2 billion to $55.2 billion.',
    'Exports grew by 40 percent from $50.2 billion to $55.2 billion.',
    'growth',
  ],
  [
    'a share is inflated',
    'Trade with Uzbekistan was $13.8 billion, or 15 percent of the $94.8 billion total.',
    'Trade with Uzbekistan was $13.8 billion, or 51 percent of the $94.8 billion total.',
    'share',
  ],
  [
    'a part grows',
    'It sent 90 trains, made up of 40 trains to Almaty and 50 trains to Osh.',
    'It sent 90 trains, made up of 40 trains to Almaty and 80 trains to Osh.',
    'sum',
  ],
  [
    'tonnes lose their thousands',
    'The solar park yields 220 GWh a year and avoids 130,000 tonnes of CO2 annually.',
    'The solar park yields 220 GWh a year and avoids 130 tonnes of CO2 annually.',
    'plausible',
  ],
  [
    'kilowatt-hours are taken for megawatt-hours',
    'The 60-MW wind farm makes 190 million kWh a year.',
    'The 60-MW wind farm makes 190 million MWh a year.',
    'plausible',
  ],
  [
    'a total is told as a year’s',
    'From 2011 to 2024 China invested $6.3 billion in Tajikistan. Last year China invested $410 million in Tajikistan.',
    'From 2011 to 2024 China invested $6.3 billion in Tajikistan. Last year China invested $6.3 billion in Tajikistan.',
    'period-restated',
  ],
  [
    'a region’s figure is a country’s',
    'Trade between Central Asia and China was $94.8 billion in 2024. Trade between China and Kyrgyzstan was $22.7 billion in 2024.',
    'Trade between Central Asia and China was $94.8 billion in 2024. Trade between China and Kyrgyzstan was $94.8 billion in 2024.',
    'region-as-country',
  ],
  [
    'a country outgrows its region',
    'Trade between Central Asia and China was $94.8 billion in 2024. Trade between China and Kyrgyzstan was $22.7 billion in 2024.',
    'Trade between Central Asia and China was $94.8 billion in 2024. Trade between China and Kyrgyzstan was $122.7 billion in 2024.',
    'part-above-whole',
  ],
])('a clean text in which %s is found', (_what, clean, planted, expected) => {
  expect(checks(clean)).toEqual([]);
  expect(checks(planted)).toEqual([expected]);
});

it.each([
  'Bilateral trade between China and Uzbekistan was $13.8 billion in 2024. In 2024, China–Uzbekistan trade came to nearly $14 billion.',
  'Trade between China and Uzbekistan exceeded $13 billion in 2024. In 2024, trade between China and Uzbekistan was $13.8 billion.',
  'In 2024 trade between China and Kazakhstan stood at $43.8 billion. Trade between China and Kazakhstan was about $44 billion in 2024.',
  'The Nurek hydropower plant supplies Uzbekistan. Engineers from Kazakhstan visited the Nurek dam.',
  'Kazakhstan’s grid buys from the Toktogul hydropower plant, and Uzbekistan and Kyrgyzstan share the water of the Toktogul reservoir.',
])('said otherwise it is still right: %s', (text) => {
  expect(checks(text)).toEqual([]);
});

it('a year that no date resolves is a year all the same', () => {
  const text =
    'From 2007 to 2023 Chinese investment in Tajikistan exceeded $4 billion. Last year, Tajikistan received over $4 billion in Chinese investments.';
  expect(checks(text, null)).toEqual(['period-restated']);
});

it('two offices’ figures of one trade are a mirror gap and no error', () => {
  const [first, second] = [
    reading(
      'Trade between China and Kazakhstan was $43.8 billion in 2024, according to China’s General Administration of Customs.',
      '2025-01-20',
      'a',
    ),
    reading(
      'Trade between China and Kazakhstan was $30.1 billion in 2024, according to Kazakhstan’s Bureau of National Statistics.',
      '2025-02-20',
      'b',
    ),
  ];
  expect(contradictions([first, second], knowledge).map((found) => [found.check, found.class])).toEqual([
    ['same-figure', 'mirror-gap'],
  ]);
});
