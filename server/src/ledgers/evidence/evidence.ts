/**
 * Promise 2: nothing is stated without a source. Rows are added and never changed; what was wrong is superseded by a newer row, and what was
 * believed on a day can still be asked. Instants are Dates, days ISO strings, values decimal strings.
 */
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';
import type { Added, Registry } from './checks.ts';
import type { PackFacts } from './pack-facts.ts';

export const sourceKinds = ['document', 'dataset', 'feed', 'meter', 'log', 'model', 'attestation'] as const;
/** What a figure from this source is: the mark it is shown with. */
export const standings = ['metered', 'official', 'reported', 'attested', 'model'] as const;
export type Standing = (typeof standings)[number];

export interface Source {
  id: string;
  kind: (typeof sourceKinds)[number];
  standing: Standing;
  publisher: string;
  title: string;
  address: string;
  licence: string;
}

/** The text of a source at one time. The same content again is the same version. */
export interface Version {
  id: string;
  source: string;
  /** SHA-256 of what was received, in hex. */
  contentHash: string;
  mediaType: string;
  language: string;
  /** When it says it was published. */
  publishedOn: string | null;
  retrievedAt: Date;
  /** What spans count in. */
  text: string;
}

/** A claim as the engine read it, or as a fact of the pack states it. */
export type StoredClaim = Omit<Claim, 'restates'> & {
  id: string;
  source: string;
  version: string;
  prefix: string;
  suffix: string;
  restates: string | null;
  /** Name and version of what read it: `extract 0.1.0`, `pack`, a person. */
  extractor: string;
  recordedAt: Date;
};

export interface Indicator {
  id: string;
  name: string;
  unit: string;
  /** `flow` adds up over time, `stock` does not. */
  nature: 'flow' | 'stock';
  frequency: 'year' | 'quarter' | 'month' | 'day' | 'none';
  definition: string;
  /** How it follows from others, or empty. */
  rule: string;
}

export interface Observation {
  id: string;
  indicator: string;
  /** Dimensions besides time, by name: reporter, partner, category … */
  dimensions: Readonly<Record<string, string>>;
  periodStart: string;
  periodEnd: string;
  value: string | null;
  kind: Standing;
  source: string;
  version: string;
  /** The claim it was read from, where it was. */
  claim: string | null;
  recordedAt: Date;
  /** The older one this replaces: a vintage. */
  supersedes: string | null;
}

/** What has vintages: a period of an indicator with its dimensions. */
export type SeriesPoint = Pick<Observation, 'indicator' | 'dimensions' | 'periodStart' | 'periodEnd'>;
export type LatestVintage = Pick<Observation, 'id' | 'value' | 'kind' | 'version'>;

/** Which of several is taken as true for now, by whom and why. */
export interface Decision {
  id: string;
  /** What it decides: `fact:<subject>/<measure>`, `series:<indicator>/<dimensions>/<period>`. */
  about: string;
  accepted: { type: 'claim' | 'observation' | 'fact'; id: string };
  person: string;
  reason: string;
  recordedAt: Date;
}

export type FindingClass = 'error' | 'revision' | 'definition' | 'rounding' | 'mirror-gap' | 'copy-drift';
/** A violated constraint with its proof. */
export interface Finding {
  id: string;
  /** Name of the check that found it. */
  check: string;
  class: FindingClass;
  /** What it rests on: claims, observations. */
  evidence: readonly { type: 'claim' | 'observation'; id: string }[];
  /** In plain words by message id and values, and the arithmetic step by step. */
  proof: { message: string; values: Readonly<Record<string, string>>; steps: readonly string[] };
  recordedAt: Date;
}
export type NewFinding = Omit<Finding, 'id' | 'recordedAt'>;

/** Adds to the ledger; give it the transaction the rest of the change is made in. */
export interface Evidence {
  addVersion<T>(
    within: Kysely<T>,
    source: Source,
    version: Omit<Version, 'id' | 'source'>,
  ): Promise<{ version: string; isNew: boolean }>;
  addClaims<T>(
    within: Kysely<T>,
    source: string,
    version: string,
    claims: readonly Claim[],
    extractor: string,
  ): Promise<string[]>;
  addObservations<T>(
    within: Kysely<T>,
    observations: readonly Omit<Observation, 'id' | 'recordedAt' | 'supersedes'>[],
  ): Promise<string[]>;
  decide<T>(within: Kysely<T>, decision: Omit<Decision, 'id' | 'recordedAt'>): Promise<string>;
  /** Definitions: one that says what the last one of its id says adds nothing. Answers how many were new. */
  addIndicators<T>(within: Kysely<T>, indicators: readonly Indicator[]): Promise<number>;
}

/** The source of what Serai's own people and modules state: definitions of indicators, decisions. */
export const register = 'serai';

export type StoredVersion = Version & { recordedAt: Date };
/** Without the text, which may be megabytes. */
export type VersionRow = Omit<StoredVersion, 'text'>;
export interface Page<Item> {
  items: Item[];
  /** Hand it back as `cursor` for what follows; null on the last page. */
  next: string | null;
}
interface PageQuery {
  cursor?: string | undefined;
  /** 100 unless told, 1,000 at most. */
  limit?: number | undefined;
}
/** What was recorded by then; absent: all there is. `endOf('2026-11-21')` is that day. */
interface AsOf {
  asOf?: Date | undefined;
}
/** All that is given must hold. Of a version in the order of the text, else newest first. */
export interface ClaimQuery extends PageQuery, AsOf {
  version?: string | undefined;
  source?: string | undefined;
  measure?: string | undefined;
  subject?: string | undefined;
  partner?: string | undefined;
  place?: string | undefined;
  /** Name and version: a text read anew by a newer engine keeps the older claims as well. */
  extractor?: string | undefined;
}
export interface ObservationQuery extends AsOf {
  indicator: string;
  /** Those named must be so; others may be anything. */
  dimensions?: Readonly<Record<string, string>> | undefined;
  /** Exactly these sets of dimensions. */
  among?: readonly Readonly<Record<string, string>>[] | undefined;
  source?: string | undefined;
  /** Periods that begin on or after, and end on or before. */
  from?: string | undefined;
  to?: string | undefined;
  /** 20,000 unless told, 100,000 at most. */
  limit?: number | undefined;
}
/** Of an indicator or of all; those dimensions that are named must be so. */
export type SeriesQuery = Partial<Pick<ObservationQuery, 'indicator' | 'dimensions'>>;
export interface ObservationCount {
  /** Periods that have a value, or had one that was withdrawn. */
  periods: number;
  /** With all that was superseded. */
  vintages: number;
}
/** What there is of one source's series, as of now. */
export interface SeriesExtent
  extends ObservationCount,
    Pick<Observation, 'indicator' | 'dimensions' | 'source'> {
  firstDay: string;
  lastDay: string;
}
export interface FindingQuery extends PageQuery {
  /** Findings that rest on any of these claims or observations. */
  about?: readonly string[] | undefined;
  check?: string | undefined;
  class?: FindingClass | undefined;
}

/** What is read sees what was committed, or all that its transaction has added (`readIn`). */
export interface Reading {
  source(id: string): Promise<Source | null>;
  sources(query?: PageQuery): Promise<Page<Source>>;
  sourcesById(ids: readonly string[]): Promise<Map<string, Source>>;
  /** Where each chain stands, by the source's id. */
  heads(query?: PageQuery): Promise<Page<{ source: string; rows: number; head: string }>>;
  /** Newest first, 1,000 at most. */
  versionsOf(source: string): Promise<VersionRow[]>;
  version(id: string): Promise<StoredVersion | null>;
  versions(ids: readonly string[]): Promise<StoredVersion[]>;
  versionRows(ids: readonly string[]): Promise<VersionRow[]>;
  chain(source: string): Promise<{ rows: number; head: string } | null>;
  claims(query: ClaimQuery): Promise<Page<StoredClaim>>;
  /** In the order asked for; those that there are not are left out. */
  claimsById(ids: readonly string[]): Promise<StoredClaim[]>;
  /** The latest vintage of each period and source, in the order of dimensions and time. */
  observations(query: ObservationQuery): Promise<Observation[]>;
  /** All vintages, in the same order, oldest first within a period. */
  vintages(query: ObservationQuery): Promise<Observation[]>;
  observationsById(ids: readonly string[]): Promise<Observation[]>;
  /** Which series there are, and how much of each, in any order: far fewer rows than observations. */
  series(query: SeriesQuery): Promise<SeriesExtent[]>;
  /** A mark for each indicator that is another as soon as anything of it was added. */
  seriesMarks(): Promise<Map<string, string>>;
  countObservations(query: ObservationQuery): Promise<ObservationCount>;
  /** What a source says last of each of these, in their order; null where it says nothing. */
  latest(source: string, of: readonly SeriesPoint[]): Promise<(LatestVintage | null)[]>;
  /** The last decision about each of these. */
  decisions(about: readonly string[], when?: AsOf): Promise<Map<string, Decision>>;
  /** Newest first, 1,000 at most. */
  decisionsAbout(about: string): Promise<Decision[]>;
  findings(query: FindingQuery): Promise<Page<Finding>>;
  /** The last definition of each. */
  indicators(when?: AsOf): Promise<Indicator[]>;
  /** All facts a version of a corridor pack states; null where it was never loaded. */
  packFacts(pack: string, version: string): Promise<PackFacts | null>;
  /** Which version of a pack was in force; null before there was one. */
  packVersionAt(pack: string, asOf: Date): Promise<string | null>;
}

/** The ledger a server holds. */
export interface Ledger extends Evidence, Registry {
  read: Reading;
  readIn<T>(within: Kysely<T>): Reading;
  /** Holds what was added to every check that modules registered, in the same transaction; answers the findings told. */
  runChecks<T>(within: Kysely<T>, added: Added): Promise<string[]>;
}

/** The last millisecond of a day (UTC): as of that day. */
export const endOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000 - 1);
