/** Adding to a source's chain. */
import { type Kysely, sql } from 'kysely';
import {
  formOf,
  hashOf,
  instant,
  type NewRow,
  type TableName,
  tables,
  type Values,
  valuesOf,
} from './rows.ts';

/** Where a chain stands, in the transaction that has its turn. */
export interface Turn {
  source: string;
  rows: number;
  head: Buffer;
  /** The time of everything added in this turn. */
  now: Date;
}

/** Rows in one statement; more are split. */
const rowsMax = 1_000;

/** Waits for the source's turn and keeps it until the transaction ends. */
export const takeTurn = async <T>(within: Kysely<T>, source: string): Promise<Turn> =>
  (await takeTurns(within, [source])).get(source)!;

/** The turns of many sources in one statement, taken in the order of their ids. */
export async function takeTurns<T>(
  within: Kysely<T>,
  sources: readonly string[],
): Promise<Map<string, Turn>> {
  if (!within.isTransaction)
    throw new Error('give the ledger the transaction that the change is made in, not the database');
  const { rows } = await sql<{ source: string; rows: string; head: Buffer; recorded_at: Date }>`
    select wanted.source, chain.* from unnest(${[...new Set(sources)].sort()}::text[]) as wanted (source)
      cross join lateral evidence.lock_chain(wanted.source) chain`.execute(within);
  return new Map(
    rows.map(({ source, rows, head, recorded_at }) => [
      source,
      { source, rows: Number(rows), head, now: recorded_at },
    ]),
  );
}

/** Adds rows of one table behind the head, in their order. */
export const append = <T, Table extends TableName>(
  within: Kysely<T>,
  turn: Turn,
  table: Table,
  rows: readonly NewRow<Table>[],
): Promise<void> =>
  appendEach(
    within,
    table,
    rows.map((row) => ({ turn, row })),
  );

/** Adds rows of one table, each behind the head of its own source. */
export async function appendEach<T, Table extends TableName>(
  within: Kysely<T>,
  table: Table,
  rows: readonly { turn: Turn; row: NewRow<Table> }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsMax) {
    const links = rows.slice(from, from + rowsMax).map(({ turn, row }) => {
      const { source, head: previous } = turn;
      turn.rows += 1;
      const recorded_at = instant(turn.now);
      const values = valuesOf(table, { ...row, source, seq: String(turn.rows), recorded_at });
      turn.head = hashOf(previous, table, formOf(table, values));
      return { values, previous, hash: turn.head };
    });
    await insert(within, table, links);
  }
}

const sqlTypes = {
  text: 'text',
  long: 'text',
  uuid: 'uuid',
  bigint: 'bigint',
  integer: 'integer',
  numeric: 'numeric',
  date: 'date',
  instant: 'timestamptz',
  json: 'jsonb',
} as const;

async function insert<T>(
  within: Kysely<T>,
  table: TableName,
  links: readonly { values: Values; previous: Buffer; hash: Buffer }[],
): Promise<void> {
  const columns = Object.entries(tables[table]);
  const arrays = columns.map(
    ([, type], index) =>
      sql`${links.map(({ values }) => values[index] ?? null)}::${sql.raw(sqlTypes[type])}[]`,
  );
  const names = [...columns.map(([name]) => name), 'previous', 'hash'].map((name) => sql.ref(name));
  await sql`
    insert into ${sql.table(`evidence.${table}`)} (${sql.join(names)})
    select * from unnest(${sql.join(arrays)},
                         ${links.map(({ previous }) => previous)}::bytea[], ${links.map(({ hash }) => hash)}::bytea[])
  `.execute(within);
}
