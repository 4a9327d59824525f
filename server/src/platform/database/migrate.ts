import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Failure } from '../failure.ts';
import { appRole } from './access.ts';

export interface MigrationFolder {
  module: string;
  /** Absolute. */
  folder: string;
}
export interface Migration {
  module: string;
  number: number;
  file: string;
  sql: string;
  checksum: string;
}

/**
 * Runs what the database has not seen yet, each file in a transaction of its own, and answers their names. The row in
 * `serai_migration` is written before the file runs: a second process migrating at the same time waits at that row, finds it
 * taken, and goes on with the next.
 */
export async function migrate(
  ownerUrl: string,
  folders: readonly MigrationFolder[],
  role: string = appRole,
): Promise<string[]> {
  const migrations = readMigrations(folders);
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'serai migrate',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await createTable(client);
    const { rows } = await client.query<{ module: string; number: number; file: string; checksum: string }>(
      'select module, number, file, checksum from serai_migration order by module, number',
    );
    const done = new Map(rows.map((row) => [`${row.module}/${row.number}`, row]));
    refuseChanged(migrations, done);
    refuseNewer(migrations, rows);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (done.has(`${migration.module}/${migration.number}`)) continue;
      if (await apply(client, migration, role)) applied.push(`${migration.module}/${migration.file}`);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration, role: string): Promise<boolean> {
  await client.query('begin');
  try {
    const row = await client.query(
      'insert into serai_migration (module, number, file, checksum) values ($1, $2, $3, $4) on conflict do nothing',
      [migration.module, migration.number, migration.file, migration.checksum],
    );
    if (row.rowCount === 0) {
      await client.query('rollback');
      return false;
    }
    await client.query(sqlFor(migration, role));
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    const { message, position } = error as { message: string; position?: string };
    const line = position ? `:${migration.sql.slice(0, Number(position)).split('\n').length}` : '';
    throw new Failure(
      `Migration ${migration.module}/${migration.file}${line} failed and was undone: ${message}.`,
    );
  }
}

/** All there are, in the order in which they run. */
export const readMigrations = (folders: readonly MigrationFolder[]): Migration[] =>
  folders.flatMap(readFolder);

/** Where no restricted role can be made, its grants go to the one there is. */
export const sqlFor = ({ sql }: Migration, role: string): string =>
  role === appRole ? sql : sql.replaceAll(/\bserai_app\b/g, pg.escapeIdentifier(role));

function readFolder({ module, folder }: MigrationFolder): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_-]+\.sql$/.exec(file)?.[1]);
    if (number !== index + 1) {
      throw new Failure(
        `Migration ${join(folder, file)} should be named ${String(index + 1).padStart(4, '0')}_what-it-does.sql: numbers start at 0001 and leave none out.`,
      );
    }
    // Git may check the file out with other line ends.
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { module, number, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

export const migrationTable = `serai_migration (
  module text not null,
  number integer not null,
  file text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  primary key (module, number))`;

async function createTable(client: pg.Client): Promise<void> {
  const statement = `create table if not exists ${migrationTable}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      // Two processes at once: `if not exists` does not wait for the other's, which is there the next time.
      const code = (error as { code?: string }).code ?? '';
      if (code === '42501')
        throw new Failure(
          "The role of DATABASE_URL may not create tables in the database's public schema: make it the owner of the database.",
        );
      if (attempt === 5 || !['23505', '42P07', '42710', 'XX000'].includes(code)) throw error;
    }
  }
}

function refuseChanged(
  migrations: readonly Migration[],
  done: ReadonlyMap<string, { checksum: string }>,
): void {
  const changed = migrations.find((each) => {
    const row = done.get(`${each.module}/${each.number}`);
    return row !== undefined && row.checksum !== each.checksum;
  });
  if (changed) {
    throw new Failure(
      `Migration ${changed.module}/${changed.file} was changed after this database had run it: put the file back as it was and write the change as a new migration.`,
    );
  }
}

function refuseNewer(
  migrations: readonly Migration[],
  rows: readonly { module: string; number: number; file: string }[],
): void {
  const modules = new Set(migrations.map((each) => each.module));
  const known = new Set(migrations.map((each) => `${each.module}/${each.number}`));
  const newer = rows.find((row) => modules.has(row.module) && !known.has(`${row.module}/${row.number}`));
  if (newer) {
    throw new Failure(
      `This database has run ${newer.module}/${newer.file}, which this Serai does not know: it was used by a newer Serai; start that one, or use another database.`,
    );
  }
}
