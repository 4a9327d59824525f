/** SQL of mappings and of what was imported. */
import { type Kysely, sql } from 'kysely';
import type { Mapping } from './api.ts';

export async function mappingNamed<T>(db: Kysely<T>, name: string): Promise<Mapping | null> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from observatory.series_mapping where name = ${name}`.execute(db);
  return rows[0]?.mapping ?? null;
}

/** 1,000 at most. */
export async function allMappings<T>(db: Kysely<T>): Promise<Mapping[]> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from observatory.series_mapping order by name limit 1000`.execute(db);
  return rows.map(({ mapping }) => mapping);
}

/** What stood there before, or null; waits for whoever saves it at the same time. */
export async function saveMapping<T>(within: Kysely<T>, mapping: Mapping): Promise<Mapping | null> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from observatory.series_mapping where name = ${mapping.name} for update`.execute(within);
  await sql`
    insert into observatory.series_mapping (name, mapping) values (${mapping.name}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (name) do update set mapping = excluded.mapping, changed_at = clock_timestamp()`.execute(
    within,
  );
  return rows[0]?.mapping ?? null;
}

/** Whether this file was read in this way before. */
export async function wasImported<T>(
  db: Kysely<T>,
  source: string,
  contentHash: string,
  reading: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from observatory.series_import
     where source = ${source} and content_hash = ${contentHash} and reading = ${reading}`.execute(db);
  return rows.length > 0;
}

export interface ImportRow {
  source: string;
  contentHash: string;
  version: string;
  reading: string;
  format: string;
  observations: number;
  superseded: number;
}

export async function noteImport<T>(within: Kysely<T>, row: ImportRow): Promise<void> {
  await sql`
    insert into observatory.series_import (source, content_hash, version, reading, format, observations, superseded)
    values (${row.source}, ${row.contentHash}, ${row.version}, ${row.reading}, ${row.format}, ${row.observations}, ${row.superseded})`.execute(
    within,
  );
}
