/** Every statement of the dossiers. */
import { type Kysely, sql } from 'kysely';
import type { ArticleRow } from '../api.ts';
import { comparisonState } from '../articles/article.store.ts';

export interface Mentioned {
  thing: string;
  claims: number;
  articles: number;
  findings: number;
}

/** All that compared articles speak of. */
export async function mentioned<T>(db: Kysely<T>): Promise<Mentioned[]> {
  const { rows } = await sql<Mentioned>`
    with told as (
      select m.thing, count(distinct s.finding)::integer as findings
        from observatory.suspicion s cross join unnest(s.claims) as of (claim)
        join observatory.mention m on m.claim = of.claim
       where s.stands group by m.thing)
    select thing, count(*)::integer as claims, count(distinct article)::integer as articles,
           coalesce((select findings from told where told.thing = m.thing), 0) as findings
      from observatory.mention m group by thing`.execute(db);
  return rows;
}

/** Claims about it, those of the newest articles first. */
export async function claimsAbout<T>(
  db: Kysely<T>,
  thing: string,
  limit: number,
): Promise<{ claims: string[]; total: number }> {
  const { rows } = await sql<{ claim: string; total: number }>`
    select m.claim, count(*) over ()::integer as total
      from observatory.mention m join observatory.compared c on c.article = m.article
     where m.thing = ${thing} order by c.published_on desc nulls last, m.claim desc limit ${limit}`.execute(
    db,
  );
  return { claims: rows.map(({ claim }) => claim), total: rows[0]?.total ?? 0 };
}

/** Articles that speak of it, newest first. */
export async function articlesAbout<T>(db: Kysely<T>, thing: string, limit: number): Promise<ArticleRow[]> {
  const { rows } = await sql<Omit<ArticleRow, 'ingestedAt'> & { ingestedAt: Date }>`
    select id, source, title, publisher, address, published_on::text as date, language, ingested_at as "ingestedAt", figures, agree, conflict,
           alone, copies, ${comparisonState} as comparison
      from observatory.article
     where id in (select article from observatory.mention where thing = ${thing})
     order by published_on desc nulls last, id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, ingestedAt: row.ingestedAt.toISOString() }));
}

/** Places that the claims about it name as well, and those of these that any claim names; by how many. */
export async function placesBeside<T>(
  db: Kysely<T>,
  thing: string,
  within: readonly string[],
  limit: number,
): Promise<{ place: string; claims: number; named: boolean }[]> {
  const { rows } = await sql<{ place: string; claims: number; named: boolean }>`
    with named as (
      select other.thing as place, count(*)::integer as claims
        from observatory.mention own join observatory.mention other on other.claim = own.claim
       where own.thing = ${thing} and other.thing like 'place:%' and other.thing <> ${thing} group by other.thing)
    select place, claims, true as named from named
    union all
    select thing, count(*)::integer, false from observatory.mention
     where thing = any(${within}::text[]) and thing <> ${thing} and thing not in (select place from named) group by thing
     order by claims desc, place limit ${limit}`.execute(db);
  return rows;
}
