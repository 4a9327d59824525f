/** The ledger's own HTTP contract: the record behind a fact of the corridor pack, decisions, and heads of chains to keep elsewhere. */
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

export const decisionSchema = z
  .object({
    id: z.string(),
    about: z.string(),
    accepted: z.object({ type: z.enum(['claim', 'observation', 'fact']), id: z.string() }),
    reason: z.string(),
    recordedAt: instant,
  })
  .meta({ id: 'Decision' });
export const decisionsQuery = z.object({ about: z.string().min(1).max(1_000) });
export const decisionsAnswer = z
  .object({
    /** The last one; null where nothing was decided. */
    inForce: decisionSchema.nullable(),
    /** All of them, newest first. */
    items: z.array(decisionSchema),
  })
  .meta({ id: 'Decisions' });
export const decisionRequest = z
  .strictObject({
    /** `fact:<subject>/<measure>`, `series:<indicator>/<dimensions>/<period>`, or `finding:<id>`. */
    about: z.string().min(1).max(1_000),
    accepted: z.strictObject({
      type: z.enum(['claim', 'observation', 'fact']),
      id: z.string().min(1).max(500),
    }),
    reason: z.string().trim().min(1).max(2_000),
  })
  .meta({ id: 'DecisionRequest' });

/** One that states the fact's subject and measure: a fact of the pack, or a claim read from a text. */
const statement = z.object({
  type: z.enum(['fact', 'claim']),
  /** The fact's id; of a claim from a text the claim's. */
  id: z.string(),
  claim: z.string(),
  source: z.object({ id: z.string(), publisher: z.string(), title: z.string() }),
  lo: decimal.nullable(),
  hi: decimal.nullable(),
  unit: z.string().nullable(),
  period: z.string(),
  /** Whether it can't be true together with the fact asked for. */
  conflicts: z.boolean(),
});
export const factRecordQuery = z.object({
  id: z.string().min(1).max(500),
  /** What was believed then; a day is taken to its end. */
  asOf: z.union([z.iso.date(), instant]).optional(),
});
export const factRecordSchema = z
  .object({
    id: z.string(),
    subject: z.string(),
    measure: z.string(),
    /** Null where the pack did not state it then. */
    stated: z
      .object({
        claim: z.string(),
        lo: decimal,
        hi: decimal,
        unit: z.string(),
        /** The row of the pack, as it stands in the source's version. */
        quote: z.string(),
        version: z.string(),
      })
      .nullable(),
    source: z.object({
      id: z.string(),
      publisher: z.string(),
      title: z.string(),
      address: z.string(),
      chain: z.object({ rows: z.number().int(), head: z.string() }),
    }),
    /** When the ledger first had it. */
    firstRecordedAt: instant,
    /** What became of it, oldest first: a pack that said the same again is left out. */
    history: z.array(
      z.object({
        packVersion: z.string(),
        recordedAt: instant,
        lo: decimal.nullable(),
        hi: decimal.nullable(),
        unit: z.string().nullable(),
      }),
    ),
    others: z.array(statement),
    /** Which fact a search uses, and by which rule. */
    chosen: z.object({ id: z.string(), why: z.string() }).nullable(),
    /** Which one somebody accepted. It is shown and changes no search: those go by the pack's rules. */
    decision: decisionSchema.nullable(),
  })
  .meta({ id: 'FactRecord' });
export type FactRecord = z.infer<typeof factRecordSchema>;

/** Where something was read: the source, and its version. */
const readIn = {
  source: z.object({
    id: z.string(),
    standing: z.string(),
    publisher: z.string(),
    title: z.string(),
    address: z.string(),
  }),
  version: z.object({ id: z.string(), publishedOn: z.iso.date().nullable(), retrievedAt: instant }),
  recordedAt: instant,
};
export const claimRecordSchema = z
  .object({
    id: z.string(),
    ...readIn,
    /** What stands before the quote, the quote, and what stands after it. */
    prefix: z.string(),
    quote: z.string(),
    suffix: z.string(),
    speaker: z.string().nullable(),
    /** Name and version of what read it. */
    extractor: z.string(),
  })
  .meta({ id: 'ClaimRecord' });
export type ClaimRecord = z.infer<typeof claimRecordSchema>;
export const observationRecordSchema = z
  .object({
    id: z.string(),
    ...readIn,
    indicator: z.string(),
    dimensions: z.record(z.string(), z.string()),
    periodStart: z.iso.date(),
    periodEnd: z.iso.date(),
    value: decimal.nullable(),
    /** The claim it was read from, where it was. */
    claim: z.string().nullable(),
    /** Every value this source gave for the period, oldest first. */
    vintages: z.array(z.object({ id: z.string(), value: decimal.nullable(), recordedAt: instant })),
    decision: decisionSchema.nullable(),
  })
  .meta({ id: 'ObservationRecord' });
export type ObservationRecord = z.infer<typeof observationRecordSchema>;

export const headsQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});
export const headsPage = z
  .object({
    items: z.array(z.object({ source: z.string(), rows: z.number().int(), head: z.string() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'ChainHeads' });
