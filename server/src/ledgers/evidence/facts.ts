/** What the ledger holds of a fact of the corridor pack: what is said now or was on a day, by whom else, and what became of it. */
import type { Kysely } from 'kysely';
import {
  conflictsOf,
  type Fact,
  factId,
  type Source as PackSource,
  rankFacts,
} from '../../corridor/index.ts';
import type { FactRecord } from './api.ts';
import { type Decision, endOf, type StoredClaim } from './evidence.ts';
import { reading } from './ledger.ts';
import { factsInForce, type Load, loadsOf, type Said, saidOf } from './pack.store.ts';
import { packId, packSourceId } from './pack.ts';

export const aboutFact = (subject: string, measure: string) => `fact:${subject}/${measure}`;

/** Null where no pack has ever stated it. */
export async function factRecord<T>(
  db: Kysely<T>,
  pack: string,
  id: string,
  asOf: Date | undefined,
): Promise<FactRecord | null> {
  const named = partsOf(id);
  if (!named) return null;
  const read = reading(db);
  const { subject, measure } = named;
  const source = packSourceId(named.source);
  const [described, chain, loads, said, inForce, claims, decisions] = await Promise.all([
    read.source(source),
    read.chain(source),
    loadsOf(db, packId(pack), source),
    saidOf(db, { ...named, source }),
    factsInForce(db, packId(pack), { subject, measure, asOf: asOf ?? null }),
    read.claims({ subject, measure, asOf, limit: 200 }),
    read.decisions([aboutFact(subject, measure)], { asOf }),
  ]);
  const first = said[0];
  if (!described || !chain || !first) return null;
  const facts = inForce.map((claim) => ({ claim, fact: factOf(claim) }));
  const own = facts.find(({ fact }) => fact.id === id)?.claim;
  const conflicting = conflictsWith(
    facts.map(({ fact }) => fact),
    id,
  );
  const choice = rankFacts(
    facts.map(({ fact }) => fact),
    new Map(inForce.map((claim) => [claim.source.slice(5), packSourceOf(claim)])),
  );
  return {
    id,
    subject,
    measure,
    stated: own
      ? {
          claim: own.id,
          lo: own.lo!,
          hi: own.hi!,
          unit: own.unit ?? '',
          quote: own.quote,
          version: own.version,
        }
      : null,
    source: {
      id: source,
      publisher: described.publisher,
      title: described.title,
      address: described.address,
      chain,
    },
    firstRecordedAt: first.recordedAt.toISOString(),
    history: historyOf(loads, said),
    others: [
      ...facts
        .filter(({ fact }) => fact.id !== id)
        .map(({ claim, fact }) => ({
          ...{ type: 'fact' as const, id: fact.id, claim: claim.id },
          source: { id: claim.source, publisher: claim.publisher, title: claim.title },
          ...{ lo: claim.lo, hi: claim.hi, unit: claim.unit, period: fact.period },
          conflicts: conflicting.has(fact.id),
        })),
      ...(await fromTexts(db, claims.items)),
    ],
    chosen: choice ? { id: choice.fact.id, why: choice.why } : null,
    decision: decisionAnswer(decisions.get(aboutFact(subject, measure))),
  };
}

/** `crossing:khorgos-altynkol/queue/report/2025-01-01/2025-02-01`: only the period may hold a stroke. */
function partsOf(id: string) {
  const [subject, measure, source, ...period] = id.split('/');
  return subject && measure && source ? { subject, measure, source, period: period.join('/') } : null;
}

export interface FactClaim
  extends Pick<StoredClaim, 'id' | 'source' | 'version' | 'lo' | 'hi' | 'unit' | 'quote' | 'modifier'> {
  subject: string;
  measure: string;
  periodLabel: string | null;
  publisher: string;
  title: string;
  standing: string;
}

/** The fact a claim of a pack states, as far as ranking and conflicts go by it. */
function factOf(claim: FactClaim): Fact {
  const row = {
    ...{ subject: claim.subject, measure: claim.measure, source: claim.source.slice('pack:'.length) },
    ...{ lo: claim.lo ?? '', hi: claim.hi ?? '', unit: claim.unit ?? '', period: claim.periodLabel ?? '' },
    confidence: claim.modifier === '~' ? ('estimated' as const) : ('published' as const),
    ...{ formula: '', note: '' },
  };
  return { ...row, id: factId(row) };
}

const packSourceOf = (claim: FactClaim): PackSource => ({
  ...{ id: claim.source.slice('pack:'.length), kind: claim.standing as PackSource['kind'] },
  ...{ publisher: claim.publisher, title: claim.title, address: '', date: '', licence: '' },
});

function conflictsWith(facts: readonly Fact[], id: string): Set<string> {
  const fact = facts.find((each) => each.id === id);
  return new Set(fact ? conflictsOf(fact, facts).map((other) => other.id) : []);
}

/** Load by load what the pack said, without those that changed nothing. */
function historyOf(loads: readonly Load[], said: readonly Said[]): FactRecord['history'] {
  const byContent = new Map(said.map((each) => [each.contentHash, each]));
  let before: string | null | undefined;
  return loads.flatMap(({ packVersion, recordedAt, contentHash }) => {
    const now = contentHash === null ? undefined : byContent.get(contentHash);
    const quote = now?.quote ?? null;
    // Until it is first said there is nothing to tell.
    if (quote === before || (before === undefined && quote === null)) return [];
    before = quote;
    const { lo = null, hi = null, unit = null } = now ?? {};
    return [{ packVersion, recordedAt: recordedAt.toISOString(), lo, hi, unit }];
  });
}

/** Claims that were read from texts: the pack's own are facts. */
async function fromTexts<T>(db: Kysely<T>, claims: readonly StoredClaim[]): Promise<FactRecord['others']> {
  const read = claims.filter(({ source }) => !source.startsWith('pack:')).slice(0, 50);
  const sources = await reading(db).sourcesById([...new Set(read.map(({ source }) => source))]);
  return read.map(({ id, source, lo, hi, unit, period }) => ({
    ...{ type: 'claim' as const, id, claim: id, lo, hi, unit, period: period?.label ?? '', conflicts: false },
    source: {
      id: source,
      publisher: sources.get(source)?.publisher ?? '',
      title: sources.get(source)?.title ?? '',
    },
  }));
}

/** The person stays in the ledger and the audit log: what readers need is the reason. */
export const decisionAnswer = (decision: Decision | undefined) =>
  decision
    ? {
        ...{ id: decision.id, about: decision.about, accepted: decision.accepted, reason: decision.reason },
        recordedAt: decision.recordedAt.toISOString(),
      }
    : null;

/** A day to its end, or an instant. */
export function momentOf(asOf: string): Date;
export function momentOf(asOf: string | undefined): Date | undefined;
export function momentOf(asOf: string | undefined): Date | undefined {
  return asOf === undefined ? undefined : asOf.length === 10 ? endOf(asOf) : new Date(asOf);
}
