import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bySerai } from '../audit/audit.ts';
import { transaction } from '../database/index.ts';
import { authWithin } from './auth.ts';
import { checkSecret, hashOf, randomKey } from './secret.ts';
import { firstLink } from './setup.ts';
import { testSettings } from './testing.ts';
import { type House, openHouse } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('our tables hold every column better-auth writes, in types it can read back', async () => {
  const { db } = house.database;
  const { getAuthTables } = await import('better-auth/db');
  const auth = await transaction(db, (trx) => authWithin(trx, testSettings));
  const tables = Object.values(getAuthTables(auth.options));
  expect(tables.length).toBe(5);
  const kinds: Record<string, string> = {
    string: 'text',
    boolean: 'boolean',
    number: 'integer',
    date: 'timestamp with time zone',
  };
  for (const { modelName, fields } of tables) {
    const { rows } = await sql<{ name: string; type: string; must: boolean }>`
      select column_name as name, data_type as type, is_nullable = 'NO' and column_default is null as must
        from information_schema.columns where table_schema = 'identity' and table_name = ${modelName}`.execute(
      db,
    );
    const written = Object.entries(fields).map(([key, field]) => [field.fieldName ?? key, field] as const);
    for (const [name, field] of written)
      expect([modelName, name, rows.find((row) => row.name === name)?.type]).toEqual([
        modelName,
        name,
        kinds[String(field.type)],
      ]);
    const names = new Set(['id', ...written.map(([name]) => name)]);
    expect(rows.filter(({ must, name }) => must && !names.has(name)).map(({ name }) => name)).toEqual([]);
  }
});

it('of two who set up at once one does, and there is one hub with one operator', async () => {
  const { db } = house.database;
  // As of two servers that start at the same instant: each knows nothing of the other's link.
  const link = await firstLink(db, testSettings, new Date(), bySerai);
  const other = randomKey();
  await sql`
    insert into identity.link (hash, kind, created_at, expires_at)
    values (${hashOf(other)}, 'setup', now(), now() + interval '1 day')`.execute(db);
  const tokens = [link!.split('/').at(-1), link!.split('/').at(-1), other];
  const answers = await Promise.all(
    ['one', 'two', 'three'].map((name, index) =>
      house.ask('POST', `/setup/${tokens[index]}`, {
        body: { organisation: name, name, email: `${name}@hub.example`, password: 'a password of ours' },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  const { rows } = await sql`
    select o.name from identity.organisation o join identity.member m on m.organisation = o.id where o.kind = 'hub'`.execute(
    db,
  );
  expect(rows).toHaveLength(1);
});

it('a link made for an operator who is locked out gives them a new password and ends their sessions and second factor', async () => {
  const { db } = house.database;
  const { makeSetupLink } = await import('./setup.ts');
  const { rows } = await sql<{
    email: string;
  }>`select p.email from identity.person p join identity.member m on m.person = p.id`.execute(db);
  const { email } = rows[0]!;
  await sql`update identity.person set second_factor = true`.execute(db);
  const key = await makeSetupLink(db, new Date(), bySerai);
  expect((await house.ask('GET', `/setup/${key}`)).body.organisation).toMatch(/one|two|three/);
  const body = { organisation: 'another name', name: 'x', email, password: 'the second password' };
  expect((await house.ask('POST', `/setup/${key}`, { body })).body.status).toBe('signed-in');
  const sign = (password: string) => house.ask('POST', '/session', { body: { email, password } });
  expect((await sign('a password of ours')).status).toBe(401);
  expect((await sign('the second password')).body.status).toBe('signed-in');
  const sessions = await sql`select from identity.session`.execute(db);
  expect(sessions.rows).toHaveLength(2);
});

it('a link that is a day old opens nothing', async () => {
  const { db } = house.database;
  const { makeSetupLink } = await import('./setup.ts');
  const key = await makeSetupLink(db, new Date(Date.now() - 24 * 3_600_000 - 1), bySerai);
  expect((await house.ask('GET', `/setup/${key}`)).body.code).toBe('link-invalid');
});

it('a database is used with the secret it was first used with, and another is refused with what to do', async () => {
  const { db } = house.database;
  await checkSecret(db, testSettings.secret);
  await expect(checkSecret(db, 'another secret of thirty-two characters')).rejects.toThrow(
    /SERAI_SECRET.*serai secret renew/,
  );
});
