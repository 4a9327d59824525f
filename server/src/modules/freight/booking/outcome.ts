/** What the ledger's answer to an intent makes of a booking. A plain function: the same answer always makes the same. */
import type {
  AllocationRefusal,
  Confirmed,
  Exchanged,
  Released,
  Reserved,
} from '../../../ledgers/allocation/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import type { Change } from './booking.store.ts';
import type { BookingRow, Intent } from './booking.ts';

export type LedgerAnswer = Reserved | Confirmed | Released | Exchanged | AllocationRefusal;

export interface Settled {
  change: Change;
  /** Null: nothing happened that anybody should read of. */
  event: { what: BookingEventKind; detail: string } | null;
  refusal: FreightRefusal | null;
  /** There was no room, and it was to wait for some. */
  joinsLine: boolean;
}
export const bookingEvents = [
  'held',
  'waiting',
  'offered',
  'confirmed',
  'amended',
  'containers-changed',
  'cancelled',
  'expired',
  'left-behind',
] as const;
export type BookingEventKind = (typeof bookingEvents)[number];

const nothing: Settled = { change: {}, event: null, refusal: null, joinsLine: false };

export function settledBy(row: BookingRow, intent: Intent, answer: LedgerAnswer): Settled {
  if (isRefusal(answer)) return refusedBy(row, intent, answer as AllocationRefusal);
  const version = row.version + 1;
  switch (intent.kind) {
    case 'hold':
    case 'offer': {
      const { expiresAt: heldUntil } = answer as Reserved;
      const state = intent.kind === 'hold' ? ('held' as const) : ('offered' as const);
      // Whoever just booked has seen no version yet.
      const next = row.state === 'asked' ? {} : { version };
      return {
        ...nothing,
        change: { state, heldUntil, briefly: false, ...next },
        event: { what: state, detail: heldUntil.toISOString() },
      };
    }
    case 'confirm':
      return {
        ...nothing,
        change: { state: 'confirmed', version },
        event: { what: 'confirmed', detail: '' },
      };
    case 'cancel': {
      const detail = intent.feePercent > 0 ? `${intent.feePercent} %` : '';
      return { ...nothing, change: { state: 'cancelled', version }, event: { what: 'cancelled', detail } };
    }
    case 'amend': {
      const { content, search } = intent;
      return {
        ...nothing,
        change: { ...content, departure: content.brief.departure, search, version },
        event: { what: intent.what, detail: '' },
      };
    }
  }
}

function refusedBy(row: BookingRow, intent: Intent, answer: AllocationRefusal): Settled {
  const refusal = inWords(answer);
  // The hold has ended by itself meanwhile.
  if (answer.code === 'expired')
    return {
      ...nothing,
      change: { state: 'expired', version: row.version + 1 },
      event: { what: 'expired', detail: '' },
      refusal,
    };
  if (answer.code === 'released')
    return { ...nothing, change: { state: 'cancelled', version: row.version + 1 }, refusal };
  switch (intent.kind) {
    case 'hold': {
      const waits = answer.code === 'full' && intent.onFull === 'wait';
      if (row.state === 'waiting') return { ...nothing, refusal };
      return waits
        ? { ...nothing, joinsLine: true, event: { what: 'waiting', detail: '' } }
        : { ...nothing, change: { state: 'refused' }, refusal };
    }
    default:
      return { ...nothing, refusal };
  }
}

/** The ledger speaks of pools and reservations; a booking's reader of trains and holds. */
function inWords({ code, detail }: AllocationRefusal): FreightRefusal {
  switch (code) {
    case 'full':
      return refuse('full', 'There is not that much room left.');
    case 'closed':
    case 'not-open':
      return refuse(
        'loading-closed',
        'A train of this way takes in no more boxes. Plan again for a later one.',
      );
    case 'expired':
      return refuse('hold-expired', 'The hold has ended and its places were given back. Book again.');
    case 'released':
      return refuse('booking-closed', 'The booking was cancelled before. Book again.');
    case 'key-conflict':
      return refuse(
        'key-conflict',
        'This key was used with another request before. Send this one under a key of its own.',
      );
    default:
      throw new Error(`the ledger was asked what it does not understand: ${code}, ${detail}`);
  }
}
