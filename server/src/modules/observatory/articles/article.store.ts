/** Every statement about `observatory.article`. */
import { type Kysely, sql } from 'kysely';
import { wordsAsked } from './words.ts';

export interface KnownArticle {
  id: string;
  source: string;
  address: string;
  isCurrent: boolean;
  figures: number;
}
const known = sql`id, source, address, is_current as "isCurrent", figures`;

/** By what was received, or by the text in it. Without a source: of whichever has it, one that is current first. */
export async function findKnown<T>(
  db: Kysely<T>,
  { source, ...hash }: { source: string | null } & ({ contentHash: string } | { textHash: string }),
): Promise<KnownArticle | undefined> {
  const same =
    'textHash' in hash ? sql`text_hash = ${hash.textHash}` : sql`content_hash = ${hash.contentHash}`;
  const { rows } = await sql<KnownArticle>`
    select ${known} from observatory.article
     where ${same} and ${source === null ? sql`true` : sql`source = ${source}`}
     order by is_current desc, id limit 1`.execute(db);
  return rows[0];
}

export interface NewArticle {
  id: string;
  source: string;
  contentHash: string;
  textHash: string;
  title: string;
  publisher: string;
  address: string;
  date: string | null;
  language: string;
  figures: number;
  words: readonly string[];
  /** Kept, found and read, but not held to the others. */
  tooLong: boolean;
}

/** The source's turn must be taken (adding its version does that): what was current gives way, and leaves the comparison. */
export async function insertArticle<T>(trx: Kysely<T>, article: NewArticle): Promise<void> {
  await retire(trx, article.source);
  await sql`
    insert into observatory.article
      (id, source, content_hash, text_hash, title, publisher, address, published_on, language, figures, words, too_long)
    values
      (${article.id}, ${article.source}, ${article.contentHash}, ${article.textHash}, ${article.title}, ${article.publisher},
       ${article.address}, ${article.date}::date, ${article.language}, ${article.figures}, ${[...article.words]}::text[],
       ${article.tooLong})
  `.execute(trx);
}

/** A source that says again what it said before: that version is current again. */
export async function reinstate<T>(
  trx: Kysely<T>,
  { id, source }: { id: string; source: string },
): Promise<boolean> {
  await retire(trx, source, id);
  const { numAffectedRows } = await sql`
    update observatory.article set is_current = true, compared_at = null, compare_tries = 0 where id = ${id} and not is_current`.execute(
    trx,
  );
  return numAffectedRows === 1n;
}

const retire = <T>(trx: Kysely<T>, source: string, except: string | null = null) =>
  sql`
  update observatory.article set is_current = false, compared_at = null, compare_tries = 0
   where source = ${source} and is_current and id is distinct from ${except}::uuid`.execute(trx);

/** One that was tried so often is not tried again: its text asks too much of the comparison, or shows a fault of ours. */
export const compareTriesMax = 3;

/** Not held to the others yet, or not taken out of them; oldest first. */
export async function readUncompared<T>(
  db: Kysely<T>,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from observatory.article
     where compared_at is null and not too_long and compare_tries < ${compareTriesMax}
       and ${after === null ? sql`true` : sql`id > ${after}::uuid`}
     order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Noted before it is begun, and by itself: what ends the whole process counts too. */
export const noteCompareTry = <T>(db: Kysely<T>, id: string) =>
  sql`update observatory.article set compare_tries = compare_tries + 1 where id = ${id}::uuid`.execute(db);

export interface ArticleRecord {
  id: string;
  source: string;
  contentHash: string;
  title: string;
  publisher: string;
  address: string;
  date: string | null;
  language: string;
  ingestedAt: Date;
  figures: number;
  agree: number;
  conflict: number;
  alone: number;
  copies: number;
  comparison: 'done' | 'waiting' | 'too-long' | 'failed' | 'superseded';
}
/** How far an article is compared with the others, in one word. */
export const comparisonState = sql`
  case when not is_current then 'superseded' when compared_at is not null then 'done' when too_long then 'too-long'
       when compare_tries >= ${compareTriesMax} then 'failed' else 'waiting' end`;
const columns = sql`
  id, source, content_hash as "contentHash", title, publisher, address, published_on::text as date, language, ingested_at as "ingestedAt",
  figures, agree, conflict, alone, copies, ${comparisonState} as comparison`;

/** Newest first; of a source all its versions, else what is current. */
export async function listArticles<T>(
  db: Kysely<T>,
  { query, source, before, limit }: { query?: string; source?: string; before?: string; limit: number },
): Promise<ArticleRecord[]> {
  const where = [source === undefined ? sql`is_current` : sql`source = ${source}`];
  if (query !== undefined) where.push(sql`words @> ${wordsAsked(query)}::text[]`);
  if (before !== undefined) where.push(sql`id < ${before}::uuid`);
  const { rows } = await sql<ArticleRecord>`
    select ${columns} from observatory.article where ${sql.join(where, sql` and `)} order by id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function readArticle<T>(db: Kysely<T>, id: string): Promise<ArticleRecord | undefined> {
  const { rows } =
    await sql<ArticleRecord>`select ${columns} from observatory.article where id = ${id}::uuid`.execute(db);
  return rows[0];
}

export async function isArticleSource<T>(db: Kysely<T>, source: string): Promise<boolean> {
  const { rows } = await sql`select from observatory.article where source = ${source} limit 1`.execute(db);
  return rows.length > 0;
}
