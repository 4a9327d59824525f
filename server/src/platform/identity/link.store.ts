import { type Kysely, sql } from 'kysely';

export interface Link {
  person: string | null;
  expiresAt: Date;
}

/** Only the newest way in for a first operator is good: whoever starts the server again has lost sight of the one before. */
export async function replaceSetupLink(
  trx: Kysely<unknown>,
  hash: Buffer,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await removeSetupLinks(trx);
  await sql`
    insert into identity.link (hash, kind, created_at, expires_at) values (${hash}, 'setup', ${now}, ${expiresAt})`.execute(
    trx,
  );
}

/** Two servers that start at the same instant may each have made one. */
export async function removeSetupLinks(trx: Kysely<unknown>): Promise<void> {
  await sql`delete from identity.link where kind = 'setup'`.execute(trx);
}

/** The same link may be mailed twice, when the job that does it was lost in between. */
export async function addResetLink(
  db: Kysely<unknown>,
  hash: Buffer,
  person: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await sql`
    insert into identity.link (hash, kind, person, created_at, expires_at)
    values (${hash}, 'reset', ${person}, ${now}, ${expiresAt}) on conflict do nothing`.execute(db);
}

export async function findLink(
  db: Kysely<unknown>,
  kind: 'setup' | 'reset',
  hash: Buffer,
  now: Date,
): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    select person, expires_at as "expiresAt" from identity.link
     where hash = ${hash} and kind = ${kind} and expires_at > ${now}`.execute(db);
  return rows[0];
}

/** Takes it: of two who use it at once, one finds it. */
export async function takeLink(
  trx: Kysely<unknown>,
  kind: 'setup' | 'reset',
  hash: Buffer,
  now: Date,
): Promise<Link | undefined> {
  const { rows } = await sql<Link>`
    delete from identity.link where hash = ${hash} and kind = ${kind} and expires_at > ${now}
    returning person, expires_at as "expiresAt"`.execute(trx);
  return rows[0];
}

export async function removeResetLinks(trx: Kysely<unknown>, person: string): Promise<void> {
  await sql`delete from identity.link where kind = 'reset' and person = ${person}`.execute(trx);
}
