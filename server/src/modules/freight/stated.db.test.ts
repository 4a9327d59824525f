import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Corridor, ensureCorridor, packFolder } from '../../corridor/index.ts';
import { writePack } from '../../corridor/testing.ts';
import { openEvidence, recordPack } from '../../ledgers/evidence/index.ts';
import { manualClock } from '../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { type App, buildApp } from '../../platform/http/app.ts';
import { root } from '../../platform/root.ts';
import type { Fact } from './api.ts';
import { freight } from './index.ts';
import { differing, StatedFacts } from './stated.ts';
import { packOnly } from './testing.ts';

const at = (room: string) => ({ module: room, folder: join(root, `server/src/${room}/migrations`) });
const evidenceAt = { module: 'evidence', folder: join(root, 'server/src/ledgers/evidence/migrations') };
const newDatabase = () => testDatabase({ migrations: [at('platform'), at('corridor'), evidenceAt] });
const wait34 = 'crossing:khorgos-altynkol/crossing-time/cpmm/2022';
const folder = writePack((pack) => {
  pack.sources += '\nreport,reported,A reporter,"Waits, measured",https://example.org,2026-05,CC BY';
  pack.facts +=
    '\ncrossing:khorgos-altynkol,crossing-time,60,72,h,2022,report,published,"a, b","Two ""long"" nights"';
});

let database: TestDatabase;
let corridor: Corridor;
let app: App;
let served: Pick<TestDatabase, 'db'>;
const ledger = openEvidence({ database: () => ({ ...database, ...served }) });
const log = { error: () => {} };

async function load(): Promise<void> {
  ({ corridor } = await database.asOwner((owner) =>
    ensureCorridor(owner, folder, new Date(), undefined, recordPack),
  ));
}
const get = async <Answer>(path: string, headers: Record<string, string> = {}) => {
  const response = await app.request(`/api/v1${path}`, { headers });
  return { response, body: (response.status === 304 ? null : await response.json()) as Answer };
};
const facts = async (query: string) => (await get<{ items: Fact[] }>(`/facts?${query}`)).body.items;

beforeAll(async () => {
  database = await newDatabase();
  served = database;
  await load();
  app = buildApp({
    modules: [
      freight({
        ...packOnly(corridor),
        corridor: () => corridor,
        database: () => database,
        evidence: () => ledger,
      }),
    ],
    clock: manualClock('2026-11-21T12:00:00Z'),
    log: pino({ level: 'silent' }),
    version: '0',
    languages: ['en'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
  });
});
afterAll(() => database.drop());

test('facts that were not read before the database went away are not answered yet, and are once it is back', async () => {
  const pool = new pg.Pool({ host: join(folder, 'no-such-socket') });
  served = { db: new Kysely({ dialect: new PostgresDialect({ pool }) }) };
  try {
    for (const path of ['/facts?limit=1', '/facts?limit=1&asOf=2026-11-22', '/overview']) {
      const { response, body } = await get<{ code: string }>(path);
      expect([path, response.status, body.code]).toEqual([path, 503, 'not-ready']);
    }
  } finally {
    await served.db.destroy();
    served = database;
  }
  expect((await get('/facts?limit=1')).response.status).toBe(200);
});

test('every fact and source of the real pack comes back from the ledger as its row', async () => {
  const real = await newDatabase();
  try {
    const { corridor: pack } = await real.asOwner((owner) =>
      ensureCorridor(owner, packFolder(root, 'central-asia'), new Date(), undefined, recordPack),
    );
    const { read } = openEvidence({ database: () => real });
    const stated = await new StatedFacts({ corridor: () => pack, evidence: () => ({ read }) }).of(pack, log);
    expect(stated.facts.size).toBe(pack.facts.size);
    expect(stated.sources).toEqual(pack.sources.size > 0 ? sorted(pack.sources) : null);
    expect(differing(pack, stated)).toEqual([]);
    for (const fact of pack.facts.values()) {
      expect(stated.figureOf(stated.facts.get(fact.id)!)).toEqual(pack.figureOf(fact));
      const [chosen, ours] = [stated, pack].map((each) => each.choose(fact.measure, fact.subject));
      expect([chosen?.fact.id, chosen?.why]).toEqual([ours?.fact.id, ours?.why]);
    }
  } finally {
    await real.drop();
  }
});
const sorted = <Value>(map: ReadonlyMap<string, Value>) =>
  new Map([...map].sort(([a], [b]) => (`pack:${a}` < `pack:${b}` ? -1 : 1)));

test('what the ledger says is answered, whatever a pack in memory says', async () => {
  const before = corridor;
  const changed = Object.create(before) as Corridor;
  const altered = new Map(before.facts).set(wait34, { ...before.facts.get(wait34)!, lo: '1', hi: '1' });
  Object.defineProperty(changed, 'facts', { value: altered });
  corridor = changed;
  expect((await facts(`id=${wait34}`))[0]!.figure.value).toBe('34.8');
  const told: unknown[] = [];
  const stated = new StatedFacts({ corridor: () => changed, evidence: () => ledger });
  await stated.of(changed, { error: (what: unknown) => void told.push(what) });
  expect(told).toEqual([{ facts: [wait34] }]);
  corridor = before;
});

test('facts are answered as of a day, and of now when the pack has changed', async () => {
  const path = join(folder, 'facts.csv');
  const text = readFileSync(path, 'utf8');
  const old = (await get(`/facts?id=${wait34}`)).response.headers.get('etag')!;
  const start = new Date();
  await wait(5);
  writeFileSync(path, text.replace('34.8,34.8', '36,36').replace('60,72', '35,36'));
  await load();
  const query = `subject=crossing:khorgos-altynkol&measure=crossing-time`;
  const [now, then, never] = [
    await facts(query),
    await facts(`${query}&asOf=${start.toISOString()}`),
    await facts(`${query}&asOf=2020-01-01`),
  ];
  expect(now.map(({ figure, conflicts }) => [figure.lo ?? figure.value, conflicts.length])).toEqual([
    ['36', 0],
    ['35', 0],
  ]);
  expect(then.map(({ figure, conflicts }) => [figure.lo ?? figure.value, conflicts.length])).toEqual([
    ['34.8', 1],
    ['60', 1],
  ]);
  expect(then[1]).toMatchObject({
    ...{ formula: 'a, b', note: 'Two "long" nights', why: 'official-before-reported', chosen: false },
    source: { title: 'Waits, measured', date: '2026-05', address: 'https://example.org' },
  });
  expect(then[0]!.figure.evidence[0]!.version).not.toBe(now[0]!.figure.evidence[0]!.version);
  expect(never).toEqual([]);
  const again = await get<{ items: Fact[] }>(`/facts?id=${wait34}`, { 'if-none-match': old });
  expect([again.response.status, again.body.items[0]!.figure.value]).toEqual([200, '36']);
  // What a day is answered is not kept under the mark of now: going back to the first pack changes it.
  const marked = await get(`/facts?${query}&asOf=2099-01-01`);
  const mark = marked.response.headers.get('etag')!;
  writeFileSync(path, text);
  await load();
  const back = await get<{ items: Fact[] }>(`/facts?${query}&asOf=2099-01-01`, { 'if-none-match': mark });
  expect(back.body.items[0]!.figure.value).toBe('34.8');
});

test('pages of crossings and the overview show the ledger’s figures', async () => {
  const page = await get<{ facts: Fact[]; figures: { measure: string; figure: { value: string } }[] }>(
    '/crossings/khorgos-altynkol',
  );
  expect(page.body.facts.map(({ id }) => id)).toContain(wait34);
  const { body } = await get<{ holds: { facts: number; sources: number }; conflicts: number }>('/overview');
  const { facts: rows, sources } = (await ledger.read.packFacts(corridor.meta.id, corridor.meta.version))!;
  expect(body.holds).toMatchObject({ facts: rows.length, sources: sources.length });
  expect(body.conflicts).toBe(2);
});
