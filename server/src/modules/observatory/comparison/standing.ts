/** What an article's page says of its claims: who else states them, what contradicts them, and where the text was copied from. */
import type { Article } from '../api.ts';
import { faults } from '../compare/audit.ts';
import type { ObservatoryParts } from '../parts.ts';
import { matched } from './agreement.ts';
import { figuresLike, figuresOf, type StoredFigure } from './figure.store.ts';
import { findingAnswers } from './finding.ts';
import { knowledgeFor } from './library.ts';
import { pairsPage } from './pair.store.ts';
import { pairRows } from './pair.ts';
import { spotsOf } from './spot.ts';
import { standingFindings } from './suspicion.store.ts';

type ClaimStanding = Pick<Article['claims'][number], 'standing' | 'agreesWith' | 'findings'>;
export interface Standings {
  /** By the claim's id. Figures have a standing, and what is at fault; a claim that is not here has none. */
  claims: ReadonlyMap<string, ClaimStanding>;
  findings: Article['findings'];
  pairs: Article['pairs'];
}

/** Of one figure no more agreeing articles are shown, the earliest first. */
const agreeingMax = 20;
const findingsMax = 500;
const pairsMax = 200;

export async function standingsOf(
  parts: ObservatoryParts,
  article: string,
  lang: string,
): Promise<Standings> {
  const { db } = parts.database();
  const reader = { evidence: parts.evidence(), knowledge: knowledgeFor(parts.corridor()), lang };
  const [own, suspected, copies] = await Promise.all([
    figuresOf(db, [article]),
    standingFindings(db, { articles: [article], limit: findingsMax }),
    pairsPage(db, { article, limit: pairsMax }),
  ]);
  const agreeing = agreementsOf(own, await figuresLike(db, own, article));
  const spots = await spotsOf(db, reader.evidence, [...agreeing.values()].flat());
  const atFault = new Set(suspected.flatMap(({ check, claims }) => faults({ check, spots: claims })));
  const findings = new Map<string, Set<string>>();
  for (const { claims, finding } of suspected)
    if (finding)
      for (const claim of claims) findings.set(claim, (findings.get(claim) ?? new Set()).add(finding));
  const findingsOf = (claim: string) => [...(findings.get(claim) ?? [])];
  const claims = new Map<string, ClaimStanding>();
  for (const { id } of own) {
    const agreesWith = (agreeing.get(id) ?? []).flatMap((each) => spots.get(each) ?? []);
    const standing = atFault.has(id) ? 'conflict' : agreesWith.length > 0 ? 'agree' : 'alone';
    claims.set(id, { standing, agreesWith, findings: findingsOf(id) });
  }
  for (const id of suspected.flatMap((each) => each.claims))
    if (!claims.has(id))
      claims.set(id, {
        standing: atFault.has(id) ? 'conflict' : null,
        agreesWith: [],
        findings: findingsOf(id),
      });
  const rows = await pairRows(db, copies);
  return {
    claims,
    findings: await findingAnswers(db, suspected, reader),
    pairs: rows.map(({ id, how, earlier, later, sharedFacts, containment }) => ({
      ...{ id, how, sharedFacts, containment },
      other: earlier.id === article ? later : earlier,
    })),
  };
}

/** One of each other article. */
function agreementsOf(
  own: readonly StoredFigure[],
  others: readonly StoredFigure[],
): Map<string, readonly string[]> {
  const order = new Map(others.map((other, index) => [other, index]));
  const byFigure = new Map<string, StoredFigure[]>(own.map(({ id }) => [id, []]));
  for (const [figure, other] of matched(own, others)) byFigure.get(figure.id)?.push(other);
  const earliest = (like: readonly StoredFigure[]) => {
    const byArticle = new Map<string, string>();
    for (const { article, id } of like.toSorted((a, b) => order.get(a)! - order.get(b)!)) {
      if (byArticle.size >= agreeingMax) break;
      if (!byArticle.has(article)) byArticle.set(article, id);
    }
    return [...byArticle.values()];
  };
  return new Map([...byFigure].map(([id, like]) => [id, earliest(like)]));
}
