/** The HTTP contract of customs, containers and goods. */
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
export const customsStatuses = ['not-lodged', 'lodged', 'held', 'released'] as const;
export type CustomsStatus = (typeof customsStatuses)[number];

const party = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(500),
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country of two letters'),
  taxNumber: z.string().trim().max(50).optional(),
});
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'is not a number such as 1200.5');
export const declarationContent = z
  .strictObject({
    consignor: party.optional(),
    consignee: party.optional(),
    declarant: party.optional(),
    incoterm: z.enum(['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP']).optional(),
    incotermPlace: z.string().trim().max(100).optional(),
    lines: z
      .array(
        z.strictObject({
          hs: z.string().regex(/^\d{6}(\d{2}(\d{2})?)?$/, 'is not 6, 8 or 10 digits'),
          description: z.string().trim().min(1).max(500),
          origin: z.string().regex(/^[A-Z]{2}$/, 'is not a country of two letters'),
          packages: z.number().int().min(1).max(1_000_000),
          grossKg: decimal,
          netKg: decimal,
          /** In the currency's smallest unit. */
          valueMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
          currency: z.string().regex(/^[A-Z]{3}$/, 'is not a currency of three letters'),
          /** Which of the booking's containers, from 0. */
          container: z.number().int().min(0).max(99).optional(),
        }),
      )
      .max(200)
      .default([]),
    documents: z
      .array(
        z.strictObject({
          kind: z.enum([
            'invoice',
            'packing-list',
            'contract',
            'certificate-of-origin',
            'waybill',
            'licence',
            'phytosanitary',
            'veterinary',
            'dangerous-goods',
            'other',
          ]),
          number: z.string().trim().min(1).max(100),
          date: z.iso.date(),
        }),
      )
      .max(100)
      .default([]),
  })
  .meta({ id: 'DeclarationContent' });
export type DeclarationContent = z.infer<typeof declarationContent>;

/** Rules a declaration has to meet before it can be lodged, for pages that say them in the reader's language; `problem` is English. */
export const missingRules = [
  'party',
  'country',
  'incoterm',
  'lines',
  'hs',
  'mass',
  'value',
  'currency',
  'container',
  'undeclared',
  'gross',
  'document',
  'document-date',
] as const;
export type MissingRule = (typeof missingRules)[number];
const missingSchema = z.object({ at: z.string(), rule: z.enum(missingRules), problem: z.string() });
export type Missing = z.infer<typeof missingSchema>;

export const borderSchema = z
  .object({
    /** Of the pack; the way's own order. */
    crossing: z.string(),
    name: z.string(),
    fromCountry: z.string(),
    toCountry: z.string(),
    expectedAt: instant,
    status: z.enum(customsStatuses),
    history: z.array(
      z.object({
        at: instant,
        status: z.enum(customsStatuses),
        /** Of the declaration, once this was done. */
        version: z.number().int(),
        by: z.string(),
        reference: z.string(),
        note: z.string(),
      }),
    ),
    /** What whoever asks may set it to. */
    next: z.array(z.enum(customsStatuses)),
  })
  .meta({ id: 'CustomsBorder' });
export const declarationAnswer = z
  .object({
    booking: z.string(),
    number: z.string(),
    content: declarationContent,
    /** What is missing before it can be lodged: JSON pointers and what to do. */
    missing: z.array(missingSchema),
    borders: z.array(borderSchema),
    version: z.number().int(),
    /** The version at which this content was written; 0 where nobody has. */
    contentVersion: z.number().int(),
  })
  .meta({ id: 'Declaration' });
export type Declaration = z.infer<typeof declarationAnswer>;
/** `version`: with the content as it was then. An office may ask for those at which something became of it at its borders. */
export const declarationQuery = z.object({
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  lang: z.string().max(12).optional(),
});
export const declarationChange = z.strictObject({ content: declarationContent, version: z.number().int() });
export const statusChange = z.strictObject({
  status: z.enum(customsStatuses).exclude(['not-lodged']),
  reference: z.string().trim().max(100).default(''),
  note: z.string().trim().max(1_000).default(''),
  version: z.number().int(),
});
/** For an authority: what comes to a border. */
export const customsQuery = z.object({
  crossing: z.string().max(100).optional(),
  status: z.enum(customsStatuses).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  lang: z.string().max(12).optional(),
});
export const customsPage = z
  .object({
    items: z.array(
      borderSchema.omit({ history: true }).extend({
        booking: z.string(),
        number: z.string(),
        organisation: z.object({ id: z.string(), name: z.string() }),
        containers: z.array(z.string()),
        lines: z.number().int(),
        version: z.number().int(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'CustomsPage' });

/** Goods of the Harmonized System by words in any of the languages, or by code. */
export const goodsQuery = z.object({
  query: z.string().trim().min(1).max(100),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  lang: z.string().max(12).optional(),
});
export const goodsAnswer = z
  .object({
    items: z.array(
      z.object({
        hs: z.string(),
        name: z.string(),
        parent: z.string().nullable(),
        parentName: z.string().nullable(),
        matched: z.string(),
      }),
    ),
  })
  .meta({ id: 'Goods' });

/** The rules a container number may break, in the order they are looked at. */
export const containerFaults = [
  'empty',
  'other-alphabet',
  'look-alike',
  'length',
  'owner',
  'category',
  'serial',
  'check-digit',
] as const;
export type ContainerFault = (typeof containerFaults)[number];
/** A container number checked by ISO 6346; `expected` is the check digit its letters and digits make. */
export const containerNumberAnswer = z
  .object({
    number: z.string(),
    valid: z.boolean(),
    owner: z.string(),
    category: z.string(),
    serial: z.string(),
    checkDigit: z.string(),
    expected: z.string(),
    /** Which rule it breaks, for pages that say it in the reader's language; `problem` is English. */
    fault: z.enum(containerFaults).nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'ContainerNumber' });

/** Which authority decides at which borders; one that is not named decides at none. */
export const officeSchema = z
  .object({
    organisation: z.object({ id: z.string(), name: z.string() }),
    crossings: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'CustomsOffice' });
export const officesAnswer = z.object({ items: z.array(officeSchema) }).meta({ id: 'CustomsOffices' });
/** All borders of the organisation, whatever they were; an empty list takes them away. */
export const officeChange = z.strictObject({
  organisation: z.string().min(1).max(100),
  crossings: z.array(z.string().min(1).max(100)).max(500),
});
