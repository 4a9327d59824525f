/** The ledger as a server holds it: adding, reading and the checks that modules register. */
import type { Kysely } from 'kysely';
import { adding } from './add.ts';
import { openRegistry, runChecks } from './checks.ts';
import { claimsById, claimsPage } from './claim.store.ts';
import { decisionsAbout, decisionsInForce } from './decision.store.ts';
import type { Ledger, Reading } from './evidence.ts';
import { findingsPage } from './finding.store.ts';
import { definitions } from './indicator.store.ts';
import {
  allVintages,
  countObservations,
  keyOf,
  latestObservations,
  latestVintages,
  observationsById,
  seriesExtents,
  seriesMarks,
} from './observation.store.ts';
import { packConflicts } from './pack-conflicts.ts';
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
  const registry = openRegistry();
  registry.register(packConflicts);
  return {
    ...adding,
    ...registry,
    get read() {
      return reading(parts.database().db);
    },
    readIn: reading,
    runChecks: (within, added) => runChecks(within, registry.checks, added),
  };
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
    series: (query) => seriesExtents(db, query),
    seriesMarks: () => seriesMarks(db),
    countObservations: (query) => countObservations(db, query),
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
