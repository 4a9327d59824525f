/** Addresses of bookings: parse, call, answer. */
import { byOf } from '../../../platform/audit/audit.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { Gate, turnedAway } from '../../../platform/http/limits.ts';
import type { Principal } from '../../../platform/http/permissions.ts';
import { type RouteContext, route } from '../../../platform/http/route.ts';
import { langQuery } from '../api.ts';
import type { FreightError, FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import { amend, changeContainers } from './amend.ts';
import { bookingAnswer, type Reader } from './answer.ts';
import * as api from './api.ts';
import { type Asking, book } from './book.ts';
import type { BookingRow } from './booking.ts';
import { type Asked, cancel, confirm, notFound } from './change.ts';
import { keyIn } from './key.ts';
import { bookingsList, organisationSeen } from './list.ts';
import type { BookingParts } from './parts.ts';
import { LedgerAway, settle } from './settle.ts';

type NetworkAt = (now: Date) => FreightNetwork;

const wayErrors = [
  'place-unknown',
  'place-ambiguous',
  'same-place',
  'date-past',
  'date-impossible',
  'date-too-far',
  'date-missing',
  'weight-over-limit',
  'goods-unknown',
  'crossing-unknown',
  'search-too-large',
  'option-gone',
  'no-train',
  'teu-differs',
  'container-number-invalid',
  'container-type',
  'over-weight',
  'run-not-found',
  'loading-closed',
  'departure-cancelled',
  'goods-not-taken',
  'places-not-stated',
  'plugs-not-stated',
  'way-too-long',
  'full',
  'key-conflict',
  'ledger-away',
] as const satisfies readonly FreightError[];
const changeErrors = [
  'booking-not-found',
  'booking-changed',
  'booking-closed',
  'hold-expired',
  'departed',
  'loading-closed',
  'departure-cancelled',
  'key-missing',
  'key-conflict',
  'ledger-away',
] as const satisfies readonly FreightError[];
const allErrors = [...new Set<FreightError>([...wayErrors, ...changeErrors])];

/** A hundred boxes with their goods. */
const bodyBytesMax = 500_000;
/** Each change holds a connection while the ledger decides: fewer than there are, so that the ledger can always have one. */
const changesMax = 8;

export function bookingRoutes(parts: BookingParts, networkAt: NetworkAt) {
  const writes = { permission: 'bookings:write' as const, query: langQuery, answer: api.bookingSchema };
  const gate = new Gate(changesMax);
  const answered = async (work: () => Promise<BookingRow | FreightRefusal>, context: RouteContext) => {
    const outcome = await gate.run(
      () => context.signal,
      () => whenAway(work()),
    );
    return outcome === turnedAway ? busy : answerOf(parts, outcome, context);
  };
  return [
    route({
      ...writes,
      method: 'POST',
      path: '/api/v1/bookings',
      summary:
        'Hold every leg of a way, or none; with onFull "wait", join the waiting list where there is no room',
      body: api.bookRequest,
      status: 201,
      errors: [...wayErrors, 'key-missing', 'hold-expired', 'booking-closed', 'booking-not-found'],
      bodyBytesMax,
      handle: async ({ body }, context) => {
        const key = keyIn(context.header('idempotency-key'));
        if (isRefusal(key)) return key;
        return answered(() => book(parts, networkAt(context.now()), body, key, askingOf(context)), context);
      },
    }),
    ...(['confirm', 'cancel'] as const).map((what) =>
      route({
        ...writes,
        method: 'POST',
        path: `/api/v1/bookings/:id/${what}`,
        summary:
          what === 'confirm'
            ? 'Take what is held or offered for good'
            : 'Let go of what is held, confirmed or waited for',
        body: api.versionRequest,
        errors: changeErrors,
        handle: async ({ params, body }, context) => {
          const asked = askedOf(params, body, context);
          if (isRefusal(asked)) return asked;
          return answered(() => (what === 'confirm' ? confirm : cancel)(parts, asked), context);
        },
      }),
    ),
    route({
      ...writes,
      method: 'POST',
      path: '/api/v1/bookings/:id/amend',
      summary: 'Swap what is held or confirmed for another way or load, or change nothing',
      body: api.amendRequest,
      errors: allErrors,
      bodyBytesMax,
      handle: async ({ params, body }, context) => {
        const asked = askedOf(params, body, context);
        if (isRefusal(asked)) return asked;
        return answered(() => amend(parts, networkAt(context.now()), body, asked), context);
      },
    }),
    route({
      ...writes,
      method: 'PUT',
      path: '/api/v1/bookings/:id/containers',
      summary: 'Numbers, masses and goods of the boxes of a booking',
      body: api.containersChange,
      errors: allErrors,
      bodyBytesMax,
      handle: async ({ params, body }, context) => {
        const asked = askedOf(params, body, context);
        if (isRefusal(asked)) return asked;
        return answered(
          () => changeContainers(parts, networkAt(context.now()), body.containers, asked),
          context,
        );
      },
    }),
    ...readRoutes(parts),
  ];
}

function readRoutes(parts: BookingParts) {
  const reads = { permission: 'bookings:read' as const, method: 'GET' as const };
  return [
    route({
      ...reads,
      path: '/api/v1/bookings',
      summary: 'Bookings of the organisation, the soonest thing to do first; an operator sees all',
      query: api.bookingsQuery,
      answer: api.bookingsPage,
      errors: ['cursor-invalid', 'ledger-away'],
      handle: ({ query }, context) => whenAway(bookingsList(parts, query, readerOf(context))),
    }),
    route({
      ...reads,
      path: '/api/v1/bookings/:id',
      summary: 'A booking: its way, boxes, terms and history',
      query: langQuery,
      answer: api.bookingSchema,
      errors: ['booking-not-found', 'ledger-away'],
      handle: async ({ params: { id = '' } }, context) => {
        const seen = organisationSeen(principalOf(context), undefined);
        const row = isId(id) ? await whenAway(settle(parts, id)) : null;
        if (isRefusal(row)) return row;
        if (row === null || (seen !== null && row.organisation !== seen)) return notFound(id);
        return (await bookingAnswer(parts, row, readerOf(context))) ?? notFound(id);
      },
    }),
  ];
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A route that is not for everybody has somebody who asks (http/route.ts). */
function principalOf({ principal }: RouteContext): Principal {
  if (principal === null) throw new Error('a booking was asked for by nobody');
  return principal;
}
export const readerOf = (context: RouteContext): Reader => ({
  principal: principalOf(context),
  now: context.now(),
  lang: context.language,
});

/** `bookings:write` is a role in an organisation, so there is one. */
function askingOf(context: RouteContext): Asking {
  const { organisation, person } = principalOf(context);
  if (organisation === null) throw new Error('a booking was asked for by somebody of no organisation');
  const { language: lang, signal } = context;
  const contact = { name: person.name, email: person.email, language: lang };
  return { organisation, contact, by: byOf(context), now: context.now(), lang, signal };
}

function askedOf(
  { id = '' }: Readonly<Record<string, string>>,
  body: { version: number },
  context: RouteContext,
): Asked | FreightRefusal {
  const header = context.header('idempotency-key');
  const key = header === undefined ? null : keyIn(header);
  if (isRefusal(key)) return key;
  return isId(id) ? { ...askingOf(context), id, version: body.version, key, body } : notFound(id);
}

async function answerOf(parts: BookingParts, row: BookingRow | FreightRefusal, context: RouteContext) {
  if (isRefusal(row)) return row;
  return (await bookingAnswer(parts, row, readerOf(context))) ?? notFound(row.id);
}
const busy = refuse(
  'overloaded',
  'Too many bookings are being changed: send it again, with the same key, in a moment.',
);

async function whenAway<Value>(work: Promise<Value>): Promise<Value | FreightRefusal> {
  try {
    return await work;
  } catch (problem) {
    if (problem instanceof LedgerAway) return problem.refusal;
    throw problem;
  }
}
