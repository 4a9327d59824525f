import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Finding, FindingQuery, Page } from './evidence.ts';

export async function findingsPage<T>(
  db: Kysely<T>,
  query: FindingQuery,
  limit: number,
): Promise<Page<Finding>> {
  const where: RawBuilder<unknown>[] = [
    ...(query.check === undefined ? [] : [sql`check_name = ${query.check}`]),
    ...(query.class === undefined ? [] : [sql`class = ${query.class}`]),
    ...(query.cursor === undefined ? [] : [sql`id < ${query.cursor}::uuid`]),
    // One index condition a claim: the index knows what a list contains, not which of several.
    ...(query.about === undefined
      ? []
      : [sql`evidence @> any(${query.about.map((id) => JSON.stringify([{ id }]))}::jsonb[])`]),
  ];
  const { rows } = await sql<Finding>`
    select id, check_name as check, class, evidence, proof, recorded_at as "recordedAt" from evidence.finding
     where ${where.length > 0 ? sql.join(where, sql` and `) : sql`true`}
     order by id desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

/** What a finding rests on; null where there is none. */
export async function evidenceOfFinding<T>(db: Kysely<T>, id: string): Promise<Finding['evidence'] | null> {
  const { rows } = await sql<Pick<Finding, 'evidence'>>`
    select evidence from evidence.finding where id = ${id}::uuid`.execute(db);
  return rows[0]?.evidence ?? null;
}

/** Which of these findings are there, by their fingerprints. */
export async function knownFindings<T>(
  db: Kysely<T>,
  fingerprints: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ fingerprint: string; id: string }>`
    select fingerprint, id from evidence.finding where fingerprint = any(${fingerprints}::text[])`.execute(
    db,
  );
  return new Map(rows.map(({ fingerprint, id }) => [fingerprint, id]));
}

/** The source of each claim or observation. */
export async function sourcesOfEvidence<T>(
  db: Kysely<T>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; source: string }>`
    select id, source from evidence.claim where id = any(${ids}::uuid[])
    union all
    select id, source from evidence.observation where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, source }) => [id, source]));
}
