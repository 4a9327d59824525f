import { afterAll, beforeAll, expect, test } from 'vitest';
import { Corridor } from '../../../corridor/index.ts';
import type { Series } from './api.ts';
import { recordPackSeries } from './pack-series.ts';
import { centralAsia, openSeriesTest, type SeriesTest } from './testing.ts';

let at: SeriesTest;
beforeAll(async () => {
  at = await openSeriesTest();
});
afterAll(() => at.database.drop());

test('a new server has the pack’s figures as lines that say whom they quote, and once only', async () => {
  const rows = centralAsia.rows.observations.length;
  expect(rows).toBeGreaterThan(36);
  expect(await recordPackSeries(at.parts, new Date())).toBe(rows);
  expect(await recordPackSeries(at.parts, new Date())).toBe(0);
  const { series } = await at.get<Series>(
    '/api/v1/indicators/trade-value/series?reporter=CN&partner=central-asia&flow=total',
  );
  expect(
    series.map(({ source, points }) => [
      source?.id,
      points.map(({ figure }) => [figure.period, figure.value, figure.kind]),
    ]),
  ).toEqual([
    [
      'series:gacc-as-reported',
      [
        ['2022', '70200000000', 'reported'],
        ['2023', '89400000000', 'reported'],
        ['2024', '94820000000', 'reported'],
        ['2025', '106300000000', 'reported'],
      ],
    ],
  ]);
});

test('what is cited names the addresses the figures shown were read at, and no others', async () => {
  const cited = async (period: string) =>
    (
      await at.get<Series>(
        `/api/v1/indicators/trade-value/series?reporter=CN&partner=central-asia&flow=total&from=${period}-01-01&to=${period}-12-31`,
      )
    ).citation;
  const addressOf = (period: string) => {
    const row = centralAsia.rows.observations.find(
      (each) => each.period === period && each.partner === 'central-asia' && each.flow === 'total',
    );
    return centralAsia.sources.get(row?.source ?? '')?.address ?? '';
  };
  expect(addressOf('2025')).toMatch(/^https?:/);
  expect(await cited('2025')).toContain(addressOf('2025'));
  expect(await cited('2025')).not.toContain(addressOf('2023'));
});

test('each of them opens to its row, which names where it was read', async () => {
  const { read } = at.parts.evidence();
  const observations = await read.observations({ indicator: 'freight-trains' });
  const claims = await read.claimsById(observations.flatMap(({ claim }) => claim ?? []));
  expect(claims).toHaveLength(observations.length);
  expect(claims.filter(({ quote }) => !/https?:\/\//.test(quote))).toEqual([]);
  const versions = new Map(
    (await read.versions(claims.map(({ version }) => version))).map((each) => [each.id, each.text]),
  );
  for (const { version, start, end, quote } of claims)
    expect(versions.get(version)?.slice(start, end)).toBe(quote);
});

test('a figure the pack corrects is a newer vintage', async () => {
  const observations = centralAsia.rows.observations.map((row) =>
    row.partner === 'central-asia' && row.period === '2025' && row.flow === 'total'
      ? { ...row, value: '106000000000' }
      : row,
  );
  const corrected = new Corridor(centralAsia.meta, { ...centralAsia.rows, observations });
  await recordPackSeries({ ...at.parts, corridor: () => corrected }, new Date());
  const { series } = await at.get<Series>(
    '/api/v1/indicators/trade-value/series?partner=central-asia&flow=total&from=2025-01-01',
  );
  expect(series[0]?.points[0]).toMatchObject({
    figure: { value: '106000000000' },
    vintages: [{ value: '106300000000' }],
  });
});
