/** Every statement about the waiting list. */
import { type Kysely, sql } from 'kysely';
import type { BookingRow } from './booking.ts';

export type Waiting = Pick<
  BookingRow,
  'id' | 'lines' | 'briefly' | 'loadingClosesAt' | 'terms' | 'organisation' | 'number'
>;

/** In order of arrival. */
export async function readLine<Tables>(db: Kysely<Tables>, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, number, organisation, lines, briefly, loading_closes_at as "loadingClosesAt", terms
    from freight.booking where state = 'waiting' order by turn limit ${limit}`.execute(db);
  return rows;
}

export async function somebodyWaits<Tables>(db: Kysely<Tables>, pools: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from freight.booking where state = 'waiting' and waits_for && ${pools}::text[] limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** Held until the transaction ends: one server at a time offers what has returned. */
export async function lockLine<Tables>(trx: Kysely<Tables>): Promise<void> {
  await sql`select from freight.waiting_line where id = 1 for update`.execute(trx);
}

/** Those who only waited for the answer to their request, and whose server died before it gave one. */
export async function readForgotten<Tables>(db: Kysely<Tables>, olderSeconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from freight.booking where state = 'waiting' and briefly
      and waiting_since < clock_timestamp() - ${olderSeconds} * interval '1 second' limit 100`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those whose train takes in no more boxes. */
export async function readLate<Tables>(db: Kysely<Tables>, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from freight.booking where state = 'waiting' and loading_closes_at <= ${now} order by turn limit 500`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
