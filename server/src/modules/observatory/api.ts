/** The observatory's HTTP contract: sources, articles with their claims, findings, copies, dossiers. Spans count UTF-16 units. */
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const lang = z.string().max(12).optional();
const pageQuery = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  lang,
};

export const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['document', 'dataset', 'feed', 'meter', 'log', 'model', 'attestation']),
    standing: z.enum(['metered', 'official', 'reported', 'attested', 'model']),
    publisher: z.string(),
    title: z.string(),
    address: z.string(),
    licence: z.string(),
    /** Newest first. */
    versions: z.array(
      z.object({
        id: z.string(),
        contentHash: z.string(),
        publishedOn: day.nullable(),
        retrievedAt: instant,
        recordedAt: instant,
        mediaType: z.string(),
        language: z.string(),
      }),
    ),
    /** Whether the chain of its rows is whole, as far as this server has looked. */
    chain: z.object({ rows: z.number().int(), head: z.string() }),
  })
  .meta({ id: 'Source' });

export const claimSchema = z
  .object({
    id: z.string(),
    start: z.number().int(),
    end: z.number().int(),
    quote: z.string(),
    kind: z.enum(['money', 'count', 'percent', 'measure', 'ordinal', 'time', 'event']),
    lo: decimal.nullable(),
    hi: decimal.nullable(),
    unit: z.string().nullable(),
    modifier: z.enum(['=', '>', '>=', '<', '<=', '~']).nullable(),
    direction: z.enum(['up', 'down']).nullable(),
    modality: z.enum(['reported', 'forecast', 'target', 'cumulative', 'share', 'change']).nullable(),
    measure: z.string().nullable(),
    subject: z.string().nullable(),
    partner: z.string().nullable(),
    place: z.string().nullable(),
    period: z.object({ start: day.nullable(), end: day.nullable(), label: z.string() }).nullable(),
    speaker: z.string().nullable(),
    confidence: z.number(),
  })
  .meta({ id: 'Claim' });

/** One end of a finding or an agreement: a claim where it stands. */
const spot = z.object({
  claim: z.string(),
  article: z.string(),
  title: z.string(),
  publisher: z.string(),
  date: day.nullable(),
  quote: z.string(),
  /** The sentence around it, and where the quote begins in it. */
  sentence: z.string(),
  at: z.number().int(),
});
export const findingSchema = z
  .object({
    id: z.string(),
    check: z.string(),
    class: z.enum(['error', 'revision', 'definition', 'rounding', 'mirror-gap', 'copy-drift']),
    /** A message of locales/<lang>/findings.json with its values, and the arithmetic. */
    message: z.string(),
    values: z.record(z.string(), z.string()),
    /** The message in the reader's language. */
    text: z.string(),
    steps: z.array(z.string()),
    /** That at fault first. */
    spots: z.array(spot),
    /** False where it was found once and does not hold among the articles there are now. */
    stands: z.boolean(),
    /** Which of its claims an analyst or operator accepted, and why; the others stay. Null while nobody has. */
    decision: z.object({ claim: z.string(), reason: z.string(), recordedAt: instant }).nullable(),
  })
  .meta({ id: 'Finding' });

export const articleRowSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    title: z.string(),
    publisher: z.string(),
    address: z.string(),
    date: day.nullable(),
    language: z.string(),
    ingestedAt: instant,
    figures: z.number().int(),
    agree: z.number().int(),
    conflict: z.number().int(),
    alone: z.number().int(),
    /** How many other texts it was copied from or by. */
    copies: z.number().int(),
    /** Whether it was held to the others: not yet, never since it is too long or fails each time, or no more since its source says something else. */
    comparison: z.enum(['done', 'waiting', 'too-long', 'failed', 'superseded']),
  })
  .meta({ id: 'ArticleRow' });
export const articlesQuery = z.object({
  ...pageQuery,
  query: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
});
export const articlesPage = z
  .object({ items: z.array(articleRowSchema), next: z.string().nullable() })
  .meta({ id: 'ArticlesPage' });

/** The audit of one text: the text, its claims, each with its standing among the others, and what was found. */
export const articleSchema = articleRowSchema
  .extend({
    version: z.string(),
    contentHash: z.string(),
    text: z.string(),
    /** Whether the text has more claims than the 5,000 below, its first. */
    hasMoreClaims: z.boolean(),
    claims: z.array(
      claimSchema.extend({
        /** `alone`: nobody else says it, and nothing contradicts it. */
        standing: z.enum(['agree', 'conflict', 'alone']).nullable(),
        agreesWith: z.array(spot),
        findings: z.array(z.string()),
      }),
    ),
    findings: z.array(findingSchema),
    /** Other texts it shares its facts with; the whole of a pair is at /pairs/{id}. */
    pairs: z.array(
      z.object({
        id: z.string(),
        how: z.enum(['exact', 'near', 'rewritten']),
        other: z.object({ id: z.string(), title: z.string(), publisher: z.string(), date: day.nullable() }),
        sharedFacts: z.number().int(),
        containment: z.number(),
      }),
    ),
    /** Of what its claims are about, in the reader's language, by their ids. */
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Article' });

export const changeSchema = z.object({
  kind: z.enum(['kept', 'sharpened', 'softened', 'dropped', 'added', 'changed']),
  /** What of it: value, modifier, modality, period, scope, place, speaker, text. */
  part: z.string(),
  from: spot.nullable(),
  to: spot.nullable(),
  values: z.record(z.string(), z.string()),
});
/** Two texts of which one was made from the other, or both from a third. `earlier` by their dates, where known. */
export const pairSchema = z
  .object({
    id: z.string(),
    how: z.enum(['exact', 'near', 'rewritten']),
    earlier: z.object({ id: z.string(), title: z.string(), publisher: z.string(), date: day.nullable() }),
    later: z.object({ id: z.string(), title: z.string(), publisher: z.string(), date: day.nullable() }),
    /** By dates, or unknown: then earlier and later are only two names. */
    orderKnown: z.boolean(),
    sharedFacts: z.number().int(),
    containment: z.number(),
    shingles: z.number(),
    changes: z.array(changeSchema),
  })
  .meta({ id: 'Pair' });
export const pairsPage = z
  .object({ items: z.array(pairSchema.omit({ changes: true })), next: z.string().nullable() })
  .meta({ id: 'PairsPage' });
export const findingsPage = z
  .object({ items: z.array(findingSchema), next: z.string().nullable() })
  .meta({ id: 'FindingsPage' });
export const findingsQuery = z.object({
  ...pageQuery,
  cursor: z.uuid().optional(),
  class: z.string().max(40).optional(),
  check: z.string().max(80).optional(),
  article: z.uuid().optional(),
});
export const pairsQuery = z.object({
  ...pageQuery,
  cursor: z.uuid().optional(),
  article: z.uuid().optional(),
});
export const langQuery = z.object({ lang });

/** A figure through the texts that carry it. */
export const lineageSchema = z
  .object({
    claim: z.string(),
    nodes: z.array(spot.extend({ speaker: z.string().nullable() })),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        how: z.enum(['exact', 'near', 'rewritten', 'same-figure']),
      }),
    ),
  })
  .meta({ id: 'Lineage' });

/** By paste or by address; files go to POST /articles/files as multipart. */
export const ingestRequest = z
  .strictObject({
    text: z.string().max(5_000_000).optional(),
    address: z.url().max(2_000).optional(),
    title: z.string().trim().max(500).optional(),
    publisher: z.string().trim().max(200).optional(),
    date: day.optional(),
    language: z.string().max(12).optional(),
  })
  .meta({ id: 'IngestRequest' });
export const ingestAnswer = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        article: z.string().nullable(),
        isNew: z.boolean(),
        figures: z.number().int(),
        /** Why it was refused, in English; `code` says the same to a program. */
        problem: z.string().nullable(),
        code: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'IngestAnswer' });

/** A feed (RSS, Atom) that is looked at every hour; what it names is read once. */
export const feedSchema = z
  .object({
    id: z.string(),
    address: z.string(),
    addedAt: instant,
    /** Null until it was looked at. */
    lookedAt: instant.nullable(),
    nextAt: instant.nullable(),
    /** Why the last look brought nothing; null where it went well. */
    problem: z.string().nullable(),
    /** Articles it has brought, and addresses that could not be read, the latest of them first. */
    articles: z.number().int(),
    refused: z.number().int(),
    problems: z.array(z.object({ address: z.string(), problem: z.string(), at: instant })),
  })
  .meta({ id: 'Feed' });
export const feedsAnswer = z.object({ items: z.array(feedSchema) }).meta({ id: 'Feeds' });
export const feedRequest = z.strictObject({ address: z.url().max(2_000) }).meta({ id: 'FeedRequest' });
/** Of one POST /articles/files: each part of the form is a file; one called index.csv says of the others what they don’t. */
export const filesMax = 200;

/** A region is a group of countries that figures are told of as of one. */
export const dossierKinds = ['country', 'region', 'place', 'project', 'organisation'] as const;
/** All of a kind, or of all kinds; those with most claims first. */
export const dossiersQuery = z.object({
  ...pageQuery,
  kind: z.enum(dossierKinds).optional(),
  query: z.string().max(200).optional(),
});
export const dossierRowSchema = z
  .object({
    kind: z.enum(dossierKinds),
    id: z.string(),
    name: z.string(),
    claims: z.number().int(),
    articles: z.number().int(),
    findings: z.number().int(),
  })
  .meta({ id: 'DossierRow' });
export const dossiersPage = z
  .object({ items: z.array(dossierRowSchema), next: z.string().nullable() })
  .meta({ id: 'DossiersPage' });
export const dossierSchema = z
  .object({
    kind: z.enum(dossierKinds),
    id: z.string(),
    name: z.string(),
    at: z.tuple([z.number(), z.number()]).nullable(),
    /**
     * Places of the corridor for a map, each at its own point and by how many claims: `named`, in the same claims as this; `within`, in this country or
     * region. Articles may be wrong about where something stands: what they say is no point of its own.
     */
    places: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        at: z.tuple([z.number(), z.number()]),
        claims: z.number().int(),
        by: z.enum(['named', 'within']),
      }),
    ),
    /** How many claims speak of it; the newest are below. */
    claims: z.number().int(),
    /** Claims about it, grouped by measure, newest period first. */
    measures: z.array(z.object({ measure: z.string(), claims: z.array(claimSchema.extend({ spot })) })),
    events: z.array(claimSchema.extend({ spot })),
    findings: z.array(findingSchema),
    articles: z.array(articleRowSchema),
    indicators: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'Dossier' });
export type Article = z.infer<typeof articleSchema>;
export type ArticleRow = z.infer<typeof articleRowSchema>;
export type Pair = z.infer<typeof pairSchema>;
export type FindingAnswer = z.infer<typeof findingSchema>;
export type Dossier = z.infer<typeof dossierSchema>;
export type Feed = z.infer<typeof feedSchema>;
