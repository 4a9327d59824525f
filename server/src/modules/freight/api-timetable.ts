/** The contract of the map and of departures. */
import { z } from 'zod';
import { instant, lonLat, named, stopSchema } from './api-parts.ts';

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

export const runsPage = z
  .object({
    from: instant,
    to: instant,
    items: z.array(runSchema),
    /** True where `limit` cut the list short. */ more: z.boolean(),
  })
  .meta({ id: 'RunsAnswer' });
