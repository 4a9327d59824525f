/**
 * Asks the ledger what stands in a booking's row as its intent, and writes down the answer. The intent was committed before, every question may be asked
 * again and takes effect once, and the row is locked meanwhile: so whoever comes by after a crash, at whatever point, finishes it the same way.
 */
import type { Transaction } from 'kysely';
import type { Allocation, AllocationRefusal, Reservation } from '../../../ledgers/allocation/index.ts';
import { recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { FreightRefusal } from '../errors.ts';
import {
  insertEvent,
  joinLine,
  lockBooking,
  readBooking,
  updateBooking,
  writeIntent,
} from './booking.store.ts';
import type { BookingRow, Intent } from './booking.ts';
import { type LedgerAnswer, type Settled, settledBy } from './outcome.ts';
import type { BookingParts } from './parts.ts';

/** The row with nothing left to be asked; null where there is none. */
export async function settle(parts: BookingParts, id: string): Promise<BookingRow | null> {
  const { db } = parts.database();
  const seen = await readBooking(db, id);
  // Most have nothing to be asked, and are read without a lock.
  if (seen === null || seen.intent === null) return seen;
  return transaction(db, async (trx) => {
    const row = await lockBooking(trx, id);
    return row && settleLocked(parts, trx, row);
  });
}

/** The same within a transaction that has locked the row. It takes a connection of the ledger, and none of the pool. */
export async function settleLocked(
  parts: BookingParts,
  trx: Transaction<unknown>,
  row: BookingRow,
): Promise<BookingRow> {
  const { intent } = row;
  if (intent === null) return row;
  const answer = await ask(parts.allocation(), row, intent);
  if (isRefusal(answer) && ['allocation-away', 'allocation-busy'].includes(answer.code))
    throw new LedgerAway(answer as AllocationRefusal);
  await write(parts, trx, row, intent, settledBy(row, intent, answer));
  return (await lockBooking(trx, row.id))!; // it was locked above
}

/** Thrown to undo the transaction: the intent stays, and is asked again by whoever looks next. */
export class LedgerAway extends Error {
  readonly refusal: FreightRefusal;
  constructor({ detail }: AllocationRefusal) {
    super(detail);
    this.refusal = refuse(
      'ledger-away',
      'What became of this is not known yet. Send it again under the same key in a moment: it takes effect once.',
    );
  }
}

/** The caller of the ledger. */
export const callerOf = (organisation: string) => `freight:${organisation}`;

function ask(ledger: Allocation, row: BookingRow, intent: Intent): Promise<LedgerAnswer> {
  switch (intent.kind) {
    case 'hold':
    case 'offer':
      return ledger.reserve(row.lines, {
        caller: callerOf(row.organisation),
        key: row.id,
        ttlSeconds: intent.ttlSeconds,
      });
    case 'confirm':
      return ledger.confirm(row.reservation);
    case 'cancel':
      return ledger.release(row.reservation);
    case 'amend':
      return ledger.exchange(row.reservation, intent.content.lines, { key: intent.id });
  }
}

/**
 * A connection that was cut while an exchange was on its way can have it granted after another server was refused it: then the reservation holds what nobody
 * was told. It is given back for what the booking says.
 */
export function mendLines(parts: BookingParts, id: string): Promise<void> {
  return transaction(parts.database().db, async (trx) => {
    const row = await lockBooking(trx, id);
    if (row && row.intent === null)
      await parts.allocation().exchange(row.reservation, row.lines, { key: newId() });
  });
}
export const holdsOther = (
  { lines, intent }: Pick<BookingRow, 'lines' | 'intent'>,
  { state, lines: held }: Pick<Reservation, 'state' | 'lines'>,
): boolean => {
  const quantities = new Map(held.map(({ pool, quantity }) => [pool, quantity]));
  const isSame =
    held.length === lines.length && lines.every(({ pool, quantity }) => quantities.get(pool) === quantity);
  return !isSame && intent === null && (state === 'held' || state === 'confirmed');
};

async function write(
  parts: BookingParts,
  trx: Transaction<unknown>,
  row: BookingRow,
  intent: Intent,
  { change, event, refusal, joinsLine }: Settled,
): Promise<void> {
  await writeIntent(trx, row.id, null);
  await updateBooking(trx, row.id, {
    ...change,
    outcome: { intent: intent.id, bodyHash: intent.bodyHash ?? null, refusal },
  });
  if (joinsLine)
    await joinLine(
      trx,
      row.id,
      row.lines.map(({ pool }) => pool),
    );
  if (event === null) return;
  await noteEvent(parts, trx, row, intent.by, event, change);
  if (event.what === 'offered')
    await parts.jobs().enqueue(trx, { kind: offerLetter, payload: { id: row.id } });
}

/** History, audit and the word to those who watch, in the transaction that makes the change. */
export async function noteEvent(
  parts: BookingParts,
  trx: Transaction<unknown>,
  row: Pick<BookingRow, 'id' | 'number' | 'organisation' | 'state' | 'version'>,
  by: Intent['by'],
  event: NonNullable<Settled['event']>,
  change: Settled['change'] = {},
): Promise<void> {
  const person = by.principal?.person.name ?? null;
  await insertEvent(trx, row.id, { id: newId(), person, ...event });
  await recordChange(trx, by, {
    what: `booking.${event.what}`,
    subject: `booking:${row.id}`,
    organisation: row.organisation,
    before: { state: row.state, version: row.version },
    after: { number: row.number, state: change.state ?? row.state, detail: event.detail },
  });
  await parts.bus().publish(bookingsTopic, { id: row.id, organisation: row.organisation }, trx);
}

/** The job that tells whoever waited (letter.ts). */
export const offerLetter = 'freight.offer-letter';

/** On the bus: that a booking changed, and whose it is. */
export const bookingsTopic = 'freight.bookings';
