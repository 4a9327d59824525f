/** Articles held to one another as they come. The only file of this folder that the observatory's other folders import. */
import { transaction } from '../../../platform/database/transaction.ts';
import type { ObservatoryParts } from '../parts.ts';
import { judgedOtherwise } from './article.store.ts';
import { checking } from './check.ts';
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
  const evidence = checking(parts);
  for (const article of articles)
    await transaction(parts.database().db, (tx) => evidence.runChecks(tx, { versions: [article] }));
}

/** Read at once. */
const atOnce = 200;

/**
 * Articles that were judged by another pack, or by other rules, are judged by what holds now, one by one and oldest first; who ends in between
 * goes on from there. Answers how many. Throws at the end where one could not be judged.
 */
export async function judgeAnew(
  parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>,
  onProgress: (judged: number) => void = () => {},
): Promise<number> {
  const { fingerprint } = knowledgeFor(parts.corridor());
  let judged = 0;
  let problem: unknown;
  for (let after: string | null = null; ; ) {
    const found: string[] = await judgedOtherwise(parts.database().db, fingerprint, after, atOnce);
    for (const article of found)
      try {
        await compareArticles(parts, [article]);
        onProgress(++judged);
      } catch (thrown) {
        problem ??= thrown;
      }
    after = found.at(-1) ?? null;
    if (after === null) break;
  }
  if (problem !== undefined) throw problem;
  return judged;
}
