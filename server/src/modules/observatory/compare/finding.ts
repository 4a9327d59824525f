/** What a rule answers: which constraint is violated where, and the proof. */
import type { Claim } from '@serai/extract';
import type { FindingClass } from '../../../ledgers/evidence/index.ts';
import type { Reading } from './reading.ts';

/** A claim where it stands. */
export interface Spot {
  article: string;
  /** Its place in the reading's claims. */
  claim: number;
}

export interface Found {
  check: string;
  class: FindingClass;
  /** What contradicts comes first, what it contradicts after it. */
  spots: readonly Spot[];
  /** A message of locales/<lang>/findings.json; values that name something of the corridor are its id after an `@`. */
  message: string;
  values: Readonly<Record<string, string>>;
  /** The arithmetic, a step a line, in figures alone. */
  steps: readonly string[];
}

export const spot = (reading: Reading, claim: number): Spot => ({ article: reading.article.id, claim });
export const quoteOf = (claim: Claim): string => claim.quote.replace(/\s+/g, ' ');
/** A part of the corridor as a value of a message. */
export const named = (id: string): string => `@${id}`;
