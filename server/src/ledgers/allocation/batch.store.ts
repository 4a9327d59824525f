import type pg from 'pg';
import type { Line, Pool, ReservationState } from './allocation.ts';
import { hashArray, intArray, textArray, timeArray, uuidArray } from './binary.ts';
import { type Booked, type Books, type Changes, exchangeKey, type KnownKey } from './decide.ts';
import { inOneWrite } from './flight.ts';
import type { Request } from './request.ts';

/**
 * The statements of a batch. Those that need not wait for each other's answer are sent together (the client pipelines), so a batch of
 * `reserve` is two round trips: lock and read; write and commit. Each is prepared once a connection.
 *
 * Locks are taken in one order everywhere: reservations by id, then pools by id. A reservation changes only while it and all of its
 * pools are locked. READ COMMITTED gives each statement a snapshot of its own, so what is read after the locks were granted holds
 * all that was committed by whoever had them before.
 */
const isolation = 'begin isolation level read committed';

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
  const begin = () => client.query(isolation);
  let booked: BookedRow[] = [];
  if (wanted.reservations.length > 0) {
    const locked = () => ask<BookedRow>(client, lockReservations, [uuidArray(wanted.reservations)]);
    [, booked] = await inOneWrite(client, () => Promise.all([begin(), locked()]));
    for (const [, lines] of booked) for (const pool of Object.keys(lines)) wanted.pools.add(pool);
  }
  const [, pools, keys, exchanges, [moment]] = await inOneWrite(client, () =>
    Promise.all([
      wanted.reservations.length > 0 ? undefined : begin(),
      wanted.pools.size === 0 ? [] : ask<PoolRow>(client, lockPools, [textArray([...wanted.pools])]),
      readKeys(client, wanted.made),
      wanted.exchanged.length === 0
        ? []
        : ask<ExchangeRow>(client, knownExchanges, [
            uuidArray(wanted.exchanged),
            textArray(wanted.exchangeKeys),
          ]),
      ask<MomentRow>(client, readMoment, [testNow]),
    ]),
  );
  const [now, lapsed] = moment!;
  for (const [reservation, key, bodyHash] of exchanges)
    keys.set(exchangeKey(reservation, key), { bodyHash, expiresAt: now });
  const books = {
    now,
    pools: new Map(pools.map((row) => [row[0], poolOf(row)])),
    reservations: new Map(booked.map((row) => [row[0], bookedOf(row)])),
    keys,
  };
  return { books, lapsed };
}

/** The same for holds whose time is up, `limit` of them at most; `books.reservations` is empty when there are none. */
export async function lockLapsed(client: pg.Client, limit: number, testNow: Date | null): Promise<Books> {
  const [, booked] = await inOneWrite(client, () =>
    Promise.all([client.query(isolation), ask<BookedRow>(client, lockHoldsPast, [testNow, limit])]),
  );
  const names = new Set(booked.flatMap(([, lines]) => Object.keys(lines)));
  const [pools, [moment]] = await inOneWrite(client, () =>
    Promise.all([
      ask<PoolRow>(client, lockPools, [textArray([...names])]),
      ask<MomentRow>(client, readMoment, [testNow]),
    ]),
  );
  return {
    now: moment![0],
    pools: new Map(pools.map((row) => [row[0], poolOf(row)])),
    reservations: new Map(booked.map((row) => [row[0], bookedOf(row)])),
    keys: new Map(),
  };
}

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
  const [known, end] = await inOneWrite(client, () => {
    // Before the writes: what this batch made itself was not there before.
    const read = readKeys(client, keys);
    const written = writes(changes, now).map(([statement, values]) => ask(client, statement, values));
    const end = client.query(written.length > 0 ? 'commit' : 'rollback');
    return Promise.all([read, end, ...written]);
  });
  // The commit of a transaction that failed is answered with a rollback, and is no error.
  if (changes.pools.size + changes.reservations.size > 0 && end.command !== 'COMMIT')
    throw new Error(`the commit was answered with ${end.command}`);
  return known;
}

async function readKeys(client: pg.Client, ids: readonly string[]): Promise<Map<string, KnownKey>> {
  const rows = ids.length === 0 ? [] : await ask<KeyRow>(client, knownKeys, [uuidArray(ids)]);
  return new Map(rows.map(([id, bodyHash, expiresAt]) => [id, { bodyHash, expiresAt }]));
}

function writes(changes: Changes, now: Date): [Statement, unknown[]][] {
  const pools = [...changes.pools];
  const booked = [...changes.reservations];
  // In one order, so that two processes that use the same keys wait for each other and never both.
  const made = changes.made.toSorted((a, b) => (a.request.id < b.request.id ? -1 : 1));
  const { exchanges } = changes;
  const statements: [Statement, number, () => unknown[]][] = [
    [
      writePools,
      pools.length,
      () => [
        textArray(pools.map((pool) => pool.id)),
        intArray(pools.map((pool) => pool.capacity)),
        intArray(pools.map((pool) => pool.held)),
        intArray(pools.map((pool) => pool.confirmed)),
      ],
    ],
    [
      insertReservations,
      made.length,
      () => [
        uuidArray(made.map(({ request }) => request.id)),
        textArray(made.map(({ request }) => request.caller)),
        textArray(made.map(({ request }) => request.key)),
        hashArray(made.map(({ request }) => request.bodyHash)),
        textArray(made.map(({ request }) => jsonOf(request.lines))),
        timeArray(made.map(({ expiresAt }) => expiresAt)),
      ],
    ],
    [
      writeReservations,
      booked.length,
      () => [
        uuidArray(booked.map(({ id }) => id)),
        textArray(booked.map(({ state }) => state)),
        textArray(booked.map(({ lines }) => jsonOf(lines))),
      ],
    ],
    [
      insertExchanges,
      exchanges.length,
      () => [
        uuidArray(exchanges.map(({ reservation }) => reservation)),
        textArray(exchanges.map(({ key }) => key)),
        hashArray(exchanges.map(({ bodyHash }) => bodyHash)),
        textArray(exchanges.map(({ lines }) => jsonOf(lines))),
        now,
      ],
    ],
  ];
  return statements.filter(([, rows]) => rows > 0).map(([statement, , values]) => [statement, values()]);
}

type BookedRow = [id: string, lines: Record<string, number>, state: ReservationState, expiresAt: Date];
type PoolRow = [
  id: string,
  kind: string,
  capacity: number,
  held: number,
  confirmed: number,
  opensAt: Date | null,
  closesAt: Date | null,
];
type KeyRow = [id: string, bodyHash: string, expiresAt: Date];
type ExchangeRow = [reservation: string, key: string, bodyHash: string];
type MomentRow = [now: Date, lapsed: boolean];

interface Statement {
  name: string;
  text: string;
}

const lockReservations: Statement = {
  name: 'allocation-lock-reservations',
  text: `select id, lines, state, expires_at from allocation.reservation
    where id = any($1::uuid[]) order by id for update`,
};
/** Asks for the state again outside: another process may have written the hold down while we waited for it. */
const lockHoldsPast: Statement = {
  name: 'allocation-lock-holds-past',
  text: `select id, lines, state, expires_at from allocation.reservation
    where state = 'held' and id in (
      select id from allocation.reservation
      where state = 'held' and expires_at <= coalesce($1::timestamptz, statement_timestamp())
      order by expires_at limit $2)
    order by id for update`,
};
const lockPools: Statement = {
  name: 'allocation-lock-pools',
  text: `select id, kind, capacity, held, confirmed, opens_at, closes_at from allocation.pool
    where id = any($1::text[]) order by id for update`,
};
const knownKeys: Statement = {
  name: 'allocation-known-keys',
  text: `select id, encode(body_hash, 'hex'), expires_at from allocation.reservation where id = any($1::uuid[])`,
};
const knownExchanges: Statement = {
  name: 'allocation-known-exchanges',
  text: `select e.reservation, e.key, encode(e.body_hash, 'hex')
    from unnest($1::uuid[], $2::text[]) as asked (reservation, key)
    join allocation.exchange e on e.reservation = asked.reservation and e.key = asked.key`,
};
/** The database's time, one for all processes, in whole milliseconds; read when the locks have been granted. */
const readMoment: Statement = {
  name: 'allocation-moment',
  text: `select moment, exists (
      select from allocation.reservation where state = 'held' and expires_at <= moment)
    from (select coalesce($1::timestamptz, date_trunc('milliseconds', statement_timestamp())) as moment) as present`,
};
const writePools: Statement = {
  name: 'allocation-write-pools',
  text: `update allocation.pool p set capacity = after.capacity, held = after.held, confirmed = after.confirmed
    from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) as after (id, capacity, held, confirmed)
    where p.id = after.id`,
};
const insertReservations: Statement = {
  name: 'allocation-insert-reservations',
  text: `insert into allocation.reservation (id, caller, key, body_hash, lines, state, expires_at)
    select id, caller, key, body_hash, lines::jsonb, 'held', expires_at
    from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[])
      as made (id, caller, key, body_hash, lines, expires_at)`,
};
const writeReservations: Statement = {
  name: 'allocation-write-reservations',
  text: `update allocation.reservation r set state = after.state, lines = after.lines::jsonb
    from unnest($1::uuid[], $2::text[], $3::text[]) as after (id, state, lines)
    where r.id = after.id`,
};
const insertExchanges: Statement = {
  name: 'allocation-insert-exchanges',
  text: `insert into allocation.exchange (reservation, key, body_hash, lines, exchanged_at)
    select reservation, key, body_hash, lines::jsonb, $5::timestamptz
    from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[]) as made (reservation, key, body_hash, lines)`,
};

async function ask<Row extends unknown[]>(
  client: pg.Client,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ name, text, values, rowMode: 'array' });
  return rows;
}

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

const poolOf = ([id, kind, capacity, held, confirmed, opensAt, closesAt]: PoolRow): Pool => ({
  id,
  kind,
  capacity,
  held,
  confirmed,
  opensAt,
  closesAt,
});
const bookedOf = ([id, lines, state, expiresAt]: BookedRow): Booked => ({
  id,
  lines: linesOf(lines),
  state,
  expiresAt,
});

export const linesOf = (lines: Record<string, number>): Line[] =>
  Object.entries(lines)
    .map(([pool, quantity]) => ({ pool, quantity }))
    .sort((a, b) => (a.pool < b.pool ? -1 : 1));
const jsonOf = (lines: readonly Line[]): string =>
  `{${lines.map(({ pool, quantity }) => `${JSON.stringify(pool)}:${quantity}`).join(',')}}`;
