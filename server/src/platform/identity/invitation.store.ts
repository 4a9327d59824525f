import { type Kysely, sql } from 'kysely';
import type { Role } from '../http/permissions.ts';

export interface InvitationRow {
  id: string;
  organisation: string;
  organisationName: string;
  suspended: boolean;
  email: string;
  roles: Role[];
  language: string;
  /** The name of whoever invited. */
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}
const found = sql`
  select i.id, i.organisation, o.name as "organisationName", o.suspended_at is not null as suspended, i.email, i.roles, i.language,
         p.name as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt"
    from identity.invitation i
    join identity.organisation o on o.id = i.organisation
    join identity.person p on p.id = i.invited_by`;

export async function invitationsOf(
  db: Kysely<unknown>,
  organisation: string,
  now: Date,
): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    ${found} where i.organisation = ${organisation} and i.expires_at > ${now} order by i.created_at desc, i.id limit 1000`.execute(
    db,
  );
  return rows;
}

export async function invitationById(db: Kysely<unknown>, id: string): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`${found} where i.id = ${id}`.execute(db);
  return rows[0];
}

export async function invitationByHash(
  db: Kysely<unknown>,
  hash: Buffer,
  now: Date,
): Promise<InvitationRow | undefined> {
  const { rows } =
    await sql<InvitationRow>`${found} where i.hash = ${hash} and i.expires_at > ${now}`.execute(db);
  return rows[0];
}

export interface NewInvitation {
  id: string;
  hash: Buffer;
  organisation: string;
  email: string;
  roles: readonly Role[];
  language: string;
  invitedBy: string;
  now: Date;
  expiresAt: Date;
}
/** Whoever was invited to the organisation before has this one in its place, and the link of the other is void. */
export async function addInvitation(trx: Kysely<unknown>, invitation: NewInvitation): Promise<void> {
  const { id, hash, organisation, email, roles, language, invitedBy, now, expiresAt } = invitation;
  await sql`
    insert into identity.invitation (id, hash, organisation, email, roles, language, invited_by, created_at, expires_at)
    values (${id}, ${hash}, ${organisation}, ${email}, ${[...roles]}, ${language}, ${invitedBy}, ${now}, ${expiresAt})
    on conflict (organisation, email) do update set
      id = excluded.id, hash = excluded.hash, roles = excluded.roles, language = excluded.language,
      invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at`.execute(
    trx,
  );
}

/** Of two who accept or revoke it at once, one does. */
export async function takeInvitation(trx: Kysely<unknown>, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from identity.invitation where id = ${id}`.execute(trx);
  return numAffectedRows === 1n;
}

export async function countInvitations(db: Kysely<unknown>, organisation: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from identity.invitation where organisation = ${organisation}`.execute(
    db,
  );
  return rows[0]!.count;
}
