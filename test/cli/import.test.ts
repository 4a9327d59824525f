import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../server/src/platform/root.ts';

/** `serai import` as a person runs it: real processes on a database of their own. Every number in the files was invented for these tests. */
const home = mkdtempSync(join(tmpdir(), 'serai import cli '));
const folder = mkdtempSync(join(tmpdir(), 'serai import files '));
let program: string;
beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  program = await bundleServer();
  cpSync(join(root, 'server/src/modules/observatory/series/import/fixtures'), folder, { recursive: true });
});
afterAll(() => {
  for (const each of [home, folder])
    rmSync(each, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

function serai(...words: string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...env, SERAI_DATA: home, LOG_LEVEL: 'error' },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
const customs = (file: string, ...more: string[]) =>
  serai(
    ...['import', file, '--format', 'gacc', '--publisher', 'Customs of tests', '--title', 'Trade by country'],
    ...['--source', 'customs-test', '--date', '2025-06-18', ...more],
  );

test('a table is counted, imported, known, and whole in the ledger, on a machine where no server has ever run', () => {
  const counted = customs('gacc-countries.txt', '--dry-run', '--json');
  expect(counted.stderr).toBe('');
  expect(JSON.parse(counted.stdout)).toMatchObject({ dryRun: true, observations: 20, isNew: true });

  const done = customs('gacc-countries.txt');
  expect(done).toMatchObject({ status: 0, stderr: '' });
  expect(done.stdout).toBe(
    'series:customs-test: 20 added, 0 of them in place of older values; 0 known already; 0 older than what is known.\n',
  );
  const chinese = JSON.parse(customs('gacc-countries.html.txt', '--json').stdout);
  expect(chinese).toMatchObject({ observations: 12, superseded: 0, unchanged: 12 });
  expect(serai('evidence', 'verify', '--source', 'series:customs-test').status).toBe(0);
});

test('a plain CSV is read by a mapping in a file', () => {
  const own = [
    '--format',
    'csv',
    '--publisher',
    'An office',
    '--title',
    'Trade',
    '--mapping',
    'office.mapping.json',
  ];
  const { status, stdout } = serai('import', 'office.csv', ...own);
  expect([status, stdout.split('\n')[1]]).toEqual([
    0,
    '  left out: 1 (the mapping takes rows where Вид is факт)',
  ]);
});

test('a file with faults is refused with the place of each, and stdout stays empty', () => {
  writeFileSync(
    join(folder, 'bad.csv'),
    'DATAFLOW,REPORTER,PARTNER,FLOW,CATEGORY,TIME_PERIOD,OBS_VALUE\nX,CN,KZ,export,total,2025-01,many\nX,CN,Atlantis,export,total,2025-02,1\n',
  );
  const { status, stdout, stderr } = serai(
    ...[
      'import',
      'bad.csv',
      '--format',
      'sdmx-csv',
      '--indicator',
      'trade-value',
      '--publisher',
      'X',
      '--title',
      'Y',
    ],
  );
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('bad.csv: line 2: “many” is no decimal number\n');
  expect(stderr).toContain('bad.csv: line 3: “Atlantis” is no partner known here');
  expect(stderr).toMatch(/serai: 2 faults\. Nothing was imported\.\n$/);
});

test('what it does not understand ends with 2, what is not there with 1', () => {
  expect(serai('import', 'office.csv', '--format', 'xls', '--publisher', 'X', '--title', 'Y').status).toBe(2);
  expect(serai('import', 'office.csv', '--format', 'csv', '--title', 'Y').status).toBe(2);
  expect(customs('nothing.txt')).toMatchObject({ status: 1, stdout: '' });
});
