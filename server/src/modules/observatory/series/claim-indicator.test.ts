import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from '@serai/extract';
import { describe, expect, test } from 'vitest';
import { root } from '../../../platform/root.ts';
import { knowledgeOf } from '../compare/knowledge.ts';
import { shifted } from './claim-indicator.ts';
import { attachmentsIn } from './surroundings.ts';
import { centralAsia } from './testing.ts';

const knowledge = knowledgeOf(centralAsia);
/** `indicator value dimensions period` of every claim that belongs somewhere. */
function attached(text: string, date: string | null = '2025-06-18'): string[] {
  const claims = extract(text, { date, names: knowledge.names });
  return attachmentsIn(text, claims, date, { corridor: centralAsia, knowledge }).flatMap(({ attachments }) =>
    attachments.map(({ indicator, dimensions, periodStart, periodEnd, lo, hi }) =>
      [
        indicator,
        lo === hi ? lo : `${lo}..${hi}`,
        Object.values(dimensions).join(' ') || '-',
        periodStart === periodEnd ? periodEnd : `${periodStart}/${periodEnd}`,
      ].join(' '),
    ),
  );
}

describe('what belongs', () => {
  test.each<[string, string, string[]]>([
    [
      'trade with both sides, unit and year',
      'In 2024, bilateral trade between China and Central Asia reached $94.8 billion.',
      ['trade-value 94800000000 CN central-asia total total 2024-01-01/2024-12-31'],
    ],
    [
      'exports have a direction',
      "Kazakhstan's exports to China reached $14.9 billion in 2024.",
      ['trade-value 14900000000 KZ CN export total 2024-01-01/2024-12-31'],
    ],
    [
      'the months so far of this year',
      'Trade between China and Kazakhstan reached $17.6 billion in the first five months of this year.',
      ['trade-value 17600000000 CN KZ total total 2025-01-01/2025-05-31'],
    ],
    [
      'contracts up to a day are a stock',
      'As of April 2025, the total value of contracted projects signed between China and Central Asian countries has reached $120.1 billion, with a completed business turnover of $75.6 billion.',
      [
        'contracted-projects 120100000000 CN central-asia 2025-04-30',
        'contracted-turnover 75600000000 CN central-asia 2025-04-30',
      ],
    ],
    [
      'investment of many years is a flow of those years',
      'Chinese investment in Tajikistan’s economy from 2007 to 2023 exceeded $4 billion.',
      ['investment-flow 4000000000 CN TJ total 2007-01-01/2023-12-31'],
    ],
    [
      'followers and sales of a live platform, which the sentence before names',
      'These live-streamers promote Chinese products. By the end of 2024, the platform had amassed over 5 million international followers and achieved transactions exceeding 100 million yuan (about $13.94 million).',
      ['live-followers 5000000 - 2024-12-31', 'live-sales 100000000 - 2024-12-31'],
    ],
    [
      'cities by the part of the world they lie in',
      '128 Chinese cities are part of the China-Europe freight train network, reaching 229 cities in 26 European countries and over 100 cities in 11 Asian countries.',
      [
        'train-cities 128 CN china 2025-06-18',
        'train-cities 229 CN europe 2025-06-18',
        'train-cities 100 CN asia 2025-06-18',
      ],
    ],
    [
      'trains by their network',
      'China-Europe freight trains made 19,000 trips in 2024.',
      ['freight-trains 19000 CN china-europe 2024-01-01/2024-12-31'],
    ],
    [
      'capacity by what it runs on, and of everything where nothing is named',
      "Kazakhstan's installed capacity reached 24 GW by the end of 2024. Its installed wind capacity was 1.5 GW.",
      ['energy-capacity 24000 KZ total 2024-12-31'],
    ],
    [
      'research since a year lasts until the text',
      'Over 50 joint research projects have been launched since 2023.',
      ['research-projects 50 - 2023-01-01/2025-06-18'],
    ],
  ])('%s', (_, text, expected) => {
    expect(attached(text)).toEqual(expected);
  });
});

describe('what is not told is not guessed', () => {
  test.each<[string, string]>([
    ['no parties', 'In 2024, trade reached $94.8 billion.'],
    ['one party only', 'In 2024, trade of Kazakhstan reached $140 billion.'],
    ['no period', 'Trade between China and Kazakhstan reached $43.8 billion.'],
    ['a unit that does not fit', 'In 2024, trade between China and Kazakhstan reached 312 billion yuan.'],
    ['a part of the whole', 'Agricultural trade between China and Kazakhstan reached $1.5 billion in 2024.'],
    ['a target', 'China and Kazakhstan plan to raise trade to $100 billion in 2024.'],
    ['a change', 'Trade between China and Kazakhstan grew by $2 billion in 2024.'],
    ['a year that is not over', 'Trade between China and Kazakhstan reached $20 billion in 2025.'],
    [
      'an investment whose time is not told',
      "China's cumulative investment in Central Asia has exceeded $30 billion.",
    ],
    [
      'trains of two networks',
      'China-Europe and China-Central Asia freight trains made 31,000 trips in 2024.',
    ],
    [
      'what was received, which is told the other way round',
      'In 2023, Tajikistan received over $4 billion in Chinese investments.',
    ],
    ['hosts of something else', 'The city had 50 hosts for the tournament.'],
    ['followers of something else', 'By the end of 2024 the singer had 5 million followers.'],
  ])('%s', (_, text) => {
    expect(attached(text)).toEqual([]);
  });

  test('a text without a date leaves “this year” open', () => {
    expect(
      attached(
        'Trade between China and Kazakhstan reached $17.6 billion in the first five months of this year.',
        null,
      ),
    ).toEqual([]);
  });
});

test('powers of ten move the point and lose nothing', () => {
  expect([
    shifted('1000000000', -6),
    shifted('1234567', -6),
    shifted('5', -6),
    shifted('100.5', -1),
    shifted('0', -6),
  ]).toEqual([...['1000', '1.234567', '0.000005', '10.05', '0']]);
});

const samples = join(root, '../shared/articles');
test.skipIf(!existsSync(samples))('the five articles give what they tell, and no more', () => {
  const of = (name: string, date: string) =>
    attached(readFileSync(join(samples, `${name}.txt`), 'utf8'), date);
  expect(of('000', '2025-06-14')).toEqual([
    'live-hosts 50 - 2025-06-14',
    'live-followers 5000000 - 2024-12-31',
    'live-sales 100000000 - 2024-12-31',
    'trade-value 94800000000 CN central-asia total total 2024-01-01/2024-12-31',
    'train-cities 128 CN china 2025-06-14',
    'train-cities 229 CN europe 2025-06-14',
    'train-cities 100 CN asia 2025-06-14',
  ]);
  expect(of('002', '2025-06-17')).toEqual([
    'contracted-projects 120100000000 CN central-asia 2025-04-30',
    'contracted-turnover 75600000000 CN central-asia 2025-04-30',
  ]);
  expect(of('003', '2024-11-05')).toEqual([
    'investment-flow 4000000000 CN TJ total 2007-01-01/2023-12-31',
    'investment-flow 2500000000 CN TJ direct 2007-01-01/2023-12-31',
    'trade-value 89000000000 central-asia CN total total 2023-01-01/2023-12-31',
    'trade-value 41000000000 KZ CN total total 2023-01-01/2023-12-31',
    // What the text gets wrong stays its claim: the audit of the article says so.
    'trade-value 89000000000 CN KZ total total 2023-01-01/2023-12-31',
  ]);
});
