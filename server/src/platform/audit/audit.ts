import type { Kysely } from 'kysely';
import type { Principal } from '../http/permissions.ts';
import type { RouteContext } from '../http/route.ts';
import { newId } from '../ids.ts';
import { insertEntry } from './audit.store.ts';

/** Whoever changed something: a person or system over HTTP, or the server by itself (an expiry, an offer from the waiting list). */
export interface By {
  principal: Principal | null;
  /** Null where no request asked for it. */
  requestId: string | null;
}
export const byOf = ({ principal, requestId }: Pick<RouteContext, 'principal' | 'requestId'>): By => ({
  principal,
  requestId,
});
/** What the server does by itself. */
export const bySerai: By = { principal: null, requestId: null };

export interface Change {
  /** `booking.confirmed`, `person.invited`: a noun of the field and what became of it. */
  what: string;
  /** `booking:018f…`: what it is about, with its id. */
  subject: string;
  /** Whose it is, where it is somebody's. */
  organisation?: string | null;
  /** What a reader needs to understand it, as small as can be: never a secret, never a whole document. */
  before?: unknown;
  after?: unknown;
}

/**
 * Writes down who changed what. Call it with the transaction that makes the change, so that there is either both or neither. Entries can't be
 * changed or removed by the role that serves.
 */
export async function recordChange<Tables>(within: Kysely<Tables>, by: By, change: Change): Promise<void> {
  const { principal } = by;
  await insertEntry(within, {
    id: newId(),
    person: principal?.person.id ?? null,
    personName: principal?.person.name ?? null,
    via: principal?.via ?? 'server',
    credential: principal?.credential ?? null,
    actingFor: principal?.organisation?.id ?? null,
    requestId: by.requestId,
    what: change.what,
    subject: change.subject,
    organisation: change.organisation ?? principal?.organisation?.id ?? null,
    before: change.before ?? null,
    after: change.after ?? null,
  });
}
