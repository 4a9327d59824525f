import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everyMigration } from '../../server/src/app.ts';
import { writePack } from '../../server/src/corridor/testing.ts';
import { emptyDatabase } from '../../server/src/platform/database/testing.ts';
import { root } from '../../server/src/platform/root.ts';

/** `serai` as a person runs it: a checkout in a folder with spaces, a small corridor, real processes. */
const home = mkdtempSync(join(tmpdir(), 'serai cli '));
const checkout = join(home, 'a checkout');
const data = join(checkout, '.serai');
const pack = writePack();
const started = new Set<ChildProcess>();

beforeAll(async () => {
  const { bundleServer } = await import(join(root, 'scripts/bundle.mjs'));
  const bundle: string = await bundleServer();
  const copy = (path: string) => {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    cpSync(join(root, path), join(checkout, path), { recursive: true });
  };
  for (const path of [
    'package.json',
    'server/package.json',
    'server/src/platform/database/keeper.mjs',
    ...everyMigration().map(({ folder }) => relative(root, folder)),
    'locales',
  ])
    copy(path);
  mkdirSync(join(checkout, 'server/dist'), { recursive: true });
  cpSync(bundle, join(checkout, 'server/dist/cli.mjs'));
  cpSync(pack, join(checkout, 'corridors/small'), { recursive: true });
  for (const modules of ['node_modules', 'server/node_modules'])
    if (existsSync(join(root, modules))) symlinkSync(join(root, modules), join(checkout, modules));
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
});
afterAll(async () => {
  await nothingRuns();
  for (const folder of [home, dirname(pack)]) rmSync(folder, { recursive: true, force: true });
});

const program = join(checkout, 'server/dist/cli.mjs');
const environment = (more: Record<string, string> = {}) => {
  const { DATABASE_URL: _, ...rest } = process.env;
  return { ...rest, SERAI_CORRIDOR: 'small', PORT: '0', ...more };
};
const serai = (args: string[], more?: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: home,
    env: environment(more),
  });
  return { status, stdout, stderr };
};

describe('serai', () => {
  it('prints help on stdout for itself and for every command', () => {
    for (const args of [['--help'], ['start', '--help'], ['corridor', 'check', '--help']]) {
      const { status, stdout, stderr } = serai(args);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Usage: serai');
    }
    expect(serai(['--version']).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('ends with 2 and a message on stderr alone when it is not understood', () => {
    for (const args of [[], ['nonsense'], ['start', '--nonsense'], ['corridor', 'nonsense']]) {
      const { status, stdout, stderr } = serai(args);
      expect([args, status, stdout]).toEqual([args, 2, '']);
      expect(stderr).not.toBe('');
    }
  });

  it('starts no database for a command that needs none', () => {
    expect(serai(['corridor', 'check', join(checkout, 'corridors/small')]).status).toBe(0);
    expect(existsSync(data)).toBe(false);
  });

  it('refuses settings it can not use in one sentence each, with no trace of its insides', () => {
    const { status, stdout, stderr } = serai(['start'], { PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^serai: PORT can't be "eighty": .+ LOG_LEVEL can't be "loud": .+\n$/);
    const unknown = serai(['start'], { SERAI_CORRIDOR: 'nowhere' });
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('corridors/nowhere');
    expect(unknown.stderr).not.toContain('    at ');
  });
});

describe('serai start', () => {
  it('prints on stdout its address, and a link for whoever is to run it, is ready, says where it is, and leaves nothing when it is told to go', async () => {
    const server = await start();
    expect(server.stdout()).toMatch(/^Serai is at http:\/\/127\.0\.0\.1:\d+\nNobody runs it yet\. .*\n$/);
    expect(JSON.parse(readFileSync(join(data, 'server.json'), 'utf8'))).toEqual({
      address: server.address,
      pid: server.child.pid,
    });
    expect(await (await fetch(`${server.address}/healthz`)).json()).toEqual({ alive: true });
    expect(await (await fetch(`${server.address}/readyz`)).json()).toMatchObject({ ready: true });
    expect(
      ((await (await fetch(`${server.address}/api/v1/openapi.json`)).json()) as { openapi: string }).openapi,
    ).toBe('3.1.0');
    const second = serai(['start', '--port', new URL(server.address).port]);
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(/^serai: Port \d+ on 127\.0\.0\.1 is taken.*\n$/);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
    await nothingRuns();
  });

  it('answers a request that is under way when it is told to go', async () => {
    const server = await start();
    const body = JSON.stringify({ from: 'Urumqi', to: 'Almaty', teu: 2 });
    const { answer, finish } = halfSent(`${server.address}/api/v1/plans`, body);
    await finish.sent;
    server.child.kill('SIGINT');
    while (await accepts(server.address)) await wait(20);
    finish.now();
    expect((await answer).status).toBe(200);
    expect(await server.ended).toBe(0);
  });

  it('starts again after it was killed, with a second server beside it on the same data', async () => {
    const killed = await start();
    killed.child.kill('SIGKILL');
    await killed.ended;
    const [first, second] = await Promise.all([start(), start()]);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    await nothingRuns();
  });

  it('uses the database it is given in place of its own', async () => {
    const database = await emptyDatabase();
    const elsewhere = join(home, 'no postgres here');
    const serving = await start({ DATABASE_URL: database.ownerUrl, SERAI_DATA: elsewhere });
    expect((await fetch(`${serving.address}/readyz`)).status).toBe(200);
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false);
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
    await database.drop();
  });
});

describe('an operator', () => {
  const linkIn = (text: string) => /(http\S+)\/setup\/([\w-]{43})/.exec(text);
  const body = {
    organisation: 'Hub',
    name: 'Zarina',
    email: 'zarina@hub.example',
    password: 'a long way by train',
  };
  const post = (address: string, path: string, sent: unknown) =>
    fetch(`${address}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    });

  it('comes in by the link of the first start, and again by that of `serai operator` with a new password', async () => {
    const [first, second] = [await start(), await start()];
    const [old, link] = [linkIn(first.stdout())![2], linkIn(second.stdout())![2]];
    expect((await post(first.address, `/setup/${old}`, body)).status).toBe(410);
    const set = await post(first.address, `/setup/${link}`, body);
    expect([set.status, await set.json()]).toEqual([200, { status: 'signed-in' }]);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const third = await start({ SERAI_URL: 'https://serai.example' });
    expect(linkIn(third.stdout())).toBeNull();

    const { email, password } = body;
    const signed = await post(third.address, '/session', { email, password });
    expect(signed.headers.getSetCookie()[0]).toMatch(/^__Secure-serai\.session_token=.*; Secure/);
    const { status, stdout } = serai(['operator', '--json']);
    expect(status).toBe(0);
    const again = linkIn(JSON.parse(stdout).link)!;
    await post(second.address, `/setup/${again[2]}`, { ...body, password: 'another long way' });
    expect((await post(second.address, '/session', { email, password })).status).toBe(401);
    expect((await post(third.address, '/session', { email, password: 'another long way' })).status).toBe(200);
    for (const server of [second, third]) {
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    }
    const log = await readFile(join(data, 'postgres.log'), 'utf8');
    for (const secret of [link!, again[2]!, password]) expect(log).not.toContain(secret);
  });

  it('starts on a database only with the secret it was used with, or says the former is lost', async () => {
    const SERAI_SECRET = 'another-secret-of-thirty-two-characters';
    const { status, stderr } = serai(['start'], { SERAI_SECRET });
    expect([status, stderr]).toEqual([1, expect.stringContaining('serai secret renew')]);
    expect(stderr).not.toContain(SERAI_SECRET);
    expect(serai(['secret', 'renew'], { SERAI_SECRET }).status).toBe(0);
    const server = await start({ SERAI_SECRET });
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(serai(['operator']).status).toBe(1);
  });
});

async function start(more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: home,
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  const ended = new Promise<number | null>((settle) => child.once('exit', settle));
  await new Promise<void>((settle, fail) => {
    child.stdout.on('data', (part) => {
      stdout += part;
      if (stdout.includes('\n')) settle();
    });
    void ended.then((code) => fail(new Error(`ended with ${code}: ${stderr}`)));
  });
  return { child, ended, stdout: () => stdout, address: /Serai is at (\S+)/.exec(stdout)![1]! };
}

/** A POST whose body is sent in two parts, the second when told to. */
function halfSent(address: string, body: string) {
  let sent: () => void = () => {};
  const finish = {
    sent: new Promise<void>((settle) => {
      sent = settle;
    }),
    now: () => {},
  };
  const answer = new Promise<{ status: number }>((settle, fail) => {
    const half = Math.floor(body.length / 2);
    const sending = request(
      address,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          expect: '100-continue',
        },
      },
      (response) => {
        response.resume();
        settle({ status: response.statusCode ?? 0 });
      },
    );
    // The server has seen the request when it tells us to go on.
    sending.on('continue', () => sending.write(body.slice(0, half), () => sent()));
    sending.on('error', fail);
    sending.flushHeaders();
    finish.now = () => void sending.end(body.slice(half));
  });
  return { answer, finish };
}

async function accepts(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/healthz`, { headers: { connection: 'close' } });
    return true;
  } catch {
    return false;
  }
}

/** Waits until no process of this checkout's database is left. */
async function nothingRuns(): Promise<void> {
  for (;;) {
    const { stdout } = spawnSync('ps', ['-ww', '-eo', 'args='], { encoding: 'utf8', maxBuffer: 50_000_000 });
    if (!stdout.includes(join(data, 'postgres'))) return;
    await wait(25);
  }
}
