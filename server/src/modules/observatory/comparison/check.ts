/** What the comparison is to the ledger's registry: a check that holds an added article to all others. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Check, Ledger } from '../../../ledgers/evidence/index.ts';
import { rules } from '../compare/contradictions/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { articlesAmong } from './article.store.ts';
import { compareArticle } from './compare-article.ts';
import { knowledgeFor } from './library.ts';

/** The corridor that articles of a ledger are held to, as it was told last. */
const corridors = new WeakMap<Ledger, () => Corridor>();

/** The ledger with this check in its registry. */
export function checking(parts: Pick<ObservatoryParts, 'corridor' | 'evidence'>): Ledger {
  const evidence = parts.evidence();
  if (!corridors.has(evidence)) evidence.register(comparison(evidence));
  corridors.set(evidence, () => parts.corridor());
  return evidence;
}

const comparison = (evidence: Ledger): Check => ({
  name: 'comparison',
  finds: [...rules.map(({ name }) => name), 'copy-drift'],
  look: async ({ within, added, tell }) => {
    const corridor = corridors.get(evidence)!; // told as it was registered
    const knowledge = knowledgeFor(corridor());
    for (const article of await articlesAmong(within, added.versions))
      await compareArticle({ tx: within, evidence, knowledge, toLedger: tell }, article);
  },
});
