/** The HTTP contract of what departures can carry and what is left on them. */
import { z } from 'zod';
import { figureSchema } from '../../../platform/figure.ts';

const instant = z.iso.datetime({ offset: true });
export const langQuery = z.object({ lang: z.string().max(12).optional() });

/** What a departure is short of: places, plugs for reefers, mass. `null` where nobody has said what there is. */
export const kinds = ['teu', 'reefer-plug', 'weight-kg'] as const;
export type CapacityKind = (typeof kinds)[number];
const amounts = {
  teu: z.number().int().nullable(),
  reeferPlugs: z.number().int().nullable(),
  weightKg: z.number().int().nullable(),
};

/** One train of a way: which run, from which of its calls to which, and the least that is left on any segment between them. */
export const rideSchema = z
  .object({
    /** `<service>@<departure from its first terminal>`, as in /runs. */
    run: z.string(),
    service: z.string(),
    fromCall: z.number().int(),
    toCall: z.number().int(),
    from: z.string(),
    to: z.string(),
    departure: instant,
    arrival: instant,
    /** Null where the ledger was not asked: on the command line without a server. */
    left: z.object(amounts).nullable(),
    /** Cancelled by the operator: it is shown, and can't be booked. */
    cancelled: z.boolean(),
  })
  .meta({ id: 'Ride' });
export type Ride = z.infer<typeof rideSchema>;

export const capacityAnswer = z
  .object({
    run: z.string(),
    service: z.object({ id: z.string(), name: z.string() }),
    cancelled: z.boolean(),
    /** Dangerous goods classes taken, in the words of the rules (`3`, `4.1`, `9`). */
    dangerousGoods: z.array(z.string()),
    segments: z.array(
      z.object({
        from: z.object({ id: z.string(), name: z.string() }),
        to: z.object({ id: z.string(), name: z.string() }),
        departure: instant,
        arrival: instant,
        pools: z.array(
          z.object({
            kind: z.enum(kinds),
            /** Evidence: the operator’s statement, a fact of the pack, or the formula it is estimated by. */
            capacity: figureSchema,
            held: z.number().int(),
            confirmed: z.number().int(),
            left: z.number().int().nullable(),
          }),
        ),
      }),
    ),
    version: z.number().int(),
  })
  .meta({ id: 'DepartureCapacity' });
export type DepartureCapacity = z.infer<typeof capacityAnswer>;

/** Of the statement that was looked at: refused where somebody has changed it since. Whoever does not send it overwrites. */
const looked = z.number().int().min(0).optional();

/** What is not named stays; null takes a statement back, so that the pack's figure counts again. Below what is promised is refused. */
export const departureChange = z
  .strictObject({
    teu: z.number().int().min(0).max(10_000).nullable().optional(),
    reeferPlugs: z.number().int().min(0).max(10_000).nullable().optional(),
    weightKg: z.number().int().min(0).max(100_000_000).nullable().optional(),
    cancelled: z.boolean().optional(),
    version: looked,
  })
  .meta({ id: 'DepartureChange' });
export type DepartureChange = z.output<typeof departureChange>;

/** What every departure of a service carries unless its own statement says otherwise. */
export const serviceCapacitySchema = z
  .object({
    service: z.object({ id: z.string(), name: z.string() }),
    teu: figureSchema,
    reeferPlugs: figureSchema,
    weightKg: figureSchema,
    dangerousGoods: z.array(z.string()),
    /** True where an operator has stated it. */
    stated: z.boolean(),
    statedAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'ServiceCapacity' });
export type ServiceCapacity = z.infer<typeof serviceCapacitySchema>;
export const serviceCapacitiesPage = z
  .object({ items: z.array(serviceCapacitySchema), next: z.string().nullable() })
  .meta({ id: 'ServiceCapacitiesPage' });
export const serviceCapacityChange = z
  .strictObject({
    teu: z.number().int().min(0).max(10_000).nullable().optional(),
    reeferPlugs: z.number().int().min(0).max(10_000).nullable().optional(),
    weightKg: z.number().int().min(0).max(100_000_000).nullable().optional(),
    dangerousGoods: z
      .array(z.string().regex(/^[1-9](\.[1-6])?$/, 'is not a class such as 3 or 4.1'))
      .max(20)
      .nullable()
      .optional(),
    version: looked,
  })
  .meta({ id: 'ServiceCapacityChange' });
export type ServiceCapacityChange = z.output<typeof serviceCapacityChange>;
export const serviceCapacitiesQuery = z.object({
  /** Words in the service's id or name, or in the places it calls at. */
  query: z.string().max(100).optional(),
  /** `true`: only those an operator has stated something of. */
  stated: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  lang: z.string().max(12).optional(),
});

/** The heat map: lanes (first place to last place of services) by week. */
export const lanesQuery = z.object({
  from: z.iso.date().optional(),
  weeks: z.coerce.number().int().min(1).max(10).default(8),
  kind: z.enum(kinds).default('teu'),
  /** A place, terminal or country the lane begins or ends in. */
  at: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
  lang: z.string().max(12).optional(),
});
export type LanesQuery = z.output<typeof lanesQuery>;
export const lanesAnswer = z
  .object({
    kind: z.enum(kinds),
    /** Mondays, as dates. */
    weeks: z.array(z.iso.date()),
    lanes: z.array(
      z.object({
        id: z.string(),
        from: z.object({ id: z.string(), name: z.string(), country: z.string() }),
        to: z.object({ id: z.string(), name: z.string(), country: z.string() }),
        /** `capacity`: what each departure carries unless its own statement says otherwise. */
        services: z.array(z.object({ id: z.string(), name: z.string(), capacity: figureSchema })),
        /** One a week, in the order of `weeks`: of the segment of each departure that is fullest. `capacity` null: nobody has said. */
        cells: z.array(
          z.object({
            departures: z.number().int(),
            /** Left out of `departures` and of all that follows but `waiting`. */
            cancelled: z.number().int(),
            capacity: z.number().int().nullable(),
            held: z.number().int(),
            confirmed: z.number().int(),
            waiting: z.number().int(),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'Lanes' });
export type Lanes = z.infer<typeof lanesAnswer>;
