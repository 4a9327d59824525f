/** Articles held to one another as they come. The only file of this folder that the observatory's other folders import. */
import { transaction } from '../../../platform/database/transaction.ts';
import type { ObservatoryParts } from '../parts.ts';
import { compareArticle } from './compare-article.ts';
import { knowledgeFor } from './library.ts';

export { findingAnswers } from './finding.ts';
export { knowledgeFor } from './library.ts';
export { spotsOf } from './spot.ts';
export { type Standings, standingsOf } from './standing.ts';
export { standingFindings } from './suspicion.store.ts';

/**
 * Compares these with all that were compared before, and writes what follows to `observatory.article` (agree, conflict, alone, copies,
 * compared_at) and to the ledger. Call it after they are committed, in any order and as often as you like; those that are not current any more
 * leave the comparison. Each has a transaction of its own.
 */
export async function compareArticles(
  parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>,
  articles: readonly string[],
): Promise<void> {
  const knowledge = knowledgeFor(parts.corridor());
  const evidence = parts.evidence();
  for (const article of articles)
    await transaction(parts.database().db, (tx) => compareArticle({ tx, evidence, knowledge }, article));
}
