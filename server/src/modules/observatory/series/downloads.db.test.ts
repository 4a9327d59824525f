import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../../ledgers/evidence/index.ts';
import { root } from '../../../platform/root.ts';
import { savedMapping } from './import/api.ts';
import { partiesOf } from './import/parties.ts';
import { readSdmxCsv } from './import/sdmx-csv.ts';
import { readSdmxJson } from './import/sdmx-json.ts';
import { settle } from './import/settle.ts';
import { Faults, LeftOut, type ReadFormat } from './import/stated.ts';
import { definitionsOf } from './indicators.ts';
import { centralAsia, openSeriesTest, type SeriesTest } from './testing.ts';

let at: SeriesTest;
beforeAll(async () => {
  at = await openSeriesTest();
  const of = (partner: string, flow: string, category = 'total') => ({
    dimensions: { reporter: 'CN', partner, flow, category },
  });
  await at.addObservations('customs-cn', [
    { ...of('KZ', 'total'), periodStart: '2024-01-01', periodEnd: '2024-12-31', value: '43820000000.50' },
    {
      ...of('KZ', 'export'),
      periodStart: '2025-05-01',
      periodEnd: '2025-05-31',
      value: '12345678901234567890.123',
    },
    { ...of('UZ', 'import'), periodStart: '2025-01-01', periodEnd: '2025-03-31', value: '0' },
    { ...of('UZ', 'import'), periodStart: '2025-01-01', periodEnd: '2025-06-30', value: '7' },
    {
      ...of('central-asia', 'total'),
      periodStart: '2025-01-01',
      periodEnd: '2025-05-31',
      value: '39800000000',
    },
    { ...of('KZ', 'export', '850231'), periodStart: '2024-01-01', periodEnd: '2024-12-31', value: null },
    { ...of('WLD', 'export'), periodStart: '2007-01-01', periodEnd: '2023-12-31', value: '5', kind: 'model' },
  ]);
  await at.addObservations('Bureau: "statistics", =1+1', [
    {
      dimensions: { reporter: 'KZ', partner: 'CN' },
      periodStart: '2024-12-31',
      periodEnd: '2024-12-31',
      value: '-3',
    },
  ]);
  await at.addArticle(
    'news',
    '=HYPERLINK("x"). In 2024, trade between China and Kazakhstan exceeded $43.8 billion, "a record".',
    '2025-02-01',
  );
});
afterAll(() => at.database.drop());

const download = async (form: string, query = '') => {
  const answer = await at.app.request(`/api/v1/indicators/trade-value/series.${form}${query}`);
  expect(answer.status).toBe(200);
  return { text: await answer.text(), headers: answer.headers };
};

describe('the table', () => {
  test('has a row for each point with its source, and a text’s words beside its figure', async () => {
    const { text, headers } = await download('csv');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="serai-trade-value-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(9);
    const claim = rows.find(({ type }) => type === 'claim');
    expect(claim).toMatchObject({
      ...{
        partner: 'KZ',
        period: '2024',
        value: '43800000000',
        modifier: 'more than',
        quote: '$43.8 billion',
      },
      ...{ evidence_type: 'claim', published_on: '2025-02-01', address: 'https://news.example/news' },
    });
    expect(claim?.citation).toContain('https://news.example/news');
    expect(rows.find(({ value }) => value === '12345678901234567890.123')).toMatchObject({
      period: '2025-05',
      publisher: 'Office customs-cn',
    });
  });

  test('holds no cell that a spreadsheet would run', async () => {
    for (const form of ['csv', 'sdmx.csv']) {
      const cells = (parse((await download(form)).text) as string[][]).flat();
      expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([]);
    }
  });
});

const settings = (where: Record<string, string>) => ({
  indicator: undefined,
  mapping: savedMapping.parse({ name: 'own', indicator: 'trade-value', where }),
  indicators: new Map(definitionsOf(centralAsia).map((each) => [each.id, each])),
  dimensionsOf: () => null,
  parties: partiesOf(centralAsia),
  faults: new Faults(),
  leftOut: new LeftOut(),
});
const told = ({
  dimensions,
  periodStart,
  periodEnd,
  value,
  kind,
}: Pick<Observation, 'dimensions' | 'periodStart' | 'periodEnd' | 'value' | 'kind'>) => ({
  ...{ dimensions, periodStart, periodEnd, value, kind },
});
const sorted = (rows: readonly ReturnType<typeof told>[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys({ ...row, ...row.dimensions }).sort())).sort();

describe('SDMX', () => {
  test.each<[string, ReadFormat]>([
    ['sdmx.json', readSdmxJson],
    ['sdmx.csv', readSdmxCsv],
  ])('%s read again says of an office what the ledger holds, digit by digit', async (form, read) => {
    const { text } = await download(form, '?reporter=CN');
    const asked = settings({ SOURCE: 'customs-cn' });
    const stated = settle(read(text, asked), asked);
    expect(asked.faults.list).toEqual([]);
    const held = await at.parts
      .evidence()
      .read.observations({ indicator: 'trade-value', source: 'customs-cn' });
    expect(held).toHaveLength(7);
    expect(sorted(stated.map(told))).toEqual(sorted(held.map(told)));
  });

  test('leaves out what texts state', async () => {
    const { text, headers } = await download('sdmx.csv');
    expect(text).not.toContain('news');
    expect(text.split('\r\n')[0]).toBe(
      'STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,FREQ,REPORTER,PARTNER,FLOW,CATEGORY,SOURCE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,PUBLISHER,SOURCE_TITLE,SOURCE_ADDRESS,OBS_STATUS,KIND,RECORDED_AT,OBSERVATION_ID',
    );
    expect(headers.get('content-type')).toContain('version=2.0.0');
  });

  const schema = join(root, '../shared/schemas/sdmx-json/sdmx-json-data-schema.json');
  test.skipIf(!existsSync(schema))('JSON holds to the official schema of SDMX-JSON 2.1', async () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    formats.default(ajv);
    const holds = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
    for (const query of ['', '?partner=XX', '?reporter=CN&lang=zh']) {
      const message: unknown = JSON.parse((await download('sdmx.json', query)).text);
      holds(message);
      expect(holds.errors ?? []).toEqual([]);
    }
    // The schema does refuse: a message without its sender.
    expect(holds({ meta: { id: 'x', prepared: '2026-01-01' } })).toBe(false);
  });
});
