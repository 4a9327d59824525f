/** The board: a forwarder's bookings, the soonest thing to do first. */
import type { z } from 'zod';
import type { Principal } from '../../../platform/http/permissions.ts';
import { type FreightRefusal, refuseField } from '../errors.ts';
import { type Reader, rowAnswers } from './answer.ts';
import { bookingStates, type bookingsPage, type bookingsQuery } from './api.ts';
import { countBookings, type ListQuery, listBookings, readUnsettled } from './list.store.ts';
import type { BookingParts } from './parts.ts';
import { settle } from './settle.ts';

type Query = z.output<typeof bookingsQuery>;

/** An operator sees all, or one organisation's; everybody else their own, whatever they ask for. */
export const organisationSeen = (principal: Principal, asked: string | undefined): string | null =>
  principal.roles.includes('operator') ? (asked ?? null) : (principal.organisation?.id ?? '');

/** What is older than this and not carried out was left by a server that died. */
const forgottenSeconds = 2;

export async function bookingsList(
  parts: BookingParts,
  query: Query,
  reader: Reader,
): Promise<z.input<typeof bookingsPage> | FreightRefusal> {
  const after = query.cursor === undefined ? null : decode(query.cursor);
  if (after === undefined)
    return refuseField('cursor-invalid', 'cursor', 'Leave the cursor out to begin at the first page.');
  const { db } = parts.database();
  const organisation = organisationSeen(reader.principal, query.organisation);
  for (const id of await readUnsettled(db, { olderSeconds: forgottenSeconds, organisation }))
    await settle(parts, id);
  const asked: ListQuery = {
    organisation,
    state: query.state ?? null,
    words: (query.query ?? '').split(/\s+/).filter((word) => word !== ''),
    after,
    limit: query.limit + 1,
    now: reader.now,
  };
  const [rows, counted] = await Promise.all([listBookings(db, asked), countBookings(db, asked)]);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: await rowAnswers(parts, page, reader),
    next: last ? encode(last) : null,
    counts: Object.fromEntries(bookingStates.map((state) => [state, counted.get(state) ?? 0])) as Record<
      (typeof bookingStates)[number],
      number
    >,
  };
}

const encode = ({ due, id }: { due: string; id: string }) =>
  Buffer.from(`${due} ${id}`).toString('base64url');
function decode(cursor: string): { due: string; id: string } | undefined {
  const [due = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const isOurs =
    /^-?\d{1,12}(\.\d{1,9})?$/.test(due) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isOurs ? { due, id } : undefined;
}
