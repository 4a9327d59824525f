import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corridorFromFiles } from '../../../../corridor/index.ts';
import { openEvidence } from '../../../../ledgers/evidence/index.ts';
import { evidenceMigrations } from '../../../../ledgers/evidence/testing.ts';
import { readEntries } from '../../../../platform/audit/audit-page.store.ts';
import { systemClock } from '../../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../../platform/database/testing.ts';
import { type App, buildApp } from '../../../../platform/http/app.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../../platform/identity/testing.ts';
import { root } from '../../../../platform/root.ts';
import type { ObservatoryParts } from '../../parts.ts';
import { readersErrors } from '../../readers/index.ts';
import { recordIndicators } from '../read.ts';
import type { ImportedSeries } from './api.ts';
import { importErrors } from './errors.ts';
import { importRoutes } from './routes.ts';

/** Every number in the fixtures was invented for these tests. */
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
let database: TestDatabase;
let app: App;
let analyst: SignedIn;
let forwarder: SignedIn;
const ledger = openEvidence({ database: () => database });

beforeAll(async () => {
  database = await testDatabase({
    migrations: [
      { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
      evidenceMigrations,
      { module: 'observatory', folder: join(root, 'server/src/modules/observatory/migrations') },
    ],
  });
  const parts = {
    corridor: () => corridor,
    database: () => database,
    evidence: () => ledger,
  } as unknown as ObservatoryParts; // imports ask for nothing else
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
  forwarder = await signedIn(database, { roles: ['forwarder'] });
});
afterAll(() => database.drop());

type Fields = Record<string, unknown>;
const described: Fields = {
  format: 'sdmx-csv',
  indicator: 'trade-value',
  publisher: 'An office of tests',
  title: 'Trade, invented',
};

async function send(body: Fields | FormData, path = '/series', method = 'POST', who = analyst) {
  const isForm = body instanceof FormData;
  const answer = await app.request(`/api/v1${path}`, {
    method,
    headers: { ...who.bearer, ...(isForm ? {} : { 'content-type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as ImportedSeries & {
      code?: string;
      detail?: string;
      faults?: { at: string; problem: string }[];
    },
  };
}
const messageOf = (...rows: string[]) =>
  [
    'DATAFLOW,REPORTER,PARTNER,FLOW,CATEGORY,TIME_PERIOD,OBS_VALUE',
    ...rows.map((row) => `X:INVENTED(1.0),${row}`),
    '',
  ].join('\n');
const counts = ({ isNew, observations, superseded, unchanged, older }: ImportedSeries) => ({
  isNew,
  observations,
  superseded,
  unchanged,
  older,
});
const audited = (what: string, subject?: string) => readEntries(database.db, { what, subject, limit: 200 });
/** Rows of all chains, notes of imports, audit entries. */
const rowsIn = async () => {
  const { items } = await ledger.read.heads({ limit: 1_000 });
  const { rows } = await sql<{ count: string }>`
    select count(*) from observatory.series_import`.execute(database.db);
  const entries = await audited('series');
  return items.reduce((sum, head) => sum + head.rows, Number(rows[0]!.count) + entries.length);
};

describe('releases', () => {
  const first = messageOf(
    'CN,KZ,export,total,2025-01,100',
    'CN,KZ,export,total,2025-02,200.50',
    'CN,KZ,import,total,2025-01,7',
  );
  const second = messageOf(
    'CN,KZ,export,total,2025-01,100',
    'CN,KZ,export,total,2025-02,201',
    'CN,KZ,import,total,2025-01,7.0',
    'CN,KZ,export,total,2025-03,300',
  );
  const series = { ...described, source: 'releases' };
  const valuesOf = async () =>
    (await ledger.read.observations({ indicator: 'trade-value', source: 'series:releases' })).map(
      ({ dimensions, periodStart, value }) => `${dimensions.flow} ${periodStart} ${value}`,
    );

  it('a first one adds what it states', async () => {
    const { status, body } = await send({ ...series, text: first, date: '2025-03-20' });
    expect([status, counts(body)]).toEqual([
      200,
      { isNew: true, observations: 3, superseded: 0, unchanged: 0, older: 0 },
    ]);
    expect(await ledger.read.source('series:releases')).toMatchObject({
      kind: 'dataset',
      standing: 'official',
      publisher: 'An office of tests',
    });
  });
  it('the same file again adds nothing', async () => {
    const before = await rowsIn();
    const { body } = await send({ ...series, text: first, date: '2025-03-20' });
    expect(counts(body)).toEqual({ isNew: false, observations: 0, superseded: 0, unchanged: 3, older: 0 });
    expect(await rowsIn()).toBe(before);
  });
  it('what a dry run counts is what is added then, and it adds nothing itself', async () => {
    const before = await rowsIn();
    const { body } = await send({ ...series, text: second, date: '2025-04-20', dryRun: true });
    expect(await rowsIn()).toBe(before);
    const { body: done } = await send({ ...series, text: second, date: '2025-04-20' });
    expect(done).toEqual({ ...body, dryRun: false });
    expect(counts(done)).toEqual({ isNew: true, observations: 2, superseded: 1, unchanged: 2, older: 0 });
  });
  it('a value that changed is a newer vintage, and the older one is kept', async () => {
    expect(await valuesOf()).toEqual([
      'export 2025-01-01 100',
      'export 2025-02-01 201',
      'export 2025-03-01 300',
      'import 2025-01-01 7',
    ]);
    const vintages = await ledger.read.vintages({
      indicator: 'trade-value',
      source: 'series:releases',
      from: '2025-02-01',
      to: '2025-02-28',
    });
    expect(vintages.map(({ value }) => value)).toEqual(['200.50', '201']);
    expect(vintages[1]!.supersedes).toBe(vintages[0]!.id);
  });
  it('the first file again, after the second, takes nothing back', async () => {
    const { body } = await send({ ...series, text: first, date: '2025-03-20' });
    expect(counts(body)).toMatchObject({ isNew: false, observations: 0 });
    expect(await valuesOf()).toContain('export 2025-02-01 201');
  });
  it('an older release that comes late adds what nobody knew, and leaves newer values alone', async () => {
    const late = messageOf('CN,KZ,export,total,2025-02,150', 'CN,KZ,export,total,2024-12,90');
    const { body } = await send({ ...series, text: late, date: '2025-02-20' });
    expect(counts(body)).toEqual({ isNew: true, observations: 1, superseded: 0, unchanged: 0, older: 1 });
    expect(await valuesOf()).toContain('export 2025-02-01 201');
  });
  it('an observation opens to its row in the file as it was received', async () => {
    const found = await ledger.read.observations({
      indicator: 'trade-value',
      source: 'series:releases',
      from: '2025-03-01',
      to: '2025-03-31',
    });
    const [claim] = await ledger.read.claimsById([found[0]!.claim!]);
    expect(claim).toMatchObject({
      quote: 'X:INVENTED(1.0),CN,KZ,export,total,2025-03,300',
      lo: '300',
      unit: 'USD',
      subject: null,
      measure: null,
      extractor: 'import sdmx-csv 1',
    });
    const version = await ledger.read.version(claim!.version);
    expect(version!.text.slice(claim!.start, claim!.end)).toBe(claim!.quote);
    expect(version).toMatchObject({
      publishedOn: '2025-04-20',
      contentHash: createHash('sha256').update(second).digest('hex'),
    });
  });
  it('who imported what is in the audit log', async () => {
    const entries = await audited('series.imported', 'source:series:releases');
    expect(entries.map(({ person, after }) => [person, (after as Fields).observations])).toEqual(
      [1, 2, 3].map((count) => [analyst.person.id, count]),
    );
  });
  it('ten who import one file at the same time add it once', async () => {
    const text = messageOf('UZ,CN,export,total,2025-01,5', 'UZ,CN,export,total,2025-02,6');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send({ ...described, source: 'crowd', text })),
    );
    expect(answers.map(({ body }) => body.observations).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(await ledger.read.vintages({ indicator: 'trade-value', source: 'series:crowd' })).toHaveLength(2);
  });
  it('a withdrawn value is a vintage without one', async () => {
    const header = 'STRUCTURE,STRUCTURE_ID,ACTION,REPORTER,PARTNER,FLOW,CATEGORY,TIME_PERIOD,OBS_VALUE';
    const { body } = await send({
      ...described,
      source: 'crowd',
      text: `${header}\ndataflow,X:INVENTED(1.0),D,UZ,CN,export,total,2025-02,\n`,
    });
    expect(counts(body)).toMatchObject({ observations: 1, superseded: 1 });
    const found = await ledger.read.observations({ indicator: 'trade-value', source: 'series:crowd' });
    expect(found.map(({ value }) => value)).toEqual(['5', null]);
  });
});

describe('refused', () => {
  const good = 'CN,KG,export,total,2025-01,100';
  it.each([
    [
      'one bad row among good ones',
      { text: messageOf(good, 'CN,KG,export,total,2025-02,many') },
      'line 3: “many” is no decimal number',
    ],
    [
      'a country nobody knows',
      { text: messageOf(good, 'CN,Atlantis,export,total,2025-02,1') },
      'line 3: “Atlantis” is no partner',
    ],
    [
      'an indicator nobody knows',
      { text: messageOf(good), indicator: 'trade-weight' },
      'there is no indicator “trade-weight”',
    ],
    ['another header', { text: 'a,b\n1,2\n' }, 'line 1: the first column is “a”'],
  ])('%s: with its place, and nothing is left behind', async (_what, change, fault) => {
    const before = await rowsIn();
    const { status, body } = await send({ ...described, source: 'bad', ...change });
    expect([status, body.code]).toEqual([422, 'series-invalid']);
    expect(`${body.faults![0]!.at}: ${body.faults![0]!.problem}`).toContain(fault);
    expect(await rowsIn()).toBe(before);
    expect(await ledger.read.source('series:bad')).toBeNull();
  });
  it.each<[string, Fields, string]>([
    ['a format there is none of', { format: 'xls', text: 'x' }, 'body-invalid'],
    ['no publisher', { publisher: ' ', text: messageOf(good) }, 'body-invalid'],
    ['an address that is none', { address: 'file:///etc/passwd', text: messageOf(good) }, 'body-invalid'],
    ['a mapping nobody saved', { mapping: 'nobody', text: messageOf(good) }, 'mapping-not-found'],
    ['no observation', { text: messageOf() }, 'series-empty'],
  ])('%s', async (_what, change, code) => {
    expect((await send({ ...described, ...change })).body.code).toBe(code);
  });
  it('more than 25 MB', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(25_200_000).fill(0x61)]), 'large.csv');
    expect((await send(form)).status).toBe(413);
  });
  it('whoever is no analyst', async () => {
    expect((await send({ ...described, text: messageOf(good) }, '/series', 'POST', forwarder)).status).toBe(
      403,
    );
    expect((await send({}, '/mappings/x', 'PUT', forwarder)).status).toBe(403);
  });
});

describe('a form', () => {
  function formOf(fields: Fields, ...files: [Uint8Array, string][]): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    for (const [bytes, name] of files) form.append('file', new Blob([new Uint8Array(bytes)]), name);
    return form;
  }
  const gacc = {
    format: 'gacc',
    publisher: 'Customs of tests',
    title: 'Trade by country',
    source: 'customs-test',
    date: '2025-06-18',
    address: 'http://customs.example/table2',
  };
  it('takes the file as it is, in the encoding it is in', async () => {
    const utf8 = fixture('gacc-countries.html.txt');
    const { status, body } = await send(formOf(gacc, [utf8, 'table2.html']));
    expect([status, counts(body)]).toEqual([
      200,
      { isNew: true, observations: 24, superseded: 0, unchanged: 0, older: 0 },
    ]);
    const [version] = await ledger.read.versionsOf('series:customs-test');
    expect(version).toMatchObject({
      mediaType: 'text/html',
      contentHash: createHash('sha256').update(utf8).digest('hex'),
    });
  });
  it('the English text of the same month says the same', async () => {
    const { body } = await send(
      formOf({ ...gacc, dryRun: 'true' }, [fixture('gacc-countries.txt'), 'table2.txt']),
    );
    expect(body).toMatchObject({ dryRun: true, unchanged: 12, observations: 8, superseded: 0 });
  });
  it.each<[string, FormData, string]>([
    [
      'two files',
      formOf(gacc, [fixture('sdmx-1.csv'), 'a'], [fixture('sdmx-2.csv'), 'b']),
      'series-form-invalid',
    ],
    ['no file', formOf(gacc), 'series-form-invalid'],
    [
      'a field nobody knows',
      formOf({ ...gacc, colour: 'red' }, [fixture('sdmx-1.csv'), 'a']),
      'body-invalid',
    ],
    [
      'bytes that are no text',
      formOf(gacc, [new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2]), 'a.jpg']),
      'document-kind',
    ],
  ])('with %s is refused', async (_what, form, code) => {
    expect((await send(form)).body.code).toBe(code);
  });
});

describe('mappings', () => {
  const mapping = JSON.parse(fixture('office.mapping.json').toString()) as Fields;
  it('are saved under a name, listed, and used', async () => {
    expect((await send(mapping, '/mappings/office', 'PUT')).status).toBe(200);
    const list = await app.request('/api/v1/mappings');
    expect(await list.json()).toMatchObject({ items: [mapping] });
    expect(await (await app.request('/api/v1/mappings/office')).json()).toMatchObject(mapping);
    const { body } = await send({
      format: 'csv',
      mapping: 'office',
      publisher: 'An office',
      title: 'Внешняя торговля',
      text: fixture('office.csv').toString(),
    });
    expect(body).toMatchObject({
      source: 'series:an-office/внешняя-торговля',
      observations: 3,
      leftOut: [{ rows: 1 }],
    });
  });
  it('saved again as they are leave no trace; changed, the audit log has both', async () => {
    const entries = async () => (await audited('series-mapping.saved')).length;
    expect(await entries()).toBe(1);
    await send(mapping, '/mappings/office', 'PUT');
    expect(await entries()).toBe(1);
    await send({ ...mapping, scale: '1' }, '/mappings/office', 'PUT');
    expect(await entries()).toBe(2);
  });
  it('the same file read by a changed mapping is read anew', async () => {
    const { body } = await send({
      format: 'csv',
      mapping: 'office',
      publisher: 'An office',
      title: 'Внешняя торговля',
      text: fixture('office.csv').toString(),
    });
    expect(counts(body)).toMatchObject({ isNew: true, observations: 2, superseded: 2, unchanged: 1 });
  });
  it.each<[string, Fields, string, string]>([
    ['of an indicator there is none of', { ...mapping, indicator: 'nothing' }, 'office', '/indicator'],
    [
      'of a dimension the indicator has not',
      { ...mapping, dimensions: { colour: 'Цвет' } },
      'office',
      '/dimensions/colour',
    ],
    ['with a dimension twice', { ...mapping, constants: { partner: 'CN' } }, 'office', '/constants/partner'],
    ['under another name', mapping, 'agency', '/name'],
  ])('%s are refused', async (_what, bad, name, at) => {
    const { status, body } = await send(bad, `/mappings/${name}`, 'PUT');
    expect([status, body.faults?.[0]?.at]).toEqual([422, at]);
  });
  it('stand in the OpenAPI document beside the import', async () => {
    const document = (await (await app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<string, object>;
    };
    expect(Object.keys(document.paths['/api/v1/series'] ?? {})).toEqual(['post']);
    expect(Object.keys(document.paths['/api/v1/mappings/{name}'] ?? {})).toEqual(['get', 'put']);
  });
  it('under a name nobody saved there is none', async () => {
    expect((await app.request('/api/v1/mappings/nobody')).status).toBe(404);
  });
});
