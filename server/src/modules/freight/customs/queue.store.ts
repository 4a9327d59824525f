/** What comes to the borders, soonest first. */
import { type Kysely, sql } from 'kysely';
import type { CustomsStatus } from './api.ts';

export interface QueueRow {
  booking: string;
  number: string;
  organisation: string;
  organisationName: string;
  containers: { number?: string }[];
  lines: number;
  version: number;
  crossing: string;
  fromCountry: string;
  toCountry: string;
  expectedAt: Date;
  status: CustomsStatus;
}
export interface QueueKey {
  expectedAt: string;
  booking: string;
  crossing: string;
}
export interface QueueWish {
  /** Of this organisation only, or of all but this one; null: of every one. */
  organisation: string | null;
  exceptOf: string | null;
  /** Null: at every border. */
  crossings: readonly string[] | null;
  status: CustomsStatus | undefined;
  /** Without a status asked for: what was released and was due before then is done with. */
  releasedSince: Date;
  after: QueueKey | null;
  limit: number;
}

/** Only of confirmed bookings: a hold may never come. */
export async function readQueue<Tables>(db: Kysely<Tables>, wish: QueueWish): Promise<QueueRow[]> {
  const { organisation, exceptOf, crossings, status, after } = wish;
  const { rows } = await sql<QueueRow>`
    select c.booking, b.number, b.organisation, b.organisation_name as "organisationName", b.containers,
           coalesce(jsonb_array_length(d.content -> 'lines'), 0) as lines, coalesce(d.version, 0) as version,
           c.crossing, c.from_country as "fromCountry", c.to_country as "toCountry", c.expected_at as "expectedAt", c.status
      from freight.customs_border c
      join freight.booking b on b.id = c.booking and b.state = 'confirmed'
      left join freight.declaration d on d.booking = c.booking
     where c.expected_at is not null
       and ${crossings === null ? sql`true` : sql`c.crossing = any (${[...crossings]}::text[])`}
       and ${organisation === null ? sql`true` : sql`b.organisation = ${organisation}`}
       and ${exceptOf === null ? sql`true` : sql`b.organisation <> ${exceptOf}`}
       and ${
         status === undefined
           ? sql`(c.status <> 'released' or c.expected_at >= ${wish.releasedSince.toISOString()})`
           : sql`c.status = ${status}`
       }
       and ${
         after === null
           ? sql`true`
           : sql`(c.expected_at, c.booking, c.crossing) > (${after.expectedAt}::timestamptz, ${after.booking}::uuid, ${after.crossing})`
       }
     order by c.expected_at, c.booking, c.crossing
     limit ${wish.limit}`.execute(db);
  return rows;
}
