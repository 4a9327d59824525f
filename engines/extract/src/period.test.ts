import { expect, it } from 'vitest';
import { extract } from './extract.ts';

const day = '2025-06-18';
const at = (period: { start: string | null; end: string | null } | null) =>
  period && `${period.start ?? ''}/${period.end ?? ''}`;
const timesIn = (text: string, date = day) =>
  extract(text, { date })
    .filter(({ kind }) => kind === 'time')
    .map(({ period }) => at(period));
const figuresIn = (text: string, date = day) =>
  extract(text, { date })
    .filter(({ kind }) => kind !== 'time' && kind !== 'event' && kind !== 'ordinal')
    .map(({ lo, hi, period }) => [lo === hi ? lo : `${lo}-${hi}`, at(period)]);

it.each([
  ['in 1H25', '2025-01-01/2025-06-30'],
  ["in Q1'25", '2025-01-01/2025-03-31'],
  ['in FY25', '2025-01-01/2025-12-31'],
  ['in fiscal 2024', '2024-01-01/2024-12-31'],
  ['in the first nine months of the 2024 fiscal year', '2024-01-01/2024-09-30'],
  ['in 2021-24', '2021-01-01/2024-12-31'],
  ['in the 2023-2024 heating season', '2023-10-01/2024-09-30'],
  ['late last year', '2024-10-01/2024-12-31'],
  ['early this month', '2025-06-01/2025-06-30'],
  ['at the beginning of May', '2025-05-01/2025-05-01'],
  ['at the end of the first quarter', '2025-03-31/2025-03-31'],
  ['in the first half of June', '2025-06-01/2025-06-15'],
  ['in the first 20 days of June', '2025-06-01/2025-06-20'],
  ['in the second half of May', '2025-05-16/2025-05-31'],
  ['in the second week of May', '2025-05-08/2025-05-14'],
  ['on the first Sunday in June', '2025-06-01/2025-06-01'],
  ['on the last Friday of May', '2025-05-30/2025-05-30'],
  ['in the six months to 30 June', '2025-01-01/2025-06-30'],
  ['in the half-year ended 31 March', '2024-10-01/2025-03-31'],
  ['in the 12 months to the end of May', '2024-06-01/2025-05-31'],
  ['in the decade to 2024', '2015-01-01/2024-12-31'],
  ['from 15 November to 10 March 2024', '2023-11-15/2024-03-10'],
  ['between December and February', '2024-12-01/2025-02-28'],
  ["in last year's fourth quarter", '2024-10-01/2024-12-31'],
  ['as of 1 June', '2025-06-01/2025-06-01'],
  ['as of April', '/2025-04-30'],
  ["on New Year's Day", '2025-01-01/2025-01-01'],
  ['the winter before last', '2023-12-01/2024-02-29'],
  ['in the next three to five years', '2025-06-18/2030-06-18'],
  ['a year from now', '2026-06-18/2026-06-18'],
  ['between now and 2028', '2025-06-18/2028-12-31'],
  ['for the rest of the quarter', '2025-06-18/2025-06-30'],
  ['in the same five months of 2024', '2024-01-01/2024-05-31'],
  ['in the week of 9 June', '2025-06-09/2025-06-15'],
  ['before June', '/2025-05-31'],
  ['before 20 June', '/2025-06-20'],
  ['over the three months', '2025-01-01/2025-03-31'],
  ['at the weekend', '2025-06-14/2025-06-15'],
])('%s is read whole', (words, expected) => {
  expect(timesIn(`Trade grew ${words}.`)).toEqual([expected]);
});

it.each([
  ['Exports fell in September.', '2024-09-01/2024-09-30'],
  ['Exports rose in July-September.', '2024-07-01/2024-09-30'],
  ['Exports will rise in September.', '2025-09-01/2025-09-30'],
  ['Another 3 plants should be added by September.', '/2025-09-30'],
  ['He said in August the port would grow.', '2024-08-01/2024-08-31'],
  ['The hall opens in September.', '2025-09-01/2025-09-30'],
  ['Purchases, permitted only since July, fell.', '2024-07-01/'],
])('in June the month of “%s” is the one its verb tells of', (text, expected) => {
  expect(timesIn(text)).toEqual([expected]);
});

it.each([
  [
    'It stood at 5 points on Monday, above the previous Monday.',
    ['2025-06-16/2025-06-16', '2025-06-09/2025-06-09'],
  ],
  ['Space is sold out through 9 August.', ['/2025-08-09']],
  [
    'It made 30 moves in May. Staff make up 76 percent and are paid less than a year ago.',
    ['2025-05-01/2025-05-31', '2024-06-18/2024-06-18'],
  ],
  [
    'New lending was $0.9 billion in 2021–23. Firms spent $7 billion over the same three years.',
    ['2021-01-01/2023-12-31', '2021-01-01/2023-12-31'],
  ],
  [
    'It will lend $240 million this year, $310 million next and the rest in the two years after that.',
    ['2025-01-01/2025-12-31', '2026-01-01/2026-12-31', '2027-01-01/2028-12-31'],
  ],
  ['Trade will grow next quarter.', ['2025-07-01/2025-09-30']],
  ['The tariff rises from 1 July.', ['2025-07-01/']],
  ['He invited his hosts to a visit in September.', ['2025-09-01/2025-09-30']],
])('counts the times of “%s” from the right day', (text, expected) => {
  expect(timesIn(text)).toEqual(expected);
});

it('counts a year earlier from what the clause is of, and not from what it is held against', () => {
  expect(timesIn('In May it was $12 more than in April and $40 less than a year earlier.').at(-1)).toBe(
    '2024-05-01/2024-05-31',
  );
  expect(
    timesIn('Debt was $1.2 billion in May, from $1.5 billion in April and $2 billion a year earlier.').at(-1),
  ).toBe('2024-05-01/2024-05-31');
});

it.each([
  [
    'Trade reached $70 billion and $89 billion in 2022 and 2024, respectively.',
    [
      ['70000000000', '2022-01-01/2022-12-31'],
      ['89000000000', '2024-01-01/2024-12-31'],
    ],
  ],
  [
    'In 2019, 2021 and 2023 it was 24.1, 31.5 and 43.8 billion dollars.',
    [
      ['24100000000', '2019-01-01/2019-12-31'],
      ['31500000000', '2021-01-01/2021-12-31'],
      ['43800000000', '2023-01-01/2023-12-31'],
    ],
  ],
  ['Exports totalled $5.1 billion in 2023 and 2024.', [['5100000000', '2023-01-01/2024-12-31']]],
  [
    'It earned $30 million (2023: $25 million) in 2024.',
    [
      ['30000000', '2024-01-01/2024-12-31'],
      ['25000000', '2023-01-01/2023-12-31'],
    ],
  ],
])('gives each figure of a row its own time: %s', (text, expected) => {
  expect(figuresIn(text)).toEqual(expected);
});

it.each([
  ['The time was cut from 12 hours three years ago to less than 6 hours.', ['2022-01-01/2022-12-31', null]],
  [
    'It sold 40 cars last year, 3 more than the same shop sold in 2022.',
    ['2024-01-01/2024-12-31', '2024-01-01/2024-12-31'],
  ],
  [
    'In May it sold 40 cars, or 12% of the level of May 2024.',
    ['2025-05-01/2025-05-31', '2025-05-01/2025-05-31'],
  ],
  ['The line, which opened in 2019, carried 5 million tonnes.', [null]],
  ['It asks for 8% more under a contract that runs out at year-end.', [null]],
  ['It plans 40 cranes, to be delivered in 2027.', [null]],
  ['They built a 12-km road last year.', [null]],
  ['A 24-hour strike closed 3 mines last year.', [null, '2024-01-01/2024-12-31']],
  [
    'It sold $5 billion last year, against $4 billion in 2023; Russia bought $2 billion.',
    ['2024-01-01/2024-12-31', '2023-01-01/2023-12-31', '2024-01-01/2024-12-31'],
  ],
  ['Today there are 2 stores, and in 2020 there were 5.', [null, '2020-01-01/2020-12-31']],
])('gives a figure no time that is another’s: %s', (text, expected) => {
  expect(figuresIn(text).map(([, period]) => period)).toEqual(expected);
});

it('takes a bulletin’s period from its title, and an answer’s from the question', () => {
  expect(
    figuresIn('Customs bulletin, January–May 2025\n\nTrade reached $5 billion. Exports were $3 billion.'),
  ).toEqual([
    ['5000000000', '2025-01-01/2025-05-31'],
    ['3000000000', '2025-01-01/2025-05-31'],
  ]);
  expect(figuresIn('Q: Where will you be in 2030?\n\nA: Some 20,000 tonnes.')).toEqual([
    ['20000', '2030-01-01/2030-12-31'],
  ]);
});
