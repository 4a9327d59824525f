import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/src/platform/database/index.ts';
import { root } from '../../server/src/platform/root.ts';

/** The evidence ledger as whoever runs the server checks it: real processes on a database of their own. */
const home = mkdtempSync(join(tmpdir(), 'serai evidence cli '));
const heads = join(home, 'today.heads');
let program: string;
beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  program = await bundleServer();
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

function serai(...words: string[]) {
  // DATABASE_URL would make it another database than the one that is tampered with here.
  const { DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: root,
    env: { ...env, SERAI_DATA: home, LOG_LEVEL: 'error' },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
async function asOwner(...statements: string[]): Promise<void> {
  const database = await openDatabase({ dataFolder: home, migrations: [], log: pino({ level: 'silent' }) });
  await database.asOwner(async (owner) => {
    for (const statement of statements) await sql.raw(statement).execute(owner);
  });
  await database.close();
}

test('where there is no database there is nothing to verify', () => {
  expect(serai('evidence', 'verify')).toMatchObject({ status: 1, stdout: '' });
  expect(serai('evidence', 'verify', '--all').status).toBe(2);
});

test('a loaded pack is verified, a changed row is named, and heads kept elsewhere tell of a chain that was cut', async () => {
  expect(serai('corridor', 'reload').status).toBe(0);
  const good = serai('evidence', 'verify', '--write-heads', heads);
  expect(good).toMatchObject({ status: 0, stdout: '' });
  expect(good.stderr).toMatch(/^[\d,]+ rows of \d+ sources are as they were recorded\.\n$/);
  // The pack's indicators and their figures came with it, though no server has run.
  expect(readFileSync(heads, 'utf8')).toContain('"series:');
  expect(serai('evidence', 'verify', '--source', 'nobody')).toMatchObject({
    status: 1,
    stderr: 'serai: There is no source nobody.\n',
  });
  expect(serai('evidence', 'verify', '--write-heads', heads)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is there already'),
  });

  const source = String(
    JSON.parse(
      readFileSync(heads, 'utf8')
        .split('\n')
        .find((line) => line.includes('pack:'))!,
    ).source,
  );
  const last = `select max(seq) from evidence.claim where source = '${source}'`;
  await asOwner(
    'alter table evidence.claim disable trigger user',
    `update evidence.claim set hi = hi + 1 where source = '${source}' and seq = (${last})`,
  );
  const bad = serai('evidence', 'verify');
  expect(bad).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(new RegExp(`^${source} row \\d+ \\(claim [0-9a-f-]{36}\\): changed, `)),
  });
  expect(JSON.parse(serai('evidence', 'verify', '--json', '--source', source).stdout)).toMatchObject({
    sources: 1,
    problems: 1,
    shown: [{ source, table: 'claim', problem: 'changed' }],
  });

  // Cut, head and all: the database by itself has nothing to say against it.
  await asOwner(
    `delete from evidence.claim where source = '${source}' and seq = (${last})`,
    'alter table evidence.chain disable trigger user',
    `update evidence.chain set rows = rows - 1 where source = '${source}'`,
    `update evidence.chain c set head = (select hash from (
       select seq, hash from evidence.claim where source = c.source
       union all select seq, hash from evidence.version where source = c.source) r where seq = c.rows) where source = '${source}'`,
  );
  expect(serai('evidence', 'verify').status).toBe(0);
  expect(serai('evidence', 'verify', '--heads', heads)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(new RegExp(`^${source} row \\d+: cut, `)),
  });
});
