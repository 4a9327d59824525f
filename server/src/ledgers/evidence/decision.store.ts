import { type Kysely, sql } from 'kysely';
import type { Decision } from './evidence.ts';

const columns = sql`
  id, about, jsonb_build_object('type', accepted_type, 'id', accepted_id) as accepted, person, reason, recorded_at as "recordedAt"`;

/** The last decision about each of these, of those recorded by then. */
export async function decisionsInForce<T>(
  db: Kysely<T>,
  about: readonly string[],
  asOf: Date | null,
): Promise<Map<string, Decision>> {
  const { rows } = await sql<Decision>`
    select distinct on (about) ${columns} from evidence.decision
     where about = any(${about}::text[]) and (${asOf}::timestamptz is null or recorded_at <= ${asOf})
     order by about, seq desc`.execute(db);
  return new Map(rows.map((row) => [row.about, row]));
}

export async function lastDecision<T>(db: Kysely<T>, about: string): Promise<Decision | null> {
  return (await decisionsInForce(db, [about], null)).get(about) ?? null;
}

export async function decisionsAbout<T>(db: Kysely<T>, about: string): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select ${columns} from evidence.decision where about = ${about} order by seq desc limit 1000`.execute(db);
  return rows;
}
