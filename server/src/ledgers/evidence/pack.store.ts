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

export interface LoadText {
  text: string;
  /** When the next load was recorded, if there was one. */
  until: Date | null;
}

const packVersion = sql`split_part(split_part(text, E'\n', 1), ' ', 2)`;

/** The last load of a version of a pack. */
export async function loadText<T>(db: Kysely<T>, pack: string, version: string): Promise<LoadText | null> {
  const { rows } = await sql<LoadText>`
    select text,
           (select n.recorded_at from evidence.version n where n.source = v.source and n.seq > v.seq order by n.seq limit 1) as until
      from evidence.version v
     where source = ${pack} and ${packVersion} = ${version}
     order by seq desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function versionInForce<T>(db: Kysely<T>, pack: string, asOf: Date): Promise<string | null> {
  const { rows } = await sql<{ version: string }>`
    select ${packVersion} as version from evidence.version
     where source = ${pack} and recorded_at <= ${asOf} order by seq desc limit 1`.execute(db);
  return rows[0]?.version ?? null;
}

/** What one source held at a load: its version is known by its content. */
export interface Held {
  source: string;
  contentHash: string;
}
/** After the line that names the pack, `source hash` in each. */
export const heldIn = (load: string): Held[] =>
  load
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [source, contentHash] = line.split(' ');
      return source && contentHash ? [{ source, contentHash }] : [];
    });

/** Of these versions, those that are loads of a pack. */
export async function loadsAmong<T>(db: Kysely<T>, versions: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select text from evidence.version where id = any(${[...versions]}::uuid[]) and source like 'corridor:%'`.execute(
    db,
  );
  return rows.map(({ text }) => text);
}

const heldVersions = (held: readonly Held[]) => sql`
  unnest(${held.map(({ source }) => source)}::text[], ${held.map(({ contentHash }) => contentHash)}::text[]) as held (source, hash)
  join evidence.version v on v.source = held.source and v.content_hash = held.hash`;

/** The rows these versions state. */
export async function quotesOf<T>(db: Kysely<T>, held: readonly Held[]): Promise<string[]> {
  const { rows } = await sql<{ quote: string }>`
    select c.quote from ${heldVersions(held)} join evidence.claim c on c.version = v.id
     where c.extractor = 'pack' order by c.quote collate "C"`.execute(db);
  return rows.map(({ quote }) => quote);
}

export type HeldFact = Pick<
  FactClaim,
  'id' | 'source' | 'subject' | 'measure' | 'lo' | 'hi' | 'unit' | 'periodLabel'
>;
/** The facts these versions state. */
export async function factsHeld<T>(db: Kysely<T>, held: readonly Held[]): Promise<HeldFact[]> {
  const { rows } = await sql<HeldFact>`
    select c.id, c.source, c.subject, c.measure, c.lo, c.hi, c.unit, c.period_label as "periodLabel"
      from ${heldVersions(held)} join evidence.claim c on c.version = v.id
     where c.extractor = 'pack' order by c.id`.execute(db);
  return rows;
}

export interface LoadedSource {
  source: string;
  standing: string;
  publisher: string;
  title: string;
  address: string;
  licence: string;
  /** What stands in the version before the header. */
  head: string;
}

/** What these sources were at a load: as they were described before the next one. */
export async function sourcesOf<T>(
  db: Kysely<T>,
  held: readonly Held[],
  { until, header }: { until: Date | null; header: string },
): Promise<LoadedSource[]> {
  const { rows } = await sql<LoadedSource>`
    select held.source, s.standing, s.publisher, s.title, s.address, s.licence, split_part(v.text, E'\n' || ${header}::text || E'\n', 1) as head
      from ${heldVersions(held)}
      cross join lateral (
        select * from evidence.source
         where source = held.source and (${until}::timestamptz is null or recorded_at < ${until})
         order by seq desc limit 1) s
     order by held.source`.execute(db);
  return rows;
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
