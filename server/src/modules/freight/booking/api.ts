/** The HTTP contract of bookings: a way of the planner, held, confirmed, amended, cancelled, or waited for. */
import { z } from 'zod';
import { figureSchema } from '../../../platform/figure.ts';
import { optionSchema, planRequest } from '../api.ts';
import { rideSchema } from '../capacity/api.ts';

const instant = z.iso.datetime({ offset: true });

/**
 * held -> confirmed | cancelled | expired
 * waiting -> offered (space has returned, and is held for it) | cancelled
 * offered -> confirmed | cancelled | expired (the next in line is offered it)
 * confirmed -> cancelled | departed (by the clock: its first train has left)
 */
export const bookingStates = [
  'held',
  'confirmed',
  'waiting',
  'offered',
  'cancelled',
  'expired',
  'departed',
] as const;
export type BookingState = (typeof bookingStates)[number];

/** ISO 6346 size and type codes a booking can be made for, and the TEU each takes. */
export const containerTypes = {
  '22G1': { teu: 1, reefer: false },
  '22R1': { teu: 1, reefer: true },
  '22U1': { teu: 1, reefer: false },
  '22T1': { teu: 1, reefer: false },
  '42G1': { teu: 2, reefer: false },
  '42R1': { teu: 2, reefer: true },
  '42U1': { teu: 2, reefer: false },
  '45G1': { teu: 2, reefer: false },
  '45R1': { teu: 2, reefer: true },
} as const;
export type ContainerType = keyof typeof containerTypes;

export const dangerousSchema = z.strictObject({
  unNumber: z.string().regex(/^\d{4}$/, 'is not a UN number of four digits'),
  class: z.string().regex(/^[1-9](\.[1-6])?$/, 'is not a class such as 3 or 4.1'),
  packingGroup: z.enum(['I', 'II', 'III']).optional(),
  properShippingName: z.string().trim().min(1).max(200),
});
export const containerSchema = z
  .strictObject({
    type: z.enum(Object.keys(containerTypes) as [ContainerType, ...ContainerType[]]),
    /** Owner code, serial and check digit (ISO 6346). May come later; asked for before the first train leaves. */
    number: z.string().trim().max(20).optional(),
    /** Goods and packing; without the box. */
    cargoKg: z.number().int().min(0).max(40_000),
    /** Verified gross mass, box included. May come later. */
    vgmKg: z.number().int().min(1).max(50_000).optional(),
    /** Needs a plug on the way: for reefer types; true unless told. */
    plugged: z.boolean().optional(),
    goods: z
      .array(
        z.strictObject({
          /** 2, 4 or 6 digits of the Harmonized System. */
          hs: z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/, 'is not 2, 4 or 6 digits of the Harmonized System'),
          description: z.string().trim().max(200).default(''),
          dangerous: dangerousSchema.optional(),
        }),
      )
      .max(50)
      .default([]),
  })
  .meta({ id: 'Container' });
export type Container = z.infer<typeof containerSchema>;

/** Which way: the request as it was planned, with `readyAt` or `arriveBy` set, and the option of its answer. */
const chosenWay = {
  request: planRequest,
  option: z.string().min(1).max(100),
  containers: z.array(containerSchema).min(1).max(100),
};
/** Send an `Idempotency-Key` header: the same key and body is the same booking. `onFull: wait` joins the waiting list where there is no room. */
export const bookRequest = z
  .strictObject({
    ...chosenWay,
    reference: z.string().trim().max(100).default(''),
    onFull: z.enum(['refuse', 'wait']).default('refuse'),
  })
  .meta({ id: 'BookRequest' });
export type BookRequest = z.input<typeof bookRequest>;
/** Swaps what is held or confirmed for another way or load, or changes nothing. `version`: of the booking that was looked at. */
export const amendRequest = z
  .strictObject({ ...chosenWay, version: z.number().int() })
  .meta({ id: 'AmendRequest' });
/** Numbers, masses and goods of boxes that stay as many and as large as they are: no exchange is needed. */
export const containersChange = z.strictObject({
  containers: z.array(containerSchema).min(1).max(100),
  version: z.number().int(),
});
export const versionRequest = z.strictObject({ version: z.number().int() });

export const bookingSchema = z
  .object({
    id: z.string(),
    /** What people say on the phone: `SR-7K4M2Q`. */
    number: z.string(),
    reference: z.string(),
    organisation: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(bookingStates),
    version: z.number().int(),
    /** Until when it is held, for `held` and `offered`; `now` is the server's, so that a countdown needs no right clock. */
    heldUntil: instant.nullable(),
    now: instant,
    createdAt: instant,
    from: z.object({ id: z.string(), name: z.string() }),
    to: z.object({ id: z.string(), name: z.string() }),
    departure: instant,
    arrival: z.object({ p50: instant, p90: instant }),
    teu: z.number().int(),
    cost: figureSchema,
    /** The request, the way as it was when it was chosen, and its trains. */
    request: planRequest,
    option: optionSchema,
    rides: z.array(rideSchema),
    containers: z.array(containerSchema.extend({ number: z.string().optional() })),
    /** What may be done now, by whoever asks. */
    actions: z.array(z.enum(['confirm', 'amend', 'cancel', 'containers', 'declare'])),
    /** Until when it can be cancelled or amended, and what that costs by the terms it was made under. */
    terms: z.object({
      amendUntil: instant,
      cancelUntil: instant,
      fees: z.array(z.object({ until: instant, percent: z.number() })),
      note: z.string(),
    }),
    /** Place in the line, from 1, and the pool it waits for. */
    waiting: z.object({ place: z.number().int(), since: instant }).nullable(),
    /** What is still to be given before the first train: numbers, masses, declarations. */
    missing: z.array(z.enum(['container-numbers', 'vgm', 'goods', 'declaration'])),
    customs: z.array(
      z.object({
        crossing: z.string(),
        name: z.string(),
        status: z.enum(['not-lodged', 'lodged', 'held', 'released']),
      }),
    ),
    history: z.array(
      z.object({ at: instant, what: z.string(), by: z.string().nullable(), detail: z.string() }),
    ),
  })
  .meta({ id: 'Booking' });
export type Booking = z.infer<typeof bookingSchema>;

export const bookingsQuery = z.object({
  state: z.enum(bookingStates).optional(),
  /** Words in the number, the reference, a container number, a place. */
  query: z.string().max(100).optional(),
  organisation: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  lang: z.string().max(12).optional(),
});
/** A row of the board: what a forwarder has to do next, soonest first. */
export const bookingRowSchema = bookingSchema
  .omit({ request: true, option: true, rides: true, containers: true, history: true, terms: true })
  .extend({
    via: z.array(z.object({ id: z.string(), name: z.string() })),
    containerNumbers: z.array(z.string()),
  })
  .meta({ id: 'BookingRow' });
export type BookingRow = z.infer<typeof bookingRowSchema>;
export const bookingsPage = z
  .object({
    items: z.array(bookingRowSchema),
    next: z.string().nullable(),
    counts: z.record(z.enum(bookingStates), z.number().int()),
  })
  .meta({ id: 'BookingsPage' });

/** Terms of the operator: `fees` by hours before the first departure. The default charges nothing and ends when loading closes. */
export const termsSchema = z
  .object({
    holdMinutes: z.number().int().min(1).max(10_080),
    offerMinutes: z.number().int().min(1).max(10_080),
    fees: z
      .array(
        z.object({ hoursBefore: z.number().int().min(0).max(8_760), percent: z.number().min(0).max(100) }),
      )
      .max(10)
      .refine(
        (fees) => new Set(fees.map(({ hoursBefore }) => hoursBefore)).size === fees.length,
        'names one hour twice',
      ),
    note: z.string().max(2_000),
    version: z.number().int(),
  })
  .meta({ id: 'BookingTerms' });
export type BookingTerms = z.infer<typeof termsSchema>;
