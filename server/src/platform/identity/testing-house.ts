/** The parts identity's own tests run on: a database, a queue that is worked by hand, letters kept in a list. */
import { pino } from 'pino';
import { audit } from '../audit/index.ts';
import { type Bus, databaseBus } from '../bus.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { type App, buildApp } from '../http/app.ts';
import { JobQueue } from '../jobs/queue.ts';
import type { Letter } from '../mail/mail.ts';
import { root } from '../root.ts';
import { identity } from './index.ts';
import { identifyIn, testSettings } from './testing.ts';

export interface House {
  database: TestDatabase;
  app: App;
  letters: Letter[];
  /** Waits until a letter to that address has been sent, and answers its link's last part. */
  linkTo(email: string): Promise<string>;
  ask(method: string, path: string, options?: Asking): Promise<Answered>;
  close(): Promise<void>;
}
export interface Asking {
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: Jar;
}
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
  body: any;
  cookies: string[];
}
/** Keeps cookies as a browser does, and shows that our own page asks. */
export class Jar {
  private readonly kept = new Map<string, string>();
  take(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      if (attributes.some((each) => /^\s*max-age=0\s*$/i.test(each))) this.kept.delete(name);
      else this.kept.set(name, value.join('='));
    }
  }
  get headers(): Record<string, string> {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) };
  }
  clone(): Jar {
    const copy = new Jar();
    for (const [name, value] of this.kept) copy.kept.set(name, value);
    return copy;
  }
}

export async function openHouse(clock: Clock = systemClock): Promise<House> {
  const database = await testDatabase({
    migrations: [{ module: 'platform', folder: `${root}/server/src/platform/migrations` }],
  });
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const bus: Bus = await databaseBus(database, log);
  const letters: Letter[] = [];
  const post = { send: async (letter: Letter) => void letters.push(letter), close: () => {} };
  let jobs: JobQueue;
  const parts = {
    database: () => database,
    settings: () => testSettings,
    post: () => post,
    jobs: () => jobs,
  };
  const modules = [identity(parts), audit(parts)];
  jobs = new JobQueue({
    db: database.db,
    bus,
    log,
    kinds: modules.flatMap((module) => [...(module.jobs ?? [])]),
    pollMs: 20,
  });
  for (const module of modules) await module.prepare?.(clock.now());
  jobs.start();
  const app = buildApp({
    modules,
    clock,
    log,
    version: '0',
    languages: ['en', 'ru', 'zh'],
    ratePerSecond: 10_000,
    rateBurst: 10_000,
    identify: identifyIn(database),
    checkAnswers: true,
  });
  const ask = async (method: string, path: string, { body, headers, cookies }: Asking = {}) => {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        ...cookies?.headers,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    cookies?.take(response.headers.getSetCookie());
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      cookies: response.headers.getSetCookie(),
    };
  };
  return {
    database,
    app,
    letters,
    ask,
    linkTo: async (email) => {
      for (;;) {
        const index = letters.findIndex((letter) => letter.to === email);
        if (index >= 0) return /\/([\w-]{43})\s/.exec(letters.splice(index, 1)[0]!.text)![1]!;
        await new Promise((settle) => setTimeout(settle, 10));
      }
    },
    close: async () => {
      await jobs.stop(1_000);
      await bus.close();
      await database.drop();
    },
  };
}
