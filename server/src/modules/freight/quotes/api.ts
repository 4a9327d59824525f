/** The HTTP contract of quotes: what it costs and when it is there, at once, for a container or a parcel. */
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const money = z.object({ amountMinor: z.number().int(), currency: z.string() });

/** `teu` for containers; `weightKg` and `volumeM3` for a parcel that shares one. Exactly one of the two ways. */
export const quoteRequest = z
  .strictObject({
    from: z.string().trim().min(1).max(100),
    to: z.string().trim().min(1).max(100),
    readyAt: z.union([instant, z.iso.date()]).optional(),
    teu: z.number().int().min(1).max(200).optional(),
    weightKg: z.number().positive().max(6_000_000).optional(),
    volumeM3: z.number().positive().max(10_000).optional(),
    minimise: z.enum(['cost', 'time', 'co2']).default('cost'),
  })
  .meta({ id: 'QuoteRequest' });
export type QuoteRequest = z.input<typeof quoteRequest>;

const offer = z.object({
  /** Delivered, terminal to terminal or with the lorry legs the way has. */
  price: money,
  arrival: z.object({ p50: instant, p90: instant }),
  departure: instant,
  co2Kg: z.number(),
  transfers: z.number().int(),
  /** Trains in order, as /runs names them. */
  rides: z.array(z.object({ run: z.string(), from: z.string(), to: z.string() })),
  /** The least TEU left on any of them; null where nobody has said. */
  leftTeu: z.number().int().nullable(),
});
export const quoteAnswer = z
  .object({
    from: z.object({ id: z.string(), name: z.string() }),
    to: z.object({ id: z.string(), name: z.string() }),
    readyAt: instant,
    /** The best by what was asked to be least, and what else is worth choosing from. */
    best: offer,
    others: z.array(offer),
    /** From the catalogue, or searched live because its entry is stale or not built yet. */
    origin: z.enum(['catalogue', 'live']),
    /** How the price comes about: methods with their inputs, as evidence of a figure. */
    formula: z.array(z.object({ method: z.string(), value: z.string(), unit: z.string() })),
    /** State of pack, rates, closures and capacity that it was made of. */
    version: z.string(),
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quoteAnswer>;

export const catalogueAnswer = z
  .object({
    version: z.string(),
    pairs: z.number().int(),
    built: z.number().int(),
    stale: z.number().int(),
    building: z.boolean(),
    startedAt: instant.nullable(),
    builtAt: instant.nullable(),
    seconds: z.number().nullable(),
    bytes: z.number().int(),
  })
  .meta({ id: 'Catalogue' });
