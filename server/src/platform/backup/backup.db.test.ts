import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRole } from '../database/access.ts';
import { migrate, readMigrations } from '../database/migrate.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { footerBytes, footerOf, header } from './file.ts';
import { openBackup } from './read.ts';
import { restoreBackup } from './restore.ts';
import { writeBackup } from './write.ts';

/** A pretend module with everything a table can have that a copy could get wrong. */
const folder = mkdtempSync(join(tmpdir(), 'serai backup '));
const migrationsFolder = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
const migrations = [{ module: 'depot', folder: migrationsFolder }];
writeFileSync(
  join(migrationsFolder, '0001_depot.sql'),
  `create schema depot;
   create table depot.wagon (
     id bigint generated always as identity primary key,
     "Number ""x""" text unique, weight numeric, load double precision, built date, seen timestamptz, rest interval,
     tags text[], papers jsonb, seal bytea, gone boolean, axles integer, pairs integer generated always as (axles / 2) stored,
     -- Each refers to the other, so no order of loading suits both.
     train uuid);
   create table depot.train (id uuid primary key, first bigint references depot.wagon);
   alter table depot.wagon add foreign key (train) references depot.train deferrable initially deferred;
   create table depot.stay (year integer, wagon bigint references depot.wagon, primary key (year, wagon)) partition by list (year);
   create table depot.stay_2025 partition of depot.stay for values in (2025);
   create table depot.stay_2026 partition of depot.stay for values in (2026);
   create table depot.nothing ();
   create table depot.kind (id text primary key, word text);
   insert into depot.kind values ('open', 'as the migration wrote it');
   create table depot.trail (what text);
   create function depot.note() returns trigger language plpgsql as $$ begin insert into depot.trail values (new.id::text); return new; end $$;
   create trigger note before insert on depot.wagon for each row execute function depot.note();
   create trigger silent before insert on depot.train for each row execute function depot.note();
   alter table depot.train disable trigger silent;
   create sequence depot.ticket;
   create table load (number integer);
   grant usage on schema depot to serai_app; grant select, insert on depot.wagon, load to serai_app;`,
);

let source: TestDatabase;
const made: TestDatabase[] = [];
const empty = async () => {
  const database = await testDatabase();
  made.push(database);
  // A test database comes with the migrations' table; one that was just created does not.
  await query(database, 'drop table serai_migration');
  await database.db.destroy();
  return database;
};
const query = async (database: { ownerUrl: string }, text: string) => {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
const back = (path: string, changes: { ownerUrl?: string } = {}) =>
  writeBackup({ ownerUrl: source.ownerUrl, path, version: '1.2.3', ...changes });
const restore = async (path: string, database: { ownerUrl: string }, folders = migrations) => {
  const backup = await openBackup(path);
  try {
    await restoreBackup(backup, { ownerUrl: database.ownerUrl, migrations: readMigrations(folders) });
  } finally {
    await backup.close();
  }
};
const contents = async (database: { ownerUrl: string }) =>
  Object.fromEntries(
    await Promise.all(
      [
        'depot.wagon',
        'depot.train',
        'depot.stay',
        'depot.kind',
        'depot.trail',
        'load',
        'serai_migration',
      ].map(async (table) => [
        table,
        await query(database, `select t::text from ${table} t order by t::text collate "C"`),
      ]),
    ),
  );

const whole = join(folder, 'whole.serai');
let asBackedUp: Awaited<ReturnType<typeof contents>>;
beforeAll(async () => {
  source = await testDatabase({ migrations });
  await query(
    source,
    String.raw`
    insert into depot.wagon ("Number ""x""", weight, load, built, seen, rest, tags, papers, seal, gone, axles) values
      (E'a\tb\\n\nc', 1234567890.000000000012345, 0.1, '0044-03-15 BC', '2026-11-21 08:00:00.123456+05:30', '1 year -2 days 3:04:05.6',
        array['', null, 'a,"b"'], '{"中": [1.10, null]}', '\x00ff5c0a', true, 4),
      ('Ўзбекистон 🚂', 'NaN', '-Infinity', 'infinity', '-infinity', '0', '{}', 'null', '', null, null),
      (null, null, null, null, null, null, null, null, null, false, 3), (E'\\N', null, null, null, null, null, null, null, null, null, 0),
      (E'\\.', null, null, null, null, null, null, null, null, null, 0), ('', null, null, null, null, null, null, null, null, null, 0);
    insert into depot.train values ('018f0000-0000-7000-8000-000000000001', 1), ('018f0000-0000-7000-8000-000000000002', null);
    update depot.wagon set train = '018f0000-0000-7000-8000-000000000001' where id < 3;
    insert into depot.stay values (2025, 1), (2026, 1), (2026, 2);
    update depot.kind set word = 'as a person changed it';
    insert into load select generate_series(1, 50000);
    select nextval('depot.ticket') from generate_series(1, 7);`,
  );
  asBackedUp = await contents(source);
  await back(whole);
});
afterAll(async () => {
  for (const database of [source, ...made]) await database?.drop();
  for (const each of [folder, migrationsFolder]) rmSync(each, { recursive: true, force: true });
});

describe('a backup', () => {
  it('restored into an empty database is the same rows, rights, sequences, keys and triggers', async () => {
    const target = await empty();
    await restore(whole, target);
    expect(await contents(target)).toEqual(asBackedUp);
    for (const text of [
      `select conrelid::regclass::text as table, conname, condeferrable, condeferred, convalidated, pg_get_constraintdef(oid) as text
         from pg_constraint where connamespace in ('depot'::regnamespace, 'public'::regnamespace) order by 1, 2`,
      `select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`,
      `select relname, relacl::text from pg_class where relnamespace in ('depot'::regnamespace, 'public'::regnamespace) order by 1`,
    ])
      expect(await query(target, text)).toEqual(await query(source, text));
    expect(await query(target, `select nextval('depot.ticket')::integer as next`)).toEqual([{ next: 8 }]);
    expect(await query(target, 'insert into depot.wagon (gone) values (true) returning id::integer')).toEqual(
      [{ id: 7 }],
    );
    // The database goes on where the other stopped: no migration is left to run.
    expect(await migrate(target.ownerUrl, migrations, appRole)).toEqual([]);
  });

  it('is compressed, readable by its owner alone, and never written over', async () => {
    expect(statSync(whole).size).toBeLessThan(150_000);
    expect(statSync(whole).mode & 0o777).toBe(0o600);
    const before = readFileSync(whole);
    await expect(back(whole)).rejects.toThrow('is there already');
    expect(readFileSync(whole).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['whole.serai']);
  });

  it('holds all that was acknowledged before it began, and of what came later either all of a transaction or nothing', async () => {
    const writers = Array.from({ length: 4 }, () => new pg.Client(source.ownerUrl));
    await Promise.all(writers.map((writer) => writer.connect()));
    let acknowledged = 0;
    let going = true;
    const writing = writers.map(async (writer, number) => {
      for (let turn = 0; going; turn++) {
        // Two rows in two tables, one commit: a copy that has one of them only was not taken at one instant.
        const id = 1_000_000 + turn * 4 + number;
        await writer.query(
          `with w as (insert into depot.trail values ('pair ${id}')) insert into load values (${id})`,
        );
        acknowledged += 1;
      }
    });
    const path = join(folder, 'under-load.serai');
    while (acknowledged < 200) await new Promise((settle) => setTimeout(settle, 5));
    const first = await query(source, 'select number from load where number >= 1000000');
    await back(path);
    const atEnd = acknowledged;
    going = false;
    await Promise.all(writing);
    await Promise.all(writers.map((writer) => writer.end()));
    const target = await empty();
    await restore(path, target);
    const numbers = await query(target, 'select number from load where number >= 1000000 order by 1');
    const pairs = await query(
      target,
      `select substr(what, 6)::integer as number from depot.trail where what like 'pair %' order by 1`,
    );
    expect(numbers).toEqual(pairs);
    expect(numbers).toEqual(expect.arrayContaining(first));
    expect(atEnd).toBeGreaterThan(first.length);
    rmSync(path);
  });

  it('leaves no file when it can not be finished', async () => {
    await query(source, 'create table depot.locked (id integer)');
    const holder = new pg.Client(source.ownerUrl);
    await holder.connect();
    await holder.query('begin; lock table depot.locked in access exclusive mode');
    const backing = back(join(folder, 'cut.serai')).catch((error: Error) => error);
    await query(
      source,
      `do $$ begin
         while not exists (select from pg_stat_activity where application_name = 'serai backup' and wait_event_type = 'Lock' and datname = current_database())
           loop perform pg_stat_clear_snapshot(), pg_sleep(0.01); end loop;
         perform pg_terminate_backend(pid) from pg_stat_activity where application_name = 'serai backup' and datname = current_database();
       end $$`,
    );
    expect(await backing).toBeInstanceOf(Error);
    await holder.end();
    await query(source, 'drop table depot.locked');
    expect(readdirSync(folder)).toEqual(['whole.serai']);
  });
});

describe('a restore', () => {
  const copy = (name: string, change: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, change(readFileSync(whole)));
    return path;
  };

  it('refuses a damaged byte anywhere, a file cut off anywhere, one with more at its end, and one that is none of ours', async () => {
    const size = statSync(whole).size;
    const refusals: [string, string][] = [];
    const refused = async (what: string, path: string) => {
      const message = await openBackup(path).then(
        async (backup) => {
          await backup.close();
          return 'taken';
        },
        (error: Error) => `${error.name}: ${error.message}`,
      );
      expect([what, message]).toEqual([
        what,
        expect.stringMatching(
          /^Failure: .+(Nothing was touched|nothing was touched|format|is not a file|can't be read)/,
        ),
      ]);
      refusals.push([what, message]);
      rmSync(path, { force: true });
    };
    for (let step = 0; step < 40; step++) {
      const at = Math.floor((step / 40) * size);
      await refused(
        `byte ${at}`,
        copy('damaged', (bytes) => {
          bytes[at] = bytes[at]! ^ 1;
          return bytes;
        }),
      );
      await refused(
        `cut at ${at}`,
        copy('cut', (bytes) => bytes.subarray(0, at)),
      );
    }
    await refused(
      'last byte',
      copy('cut', (bytes) => bytes.subarray(0, -1)),
    );
    await refused(
      'more',
      copy('more', (bytes) => Buffer.concat([bytes, Buffer.from('x')])),
    );
    await refused(
      'foreign',
      copy('foreign', () => Buffer.from('PGDMP'.repeat(1_000))),
    );
    await refused(
      'newer',
      copy('newer', (bytes) => Buffer.concat([Buffer.from('serai-backup 2\n'), bytes.subarray(15)])),
    );
    await refused('absent', join(folder, 'absent'));
    expect(refusals.map(([, message]) => message).filter((message) => /\n| {4}at /.test(message))).toEqual(
      [],
    );
  });

  it('refuses a file whose hash was made anew over rows or a manifest that were changed', async () => {
    const forged = (change: (manifest: { tables: Record<string, unknown>[] }) => void) =>
      copy('forged', (bytes) => {
        const at = Number(/end (\d{16})/.exec(bytes.subarray(-footerBytes).toString())?.[1]);
        const manifest = JSON.parse(bytes.subarray(at, -footerBytes).toString());
        change(manifest);
        const body = Buffer.concat([bytes.subarray(0, at), Buffer.from(JSON.stringify(manifest))]);
        return Buffer.concat([
          body,
          Buffer.from(footerOf(at, createHash('sha256').update(body).digest('hex'))),
        ]);
      });
    const largest = (tables: Record<string, unknown>[]) => tables.find(({ name }) => name === 'load')!;
    for (const change of [
      (table: Record<string, unknown>) => Object.assign(table, { rows: 49_999 }),
      (table: Record<string, unknown>) => Object.assign(table, { bytes: 1_000 }),
      (table: Record<string, unknown>) => Object.assign(table, { sha256: '0'.repeat(64) }),
      (table: Record<string, unknown>) => Object.assign(table, { offset: header.length }),
      (table: Record<string, unknown>) => Object.assign(table, { length: 0 }),
    ])
      await expect(openBackup(forged(({ tables }) => change(largest(tables))))).rejects.toThrow('is damaged');
    rmSync(join(folder, 'forged'));
  });

  it('refuses a database that holds anything, a server at work on it, and migrations that are not the same', async () => {
    const target = await empty();
    await query(target, 'create table kept (id integer); insert into kept values (1)');
    await expect(restore(whole, target)).rejects.toThrow('holds public.kept');
    expect(await query(target, 'select * from kept')).toEqual([{ id: 1 }]);
    await query(target, 'drop table kept; create schema other');
    await expect(restore(whole, target)).rejects.toThrow('schema other');
    await query(target, 'drop schema other');

    const server = new pg.Client({ connectionString: target.ownerUrl, application_name: 'serai' });
    await server.connect();
    await expect(restore(whole, target)).rejects.toThrow('stop it');
    await server.end();

    const other = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
    await expect(restore(whole, target, [{ module: 'depot', folder: other }])).rejects.toThrow(
      'does not know',
    );
    writeFileSync(join(other, '0001_depot.sql'), 'create schema depot;');
    await expect(restore(whole, target, [{ module: 'depot', folder: other }])).rejects.toThrow(
      'another depot/0001',
    );
    rmSync(other, { recursive: true });
    expect(await query(target, `select nspname from pg_namespace where nspname = 'depot'`)).toEqual([]);
  });

  it('of a database behind this Serai makes the tables as they were, and the next start runs what is new', async () => {
    const newer = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
    copyFileSync(join(migrationsFolder, '0001_depot.sql'), join(newer, '0001_depot.sql'));
    writeFileSync(
      join(newer, '0002_note.sql'),
      `alter table depot.kind add note text not null default 'new'`,
    );
    const target = await empty();
    await restore(whole, target, [{ module: 'depot', folder: newer }]);
    expect(await migrate(target.ownerUrl, [{ module: 'depot', folder: newer }], appRole)).toEqual([
      'depot/0002_note.sql',
    ]);
    expect(await query(target, 'select * from depot.kind')).toEqual([
      { id: 'open', word: 'as a person changed it', note: 'new' },
    ]);
    rmSync(newer, { recursive: true });
  });

  it('that fails on its way leaves the database as empty as it was', async () => {
    const target = await empty();
    const backup = await openBackup(whole);
    let failed = false;
    const ending = restoreBackup(backup, {
      ownerUrl: target.ownerUrl,
      migrations: readMigrations(migrations),
      onProgress: ({ table }) => {
        if (table !== 'public.load' || failed) return;
        failed = true;
        void query(
          target,
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'serai restore' and datname = current_database()`,
        );
      },
    });
    await expect(ending).rejects.toThrow();
    await backup.close();
    expect(failed).toBe(true);
    await restore(whole, target);
    expect(await contents(target)).toEqual(asBackedUp);
  });
});
