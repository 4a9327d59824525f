/** Every statement of the comparison about `observatory.article`. */
import { type Kysely, sql } from 'kysely';

/** One comparison at a time: each sees what the ones before it added. Held until the transaction ends. */
export const takeTurn = <T>(tx: Kysely<T>) =>
  sql`select pg_advisory_xact_lock(hashtextextended('observatory.comparison', 0))`.execute(tx);

export interface ArticleState {
  id: string;
  isCurrent: boolean;
  /** The fingerprint of what it was held to; null where it is not compared. */
  judgedBy: string | null;
}
/** This article and the other versions of its source that must leave the comparison, those first. */
export async function statesOf<T>(tx: Kysely<T>, article: string): Promise<ArticleState[]> {
  const { rows } = await sql<ArticleState>`
    select a.id, a.is_current as "isCurrent", c.judged_by as "judgedBy"
      from observatory.article a left join observatory.compared c on c.article = a.id
     where a.source = (select source from observatory.article where id = ${article}::uuid)
       and (a.id = ${article}::uuid or (c.article is not null and not a.is_current))
     order by a.is_current, a.id`.execute(tx);
  return rows;
}

/** Counted anew of these; and the time is noted of those that were just compared. */
export async function countStandings<T>(
  tx: Kysely<T>,
  articles: readonly string[],
  compared: readonly string[],
): Promise<void> {
  await sql`
    update observatory.article a
       set agree = f.agree, conflict = f.conflict, alone = f.alone, copies = p.copies,
           compared_at = case when a.id = any(${[...compared]}::uuid[]) then now() else a.compared_at end
      from unnest(${[...new Set(articles)].sort()}::uuid[]) given (id)
      cross join lateral (
        select count(*) filter (where agrees and not conflicts) as agree, count(*) filter (where conflicts) as conflict,
               count(*) filter (where not agrees and not conflicts) as alone
          from observatory.figure where article = given.id) f
      cross join lateral (
        select count(*) as copies from observatory.likeness
         where how is not null and (earlier = given.id or later = given.id)) p
     where a.id = given.id`.execute(tx);
}

export async function articlesAmong<T>(db: Kysely<T>, versions: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from observatory.article where id = any(${[...versions]}::uuid[]) order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Compared with something else than what has this fingerprint; oldest first. */
export async function judgedOtherwise<T>(
  db: Kysely<T>,
  fingerprint: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ article: string }>`
    select article from observatory.compared
     where judged_by <> ${fingerprint} and ${after === null ? sql`true` : sql`article > ${after}::uuid`}
     order by article limit ${limit}`.execute(db);
  return rows.map(({ article }) => article);
}

export interface Named {
  id: string;
  title: string;
  publisher: string;
  date: string | null;
}
export async function namesOf<T>(db: Kysely<T>, articles: readonly string[]): Promise<Map<string, Named>> {
  const { rows } = await sql<Named>`
    select id, title, publisher, published_on::text as date from observatory.article
     where id = any(${[...new Set(articles)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
