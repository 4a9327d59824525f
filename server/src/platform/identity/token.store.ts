import { type Kysely, sql } from 'kysely';
import type { Role } from '../http/permissions.ts';

export interface TokenRow {
  id: string;
  name: string;
  prefix: string;
  roles: Role[];
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

/** The newest first; also those that have run out, which somebody may wonder about. */
export async function tokensOf(db: Kysely<unknown>, organisation: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select t.id, t.name, t.prefix, t.roles, p.name as "createdBy", t.created_at as "createdAt",
           t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt"
      from identity.token t join identity.person p on p.id = t.created_by
     where t.organisation = ${organisation} order by t.created_at desc, t.id desc limit 1000`.execute(db);
  return rows;
}

export async function addToken(
  trx: Kysely<unknown>,
  token: Omit<TokenRow, 'lastUsedAt'> & { hash: Buffer; organisation: string },
): Promise<void> {
  const { id, hash, prefix, organisation, name, roles, createdBy, createdAt, expiresAt } = token;
  await sql`
    insert into identity.token (id, hash, prefix, organisation, name, roles, created_by, created_at, expires_at)
    values (${id}, ${hash}, ${prefix}, ${organisation}, ${name}, ${[...roles]}, ${createdBy}, ${createdAt}, ${expiresAt})`.execute(
    trx,
  );
}

/** Answers what it was; undefined where the organisation has no such token. */
export async function removeToken(
  trx: Kysely<unknown>,
  organisation: string,
  id: string,
): Promise<{ name: string; roles: Role[] } | undefined> {
  const { rows } = await sql<{ name: string; roles: Role[] }>`
    delete from identity.token where id = ${id} and organisation = ${organisation} returning name, roles`.execute(
    trx,
  );
  return rows[0];
}

/** Those somebody made in an organisation; they have seen their secrets. `unless`: what those may still be that stay. */
export async function removeTokensBy(
  trx: Kysely<unknown>,
  organisation: string,
  person: string,
  unless: readonly Role[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    delete from identity.token
     where organisation = ${organisation} and created_by = ${person} and not roles <@ ${[...unless]}::text[]
    returning id, name`.execute(trx);
  return rows;
}

/** Those somebody made, as an operator, in organisations they don't belong to. */
export async function removeTokensElsewhere(
  trx: Kysely<unknown>,
  person: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    delete from identity.token t
     where t.created_by = ${person}
       and not exists (select from identity.member m where m.organisation = t.organisation and m.person = t.created_by)
    returning t.id, t.name`.execute(trx);
  return rows;
}
