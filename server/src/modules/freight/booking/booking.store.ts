/** Every statement about one booking and its history. Lists stand in list.store.ts. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { BookingRow, Content } from './booking.ts';

/** Whether the operator has cancelled a train of it, read where it is stated: a pool's id names its service and its departure (capacity/departure.ts). */
export const trainCancelled = sql`exists (
  select from jsonb_array_elements(b.lines) as line join freight.departure_capacity as departs
    on departs.service = split_part(line ->> 'pool', '/', 2) and departs.departs_at = split_part(line ->> 'pool', '/', 3)::timestamptz
  where departs.cancelled)`;

export const bookingFields = sql`b.id, b.number, b.organisation, b.organisation_name as "organisationName", b.body_hash as "bodyHash", b.reference,
  b.contact, b.state, b.version, b.way, b.brief, b.containers, b.lines, b.terms, b.departure, b.loading_closes_at as "loadingClosesAt", b.reservation,
  b.held_until as "heldUntil", b.turn, b.waiting_since as "waitingSince", b.briefly, b.intent, b.outcome, b.created_at as "createdAt",
  b.changed_at as "changedAt", ${trainCancelled} as "trainCancelled"`;

export async function readBooking<Tables>(db: Kysely<Tables>, id: string): Promise<BookingRow | null> {
  const { rows } = await sql<BookingRow>`
    select ${bookingFields} from freight.booking b where b.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Nobody else changes it until the transaction ends. */
export async function lockBooking<Tables>(trx: Kysely<Tables>, id: string): Promise<BookingRow | null> {
  const { rows } = await sql<BookingRow>`
    select ${bookingFields} from freight.booking b where b.id = ${id} for update`.execute(trx);
  return rows[0] ?? null;
}

export type NewBooking = Omit<
  BookingRow,
  | 'version'
  | 'heldUntil'
  | 'turn'
  | 'waitingSince'
  | 'outcome'
  | 'createdAt'
  | 'changedAt'
  | 'trainCancelled'
  | 'departure'
  | 'loadingClosesAt'
> & { loadingClosesAt: string; search: string };

/** False where there is one of this id already: the key was used before. Throws where another booking has the number. */
export async function insertBooking<Tables>(trx: Kysely<Tables>, booking: NewBooking): Promise<boolean> {
  const { rows } = await sql`
    insert into freight.booking
      (id, number, organisation, organisation_name, body_hash, reference, contact, state, way, brief, containers, lines, terms, departure,
       loading_closes_at, search, reservation, briefly, intent, intent_at)
    values (${booking.id}, ${booking.number}, ${booking.organisation}, ${booking.organisationName}, ${booking.bodyHash}, ${booking.reference}, ${json(booking.contact)},
       ${booking.state}, ${json(booking.way)}, ${json(booking.brief)}, ${json(booking.containers)}, ${json(booking.lines)}, ${json(booking.terms)},
       ${booking.brief.departure}, ${booking.loadingClosesAt}, ${booking.search}, ${booking.reservation}, ${booking.briefly},
       ${json(booking.intent)}, case when ${booking.intent !== null}::boolean then clock_timestamp() end)
    on conflict (id) do nothing returning id`.execute(trx);
  return rows.length === 1;
}

export const isNumberTaken = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'booking_number_key';
};

const json = (value: unknown): RawBuilder<unknown> =>
  value === null ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`;
const plain = (value: unknown): RawBuilder<unknown> => sql`${value}`;

/** What can change, and how it is written. */
const columns = {
  state: ['state', plain],
  version: ['version', plain],
  reference: ['reference', plain],
  bodyHash: ['body_hash', plain],
  way: ['way', json],
  brief: ['brief', json],
  containers: ['containers', json],
  lines: ['lines', json],
  terms: ['terms', json],
  departure: ['departure', plain],
  loadingClosesAt: ['loading_closes_at', plain],
  search: ['search', plain],
  heldUntil: ['held_until', plain],
  briefly: ['briefly', plain],
  outcome: ['outcome', json],
} as const;
export type Change = Partial<
  Omit<Pick<BookingRow, Exclude<keyof typeof columns, 'search'>>, 'departure' | 'loadingClosesAt'>
> & { search?: string; departure?: string; loadingClosesAt?: string };

/** Of a row that is locked by this transaction. */
export async function updateBooking<Tables>(trx: Kysely<Tables>, id: string, change: Change): Promise<void> {
  const sets = Object.entries(change).map(([field, value]) => {
    const [name, write] = columns[field as keyof typeof columns];
    return sql`${sql.ref(name)} = ${write(value)}`;
  });
  await sql`
    update freight.booking set ${sql.join([...sets, sql`changed_at = clock_timestamp()`])} where id = ${id}`.execute(
    trx,
  );
}

/** Null: it was answered. */
export async function writeIntent<Tables>(
  trx: Kysely<Tables>,
  id: string,
  intent: BookingRow['intent'],
): Promise<void> {
  await sql`
    update freight.booking set intent = ${json(intent)},
      intent_at = case when ${intent !== null}::boolean then clock_timestamp() end
    where id = ${id}`.execute(trx);
}

/** Gives it the next place in the line of these pools. */
export async function joinLine<Tables>(
  trx: Kysely<Tables>,
  id: string,
  pools: readonly string[],
): Promise<void> {
  await sql`
    update freight.booking set state = 'waiting', turn = nextval('freight.waiting_turn'), waiting_since = clock_timestamp(),
      waits_for = ${pools}::text[], changed_at = clock_timestamp()
    where id = ${id}`.execute(trx);
}

export interface BookingEvent {
  id: string;
  what: string;
  person: string | null;
  detail: string;
}
export async function insertEvent<Tables>(
  trx: Kysely<Tables>,
  booking: string,
  event: BookingEvent,
): Promise<void> {
  await sql`
    insert into freight.booking_event (id, booking, what, person, detail)
    values (${event.id}, ${booking}, ${event.what}, ${event.person}, ${event.detail})`.execute(trx);
}
export async function readEvents<Tables>(
  db: Kysely<Tables>,
  booking: string,
): Promise<(BookingEvent & { at: Date })[]> {
  const { rows } = await sql<BookingEvent & { at: Date }>`
    select id, at, what, person, detail from freight.booking_event where booking = ${booking} order by at, id limit 500`.execute(
    db,
  );
  return rows;
}

/** Words a booking is found by, in small letters. */
export const searchText = (
  number: string,
  reference: string,
  { brief, containers }: Pick<Content, 'brief' | 'containers'>,
  names: readonly string[],
): string =>
  [
    number,
    reference,
    ...containers.flatMap((container) => container.number ?? []),
    brief.from.id,
    brief.to.id,
    ...names,
  ]
    .join('\n')
    .toLowerCase();
