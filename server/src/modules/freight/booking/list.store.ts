/** Statements about many bookings: the board, its counts, and what periodic work looks for. */
import { type Kysely, sql } from 'kysely';
import type { BookingState } from './api.ts';
import { trainCancelled } from './booking.store.ts';
import type { BookingRow } from './booking.ts';

export type ListRow = Pick<
  BookingRow,
  | 'id'
  | 'number'
  | 'organisation'
  | 'organisationName'
  | 'reference'
  | 'state'
  | 'version'
  | 'brief'
  | 'containers'
  | 'departure'
  | 'loadingClosesAt'
  | 'reservation'
  | 'heldUntil'
  | 'waitingSince'
  | 'createdAt'
  | 'trainCancelled'
> & { due: string };

export interface ListQuery {
  /** Null: everybody's. */
  organisation: string | null;
  state: BookingState | null;
  /** Every one of them is in it. */
  words: readonly string[];
  after: { due: string; id: string } | null;
  limit: number;
  now: Date;
}

/** As stateOf says without the ledger: what the row knows, and the clock. */
const shown = (now: Date) => sql`case
  when state in ('held', 'offered') and held_until <= ${now} then 'expired'
  when state = 'confirmed' and departure <= ${now} and not ${trainCancelled} then 'departed'
  else state end`;

/**
 * Soonest thing to do first, as a number to go on from: a hold ends, a box has to be at the terminal. What is over comes after all that, the latest
 * first.
 */
const dueOf = sql`case
  when shown in ('held', 'offered') then extract(epoch from held_until)
  when shown in ('waiting', 'confirmed') then extract(epoch from loading_closes_at)
  else 1e11 - extract(epoch from changed_at) end`;

const found = ({ organisation, words, now }: Pick<ListQuery, 'organisation' | 'words' | 'now'>) => sql`
  select *, ${dueOf} as due from (
    select *, ${shown(now)} as shown from freight.booking b
    where state not in ('asked', 'refused') and not (state = 'waiting' and briefly)
      and (${organisation}::text is null or organisation = ${organisation})
      and search like all (${words.map(pattern)}::text[])) as seen`;

/** What people type is text, not a pattern. */
const pattern = (word: string) => `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

export async function listBookings(db: Kysely<unknown>, query: ListQuery): Promise<ListRow[]> {
  const { state, after, limit } = query;
  const { rows } = await sql<ListRow>`
    select id, number, organisation, organisation_name as "organisationName", reference, state, version, brief, containers, departure,
      loading_closes_at as "loadingClosesAt", reservation, held_until as "heldUntil", waiting_since as "waitingSince",
      created_at as "createdAt", ${trainCancelled} as "trainCancelled", due::text as due
    from (${found(query)}) as b
    where (${state}::text is null or shown = ${state})
      and (${after?.due ?? null}::numeric is null or (due, id) > (${after?.due ?? null}::numeric, ${after?.id ?? null}::uuid))
    order by due, id limit ${limit}`.execute(db);
  return rows;
}

export async function countBookings(
  db: Kysely<unknown>,
  query: Pick<ListQuery, 'organisation' | 'words' | 'now'>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ shown: string; count: number }>`
    select shown, count(*)::integer as count from (${found(query)}) as b group by shown`.execute(db);
  return new Map(rows.map(({ shown, count }) => [shown, count]));
}

/** Rows whose intent nobody carried out: a server died on the way. */
export async function readUnsettled(
  db: Kysely<unknown>,
  { olderSeconds, organisation = null }: { olderSeconds: number; organisation?: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from freight.booking where intent is not null
      and intent_at < clock_timestamp() - ${olderSeconds} * interval '1 second'
      and (${organisation}::text is null or organisation = ${organisation})
    order by intent_at limit 100`.execute(db);
  return rows.map(({ id }) => id);
}

/** For as long a question whose connection was cut may still be answered. */
const doubtful = sql`interval '10 minutes'`;

/**
 * Rows of which the ledger may say something else by now: holds whose time is up, and what was not held when it was last asked, a short while ago.
 */
export async function readDoubtful(
  db: Kysely<unknown>,
  now: Date,
): Promise<{ id: string; reservation: string }[]> {
  const { rows } = await sql<{ id: string; reservation: string }>`
    (select id, reservation from freight.booking where state in ('held', 'offered') and held_until <= ${now} order by held_until limit 500)
    union all
    (select id, reservation from freight.booking where state in ('refused', 'waiting') and intent is null
      and changed_at > clock_timestamp() - ${doubtful} order by changed_at desc limit 500)`.execute(db);
  return rows;
}

/** What was refused and the ledger was last asked of in vain longer ago than `readDoubtful` looks. */
export async function readRefused(
  db: Kysely<unknown>,
  limit: number,
): Promise<{ id: string; reservation: string }[]> {
  const { rows } = await sql<{ id: string; reservation: string }>`
    select id, reservation from freight.booking where state = 'refused' and intent is null
      and changed_at <= clock_timestamp() - ${doubtful} order by changed_at limit ${limit}`.execute(db);
  return rows;
}

/** Those of them that nobody has asked for again meanwhile. */
export async function deleteRefused(db: Kysely<unknown>, ids: readonly string[]): Promise<void> {
  await sql`
    delete from freight.booking where id = any(${ids}::uuid[]) and state = 'refused' and intent is null
      and changed_at <= clock_timestamp() - ${doubtful}`.execute(db);
}

/** Places in line of all of these, with one statement. */
export async function placesInLine(
  db: Kysely<unknown>,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; place: number }>`
    select mine.id, (select count(*)::integer + 1 from freight.booking other
      where other.state = 'waiting' and other.turn < mine.turn and other.waits_for && mine.waits_for) as place
    from freight.booking mine where mine.id = any(${ids}::uuid[]) and mine.state = 'waiting'`.execute(db);
  return new Map(rows.map(({ id, place }) => [id, place]));
}
