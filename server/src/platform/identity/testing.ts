/**
 * Somebody to ask as, for the tests of every module: an organisation, a person with roles in it, their session and a token with the
 * same roles. An app under test gets `identify: identifyIn(database)`.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import type { Role } from '../http/permissions.ts';
import type { Identify } from '../http/serve-route.ts';
import { newId } from '../ids.ts';
import { identifyBy, type Settings } from './identify.ts';
import { hashOf, randomKey, sessionCookieName, signed } from './secret.ts';

export const testSettings: Settings = {
  address: 'http://localhost',
  secret: 'a secret of tests, and of nothing else',
};

export const identifyIn = (database: Pick<Database, 'db'>): Identify =>
  identifyBy({ database: () => database as Database, settings: () => testSettings });

export interface SignedIn {
  person: { id: string; name: string; email: string };
  organisation: { id: string; name: string };
  /** Headers of a browser that is signed in, with what shows that our own page asks. */
  cookie: Record<string, string>;
  /** Headers of a system with a token of these roles. */
  bearer: Record<string, string>;
}

/** `organisation`: the id of one made before; without it they get one of their own, in which these roles are possible. */
export async function signedIn(
  { db }: Pick<Database, 'db'>,
  {
    roles,
    organisation,
    name = 'Aigerim Test',
  }: { roles: readonly Role[]; organisation?: string; name?: string },
): Promise<SignedIn> {
  const person = { id: newId(), name, email: `${randomBytes(6).toString('hex')}@example.org` };
  const [session, token, secret] = [newId(), randomKey(), `serai_${randomKey()}`];
  const kind = roles.includes('operator') ? 'hub' : 'company';
  const hub = sql<{ id: string }>`select id from identity.organisation where kind = 'hub'`;
  const at = organisation ?? (kind === 'hub' ? (await hub.execute(db)).rows[0]?.id : undefined) ?? newId();
  await sql`insert into identity.person (id, name, email) values (${person.id}, ${name}, ${person.email})`.execute(
    db,
  );
  const made = await sql<{ name: string }>`
    insert into identity.organisation (id, name, kind, roles) values (${at}, ${`Organisation ${at.slice(-6)}`}, ${kind}, ${[...roles]})
    on conflict (id) do update set roles = identity.organisation.roles || excluded.roles returning name`.execute(
    db,
  );
  if (roles.length > 0)
    await sql`insert into identity.member (organisation, person, roles) values (${at}, ${person.id}, ${[...roles]})`.execute(
      db,
    );
  await sql`
    insert into identity.session (id, token, person, organisation, expires_at, created_at, updated_at)
    values (${session}, ${token}, ${person.id}, ${at}, now() + interval '1 day', now(), now())`.execute(db);
  if (roles.length > 0)
    await sql`
      insert into identity.token (id, hash, prefix, organisation, name, roles, created_by, created_at)
      values (${newId()}, ${hashOf(secret)}, ${secret.slice(0, 12)}, ${at}, 'of a test', ${[...roles]}, ${person.id}, now())`.execute(
      db,
    );
  const cookie = `${sessionCookieName(testSettings.address)}=${encodeURIComponent(signed(token, testSettings.secret))}`;
  return {
    person,
    organisation: { id: at, name: made.rows[0]!.name },
    cookie: { cookie, 'sec-fetch-site': 'same-origin' },
    bearer: { authorization: `Bearer ${secret}` },
  };
}
