import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Observation } from '../../../ledgers/evidence/index.ts';
import type { indicatorsAnswer, mirrorAnswer, Series } from './api.ts';
import { openSeriesTest, type SeriesTest } from './testing.ts';

type Indicators = z.infer<typeof indicatorsAnswer>;
const address = '/api/v1/indicators/trade-value/series';
const months = Array.from({ length: 60 }, (_, index) => {
  const [year, month] = [2018 + Math.floor(index / 12), (index % 12) + 1];
  const start = `${year}-${String(month).padStart(2, '0')}`;
  return {
    periodStart: `${start}-01`,
    periodEnd: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10),
  };
});
const goods = ['total', ...Array.from({ length: 49 }, (_, index) => String(index + 1).padStart(2, '0'))];
const rows: Partial<Observation>[] = ['export', 'import'].flatMap((flow) =>
  goods.flatMap((category) =>
    months.map((month, index) => ({
      ...month,
      dimensions: { reporter: 'CN', partner: 'KZ', flow, category },
      value: category === 'total' ? String(1_000 + index) : String(index),
    })),
  ),
);
let open: SeriesTest;
beforeAll(async () => {
  open = await openSeriesTest();
  await open.addObservations('customs', rows);
});
afterAll(() => open.database.drop());

const shown = ({ series }: Series) => series.flatMap(({ points }) => points).length;

describe('of an indicator with 6,000 observations', () => {
  test('a series answers its totals and says that it is cut, with all categories there are', async () => {
    const answer = await open.get<Series>(address);
    expect(answer.cut).toEqual({ kept: 120, of: 6_000, by: 'totals' });
    expect(shown(answer)).toBe(120);
    expect(new Set(answer.series.map(({ key }) => key.category))).toEqual(new Set(['total']));
    expect(answer.indicator).toMatchObject({ observations: 6_000, from: '2018-01-01', to: '2022-12-31' });
    const categories = answer.indicator.dimensions.find(({ id }) => id === 'category')!;
    expect([categories.count, categories.values.map(({ id }) => id)]).toEqual([50, goods]);
  });

  test('what is narrowed enough is whole: by goods, by partner, by days', async () => {
    const some = await open.get<Series>(`${address}?category=07`);
    expect([some.cut, shown(some)]).toEqual([null, 120]);
    const year = await open.get<Series>(`${address}?from=2020-01-01&to=2020-12-31`);
    expect([year.cut, shown(year)]).toEqual([null, 1_200]);
    const way = await open.get<Series>(`${address}?flow=export`);
    expect([way.cut, shown(way)]).toEqual([null, 3_000]);
    expect(await open.get<Series>(`${address}?category=nothing`)).toMatchObject({ cut: null, series: [] });
  });

  test('the list counts all of it and shows the latest total', async () => {
    const { items } = await open.get<Indicators>('/api/v1/indicators');
    expect(items.find(({ id }) => id === 'trade-value')).toMatchObject({
      ...{ observations: 6_000, from: '2018-01-01', to: '2022-12-31' },
      latest: { value: '1059', period: '2022-12' },
      latestOf: { key: { category: 'total' } },
    });
  });

  test('a mirror of goods that no total stands for is found', async () => {
    await open.addObservations(
      'kz-stat',
      months.map((month) => ({
        ...month,
        dimensions: { reporter: 'KZ', partner: 'CN', flow: 'import', category: '07' },
        value: '110',
      })),
    );
    const mirror = await open.get<z.infer<typeof mirrorAnswer>>('/api/v1/mirror?a=CN&b=KZ&category=07');
    expect([mirror.cut, mirror.rows.length]).toEqual([null, 60]);
    expect(mirror.rows.at(-1)).toMatchObject({ exporter: { value: '59' }, importer: { value: '110' } });
  });

  test('where there are no totals, whole series are kept, and the rest is said to be left out', async () => {
    await open.addObservations(
      'other',
      rows
        .filter(({ dimensions }) => dimensions!.category !== 'total')
        .map((row) => ({ ...row, dimensions: { ...row.dimensions, partner: 'UZ' } })),
    );
    const answer = await open.get<Series>(`${address}?partner=UZ`);
    expect(answer.cut).toEqual({ kept: 4_980, of: 5_880, by: 'first' });
    expect(new Set(answer.series.map(({ points }) => points.length))).toEqual(new Set([60]));
  });

  test('a download that leaves something out says so in its name, and SDMX-JSON in words', async () => {
    const [csv, json, whole] = await Promise.all(
      ['.csv', '.sdmx.json', '.csv?category=07'].map((form) => open.app.request(`${address}${form}`)),
    );
    const named = (response: Response) => response.headers.get('content-disposition');
    expect(named(csv!)).toMatch(/^attachment; filename="serai-trade-value-[\d-]+-120-of-11940\.csv"$/);
    expect(await json!.text()).toContain('120 of 11,940 observations: totals alone');
    expect(named(whole!)).toMatch(/^attachment; filename="serai-trade-value-[\d-]+\.csv"$/);
  });
});

test('of one series with more values than an answer holds the newest are kept, and the list shows the latest', async () => {
  const days = Array.from({ length: 5_200 }, (_, index) => {
    const day = new Date(Date.UTC(2010, 0, 1 + index)).toISOString().slice(0, 10);
    return { periodStart: day, periodEnd: day, value: String(index) };
  });
  const alone = await openSeriesTest();
  try {
    await alone.addObservations(
      'meter',
      days.map((row) => ({
        ...row,
        dimensions: { reporter: 'CN', partner: 'central-asia', flow: 'export', category: 'total' },
      })),
    );
    const { cut, series } = await alone.get<Series>(address);
    const values = series[0]!.points.map(({ figure }) => figure.value);
    expect([cut, values.at(0), values.at(-1)]).toEqual([
      { kept: 5_000, of: 5_200, by: 'first' },
      '200',
      '5199',
    ]);
    const { items } = await alone.get<Indicators>('/api/v1/indicators');
    expect(items.find(({ id }) => id === 'trade-value')?.latest?.value).toBe('5199');
  } finally {
    await alone.database.drop();
  }
});
