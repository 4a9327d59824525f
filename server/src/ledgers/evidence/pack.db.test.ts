import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Corridor, ensureCorridor } from '../../corridor/index.ts';
import { writePack } from '../../corridor/testing.ts';
import type { AuditEntry } from '../../platform/audit/api.ts';
import { audit } from '../../platform/audit/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { type App, buildApp } from '../../platform/http/app.ts';
import { identifyIn, type SignedIn, signedIn } from '../../platform/identity/testing.ts';
import { newId } from '../../platform/ids.ts';
import { root } from '../../platform/root.ts';
import { addFindings } from './add.ts';
import type { FactRecord } from './api.ts';
import { aboutFinding, aboutSeries, evidence, openEvidence, recordPack } from './index.ts';
import { addText, evidenceMigrations, testClaim, testObservation } from './testing.ts';
import { verifyEvidence } from './verify.ts';

let database: TestDatabase;
let corridor: Corridor;
let app: App;
const people: Record<string, SignedIn> = {};
const ledger = openEvidence({ database: () => database });
const folder = writePack((pack) => {
  pack.sources += '\nreport,reported,A reporter,"Waits, measured",https://example.org,2026-05-01,';
  pack.facts +=
    '\ncrossing:khorgos-altynkol,crossing-time,60,72,h,2022,report,published,,"Two ""long"" nights"';
});
const at = (room: string) => ({ module: room, folder: join(root, `server/src/${room}/migrations`) });
const fact = 'crossing:khorgos-altynkol/crossing-time/cpmm/2022';

/** As a server does when it starts. */
async function load(): Promise<Corridor> {
  const loaded = await database.asOwner((owner) =>
    ensureCorridor(owner, folder, new Date(), undefined, recordPack),
  );
  expect(loaded.faults).toEqual([]);
  corridor = loaded.corridor;
  return corridor;
}
const edit = (from: string, to: string) => {
  const path = join(folder, 'facts.csv');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const moments: Date[] = [];
/** A moment between what was recorded before and what will be. */
async function pass(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  moments.push(new Date());
  await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(async () => {
  database = await testDatabase({
    migrations: [at('platform'), at('corridor'), evidenceMigrations],
  });
  app = buildApp({
    modules: [
      audit({ database: () => database }),
      evidence({ corridor: () => corridor, database: () => database }),
    ],
    clock: systemClock,
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
    identify: identifyIn(database),
  });
  for (const role of ['operator', 'analyst', 'forwarder'] as const)
    people[role] = await signedIn(database, { roles: [role] });
});
afterAll(() => database.drop());

async function ask<Answer>(path: string, { as = '', post }: { as?: string; post?: unknown } = {}) {
  const response = await app.request(`http://localhost/api/v1${path}`, {
    method: post === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...people[as]?.cookie },
    ...(post === undefined ? {} : { body: JSON.stringify(post) }),
  });
  return { status: response.status, body: (await response.json()) as Answer & { code?: string } };
}
const record = async (id = fact, asOf?: Date) =>
  (
    await ask<FactRecord>(
      `/evidence/facts?id=${encodeURIComponent(id)}${asOf ? `&asOf=${asOf.toISOString()}` : ''}`,
    )
  ).body;

test('each source of a pack is a source of the ledger, and each fact a claim on its row', async () => {
  await load();
  expect(await ledger.read.source('pack:report')).toEqual({
    ...{ id: 'pack:report', kind: 'document', standing: 'reported', publisher: 'A reporter' },
    ...{ title: 'Waits, measured', address: 'https://example.org', licence: '' },
  });
  const [version] = await ledger.read.versionsOf('pack:report');
  expect(version).toMatchObject({ publishedOn: '2026-05-01', mediaType: 'text/csv' });
  const { text } = (await ledger.read.version(version!.id))!;
  const { items } = await ledger.read.claims({ version: version!.id });
  expect(items).toMatchObject([
    {
      quote: 'crossing:khorgos-altynkol,crossing-time,60,72,h,2022,report,published,,"Two ""long"" nights"',
      ...{ lo: '60', hi: '72', unit: 'h', measure: 'crossing-time', extractor: 'pack', modifier: '=' },
      ...{ subject: 'crossing:khorgos-altynkol', speaker: 'A reporter' },
      period: { start: '2022-01-01', end: '2022-12-31', label: '2022' },
    },
  ]);
  expect(text.slice(items[0]!.start, items[0]!.end)).toBe(items[0]!.quote);
  const estimates = await ledger.read.claims({ source: 'pack:own', limit: 1_000 });
  expect(estimates.items).toHaveLength(
    [...corridor.facts.values()].filter((each) => each.source === 'own').length,
  );
  expect(new Set(estimates.items.map(({ modifier }) => modifier))).toEqual(new Set(['~']));
});

test('the same pack again adds nothing, and is recorded where it was loaded before there was a ledger', async () => {
  const before = await verifyEvidence(database.db, { onProblem: () => {} });
  await load();
  await Promise.all([load(), load()]);
  expect(await verifyEvidence(database.db, { onProblem: () => {} })).toEqual({ ...before, problems: 0 });
  const older = await testDatabase({ migrations: [at('platform'), at('corridor'), evidenceMigrations] });
  try {
    await older.asOwner((owner) => ensureCorridor(owner, folder, new Date()));
    await older.asOwner((owner) => ensureCorridor(owner, folder, new Date(), undefined, recordPack));
    const read = openEvidence({ database: () => older }).read;
    expect((await read.claims({ source: 'pack:report' })).items).toHaveLength(1);
  } finally {
    await older.drop();
  }
});

describe('a changed pack', () => {
  test('adds versions of the sources that changed, and what was believed on each day can be told', async () => {
    await pass();
    edit('34.8,34.8', '36,36');
    await load();
    await pass();
    expect((await ledger.read.versionsOf('pack:cpmm')).length).toBe(2);
    expect((await ledger.read.versionsOf('pack:report')).length).toBe(1);
    // Back to what it was: the same version is in force again, and that it was is recorded.
    edit('36,36', '34.8,34.8');
    await load();
    await pass();
    edit('crossing:khorgos-altynkol,crossing-time,34.8,34.8,h,2022,cpmm,published,,\n', '');
    await load();
    expect((await ledger.read.versionsOf('pack:cpmm')).length).toBe(3);
    const values = async (when?: Date) => (await record(fact, when)).stated?.lo ?? null;
    expect(await Promise.all([...moments, undefined].map(values))).toEqual(['34.8', '36', '34.8', null]);
    const { history } = await record();
    expect(history.map(({ lo }) => lo)).toEqual(['34.8', '36', '34.8', null]);
    expect(new Set(history.map(({ packVersion }) => packVersion)).size).toBe(3);
    expect((await verifyEvidence(database.db, { onProblem: () => {} })).problems).toBe(0);
  });

  test('shows each fact with what else is said, what conflicts, and which one a search used on that day', async () => {
    const [first] = moments;
    const found = await record(fact, first);
    expect(found).toMatchObject({
      source: { id: 'pack:cpmm', publisher: 'CAREC', chain: await ledger.read.chain('pack:cpmm') },
      stated: { lo: '34.8', hi: '34.8', unit: 'h' },
      others: [
        {
          type: 'fact',
          id: 'crossing:khorgos-altynkol/crossing-time/report/2022',
          lo: '60',
          conflicts: true,
        },
      ],
      chosen: { id: fact, why: 'official-before-reported' },
      decision: null,
    });
    // Today it is gone, and the other is the only one.
    expect(await record()).toMatchObject({
      stated: null,
      chosen: { id: 'crossing:khorgos-altynkol/crossing-time/report/2022', why: 'only-one' },
      others: [{ conflicts: false }],
    });
  });

  test('a fact no pack has stated is not found', async () => {
    for (const id of ['nothing', 'crossing:khorgos-altynkol/crossing-time/cpmm/1999', 'a/b/c/d/e'])
      expect(await ask(`/evidence/facts?id=${encodeURIComponent(id)}`)).toMatchObject({
        status: 404,
        body: { code: 'fact-not-found' },
      });
  });

  test('what a text says of the same subject and measure stands beside it', async () => {
    const text = 'Wagons wait 50 hours at Khorgos.';
    const { claims } = await addText(database.db, ledger, newId(), text, [
      testClaim(text, '50 hours', {
        ...{ lo: '50', hi: '50', unit: 'hours' },
        ...{ subject: 'crossing:khorgos-altynkol', measure: 'crossing-time' },
      }),
    ]);
    expect((await record()).others).toContainEqual(expect.objectContaining({ type: 'claim', id: claims[0] }));
    expect((await record(fact, moments[0])).others).toHaveLength(1);
  });
});

describe('a decision', () => {
  const about = 'fact:crossing:khorgos-altynkol/crossing-time';
  const accepted = { type: 'fact', id: 'crossing:khorgos-altynkol/crossing-time/report/2022' };
  const body = { about, accepted, reason: 'The reporter was there.' };
  const told = async () =>
    (await ask<{ items: AuditEntry[] }>(`/audit?subject=${encodeURIComponent(about)}`, { as: 'operator' }))
      .body.items;

  test('is made by an analyst or an operator, and by nobody else', async () => {
    expect((await ask('/decisions', { post: body })).status).toBe(401);
    expect((await ask('/decisions', { as: 'forwarder', post: body })).status).toBe(403);
    expect(await told()).toEqual([]);
    expect(await ask('/decisions', { as: 'analyst', post: body })).toMatchObject({
      status: 200,
      body: { about, accepted, reason: body.reason },
    });
  });

  test('is told of in the audit log once, however often it is sent', async () => {
    await ask('/decisions', { as: 'analyst', post: body });
    const entries = await told();
    expect(entries).toMatchObject([
      { what: 'evidence.decided', before: null, after: { accepted, reason: body.reason } },
    ]);
    expect((await ledger.read.decisionsAbout(about)).map(({ person }) => person)).toEqual([
      people.analyst!.person.id,
    ]);
  });

  test('stands with the fact, without the name of who made it, and changes no search', async () => {
    const { decision, chosen } = await record();
    expect(decision).toMatchObject({ about, accepted, reason: body.reason });
    expect(JSON.stringify(decision)).not.toContain(people.analyst!.person.id);
    expect(chosen?.why).toBe('only-one');
    expect((await record(fact, moments[0])).decision).toBeNull();
    expect(
      (await ask<{ items: unknown[] }>(`/decisions?about=${encodeURIComponent(about)}`)).body.items,
    ).toEqual([decision]);
  });

  test.each<[string, object, string]>([
    ['about nothing', { ...body, about: 'everything' }, 'nothing-to-decide'],
    ['for a fact there is not', { ...body, accepted: { type: 'fact', id: 'x/y/z' } }, 'accepted-not-found'],
    ['for no claim', { ...body, accepted: { type: 'claim', id: 'x' } }, 'accepted-not-found'],
    ['for a claim there is not', { ...body, accepted: { type: 'claim', id: newId() } }, 'accepted-not-found'],
    ['for a fact about something else', { ...body, about: 'fact:mode:any/detour' }, 'accepted-elsewhere'],
    ['without a reason', { ...body, reason: '  ' }, 'body-invalid'],
  ])('%s is refused', async (_, post, code) => {
    expect(await ask('/decisions', { as: 'operator', post })).toMatchObject({ status: 422, body: { code } });
  });

  test('on a series accepts an observation of that very period', async () => {
    const source = newId();
    const { version } = await addText(database.db, ledger, source, 'a table');
    const observation = testObservation({ source, version, value: '5', indicator: 'trade' });
    const [id] = await transaction(database.db, (tx) => ledger.addObservations(tx, [observation]));
    const choice = {
      about: aboutSeries(observation),
      accepted: { type: 'observation', id },
      reason: 'Final.',
    };
    expect((await ask('/decisions', { as: 'operator', post: choice })).status).toBe(200);
    const elsewhere = { ...choice, about: aboutSeries({ ...observation, periodEnd: '2026-02-28' }) };
    expect((await ask('/decisions', { as: 'operator', post: elsewhere })).body.code).toBe(
      'accepted-elsewhere',
    );
  });

  test('on a finding accepts a claim that the finding rests on, and no other', async () => {
    const text = 'ten, twelve, a hundred';
    const { claims } = await addText(
      database.db,
      ledger,
      newId(),
      text,
      ['ten', 'twelve', 'a hundred'].map((quote) => testClaim(text, quote)),
    );
    const [ten, twelve, hundred] = claims;
    const [finding = ''] = await transaction(database.db, (tx) =>
      addFindings(tx, [
        {
          check: 'same-figure',
          class: 'error',
          evidence: [ten, twelve].map((id) => ({ type: 'claim', id: id ?? '' })),
          proof: { message: 'differ', values: {}, steps: ['10 ≠ 12'] },
        },
      ]),
    );
    const accept = async (id: string | undefined, about: string) =>
      ask('/decisions', {
        as: 'analyst',
        post: { about, accepted: { type: 'claim', id }, reason: 'It counts.' },
      });
    const about = aboutFinding(finding);
    expect((await accept(hundred, about)).body.code).toBe('accepted-elsewhere');
    expect(await accept(twelve, about)).toMatchObject({ status: 200, body: { about } });
    expect((await ledger.read.decisions([about])).get(about)?.accepted.id).toBe(twelve);
    expect((await accept(twelve, aboutFinding(newId()))).body.code).toBe('nothing-to-decide');
  });
});

describe('the record behind', () => {
  test('a claim has its words, where they stand, and what read them', async () => {
    const text = 'Said in 2025: 40 trains a day.';
    const source = newId();
    const { version, claims } = await addText(database.db, ledger, source, text, [
      testClaim(text, '40 trains', { speaker: 'the railway' }),
    ]);
    expect((await ask(`/evidence/claims/${claims[0]}`)).body).toMatchObject({
      ...{ prefix: 'Said in 2025: ', quote: '40 trains', suffix: ' a day.' },
      ...{ speaker: 'the railway', extractor: 'test 1' },
      source: { id: source, standing: 'reported' },
      version: { id: version, publishedOn: '2026-11-20' },
    });
  });

  test('an observation has its vintages, and no other period’s', async () => {
    const source = newId();
    const { version } = await addText(database.db, ledger, source, 'a table');
    const of = { source, version, indicator: newId() };
    const [first, second] = await transaction(database.db, (tx) =>
      ledger.addObservations(tx, [
        testObservation({ ...of, value: '1' }),
        testObservation({ ...of, value: '2' }),
        testObservation({ ...of, value: '3', periodEnd: '2026-01-15' }),
        testObservation({ ...of, value: '4', dimensions: { reporter: 'CN', partner: 'KZ', category: 'x' } }),
      ]),
    );
    expect((await ask(`/evidence/observations/${second}`)).body).toMatchObject({
      ...{ value: '2', indicator: of.indicator, claim: null, decision: null },
      vintages: [
        { id: first, value: '1' },
        { id: second, value: '2' },
      ],
    });
  });

  test.each(['claims/x', `claims/${newId()}`, 'observations/x', `observations/${newId()}`])(
    '%s is not found',
    async (path) => {
      expect(await ask(`/evidence/${path}`)).toMatchObject({
        status: 404,
        body: { code: 'evidence-not-found' },
      });
    },
  );
});

test('the heads of all chains are there for everybody to keep', async () => {
  const seen = new Map<string, unknown>();
  for (let path: string | null = '/evidence/heads?limit=2'; path !== null; ) {
    const {
      body,
    }: { body: { items: { source: string; rows: number; head: string }[]; next: string | null } } =
      await ask(path);
    for (const { source, ...head } of body.items) seen.set(source, head);
    path = body.next === null ? null : `/evidence/heads?limit=2&cursor=${encodeURIComponent(body.next)}`;
  }
  expect(seen).toEqual((await verifyEvidence(database.db, { onProblem: () => {} })).heads);
});
