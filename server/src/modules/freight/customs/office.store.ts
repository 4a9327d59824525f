/** Every statement about which organisation decides at which border. */
import { type Kysely, sql } from 'kysely';

export async function crossingsOf<Tables>(db: Kysely<Tables>, organisation: string): Promise<string[]> {
  const { rows } = await sql<{ crossing: string }>`
    select crossing from freight.customs_office where organisation = ${organisation} order by crossing`.execute(
    db,
  );
  return rows.map(({ crossing }) => crossing);
}

export async function readOffices<Tables>(
  db: Kysely<Tables>,
): Promise<{ organisation: string; crossings: string[] }[]> {
  const { rows } = await sql<{ organisation: string; crossings: string[] }>`
    select organisation, array_agg(crossing::text order by crossing) as crossings
      from freight.customs_office group by organisation order by organisation`.execute(db);
  return rows;
}

/** All of the organisation's, whatever they were. */
export async function writeOffices<Tables>(
  trx: Kysely<Tables>,
  organisation: string,
  crossings: readonly string[],
): Promise<void> {
  await sql`
    delete from freight.customs_office
     where organisation = ${organisation} and crossing <> all (${[...crossings]}::text[])`.execute(trx);
  await sql`
    insert into freight.customs_office (organisation, crossing)
    select ${organisation}, unnest(${[...crossings]}::text[]) order by 2
    on conflict do nothing`.execute(trx);
}
