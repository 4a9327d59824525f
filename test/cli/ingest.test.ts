import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../server/src/platform/root.ts';

/** Folders of texts taken in by real processes, on a database of their own. */
const home = mkdtempSync(join(tmpdir(), 'serai ingest '));
let program: string;
beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  program = await bundleServer();
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

// DATABASE_URL would make it another database than the one that is counted here.
const { DATABASE_URL: _, ...environment } = process.env;
const settings = (data: string) => ({
  cwd: root,
  env: { ...environment, SERAI_DATA: join(home, data), LOG_LEVEL: 'error' },
});
function serai(data: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    ...settings(data),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
interface Told {
  name: string;
  article: string | null;
  isNew: boolean;
  figures: number;
  problem: string | null;
}
const told = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told);
/** What is in the ledger: sources and rows, or the problems of its chains. */
const ledger = (data: string) => JSON.parse(serai(data, 'evidence', 'verify', '--json').stdout) as object;

function folderOf(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}
/** Where it takes long, progress comes before it. */
const endingIn = (line: string) => expect.stringMatching(new RegExp(`(^|\\n)${line}\\n$`));

const story = (about: string, value: number) =>
  `A story of ${about}\n\nDate: 2025-06-18\n\nTrade with ${about} reached $${value}.5 billion in 2024, the ministry said.\n`;

test('a folder is taken in file by file; what is no text is named, with the reason', () => {
  const folder = folderOf('mixed', {
    'a.txt': story('Osh', 2),
    'b.txt': story('Naryn', 3),
    'same as a.md': story('Osh', 2),
    'c.bin': Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]),
    'empty.txt': '',
    '.hidden': 'not for us',
    'index.csv': 'file,publisher,date,address\nb.txt,The Post,2025-06-19,https://post.example/b\n',
  });
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'below', 'd.txt'), story('Talas', 4));
  const first = serai('one', 'ingest', folder, '--json');
  expect(first).toMatchObject({
    status: 1,
    stderr: endingIn('2 taken in with 2 figures, 1 known already, 2 refused.'),
  });
  const [a, b, c, empty, same] = told(first.stdout);
  expect(a).toMatchObject({ name: 'a.txt', isNew: true, figures: 1, problem: null });
  expect(b).toMatchObject({ name: 'b.txt', isNew: true, figures: 1 });
  expect(same).toMatchObject({ name: 'same as a.md', article: a!.article, isNew: false });
  for (const refused of [c, empty])
    expect(refused).toMatchObject({ article: null, problem: expect.stringMatching(/\S/) });
  expect(told(first.stdout)).toHaveLength(5);

  const before = ledger('one');
  const again = serai('one', 'ingest', folder);
  expect(again).toMatchObject({
    status: 1,
    stderr: endingIn('0 taken in with 0 figures, 3 known already, 2 refused.'),
  });
  expect(again.stdout).toMatch(
    /^a\.txt: 1 figure, known already\nb\.txt: 1 figure, known already\nc\.bin: refused\. /,
  );
  expect(ledger('one')).toEqual(before);
});

test('an index with a fault, a folder that is not there and an option that is none store nothing', () => {
  const folder = folderOf('faulty', {
    'a.txt': story('Aktau', 5),
    'index.csv': 'file,date\na.txt,2025-06-18\nb.txt,18 June\n',
  });
  const before = ledger('one');
  const refused = serai('one', 'ingest', folder);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('index.csv:3:file  "b.txt" is not there');
  expect(refused.stderr).toContain('index.csv:3:date  is not a day of the calendar');
  writeFileSync(join(folder, 'index.csv'), 'name;day\na.txt;2025-06-18\n');
  expect(serai('one', 'ingest', folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('index.csv:1 '),
  });
  expect(serai('one', 'ingest', join(home, 'nowhere')).stderr).toContain('is no folder');
  expect(serai('one', 'ingest', join(folder, 'a.txt')).stderr).toContain('is no folder');
  expect(serai('one', 'ingest', folder, '--recursive').status).toBe(2);
  expect(ledger('one')).toEqual(before);
});

test('killed in the middle and run again it has stored what one run stores', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `${String(at).padStart(2, '0')}.txt`,
      story(`Town ${at}`, at + 1),
    ]),
  );
  const folder = folderOf('twelve', files);
  for (const data of ['whole', 'broken']) serai(data, 'corridor', 'reload');
  expect(serai('whole', 'ingest', folder).status).toBe(0);
  // The same texts, but the process is killed when some of them are stored: once soon, once later.
  for (const after of [2, 5]) {
    const child = spawn(process.execPath, [program, 'ingest', folder, '--json'], settings('broken'));
    let lines = 0;
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    child.stdout.on('data', (chunk: Buffer) => {
      lines += chunk.toString().split('\n').length - 1;
      if (lines >= after) child.kill('SIGKILL');
    });
    expect(await ended).toBe('SIGKILL');
  }
  const last = serai('broken', 'ingest', folder, '--json');
  expect(last.status).toBe(0);
  const items = told(last.stdout);
  expect(new Set(items.map(({ article }) => article)).size).toBe(12);
  expect(items.filter(({ isNew }) => !isNew).length).toBeGreaterThanOrEqual(5);
  expect(ledger('broken')).toEqual(ledger('whole'));
});

const samples = join(root, '../shared/articles');
test.skipIf(!existsSync(samples))('the five sample articles are taken in by one command', () => {
  const { status, stdout, stderr } = serai('five', 'ingest', samples, '--json');
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: endingIn('5 taken in with \\d+ figures, 0 known already, 0 refused.'),
  });
  const items = told(stdout);
  expect(items.map(({ name }) => name)).toEqual(['000.txt', '001.txt', '002.txt', '003.txt', '004.txt']);
  expect(items.every(({ figures, isNew }) => isNew && figures > 3)).toBe(true);
  expect(ledger('five')).toMatchObject({ problems: 0 });
});
