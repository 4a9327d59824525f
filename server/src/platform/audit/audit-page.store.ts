import { type Kysely, sql } from 'kysely';
import type { AuditEntry } from './api.ts';

/** Where an entry stands in the order of the list. */
export interface Place {
  at: string;
  id: string;
}
export interface Wanted {
  what?: string | undefined;
  subject?: string | undefined;
  person?: string | undefined;
  organisation?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: Place | undefined;
  limit: number;
}

/** The newest first. `what` may be the beginning of a name: `booking` finds `booking.confirmed`. */
export async function readEntries(
  db: Kysely<unknown>,
  { what, subject, person, organisation, from, to, before, limit }: Wanted,
): Promise<(AuditEntry & { place: Place })[]> {
  const conditions = [
    sql`true`,
    ...(what === undefined ? [] : [sql`starts_with(e.what, ${what})`]),
    ...(subject === undefined ? [] : [sql`e.subject = ${subject}`]),
    ...(person === undefined ? [] : [sql`e.person = ${person}`]),
    ...(organisation === undefined ? [] : [sql`e.organisation = ${organisation}`]),
    ...(from === undefined ? [] : [sql`e.at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`e.at < ${to}::timestamptz`]),
    ...(before === undefined ? [] : [sql`(e.at, e.id) < (${before.at}::timestamptz, ${before.id}::uuid)`]),
  ];
  const { rows } = await sql<AuditEntry & { microseconds: string }>`
    select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as microseconds,
           to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
           e.person, e.person_name as "personName", e.via, e.what, e.subject, e.organisation, o.name as "organisationName",
           e.request_id as "requestId", e.before, e.after
      from audit.entry e left join identity.organisation o on o.id = e.organisation
     where ${sql.join(conditions, sql` and `)}
     order by e.at desc, e.id desc limit ${limit}`.execute(db);
  return rows.map(({ microseconds, ...entry }) => ({ ...entry, place: { at: microseconds, id: entry.id } }));
}
