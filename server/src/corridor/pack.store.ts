/** Every SQL statement for the corridor's tables. A pack is replaced whole, in one transaction, or not at all. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { columns, type TableName, tableNames } from './columns.ts';
import type { PackMeta } from './corridor.ts';
import type { PackRows } from './rows.ts';

/** Tables in an order in which what is referred to comes first. */
const order: readonly TableName[] = [
  'currencies',
  'countries',
  'places',
  'parties',
  'sources',
  'terminals',
  ...tableNames.filter(
    (table) => !['currencies', 'countries', 'places', 'parties', 'sources', 'terminals'].includes(table),
  ),
];
/** Rows known by more than an id: replaced whole; the others are updated in place, so that what refers to them stays. */
const withoutId: readonly TableName[] = ['names', 'facts', 'observations'];

/** The id and version of the loaded pack, or null before the first load. */
export async function loadedPack<Tables>(db: Kysely<Tables>): Promise<PackMeta | null> {
  const { rows } = await sql<{ meta: PackMeta }>`select meta from corridor.pack`.execute(db);
  return rows[0]?.meta ?? null;
}

/** Writes a checked pack over whatever was loaded. Runs as the owner: the run-time role only reads these tables. */
export async function replacePack<Tables>(
  tx: Transaction<Tables>,
  meta: PackMeta,
  rows: PackRows,
  now: Date,
): Promise<void> {
  await sql`lock table corridor.pack in exclusive mode`.execute(tx);
  await sql`delete from corridor.pack`.execute(tx);
  await sql`insert into corridor.pack (id, version, meta, loaded_at) values (${meta.id}, ${meta.version}, ${JSON.stringify(meta)}::jsonb, ${now})`.execute(
    tx,
  );
  for (const table of order) {
    const names = ['position', ...Object.keys(columns[table]).map(snake)];
    const target = sql.table(`corridor.${table}`);
    const list = sql.join(names.map((name) => sql.ref(name)));
    const json = JSON.stringify(rows[table].map((row, position) => toRecord(row, position)));
    if (withoutId.includes(table)) await sql`delete from ${target}`.execute(tx);
    else
      await sql`delete from ${target} where id not in (select value ->> 'id' from jsonb_array_elements(${json}::jsonb))`.execute(
        tx,
      );
    const merge = withoutId.includes(table)
      ? sql``
      : sql`on conflict (id) do update set ${sql.join(names.filter((name) => name !== 'id').map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))}`;
    await sql`insert into ${target} (${list}) select ${list} from jsonb_populate_recordset(null::${target}, ${json}::jsonb) ${merge}`.execute(
      tx,
    );
  }
}

/** The loaded pack as it stood in its files; null before the first load. */
export async function readLoadedPack<Tables>(
  db: Kysely<Tables>,
): Promise<{ meta: PackMeta; rows: PackRows } | null> {
  const meta = await loadedPack(db);
  if (!meta) return null;
  const rows: Partial<Record<TableName, unknown[]>> = {};
  for (const table of tableNames) {
    const found = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(`corridor.${table}`)} order by position`.execute(db);
    rows[table] = found.rows.map((record) => fromRecord(table, record));
  }
  return { meta, rows: rows as unknown as PackRows };
}

function toRecord(row: object, position: number): Record<string, unknown> {
  return {
    position,
    ...Object.fromEntries(Object.entries(row).map(([column, value]) => [snake(column), value])),
  };
}
function fromRecord(table: TableName, record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(columns[table]).map((column) => [column, record[snake(column)]]));
}
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
