import { type Kysely, sql } from 'kysely';
import type { CapacityKind } from './api.ts';

/** How much of a kind bookings wait for, by run: of each the most on any stretch. */
export async function readWaiting<Any>(db: Kysely<Any>, kind: CapacityKind): Promise<Map<string, number>> {
  // A line names its pool: freight/<service>/<instant>/<stretch>/<kind>.
  const { rows } = await sql<{ run: string; waiting: number }>`
    select run, sum(most)::float8 as waiting from (
      select split_part(line ->> 'pool', '/', 2) || '@' || split_part(line ->> 'pool', '/', 3) as run,
        max((line ->> 'quantity')::integer) as most
      from freight.booking cross join jsonb_array_elements(lines) as line
      where state = 'waiting' and not briefly and split_part(line ->> 'pool', '/', 5) = ${kind}
      group by booking.id, run
    ) as each group by run`.execute(db);
  return new Map(rows.map(({ run, waiting }) => [run, waiting]));
}
