/** What the comparison is to the ledger's registry: a check that holds an added article to all others. */
import type { Check, Ledger } from '../../../ledgers/evidence/index.ts';
import { rules } from '../compare/contradictions/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { articlesAmong } from './article.store.ts';
import { compareArticle } from './compare-article.ts';
import { knowledgeFor } from './library.ts';

const registered = new WeakSet<Ledger>();

/** The ledger with this check in its registry. */
export function checking(parts: Pick<ObservatoryParts, 'corridor' | 'evidence'>): Ledger {
  const evidence = parts.evidence();
  if (!registered.has(evidence)) evidence.register(comparison(parts));
  registered.add(evidence);
  return evidence;
}

const comparison = (parts: Pick<ObservatoryParts, 'corridor' | 'evidence'>): Check => ({
  name: 'comparison',
  finds: [...rules.map(({ name }) => name), 'copy-drift'],
  look: async ({ within, added, tell }) => {
    const evidence = parts.evidence();
    const knowledge = knowledgeFor(parts.corridor());
    for (const article of await articlesAmong(within, added.versions))
      await compareArticle({ tx: within, evidence, knowledge, toLedger: tell }, article);
  },
});
