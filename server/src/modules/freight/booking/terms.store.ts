/** Every statement about the operator's terms. A version is never changed: bookings are held to the one they were made under. */
import { type Kysely, sql } from 'kysely';
import { defaultTerms, type Terms } from './terms.ts';

export async function readTerms<Tables>(db: Kysely<Tables>): Promise<Terms> {
  const { rows } = await sql<Terms>`
    select hold_minutes as "holdMinutes", offer_minutes as "offerMinutes", fees, note, version
    from freight.booking_terms order by version desc limit 1`.execute(db);
  return rows[0] ?? defaultTerms;
}

/** False where that version is there already: somebody else was first. */
export async function insertTerms<Tables>(trx: Kysely<Tables>, terms: Terms): Promise<boolean> {
  const { rows } = await sql`
    insert into freight.booking_terms (version, hold_minutes, offer_minutes, fees, note)
    values (${terms.version}, ${terms.holdMinutes}, ${terms.offerMinutes}, ${JSON.stringify(terms.fees)}::jsonb, ${terms.note})
    on conflict do nothing returning version`.execute(trx);
  return rows.length === 1;
}
