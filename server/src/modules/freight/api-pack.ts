/** The contract of what the corridor pack holds: facts, terminals, services, crossings, methods, and all of it at a glance. */
import { z } from 'zod';
import { figureSchema } from '../../platform/figure.ts';
import { instant, listQuery, lonLat, named, pageOf, placeSchema, stopSchema } from './api-parts.ts';

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

export const factsQuery = listQuery.extend({
  subject: z.string().max(200).optional(),
  measure: z.string().max(100).optional(),
  id: z.string().max(500).optional(),
  /** What the pack of that day stated, at its end or at a moment. */
  asOf: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
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
