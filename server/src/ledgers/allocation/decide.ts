import type {
  Confirmed,
  Exchanged,
  Line,
  Pool,
  Released,
  ReservationState,
  Reserved,
  Resized,
} from './allocation.ts';
import { type AllocationRefusal, refuseAllocation } from './errors.ts';
import { noSuchPool, noSuchReservation, type Request } from './request.ts';

export type Answer = Reserved | Confirmed | Released | Exchanged | Resized | AllocationRefusal;

/** A reservation as it is locked: what can change of it, and until when. */
export interface Booked {
  id: string;
  lines: readonly Line[];
  state: ReservationState;
  expiresAt: Date;
}
/** What a key was used for. */
export interface KnownKey {
  bodyHash: string;
  expiresAt: Date;
}

/** Everything a batch of requests is decided by: read under lock, and changed here as the decisions are made. */
export interface Books {
  now: Date;
  pools: Map<string, Pool>;
  reservations: Map<string, Booked>;
  /** By the reservation's id for reserve, by `exchangeKey` for exchange. */
  keys: Map<string, KnownKey>;
}
/** What is to be written. The first two hold each row once, as it is after the whole batch. */
export interface Changes {
  pools: Set<Pool>;
  reservations: Set<Booked>;
  made: { request: Extract<Request, { kind: 'reserve' }>; expiresAt: Date }[];
  exchanges: Extract<Request, { kind: 'exchange' }>[];
}
export interface Decision {
  answers: Answer[];
  changes: Changes;
  /** Somebody was refused for want of room: room that holds whose time is up might make. */
  short: boolean;
}

/**
 * Decides requests in the order they came, each on the books as the one before left them. Does nothing but arithmetic, so the
 * invariants of a pool can be read off `take`: the only place where a pool's numbers grow.
 */
export function decide(books: Books, requests: readonly Request[]): Decision {
  const desk = new Desk(books);
  const answers = requests.map((request) => desk.answer(request));
  return { answers, changes: desk.changes, short: desk.short };
}

/** Writes down the holds among the locked reservations whose time is up. */
export function decideExpiry(books: Books): Changes {
  const desk = new Desk(books);
  for (const booked of books.reservations.values()) desk.lapse(booked);
  return desk.changes;
}

export const exchangeKey = (reservation: string, key: string): string => `${reservation}\n${key}`;

class Desk {
  readonly changes: Changes = { pools: new Set(), reservations: new Set(), made: [], exchanges: [] };
  short = false;
  private readonly books: Books;
  /** Refusals are not remembered, but the same key twice in one batch is one request. */
  private readonly refused = new Map<string, { bodyHash: string; refusal: AllocationRefusal }>();

  constructor(books: Books) {
    this.books = books;
  }

  answer(request: Request): Answer {
    switch (request.kind) {
      case 'reserve':
        return this.once(
          request.id,
          request,
          ({ expiresAt }) => ({ reserved: request.id, expiresAt }),
          () => this.reserve(request),
        );
      case 'exchange':
        return this.once(
          exchangeKey(request.reservation, request.key),
          request,
          () => ({ exchanged: request.reservation }),
          () => this.exchange(request),
        );
      case 'confirm':
        return this.confirm(request.reservation);
      case 'release':
        return this.release(request.reservation);
      case 'resize':
        return this.resize(request.pool, request.capacity);
    }
  }

  private reserve(request: Extract<Request, { kind: 'reserve' }>): Reserved | AllocationRefusal {
    const refusal = this.refuseTaking(request.lines);
    if (refusal) return refusal;
    for (const { pool, quantity } of request.lines) this.take(pool, 'held', quantity);
    const expiresAt = new Date(this.books.now.getTime() + request.ttlSeconds * 1000);
    this.changes.made.push({ request, expiresAt });
    this.books.keys.set(request.id, { bodyHash: request.bodyHash, expiresAt });
    return { reserved: request.id, expiresAt };
  }

  private confirm(id: string): Confirmed | AllocationRefusal {
    const booked = this.live(id);
    if ('refused' in booked) return booked;
    if (booked.state === 'held') {
      for (const { pool, quantity } of booked.lines) {
        this.take(pool, 'held', -quantity);
        this.take(pool, 'confirmed', quantity);
      }
      this.become(booked, 'confirmed');
    }
    return { confirmed: id };
  }

  private release(id: string): Released | AllocationRefusal {
    const booked = this.books.reservations.get(id);
    if (booked?.state === 'released') return { released: id };
    const live = this.live(id);
    if ('refused' in live) return live;
    this.giveBack(live);
    this.become(live, 'released');
    return { released: id };
  }

  private exchange(request: Extract<Request, { kind: 'exchange' }>): Exchanged | AllocationRefusal {
    const booked = this.live(request.reservation);
    if ('refused' in booked) return booked;
    const difference = new Map(request.lines.map(({ pool, quantity }) => [pool, quantity]));
    for (const { pool, quantity } of booked.lines)
      difference.set(pool, (difference.get(pool) ?? 0) - quantity);
    const lines = [...difference].map(([pool, quantity]) => ({ pool, quantity }));
    const refusal = this.refuseTaking(lines.filter(({ quantity }) => quantity > 0));
    if (refusal) return refusal;
    const column = booked.state === 'held' ? 'held' : 'confirmed';
    for (const { pool, quantity } of lines) this.take(pool, column, quantity);
    booked.lines = request.lines;
    this.changes.reservations.add(booked);
    this.changes.exchanges.push(request);
    this.books.keys.set(exchangeKey(booked.id, request.key), {
      bodyHash: request.bodyHash,
      expiresAt: booked.expiresAt,
    });
    return { exchanged: booked.id };
  }

  private resize(id: string, capacity: number): Resized | AllocationRefusal {
    const pool = this.books.pools.get(id);
    if (!pool) return noSuchPool(id);
    const promised = pool.held + pool.confirmed;
    if (capacity < promised) {
      this.short = true;
      return refuseAllocation(
        'below-use',
        `Of ${id}, ${pool.held} are held and ${pool.confirmed} confirmed: it can not become ${capacity}. Release ${promised - capacity} first.`,
        id,
      );
    }
    if (capacity !== pool.capacity) {
      pool.capacity = capacity;
      this.changes.pools.add(pool);
    }
    return { resized: id, capacity };
  }

  /** The first line that can't be taken, by the order of pools, says why; nothing has been taken then. */
  private refuseTaking(lines: readonly Line[]): AllocationRefusal | undefined {
    const { now } = this.books;
    for (const { pool: id, quantity } of lines) {
      const pool = this.books.pools.get(id);
      if (!pool) return noSuchPool(id);
      if (pool.opensAt && now < pool.opensAt)
        return refuseAllocation('not-open', `${id} opens at ${pool.opensAt.toISOString()}.`, id);
      if (pool.closesAt && now >= pool.closesAt)
        return refuseAllocation('closed', `${id} closed at ${pool.closesAt.toISOString()}.`, id);
      const left = pool.capacity - pool.held - pool.confirmed;
      if (quantity > left) {
        this.short = true;
        return refuseAllocation(
          'full',
          `Of ${id}, ${left} are left of ${pool.capacity}: not ${quantity}.`,
          id,
        );
      }
    }
    return undefined;
  }

  /** A quantity below zero is given back. The checks say again what was decided before: to get past them is a bug. */
  private take(id: string, column: 'held' | 'confirmed', quantity: number): void {
    const pool = this.books.pools.get(id);
    if (!pool) throw new RangeError(`pool ${id} is not locked`);
    pool[column] += quantity;
    if (pool[column] < 0) throw new RangeError(`pool ${id} would have ${pool[column]} ${column}`);
    this.changes.pools.add(pool);
  }

  private giveBack(booked: Booked): void {
    const column = booked.state === 'held' ? 'held' : 'confirmed';
    for (const { pool, quantity } of booked.lines) this.take(pool, column, -quantity);
  }

  private become(booked: Booked, state: ReservationState): void {
    booked.state = state;
    this.changes.reservations.add(booked);
  }

  lapse(booked: Booked): void {
    if (booked.state !== 'held' || booked.expiresAt > this.books.now) return;
    this.giveBack(booked);
    this.become(booked, 'expired');
  }

  /** One that is held or confirmed at this moment. */
  private live(id: string): Booked | AllocationRefusal {
    const booked = this.books.reservations.get(id);
    if (!booked) return noSuchReservation(id);
    this.lapse(booked);
    if (booked.state === 'expired')
      return refuseAllocation(
        'expired',
        `The hold ended at ${booked.expiresAt.toISOString()}: reserve anew.`,
      );
    if (booked.state === 'released')
      return refuseAllocation('released', 'The reservation was released: reserve anew.');
    return booked;
  }

  private once<Done extends Answer>(
    key: string,
    { bodyHash }: { bodyHash: string },
    asBefore: (known: KnownKey) => Done,
    work: () => Done | AllocationRefusal,
  ): Done | AllocationRefusal {
    const known = this.books.keys.get(key);
    if (known) return known.bodyHash === bodyHash ? asBefore(known) : keyConflict;
    const before = this.refused.get(key);
    if (before?.bodyHash === bodyHash) return before.refusal;
    const answer = work();
    if ('refused' in answer) this.refused.set(key, { bodyHash, refusal: answer });
    return answer;
  }
}

/** The answer to a request whose key turned out to be known. */
export const answerAsBefore = (
  request: Extract<Request, { kind: 'reserve' }>,
  { bodyHash, expiresAt }: KnownKey,
): Reserved | AllocationRefusal =>
  request.bodyHash === bodyHash ? { reserved: request.id, expiresAt } : keyConflict;
const keyConflict = refuseAllocation(
  'key-conflict',
  'This key stands for another request already: send that one again, or use a new key.',
);
