import type { AllocationRefusal } from './errors.ts';

/** Something scarce: places on one leg of a departure, units in stock, seats of a course. */
export interface Pool {
  id: string;
  /** What it counts, in the owner's words: `teu`, `reefer-plug`, `seat`. The ledger makes nothing of it. */
  kind: string;
  capacity: number;
  /** Taken by holds that can still expire. */
  held: number;
  confirmed: number;
  /** From when on it can be reserved; null: always. */
  opensAt: Date | null;
  /** From when on it can not be reserved any more; null: never. */
  closesAt: Date | null;
}
export type NewPool = Pick<Pool, 'id' | 'kind' | 'capacity'> & Partial<Pick<Pool, 'opensAt' | 'closesAt'>>;
export type PoolTimes = Pick<Pool, 'id' | 'opensAt' | 'closesAt'>;

/** So many of one pool. */
export interface Line {
  pool: string;
  quantity: number;
}

/**
 * held -> confirmed (confirm)
 * held -> expired (its time is up; whoever comes by first writes it down)
 * held, confirmed -> released (release)
 * `exchange` changes the lines of one that is held or confirmed, and not its state. Nothing leads out of expired and released.
 */
export type ReservationState = 'held' | 'confirmed' | 'released' | 'expired';

export interface Reservation {
  id: string;
  caller: string;
  key: string;
  /** In the order of their pools' ids. */
  lines: readonly Line[];
  state: ReservationState;
  /** Until when it is held if it is not confirmed. */
  expiresAt: Date;
}

export interface Reserved {
  reserved: string;
  expiresAt: Date;
}
export interface Confirmed {
  confirmed: string;
}
export interface Released {
  released: string;
}
export interface Exchanged {
  exchanged: string;
}
export interface Resized {
  resized: string;
  capacity: number;
}

/**
 * Promise 1: nothing scarce is promised twice. An answer that is not a refusal was committed before it was given. Every request
 * may be sent again, also after an `allocation-away`, and takes effect once.
 */
export interface Allocation {
  /**
   * Takes all lines or none, and holds them for `ttlSeconds`. The same caller's key with the same lines and time is the same
   * request, and has the same answer for good, also when the hold has expired since; refusals are not remembered.
   */
  reserve(
    lines: readonly Line[],
    options: { caller: string; key: string; ttlSeconds: number },
  ): Promise<Reserved | AllocationRefusal>;
  confirm(reservation: string): Promise<Confirmed | AllocationRefusal>;
  /** Gives back what is held or confirmed. */
  release(reservation: string): Promise<Released | AllocationRefusal>;
  /**
   * Swaps what the reservation holds for `lines` by net difference, or changes nothing: so it also works on full pools, and a line
   * that stays as it is needs no open pool. A key counts within its reservation.
   */
  exchange(
    reservation: string,
    lines: readonly Line[],
    options: { key: string },
  ): Promise<Exchanged | AllocationRefusal>;
  resize(pool: string, capacity: number): Promise<Resized | AllocationRefusal>;
  /**
   * Sets from when to when pools can be reserved, of all or of none: a departure that moved. What is reserved already stays so. It sets what it
   * is told, so it may be sent again.
   */
  retime(pools: readonly PoolTimes[]): Promise<{ retimed: number } | AllocationRefusal>;
  /** Makes all of them or none. Those that are there just so already are left as they are. */
  createPools(pools: readonly NewPool[]): Promise<{ created: number } | AllocationRefusal>;
  /** Those there are, in the order of their ids. Holds whose time is up are not counted. */
  pools(ids: readonly string[]): Promise<Pool[]>;
  /**
   * The same of the pools whose ids begin with `prefix`: the first `limit` of them (1,000 unless told, 10,000 at most), or the first behind `after`,
   * which is the last id of the page before.
   */
  poolsLike(prefix: string, page?: { after?: string; limit?: number }): Promise<Pool[]>;
  reservation(id: string): Promise<Reservation | null>;
  /** Those there are, in the order of their ids, read with one statement. */
  reservations(ids: readonly string[]): Promise<Reservation[]>;
  /** Writes down every hold whose time is up, and answers how many. Also done every second. */
  expire(): Promise<number>;
  /** Answers what is under way and refuses what comes after. */
  close(): Promise<void>;
}
