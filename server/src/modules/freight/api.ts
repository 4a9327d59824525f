/**
 * The freight module's HTTP contract: Zod schemas that parse requests, make the OpenAPI document and give the web its
 * types (the web imports this file's types only). Instants are ISO 8601 UTC strings; coordinates are [longitude, latitude].
 */
import { z } from 'zod';
import { figureSchema } from '../../platform/figure.ts';
import { rideSchema } from './capacity/api.ts';

export const criteria = ['time', 'cost', 'co2', 'risk'] as const;
const instant = z.iso.datetime({ offset: true });
const lonLat = z.tuple([z.number(), z.number()]);

/** A thing of the pack with its name in the reader's language (`?lang=`, then `Accept-Language`, then English). */
const named = { id: z.string(), name: z.string() };

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

export const factSchema = z
  .object({
    id: z.string(),
    subject: z.string(),
    measure: z.string(),
    figure: figureSchema,
    source: z.object({
      id: z.string(),
      publisher: z.string(),
      title: z.string(),
      address: z.string(),
      date: z.string(),
      kind: z.enum(['official', 'reported', 'attested', 'model']),
    }),
    confidence: z.enum(['published', 'estimated']),
    formula: z.string(),
    note: z.string(),
    /** True for the one of its subject and measure that searches use; `why` says by which rule. */
    chosen: z.boolean(),
    why: z.string(),
    /** Ids of facts of the same subject, measure and an overlapping period whose interval is disjoint from this one's. */
    conflicts: z.array(z.string()),
  })
  .meta({ id: 'Fact' });
export type Fact = z.infer<typeof factSchema>;

/** Everything the map draws, in one cacheable answer (ETag = pack version and language). */
export const networkAnswer = z
  .object({
    version: z.string(),
    view: z.object({ bounds: z.tuple([lonLat, lonLat]), from: z.string(), to: z.string() }),
    terminals: z.array(
      stopSchema.extend({ kind: z.string(), gauges: z.array(z.string()), services: z.number().int() }),
    ),
    crossings: z.array(
      z.object({
        ...named,
        at: lonLat,
        kind: z.enum(['gauge-change', 'border']),
        fromGauge: z.string(),
        toGauge: z.string(),
        from: z.string(),
        to: z.string(),
        open: z.boolean(),
      }),
    ),
    legs: z.array(
      z.object({
        id: z.string(),
        mode: z.enum(['rail', 'sea', 'road']),
        gauge: z.string().nullable(),
        from: z.string(),
        to: z.string(),
        coordinates: z.array(lonLat),
      }),
    ),
    services: z.array(
      z.object({
        ...named,
        mode: z.enum(['rail', 'sea', 'road']),
        calls: z.array(z.string()),
        track: z.array(z.string()),
        routePublished: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Network' });
export type NetworkAnswer = z.infer<typeof networkAnswer>;

/** Runs of services under way or leaving within a window: the moving trains and the departures board. */
export const runSchema = z
  .object({
    id: z.string(),
    service: z.object(named),
    mode: z.enum(['rail', 'sea', 'road']),
    operator: z.string().nullable(),
    kind: z.enum(['model', 'reported', 'official']),
    calls: z.array(
      z.object({
        stop: z.string(),
        name: z.string(),
        arrival: instant,
        departure: instant,
        /** leg ids from the previous call to here */ track: z.array(z.string()),
        crossing: z.string().nullable(),
      }),
    ),
    /** The least TEU left on any stretch of it; null where nobody has said what it carries, absent where the ledger was not asked. */
    leftTeu: z.number().int().nullable().optional(),
    /** Cancelled by the operator: it is shown, and can't be booked. */
    cancelled: z.boolean().optional(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof runSchema>;
export const runsQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  terminal: z.string().max(100).optional(),
  /** `true` leaves out what was under way before the window began. */
  leaving: z.enum(['true', 'false']).optional(),
  lang: z.string().max(12).optional(),
  limit: z.coerce.number().int().min(1).max(2000).default(200),
});

/** `next` is the cursor of the page after this one: hand it back as `?cursor=`. Null on the last page. */
const pageOf = <Item extends z.ZodType>(items: Item, id: string) =>
  z.object({ items: z.array(items), next: z.string().nullable() }).meta({ id });
export const listQuery = z.object({
  lang: z.string().max(12).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const langQuery = z.object({ lang: z.string().max(12).optional() });
export const factsQuery = listQuery.extend({
  subject: z.string().max(200).optional(),
  measure: z.string().max(100).optional(),
  id: z.string().max(500).optional(),
});
export const placesAnswer = z.object({ items: z.array(placeSchema) }).meta({ id: 'Places' });

/** A measure of one subject: the figure searches use. All facts behind it are in `facts`. */
const measured = z.object({ measure: z.string(), figure: figureSchema });
const conflict = z.object({ measure: z.string(), facts: z.array(z.string()) });
const translations = z.record(z.string(), z.string());

export const terminalSchema = stopSchema
  .extend({
    kind: z.enum(['rail', 'port', 'dry-port']),
    gauges: z.array(z.string()),
    locode: z.string().nullable(),
    stationCode: z.string().nullable(),
    operator: z.string().nullable(),
    countryName: z.string(),
    /** `town` where only the town's point is known. */
    precision: z.enum(['terminal', 'town']),
    /** How many services call here. */
    services: z.number().int(),
  })
  .meta({ id: 'Terminal' });
export const serviceSchema = z
  .object({
    ...named,
    mode: z.enum(['rail', 'sea', 'road']),
    operator: z.string().nullable(),
    calls: z.array(stopSchema),
    /** ISO weekdays of departure where they are the same every week. */
    days: z.array(z.number().int().min(1).max(7)),
    daysPublished: z.boolean(),
    routePublished: z.boolean(),
    routeSource: z.string().nullable(),
    transitPublished: z.boolean(),
    note: z.string(),
    perWeek: figureSchema,
    /** First departure to last arrival. */
    transit: figureSchema,
    distance: figureSchema,
    /** Why it is not searched, where it can't honestly be estimated. */
    leftOut: z.string().nullable(),
  })
  .meta({ id: 'Service' });
export const crossingSchema = z
  .object({
    ...named,
    kind: z.enum(['gauge-change', 'border']),
    status: z.enum(['open', 'closed', 'planned']),
    calendar: z.string(),
    from: stopSchema,
    to: stopSchema,
    fromGauge: z.string(),
    toGauge: z.string(),
    at: lonLat,
    /** Half have crossed in `value` hours, 9 in 10 in `hi`; `inbound` is against from → to. */
    queue: figureSchema.nullable(),
    queueInbound: figureSchema.nullable(),
    /** How many services go through. */
    services: z.number().int(),
  })
  .meta({ id: 'Crossing' });

const about = {
  names: translations,
  figures: z.array(measured),
  facts: z.array(factSchema),
  conflicts: z.array(conflict),
};
export const terminalAnswer = z
  .object({ terminal: terminalSchema, ...about, services: z.array(serviceSchema) })
  .meta({ id: 'TerminalAnswer' });
export const crossingAnswer = z
  .object({ crossing: crossingSchema, ...about, services: z.array(serviceSchema) })
  .meta({ id: 'CrossingAnswer' });
export const serviceAnswer = z.object({ service: serviceSchema, ...about }).meta({ id: 'ServiceAnswer' });
export const terminalsPage = pageOf(terminalSchema, 'TerminalsPage');
export const servicesPage = pageOf(serviceSchema, 'ServicesPage');
export const crossingsPage = pageOf(crossingSchema, 'CrossingsPage');
export const factsPage = pageOf(factSchema, 'FactsPage');
export const runsPage = z
  .object({
    from: instant,
    to: instant,
    items: z.array(runSchema),
    /** True where `limit` cut the list short. */ more: z.boolean(),
  })
  .meta({ id: 'RunsAnswer' });

export const methodsAnswer = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        measure: z.string(),
        unit: z.string(),
        formula: z.string(),
        note: z.string(),
      }),
    ),
    measures: z.array(z.object({ id: z.string(), units: z.array(z.string()), meaning: z.string() })),
  })
  .meta({ id: 'MethodsAnswer' });

export const overviewAnswer = z
  .object({
    corridor: z.object({ id: z.string(), version: z.string() }),
    /** What the pack holds. */
    holds: z.object({
      places: z.number().int(),
      cities: z.number().int(),
      countries: z.number().int(),
      terminals: z.number().int(),
      railTerminals: z.number().int(),
      ports: z.number().int(),
      crossings: z.number().int(),
      gaugeChanges: z.number().int(),
      legs: z.number().int(),
      services: z.number().int(),
      facts: z.number().int(),
      sources: z.number().int(),
    }),
    /** How much of it is published rather than estimated. */
    services: z.object({
      routePublished: z.number().int(),
      transitPublished: z.number().int(),
      routeOrTransitPublished: z.number().int(),
      estimated: z.number().int(),
      searched: z.number().int(),
    }),
    /** Cities with a terminal in the pack, and those where a service calls, beside the cities published for the whole network. `area` is a subject of the published fact. */
    coverage: z.array(
      z.object({
        area: z.string(),
        name: z.string(),
        cities: z.number().int(),
        served: z.number().int(),
        countries: z.number().int(),
        published: figureSchema,
      }),
    ),
    /** Other published totals: trains, TEU. */
    published: z.array(
      z.object({ area: z.string(), name: z.string(), measure: z.string(), figure: figureSchema }),
    ),
    conflicts: z.number().int(),
    /** Date of the latest source, as known. */
    latestSource: z.string().nullable(),
    sources: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        publisher: z.string(),
        title: z.string(),
        address: z.string(),
        date: z.string(),
        licence: z.string(),
      }),
    ),
    omissions: z.array(z.object({ id: z.string(), what: z.string(), reason: z.string() })),
    timetable: z.object({ from: instant, to: instant }),
  })
  .meta({ id: 'Overview' });
