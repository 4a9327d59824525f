/** What the contracts of freight share: names, places, stops, pages. */
import { z } from 'zod';

export const instant = z.iso.datetime({ offset: true });
export const lonLat = z.tuple([z.number(), z.number()]);

/** A thing of the pack with its name in the reader's language (`?lang=`, then `Accept-Language`, then English). */
export const named = { id: z.string(), name: z.string() };

export const placeSchema = z
  .object({
    ...named,
    kind: z.enum(['place', 'terminal']),
    country: z.string(),
    countryName: z.string(),
    locode: z.string().nullable(),
    at: lonLat,
    terminals: z.array(z.string()),
    matched: z.string().optional(),
  })
  .meta({ id: 'Place' });
export const placesQuery = z.object({
  query: z.string().min(1).max(100),
  lang: z.string().max(12).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

export const stopSchema = z
  .object({
    ...named,
    place: z.string(),
    placeName: z.string(),
    country: z.string(),
    zone: z.string(),
    at: lonLat,
  })
  .meta({ id: 'Stop' });

/** `next` is the cursor of the page after this one: hand it back as `?cursor=`. Null on the last page. */
export const pageOf = <Item extends z.ZodType>(items: Item, id: string) =>
  z.object({ items: z.array(items), next: z.string().nullable() }).meta({ id });
export const listQuery = z.object({
  lang: z.string().max(12).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const langQuery = z.object({ lang: z.string().max(12).optional() });
