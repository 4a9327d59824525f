/** What becomes of a booking that is there: confirmed, cancelled, amended. Each writes down what it wants, asks the ledger, and writes down the answer. */
import type { Transaction } from 'kysely';
import { transaction } from '../../../platform/database/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { type FreightRefusal, refuseWith } from '../errors.ts';
import type { Asking } from './book.ts';
import { lockBooking, updateBooking, writeIntent } from './booking.store.ts';
import {
  type Action,
  actionsIn,
  type BookingRow,
  endedWithLoading,
  type Intent,
  stateOf,
} from './booking.ts';
import { cancelledTrain } from './full.ts';
import { bodyHash, intentId } from './key.ts';
import type { BookingParts } from './parts.ts';
import { noteEvent, settle, settleLocked } from './settle.ts';
import { feePercentAt } from './terms.ts';

export interface Asked extends Asking {
  id: string;
  version: number;
  /** The `Idempotency-Key`, where one was sent: the same again is the same change. */
  key: string | null;
  body: unknown;
}
type Wanted = Intent extends infer Each ? (Each extends Intent ? Omit<Each, keyof Known> : never) : never;
/** By which a change is known when it is sent again. */
interface Known {
  id: string;
  by: Intent['by'];
  bodyHash: string;
}

export async function confirm(parts: BookingParts, asked: Asked): Promise<BookingRow | FreightRefusal> {
  const row = await mayChange(parts, asked, 'confirm');
  if (isRefusal(row)) return row;
  // Sent again after it was done, it is done, whatever became of the train since.
  const cancelled = row.state === 'confirmed' ? null : await cancelledTrain(parts, row.way);
  return cancelled ?? change(parts, asked, 'confirm', () => ({ kind: 'confirm' }));
}

/**
 * Before anything was confirmed, letting go is free; so it is once the operator has cancelled a train of it. Who waits has nothing in the ledger to let
 * go of.
 */
export const cancel = (parts: BookingParts, asked: Asked) =>
  change(parts, asked, 'cancel', async (row, trx, { id, by, bodyHash }) => {
    if (row.state === 'waiting') {
      const change = { state: 'cancelled' as const, version: row.version + 1 };
      await updateBooking(trx, row.id, { ...change, outcome: { intent: id, bodyHash, refusal: null } });
      await noteEvent(parts, trx, row, by, { what: 'cancelled', detail: '' }, change);
      return 'done' as const;
    }
    const { state, terms, departure, loadingClosesAt, trainCancelled } = row;
    const isFree = state !== 'confirmed' || trainCancelled;
    const feePercent = isFree ? 0 : feePercentAt(terms, departure, loadingClosesAt, asked.now);
    return { kind: 'cancel', feePercent };
  });

/** `decide` sees the row as it is, locked; what it answers is asked of the ledger. */
export async function change(
  parts: BookingParts,
  asked: Asked,
  action: Action,
  decide: (row: BookingRow, trx: Transaction<unknown>, known: Known) => Decided | Promise<Decided>,
): Promise<BookingRow | FreightRefusal> {
  const id = asked.key === null ? newId() : intentId(asked.id, action, asked.key);
  const known: Known = { id, by: asked.by, bodyHash: bodyHash(asked.body) };
  const begun = await transaction(parts.database().db, async (trx) => {
    const locked = await lockBooking(trx, asked.id);
    if (!locked || locked.organisation !== asked.organisation.id) return notFound(asked.id);
    const row = await settleLocked(parts, trx, locked);
    // Sent again after it was done; what was refused may be tried again.
    if (row.outcome?.intent === id && row.outcome.refusal === null)
      return row.outcome.bodyHash === known.bodyHash ? 'asked' : keyReused;
    const refusal = refusalOf(row, action, asked);
    if (refusal) return refusal;
    const wanted = await decide(row, trx, known);
    if (wanted === 'done') return 'asked';
    if (isRefusal(wanted)) return wanted;
    await writeIntent(trx, row.id, { ...wanted, ...known });
    return 'asked';
  });
  if (isRefusal(begun)) return begun;
  const row = await settle(parts, asked.id);
  if (row === null) return notFound(asked.id);
  const { outcome } = row;
  return outcome?.intent === id && outcome.refusal ? (outcome.refusal as FreightRefusal) : row;
}

type Decided = Wanted | FreightRefusal | 'done';
const keyReused = refuse(
  'key-conflict',
  'This key was used for another change of the booking. Send this one under a key of its own.',
);

/** Whether there is anything to decide: before work is done for it. What is decided on is looked at again, locked. */
export async function mayChange(
  parts: BookingParts,
  asked: Asked,
  action: Action,
): Promise<BookingRow | FreightRefusal> {
  const row = await settle(parts, asked.id);
  if (!row || row.organisation !== asked.organisation.id) return notFound(asked.id);
  const isDone =
    asked.key !== null &&
    row.outcome?.intent === intentId(asked.id, action, asked.key) &&
    row.outcome.refusal === null;
  return (isDone ? null : refusalOf(row, action, asked)) ?? row;
}

export const notFound = (id: string): FreightRefusal =>
  refuse(
    'booking-not-found',
    `There is no booking ${id.slice(0, 60)} of yours. /api/v1/bookings lists them.`,
  );

function refusalOf(
  row: BookingRow,
  action: Action,
  { id, version, now }: Pick<Asked, 'id' | 'version' | 'now'>,
): FreightRefusal | null {
  const state = stateOf(row, null, now);
  if (state === null) return notFound(id);
  const of = { number: row.number, from: row.brief.from.id };
  if (state === 'departed' && action !== 'declare')
    return refuseWith(
      'departed',
      { ...of, leftAt: row.departure.toISOString() },
      `The first train of ${row.number} left at ${row.departure.toISOString()}: what is on its way can't be changed here. Speak to the operator.`,
    );
  if (state === 'expired')
    return refuseWith(
      'hold-expired',
      row.heldUntil ? { ...of, endedAt: row.heldUntil.toISOString() } : of,
      `The hold of ${row.number} ended at ${row.heldUntil?.toISOString() ?? 'its time'} and its places were given back. Book again.`,
    );
  if (version !== row.version)
    return refuse(
      'booking-changed',
      `${row.number} has been changed since: it is at version ${row.version}, and you looked at ${version}. Look at it again and decide anew.`,
      [
        {
          at: '/version',
          problem: `is ${version}, and the booking is at ${row.version}`,
          suggestions: [String(row.version)],
        },
      ],
    );
  if (!(actionsIn[state] as readonly Action[]).includes(action))
    return refuseWith(
      'booking-closed',
      { ...of, state },
      `${row.number} is ${state}: ${inWords[action]} is not possible any more.`,
    );
  if (endedWithLoading(action, row, now))
    return refuseWith(
      'loading-closed',
      { ...of, closedAt: row.loadingClosesAt.toISOString() },
      `Loading for ${row.number} closed at ${row.loadingClosesAt.toISOString()}: ${inWords[action]} is not possible any more. Speak to the operator.`,
    );
  return null;
}
const inWords: Record<Action, string> = {
  confirm: 'confirming it',
  amend: 'amending it',
  cancel: 'cancelling it',
  containers: 'changing its containers',
  declare: 'declaring it',
};
