import { type Kysely, sql } from 'kysely';

/** A pool whose numbers are not what its reservations add up to, or a row that breaks an invariant. */
export interface Discrepancy {
  pool: string;
  problem: string;
}

/**
 * Counts every pool anew from the reservations, in one statement and so at one moment: for an operator, after a restore, and at the
 * end of every test of the ledger. An empty answer is the right one.
 */
export async function auditAllocation(db: Kysely<unknown>): Promise<Discrepancy[]> {
  const { rows } = await sql<{ pool: string; problem: string }>`
    with counted as (
      select line.key as pool,
        sum(line.value::integer) filter (where r.state = 'held') as held,
        sum(line.value::integer) filter (where r.state = 'confirmed') as confirmed
      from allocation.reservation r, jsonb_each_text(r.lines) line
      where r.state in ('held', 'confirmed')
      group by line.key
    )
    select coalesce(p.id, c.pool) as pool,
      case
        when p.id is null then 'reserved from, but not there'
        when p.held + p.confirmed > p.capacity then
          format('%s held and %s confirmed of %s', p.held, p.confirmed, p.capacity)
        else format('says %s held and %s confirmed, its reservations say %s and %s',
          p.held, p.confirmed, coalesce(c.held, 0), coalesce(c.confirmed, 0))
      end as problem
    from allocation.pool p full join counted c on c.pool = p.id
    where p.id is null or p.held <> coalesce(c.held, 0) or p.confirmed <> coalesce(c.confirmed, 0)
      or p.held + p.confirmed > p.capacity
    order by 1 limit 100`.execute(db);
  return rows;
}
