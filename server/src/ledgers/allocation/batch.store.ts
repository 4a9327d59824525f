import type pg from 'pg';
import type { Line, Pool, ReservationState } from './allocation.ts';
import { hashArray, int, intArray, jsonb, textArray, time, timeArray, uuidArray } from './binary.ts';
import { type Booked, type Books, type Changes, exchangeKey, type KnownKey } from './decide.ts';
import { Flight, type Statement } from './flight.ts';
import { limits, type Request, type ReserveRequest } from './request.ts';

/**
 * The statements of a batch. Those that need not wait for each other's answer are sent as one flight, so a batch of `reserve` is two
 * round trips: lock and read; write and commit.
 *
 * Locks are taken in one order everywhere: reservations by id, then pools by id. A reservation changes only while it and all of its
 * pools are locked. READ COMMITTED gives each statement a snapshot of its own, so what is read after the locks were granted holds
 * all that was committed by whoever had them before.
 */
export interface Read {
  books: Books;
  /** There are holds whose time is up and that still count in some pool. */
  lapsed: boolean;
}

/** Of the keys of `reserve`, those that `isSuspect` are looked up. */
export async function lockAndRead(
  client: pg.Client,
  requests: readonly Request[],
  isSuspect: (request: Request) => boolean,
  testNow: Date | null,
): Promise<Read> {
  const wanted = wantedBy(requests, isSuspect);
  let booked: Booked[] = [];
  if (wanted.reservations.length > 0) {
    const first = new Flight();
    first.add(begin);
    booked = first.add(lockReservations, [uuidArray(wanted.reservations)]);
    await first.send(client);
    for (const { lines } of booked) for (const { pool } of lines) wanted.pools.add(pool);
  }
  const flight = new Flight();
  if (wanted.reservations.length === 0) flight.add(begin);
  const pools = wanted.pools.size === 0 ? [] : flight.add(lockPools, [textArray([...wanted.pools])]);
  const known = wanted.made.length === 0 ? [] : flight.add(knownKeys, [uuidArray(wanted.made)]);
  const exchanges =
    wanted.exchanged.length === 0
      ? []
      : flight.add(knownExchanges, [uuidArray(wanted.exchanged), textArray(wanted.exchangeKeys)]);
  const moments = flight.add(readMoment, [testNow && time(testNow)]);
  await flight.send(client);
  const { now, lapsed } = moments[0]!;
  const keys = new Map(known);
  for (const [key, bodyHash] of exchanges) keys.set(key, { bodyHash, expiresAt: now });
  return { books: { now, pools: byId(pools), reservations: byId(booked), keys }, lapsed };
}

/**
 * The whole of a batch in one statement, and so in one round trip, if all of it fits: the pools are locked in order, and if every one is there,
 * open, and has room for all that is asked of it together, everything is taken and written; if not, nothing is. Answers the time at
 * which it was taken, or null. It is on disk then.
 */
export async function takeAll(
  client: pg.Client,
  requests: readonly ReserveRequest[],
  testNow: Date | null,
): Promise<Date | null> {
  const taken = new Map<string, number>();
  for (const { lines } of requests)
    for (const { pool, quantity } of lines) taken.set(pool, (taken.get(pool) ?? 0) + quantity);
  const sums = [...taken].map(([pool, quantity]) => ({ pool, quantity }));
  // No pool has that much, and the database would not know such a number.
  if (sums.some(({ quantity }) => quantity > limits.quantityMax)) return null;
  const made = requests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const flight = new Flight();
  const moments = flight.add(takeWhatFits, [
    testNow && time(testNow),
    textArray(sums.map(({ pool }) => pool)),
    jsonb(jsonOf(sums)),
    ...columnsOf(made),
    intArray(made.map(({ ttlSeconds }) => ttlSeconds)),
  ]);
  await flight.send(client);
  const { now, fits } = moments[0]!;
  return fits ? now : null;
}

/** Locks and reads holds whose time is up, `limit` of them at most; `books.reservations` is empty when there are none. */
export async function lockLapsed(client: pg.Client, limit: number, testNow: Date | null): Promise<Books> {
  const past = testNow && time(testNow);
  const first = new Flight();
  first.add(begin);
  const booked = first.add(lockHoldsPast, [past, int(limit)]);
  await first.send(client);
  const names = new Set(booked.flatMap(({ lines }) => lines.map(({ pool }) => pool)));
  const second = new Flight();
  const pools = second.add(lockPools, [textArray([...names])]);
  const moments = second.add(readMoment, [past]);
  await second.send(client);
  return { now: moments[0]!.now, pools: byId(pools), reservations: byId(booked), keys: new Map() };
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

/**
 * Writes what was decided and commits: all of it, or none. Answers only when the commit is on disk, with those of `keys` that are known. Where
 * nothing changed there is nothing to commit.
 */
export async function finish(
  client: pg.Client,
  changes: Changes,
  now: Date,
  keys: readonly string[] = [],
): Promise<Map<string, KnownKey>> {
  const flight = new Flight();
  // Before the writes: what this batch made itself was not there before.
  const known = keys.length === 0 ? [] : flight.add(knownKeys, [uuidArray(keys)]);
  const writes = addWrites(flight, changes, now);
  flight.add(writes > 0 ? commit : rollback);
  await flight.send(client);
  // The commit of a transaction that failed is answered with a rollback, and is no error.
  if (writes > 0 && flight.lastTag !== 'COMMIT')
    throw new Error(`the commit was answered with ${flight.lastTag}`);
  return new Map(known);
}

/** Answers how many statements there are. */
function addWrites(flight: Flight, changes: Changes, now: Date): number {
  const { pools, reservations, exchanges } = changes;
  if (pools.size > 0) {
    const rows = [...pools];
    flight.add(writePools, [
      textArray(rows.map((pool) => pool.id)),
      intArray(rows.map((pool) => pool.capacity)),
      intArray(rows.map((pool) => pool.held)),
      intArray(rows.map((pool) => pool.confirmed)),
    ]);
  }
  if (changes.made.length > 0) {
    // In one order, so that two processes that use the same keys wait for each other and never both.
    const made = changes.made.toSorted((a, b) => (a.request.id < b.request.id ? -1 : 1));
    flight.add(insertReservations, [
      ...columnsOf(made.map(({ request }) => request)),
      timeArray(made.map(({ expiresAt }) => expiresAt)),
    ]);
  }
  if (reservations.size > 0) {
    const rows = [...reservations];
    flight.add(writeReservations, [
      uuidArray(rows.map(({ id }) => id)),
      textArray(rows.map(({ state }) => state)),
      textArray(rows.map(({ lines }) => jsonOf(lines))),
    ]);
  }
  if (exchanges.length > 0)
    flight.add(insertExchanges, [
      uuidArray(exchanges.map(({ reservation }) => reservation)),
      textArray(exchanges.map(({ key }) => key)),
      hashArray(exchanges.map(({ bodyHash }) => bodyHash)),
      textArray(exchanges.map(({ lines }) => jsonOf(lines))),
      time(now),
    ]);
  return [pools.size, changes.made.length, reservations.size, exchanges.length].filter((rows) => rows > 0)
    .length;
}

const columnsOf = (made: readonly ReserveRequest[]): Buffer[] => [
  uuidArray(made.map(({ id }) => id)),
  textArray(made.map(({ caller }) => caller)),
  textArray(made.map(({ key }) => key)),
  hashArray(made.map(({ bodyHash }) => bodyHash)),
  textArray(made.map(({ lines }) => jsonOf(lines))),
];

const begin: Statement = { name: 'begin', text: 'begin isolation level read committed' };
const commit: Statement = { name: 'commit', text: 'commit' };
const rollback: Statement = { name: 'rollback', text: 'rollback' };

/** Times are read in milliseconds since 1970: the ledger's own are whole ones. */
const readTime = (field: string): Date => new Date(Number(field));
const readBooked = ([id, lines, state, expiresAt]: readonly string[]): Booked => ({
  id: id!,
  lines: linesOf(JSON.parse(lines!)),
  state: state as ReservationState,
  expiresAt: readTime(expiresAt!),
});
const bookedColumns = 'id, lines, state, extract(epoch from expires_at) * 1000';

const lockReservations: Statement<Booked> = {
  name: 'lock-reservations',
  text: `select ${bookedColumns} from allocation.reservation
    where id = any($1::uuid[]) order by id for update`,
  read: readBooked,
};
/** Asks for the state again outside: another process may have written the hold down while we waited for it. */
const lockHoldsPast: Statement<Booked> = {
  name: 'lock-holds-past',
  text: `select ${bookedColumns} from allocation.reservation
    where state = 'held' and id in (
      select id from allocation.reservation
      where state = 'held' and expires_at <= coalesce($1::timestamptz, statement_timestamp())
      order by expires_at limit $2::integer)
    order by id for update`,
  read: readBooked,
};
const lockPools: Statement<Pool> = {
  name: 'lock-pools',
  text: `select id, kind, capacity, held, confirmed,
      extract(epoch from opens_at) * 1000, extract(epoch from closes_at) * 1000
    from allocation.pool where id = any($1::text[]) order by id for update`,
  read: ([id, kind, capacity, held, confirmed, opensAt, closesAt]) => ({
    id: id!,
    kind: kind!,
    capacity: Number(capacity),
    held: Number(held),
    confirmed: Number(confirmed),
    opensAt: opensAt == null ? null : readTime(opensAt),
    closesAt: closesAt == null ? null : readTime(closesAt),
  }),
};
const knownKeys: Statement<[id: string, known: KnownKey]> = {
  name: 'known-keys',
  text: `select id, encode(body_hash, 'hex'), extract(epoch from expires_at) * 1000
    from allocation.reservation where id = any($1::uuid[])`,
  read: ([id, bodyHash, expiresAt]) => [id!, { bodyHash: bodyHash!, expiresAt: readTime(expiresAt!) }],
};
const knownExchanges: Statement<[key: string, bodyHash: string]> = {
  name: 'known-exchanges',
  text: `select e.reservation, e.key, encode(e.body_hash, 'hex')
    from unnest($1::uuid[], $2::text[]) as asked (reservation, key)
    join allocation.exchange e on e.reservation = asked.reservation and e.key = asked.key`,
  read: ([reservation, key, bodyHash]) => [exchangeKey(reservation!, key!), bodyHash!],
};
/** The database's time, one for all processes, in whole milliseconds; read when the locks have been granted. */
const readMoment: Statement<{ now: Date; lapsed: boolean }> = {
  name: 'moment',
  text: `select extract(epoch from moment) * 1000, exists (
      select from allocation.reservation where state = 'held' and expires_at <= moment)
    from (select coalesce($1::timestamptz, date_trunc('milliseconds', statement_timestamp())) as moment) as present`,
  read: ([moment, lapsed]) => ({ now: readTime(moment!), lapsed: lapsed === 't' }),
};
/**
 * A statement with WITH sees one snapshot, but FOR UPDATE and UPDATE go on to what a row has become while they waited for it (READ COMMITTED). The time is
 * read when the last lock is granted: it stands behind the aggregates over them. What is asked of each pool comes as an object, and is not
 * joined: planned while there were few pools, a join would go through all of them.
 */
const takeWhatFits: Statement<{ now: Date; fits: boolean }> = {
  name: 'take-what-fits',
  text: `with locked as materialized (
      select capacity - held - confirmed - ($3::jsonb ->> id)::integer as rest, opens_at, closes_at
      from allocation.pool where id = any($2::text[]) order by id for update),
    summed as materialized (
      select count(*) as found, min(rest) as rest, max(opens_at) as opens_at, min(closes_at) as closes_at,
        coalesce($1::timestamptz, date_trunc('milliseconds', clock_timestamp())) as moment
      from locked),
    present as materialized (
      select moment, found = cardinality($2) and rest >= 0
        and coalesce(opens_at <= moment, true) and coalesce(moment < closes_at, true) as fits
      from summed),
    taken as (
      update allocation.pool set held = held + ($3::jsonb ->> id)::integer
      where id = any($2::text[]) and (select fits from present)),
    made as (
      insert into allocation.reservation (id, caller, key, body_hash, lines, state, expires_at)
      select made.id, made.caller, made.key, made.body_hash, made.lines::jsonb, 'held',
        present.moment + made.ttl_seconds * interval '1 second'
      from present, unnest($4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::integer[])
        as made (id, caller, key, body_hash, lines, ttl_seconds)
      where present.fits)
    select extract(epoch from moment) * 1000, fits from present`,
  read: ([moment, fits]) => ({ now: readTime(moment!), fits: fits === 't' }),
};
const writePools: Statement = {
  name: 'write-pools',
  text: `update allocation.pool p set capacity = after.capacity, held = after.held, confirmed = after.confirmed
    from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) as after (id, capacity, held, confirmed)
    where p.id = after.id`,
};
const insertReservations: Statement = {
  name: 'insert-reservations',
  text: `insert into allocation.reservation (id, caller, key, body_hash, lines, state, expires_at)
    select id, caller, key, body_hash, lines::jsonb, 'held', expires_at
    from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[])
      as made (id, caller, key, body_hash, lines, expires_at)`,
};
const writeReservations: Statement = {
  name: 'write-reservations',
  text: `update allocation.reservation r set state = after.state, lines = after.lines::jsonb
    from unnest($1::uuid[], $2::text[], $3::text[]) as after (id, state, lines)
    where r.id = after.id`,
};
const insertExchanges: Statement = {
  name: 'insert-exchanges',
  text: `insert into allocation.exchange (reservation, key, body_hash, lines, exchanged_at)
    select reservation, key, body_hash, lines::jsonb, $5::timestamptz
    from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[]) as made (reservation, key, body_hash, lines)`,
};

function wantedBy(requests: readonly Request[], isSuspect: (request: Request) => boolean) {
  const wanted = {
    pools: new Set<string>(),
    reservations: [] as string[],
    made: [] as string[],
    exchanged: [] as string[],
    exchangeKeys: [] as string[],
  };
  for (const request of requests) {
    if (request.kind === 'reserve') {
      if (isSuspect(request)) wanted.made.push(request.id);
    } else if (request.kind === 'resize') wanted.pools.add(request.pool);
    else wanted.reservations.push(request.reservation);
    if (request.kind === 'exchange') {
      wanted.exchanged.push(request.reservation);
      wanted.exchangeKeys.push(request.key);
    }
    if ('lines' in request) for (const { pool } of request.lines) wanted.pools.add(pool);
  }
  return wanted;
}

export const linesOf = (lines: Record<string, number>): Line[] =>
  Object.entries(lines)
    .map(([pool, quantity]) => ({ pool, quantity }))
    .sort((a, b) => (a.pool < b.pool ? -1 : 1));
const jsonOf = (lines: readonly Line[]): string =>
  `{${lines.map(({ pool, quantity }) => `${JSON.stringify(pool)}:${quantity}`).join(',')}}`;
