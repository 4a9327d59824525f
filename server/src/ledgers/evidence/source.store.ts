import { type Kysely, sql } from 'kysely';
import type { Page, Source, StoredVersion, VersionRow } from './evidence.ts';

export async function describedSource<T>(db: Kysely<T>, id: string): Promise<Source | null> {
  const { rows } = await sql<Source>`
    select source as id, kind, standing, publisher, title, address, licence
      from evidence.source where source = ${id} order by seq desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function sourcesPage<T>(db: Kysely<T>, cursor: string, limit: number): Promise<Page<Source>> {
  const { rows } = await sql<Source>`
    select s.source as id, s.kind, s.standing, s.publisher, s.title, s.address, s.licence
      from (select c.source from evidence.chain c where c.source > ${cursor} and c.rows > 0
             order by c.source limit ${limit + 1}) page
      cross join lateral (select * from evidence.source s where s.source = page.source order by s.seq desc limit 1) s
     order by s.source`.execute(db);
  return { items: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
}

export async function versionWith<T>(
  db: Kysely<T>,
  source: string,
  contentHash: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from evidence.version where source = ${source} and content_hash = ${contentHash}`.execute(db);
  return rows[0]?.id ?? null;
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
