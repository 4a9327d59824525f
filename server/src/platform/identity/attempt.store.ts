import { type Kysely, sql } from 'kysely';

/** Counts one more within the last `seconds`, and answers 0, or for how many seconds there may be none beyond `max`. */
export async function count(db: Kysely<unknown>, key: Buffer, max: number, seconds: number): Promise<number> {
  const { rows } = await sql<{ waitSeconds: number }>`
    insert into identity.attempt as a (key, count, since) values (${key}, 1, now())
    on conflict (key) do update set
      count = case when a.since < now() - ${seconds} * interval '1 second' then 1 else least(a.count, ${max}) + 1 end,
      since = case when a.since < now() - ${seconds} * interval '1 second' then now() else a.since end
    returning case when a.count > ${max}
      then greatest(1, extract(epoch from a.since - now())::integer + ${seconds}) else 0 end as "waitSeconds"`.execute(
    db,
  );
  return rows[0]!.waitSeconds;
}

export async function forget(db: Kysely<unknown>, key: Buffer): Promise<void> {
  await sql`delete from identity.attempt where key = ${key}`.execute(db);
}

export async function giveBack(db: Kysely<unknown>, key: Buffer): Promise<void> {
  await sql`update identity.attempt set count = greatest(0, count - 1) where key = ${key}`.execute(db);
}

/** What can count no more. The longest time anything is counted for is an hour. */
export async function removePast(db: Kysely<unknown>): Promise<void> {
  await sql`delete from identity.attempt where since < now() - interval '1 day'`.execute(db);
  await sql`delete from identity.verification where expires_at < now()`.execute(db);
  await sql`delete from identity.session where expires_at < now() - interval '1 day'`.execute(db);
  await sql`delete from identity.link where expires_at < now() - interval '1 day'`.execute(db);
  await sql`delete from identity.invitation where expires_at < now() - interval '30 days'`.execute(db);
}
