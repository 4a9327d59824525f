import { type Kysely, sql } from 'kysely';
import type { Page, Source, StoredVersion, VersionRow } from './evidence.ts';

/** What each of these was described as last. */
export async function describedSources<T>(
  db: Kysely<T>,
  ids: readonly string[],
): Promise<Map<string, Source>> {
  const { rows } = await sql<Source>`
    select s.source as id, s.kind, s.standing, s.publisher, s.title, s.address, s.licence
      from unnest(${ids}::text[]) as wanted (id)
      cross join lateral (select * from evidence.source where source = wanted.id order by seq desc limit 1) s`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export const describedSource = async <T>(db: Kysely<T>, id: string): Promise<Source | null> =>
  (await describedSources(db, [id])).get(id) ?? null;

export async function sourcesPage<T>(db: Kysely<T>, cursor: string, limit: number): Promise<Page<Source>> {
  const { rows } = await sql<Source>`
    select s.source as id, s.kind, s.standing, s.publisher, s.title, s.address, s.licence
      from (select c.source from evidence.chain c where c.source > ${cursor} and c.rows > 0
             order by c.source limit ${limit + 1}) page
      cross join lateral (select * from evidence.source s where s.source = page.source order by s.seq desc limit 1) s
     order by s.source`.execute(db);
  return { items: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
}

/** The versions of these contents, by source. */
export async function versionsWith<T>(
  db: Kysely<T>,
  contents: readonly { source: string; contentHash: string }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ source: string; id: string }>`
    select v.source, v.id
      from unnest(${contents.map(({ source }) => source)}::text[], ${contents.map((each) => each.contentHash)}::text[])
           as wanted (source, content_hash)
      join evidence.version v on v.source = wanted.source and v.content_hash = wanted.content_hash`.execute(
    db,
  );
  return new Map(rows.map(({ source, id }) => [source, id]));
}

export async function textOf<T>(db: Kysely<T>, source: string, version: string): Promise<string | null> {
  const { rows } = await sql<{ text: string }>`
    select text from evidence.version where id = ${version} and source = ${source}`.execute(db);
  return rows[0]?.text ?? null;
}

const versionColumns = sql`
  id, source, content_hash as "contentHash", media_type as "mediaType", language, published_on::text as "publishedOn",
  retrieved_at as "retrievedAt", recorded_at as "recordedAt"`;

export async function versionsOf<T>(db: Kysely<T>, source: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from evidence.version where source = ${source} order by seq desc limit 1000`.execute(
    db,
  );
  return rows;
}

export async function versionRowsById<T>(db: Kysely<T>, ids: readonly string[]): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from evidence.version where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export async function versionsById<T>(db: Kysely<T>, ids: readonly string[]): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    select ${versionColumns}, text from evidence.version where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export async function chainOf<T>(
  db: Kysely<T>,
  source: string,
): Promise<{ rows: number; head: string } | null> {
  const { rows } = await sql<{ rows: string; head: string }>`
    select rows, encode(head, 'hex') as head from evidence.chain where source = ${source}`.execute(db);
  return rows[0] ? { rows: Number(rows[0].rows), head: rows[0].head } : null;
}

export async function headsPage<T>(
  db: Kysely<T>,
  cursor: string,
  limit: number,
): Promise<Page<{ source: string; rows: number; head: string }>> {
  const { rows } = await sql<{ source: string; rows: string; head: string }>`
    select source, rows, encode(head, 'hex') as head from evidence.chain
     where source > ${cursor} order by source limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map((row) => ({ ...row, rows: Number(row.rows) }));
  return { items, next: rows.length > limit ? items.at(-1)!.source : null };
}
