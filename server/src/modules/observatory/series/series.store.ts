/** What series ask of the observatory's own tables. */
import { type Kysely, sql } from 'kysely';

export interface ArticleOfClaims {
  /** Also its version in the ledger. */
  id: string;
  source: string;
  title: string;
  publisher: string;
  address: string;
  publishedOn: string | null;
}

/** The texts in force, now or then: of each source the last that was taken in. */
export async function articlesInForce<T>(db: Kysely<T>, asOf: Date | undefined): Promise<ArticleOfClaims[]> {
  const { rows } = await sql<ArticleOfClaims>`
    select distinct on (source) id, source, title, publisher, address, published_on::text as "publishedOn"
      from observatory.article
     where ${asOf === undefined ? sql`is_current` : sql`ingested_at <= ${asOf}`}
     order by source, ingested_at desc, id desc limit 50000`.execute(db);
  return rows;
}
