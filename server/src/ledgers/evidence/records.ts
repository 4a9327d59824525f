/** The record behind a claim or an observation: where it was read, and what became of it. */
import type { Kysely } from 'kysely';
import type { ClaimRecord, ObservationRecord } from './api.ts';
import { aboutSeries, isUuid } from './decide.ts';
import type { StoredClaim } from './evidence.ts';
import { decisionAnswer } from './facts.ts';
import { reading } from './ledger.ts';

/** Null where the ledger has no such claim. */
export async function claimRecord<T>(db: Kysely<T>, id: string): Promise<ClaimRecord | null> {
  const [claim] = isUuid(id) ? await reading(db).claimsById([id]) : [];
  if (!claim) return null;
  const { prefix, quote, suffix, speaker, extractor } = claim;
  return { id, ...(await placeOf(db, claim)), prefix, quote, suffix, speaker, extractor };
}

/** Null where the ledger has no such observation. */
export async function observationRecord<T>(db: Kysely<T>, id: string): Promise<ObservationRecord | null> {
  const read = reading(db);
  const [observation] = isUuid(id) ? await read.observationsById([id]) : [];
  if (!observation) return null;
  const { indicator, dimensions, periodStart, periodEnd, source, value, claim } = observation;
  const about = aboutSeries(observation);
  const [place, all, decisions] = await Promise.all([
    placeOf(db, observation),
    read.vintages({ indicator, dimensions, source, from: periodStart, to: periodEnd }),
    read.decisions([about]),
  ]);
  // The question also finds shorter periods within this one, and sets with more dimensions.
  const vintages = all.filter((each) => aboutSeries(each) === about);
  return {
    ...{ id, ...place, indicator, dimensions, periodStart, periodEnd, value, claim },
    vintages: vintages.map((each) => ({
      ...{ id: each.id, value: each.value },
      recordedAt: each.recordedAt.toISOString(),
    })),
    decision: decisionAnswer(decisions.get(about)),
  };
}

async function placeOf<T>(
  db: Kysely<T>,
  { source, version, recordedAt }: Pick<StoredClaim, 'source' | 'version' | 'recordedAt'>,
) {
  const read = reading(db);
  const [described, [row]] = await Promise.all([read.source(source), read.versionRows([version])]);
  if (!described || !row) throw new Error(`the source ${source} is not described`);
  const { id, standing, publisher, title, address } = described;
  return {
    source: { id, standing, publisher, title, address },
    version: { id: row.id, publishedOn: row.publishedOn, retrievedAt: row.retrievedAt.toISOString() },
    recordedAt: recordedAt.toISOString(),
  };
}
