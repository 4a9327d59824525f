import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Series } from './api.ts';
import { openSeriesTest, type SeriesTest } from './testing.ts';

let at: SeriesTest;
let articles: string[] = [];
beforeAll(async () => {
  at = await openSeriesTest();
  articles = [
    await at.addArticle(
      'news-1',
      'In 2024, bilateral trade between China and Central Asia reached $94.8 billion. Agricultural trade between China and Kazakhstan was $1.5 billion in 2024.',
      '2025-06-18',
    ),
  ];
  const dimensions = { reporter: 'CN', partner: 'central-asia', flow: 'total' };
  await at.addObservations('customs', [
    { dimensions, periodStart: '2023-01-01', periodEnd: '2023-12-31', value: '89400000000' },
    { dimensions, periodStart: '2024-01-01', periodEnd: '2024-12-31', value: '94700000000' },
  ]);
  await at.addObservations('statistics', [
    { dimensions, periodStart: '2024-01-01', periodEnd: '2024-12-31', value: '94000000000' },
  ]);
});
afterAll(() => at.database.drop());

const series = (query = '') => at.get<Series>(`/api/v1/indicators/trade-value/series${query}`);

test('each source is a line of its own, and what a text states stands beside them', async () => {
  const answer = await series();
  expect(
    answer.series.map(({ name, type, source, points }) => [
      name,
      type,
      source?.id ?? null,
      points.map(({ figure }) => [figure.period, figure.value, figure.kind]),
    ]),
  ).toEqual([
    [
      'China – Central Asia · Exports and imports',
      'observation',
      'customs',
      [
        ['2023', '89400000000', 'official'],
        ['2024', '94700000000', 'official'],
      ],
    ],
    [
      'China – Central Asia · Exports and imports',
      'observation',
      'statistics',
      [['2024', '94000000000', 'official']],
    ],
    ['China – Central Asia · Exports and imports', 'claim', null, [['2024', '94800000000', 'reported']]],
  ]);
  const [point] = answer.series[2]!.points;
  expect(point).toMatchObject({ article: articles[0], claim: { quote: '$94.8 billion', modifier: '=' } });
  expect(point?.figure.evidence).toEqual([{ type: 'claim', id: point?.id, version: articles[0] }]);
});

test('the list of indicators tells of the widest and latest official figure', async () => {
  const { items } = await at.get<{ items: Series['indicator'][] }>('/api/v1/indicators?lang=zh');
  const trade = items.find(({ id }) => id === 'trade-value');
  expect(trade).toMatchObject({
    name: '货物贸易额',
    observations: 3,
    claims: 1,
    from: '2023-01-01',
    to: '2024-12-31',
  });
  expect(trade?.latest).toMatchObject({ kind: 'official', period: '2024' });
  expect(items).toHaveLength(18);
});
