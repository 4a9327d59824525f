import { type Kysely, sql } from 'kysely';

/** The fingerprint of the secret this database was first used with: this one, where it is the first. */
export async function keepFingerprint(db: Kysely<unknown>, fingerprint: string): Promise<string> {
  await sql`insert into identity.secret_mark (fingerprint) values (${fingerprint}) on conflict do nothing`.execute(
    db,
  );
  const { rows } = await sql<{ fingerprint: string }>`select fingerprint from identity.secret_mark`.execute(
    db,
  );
  return rows[0]!.fingerprint;
}

/** Takes another secret, and removes what only the former one could read. Needs the owner's rights. */
export async function replaceFingerprint(owner: Kysely<unknown>, fingerprint: string): Promise<void> {
  await sql`
    insert into identity.secret_mark (fingerprint) values (${fingerprint})
    on conflict (one) do update set fingerprint = excluded.fingerprint`.execute(owner);
  await sql`delete from identity.second_factor`.execute(owner);
  await sql`update identity.person set second_factor = false where second_factor`.execute(owner);
  for (const table of ['session', 'verification', 'link', 'invitation'])
    await sql`delete from ${sql.table(`identity.${table}`)}`.execute(owner);
}
