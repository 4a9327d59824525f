import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { root } from '../root.ts';
import { prepareAccess } from './access.ts';
import { type Database, openDatabase } from './connect.ts';
import { type MigrationFolder, migrate } from './migrate.ts';
import { type DatabaseServer, openServer } from './server.ts';

/**
 * An empty, migrated database of its own for one test file; call it in `beforeAll` and `drop` in `afterAll`.
 *
 * All test files of a run share one PostgreSQL: the one DATABASE_URL names, or our own in test/.output. The first file makes a
 * template from the migrations, the others clone it, which takes some 40 ms.
 */
export interface TestDatabase extends Database {
  /** Logs in as the owner, who may do what a request may not. */
  ownerUrl: string;
  drop(): Promise<void>;
}

export async function testDatabase(
  options: { migrations?: readonly MigrationFolder[] } = {},
): Promise<TestDatabase> {
  const migrations = options.migrations ?? [];
  const server = await testServer();
  await dropAbandoned(server);
  const template = await makeTemplate(server, migrations);
  const name = newName();
  await onServer(server, (client) =>
    whenQuiet(() => client.query(`create database ${name} template ${template}`)),
  );
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const database = await openDatabase({
    dataFolder: testData,
    databaseUrl: ownerUrl,
    migrations,
    log: pino({ level: 'silent' }),
    connectionsMax: 10,
  });
  return {
    ...database,
    ownerUrl,
    drop: async () => {
      await database.close();
      await onServer(server, (client) => drop(client, name));
      server.release();
    },
  };
}

/** An empty one, for a process of its own that migrates it; on the same PostgreSQL. */
export async function emptyDatabase(): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  const server = await testServer();
  await dropAbandoned(server);
  const name = newName();
  await onServer(server, (client) => client.query(`create database ${name}`));
  return {
    ownerUrl: withDatabase(server.ownerUrl, name),
    drop: async () => {
      await onServer(server, (client) => drop(client, name));
      server.release();
    },
  };
}

/** Says when it was made. */
const newName = () =>
  `serai_test_${Date.now().toString(36)}_${process.pid}_${randomBytes(3).toString('hex')}`;

const testData = join(root, 'test/.output/data');
export const testServer = (): Promise<DatabaseServer> =>
  openServer({ dataFolder: testData, databaseUrl: process.env.DATABASE_URL || undefined });

/** Built under a name of its own and renamed when whole: whoever sees the template sees all of it. */
async function makeTemplate(server: DatabaseServer, migrations: readonly MigrationFolder[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { module, folder } of migrations) {
    for (const file of readdirSync(folder).sort())
      hash.update(`${module}/${file}\n`).update(readFileSync(join(folder, file)));
  }
  const template = `serai_template_${hash.digest('hex').slice(0, 16)}`;
  const found = await onServer(server, (client) =>
    client.query('select from pg_database where datname = $1', [template]),
  );
  if (found.rowCount === 1) return template;
  const building = `serai_test_${Date.now().toString(36)}_${process.pid}_building`;
  await onServer(server, (client) => client.query(`create database ${building}`));
  const { role } = await prepareAccess(server.ownerUrl);
  await migrate(withDatabase(server.ownerUrl, building), migrations, role);
  await onServer(server, async (client) => {
    try {
      await whenQuiet(() => client.query(`alter database ${building} rename to ${template}`));
    } catch (error) {
      // Another test file was first.
      if ((error as { code?: string }).code !== '42P04') throw error;
      await drop(client, building);
    }
  });
  return template;
}

/** Databases of test runs that were killed: their name says when they were made. */
async function dropAbandoned(server: DatabaseServer): Promise<void> {
  const hourMs = 3_600_000;
  await onServer(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'serai\\_test\\_%'`,
    );
    for (const { datname } of rows) {
      const madeAt = Number.parseInt(datname.split('_')[2] ?? '', 36);
      if (Date.now() - madeAt > hourMs) await drop(client, datname);
    }
  });
}

const drop = (client: pg.Client, name: string) =>
  whenQuiet(() => client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`));

/**
 * PostgreSQL's own vacuum may be at work in a database, which only a superuser may end (42501), and a connection that was closed may not have gone yet
 * (55006). On a machine that is busy both last.
 */
async function whenQuiet<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (Date.now() > deadline || !['42501', '55006'].includes(code)) throw error;
      await wait(200);
    }
  }
}

async function onServer<Result>(
  server: DatabaseServer,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: server.ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function withDatabase(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`);
}
