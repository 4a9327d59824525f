import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePack } from '../../server/src/corridor/testing.ts';
import { root } from '../../server/src/platform/root.ts';

/** Backup and restore as a person runs them: a checkout with a small corridor, real processes, databases of their own. */
const home = mkdtempSync(join(tmpdir(), 'serai backup cli '));
const checkout = join(home, 'a checkout');
const pack = writePack();
const program = join(checkout, 'server/dist/cli.mjs');
const file = join(home, 'monday.serai');
const first = join(home, 'first');
const second = join(home, 'second');
let server: ChildProcess | undefined;
const started = new Set<ChildProcess>();

beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  const bundle: string = await bundleServer();
  for (const path of ['package.json', 'server/package.json', 'server/src', 'locales']) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    cpSync(join(root, path), join(checkout, path), { recursive: true });
  }
  mkdirSync(dirname(program), { recursive: true });
  cpSync(bundle, program);
  cpSync(pack, join(checkout, 'corridors/small'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  server = await start(first);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (;;) {
    const { stdout } = spawnSync('ps', ['-ww', '-eo', 'args='], { encoding: 'utf8', maxBuffer: 50_000_000 });
    if (!stdout.includes(home)) break;
    await wait(25);
  }
  for (const folder of [home, dirname(pack)]) rmSync(folder, { recursive: true, force: true });
});

const environment = (data: string) => {
  const { DATABASE_URL: _, ...rest } = process.env;
  // What is restored into another folder is used with the secret it was used with before.
  return { ...rest, SERAI_CORRIDOR: 'small', PORT: '0', SERAI_DATA: data, SERAI_SECRET: 's'.repeat(32) };
};
const serai = (data: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: home,
    env: environment(data),
  });
  return { status, stdout, stderr };
};

async function start(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: home,
    env: environment(data),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.add(child);
  await new Promise<void>((settle, fail) => {
    child.stdout.once('data', () => settle());
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  return child;
}
const ended = (child: ChildProcess) => new Promise((settle) => child.once('exit', settle));

it('a backup is written beside a running server, and says on stdout only what --json asks for', () => {
  const { status, stdout, stderr } = serai(first, 'backup', file);
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/monday\.serai holds [\d,]+ rows in \d+ tables, as of \d{4}-.+Z\.\n$/);
  expect(readFileSync(file, 'latin1').slice(0, 15)).toBe('serai-backup 1\n');

  const json = serai(first, 'backup', join(home, 'again.serai'), '--json');
  expect([json.status, json.stderr]).toEqual([0, '']);
  const written = JSON.parse(json.stdout) as { tables: { table: string; rows: number }[] };
  expect(written.tables).toContainEqual(expect.objectContaining({ table: 'corridor.currencies', rows: 3 }));
  rmSync(join(home, 'again.serai'));
});

it('a restore is refused where a server runs, and the server goes on', async () => {
  const { status, stdout, stderr } = serai(first, 'restore', file);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^serai: A Serai server runs in .+first \(process \d+\): stop it.+\n$/);
  const { address } = JSON.parse(readFileSync(join(first, 'server.json'), 'utf8'));
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
});

it('a restore is refused where anything is held, server or not', async () => {
  server?.kill('SIGTERM');
  await ended(server!);
  server = undefined;
  const { status, stdout, stderr } = serai(first, 'restore', file);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^serai: The database is not empty .+Nothing was touched\.\n$/);
});

it('a damaged, a foreign and an absent file are refused with 1 before a database is made', () => {
  const bytes = readFileSync(file);
  bytes[Math.floor(bytes.length / 2)]! ^= 4;
  const damaged = join(home, 'damaged.serai');
  const foreign = join(home, 'foreign.serai');
  writeFileSync(damaged, bytes);
  writeFileSync(foreign, 'PGDMP\0 something else');
  for (const [path, why] of [
    [damaged, 'is damaged'],
    [foreign, 'is not a backup of Serai'],
    [join(home, 'absent.serai'), "can't be read"],
  ] as const) {
    const { status, stdout, stderr } = serai(second, 'restore', path);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/^serai: [^\n]+\n$/);
  }
  const written = serai(second, 'backup', join(home, 'nothing.serai'));
  expect([written.status, written.stdout]).toEqual([1, '']);
  expect(written.stderr).toContain('nothing to back up');
  expect(existsSync(second)).toBe(false);
  expect(readdirSync(home).filter((name) => name.includes('partial') || name === 'nothing.serai')).toEqual(
    [],
  );
});

it('a call that is not understood ends with 2, and --help with 0', () => {
  for (const args of [['backup'], ['restore', file, '--replace']])
    expect([args, serai(second, ...args).status]).toEqual([args, 2]);
  for (const command of ['backup', 'restore']) {
    const { status, stdout } = serai(second, command, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain('docs/backup.md');
  }
});

it('what was backed up is restored into a new folder, and a server starts on it', async () => {
  const dry = serai(second, 'restore', file, '--dry-run', '--json');
  expect([dry.status, JSON.parse(dry.stdout).restored, existsSync(second)]).toEqual([0, false, false]);
  const { status, stdout } = serai(second, 'restore', file, '--json');
  expect([status, JSON.parse(stdout).restored]).toEqual([0, true]);
  const again = join(home, 'of the second.serai');
  const tables = (text: string) => (JSON.parse(text) as { tables: unknown[] }).tables;
  expect(tables(serai(second, 'backup', again, '--json').stdout)).toEqual(tables(stdout));
  const restored = await start(second);
  restored.kill('SIGTERM');
  expect(await ended(restored)).toBe(0);
});
