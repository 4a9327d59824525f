import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { corridorFromFiles } from '../../../../corridor/index.ts';
import { openEvidence } from '../../../../ledgers/evidence/index.ts';
import { evidenceMigrations } from '../../../../ledgers/evidence/testing.ts';
import { bySerai } from '../../../../platform/audit/audit.ts';
import { systemClock } from '../../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../../platform/database/testing.ts';
import { type App, buildApp } from '../../../../platform/http/app.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../../platform/identity/testing.ts';
import { root } from '../../../../platform/root.ts';
import type { ObservatoryParts } from '../../parts.ts';
import { readersErrors } from '../../readers/index.ts';
import { recordIndicators } from '../read.ts';
import { describedImport, type ImportedSeries } from './api.ts';
import { importErrors } from './errors.ts';
import { importSeries } from './import.ts';
import { importRoutes } from './routes.ts';

const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
let database: TestDatabase;
let app: App;
let analyst: SignedIn;
const ledger = openEvidence({ database: () => database });
const parts = {
  corridor: () => corridor,
  database: () => database,
  evidence: () => ledger,
} as unknown as ObservatoryParts; // imports ask for nothing else

beforeAll(async () => {
  database = await testDatabase({
    migrations: [
      { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
      evidenceMigrations,
      { module: 'observatory', folder: join(root, 'server/src/modules/observatory/migrations') },
    ],
  });
  await recordIndicators(parts);
  app = buildApp({
    modules: [
      { name: 'observatory', errors: { ...readersErrors, ...importErrors }, routes: importRoutes(parts) },
    ],
    clock: systemClock,
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    identify: identifyIn(database),
    checkAnswers: true,
  });
  analyst = await signedIn(database, { roles: ['analyst'] });
});
afterAll(() => database.drop());

const described = { format: 'sdmx-json', indicator: 'trade-value', publisher: 'An office of tests' };

async function send(title: string, text: string, more: object = {}, signal: AbortSignal | null = null) {
  const answer = await app.request('/api/v1/series', {
    method: 'POST',
    headers: { ...analyst.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ ...described, title, source: title, text, ...more }),
    signal,
  });
  const body = (await answer.json()) as ImportedSeries & { code?: string; detail?: string };
  return { status: answer.status, body };
}
/** Three values, and as many categories as make it so long. */
function message(bytes: number, values = ['100', '200', '300']): string {
  const categories = ['total'];
  for (let length = 0; length < bytes; length += 60)
    categories.push(`c${categories.length}-${'x'.repeat(40)}`);
  const one = (id: string, ids: string[]) => ({ id, values: ids.map((each) => ({ id: each })) });
  const structure = {
    dimensions: {
      series: [
        one('REPORTER', ['CN']),
        one('PARTNER', ['KZ']),
        one('FLOW', ['export']),
        one('CATEGORY', categories),
      ],
      observation: [one('TIME_PERIOD', ['2025-01', '2025-02', '2025-03'])],
    },
  };
  const observations = values.map((value, at) => `"${at}":[${value}]`).join();
  return `{"structure":${JSON.stringify(structure)},"dataSets":[{"series":{"0:0:0:0":{"observations":{${observations}}}}}]}`;
}
const stored = (title: string) => ledger.read.source(`series:${title}`);

describe('a file of many megabytes', () => {
  it('of SDMX-JSON is imported, and every value rests on its row', async () => {
    const text = message(8_000_000);
    expect(text.length).toBeGreaterThan(7_000_000);
    const { status, body } = await send('eight', text);
    expect([status, body.observations]).toEqual([200, 3]);
    const [first] = await ledger.read.observations({ indicator: 'trade-value', source: 'series:eight' });
    const [claim] = await ledger.read.claimsById([first!.claim!]);
    expect([first!.value, claim!.quote]).toEqual(['100', '"0":[100]']);
  });

  it('is read beside the server: a hundred requests are answered while it is', async () => {
    let isDone = false;
    const imported = send('beside', message(20_000_000), { dryRun: true }).finally(() => {
      isDone = true;
    });
    for (let asked = 0; asked < 100; asked++) {
      expect((await app.request('/healthz')).status).toBe(200);
      await turn();
    }
    expect(isDone).toBe(false);
    expect((await imported).body.observations).toBe(3);
  });

  it('with a fault at its end is refused with the place, and leaves nothing', async () => {
    const { status, body } = await send('faulty', message(4_000_000, ['1', '2', '"three"']));
    expect([status, body.code]).toEqual([422, 'series-invalid']);
    expect(body.detail).toContain('observations["2"]');
    expect(await stored('faulty')).toBeNull();
  });

  it('whose sender has gone is left at once, and the next one is read', async () => {
    const gone = new AbortController();
    const sent = send('gone', message(20_000_000), {}, gone.signal).catch((problem: Error) => problem);
    await wait(50);
    gone.abort();
    await sent;
    expect((await send('next', message(10))).body.observations).toBe(3);
    expect(await stored('gone')).toBeNull();
  });
});

test('an import whose sender goes in the middle of adding leaves nothing, and done again adds all', async () => {
  const rows = Array.from(
    { length: 6_000 },
    (_, index) => `X:Y(1.0),CN,KZ,export,c${index},2025-01,${index}`,
  );
  const text = ['DATAFLOW,REPORTER,PARTNER,FLOW,CATEGORY,TIME_PERIOD,OBS_VALUE', ...rows, ''].join('\n');
  const file = { text, contentHash: createHash('sha256').update(text).digest('hex'), mediaType: 'text/csv' };
  const said = describedImport.parse({ ...described, format: 'sdmx-csv', title: 'Half', source: 'half' });
  const gone = new AbortController();
  const before = await ledger.read.heads({ limit: 1_000 });
  const told: number[] = [];
  const given = { by: bySerai, now: new Date() };
  await expect(
    importSeries(parts, file, said, {
      ...given,
      signal: gone.signal,
      onProgress: (done) => {
        told.push(done);
        gone.abort();
      },
    }),
  ).rejects.toThrow('aborted');
  expect(told).toEqual([5_000]);
  expect(await ledger.read.heads({ limit: 1_000 })).toEqual(before);
  expect(await ledger.read.series({ dimensions: { category: 'c1' } })).toEqual([]);
  expect(await importSeries(parts, file, said, given)).toMatchObject({ isNew: true, observations: 6_000 });
});

test('a body that nests 100,000 deep is refused, whatever it is sent as', async () => {
  for (const body of [
    '['.repeat(100_000),
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    `{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ]) {
    const headers = { ...analyst.bearer, 'content-type': 'application/json' };
    const answer = await app.request('/api/v1/series', { method: 'POST', headers, body });
    expect([400, 422]).toContain(answer.status);
    expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/^body-/) });
  }
});

describe('a file made to be too much', () => {
  it.each([
    ['nests 100,000 deep', '['.repeat(100_000), 422, 'series-invalid'],
    [
      'nests 100,000 deep and is closed',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      422,
      'series-invalid',
    ],
    ['is eight million empty lists', `[${'[],'.repeat(8_000_000)}[]]`, 422, 'series-invalid'],
  ])('that %s is refused, and the server goes on', async (_, text, status, code) => {
    const answer = await send('bomb', text);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await stored('bomb')).toBeNull();
  });

  it('that states more than half a million values is refused', async () => {
    const rows = Array.from({ length: 500_001 }, () => '2024,1').join('\n');
    const mapping = { name: 'short', indicator: 'trade-value', period: 'p', value: 'v', dimensions: {} };
    const saved = await app.request('/api/v1/mappings/short', {
      method: 'PUT',
      headers: { ...analyst.bearer, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...mapping,
        constants: { reporter: 'CN', partner: 'KZ', flow: 'export', category: 'total' },
      }),
    });
    expect(saved.status).toBe(200);
    const { status, body } = await send('many', `p,v\n${rows}`, { format: 'csv', mapping: 'short' });
    expect([status, body.code]).toEqual([413, 'series-too-large']);
    expect(body.detail).toContain('500,000 values');
  });

  it('that fills its reader’s memory is refused as too large, and the next one is read', async () => {
    const { status, body } = await send('heavy', `[${'{},'.repeat(8_000_000)}{}]`);
    expect([status, body.code]).toEqual([413, 'series-too-large']);
    expect(body.detail).toContain('more time or memory');
    expect((await send('after', message(10))).status).toBe(200);
  });
});
