import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { NewPool, Pool, PoolTimes, Reservation, ReservationState } from './allocation.ts';
import { linesOf } from './batch.store.ts';

interface PoolRow {
  id: string;
  kind: string;
  capacity: number;
  held: number;
  confirmed: number;
  opens_at: Date | null;
  closes_at: Date | null;
  lapsed: boolean;
}
interface ReservationRow {
  id: string;
  caller: string;
  key: string;
  lines: Record<string, number>;
  state: ReservationState;
  expires_at: Date;
  lapsed: boolean;
}

/** Makes those that are missing, and names one that is there but is another. Held and confirmed are not compared. */
export async function insertPools<Any>(
  trx: Kysely<Any>,
  pools: readonly NewPool[],
): Promise<{ created: number; differing?: string }> {
  // In one order, so that two processes that make the same pools wait for each other and never both.
  const rows = [...pools].sort((a, b) => (a.id < b.id ? -1 : 1));
  const columns = sql`unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ kind }) => kind)}::text[],
    ${rows.map(({ capacity }) => capacity)}::integer[],
    ${rows.map(({ opensAt }) => opensAt?.toISOString() ?? null)}::timestamptz[],
    ${rows.map(({ closesAt }) => closesAt?.toISOString() ?? null)}::timestamptz[])
    as asked (id, kind, capacity, opens_at, closes_at)`;
  const { rows: created } = await sql`
    insert into allocation.pool (id, kind, capacity, opens_at, closes_at)
    select id, kind, capacity, opens_at, closes_at from ${columns} order by id
    on conflict do nothing returning id`.execute(trx);
  if (created.length === rows.length) return { created: created.length };
  const { rows: differing } = await sql<{ id: string }>`
    select pool.id from allocation.pool join ${columns} on pool.id = asked.id
    where (pool.kind, pool.capacity, pool.opens_at, pool.closes_at)
      is distinct from (asked.kind, asked.capacity, asked.opens_at, asked.closes_at)
    order by pool.id limit 1`.execute(trx);
  return differing[0] ? { created: created.length, differing: differing[0].id } : { created: created.length };
}

/** Sets the times of all of them; or of none, and names one that is not there. */
export async function writeTimes<Any>(
  trx: Kysely<Any>,
  pools: readonly PoolTimes[],
): Promise<{ retimed: number; missing?: string }> {
  const ids = pools.map(({ id }) => id);
  // In the order in which every batch locks pools.
  const { rows: locked } = await sql<{ id: string }>`
    select id from allocation.pool where id = any(${ids}::text[]) order by id for update`.execute(trx);
  const there = new Set(locked.map(({ id }) => id));
  const missing = ids.find((id) => !there.has(id));
  if (missing !== undefined) return { retimed: 0, missing };
  await sql`
    update allocation.pool set opens_at = asked.opens_at, closes_at = asked.closes_at
    from unnest(${ids}::text[], ${pools.map(({ opensAt }) => opensAt?.toISOString() ?? null)}::timestamptz[],
      ${pools.map(({ closesAt }) => closesAt?.toISOString() ?? null)}::timestamptz[]) as asked (id, opens_at, closes_at)
    where pool.id = asked.id`.execute(trx);
  return { retimed: ids.length };
}

/** `lapsed`: some hold's time is up, perhaps one that is still counted in these pools. */
export interface ReadPools {
  pools: Pool[];
  lapsed: boolean;
}

export const readPools = (
  db: Kysely<unknown>,
  ids: readonly string[],
  testNow: Date | null,
): Promise<ReadPools> => selectPools(db, sql`id = any(${ids}::text[])`, ids.length, testNow);

/** Ids are printable ASCII and compared byte by byte, so those that begin with `prefix` stand together in the primary key. */
export const readPoolsLike = (
  db: Kysely<unknown>,
  prefix: string,
  { after, limit }: { after: string; limit: number },
  testNow: Date | null,
): Promise<ReadPools> =>
  selectPools(db, sql`id >= ${prefix} and id < ${endOf(prefix)} and id > ${after}`, limit, testNow);

/** The first text behind all that begin with the prefix. */
const endOf = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

async function selectPools(
  db: Kysely<unknown>,
  where: RawBuilder<unknown>,
  limit: number,
  testNow: Date | null,
): Promise<ReadPools> {
  const { rows } = await sql<PoolRow>`
    select *, exists (select from allocation.reservation
      where state = 'held' and expires_at <= coalesce(${testNow}::timestamptz, statement_timestamp())) as lapsed
    from allocation.pool where ${where} order by id limit ${limit}`.execute(db);
  return {
    pools: rows.map(({ id, kind, capacity, held, confirmed, opens_at, closes_at }) => ({
      id,
      kind,
      capacity,
      held,
      confirmed,
      opensAt: opens_at,
      closesAt: closes_at,
    })),
    lapsed: rows[0]?.lapsed ?? false,
  };
}

/** `lapsed`: the time of one of them is up, and nobody has written that down yet. */
export async function readReservations(
  db: Kysely<unknown>,
  ids: readonly string[],
  testNow: Date | null,
): Promise<{ reservations: Reservation[]; lapsed: boolean }> {
  const { rows } = await sql<ReservationRow>`
    select id, caller, key, lines, state, expires_at,
      state = 'held' and expires_at <= coalesce(${testNow}::timestamptz, statement_timestamp()) as lapsed
    from allocation.reservation where id = any(${ids}::uuid[]) order by id`.execute(db);
  return {
    reservations: rows.map(({ id, caller, key, lines, state, expires_at }) => ({
      id,
      caller,
      key,
      lines: linesOf(lines),
      state,
      expiresAt: expires_at,
    })),
    lapsed: rows.some(({ lapsed }) => lapsed),
  };
}
