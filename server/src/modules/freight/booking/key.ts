/** Names made of what a caller sent, so that sending it again finds what it made the first time. */
import { createHash } from 'node:crypto';
import { allocationLimits, reservationId } from '../../../ledgers/allocation/index.ts';
import { refuse } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';

/** The value of the `Idempotency-Key` header. */
export function keyIn(header: string | undefined): string | FreightRefusal {
  const key = header?.trim() ?? '';
  if (key === '')
    return refuse(
      'key-missing',
      'Send an Idempotency-Key header, a new random text for each booking: with it, sending again after a lost answer can never book twice.',
    );
  // Printable ASCII, as the ledger's own keys, and short enough to be part of one.
  return /^[\x20-\x7e]{1,120}$/.test(key)
    ? key
    : refuse(
        'key-missing',
        'The Idempotency-Key must be 1 to 120 printable ASCII characters, such as a UUID.',
      );
}

/** One organisation's key always makes the same booking, in every process; another organisation's makes another. */
export const bookingId = (organisation: string, key: string): string =>
  reservationId(`booking:${organisation}`.slice(0, allocationLimits.nameLengthMax), key);

/** What a change is known by when it is sent again. */
export const intentId = (booking: string, what: string, key: string): string =>
  reservationId(`intent:${booking}`, `${what} ${key}`);

/** Two bodies are the same request when they mean the same: they are compared as they were parsed. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url');

/** Letters and digits nobody mistakes for another on the phone (Crockford's base 32: no I, L, O and U). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numberLength = 6;

/** `SR-7K4M2Q`. Of a billion numbers two bookings may meet at one: then the next attempt has another. */
export function bookingNumber(id: string, attempt: number): string {
  const digest = createHash('sha256').update(`${id} ${attempt}`).digest();
  return `SR-${Array.from(digest.subarray(0, numberLength), (byte) => alphabet[byte % alphabet.length]).join('')}`;
}
