import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MirrorAnswer } from './mirror-answer.ts';
import type { ProjectionAnswer } from './on-track.ts';
import { monthEnd } from './period.ts';
import { openSeriesTest, type SeriesTest } from './testing.ts';

let at: SeriesTest;
const year = (value: string, of = '2023') => ({
  periodStart: `${of}-01-01`,
  periodEnd: `${of}-12-31`,
  value,
});
const side = (reporter: string, partner: string, flow: string) => ({
  dimensions: { reporter, partner, flow },
});
const month = (of: number, number: number, value: string) => {
  const first = `${of}-${String(number).padStart(2, '0')}`;
  return { periodStart: `${first}-01`, periodEnd: monthEnd(first), value };
};

beforeAll(async () => {
  at = await openSeriesTest();
  await at.addObservations('cn', [
    { ...side('CN', 'KZ', 'export'), ...year('24700000000') },
    { ...side('CN', 'KZ', 'export'), ...year('16400000000', '2022') },
    { ...side('CN', 'central-asia', 'export'), ...year('61000000000') },
    ...[2022, 2023, 2024].flatMap((of) =>
      Array.from({ length: of === 2024 ? 5 : 12 }, (_, index) => ({
        ...side('CN', 'central-asia', 'total'),
        ...month(of, index + 1, String(7_000_000_000 + index * 100_000_000)),
      })),
    ),
  ]);
  await at.addObservations('kz', [
    { ...side('KZ', 'CN', 'import'), ...year('16800000000') },
    { ...side('KZ', 'CN', 'export'), ...year('14700000000') },
  ]);
  for (const country of ['KG', 'TJ', 'TM'])
    await at.addObservations(country.toLowerCase(), [
      { ...side(country, 'CN', 'import'), ...year('1000000000') },
    ]);
});
afterAll(() => at.database.drop());

const mirror = (query: string) => at.get<MirrorAnswer>(`/api/v1/mirror?${query}`);

test('both sides stand side by side, each with its own evidence, and the gap has a sign', async () => {
  const { exporter, importer, rows, citation } = await mirror('a=CN&b=KZ&frequency=year');
  expect([exporter, importer]).toEqual(['CN', 'KZ']);
  expect(rows.map(({ periodStart, ratio, gap }) => [periodStart, ratio, gap])).toEqual([
    ['2022-01-01', null, null],
    ['2023-01-01', '0.6802', '-7900000000'],
  ]);
  expect(rows[0]!.importer).toMatchObject({ value: null, kind: 'unknown' });
  expect(rows[1]!.exporter).toMatchObject({ value: '24700000000', kind: 'official' });
  expect(rows[1]!.causes.find(({ id }) => id === 'cif-fob')?.explains).toBe('0.000');
  expect(citation).toMatch(/Office cn.*Office kz.*Serai/);
});

test('a reconciled value is a model, and its evidence opens to both sides', async () => {
  const { rows, formula } = await mirror('a=CN&b=KZ&method=max&frequency=year');
  expect(formula).toBe('R = max(X, M / 1.08)');
  expect(rows[1]!.reconciled).toMatchObject({ value: '24700000000', kind: 'model' });
  const [evidence] = rows[1]!.reconciled!.evidence;
  expect(evidence?.inputs?.map(({ name, evidence: of }) => [name, of?.type])).toEqual([
    ['X', 'observation'],
    ['M', 'observation'],
  ]);
  expect(rows[0]!.reconciled).toMatchObject({ value: null, kind: 'unknown' });
});

test('a region that reports nothing is the sum of its countries only once all of them do', async () => {
  const before = await mirror('a=CN&b=central-asia&frequency=year');
  expect(before.rows.map(({ importer }) => importer.value)).toEqual([null]);
  await at.addObservations('uz', [{ ...side('UZ', 'CN', 'import'), ...year('1000000000') }]);
  const after = await mirror('a=CN&b=central-asia&frequency=year');
  expect(after.rows[0]!.importer).toMatchObject({ value: '20800000000', kind: 'model' });
  expect(after.rows[0]!.importer.evidence[0]?.inputs).toHaveLength(5);
});

test('a country nobody knows is refused by its name', async () => {
  const answer = await at.app.request('/api/v1/mirror?a=CN&b=XX');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    404,
    'mirror-party-unknown',
  ]);
});

const projection = (query: string) =>
  at.get<ProjectionAnswer>(`/api/v1/indicators/trade-value/projection?${query}`);

test('five months of seasons that repeat give the whole year, by the line of the region', async () => {
  const answer = await projection('target=90600000000&by=2024-12-31&partner=central-asia&flow=total');
  expect(answer).toMatchObject({
    method: 'seasonal',
    known: { until: '2024-05-31', value: '36000000000' },
    of: { name: 'China – Central Asia · Exports and imports', source: { id: 'cn' } },
    projected: { value: '90600000000', kind: 'model' },
  });
  expect(answer.formula).toContain('C_y(by) / C_y(until)');
  const inputs = answer.projected.evidence[0]?.inputs ?? [];
  expect(inputs.map(({ name }) => name)).toEqual([
    'V 2024-05-31',
    'C 2023 (1)',
    'C 2023 (2)',
    'C 2022 (1)',
    'C 2022 (2)',
  ]);
  expect(inputs[0]?.evidence?.inputs?.map(({ evidence }) => evidence?.type)).toEqual(
    Array.from({ length: 5 }, () => 'observation'),
  );
});

test('what was believed on an earlier day is projected as of that day', async () => {
  const answer = await projection('target=1&by=2024-12-31&asOf=2020-01-01');
  expect(answer).toMatchObject({ reached: 'unknown', of: null, projected: { value: null, kind: 'unknown' } });
});
