/** Reading every row of every chain in its order, as the texts it was hashed from. */
import { type Kysely, sql } from 'kysely';
import { type ColumnType, json, type TableName, tableNames, tables, type Values } from './rows.ts';

export interface Link {
  table: TableName;
  source: string;
  seq: number;
  /** Null where a value is of a shape that was never written. */
  form: Values | null;
  previous: Buffer;
  hash: Buffer;
}
interface LinkRow {
  table: TableName;
  source: string;
  seq: string;
  form: string;
  previous: Buffer;
  hash: Buffer;
}

const pageRows = 4_000;

/** The texts do not depend on settings of the connection: dates are ISO by `set local`, instants written out. */
const written: Record<ColumnType, (column: string) => string> = {
  text: (column) => column,
  long: (column) => `encode(sha256(convert_to(${column}, 'UTF8')), 'hex')`,
  uuid: (column) => `${column}::text`,
  bigint: (column) => `${column}::text`,
  integer: (column) => `${column}::text`,
  numeric: (column) => `${column}::text`,
  date: (column) => `${column}::text`,
  instant: (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  json: (column) => `${column}::text`,
};

const formSql = (table: TableName) =>
  `json_build_array(${Object.entries(tables[table])
    .map(([column, type]) => written[type](`"${column}"`))
    .join(', ')})::text`;

/** `db` is a transaction with one snapshot: rows that are added meanwhile are of no concern. */
export async function* linksOf<T>(db: Kysely<T>, only: string | undefined): AsyncGenerator<Link[]> {
  // Left to itself the planner reads and sorts whole tables for every page.
  for (const setting of [
    `datestyle = 'ISO, YMD'`,
    'statement_timeout = 0',
    'enable_seqscan = off',
    'max_parallel_workers_per_gather = 0',
  ])
    await sql`set local ${sql.raw(setting)}`.execute(db);
  let next = page(db, only, { source: only ?? '', seq: '0' });
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    // The database reads on while these are hashed.
    next = page(db, only, last);
    next.catch(() => {});
    yield rows.map(linkOf);
  }
}

type Key = Pick<LinkRow, 'source' | 'seq'>;

/**
 * First where the page ends, from the indexes on (source, seq) alone, then its rows: so the form is made of no row that is not in it,
 * whichever table it stands in.
 */
async function page<T>(db: Kysely<T>, only: string | undefined, { source, seq }: Key): Promise<LinkRow[]> {
  const after = sql`${only === undefined ? sql`` : sql`source = ${only} and `}(source, seq) > (${source}::text, ${seq}::bigint)`;
  const keys = tableNames.map(
    (table) => sql`
      (select source, seq from ${sql.table(`evidence.${table}`)} where ${after} order by source, seq limit ${pageRows})`,
  );
  const { rows: ends } = await sql<Key>`
    select source, seq from (select * from (${sql.join(keys, sql` union all `)}) key order by source, seq limit ${pageRows}) page
     order by source desc, seq desc limit 1`.execute(db);
  const end = ends[0];
  if (!end) return [];
  const each = tableNames.map(
    (table) => sql`
      select ${sql.lit(table)}::text as "table", source, seq, ${sql.raw(formSql(table))} as form, previous, hash
        from ${sql.table(`evidence.${table}`)} where ${after} and (source, seq) <= (${end.source}::text, ${end.seq}::bigint)`,
  );
  const { rows } = await sql<LinkRow>`
    select * from (${sql.join(each, sql` union all `)}) link order by source, seq`.execute(db);
  return rows;
}

function linkOf({ form, ...row }: LinkRow): Link {
  return { ...row, seq: Number(row.seq), form: formIn(row.table, JSON.parse(form)) };
}

function formIn(table: TableName, texts: (string | null)[]): Values | null {
  try {
    return Object.values(tables[table]).map((type, index) => {
      const text = texts[index] ?? null;
      return type === 'json' && text !== null ? json(JSON.parse(text)) : text;
    });
  } catch {
    return null;
  }
}

export interface Head {
  rows: number;
  head: string;
}

export async function headsOf<T>(db: Kysely<T>, only: string | undefined): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  for (let after = ''; ; ) {
    const { rows } = await sql<{ source: string; rows: string; head: string }>`
      select source, rows, encode(head, 'hex') as head from evidence.chain
       where ${only === undefined ? sql`source > ${after}` : sql`source = ${only} and source > ${after}`}
       order by source limit 10000`.execute(db);
    for (const row of rows) heads.set(row.source, { rows: Number(row.rows), head: row.head });
    const last = rows.at(-1);
    if (!last) return heads;
    after = last.source;
  }
}

/** How many rows there are, counted apart from reading them. */
export async function countLinks<T>(db: Kysely<T>, only: string | undefined): Promise<number> {
  const each = tableNames.map(
    (table) =>
      sql`(select count(*) from ${sql.table(`evidence.${table}`)} where ${only === undefined ? sql`true` : sql`source = ${only}`})`,
  );
  const { rows } = await sql<{ count: string }>`select ${sql.join(each, sql` + `)} as count`.execute(db);
  return Number(rows[0]?.count);
}

/** Series whose note is missing, or differs from their observations: the first hundred. */
export async function miscounted<T>(
  db: Kysely<T>,
  only: string | undefined,
): Promise<{ source: string; series: string; periods: string }[]> {
  const own = only === undefined ? sql`true` : sql`source = ${only}`;
  const { rows } = await sql<{ source: string; series: string; periods: string }>`
    with told as (
      select indicator, dimensions, source, count(*) filter (where supersedes is null) as periods, count(*) as vintages,
             min(period_start) as first_day, max(period_end) as last_day
        from evidence.observation where ${own} group by indicator, dimensions, source),
    noted as (select indicator, dimensions, source, periods, vintages, first_day, last_day from evidence.series where ${own}),
    wrong as ((select * from told except select * from noted) union (select * from noted except select * from told))
    select source, indicator || ' ' || dimensions as series,
           coalesce((select t.periods from told t where (t.indicator, t.dimensions, t.source) = (w.indicator, w.dimensions, w.source)), 0) as periods
      from (select distinct indicator, dimensions, source from wrong) w order by 1, 2 limit 100`.execute(db);
  return rows;
}
