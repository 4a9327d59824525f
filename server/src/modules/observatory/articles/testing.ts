/** For the observatory's tests: a server with its module on a database of its own, somebody who may write, and what they send. */
import { join } from 'node:path';
import { pino } from 'pino';
import { type Corridor, corridorFromFiles } from '../../../corridor/index.ts';
import { type Ledger, openEvidence } from '../../../ledgers/evidence/index.ts';
import { audit } from '../../../platform/audit/index.ts';
import { localBus } from '../../../platform/bus.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { type App, buildApp } from '../../../platform/http/app.ts';
import { identifyIn, type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { JobQueue } from '../../../platform/jobs/queue.ts';
import type { Module } from '../../../platform/module.ts';
import { root } from '../../../platform/root.ts';
import { observatory } from '../index.ts';
import type { ObservatoryParts } from '../parts.ts';

export interface TestSite {
  database: TestDatabase;
  corridor: Corridor;
  ledger: Ledger;
  parts: ObservatoryParts;
  module: Module;
  app: App;
  analyst: SignedIn;
  ask<Answer>(path: string, asked?: Asked): Promise<{ status: number; body: Answer & Problem }>;
  end(): Promise<void>;
}
export interface Asked {
  /** A body to send as JSON, or a form. */
  post?: unknown;
  method?: 'DELETE' | 'PUT';
  /** The analyst unless told; null: nobody. */
  headers?: Record<string, string> | null;
}
export interface Problem {
  code?: string;
  detail?: string;
  faults?: { at: string; problem: string }[];
}

const folderOf = (module: string, path: string) => ({
  module,
  folder: join(root, 'server/src', path, 'migrations'),
});
export const observatoryMigrations = [
  folderOf('platform', 'platform'),
  folderOf('corridor', 'corridor'),
  folderOf('evidence', 'ledgers/evidence'),
  folderOf('observatory', 'modules/observatory'),
];

export async function testSite(): Promise<TestSite> {
  const database = await testDatabase({ migrations: observatoryMigrations });
  const log = pino({ level: 'silent' });
  const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
  const ledger = openEvidence({ database: () => database });
  const bus = localBus();
  let jobs: JobQueue | undefined;
  const parts: ObservatoryParts = {
    corridor: () => corridor,
    database: () => database,
    evidence: () => ledger,
    bus: () => bus,
    jobs: () => jobs!, // made below, before anything is asked
  };
  const module = observatory(parts);
  jobs = new JobQueue({ db: database.db, bus, log, kinds: module.jobs ?? [] });
  await module.prepare?.(new Date());
  const app = buildApp({
    modules: [audit({ database: () => database }), module],
    clock: systemClock,
    log,
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    checkAnswers: true,
    identify: identifyIn(database),
  });
  const analyst = await signedIn(database, { roles: ['analyst'] });
  return {
    ...{ database, corridor, ledger, parts, module, app, analyst },
    ask: async (path, { post, method, headers = analyst.cookie } = {}) => {
      const isForm = post instanceof FormData;
      const response = await app.request(`http://localhost/api/v1${path}`, {
        method: method ?? (post === undefined ? 'GET' : 'POST'),
        headers: {
          ...(post === undefined || isForm ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(post === undefined ? {} : { body: isForm ? post : JSON.stringify(post) }),
      });
      return { status: response.status, body: (await response.json()) as never };
    },
    end: async () => {
      await module.close?.();
      await bus.close();
      await database.drop();
    },
  };
}

/** Files as a browser sends them. */
export function formOf(files: Readonly<Record<string, string | Uint8Array>>): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(files))
    form.append('files', new Blob([content as string]), name);
  return form;
}
