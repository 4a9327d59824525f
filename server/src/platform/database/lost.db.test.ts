import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isConnectionLost } from './lost.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ migrations: [] });
});
afterAll(() => database.drop());

const errorOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

test('a connection that is cut within a transaction is told from a fault of a statement', async () => {
  const cut = errorOf(
    transaction(database.db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(database.db);
      await sql`select 1`.execute(trx);
    }),
  );
  expect(isConnectionLost(await cut)).toBe(true);
  const wrong = await errorOf(sql`select 1 / 0`.execute(database.db));
  expect(wrong).toBeInstanceOf(Error);
  expect(isConnectionLost(wrong)).toBe(false);
});

test('a file that is missing is not a database that is', () => {
  expect(isConnectionLost({ code: 'ENOENT', syscall: 'open' })).toBe(false);
  expect(isConnectionLost({ code: 'ENOENT', syscall: 'connect' })).toBe(true);
  expect(isConnectionLost({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })).toBe(true);
});
