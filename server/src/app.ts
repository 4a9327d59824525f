import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Corridor } from './corridor/index.ts';
import type { Allocation } from './ledgers/allocation/index.ts';
import { evidence, type Ledger } from './ledgers/evidence/index.ts';
import { freight } from './modules/freight/index.ts';
import { observatory } from './modules/observatory/index.ts';
import { audit } from './platform/audit/index.ts';
import type { Bus } from './platform/bus.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Database, MigrationFolder } from './platform/database/index.ts';
import { type App, buildApp, type Check } from './platform/http/app.ts';
import type { Identify } from './platform/http/serve-route.ts';
import { identity, type Settings } from './platform/identity/index.ts';
import type { JobQueue } from './platform/jobs/queue.ts';
import type { Post } from './platform/mail/index.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import type { Module } from './platform/module.ts';
import { root } from './platform/root.ts';

export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/**
 * What modules are given. They are made before anything is open, so that their migrations are known, and ask for each part when they use it; the
 * corridor may also be replaced while the server runs.
 */
export interface Parts {
  corridor(): Corridor;
  database(): Database;
  allocation(): Allocation;
  evidence(): Ledger;
  bus(): Bus;
  jobs(): JobQueue;
  /** Its public address and its secret. */
  settings(): Settings;
  post(): Post;
}

/** For what never serves: the list of routes, a command that needs to know the tables. */
export const noParts: Parts = {
  corridor: () => notOpen('corridor'),
  database: () => notOpen('database'),
  allocation: () => notOpen('allocation ledger'),
  evidence: () => notOpen('evidence ledger'),
  bus: () => notOpen('bus'),
  jobs: () => notOpen('queue'),
  settings: () => notOpen('settings'),
  post: () => notOpen('post'),
};
const notOpen = (part: string): never => {
  throw new Error(`a module asked for the ${part} before it was open`);
};

/** Every module there is, in the order of the OpenAPI document. */
export const seraiModules = (parts: Parts): Module[] => [
  identity(parts),
  audit(parts),
  evidence(parts),
  freight(parts),
  observatory(parts),
];

/** For a command that needs to know the tables and runs no module. */
export const everyMigration = (): MigrationFolder[] => migrationFolders(seraiModules(noParts));

/** The platform's tables come first, then the corridor's: modules may refer to them. */
export function migrationFolders(modules: readonly Module[]): MigrationFolder[] {
  return [
    { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
    { module: 'corridor', folder: join(root, 'server/src/corridor/migrations') },
    { module: 'allocation', folder: join(root, 'server/src/ledgers/allocation/migrations') },
    { module: 'evidence', folder: join(root, 'server/src/ledgers/evidence/migrations') },
    ...modules.flatMap(({ name, migrations }) =>
      migrations === undefined ? [] : [{ module: name, folder: join(root, migrations) }],
    ),
  ];
}

/** The modules behind one address. */
export function seraiApp(
  modules: readonly Module[],
  options: {
    config: Pick<Config, 'ratePerSecond' | 'rateBurst'> &
      Partial<Pick<Config, 'metricsToken' | 'trustedProxies'>>;
    clock: Clock;
    log: Logger;
    checks?: Readonly<Record<string, Check>>;
    metrics?: Metrics;
    identify?: Identify;
  },
): App {
  const { config, ...rest } = options;
  const webFolder = join(root, 'web/dist');
  return buildApp({
    ...rest,
    modules,
    version,
    languages: readdirSync(join(root, 'locales'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
    ratePerSecond: config.ratePerSecond,
    rateBurst: config.rateBurst,
    metricsToken: config.metricsToken,
    trustedProxies: config.trustedProxies ?? [],
    ...(existsSync(webFolder) ? { webFolder } : {}),
  });
}
