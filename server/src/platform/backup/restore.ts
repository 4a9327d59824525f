import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { prepareAccess } from '../database/access.ts';
import { type Migration, migrationTable, sqlFor } from '../database/migrate.ts';
import { Failure } from '../failure.ts';
import { columnList, firstThingIn, quoted, readForeignKeys, readTables, readTriggers } from './catalog.ts';
import { type Manifest, nameOf, type TableEntry } from './file.ts';
import type { Backup } from './read.ts';
import { type OnProgress, openSession } from './session.ts';

/**
 * Fills an empty database from a backup: the migrations it had run, then all rows, in one transaction. Whatever goes wrong or is
 * killed on the way, the database is empty again. A server that starts on it meanwhile waits at `serai_migration` until it is done.
 */
export async function restoreBackup(
  backup: Backup,
  options: { ownerUrl: string; migrations: readonly Migration[]; onProgress?: OnProgress },
): Promise<void> {
  const { manifest } = backup;
  const migrations = migrationsOf(manifest, options.migrations);
  const client = await openSession(options.ownerUrl, 'serai restore');
  try {
    await refuseInUse(client);
    await refuseFilled(client);
    const { role } = await prepareAccess(options.ownerUrl);
    await client.query('begin');
    await makeTables(client, migrations, role);
    await matchTables(client, manifest.tables);
    await loadAll(client, backup, options.onProgress);
    await setSequences(client, manifest.sequences);
    await countRows(client, manifest.tables);
    await client.query('commit');
    await client.query(`analyze ${manifest.tables.map(quoted).join(', ')}`);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw explained(error);
  } finally {
    await client.end();
  }
}

/** The migrations the backup's database had run, from this Serai's files; refused when they are not the same ones. */
export function migrationsOf(manifest: Manifest, known: readonly Migration[]): Migration[] {
  const key = ({ module, number }: { module: string; number: number }) => `${module}/${number}`;
  const recorded = new Map(manifest.migrations.map((each) => [key(each), each]));
  const byKey = new Map(known.map((each) => [key(each), each]));
  for (const each of manifest.migrations) {
    const here = byKey.get(key(each));
    if (here === undefined)
      throw new Failure(
        `The backup is of a database that had run ${each.module}/${each.file}, which this Serai does not know: restore it with Serai ${manifest.serai} or a newer one. Nothing was touched.`,
      );
    if (here.checksum !== each.checksum)
      throw new Failure(
        `The backup is of a database that had run another ${each.module}/${each.file} than this Serai's: restore it with the Serai that wrote it, ${manifest.serai}. Nothing was touched.`,
      );
  }
  return known.filter((each) => recorded.has(key(each)));
}

async function refuseInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name like 'serai%' limit 1`,
  );
  if (rows[0] === undefined) return;
  throw new Failure(
    rows[0].name === 'serai'
      ? 'A Serai server runs on this database: stop it, and restore into a database of its own. Nothing was touched.'
      : `"${rows[0].name}" is at work on this database: wait until it is done. Nothing was touched.`,
  );
}

async function refuseFilled(client: pg.Client): Promise<void> {
  const found = await firstThingIn(client);
  if (found !== undefined)
    throw new Failure(
      `The database is not empty (it holds ${found}), and a restore never writes over anything: point SERAI_DATA at a new folder, or DATABASE_URL at an empty database. Nothing was touched.`,
    );
}

async function makeTables(client: pg.Client, migrations: readonly Migration[], role: string): Promise<void> {
  // Not `if not exists`: of two restores at once, the second waits here and is refused.
  await client.query(`create table ${migrationTable}`);
  for (const migration of migrations) await client.query(sqlFor(migration, role));
}

async function matchTables(client: pg.Client, wanted: readonly TableEntry[]): Promise<void> {
  const text = ({ columns }: Pick<TableEntry, 'columns'>) =>
    columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  const made = new Map((await readTables(client)).map((table) => [nameOf(table), table]));
  for (const table of wanted) {
    const here = made.get(nameOf(table));
    if (here === undefined)
      throw new Failure(
        `The backup holds ${nameOf(table)}, a table that no migration of Serai makes: it was made by hand in the database that was backed up. Nothing was touched.`,
      );
    if (text(here) !== text(table))
      throw new Failure(
        `The backup's ${nameOf(table)} has the columns (${text(table)}) and this Serai's has (${text(here)}). Nothing was touched.`,
      );
    made.delete(nameOf(table));
  }
  const [missing] = made.keys();
  if (missing !== undefined)
    throw new Failure(`The backup has no ${missing}, which its migrations make. Nothing was touched.`);
}

/**
 * Foreign keys are dropped and made again, as pg_dump does: tables may refer to each other in a circle, and one check of all rows is
 * quicker than one a row. Triggers rest: what they would do was done when the rows were first written. What the migrations wrote
 * themselves is in the backup too, as it had become.
 */
async function loadAll(client: pg.Client, backup: Backup, onProgress?: OnProgress): Promise<void> {
  const { tables } = backup.manifest;
  const [foreignKeys, triggers] = [await readForeignKeys(client), await readTriggers(client)];
  for (const { table, name } of triggers) await client.query(`alter table ${table} disable trigger ${name}`);
  for (const { table, name } of foreignKeys)
    await client.query(`alter table ${table} drop constraint ${name}`);
  await client.query(`truncate ${tables.map(quoted).join(', ')}`);
  const before = { rows: 0, bytes: 0 };
  for (const [index, table] of tables.entries()) {
    const into = client.query(copyFrom(`copy ${quoted(table)} ${columnList(table.columns)} from stdin`));
    await backup.send(table, into, (measure) =>
      onProgress?.({
        table: nameOf(table),
        tableNumber: index + 1,
        tables: tables.length,
        rows: before.rows + measure.rows,
        bytes: before.bytes + measure.bytes,
      }),
    );
    before.rows += table.rows;
    before.bytes += table.bytes;
  }
  for (const { table, name, definition } of foreignKeys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  for (const { table, name, enable } of triggers)
    await client.query(`alter table ${table} ${enable} trigger ${name}`);
}

async function setSequences(client: pg.Client, sequences: Manifest['sequences']): Promise<void> {
  for (const sequence of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted(sequence),
      sequence.last,
      sequence.called,
    ]);
}

async function countRows(client: pg.Client, tables: readonly TableEntry[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${quoted(table)}`);
    if (Number(rows[0]?.count) !== table.rows)
      throw new Error(`${nameOf(table)} holds ${rows[0]?.count} rows after loading ${table.rows}`);
  }
}

function explained(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (error instanceof Failure || code === undefined) return error;
  // 42P07, 23505: another restore or a server made its tables since we looked.
  if (code === '42P07' || code === '23505')
    return new Failure('Another process has begun to use this database: nothing was restored.');
  return new Failure(`The database refused the backup, and is empty as before: ${message}.`);
}
