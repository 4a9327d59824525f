/** Every statement about levels: figures by what must be the same for them to contradict each other. */
import { type Kysely, sql } from 'kysely';
import { groupings } from '../compare/contradictions/index.ts';
import { levelsOf } from '../compare/contradictions/level.ts';
import type { StoredReading } from './library.ts';

export async function insertLevels<T>(tx: Kysely<T>, reading: StoredReading): Promise<void> {
  const { article } = reading;
  const levels = levelsOf(reading).flatMap((level) =>
    groupings.flatMap((grouping) => {
      const key = grouping.keyOf(level);
      return key === null
        ? []
        : [{ key: `${grouping.name}:${key}`, value: grouping.valueOf(level), place: level.index }];
    }),
  );
  await sql`
    insert into observatory.level (key, value, article, place, published_on)
    select key, value, ${article.id}::uuid, place, ${article.date}::date
      from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as given (key text, value text, place integer)`.execute(
    tx,
  );
}

export const deleteLevels = <T>(tx: Kysely<T>, article: string) =>
  sql`delete from observatory.level where article = ${article}::uuid`.execute(tx);

export async function keysOf<T>(db: Kysely<T>, article: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from observatory.level where article = ${article}::uuid`.execute(db);
  return rows.map(({ key }) => key);
}

export interface LevelRow {
  key: string;
  value: string;
  article: string;
  place: number;
}
/** Of each value of these groups the first, as rules want them. */
export async function representativesOf<T>(db: Kysely<T>, keys: readonly string[]): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select distinct on (key, value) key, value, article, place from observatory.level
     where key = any(${[...keys]}::text[])
     order by key, value, published_on nulls last, article, place`.execute(db);
  return rows;
}
