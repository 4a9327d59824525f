/** Every statement about what rules found. */
import { createHash } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { FindingClass } from '../../../ledgers/evidence/index.ts';
import { newId } from '../../../platform/ids.ts';
import type { Suspected } from '../compare/suspicion.ts';

/** As a rule found it, its claims by their ids in the ledger. */
export interface NewSuspicion extends Suspected {
  origin: string;
  class: FindingClass;
  values: Readonly<Record<string, string>>;
  steps: readonly string[];
  articles: readonly string[];
}
export interface StoredSuspicion extends NewSuspicion {
  id: string;
  holds: boolean;
  stands: boolean;
  finding: string | null;
}
const columns = sql`
  id, origin, ordering as "order", check_name as check, class, message, message_values as values, steps, claims, articles, holds, stands, finding`;
const rowsOf = async <T>(db: Kysely<T>, rest: RawBuilder<unknown>): Promise<StoredSuspicion[]> =>
  (await sql<StoredSuspicion>`select ${columns} from observatory.suspicion ${rest}`.execute(db)).rows;

const fingerprintOf = ({ check, class: kind, order, claims, message, values, steps }: NewSuspicion): string =>
  createHash('sha256')
    .update(JSON.stringify([check, kind, order, claims, message, Object.entries(values).sort(), steps]))
    .digest('hex');

/** What now follows from these origins, and nothing else does. Answers the claims of which something else is said than before. */
export async function replaceSuspicions<T>(
  tx: Kysely<T>,
  origins: readonly string[],
  found: readonly NewSuspicion[],
): Promise<string[]> {
  if (origins.length === 0) return [];
  const rows = found.map((each) => ({
    id: newId(),
    origin: each.origin,
    fingerprint: fingerprintOf(each),
    ordering: each.order,
    check_name: each.check,
    class: each.class,
    message: each.message,
    message_values: each.values,
    steps: each.steps,
    claims: each.claims,
    articles: [...new Set(each.articles)],
  }));
  const gone = await sql<{ claims: string[] }>`
    update observatory.suspicion s set holds = false, stands = false
     where holds and origin = any(${[...origins]}::text[])
       and not exists (select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (origin text, fingerprint text)
                        where given.origin = s.origin and given.fingerprint = s.fingerprint)
    returning claims`.execute(tx);
  // What was found before and then no longer keeps its row, and with it the finding it was told as.
  const come = await sql<{ claims: string[] }>`
    insert into observatory.suspicion as s
      (id, origin, fingerprint, ordering, check_name, class, message, message_values, steps, claims, articles)
    select id, origin, fingerprint, ordering, check_name, class, message, message_values, steps, claims, articles
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
        (id uuid, origin text, fingerprint text, ordering text, check_name text, class text, message text, message_values jsonb,
         steps text[], claims uuid[], articles uuid[])
    on conflict (origin, fingerprint) do update set holds = true where not s.holds
    returning claims`.execute(tx);
  return [...gone.rows, ...come.rows].flatMap(({ claims }) => claims);
}

/** An article leaves: nothing that names it holds. */
export async function dropSuspicionsOf<T>(tx: Kysely<T>, article: string): Promise<string[]> {
  const { rows } = await sql<{ claims: string[] }>`
    update observatory.suspicion set holds = false, stands = false
     where holds and articles @> array[${article}::uuid] returning claims`.execute(tx);
  return rows.flatMap(({ claims }) => claims);
}

/** All that hold and share a claim with these, and all that share one with those. */
export async function suspicionsAround<T>(
  tx: Kysely<T>,
  claims: readonly string[],
): Promise<StoredSuspicion[]> {
  const asked = new Set<string>();
  const found = new Map<string, StoredSuspicion>();
  for (let next = [...new Set(claims)]; next.length > 0; ) {
    for (const claim of next) asked.add(claim);
    const rows = await rowsOf(tx, sql`where holds and claims && ${next}::uuid[]`);
    for (const row of rows) found.set(row.id, row);
    next = [...new Set(rows.flatMap((row) => row.claims))].filter((claim) => !asked.has(claim));
  }
  return [...found.values()];
}

export async function setStanding<T>(
  tx: Kysely<T>,
  changed: readonly { id: string; stands: boolean; finding: string | null }[],
): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    update observatory.suspicion s set stands = given.stands, finding = given.finding
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as given (id uuid, stands boolean, finding uuid)
     where s.id = given.id`.execute(tx);
}

/** Told at this time, of these articles or all, newest first; each finding once. */
export const standingFindings = <T>(
  db: Kysely<T>,
  query: {
    articles?: readonly string[] | undefined;
    /** A part of the corridor: findings about any claim that mentions it. */
    thing?: string | undefined;
    check?: string | undefined;
    class?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<StoredSuspicion[]> => {
  const where = [sql`stands`];
  const { articles, thing, check, before } = query;
  if (articles !== undefined) where.push(sql`holds and articles && ${[...articles]}::uuid[]`);
  if (thing !== undefined)
    where.push(sql`claims && (select array_agg(claim) from observatory.mention where thing = ${thing})`);
  if (check !== undefined) where.push(sql`check_name = ${check}`);
  if (query.class !== undefined) where.push(sql`class = ${query.class}`);
  if (before !== undefined) where.push(sql`finding < ${before}::uuid`);
  return rowsOf(
    db,
    sql`where ${sql.join(where, sql` and `)} order by finding desc, ordering limit ${query.limit}`,
  );
};

/** By the ledger's id, told or not any more. */
export async function findingById<T>(db: Kysely<T>, finding: string): Promise<StoredSuspicion | undefined> {
  return (await rowsOf(db, sql`where finding = ${finding}::uuid order by stands desc limit 1`))[0];
}
