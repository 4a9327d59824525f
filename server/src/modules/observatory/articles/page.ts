/** Articles as the API answers them: the list, one with all its claims, and a source with its versions. */
import type { z } from 'zod';
import type { Corridor } from '../../../corridor/index.ts';
import type { StoredClaim } from '../../../ledgers/evidence/index.ts';
import { refuse } from '../../../platform/errors.ts';
import type { Article, ArticleRow, articlesQuery, claimSchema, sourceSchema } from '../api.ts';
import { claimFields } from '../claim-fields.ts';
import { standingsOf } from '../comparison/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { type ArticleRecord, listArticles, readArticle } from './article.store.ts';
import type { ArticlesRefusal } from './errors.ts';
import { wordsAsked } from './words.ts';

export async function articlesPageOf(
  parts: ObservatoryParts,
  { query, source, cursor, limit }: z.output<typeof articlesQuery>,
): Promise<{ items: ArticleRow[]; next: string | null } | ArticlesRefusal> {
  if (cursor !== undefined && !isId(cursor))
    return refuse('articles-cursor-invalid', 'Take the cursor from the answer before, or leave it out.');
  const asked = query === undefined || query.trim() === '' ? undefined : query;
  // Signs alone are no words, and no article is made of them.
  if (asked !== undefined && wordsAsked(asked).length === 0) return { items: [], next: null };
  const rows = await listArticles(parts.database().db, {
    ...(asked === undefined ? {} : { query: asked }),
    ...(source === undefined ? {} : { source }),
    ...(cursor === undefined ? {} : { before: cursor }),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(rowOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The audit of a text. What the comparison has not said yet is null or empty. */
export async function articleOf(
  parts: ObservatoryParts,
  id: string,
  lang: string,
): Promise<Article | ArticlesRefusal> {
  const { read } = parts.evidence();
  const row = isId(id) ? await readArticle(parts.database().db, id) : undefined;
  const version = row && (await read.version(row.id));
  if (!row || !version)
    return refuse(
      'article-not-found',
      `There is no article "${id}". /api/v1/articles lists those there are.`,
    );
  const [{ claims, hasMoreClaims }, standings] = await Promise.all([
    claimsIn(parts, row.id),
    standingsOf(parts, row.id, lang),
  ]);
  return {
    ...rowOf(row),
    version: version.id,
    contentHash: version.contentHash,
    text: version.text,
    hasMoreClaims,
    claims: claims.map((claim) => ({
      ...claimOf(claim),
      ...(standings.claims.get(claim.id) ?? { standing: null, agreesWith: [], findings: [] }),
    })),
    findings: standings.findings,
    pairs: standings.pairs,
    names: namesIn(parts.corridor(), claims, lang),
  };
}

/** A text's claims name countries and regions by their ids alone, and all else with its kind before it. */
function namesIn(corridor: Corridor, claims: readonly StoredClaim[], lang: string): Record<string, string> {
  const ids = new Set(claims.flatMap(({ subject, partner, place }) => [subject, partner, place]));
  const subjectOf = (id: string) =>
    id.includes(':') ? id : `${corridor.countries.has(id) ? 'country' : 'region'}:${id}`;
  return Object.fromEntries(
    [...ids].flatMap((id) => (id === null ? [] : [[id, corridor.name(subjectOf(id), lang)]])),
  );
}

export async function sourceOf(
  parts: ObservatoryParts,
  id: string,
): Promise<z.input<typeof sourceSchema> | ArticlesRefusal> {
  const { read } = parts.evidence();
  const [source, versions, chain] = await Promise.all([read.source(id), read.versionsOf(id), read.chain(id)]);
  if (source === null || chain === null)
    return refuse('source-not-found', `The ledger has no source "${id}".`);
  return {
    ...source,
    versions: versions.map(
      ({ id, contentHash, publishedOn, retrievedAt, recordedAt, mediaType, language }) => ({
        ...{ id, contentHash, publishedOn, mediaType, language },
        retrievedAt: retrievedAt.toISOString(),
        recordedAt: recordedAt.toISOString(),
      }),
    ),
    chain,
  };
}

/** With more marks nobody reads a text, and 30,000 claims would keep everybody else waiting for seconds. */
const claimsMax = 5_000;

async function claimsIn(
  parts: ObservatoryParts,
  version: string,
): Promise<{ claims: StoredClaim[]; hasMoreClaims: boolean }> {
  const { read } = parts.evidence();
  const claims: StoredClaim[] = [];
  for (let cursor: string | undefined; claims.length < claimsMax; ) {
    const { items, next } = await read.claims({ version, limit: 1_000, cursor });
    claims.push(...items);
    if (next === null) return { claims, hasMoreClaims: false };
    cursor = next;
  }
  return { claims, hasMoreClaims: true };
}

/** What the contract shows of a claim. */
export const claimOf = (claim: StoredClaim): z.input<typeof claimSchema> => ({
  id: claim.id,
  ...claimFields(claim),
});

const rowOf = ({ contentHash: _, ingestedAt, ...row }: ArticleRecord): ArticleRow => ({
  ...row,
  ingestedAt: ingestedAt.toISOString(),
});

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
