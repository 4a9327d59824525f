/** Every statement about declarations, their borders and what became of them. */
import { type Kysely, sql } from 'kysely';
import { newId } from '../../../platform/ids.ts';
import type { Container } from '../booking/api.ts';
import type { CustomsStatus, DeclarationContent } from './api.ts';

/** What customs need to know of a booking. */
export interface DeclaredBooking {
  id: string;
  number: string;
  organisation: string;
  organisationName: string;
  /** As its row knows it. */
  state: string;
  heldUntil: Date | null;
  containers: Container[];
}
export interface BorderRow {
  crossing: string;
  fromCountry: string;
  toCountry: string;
  expectedAt: Date;
  status: CustomsStatus;
}
export interface EventRow {
  crossing: string;
  at: Date;
  status: CustomsStatus;
  version: number;
  person: string | null;
  personName: string | null;
  organisation: string | null;
  organisationName: string | null;
  reference: string;
  note: string;
}
export interface Case {
  booking: DeclaredBooking;
  /** Null where nobody has written one yet. */
  declaration: { content: DeclarationContent; version: number; contentVersion: number } | null;
  /** Of the way as it is now, in its order. */
  borders: BorderRow[];
  /** Oldest first, also of borders the way no longer crosses. */
  events: EventRow[];
}

/**
 * Locked: the booking keeps its state and way, and nobody else changes the declaration, until the transaction ends. Bookings are locked before
 * declarations everywhere.
 */
export async function readCase<Tables>(
  db: Kysely<Tables>,
  id: string,
  lock?: 'locked',
): Promise<Case | null> {
  const { rows: bookings } = await sql<DeclaredBooking>`
    select id, number, organisation, organisation_name as "organisationName", state, held_until as "heldUntil", containers
      from freight.booking where id = ${id} and state not in ('asked', 'refused')
      ${lock ? sql`for no key update` : sql``}`.execute(db);
  const booking = bookings[0];
  if (booking === undefined) return null;
  const { rows: declarations } = await sql<NonNullable<Case['declaration']>>`
    select content, version,
           (select max(c.version) from freight.declaration_content c where c.booking = d.booking) as "contentVersion"
      from freight.declaration d where booking = ${id} ${lock ? sql`for update` : sql``}`.execute(db);
  const { rows: borders } = await sql<BorderRow>`
    select crossing, from_country as "fromCountry", to_country as "toCountry", expected_at as "expectedAt", status
      from freight.customs_border where booking = ${id} and expected_at is not null order by place`.execute(
    db,
  );
  const { rows: events } = await sql<EventRow>`
    select crossing, at, status, version, person, person_name as "personName", organisation,
           organisation_name as "organisationName", reference, note
      from freight.customs_event where booking = ${id} order by version, crossing`.execute(db);
  return { booking, declaration: declarations[0] ?? null, borders, events };
}

/** Under the lock of `readCase`; answers the new version. */
export async function writeContent<Tables>(
  trx: Kysely<Tables>,
  booking: string,
  content: DeclarationContent,
  person: { id: string; name: string },
): Promise<number> {
  const json = JSON.stringify(content);
  const { rows } = await sql<{ version: number }>`
    insert into freight.declaration as old (booking, content, version)
    values (${booking}, ${json}::jsonb, 1)
    on conflict (booking) do update
      set content = excluded.content, version = old.version + 1, changed_at = clock_timestamp()
    returning version`.execute(trx);
  const { version } = rows[0]!;
  await sql`
    insert into freight.declaration_content (booking, version, content, person, person_name)
    values (${booking}, ${version}, ${json}::jsonb, ${person.id}, ${person.name})`.execute(trx);
  return version;
}

/** As it was at a version; null before the first. */
export async function readContent<Tables>(
  db: Kysely<Tables>,
  booking: string,
  version: number,
): Promise<{ content: DeclarationContent; contentVersion: number } | null> {
  const { rows } = await sql<{ content: DeclarationContent; contentVersion: number }>`
    select content, version as "contentVersion" from freight.declaration_content
     where booking = ${booking} and version <= ${version} order by version desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** A status changes, or is looked at anew, under a version of its own. */
export async function nextVersion<Tables>(trx: Kysely<Tables>, booking: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update freight.declaration set version = version + 1, changed_at = clock_timestamp()
     where booking = ${booking} returning version`.execute(trx);
  return rows[0]!.version;
}

export type NewEvent = Omit<EventRow, 'at'> & { booking: string };

/** The status and what is told of it, together. */
export async function writeStatus<Tables>(trx: Kysely<Tables>, event: NewEvent): Promise<void> {
  await sql`
    update freight.customs_border set status = ${event.status}
     where booking = ${event.booking} and crossing = ${event.crossing}`.execute(trx);
  await sql`
    insert into freight.customs_event
      (id, booking, crossing, status, version, person, person_name, organisation, organisation_name, reference, note)
    values (${newId()}, ${event.booking}, ${event.crossing}, ${event.status}, ${event.version}, ${event.person},
      ${event.personName}, ${event.organisation}, ${event.organisationName}, ${event.reference}, ${event.note})`.execute(
    trx,
  );
}

export interface CustomsSummaryRow {
  booking: string;
  content: DeclarationContent | null;
  borders: { crossing: string; status: CustomsStatus }[];
}

/** Of many bookings at once: declaration and statuses, in the order of each way. */
export async function readSummaries<Tables>(
  db: Kysely<Tables>,
  bookings: readonly string[],
): Promise<CustomsSummaryRow[]> {
  const { rows } = await sql<CustomsSummaryRow>`
    select b.id as booking, d.content,
           coalesce((select jsonb_agg(jsonb_build_object('crossing', c.crossing, 'status', c.status) order by c.place)
                       from freight.customs_border c where c.booking = b.id and c.expected_at is not null), '[]') as borders
      from unnest(${[...bookings]}::uuid[]) as b (id)
      left join freight.declaration d on d.booking = b.id`.execute(db);
  return rows;
}
