import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../server/src/platform/database/index.ts';
import { root } from '../../server/src/platform/root.ts';

/**
 * Imports that end when some of their rows are written already. A lock brings them to that moment: their first observations wait until the test has
 * cut them off, so nothing here depends on who is quick. Every number of the file is made up.
 */
const home = mkdtempSync(join(tmpdir(), 'serai cut off '));
const file = join(home, 'invented.csv');
/** More than are added at once, so that an import whose caller has gone has rows left to add. */
const rows = 12_000;
const described = {
  format: 'sdmx-csv',
  indicator: 'trade-value',
  publisher: 'An office of tests',
  title: 'Trade, invented',
  source: 'invented',
};
const operator = {
  organisation: 'Hub',
  name: 'Zarina',
  email: 'zarina@hub.example',
  password: 'a long way by train',
};
let program: string;
let server: Server;
/** Holds the database, also while no server runs. */
let database: Database;
let cookie: string;
let untouched: Record<string, number>;

beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  program = await bundleServer();
  writeFileSync(file, table());
  server = await start();
  database = await openDatabase({ dataFolder: home, migrations: [], log: pino({ level: 'silent' }) });
  const token = /\/setup\/([\w-]+)/.exec(server.said())![1];
  cookie = await become(`/setup/${token}`);
  untouched = await counts();
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await database?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

describe('an import that is cut off', () => {
  test('whose caller has gone leaves nothing behind', async () => {
    const going = new AbortController();
    const outcome = await cutOff(
      () => post('/series', body(), { cookie }, going.signal).then(ignored, gone),
      () => going.abort(),
    );
    expect(outcome).toBe('gone');
    expect(await counts()).toEqual(untouched);
  });

  test('whose server was killed leaves nothing behind', async () => {
    const outcome = await cutOff(
      () => post('/series', body(), { cookie }).then(ignored, gone),
      () => server.child.kill('SIGKILL'),
    );
    expect(outcome).toBe('gone');
    expect(await counts()).toEqual(untouched);
  });

  test('that was a command and is killed leaves nothing behind', async () => {
    let command: ChildProcess | undefined;
    const outcome = await cutOff(
      () => {
        command = spawn(process.execPath, [program, ...words], settings);
        return once(command, 'exit').then(([, signal]) => signal);
      },
      () => command?.kill('SIGKILL'),
    );
    expect(outcome).toBe('SIGKILL');
    expect(await counts()).toEqual(untouched);
  });

  test('is then imported as if it had never been begun, and the ledger is whole', async () => {
    server = await start();
    const answer = await post('/series', body(), { cookie });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { isNew: true, observations: rows, superseded: 0, unchanged: 0 },
    ]);
    const after = await counts();
    expect(after['evidence.observation']).toBe(untouched['evidence.observation']! + rows);
    expect(after['evidence.version']).toBe(untouched['evidence.version']! + 1);
    expect(after['observatory.series_import']).toBe(untouched['observatory.series_import']! + 1);
    const verified = spawnSync(process.execPath, [program, 'evidence', 'verify'], settings);
    expect({ status: verified.status, stdout: verified.stdout.toString() }).toEqual({
      status: 0,
      stdout: '',
    });
  });
});

const words = [
  ...['import', file, '--format', described.format, '--indicator', described.indicator],
  ...['--publisher', described.publisher, '--title', described.title, '--source', described.source],
];
const { DATABASE_URL: _, ...environment } = process.env;
const settings = {
  cwd: root,
  env: { ...environment, SERAI_DATA: home, PORT: '0', LOG_LEVEL: 'error' },
};

/** Trade of two countries in goods of 500 categories, by month. */
function table(): string {
  const lines = ['DATAFLOW,REPORTER,PARTNER,FLOW,CATEGORY,TIME_PERIOD,OBS_VALUE'];
  for (let row = 0; row < rows; row++) {
    const month = row % 24;
    const period = `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const category = `hs${String(1000 + Math.floor(row / 24)).padStart(4, '0')}`;
    lines.push(`X:INVENTED(1.0),CN,KZ,export,${category},${period},${1_000 + row}`);
  }
  return `${lines.join('\n')}\n`;
}

interface Server {
  child: ChildProcess;
  address: string;
  said(): string;
}
async function start(): Promise<Server> {
  const child = spawn(process.execPath, [program, 'start'], {
    ...settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'exit').then(() => {
    throw new Error(`Serai ended: ${said}`);
  });
  const listening = new Promise<void>((settle) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        said += part;
        if (/Serai is at \S+\n/.test(said)) settle();
      });
  });
  ended.catch(() => {});
  await Promise.race([listening, ended]);
  return { child, address: /Serai is at (\S+)/.exec(said)![1]!.replace(/\/$/, ''), said: () => said };
}

const ignored = () => 'answered';
const gone = () => 'gone';
const body = () => ({ ...described, text: table() });
function post(path: string, sent: object, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.address, ...headers },
    body: JSON.stringify(sent),
    ...(signal ? { signal } : {}),
  });
}
/** The cookie of the first operator. */
async function become(path: string): Promise<string> {
  let answer = await post(path, operator);
  // Too late, on a machine with far more to do than it can: it may be done all the same, and its link is good once.
  while (answer.status === 504) answer = await post(path, operator);
  const { email, password } = operator;
  if (answer.status === 410) answer = await post('/session', { email, password });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

/** Begins an import, waits until it has written claims and waits to write what rests on them, cuts it off there, and lets go of it. */
async function cutOff<Outcome>(begin: () => Promise<Outcome>, cut: () => unknown): Promise<Outcome> {
  const outcome = await database.asOwner((owner) =>
    owner.transaction().execute(async (held) => {
      // Everybody may read, nobody write.
      await sql`lock table evidence.observation in share mode`.execute(held);
      const begun = begin();
      await expect.poll(() => locks(held, sql`not granted`)).toBe(1);
      cut();
      return begun;
    }),
  );
  // What it had written goes with its transaction, which may take the database a moment to see.
  await expect.poll(() => locks(database.db, sql`mode = 'RowExclusiveLock'`)).toBe(0);
  return outcome;
}

async function locks<T>(db: Kysely<T>, which: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql`
    select from pg_locks where relation = 'evidence.observation'::regclass and ${which}`.execute(db);
  return rows.length;
}

/** Rows of every table an import writes to, or could. */
async function counts(): Promise<Record<string, number>> {
  return database.asOwner(async (owner) => {
    const tables = await sql<{ name: string }>`
      select schemaname || '.' || tablename as name from pg_tables
       where schemaname in ('evidence', 'observatory', 'audit') order by name`.execute(owner);
    const counted: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from ${sql.table(name)}`.execute(owner);
      counted[name] = rows[0]!.count;
    }
    return counted;
  });
}
