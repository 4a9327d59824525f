import { expect, it } from 'vitest';
import { extract } from './extract.ts';

const modalities = (text: string) =>
  extract(text, { date: '2025-06-18' })
    .filter(({ kind }) => kind !== 'time' && kind !== 'event' && kind !== 'ordinal')
    .map(({ modality, direction }) => [modality, direction]);

it.each([
  ['In May 214,000 tonnes were shipped.', [['reported', null]]],
  ['The company claims 40 trains ran.', [['reported', null]]],
  [
    'The outlook says trade was $5 billion and should reach $6 billion.',
    [
      ['reported', null],
      ['forecast', null],
    ],
  ],
  [
    'China will invest $1.5 billion and expects $3 billion in sales.',
    [
      ['target', null],
      ['forecast', null],
    ],
  ],
  [
    'The city wants 20 studios; it has 12 studios.',
    [
      ['target', null],
      ['reported', null],
    ],
  ],
  [
    'Fares went up by only 3% and the deficit widened by $4 million.',
    [
      ['change', 'up'],
      ['change', 'up'],
    ],
  ],
  [
    'It earned $700 less than in May, 2.4 times as much as in 2020.',
    [
      ['change', 'down'],
      ['change', 'up'],
    ],
  ],
  [
    'China accounted for 34 percent, Russia for 28 percent and Turkey for 11 percent.',
    [
      ['share', null],
      ['share', null],
      ['share', null],
    ],
  ],
  ['The bank has lent $430 million since 2009.', [['cumulative', null]]],
  ['It has commissioned 7 plants since 2019.', [['reported', null]]],
])('%s', (text, expected) => {
  expect(modalities(text)).toEqual(expected);
});
