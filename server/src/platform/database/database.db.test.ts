import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './connect.ts';
import { migrate } from './migrate.ts';
import { type TestDatabase, testDatabase, withDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

/** A pretend module: a stock that is changed, and a ledger that is only added to. */
const folder = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
const migrations = [{ module: 'depot', folder }];
writeFileSync(
  join(folder, '0001_stock-and-ledger.sql'),
  `create table stock (id text primary key, units integer not null);
   grant select, insert, update, delete on stock to serai_app;
   create table ledger (id text primary key, units integer not null);
   grant select, insert on ledger to serai_app;
   create table secret (id text primary key);`,
);
type Tables = {
  stock: { id: string; units: number };
  ledger: { id: string; units: number };
  secret: { id: string };
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ migrations });
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the role requests are served with', () => {
  it('adds to an append-only table and can neither change nor remove what is there', async () => {
    const db = database.db.withTables<Tables>();
    await db.insertInto('ledger').values({ id: 'a', units: 1 }).execute();
    await expect(db.updateTable('ledger').set({ units: 2 }).execute()).rejects.toMatchObject({
      code: '42501',
    });
    await expect(db.deleteFrom('ledger').execute()).rejects.toMatchObject({ code: '42501' });
    await expect(sql`truncate ledger`.execute(db)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`drop table ledger`.execute(db)).rejects.toMatchObject({ code: '42501' });
    expect(await db.selectFrom('ledger').selectAll().execute()).toEqual([{ id: 'a', units: 1 }]);
  });

  it('has no right to a table whose migration grants it none', async () => {
    await expect(
      database.db.withTables<Tables>().selectFrom('secret').selectAll().execute(),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('can neither make tables nor take the rights of the owner back', async () => {
    expect(database.access.way).toBe('login');
    await expect(sql`create table own (id text)`.execute(database.db)).rejects.toMatchObject({
      code: '42501',
    });
    await database.db.connection().execute(async (db) => {
      await sql`reset role`.execute(db);
      const { rows } = await sql<{ user: string }>`select current_user as user`.execute(db);
      expect(rows[0]?.user).toBe('serai_app');
    });
  });
});

describe('a transaction', () => {
  it('is tried again when another one made it unserializable, and both take effect', async () => {
    const db = database.db.withTables<Tables>();
    await db
      .insertInto('stock')
      .values([
        { id: 'left', units: 1 },
        { id: 'right', units: 1 },
      ])
      .execute();
    const tries = { left: 0, right: 0 };
    const bothHaveRead = meeting(2);
    // Each reads the sum and, seeing more than one unit, takes one from its own side: together they may leave one unit, not none.
    const take = (side: 'left' | 'right') =>
      transaction(
        db,
        async (trx) => {
          const rows = await trx
            .selectFrom('stock')
            .select('units')
            .where('id', 'in', ['left', 'right'])
            .execute();
          const sum = rows.reduce((total, row) => total + row.units, 0);
          if (tries[side]++ === 0) await bothHaveRead();
          if (sum > 1)
            await trx
              .updateTable('stock')
              .set((eb) => ({ units: eb('units', '-', 1) }))
              .where('id', '=', side)
              .execute();
        },
        { isolation: 'serializable' },
      );
    await Promise.all([take('left'), take('right')]);
    const rows = await db.selectFrom('stock').select('units').where('id', 'in', ['left', 'right']).execute();
    expect(rows.map((row) => row.units).sort()).toEqual([0, 1]);
    expect(tries.left + tries.right).toBe(3);
  });

  it('is tried again after a deadlock', async () => {
    const db = database.db.withTables<Tables>();
    await db
      .insertInto('stock')
      .values([
        { id: 'one', units: 0 },
        { id: 'two', units: 0 },
      ])
      .execute();
    let tries = 0;
    const bothHoldOne = meeting(2);
    const add = (first: string, second: string) => {
      let again = false;
      return transaction(db, async (trx) => {
        tries += 1;
        await trx
          .updateTable('stock')
          .set((eb) => ({ units: eb('units', '+', 1) }))
          .where('id', '=', first)
          .execute();
        if (!again) {
          again = true;
          await bothHoldOne();
        }
        await trx
          .updateTable('stock')
          .set((eb) => ({ units: eb('units', '+', 1) }))
          .where('id', '=', second)
          .execute();
      });
    };
    await Promise.all([add('one', 'two'), add('two', 'one')]);
    const rows = await db.selectFrom('stock').select('units').where('id', 'in', ['one', 'two']).execute();
    expect(rows).toEqual([{ units: 2 }, { units: 2 }]);
    expect(tries).toBe(3);
  });

  it('is given up after as many tries as it was allowed, and never tried again for another fault', async () => {
    let tries = 0;
    const failing = (code: string) =>
      transaction(
        database.db,
        async (trx) => {
          tries += 1;
          await sql`do $$ begin raise exception 'no' using errcode = ${sql.lit(code)}; end $$`.execute(trx);
        },
        { attemptsMax: 3 },
      );
    await expect(failing('40001')).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(3);
    await expect(failing('22012')).rejects.toMatchObject({ code: '22012' });
    expect(tries).toBe(4);
  });
});

describe('migrations', () => {
  it('run once each, however many processes migrate at the same time', async () => {
    const empty = await testDatabase();
    const counting = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
    writeFileSync(join(counting, '0001_table.sql'), 'create table run (file text);');
    for (const file of ['0002', '0003', '0004']) {
      writeFileSync(
        join(counting, `${file}_add.sql`),
        `insert into run values ('${file}'); select pg_sleep(0.02);`,
      );
    }
    const applied = await Promise.all(
      Array.from({ length: 6 }, () => migrate(empty.ownerUrl, [{ module: 'depot', folder: counting }])),
    );
    expect(applied.flat().sort()).toEqual([
      'depot/0001_table.sql',
      'depot/0002_add.sql',
      'depot/0003_add.sql',
      'depot/0004_add.sql',
    ]);
    expect(await asOwner(empty, 'select file from run order by file')).toEqual([
      { file: '0002' },
      { file: '0003' },
      { file: '0004' },
    ]);
    await empty.drop();
  });

  it('are refused when one that has run was changed, when one is missing, and when the numbers have a gap', async () => {
    const empty = await testDatabase();
    const changing = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
    const run = () => migrate(empty.ownerUrl, [{ module: 'depot', folder: changing }]);
    writeFileSync(join(changing, '0001_a.sql'), 'create table a (id text);');
    writeFileSync(join(changing, '0002_b.sql'), 'create table b (id text);');
    await run();
    writeFileSync(join(changing, '0001_a.sql'), 'create table a (id text);\r\n'.replace('\r\n', ''));
    expect(await run()).toEqual([]);
    writeFileSync(join(changing, '0001_a.sql'), 'create table a (id integer);');
    await expect(run()).rejects.toThrow('depot/0001_a.sql was changed after this database had run it');
    writeFileSync(join(changing, '0001_a.sql'), 'create table a (id text);');
    rmSync(join(changing, '0002_b.sql'));
    await expect(run()).rejects.toThrow('does not know');
    writeFileSync(join(changing, '0003_c.sql'), 'create table c (id text);');
    await expect(run()).rejects.toThrow('0002_what-it-does.sql');
    await empty.drop();
  });

  it('leave nothing of one that fails, and name its line', async () => {
    const empty = await testDatabase();
    const failing = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
    writeFileSync(
      join(failing, '0001_a.sql'),
      'create table a (id text);\ncreate table b (id text);\ncreate tabel c (id text);',
    );
    const run = () => migrate(empty.ownerUrl, [{ module: 'depot', folder: failing }]);
    await expect(run()).rejects.toThrow('depot/0001_a.sql:3 failed and was undone: syntax error');
    writeFileSync(join(failing, '0001_a.sql'), 'create table a (id text);');
    expect(await run()).toEqual(['depot/0001_a.sql']);
    await empty.drop();
  });
});

describe('a database given by its address', () => {
  it('serves with the one role there is, and says so, when that role may not make another', async () => {
    const name = `serai_test_${Date.now().toString(36)}_single_${process.pid}`;
    await asOwner(database, `create role ${name} login password 'single'`);
    await asOwner(database, `grant ${name} to current_user`);
    await asOwner(database, `create database ${name} owner ${name}`);
    const url = withDatabase(database.ownerUrl.replace(/\/\/[^@]*@/, `//${name}:single@`), name);
    const said: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
    const single = await openDatabase({ dataFolder: '/nowhere', databaseUrl: url, migrations, log });
    expect(single.access.way).toBe('owner');
    expect(said.join('')).toContain('GRANT serai_app TO');
    expect(said.join('')).not.toContain('single@');
    await single.db.withTables<Tables>().insertInto('stock').values({ id: 'x', units: 1 }).execute();
    await single.close();
    await asOwner(database, `drop database ${name}`);
    await asOwner(database, `drop role ${name}`);
  });

  it('is refused in one sentence, without its password, when it can not be reached', async () => {
    const open = openDatabase({
      dataFolder: '/nowhere',
      databaseUrl: 'postgres://someone:hidden@127.0.0.1:1/serai',
      migrations,
      log: pino({ level: 'silent' }),
    });
    await expect(open).rejects.toThrow(/^The database of DATABASE_URL can't be used/);
    await expect(open).rejects.not.toThrow(/hidden/);
  });
});

async function asOwner(on: TestDatabase, statement: string): Promise<unknown[]> {
  const client = new pg.Client(on.ownerUrl);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

/** Holds each of `count` callers until all have come. */
function meeting(count: number): () => Promise<void> {
  let open: () => void;
  const all = new Promise<void>((settle) => {
    open = settle;
  });
  let come = 0;
  return () => {
    come += 1;
    if (come === count) open();
    return all;
  };
}
