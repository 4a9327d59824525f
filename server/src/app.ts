import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Corridor } from './corridor/index.ts';
import { freight } from './modules/freight/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { MigrationFolder } from './platform/database/index.ts';
import { type App, buildApp, type Check } from './platform/http/app.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import type { Module } from './platform/module.ts';
import { root } from './platform/root.ts';

export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** What modules are given. The corridor may be replaced while the server runs, so it is asked for each time. */
export interface Parts {
  corridor(): Corridor;
}

/** Every module there is, in the order of the OpenAPI document. */
export const seraiModules = (parts: Parts): Module[] => [freight(parts)];

/** For a command that needs to know the tables and runs no module. */
export const everyMigration = (): MigrationFolder[] =>
  migrationFolders(
    seraiModules({
      corridor: () => {
        throw new Error('a module asked for the corridor before it was mounted');
      },
    }),
  );

/** The platform's tables come first, then the corridor's: modules may refer to them. */
export function migrationFolders(modules: readonly Module[]): MigrationFolder[] {
  return [
    { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
    { module: 'corridor', folder: join(root, 'server/src/corridor/migrations') },
    { module: 'allocation', folder: join(root, 'server/src/ledgers/allocation/migrations') },
    ...modules.flatMap(({ name, migrations }) =>
      migrations === undefined ? [] : [{ module: name, folder: join(root, migrations) }],
    ),
  ];
}

/** The modules behind one address. */
export function seraiApp(
  modules: readonly Module[],
  options: {
    config: Pick<Config, 'ratePerSecond' | 'rateBurst'> & Partial<Pick<Config, 'metricsToken'>>;
    clock: Clock;
    log: Logger;
    checks?: Readonly<Record<string, Check>>;
    metrics?: Metrics;
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
    ...(existsSync(webFolder) ? { webFolder } : {}),
  });
}
