import { type Kysely, sql } from 'kysely';
import type { Indicator } from './evidence.ts';

/** The last definition of each, or of these. */
export async function definitions<T>(
  db: Kysely<T>,
  ids: readonly string[] | null = null,
  asOf: Date | null = null,
): Promise<Indicator[]> {
  const { rows } = await sql<Indicator>`
    select distinct on (id) id, name, unit, nature, frequency, definition, rule from evidence.indicator
     where (${ids}::text[] is null or id = any(${ids}::text[])) and (${asOf}::timestamptz is null or recorded_at <= ${asOf})
     order by id, seq desc`.execute(db);
  return rows;
}
