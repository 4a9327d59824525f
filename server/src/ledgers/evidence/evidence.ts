/**
 * Promise 2: nothing is stated without a source. Rows are added and never changed; what was wrong is superseded by a newer row, and what was
 * believed on a day can still be asked. Instants are Dates, days ISO strings, values decimal strings.
 */
import type { Claim } from '@serai/extract';
import type { Kysely } from 'kysely';

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

/** A rule any module registers: given claims or observations that changed, what is wrong with them. */
export interface Check {
  name: string;
  find(claims: readonly StoredClaim[], context: CheckContext): NewFinding[];
}
export interface CheckContext {
  versionOf(claim: StoredClaim): Version;
}

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
  addFindings<T>(within: Kysely<T>, findings: readonly NewFinding[]): Promise<string[]>;
  decide<T>(within: Kysely<T>, decision: Omit<Decision, 'id' | 'recordedAt'>): Promise<string>;
}
