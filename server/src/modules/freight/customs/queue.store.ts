/** What comes to the borders, soonest first. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
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
  const { rows } = await sql<QueueRow>`
    select * from (${sql.join(
      statesOf(wish).map((state) => branch(wish, state)),
      sql` union all `,
    )}) as found
     order by "expectedAt", booking, crossing
     limit ${wish.limit}`.execute(db);
  return rows;
}

/** What is open and what is released are read each by an index of its own: 20 to 50 ms instead of 100 to 200 with 100,000 borders of which most are released. */
function statesOf({ status, releasedSince }: QueueWish): RawBuilder<unknown>[] {
  const open = sql`c.status <> 'released'`;
  const recent = sql`c.status = 'released' and c.expected_at >= ${releasedSince.toISOString()}`;
  if (status === undefined) return [open, recent];
  return [status === 'released' ? sql`c.status = 'released'` : sql`${open} and c.status = ${status}`];
}

const branch = (
  { organisation, exceptOf, crossings, after, limit }: QueueWish,
  state: RawBuilder<unknown>,
) => sql`
  (select c.booking, b.number, b.organisation, b.organisation_name as "organisationName", b.containers,
          coalesce(jsonb_array_length(d.content -> 'lines'), 0) as lines, coalesce(d.version, 0) as version,
          c.crossing, c.from_country as "fromCountry", c.to_country as "toCountry", c.expected_at as "expectedAt", c.status
     from freight.customs_border c
     join freight.booking b on b.id = c.booking and b.state = 'confirmed'
     left join freight.declaration d on d.booking = c.booking
    where c.expected_at is not null and ${state}
      and ${crossings === null ? sql`true` : sql`c.crossing = any (${[...crossings]}::text[])`}
      and ${organisation === null ? sql`true` : sql`b.organisation = ${organisation}`}
      and ${exceptOf === null ? sql`true` : sql`b.organisation <> ${exceptOf}`}
      and ${
        after === null
          ? sql`true`
          : sql`(c.expected_at, c.booking, c.crossing) > (${after.expectedAt}::timestamptz, ${after.booking}::uuid, ${after.crossing})`
      }
    order by c.expected_at, c.booking, c.crossing
    limit ${limit})`;
