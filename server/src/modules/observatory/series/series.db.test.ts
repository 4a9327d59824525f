import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../../platform/database/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import { indicatorsAbout } from './about.ts';
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

test('a series names its citation, publisher by publisher, and the day', async () => {
  const { citation } = await series('?lang=en');
  expect(citation).toContain(
    '“The text news-1”, 2025-06-18, https://news.example/news-1, retrieved 2026-11-21.',
  );
  expect(citation).toMatch(
    /Office customs.*Office statistics.*Serai, “Trade in goods”, as of \d{4}-\d\d-\d\d\.$/,
  );
});

test('dimensions, days and kinds narrow what is answered', async () => {
  const count = async (query: string) =>
    (await series(query)).series.reduce((sum, { points }) => sum + points.length, 0);
  expect(await count('?partner=KZ')).toBe(0);
  expect(await count('?partner=central-asia&flow=total')).toBe(4);
  expect(await count('?from=2024-01-01')).toBe(3);
  expect(await count('?kind=reported')).toBe(1);
  expect(await count('?frequency=month')).toBe(0);
  expect((await at.app.request('/api/v1/indicators/none/series')).status).toBe(404);
  expect((await at.app.request('/api/v1/indicators/trade-value/series?from=yesterday')).status).toBe(400);
});

test('a corrected value is the newer vintage, and what was believed before can be asked for', async () => {
  const period = { periodStart: '2021-01-01', periodEnd: '2021-12-31' };
  const dimensions = { reporter: 'CN', partner: 'KG' };
  await at.addObservations('office', [{ dimensions, ...period, value: '7.4' }], '1');
  await new Promise((done) => setTimeout(done, 5));
  const between = new Date().toISOString();
  await new Promise((done) => setTimeout(done, 5));
  await at.addObservations('office', [{ dimensions, ...period, value: '7.6' }], '2');
  const point = async (query: string) => (await series(`?partner=KG${query}`)).series[0]?.points[0];
  expect(await point('')).toMatchObject({
    figure: { value: '7.6' },
    vintages: [{ value: '7.4', source: 'office' }],
  });
  expect(await point(`&asOf=${between}`)).toMatchObject({ figure: { value: '7.4' }, vintages: [] });
  expect(await point('&asOf=2020-01-01')).toBeUndefined();
});

test('a newer version of a text stands for the older one, which is still what was believed then', async () => {
  const text = (value: string) => `In 2022, trade between China and Tajikistan reached $${value} billion.`;
  await at.addArticle('changed', text('2.1'), '2023-02-01');
  await new Promise((done) => setTimeout(done, 5));
  const between = new Date().toISOString();
  await at.addArticle('changed', text('2.6'), '2023-02-01');
  const values = async (query: string) =>
    (await series(`?partner=TJ${query}`)).series.flatMap(({ points }) =>
      points.map(({ figure }) => figure.value),
    );
  expect(await values('')).toEqual(['2600000000']);
  expect(await values(`&asOf=${between}`)).toEqual(['2100000000']);
});

test('a decision marks what was accepted, and a projection goes by it', async () => {
  const before = await series('?partner=central-asia&from=2024-01-01');
  const accepted = before.series.find(({ source }) => source?.id === 'statistics')!.points[0]!;
  const reason = 'The yearbook is final';
  await transaction(at.database.db, (tx) =>
    at.parts.evidence().decide(tx, {
      about:
        'series:trade-value/{"flow":"total","partner":"central-asia","reporter":"CN"}/2024-01-01/2024-12-31',
      accepted: { type: 'observation', id: accepted.id },
      ...{ person: newId(), reason },
    }),
  );
  const { series: lines } = await series('?partner=central-asia&from=2024-01-01');
  expect(
    lines
      .filter(({ type }) => type === 'observation')
      .map(({ source, points }) => [
        source?.id,
        points[0]?.decision?.isAccepted,
        points[0]?.decision?.reason,
      ]),
  ).toEqual([
    ['customs', false, reason],
    ['statistics', true, reason],
  ]);
  const projection = await at.get<{ projected: { value: string }; reached: string }>(
    '/api/v1/indicators/trade-value/projection?target=94500000000&by=2024-12-31&source=customs&partner=central-asia',
  );
  expect(projection).toMatchObject({ projected: { value: '94000000000', kind: 'official' }, reached: 'no' });
});

test('a country’s dossier is told which indicators speak of it', async () => {
  expect(await indicatorsAbout(at.parts, 'country', 'KG', 'en')).toEqual([
    { id: 'trade-value', name: 'Trade in goods' },
  ]);
  expect(await indicatorsAbout(at.parts, 'country', 'UZ', 'en')).toEqual([]);
  expect(await indicatorsAbout(at.parts, 'place', 'place:khorgos', 'en')).toEqual([]);
});
