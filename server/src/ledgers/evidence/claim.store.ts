import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ClaimQuery, Page, StoredClaim } from './evidence.ts';

type Row = Omit<StoredClaim, 'period' | 'confidence'> & {
  periodStart: string | null;
  periodEnd: string | null;
  periodLabel: string | null;
  confidence: string;
};

const columns = sql`
  id, source, version, start_at as start, end_at as "end", quote, prefix, suffix, kind, lo, hi, precision, unit, modifier, direction,
  modality, measure, subject, partner, place, period_start::text as "periodStart", period_end::text as "periodEnd",
  period_label as "periodLabel", speaker, confidence, restates, extractor, recorded_at as "recordedAt"`;

const claimOf = ({ periodStart, periodEnd, periodLabel, confidence, ...row }: Row): StoredClaim => ({
  ...row,
  period: periodLabel === null ? null : { start: periodStart, end: periodEnd, label: periodLabel },
  confidence: Number(confidence),
});

const filters = ['version', 'source', 'measure', 'subject', 'partner', 'place', 'extractor'] as const;

export async function claimsPage<T>(
  db: Kysely<T>,
  query: ClaimQuery,
  limit: number,
): Promise<Page<StoredClaim>> {
  const where: RawBuilder<unknown>[] = filters.flatMap((name) =>
    query[name] === undefined ? [] : [sql`${sql.ref(name)} = ${query[name]}`],
  );
  if (query.asOf) where.push(sql`recorded_at <= ${query.asOf}`);
  const inText = query.version !== undefined;
  if (query.cursor !== undefined) where.push(after(query.cursor, inText));
  const { rows } = await sql<Row>`
    select ${columns} from evidence.claim
     where ${where.length > 0 ? sql.join(where, sql` and `) : sql`true`}
     order by ${inText ? sql`start_at, id` : sql`id desc`} limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map(claimOf);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? (inText ? `${last.start} ${last.id}` : last.id) : null,
  };
}

function after(cursor: string, inText: boolean): RawBuilder<unknown> {
  if (!inText) return sql`id < ${cursor}::uuid`;
  const [start, id] = cursor.split(' ');
  return sql`(start_at, id) > (${Number(start)}::integer, ${id}::uuid)`;
}

export async function claimsById<T>(db: Kysely<T>, ids: readonly string[]): Promise<StoredClaim[]> {
  const { rows } = await sql<Row>`
    select ${columns} from evidence.claim where id = any(${ids}::uuid[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, claimOf(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
