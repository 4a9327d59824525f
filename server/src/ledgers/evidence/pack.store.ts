import { type Kysely, sql } from 'kysely';
import type { FactClaim } from './facts.ts';

/** The pack that was recorded last. */
export async function lastLoad<T>(
  db: Kysely<T>,
  source: string,
): Promise<{ version: string; load: number } | null> {
  const { rows } = await sql<{ line: string }>`
    select split_part(text, E'\n', 1) as line from evidence.version where source = ${source} order by seq desc limit 1`.execute(
    db,
  );
  const [, version = '', load = '0'] = rows[0]?.line.split(' ') ?? [];
  return rows[0] ? { version, load: Number(load) } : null;
}

export interface Load {
  packVersion: string;
  recordedAt: Date;
  /** Of the source asked for, at that load; null where the pack did not have it. */
  contentHash: string | null;
}

/** Every load of a pack, oldest first, with what one source held at each. 1,000 at most, the newest. */
export async function loadsOf<T>(db: Kysely<T>, pack: string, source: string): Promise<Load[]> {
  const { rows } = await sql<Load>`
    select split_part(split_part(text, E'\n', 1), ' ', 2) as "packVersion", recorded_at as "recordedAt",
           nullif(split_part(split_part(text, E'\n' || ${source}::text || ' ', 2), E'\n', 1), '') as "contentHash"
      from evidence.version where source = ${pack} order by seq desc limit 1000`.execute(db);
  return rows.reverse();
}

export interface Said {
  contentHash: string;
  claim: string;
  version: string;
  lo: string;
  hi: string;
  unit: string;
  quote: string;
  recordedAt: Date;
}

/** What each version of a source says of a subject and measure in a period. */
export async function saidOf<T>(
  db: Kysely<T>,
  of: { source: string; subject: string; measure: string; period: string },
): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select v.content_hash as "contentHash", c.id as claim, c.version, c.lo, c.hi, c.unit, c.quote, c.recorded_at as "recordedAt"
      from evidence.claim c join evidence.version v on v.id = c.version
     where c.subject = ${of.subject} and c.measure = ${of.measure} and c.source = ${of.source}
       and coalesce(c.period_label, '') = ${of.period}
     order by c.seq`.execute(db);
  return rows;
}

/** What the pack's sources say of a subject and measure, by the last load before a time: a source's version counts where that load names it. */
export async function factsInForce<T>(
  db: Kysely<T>,
  pack: string,
  of: { subject: string; measure: string; asOf: Date | null },
): Promise<FactClaim[]> {
  const { rows } = await sql<FactClaim>`
    with load as (
      select text from evidence.version where source = ${pack} and (${of.asOf}::timestamptz is null or recorded_at <= ${of.asOf})
       order by seq desc limit 1)
    select c.id, c.source, c.version, c.subject, c.measure, c.lo, c.hi, c.unit, c.quote, c.modifier,
           c.period_label as "periodLabel", s.publisher, s.title, s.standing
      from evidence.claim c
      join evidence.version v on v.id = c.version
      cross join load
      cross join lateral (select * from evidence.source where source = c.source order by seq desc limit 1) s
     where c.subject = ${of.subject} and c.measure = ${of.measure} and c.source like 'pack:%'
       and position(E'\n' || c.source || ' ' || v.content_hash || E'\n' in load.text) > 0
     order by c.source, c.seq`.execute(db);
  return rows;
}
