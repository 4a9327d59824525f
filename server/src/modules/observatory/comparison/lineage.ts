/** A figure through the articles that carry it. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Ledger } from '../../../ledgers/evidence/index.ts';
import type { lineageSchema } from '../api.ts';
import { isSameFigure, lineageAmong } from '../compare/lineage.ts';
import { namesOf } from './article.store.ts';
import { figureOfClaim, figuresLike } from './figure.store.ts';
import { pairsAmong } from './pair.store.ts';
import { spotsOf } from './spot.ts';

type LineageAnswer = z.infer<typeof lineageSchema>;

/** More articles than this tell no story; the earliest do. */
const carriersMax = 100;

/** Null where no article that is compared has such a claim. One that is no figure stands alone. */
export async function lineageAnswer<T>(
  db: Kysely<T>,
  evidence: Ledger,
  claim: string,
): Promise<LineageAnswer | null> {
  const figure = await figureOfClaim(db, claim);
  const carried = figure
    ? [
        { article: figure.article, id: figure.id },
        ...(await figuresLike(db, [figure], figure.article)).filter((other) => isSameFigure(figure, other)),
      ]
    : [{ article: '', id: claim }];
  const byArticle = new Map<string, string>();
  for (const { article, id } of carried)
    if (byArticle.size < carriersMax && !byArticle.has(article)) byArticle.set(article, id);
  const ids = [...byArticle.values()];
  const spots = await spotsOf(db, evidence, ids);
  if (!spots.has(claim)) return null;
  const articles = [...byArticle.keys()].filter((article) => article !== '');
  const names = await namesOf(db, articles);
  const pairs = await pairsAmong(db, articles);
  const { nodes, edges } = lineageAmong(
    [...byArticle].map(([article, at]) => ({ article, at, date: names.get(article)?.date ?? null })),
    pairs.flatMap(({ how, ...pair }) => (how ? [{ ...pair, how }] : [])),
  );
  const speakers = new Map(
    (await evidence.readIn(db).claimsById(ids)).map(({ id, speaker }) => [id, speaker]),
  );
  return {
    claim,
    nodes: nodes.flatMap((id) => {
      const spot = spots.get(id);
      return spot ? [{ ...spot, speaker: speakers.get(id) ?? null }] : [];
    }),
    edges,
  };
}
