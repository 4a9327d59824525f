/**
 * What nobody's request does: finishes what a server left when it died, writes down holds that have ended, closes the line of trains that have left and
 * offers what has returned; and forgets what was refused. A message says at once that room has come back; every few seconds it is looked for in any case, so nothing depends on one.
 */
import {
  allocationChanged,
  type ChangedMessage,
  type Reservation,
} from '../../../ledgers/allocation/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import type { JobKind } from '../../../platform/jobs/queue.ts';
import { lockBooking, updateBooking } from './booking.store.ts';
import type { BookingRow, RowState } from './booking.ts';
import { readForgotten, readLate, somebodyWaits } from './line.store.ts';
import { closeLate, leaveLine, walkLine } from './line.ts';
import { deleteRefused, readDoubtful, readRefused, readUnsettled } from './list.store.ts';
import type { BookingEventKind } from './outcome.ts';
import type { BookingParts } from './parts.ts';
import { noteEvent, settle } from './settle.ts';

export const tending = 'freight.bookings-tending';
const everyMs = 10_000;
/** Longer than any request takes that is still alive. */
const forgottenSeconds = 20;

/** The next one is put down before anything is done: whatever becomes of this one, there is another. */
export const tendingJob = (parts: BookingParts): JobKind => ({
  name: tending,
  attemptsMax: 1,
  timeoutMs: 120_000,
  work: async () => {
    const runAt = new Date(Date.now() + everyMs);
    await parts.jobs().enqueue(parts.database().db, { kind: tending, key: 'next', payload: null, runAt });
    await tend(parts);
    return undefined;
  },
});

export async function tend(
  parts: BookingParts,
  { olderSeconds = forgottenSeconds }: { olderSeconds?: number } = {},
): Promise<void> {
  const { db } = parts.database();
  for (const id of await readUnsettled(db, { olderSeconds })) await settle(parts, id);
  const doubtful = await readDoubtful(db, parts.now());
  const found = await parts.allocation().reservations(doubtful.map(({ reservation }) => reservation));
  const byId = new Map(found.map((reservation) => [reservation.id, reservation]));
  for (const { id, reservation } of doubtful) {
    const known = byId.get(reservation);
    if (known) await follow(parts, id, known);
  }
  await forgetRefused(parts);
  for (const id of await readForgotten(db, olderSeconds)) await leaveLine(parts, id);
  for (const id of await readLate(db, parts.now())) await closeLate(parts, id);
  await walkLine(parts);
}

/** More than are refused between one tending and the next. */
const refusedMax = 2_000;

/** A refusal is nobody's booking, and its key is free: its row, with the whole way, need not stay. Unless the ledger has granted it after all. */
async function forgetRefused(parts: BookingParts): Promise<void> {
  const { db } = parts.database();
  const refused = await readRefused(db, refusedMax);
  if (refused.length === 0) return;
  const found = await parts.allocation().reservations(refused.map(({ reservation }) => reservation));
  const byId = new Map(found.map((reservation) => [reservation.id, reservation]));
  const forgotten: string[] = [];
  for (const { id, reservation } of refused) {
    const known = byId.get(reservation);
    if (known && differing('refused', known.state)) await follow(parts, id, known);
    else forgotten.push(id);
  }
  await deleteRefused(db, forgotten);
}

/**
 * The ledger's word is written into the row where the two differ: a hold that ended by itself, or, after a connection was cut in the middle of a question, an
 * answer that came when nobody listened any more.
 */
async function follow(parts: BookingParts, id: string, { state, expiresAt }: Reservation): Promise<void> {
  await transaction(parts.database().db, async (trx) => {
    const row = await lockBooking(trx, id);
    if (!row || row.intent !== null) return;
    const event = differing(row.state, state);
    if (event === null) return;
    const change = {
      state: event,
      version: row.version + 1,
      ...(event === 'held' ? { heldUntil: expiresAt, briefly: false } : {}),
    };
    await updateBooking(trx, id, change);
    await noteEvent(parts, trx, row, bySerai, { what: event, detail: '' }, change);
  });
}

/** What the row has to become; null where it says the same already. */
export function differing(
  row: RowState,
  ledger: Reservation['state'],
): Extract<BookingRow['state'] & BookingEventKind, string> | null {
  switch (ledger) {
    case 'held':
      return row === 'held' || row === 'offered' ? null : 'held';
    case 'confirmed':
      return row === 'confirmed' ? null : 'confirmed';
    case 'released':
      return row === 'cancelled' ? null : 'cancelled';
    case 'expired':
      return row === 'expired' || row === 'refused' ? null : 'expired';
  }
}

/** Walks the line when pools change that somebody in it waits for. However many messages come meanwhile, one walk follows. */
export function listenForRoom(parts: BookingParts): () => void {
  let pools: Set<string> | 'any' = new Set();
  let walking = false;
  const isWanted = () => pools === 'any' || pools.size > 0;
  const walk = async () => {
    while (isWanted()) {
      const changed = pools;
      pools = new Set();
      if (changed === 'any' || (await somebodyWaits(parts.database().db, [...changed])))
        await walkLine(parts);
    }
  };
  const hear = (message: ChangedMessage | null) => {
    if (!message?.pools) pools = 'any';
    else if (pools !== 'any') for (const pool of message.pools) pools.add(pool);
    if (walking) return;
    walking = true;
    // Where it fails, the next tending looks again, and a job that fails is logged.
    walk()
      .catch(() => {})
      .finally(() => {
        walking = false;
      });
  };
  const leave = [
    parts.bus().subscribe(allocationChanged, (message) => hear(message as ChangedMessage)),
    parts.bus().onGap(() => hear(null)),
  ];
  return () => {
    for (const each of leave) each();
  };
}
