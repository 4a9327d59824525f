/** For tests of every module: a ledger on a test database, and sources, versions and claims to put in it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import { transaction } from '../../platform/database/transaction.ts';
import { root } from '../../platform/root.ts';
import type { Ledger, Observation, Source, Version } from './evidence.ts';

export const evidenceMigrations = {
  module: 'evidence',
  folder: join(root, 'server/src/ledgers/evidence/migrations'),
};

export const testSource = (id: string, change: Partial<Source> = {}): Source => ({
  id,
  kind: 'document',
  standing: 'reported',
  publisher: 'A newspaper of tests',
  title: `The text ${id}`,
  address: '',
  licence: '',
  ...change,
});

export const testVersion = (text: string, change: Partial<Version> = {}): Omit<Version, 'id' | 'source'> => ({
  contentHash: createHash('sha256').update(text).digest('hex'),
  mediaType: 'text/plain',
  language: 'en',
  publishedOn: '2026-11-20',
  retrievedAt: new Date('2026-11-21T08:00:00Z'),
  text,
  ...change,
});

/** A claim on the first place where the text has the quote. */
export function testClaim(text: string, quote: string, change: Partial<Claim> = {}): Claim {
  const start = text.indexOf(quote);
  return {
    start,
    end: start + quote.length,
    quote,
    kind: 'count',
    lo: '1',
    hi: '1',
    precision: null,
    unit: null,
    modifier: '=',
    direction: null,
    modality: 'reported',
    measure: null,
    subject: null,
    partner: null,
    place: null,
    period: null,
    speaker: null,
    confidence: 1,
    restates: null,
    ...change,
  };
}

/** A source with one version, and claims on these quotes of it. */
export async function addText<T>(
  db: Kysely<T>,
  ledger: Ledger,
  id: string,
  text: string,
  claims: readonly Claim[] = [],
): Promise<{ version: string; claims: string[] }> {
  return transaction(db, async (tx) => {
    const { version } = await ledger.addVersion(tx, testSource(id), testVersion(text));
    return { version, claims: await ledger.addClaims(tx, id, version, claims, 'test 1') };
  });
}

export const testObservation = (
  of: Pick<Observation, 'source' | 'version' | 'value'> & Partial<Observation>,
): Omit<Observation, 'id' | 'recordedAt' | 'supersedes'> => ({
  indicator: 'trade',
  dimensions: { reporter: 'CN', partner: 'KZ' },
  periodStart: '2026-01-01',
  periodEnd: '2026-01-31',
  kind: 'official',
  claim: null,
  ...of,
});
