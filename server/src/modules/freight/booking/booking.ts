/** What a booking is: its states, what may be done in each, and until when. Plain functions of data and a clock. */
import type { Line, Reservation, ReservationState } from '../../../ledgers/allocation/index.ts';
import type { By } from '../../../platform/audit/audit.ts';
import type { Refusal } from '../../../platform/errors.ts';
import type { Figure } from '../../../platform/figure.ts';
import type { Option, PlanRequest } from '../api.ts';
import type { Booking, BookingState, Container } from './api.ts';
import type { KeptTerms } from './terms.ts';

/** What the row knows by itself; `asked` and `refused` are nobody's booking yet. */
export type RowState = 'asked' | 'refused' | Exclude<BookingState, 'departed'>;

export interface End {
  kind: 'place' | 'terminal';
  id: string;
  name: string;
}
/** The way that was chosen, as it was then. */
export interface Way {
  request: PlanRequest;
  option: Option;
}
/** What lists show of it, so that they need not read the whole. */
export interface Brief {
  from: End;
  to: End;
  departure: string;
  arrival: { p50: string; p90: string };
  teu: number;
  cost: Figure;
  via: { id: string; name: string }[];
  borders: { crossing: string; name: string }[];
}
/** All of a booking that an amendment changes, and nothing else. */
export interface Content {
  way: Way;
  brief: Brief;
  containers: Container[];
  lines: Line[];
  loadingClosesAt: string;
}

/** What the ledger is asked on behalf of a booking. It stands in the row before it is asked, and is asked again until it was answered. */
export type Intent = {
  id: string;
  by: By;
  /** Of the request, where it came with a key. */
  bodyHash?: string;
} & (
  | { kind: 'hold'; ttlSeconds: number; onFull: 'refuse' | 'wait' }
  | { kind: 'offer'; ttlSeconds: number }
  | { kind: 'confirm' }
  | { kind: 'cancel'; feePercent: number }
  | { kind: 'amend'; what: 'amended' | 'containers-changed'; content: Content; search: string }
);
export interface Outcome {
  intent: string;
  bodyHash: string | null;
  refusal: Refusal | null;
}

/** Who booked, for letters. */
export interface Contact {
  name: string;
  email: string;
  language: string;
}

export interface BookingRow {
  id: string;
  number: string;
  organisation: string;
  organisationName: string;
  bodyHash: string;
  reference: string;
  contact: Contact;
  state: RowState;
  version: number;
  way: Way;
  brief: Brief;
  containers: Container[];
  lines: Line[];
  terms: KeptTerms;
  departure: Date;
  loadingClosesAt: Date;
  /** Of the ledger; known before it is there, since it follows from the booking's id. */
  reservation: string;
  heldUntil: Date | null;
  turn: string | null;
  waitingSince: Date | null;
  briefly: boolean;
  intent: Intent | null;
  outcome: Outcome | null;
  createdAt: Date;
  changedAt: Date;
  /** The operator has cancelled a train of it: not of the row, but read with it. */
  trainCancelled: boolean;
}

/**
 * The state that is shown. Of what is reserved the ledger alone knows; the row adds whether it was offered from the waiting list, and the clock whether
 * its time is up or its train has left; one that is cancelled leaves never. Null: there is no booking.
 */
export function stateOf(
  row: Pick<BookingRow, 'state' | 'departure' | 'heldUntil' | 'trainCancelled'>,
  reservation: Pick<Reservation, 'state'> | null,
  now: Date,
): BookingState | null {
  const state = reservation === null ? row.state : byLedger[reservation.state](row.state);
  switch (state) {
    case 'asked':
    case 'refused':
      return null;
    case 'held':
    case 'offered':
      return row.heldUntil !== null && row.heldUntil <= now ? 'expired' : state;
    case 'confirmed':
      return row.departure <= now && !row.trainCancelled ? 'departed' : state;
    default:
      return state;
  }
}
const byLedger: Record<ReservationState, (state: RowState) => RowState> = {
  held: (state) => (state === 'offered' ? 'offered' : 'held'),
  confirmed: () => 'confirmed',
  released: () => 'cancelled',
  expired: () => 'expired',
};

export type Action = Booking['actions'][number];

/** What may be done in each state; until loading closes, where the table below says so. Nothing leads out of cancelled and expired. */
export const actionsIn = {
  held: ['confirm', 'amend', 'cancel', 'containers', 'declare'],
  offered: ['confirm', 'amend', 'cancel', 'containers', 'declare'],
  waiting: ['cancel'],
  confirmed: ['amend', 'cancel', 'containers', 'declare'],
  departed: ['declare'],
  cancelled: [],
  expired: [],
} as const satisfies Record<BookingState, readonly Action[]>;

/** The box stands in the yard's plan from then on; of a cancelled train there is no such plan, and whoever booked it may let go or go another way. */
const endsWithLoading: Record<Action, 'always' | 'unless cancelled' | 'never'> = {
  confirm: 'always',
  amend: 'unless cancelled',
  cancel: 'unless cancelled',
  containers: 'never',
  declare: 'never',
};

type Timing = Pick<BookingRow, 'loadingClosesAt' | 'trainCancelled'>;

export function endedWithLoading(
  action: Action,
  { loadingClosesAt, trainCancelled }: Timing,
  now: Date,
): boolean {
  const ends = endsWithLoading[action];
  return loadingClosesAt <= now && (ends === 'always' || (ends === 'unless cancelled' && !trainCancelled));
}

export const actionsOf = (state: BookingState, timing: Timing, now: Date): Action[] =>
  actionsIn[state].filter((action) => !endedWithLoading(action, timing, now));

/** What is still to be given before the first train, by what the boxes say. */
export function missingOf(
  state: BookingState,
  containers: readonly Container[],
  declared: boolean,
): Booking['missing'] {
  if (!['held', 'offered', 'waiting', 'confirmed'].includes(state)) return [];
  const missing: Booking['missing'] = [];
  if (containers.some(({ number }) => number === undefined)) missing.push('container-numbers');
  if (containers.some(({ vgmKg }) => vgmKg === undefined)) missing.push('vgm');
  if (containers.some(({ goods }) => goods.length === 0)) missing.push('goods');
  if (!declared) missing.push('declaration');
  return missing;
}
