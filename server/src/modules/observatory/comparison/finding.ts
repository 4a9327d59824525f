/** Findings as readers get them: the names of the corridor's parts in their language, each claim in its sentence. */
import type { Kysely } from 'kysely';
import { aboutFinding, type Decision, type Ledger } from '../../../ledgers/evidence/index.ts';
import type { FindingAnswer } from '../api.ts';
import type { Knowledge } from '../compare/knowledge.ts';
import { languageOf, say, shown } from '../compare/say.ts';
import { type SpotAnswer, spotsOf } from './spot.ts';
import type { StoredSuspicion } from './suspicion.store.ts';

export interface Reader {
  evidence: Ledger;
  knowledge: Knowledge;
  lang: string;
}

export async function findingAnswers<T>(
  db: Kysely<T>,
  found: readonly StoredSuspicion[],
  reader: Reader,
): Promise<FindingAnswer[]> {
  const spots = await spotsOf(
    db,
    reader.evidence,
    found.flatMap(({ claims }) => claims),
  );
  const told = once(found);
  const decided = await reader.evidence
    .readIn(db)
    .decisions(told.flatMap(({ finding }) => (finding ? [aboutFinding(finding)] : [])));
  return told.map((each) =>
    findingAnswer(each, spots, decided.get(aboutFinding(each.finding ?? '')), reader),
  );
}

function findingAnswer(
  { finding, check, class: kind, message, values, steps, claims, stands }: StoredSuspicion,
  spots: ReadonlyMap<string, SpotAnswer>,
  decision: Decision | undefined,
  { knowledge, lang }: Reader,
): FindingAnswer {
  const language = languageOf(lang);
  return {
    id: finding ?? '', // what stands was told
    check,
    class: kind,
    message,
    values: Object.fromEntries(
      Object.entries(shown(values, language, knowledge)).map(([key, value]) => [key, String(value)]),
    ),
    text: say(language, message, values, knowledge),
    steps: [...steps],
    spots: claims.flatMap((claim) => spots.get(claim) ?? []),
    stands,
    decision: decision
      ? {
          claim: decision.accepted.id,
          reason: decision.reason,
          recordedAt: decision.recordedAt.toISOString(),
        }
      : null,
  };
}

/** The ledger keeps what two origins say alike as one finding. */
function once(found: readonly StoredSuspicion[]): StoredSuspicion[] {
  const seen = new Set<string | null>();
  return found.filter(({ finding }) => !seen.has(finding) && seen.add(finding));
}
