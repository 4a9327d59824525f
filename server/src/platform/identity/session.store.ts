import { type Kysely, sql } from 'kysely';

export interface SessionRow {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  address: string | null;
  agent: string | null;
}

/** The newest first. */
export async function sessionsOf(db: Kysely<unknown>, person: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, created_at as "createdAt", expires_at as "expiresAt", nullif(address, '') as address, nullif(agent, '') as agent
      from identity.session where person = ${person} and expires_at > now()
     order by created_at desc, id desc limit 200`.execute(db);
  return rows;
}

export async function sessionIdOf(db: Kysely<unknown>, token: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from identity.session where token = ${token}`.execute(
    db,
  );
  return rows[0]?.id;
}

/** False where that person has no such session. */
export async function removeSession(trx: Kysely<unknown>, person: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.session where id = ${id} and person = ${person}`.execute(trx);
  return numAffectedRows === 1n;
}

export async function removeSessionsOf(trx: Kysely<unknown>, person: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from identity.session where person = ${person}`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

export async function chooseOrganisation(
  trx: Kysely<unknown>,
  id: string,
  organisation: string,
): Promise<void> {
  await sql`update identity.session set organisation = ${organisation} where id = ${id}`.execute(trx);
}

/** To `days` from now, where it was begun or prolonged more than a day ago; answers its token then. */
export async function prolong(db: Kysely<unknown>, id: string, days: number): Promise<string | undefined> {
  const { rows } = await sql<{ token: string }>`
    update identity.session set expires_at = now() + ${days} * interval '1 day', updated_at = now()
     where id = ${id} and expires_at > now() and expires_at < now() + ${days - 1} * interval '1 day'
    returning token`.execute(db);
  return rows[0]?.token;
}
