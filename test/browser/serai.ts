/** A Serai as `npm start` runs it, on a free port and with data of its own that is gone afterwards. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { emptyDatabase } from '../../server/src/platform/database/testing.ts';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'server/bin/serai.mjs');
const startMsMax = 120_000;

export interface Serai {
  address: string;
  /** With which the first operator sets up. */
  setupLink: string;
  /** The newest letter to somebody, as text; letters are files here, and a while on their way. */
  letterTo(address: string): Promise<string>;
  /** The command line beside it, as a person calls it. */
  cli(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startSerai(): Promise<Serai> {
  if (!existsSync(join(root, 'web/dist/index.html')))
    throw new Error('The web pages are not built: run `npm run build`.');
  const data = await mkdtemp(join(tmpdir(), 'serai browser '));
  // Where DATABASE_URL names a PostgreSQL, one of its own there: what the files of stories store is none of each other's.
  const given = process.env.DATABASE_URL ? await emptyDatabase() : undefined;
  const env = {
    ...process.env,
    SERAI_DATA: data,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    ...(given ? { DATABASE_URL: given.ownerUrl } : {}),
  };
  const server = spawn(process.execPath, [bin, 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-4000);
    });
  }
  // Address and link are written in one piece.
  const saidAll = async () => {
    while (!/Serai is at \S+\n/.test(said)) await wait(50);
    return said;
  };
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    await given?.drop();
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const address = await addressOf(data, () => (server.exitCode === null ? null : said));
    const setupLink = /http\S+\/setup\/[\w-]+/.exec(await saidAll())?.[0];
    if (!setupLink) throw new Error(`Serai has printed no link to set it up: ${said}`);
    return {
      address,
      setupLink,
      letterTo: (to) => letterIn(join(data, 'mail'), to),
      stop,
      cli: async (...words) =>
        (
          await promisify(execFile)(process.execPath, [bin, ...words], {
            cwd: root,
            env,
            maxBuffer: 32 * 1024 * 1024,
          })
        ).stdout,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const letterMsMax = 60_000;
async function letterIn(folder: string, to: string): Promise<string> {
  const giveUpAt = Date.now() + letterMsMax;
  while (Date.now() < giveUpAt) {
    const names = await readdir(folder).catch(() => []);
    // their names begin with the time
    for (const name of names
      .filter((each) => each.endsWith('.eml'))
      .sort()
      .reverse()) {
      const text = await readFile(join(folder, name), 'utf8');
      if (text.includes(`To: ${to}\r\n`)) return text.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    }
    await wait(100);
  }
  throw new Error(`No letter came to ${to}.`);
}

/** Waits until the server has written where it listens, and says it is ready there. */
async function addressOf(data: string, diedSaying: () => string | null): Promise<string> {
  const giveUpAt = Date.now() + startMsMax;
  while (Date.now() < giveUpAt) {
    const last = diedSaying();
    if (last !== null) throw new Error(`Serai ended before it was ready:\n${last}`);
    try {
      const { address } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8')) as {
        address: string;
      };
      const url = address.replace(/\/$/, '');
      if ((await fetch(`${url}/readyz`)).ok) return url;
    } catch {
      // not written or not listening yet
    }
    await wait(100);
  }
  throw new Error('Serai was not ready in time.');
}
