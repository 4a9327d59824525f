import { type Kysely, sql } from 'kysely';
import type { NewPool, Pool, Reservation, ReservationState } from './allocation.ts';
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

/** `lapsed`: some hold's time is up, perhaps one that is still counted in these pools. */
export async function readPools(
  db: Kysely<unknown>,
  ids: readonly string[],
  testNow: Date | null,
): Promise<{ pools: Pool[]; lapsed: boolean }> {
  const { rows } = await sql<PoolRow>`
    select *, exists (select from allocation.reservation
      where state = 'held' and expires_at <= coalesce(${testNow}::timestamptz, statement_timestamp())) as lapsed
    from allocation.pool where id = any(${ids}::text[]) order by id`.execute(db);
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

/** `lapsed`: its time is up, and nobody has written that down yet. */
export async function readReservation(
  db: Kysely<unknown>,
  id: string,
  testNow: Date | null,
): Promise<{ reservation: Reservation; lapsed: boolean } | null> {
  const { rows } = await sql<ReservationRow>`
    select id, caller, key, lines, state, expires_at,
      state = 'held' and expires_at <= coalesce(${testNow}::timestamptz, statement_timestamp()) as lapsed
    from allocation.reservation where id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { caller, key, lines, state, expires_at, lapsed } = row;
  return {
    reservation: { id: row.id, caller, key, lines: linesOf(lines), state, expiresAt: expires_at },
    lapsed,
  };
}
