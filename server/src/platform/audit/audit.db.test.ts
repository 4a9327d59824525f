import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appRole } from '../database/access.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { newId } from '../ids.ts';
import { root } from '../root.ts';
import { bySerai, recordChange } from './audit.ts';
import { readEntries } from './audit-page.store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({
    migrations: [{ module: 'platform', folder: `${root}/server/src/platform/migrations` }],
  });
});
afterAll(() => database.drop());

const record = (what: string, subject = 'thing:1') => recordChange(database.db, bySerai, { what, subject });

it('the role that serves adds entries and can not change, remove or empty them, whatever SQL it sends', async () => {
  expect(database.access.role).toBe(appRole);
  await record('thing.made');
  for (const attempt of [
    `update audit.entry set what = 'nothing.happened'`,
    'delete from audit.entry',
    'truncate audit.entry',
    'drop table audit.entry',
    'alter table audit.entry disable trigger all',
    'create table audit.other (id integer)',
    'drop schema audit cascade',
    'set role serai_owner',
  ])
    await expect(sql.raw(attempt).execute(database.db), attempt).rejects.toThrow(
      /permission denied|must be owner|does not exist/,
    );
  expect(await readEntries(database.db, { limit: 10 })).toMatchObject([
    { what: 'thing.made', via: 'server' },
  ]);
});

it('an entry is there when its change is, and not when that was undone', async () => {
  await database.db
    .transaction()
    .execute(async (trx) => {
      await recordChange(trx, bySerai, { what: 'thing.undone', subject: 'thing:2' });
      throw new Error('undone');
    })
    .catch(() => {});
  expect(await readEntries(database.db, { what: 'thing.undone', limit: 10 })).toEqual([]);
});

it('pages go on where the last ended, also among entries of one microsecond', async () => {
  const ids = [...Array(5)].map(() => newId());
  for (const id of ids)
    await sql`insert into audit.entry (id, at, via, what, subject)
      values (${id}, '2026-01-01T00:00:00.000001Z', 'server', 'same.instant', 'thing:3')`.execute(
      database.db,
    );
  const seen: string[] = [];
  let before: { at: string; id: string } | undefined;
  do {
    const page = await readEntries(database.db, { what: 'same.', limit: 2, before });
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1)?.place;
  } while (before);
  expect(seen).toEqual(ids.toReversed());
});

it('filters bound by time, what it is about, and the beginning of what was done', async () => {
  await record('booking.confirmed', 'booking:1');
  await record('bookings-of-another-kind', 'booking:2');
  const found = async (wanted: object) =>
    (await readEntries(database.db, { ...wanted, limit: 10 })).map(({ subject }) => subject);
  expect(await found({ what: 'booking.' })).toEqual(['booking:1']);
  expect(await found({ subject: 'booking:2' })).toEqual(['booking:2']);
  expect(await found({ what: 'same', to: '2025-12-31T00:00:00Z' })).toEqual([]);
  expect(
    await found({ what: 'same', from: '2025-12-31T00:00:00+05:00', to: '2026-01-02T00:00:00Z' }),
  ).toHaveLength(5);
  expect(await found({ what: '%' })).toEqual([]);
});
