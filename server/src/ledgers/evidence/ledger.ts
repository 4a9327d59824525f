/** The ledger as a server holds it: adding, reading and the checks that modules register. */
import type { Kysely } from 'kysely';
import { adding } from './add.ts';
import { claimsById, claimsPage } from './claim.store.ts';
import { decisionsAbout, decisionsInForce } from './decision.store.ts';
import type { Check, Ledger, NewFinding, Reading, StoredClaim } from './evidence.ts';
import { findingsPage } from './finding.store.ts';
import { definitions } from './indicator.store.ts';
import {
  allVintages,
  keyOf,
  countObservations,
  latestObservations,
  latestVintages,
  observationsById,
} from './observation.store.ts';
  seriesExtents,
  seriesMarks,
import { packFacts, packVersionAt } from './pack-facts.ts';
import {
  chainOf,
  describedSource,
  describedSources,
  headsPage,
  sourcesPage,
  versionRowsById,
  versionsById,
  versionsOf,
} from './source.store.ts';

/** `db` is asked for when something is read, so the ledger may be made before the database is open. */
export function openEvidence(parts: { database(): { db: Kysely<unknown> } }): Ledger {
  const checks: Check[] = [];
  return {
    ...adding,
    get read() {
      return reading(parts.database().db);
    },
    readIn: reading,
    checks,
    register: (check) => {
      if (checks.some(({ name }) => name === check.name))
        throw new Error(`two checks are called ${check.name}`);
      checks.push(check);
    },
    runChecks: async (within, claims) => adding.addFindings(within, await find(within, checks, claims)),
  };
}

async function find<T>(
  within: Kysely<T>,
  checks: readonly Check[],
  claims: readonly StoredClaim[],
): Promise<NewFinding[]> {
  const versions = new Map(
    (await versionsById(within, [...new Set(claims.map(({ version }) => version))])).map((version) => [
      version.id,
      version,
    ]),
  );
  const context = {
    versionOf: (claim: StoredClaim) => {
      const version = versions.get(claim.version);
      if (!version) throw new Error(`a check asked for the version of a claim it was not given: ${claim.id}`);
      return version;
    },
  };
    series: (query) => seriesExtents(db, query),
    seriesMarks: () => seriesMarks(db),
    countObservations: (query) => countObservations(db, query),
  // A check of several rules names in each finding the rule that found it.
  return checks.flatMap((check) => check.find(claims, context));
}

const limits = { page: 100, pageMax: 1_000, series: 20_000, seriesMax: 100_000 };
const pageSize = (limit = limits.page) => Math.max(1, Math.min(limit, limits.pageMax));
const seriesSize = (limit = limits.series) => Math.max(1, Math.min(limit, limits.seriesMax));

export function reading<T>(db: Kysely<T>): Reading {
  return {
    source: (id) => describedSource(db, id),
    sources: ({ cursor = '', limit } = {}) => sourcesPage(db, cursor, pageSize(limit)),
    sourcesById: (ids) => describedSources(db, ids),
    heads: ({ cursor = '', limit } = {}) => headsPage(db, cursor, pageSize(limit)),
    versionsOf: (source) => versionsOf(db, source),
    version: async (id) => (await versionsById(db, [id]))[0] ?? null,
    versions: (ids) => versionsById(db, ids),
    versionRows: (ids) => versionRowsById(db, ids),
    chain: (source) => chainOf(db, source),
    claims: (query) => claimsPage(db, query, pageSize(query.limit)),
    claimsById: (ids) => claimsById(db, ids),
    observations: (query) => latestObservations(db, query, seriesSize(query.limit)),
    vintages: (query) => allVintages(db, query, seriesSize(query.limit)),
    observationsById: (ids) => observationsById(db, ids),
    latest: async (source, of) => {
      const keys = of.map(keyOf);
      const found = await latestVintages(db, source, keys);
      return keys.map(({ key }) => found.get(key) ?? null);
    },
    decisions: (about, { asOf } = {}) => decisionsInForce(db, about, asOf ?? null),
    decisionsAbout: (about) => decisionsAbout(db, about),
    findings: (query) => findingsPage(db, query, pageSize(query.limit)),
    indicators: ({ asOf } = {}) => definitions(db, null, asOf ?? null),
    packFacts: (pack, version) => packFacts(db, pack, version),
    packVersionAt: (pack, asOf) => packVersionAt(db, pack, asOf),
  };
}
