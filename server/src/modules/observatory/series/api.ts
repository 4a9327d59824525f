/** The HTTP contract of indicators and their series: charts, mirrors, projections, downloads. */
import { z } from 'zod';
import { figureSchema } from '../../../platform/figure.ts';
import { stepRules } from './projection-steps.ts';

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

export const indicatorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    nature: z.enum(['flow', 'stock']),
    frequency: z.enum(['year', 'quarter', 'month', 'day', 'none']),
    definition: z.string(),
    rule: z.string(),
    /** Names of its dimensions and the values there are. */
    dimensions: z.array(
      z.object({
        id: z.string(),
        /** The first thousand. */
        values: z.array(z.object({ id: z.string(), name: z.string() })),
        /** How many values there are. */
        count: z.number().int(),
      }),
    ),
    observations: z.number().int(),
    claims: z.number().int(),
    from: day.nullable(),
    to: day.nullable(),
    latest: figureSchema.nullable(),
    /** Whose the latest figure is: the series' dimensions, and their names in one line. */
    latestOf: z.object({ key: z.record(z.string(), z.string()), name: z.string() }).nullable(),
  })
  .meta({ id: 'Indicator' });
export const indicatorsAnswer = z.object({ items: z.array(indicatorSchema) }).meta({ id: 'Indicators' });

export const indicatorsQuery = z.object({ lang: z.string().max(12).optional() });

/** How long the periods of a series are: `to-date` begins with a year and ends within it; `day` is also where a stock is told of a day. */
export const frequencies = ['year', 'half', 'quarter', 'month', 'day', 'to-date', 'other'] as const;

/** `asOf`: what was believed on that day. A dimension is chosen as `reporter=CN`; one not named is all of its values. */
export const seriesQuery = z.object({
  from: day.optional(),
  to: day.optional(),
  asOf: z.union([day, instant]).optional(),
  reporter: z.string().max(200).optional(),
  partner: z.string().max(200).optional(),
  flow: z.string().max(200).optional(),
  category: z.string().max(200).optional(),
  frequency: z.enum(frequencies).optional(),
  kind: z.string().max(40).optional(),
  lang: z.string().max(12).optional(),
});
/**
 * An answer of a size has left something out: `kept` of `of` observations are in it. `totals`: goods are left out, since no category was asked for;
 * `first`: these are whole series of the widest scope, and narrower ones were left out. Name dimensions or days to see the rest.
 */
export const cutSchema = z
  .object({ kept: z.number().int(), of: z.number().int(), by: z.enum(['totals', 'first']) })
  .meta({ id: 'Cut' });
export const pointSchema = z.object({
  id: z.string(),
  periodStart: day,
  periodEnd: day,
  figure: figureSchema,
  /** Claims of articles beside official values: shown apart, never joined to the line. */
  type: z.enum(['observation', 'claim']),
  source: z.object({ id: z.string(), publisher: z.string(), title: z.string() }),
  article: z.string().nullable(),
  /** How a text says it; null for an observation. A modifier such as `>` is not in the figure's value. */
  claim: z
    .object({
      quote: z.string(),
      sentence: z.string(),
      modifier: z.enum(['=', '>', '>=', '<', '<=', '~']).nullable(),
      speaker: z.string().nullable(),
    })
    .nullable(),
  /** What somebody decided about this period, and whether this point is what they accepted; null where nothing was decided. */
  decision: z
    .object({
      isAccepted: z.boolean(),
      accepted: z.object({ type: z.enum(['claim', 'observation', 'fact']), id: z.string() }),
      reason: z.string(),
      recordedAt: instant,
    })
    .nullable(),
  recordedAt: instant,
  /** Older values of the same period, newest first. */
  vintages: z.array(z.object({ value: z.string().nullable(), recordedAt: instant, source: z.string() })),
});
export const seriesAnswer = z
  .object({
    indicator: indicatorSchema,
    series: z.array(
      z.object({
        /** Its dimensions. */
        key: z.record(z.string(), z.string()),
        /** Their names in one line. */
        name: z.string(),
        /** A line of one source's observations, or points that texts state. Several sources of one thing are several series. */
        type: z.enum(['observation', 'claim']),
        frequency: z.enum(frequencies),
        /** Whose line it is; null for claims, each of which names its own. */
        source: z.object({ id: z.string(), publisher: z.string(), title: z.string() }).nullable(),
        points: z.array(pointSchema),
      }),
    ),
    /** Null: this is all there is. */
    cut: cutSchema.nullable(),
    /** How to cite what is shown, made for the reader. */
    citation: z.string(),
  })
  .meta({ id: 'Series' });
export type Series = z.infer<typeof seriesAnswer>;
export type Point = z.infer<typeof pointSchema>;

/** Both sides of a flow. `gap` is importer over exporter; causes are candidates with what each can explain. */
export const mirrorQuery = z.object({
  a: z.string().max(100),
  b: z.string().max(100),
  flow: z.enum(['a-to-b', 'b-to-a']).default('a-to-b'),
  method: z.enum(['none', 'max', 'cif-108', 'reliability']).default('none'),
  /** Of goods; all of them where none is named. */
  category: z.string().max(200).optional(),
  from: day.optional(),
  to: day.optional(),
  frequency: z.enum(frequencies).optional(),
  asOf: z.union([day, instant]).optional(),
  lang: z.string().max(12).optional(),
});
export const mirrorAnswer = z
  .object({
    a: z.object({ id: z.string(), name: z.string() }),
    b: z.object({ id: z.string(), name: z.string() }),
    exporter: z.string(),
    importer: z.string(),
    unit: z.string(),
    /** The formula of the reconciled series; empty where none is asked for. */
    formula: z.string(),
    /** How often each side's figures are off from those of its partners, and the weight that gives it; null unless asked for. */
    weights: z.object({ exporter: z.string(), importer: z.string(), pairs: z.number().int() }).nullable(),
    citation: z.string(),
    /** Null: all figures there are of these sides were looked at. */
    cut: cutSchema.nullable(),
    rows: z.array(
      z.object({
        periodStart: day,
        periodEnd: day,
        exporter: figureSchema,
        importer: figureSchema,
        /** Importer over exporter. */
        ratio: z.string().nullable(),
        /** Importer less exporter. */
        gap: z.string().nullable(),
        reconciled: figureSchema.nullable(),
        /**
         * Candidates: `cif-fob`, `timing`, `transit`, `classification`, `currency`, `confidentiality`. `explains` is the part of the gap it can
         * explain, from 0 to 1; null where nothing known here tells.
         */
        causes: z.array(z.object({ id: z.string(), explains: z.string().nullable() })),
      }),
    ),
  })
  .meta({ id: 'Mirror' });

/** Whether a target is reached by a day, given what is known so far. */
export const projectionQuery = z.object({
  target: z.string().regex(/^\d+(\.\d+)?$/),
  by: day,
  method: z.enum(['run-rate', 'seasonal']).default('seasonal'),
  reporter: z.string().max(200).optional(),
  partner: z.string().max(200).optional(),
  flow: z.string().max(200).optional(),
  category: z.string().max(200).optional(),
  /** Whose line; the one that tells most where none is named. */
  source: z.string().max(200).optional(),
  asOf: z.union([day, instant]).optional(),
  lang: z.string().max(12).optional(),
});
export const projectionAnswer = z
  .object({
    indicator: z.string(),
    target: z.string(),
    by: day,
    /** What was used: without two former years it is a run-rate. */
    method: z.enum(['run-rate', 'seasonal']),
    /** Which series it goes by; null where there is none. */
    of: z
      .object({
        key: z.record(z.string(), z.string()),
        name: z.string(),
        type: z.enum(['observation', 'claim']),
        source: z.object({ id: z.string(), publisher: z.string(), title: z.string() }),
      })
      .nullable(),
    unit: z.string(),
    known: z.object({ until: day.nullable(), value: z.string().nullable() }),
    /** 80 % interval. */
    projected: figureSchema,
    reached: z.enum(['yes', 'likely', 'open', 'unlikely', 'no', 'unknown']),
    formula: z.string(),
    /** `text` is the arithmetic, `rule` and `values` what it says, for whoever says it in words. */
    steps: z.array(
      z.object({ rule: z.enum(stepRules), values: z.record(z.string(), z.string()), text: z.string() }),
    ),
  })
  .meta({ id: 'Projection' });

export const importFormats = ['sdmx-json', 'sdmx-csv', 'csv', 'gacc', 'comtrade'] as const;
/** Columns of a plain CSV, saved under a name and used again. */
export const mappingSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    indicator: z.string().min(1).max(100),
    period: z.string(),
    value: z.string(),
    dimensions: z.record(z.string(), z.string()).default({}),
    scale: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .default('1'),
  })
  .meta({ id: 'Mapping' });
export const importAnswer = z
  .object({
    source: z.string(),
    isNew: z.boolean(),
    observations: z.number().int(),
    superseded: z.number().int(),
    dryRun: z.boolean(),
  })
  .meta({ id: 'ImportAnswer' });
