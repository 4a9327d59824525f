import { expect, it } from 'vitest';
import { extract } from './extract.ts';
import { Names } from './names.ts';

const names = new Names([
  { id: 'CN', kind: 'country', names: ['China', '中国', 'Китай'] },
  { id: 'KZ', kind: 'country', names: ['Kazakhstan'] },
]);
const read = (text: string, date: string | null = '2025-06-18') => extract(text, { date, names });
const figures = (text: string) =>
  read(text)
    .filter(({ kind }) => kind !== 'time' && kind !== 'event')
    .map(({ lo, hi, unit, modifier, period }) => [
      lo === hi ? lo : `${lo}-${hi}`,
      unit,
      modifier,
      period && `${period.start}/${period.end}`,
    ]);
const times = (text: string, date?: string | null) =>
  read(text, date)
    .filter(({ kind }) => kind === 'time')
    .map(({ quote, period }) => [quote, period?.start ?? null, period?.end ?? null]);

it.each([
  ['It sells at a price not below $22 million.', [['22000000', 'USD', '>=', null]]],
  ['Trade reached $94.8 billion in 2024.', [['94800000000', 'USD', '=', '2024-01-01/2024-12-31']]],
  [
    'The hub has over 50 hosts and 5,200 square metres.',
    [
      ['50', 'hosts', '>', null],
      ['5200', 'm2', '=', null],
    ],
  ],
  ['A loan of nearly 286.42 billion yuan was agreed.', [['286420000000', 'CNY', '~', null]]],
  ['Between 10 and 15 million tonnes were moved.', [['10000000-15000000', 't', '=', null]]],
  ['It costs $10–15 million.', [['10000000-15000000', 'USD', '=', null]]],
  [
    'The 300-MW plant makes up to 900 GWh a year.',
    [
      ['300000000', 'W', '=', null],
      ['900000000000', 'Wh', '<=', null],
    ],
  ],
  ['Two hundred and fifty engineers took part.', [['250', 'engineers', '=', null]]],
  ['About half of the wagons were empty.', [['0.5', 'fraction', '~', null]]],
  ['Exports tripled last year.', [['3', 'times', '=', '2024-01-01/2024-12-31']]],
])('reads %s', (text, expected) => {
  expect(figures(text)).toEqual(expected);
});

it.each([
  ['in the first five months of this year', '2025-01-01', '2025-05-31'],
  ['in the first nine months of the current year', '2025-01-01', '2025-09-30'],
  ['last year', '2024-01-01', '2024-12-31'],
  ['by the end of 2024', '2024-12-31', '2024-12-31'],
  ['as of April 2025', null, '2025-04-30'],
  ['from 2007 to 2023', '2007-01-01', '2023-12-31'],
  ['since 2023', '2023-01-01', null],
  ['in the second quarter of 2024', '2024-04-01', '2024-06-30'],
  ['from October 25 to 28, 2024', '2024-10-25', '2024-10-28'],
  ['in January-May', '2025-01-01', '2025-05-31'],
  ['in the three years to June 2024', '2021-07-01', '2024-06-30'],
  ['in the week to 8 June', '2025-06-02', '2025-06-08'],
  ['during the 14th Five-Year Plan', '2021-01-01', '2025-12-31'],
  ['in the 2023/24 marketing year', '2023-07-01', '2024-06-30'],
  ['in the autumn of last year', '2024-09-01', '2024-11-30'],
  ['last June', '2024-06-01', '2024-06-30'],
  ['at the end of last month', '2025-05-31', '2025-05-31'],
  ['in the first seven weeks of 2025', '2025-01-01', '2025-02-18'],
  ['the day before yesterday', '2025-06-16', '2025-06-16'],
])('%s is a period of its own', (words, start, end) => {
  expect(times(`Trade grew ${words}.`).map(([, from, to]) => [from, to])).toEqual([[start, end]]);
});

it('keeps what hangs on the text’s date open where the text has none', () => {
  expect(times('Trade grew last year.', null)).toEqual([['last year', null, null]]);
});

it('takes the year before from the sentence’s own year', () => {
  expect(times('In 2022 trade was higher than in the previous year.').at(-1)).toEqual([
    'the previous year',
    '2021-01-01',
    '2021-12-31',
  ]);
});

it('says of a conversion in brackets what it says again', () => {
  const [yuan, dollars] = read('Sales passed 100 million yuan (about $13.94 million).');
  expect([yuan?.unit, dollars?.unit, dollars?.restates]).toEqual(['CNY', 'USD', yuan?.start]);
});

it('tells a rise from a level, and a target from a report', () => {
  const [rise, level, target] = read(
    'Trade grew by 10 percent to $90 billion, edging closer to the $100 billion milestone.',
  );
  expect([rise?.direction, rise?.modality, level?.direction, target?.modality, target?.modifier]).toEqual([
    'up',
    'change',
    null,
    'target',
    '~',
  ]);
});

it('names who says so, also in the sentences after', () => {
  const claims = read(
    'Sulaimon Ziyozoda, Deputy Prime Minister of Tajikistan, stated that trade grew. Over 700 companies work there.',
  );
  expect(claims.find(({ kind }) => kind === 'count')?.speaker).toBe('Sulaimon Ziyozoda');
  expect(read('Trade rose 5%, according to data released by the National Bank.')[0]?.speaker).toBe(
    'National Bank',
  );
});

it.each([
  [
    '2024年，中国与中亚国家贸易额达948亿美元，同比增长10.4%。',
    [
      ['94800000000', 'USD'],
      ['10.4', 'percent'],
    ],
  ],
  ['За первые пять месяцев текущего года торговля достигла 286,42 млрд юаней.', [['286420000000', 'CNY']]],
])('reads %s', (text, expected) => {
  expect(figures(text).map(([value, unit]) => [value, unit])).toEqual(expected);
});

it.each([
  'The 5G network and the A320 stand beside COVID-19.',
  'In 2024 the G20 met.',
  'Call 10:30 on Route 66.',
])('reads no figure into %s', (text) => {
  expect(figures(text).filter(([, unit]) => unit !== null)).toEqual([]);
});

it.each([
  ['2024年，出口增长5%，比上年加快。', ['2024-01-01/2024-12-31', '2023-01-01/2023-12-31']],
  ['前五个月进口100亿元，去年同期为90亿元。', ['2025-01-01/2025-05-31', '2024-01-01/2024-05-31']],
  ['截至5月底，“十四五”期间建成38座。', ['null/2025-05-31', '2021-01-01/2025-12-31']],
  [
    'В мае экспорт вырос по сравнению с тем же периодом прошлого года.',
    ['2025-05-01/2025-05-31', '2024-05-01/2024-05-31'],
  ],
  ['С начала года и до конца 2026 года.', ['2025-01-01/2025-06-18', '2026-12-31/2026-12-31']],
])('reads when in %s', (text, expected) => {
  expect(times(text).map(([, start, end]) => `${start}/${end}`)).toEqual(expected);
});

it('gives a number whose noun is left out the noun told before', () => {
  expect(
    figures('The guild trained 85 guides and wants 500 by 2027.').map(([value, unit]) => [value, unit]),
  ).toEqual([
    ['85', 'guides'],
    ['500', 'guides'],
  ]);
  expect(figures('Imports came to 3.6 billion kWh. A shortfall of 5 billion is feared.').at(-1)?.[0]).toBe(
    '5000000000000',
  );
  expect(figures('Экспорт превысил 6,1 млрд долларов, импорт достиг 11,7 млрд.').at(-1)?.slice(0, 2)).toEqual(
    ['11700000000', 'USD'],
  );
});

it.each([
  ['The share should go up from the current 18 to 25 percent.', ['18 percent', '25 percent']],
  ['Rates firmed by $150 to $3,300–3,450.', ['150 USD', '3300-3450 USD']],
  ['It sent 1,017 trains last year, including 203 in May.', ['1017 trains', '203 trains']],
  ['A subsidy paid 40 percent of it. Now: 8.', ['40 percent', '8 percent']],
  ['Debt will peak at 47.5 percent in 2027 and return to 42 by 2030.', ['47.5 percent', '42 percent']],
  ['Growth of 6 percent is assumed. It has averaged 4.6.', ['6 percent', '4.6 percent']],
  ['Some 58 percent stayed; a further fifth were abroad.', ['58 percent', '0.2 fraction']],
])('counts in %s: %j', (text, expected) => {
  expect(figures(text).map(([value, unit]) => `${value} ${unit}`)).toEqual(expected);
});

it('takes no period from the line that says where and when it was written', () => {
  expect(figures('BAKU, July 8 – Traffic rose 20.4% in the January-June period.')[0]?.[3]).toBe(
    '2025-01-01/2025-06-30',
  );
});

it('cuts what never ends, so that time grows with the text: a million signs of one sentence are read', () => {
  const text = 'trade rose to $5 billion and '.repeat(2000);
  expect(read(text).filter(({ kind }) => kind === 'money')).toHaveLength(2000);
  expect(read('7'.repeat(100_000))).toEqual([]);
});

it('quotes are what stands at their places, in UTF-16 units, whatever the text', () => {
  const text =
    '🚂 Über 5 million people 🚃 — $3.2bn in “2024”; 中国948亿美元；Рост на 5%.\n\nNext: 12 trains.';
  for (const { start, end, quote } of read(text)) expect(text.slice(start, end)).toBe(quote);
  expect(read(text).length).toBeGreaterThan(4);
});

const periodsOf = (text: string, date = '2026-03-14') =>
  read(text, date)
    .filter(({ kind }) => kind !== 'time' && kind !== 'event' && kind !== 'ordinal')
    .map(({ lo, period }) => [lo, period && `${period.start ?? ''}/${period.end ?? ''}`]);

it.each([
  [
    'The port was busy in the first two months of 2026. Traffic reached 74,300 TEU over the same period, up from 66,100 TEU a year earlier. "We expect 480,000 TEU for the whole year," he said.',
    [
      ['74300', '2026-01-01/2026-02-28'],
      ['66100', '2025-01-01/2025-02-28'],
      ['480000', '2026-01-01/2026-12-31'],
    ],
  ],
  [
    'Revenue rose to $19 million from $16 million in 2024.',
    [
      ['19000000', null],
      ['16000000', '2024-01-01/2024-12-31'],
    ],
  ],
  [
    'It handled 4.2 million tonnes in 2025. Ferries made 612 calls, 48 more than the year before.',
    [
      ['4200000', '2025-01-01/2025-12-31'],
      ['612', '2025-01-01/2025-12-31'],
      ['48', '2025-01-01/2025-12-31'],
    ],
  ],
  [
    'The fleet had 1,150 lorries at year-end, compared with 990 twelve months earlier.',
    [
      ['1150', '2025-12-31/2025-12-31'],
      ['990', '2024-12-31/2024-12-31'],
    ],
  ],
  ['As of April 2025, the port had handled 48,000 trips since it began in 2011.', [['48000', '/2025-04-30']]],
  ['Exports were 12 percent above last year’s level.', [['12', null]]],
  ['Between November 2025 and March 2026 it rained for 60 days.', [['60', '2025-11-01/2026-03-31']]],
])('tells the periods of %s', (text, expected) => {
  expect(periodsOf(text)).toEqual(expected);
});

it.each([
  ['Construction is to begin in September.', 'September', '2026-09-01', '2026-09-30'],
  ['Our Q4 margin was good.', 'Q4', '2025-10-01', '2025-12-31'],
  ['This year’s event drew many.', 'This year’s', '2026-01-01', '2026-12-31'],
  ['In late January the cabinet passed a plan.', 'late January', '2026-01-01', '2026-01-31'],
  ['It opened in 2022, and the second hall a year later.', 'a year later', '2023-01-01', '2023-12-31'],
])('in %s finds %s', (text, quote, start, end) => {
  expect(times(text, '2026-03-14').find(([found]) => found === quote)).toEqual([quote, start, end]);
});

it('takes "bilateral" for the two countries a text begins with', () => {
  const [record] = read(
    'China and Kazakhstan opened a crossing at the border on Monday.\nBilateral trade hit $43.8 billion.',
  ).filter(({ kind }) => kind === 'money');
  expect([record?.subject, record?.partner]).toEqual(['CN', 'KZ']);
});

it('does not count "the two sides"', () => {
  expect(figures('Costs are shared by the two sides.')).toEqual([]);
});
