/**
 * The freight module's HTTP contract: Zod schemas that parse requests, make the OpenAPI document and give the web its
 * types (the web imports this file's types only). Instants are ISO 8601 UTC strings; coordinates are [longitude, latitude].
 */
import { z } from 'zod';
import { figureSchema } from '../../platform/figure.ts';
import { instant, named, placeSchema, stopSchema } from './api-parts.ts';
import { rideSchema } from './capacity/api.ts';

export * from './api-pack.ts';
export { langQuery, listQuery, placeSchema, placesQuery, stopSchema } from './api-parts.ts';
export * from './api-timetable.ts';

export const criteria = ['time', 'cost', 'co2', 'risk'] as const;

/** `from` and `to` take a place id, a terminal id, a UN/LOCODE or an exact name in any language of the pack. */
export const planRequest = z
  .strictObject({
    from: z.string().trim().min(1).max(100),
    to: z.string().trim().min(1).max(100),
    readyAt: z.union([instant, z.iso.date()]).optional(),
    arriveBy: z.union([instant, z.iso.date()]).optional(),
    teu: z.number().positive().max(200).multipleOf(1),
    weightKg: z.number().min(1).max(6_000_000).optional(),
    hsCode: z
      .string()
      .regex(/^\d{2}(\d{2}(\d{2})?)?$/, 'is not 2, 4 or 6 digits of the Harmonized System')
      .optional(),
    minimise: z.enum(criteria).optional(),
    avoid: z.array(z.string().min(1).max(100)).max(200).optional(),
  })
  .meta({ id: 'PlanRequest' });
export type PlanRequest = z.infer<typeof planRequest>;

export const legSchema = z
  .object({
    /** wait: at a terminal before a departure; ride: on a service; crossing: over a border (in a through train or reloaded); road: a truck leg. */
    kind: z.enum(['wait', 'ride', 'crossing', 'road']),
    mode: z.enum(['rail', 'sea', 'road', 'none']),
    gauge: z.enum(['1435', '1520', '1000', '1668']).nullable(),
    from: stopSchema,
    to: stopSchema,
    departure: instant,
    arrival: instant,
    /** 9 in 10 have arrived here by then. */
    arrivalP90: instant,
    service: z
      .object({
        ...named,
        operator: z.string().nullable(),
        days: z.array(z.number().int().min(1).max(7)),
        routePublished: z.boolean(),
      })
      .nullable(),
    crossing: z
      .object({
        ...named,
        kind: z.enum(['gauge-change', 'border']),
        fromGauge: z.string(),
        toGauge: z.string(),
        queue: figureSchema,
      })
      .nullable(),
    /** Ids of the pack's legs it runs over, in order; a leading `-` means against the leg's direction. */
    track: z.array(z.string()),
    distance: figureSchema,
    cost: figureSchema,
    co2: figureSchema,
  })
  .meta({ id: 'Leg' });
export type Leg = z.infer<typeof legSchema>;

export const optionSchema = z
  .object({
    /** Stable for the same pack, request and departure: usable in an address. */
    id: z.string(),
    departure: instant,
    arrival: z.object({ p50: instant, p90: instant }),
    /** Days from ready to arrival: value p50, hi p90. */
    transit: figureSchema,
    cost: figureSchema,
    costs: z.array(
      z.object({
        component: z.enum(['rail', 'sea', 'road', 'gauge-change', 'border', 'terminal']),
        figure: figureSchema,
      }),
    ),
    /** kg CO2e well-to-wheel. */
    co2: figureSchema,
    /** steady, queue (a border's queue is uncertain), tight (a connection is likely missed); `at` names where. */
    risk: z.object({
      level: z.enum(['steady', 'queue', 'tight']),
      at: z.object(named).nullable(),
      figure: figureSchema,
    }),
    transfers: z.number().int(),
    via: z.array(z.object(named)),
    /** What this option is best of. */
    best: z.array(z.enum(criteria)),
    legs: z.array(legSchema),
    /** Its trains and ships in order, with what is left on each. */
    rides: z.array(rideSchema),
  })
  .meta({ id: 'Option' });
export type Option = z.infer<typeof optionSchema>;

export const planAnswer = z
  .object({
    corridor: z.object({ id: z.string(), version: z.string() }),
    from: placeSchema,
    to: placeSchema,
    readyAt: instant,
    arriveBy: instant.nullable(),
    teu: z.number(),
    weightKg: figureSchema,
    /** How many undominated ways were found before the choice. */
    considered: z.number().int(),
    options: z.array(optionSchema),
  })
  .meta({ id: 'PlanAnswer' });
export type PlanAnswer = z.infer<typeof planAnswer>;
