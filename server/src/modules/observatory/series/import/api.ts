/** The HTTP contract of importing official series. It adds to what `series/api.ts` says of mappings and answers. */
import { z } from 'zod';
import { holdsCredentials } from '../../readers/index.ts';
import { importAnswer, importFormats, mappingSchema } from '../api.ts';

const words = z.record(z.string().min(1).max(100), z.string().min(1).max(200));

/**
 * How the columns (or SDMX concepts) of a file are read. `dimensions` is ours by theirs: `{"partner": "Country"}`. For formats that say themselves
 * where period and value stand, those two stay empty.
 */
export const savedMapping = mappingSchema
  .extend({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'is not small letters, digits and hyphens'),
    period: z.string().max(200).default(''),
    value: z.string().max(200).default(''),
    dimensions: words.default({}),
    /** Dimensions the file says nothing of: `{"reporter": "CN"}`. */
    constants: words.default({}),
    /** Rows are taken where these columns hold these values, and left out elsewhere. */
    where: words.default({}),
    /** The file's words for ours, by dimension: `{"flow": {"Ausfuhr": "export"}}`. */
    codes: z.record(z.string().min(1).max(100), words).default({}),
    /** What values are stated in, where the file says no unit; the indicator's own unless told. */
    unit: z.string().max(50).default(''),
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    /** Before the header. */
    skipLines: z.number().int().min(0).max(1_000).default(0),
  })
  .meta({ id: 'SavedMapping' });
export type Mapping = z.output<typeof savedMapping>;

export const mappingsAnswer = z.object({ items: z.array(savedMapping) }).meta({ id: 'SavedMappings' });

const described = {
  format: z.enum(importFormats),
  /** Where the file or the mapping does not say it. */
  indicator: z.string().min(1).max(100).optional(),
  /** The name of a saved one. */
  mapping: z.string().max(100).optional(),
  publisher: z.string().trim().min(1).max(200),
  /** Of the dataset, not of one release: releases of one title are versions of one source. */
  title: z.string().trim().min(1).max(300),
  /** A short name for the source in place of publisher and title: `customs-cn`. */
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'is not small letters, digits and hyphens')
    .optional(),
  address: z
    .union([
      z.literal(''),
      z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .refine(
          (address) => !holdsCredentials(address),
          'holds a name or password, which everybody would read',
        ),
    ])
    .default(''),
  licence: z.string().trim().max(200).default(''),
  /** When it was published. Without it, what is imported last counts as the newest. */
  date: z.iso.date().optional(),
  /** Whoever sends a form sends words. */
  dryRun: z.union([z.boolean(), z.stringbool()]).default(false),
};
export const describedImport = z.strictObject(described);
export const importRequest = z
  .strictObject({ ...described, text: z.string().min(1).max(25_000_000) })
  .meta({ id: 'ImportRequest' });
export type DescribedImport = z.output<typeof describedImport>;

/** `observations` are all that were added; `superseded` are those of them that took an older value's place. */
export const importedSeries = importAnswer
  .extend({
    /** Values the ledger has already. */
    unchanged: z.number().int(),
    /** Values of an older release than the one the ledger has them from: left as they are. */
    older: z.number().int(),
    /** Rows that are understood and are no observations, and why. */
    leftOut: z.array(z.object({ why: z.string(), rows: z.number().int() })),
  })
  .meta({ id: 'ImportedSeries' });
export type ImportedSeries = z.output<typeof importedSeries>;
