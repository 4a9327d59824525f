import pg from 'pg';

/** What lies in a database, read from PostgreSQL's own catalogue, so that no module has to say what is its own. */

export interface TableShape {
  schema: string;
  name: string;
  partitioned: boolean;
  /** In their order, without generated ones: those follow from the others. */
  columns: { name: string; type: string }[];
}

export const quoted = ({ schema, name }: { schema: string; name: string }) =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
export const columnList = (columns: readonly { name: string }[]) =>
  columns.length === 0 ? '' : `(${columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')})`;

/**
 * Not PostgreSQL's, not an extension's, and of the role that migrated: a database may be shared with somebody else's tables, which
 * are theirs to keep.
 */
const ours = (relation: string) => `
  ${relation}.relnamespace::regnamespace::text not in ('information_schema')
  and ${relation}.relnamespace::regnamespace::text not like 'pg\\_%'
  and ${relation}.relpersistence <> 't'
  and ${relation}.relowner = (select relowner from pg_class where oid = 'serai_migration'::regclass)
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = ${relation}.oid and d.deptype = 'e')`;

/** Every table, by name. Partitions are read through their table. */
export async function readTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned,
           coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
                       from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and ${ours('c')}
     order by n.nspname collate "C", c.relname collate "C"`);
  return rows;
}

export interface SequenceState {
  schema: string;
  name: string;
  last: string;
  called: boolean;
}
export async function readSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours('c')}
     order by n.nspname collate "C", c.relname collate "C"`);
  const states: SequenceState[] = [];
  for (const sequence of rows) {
    const { rows: state } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(sequence)}`,
    );
    states.push({ ...sequence, ...state[0]! });
  }
  return states;
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}
/** A partition's is made with its table's. */
export async function readForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey & { schema: string; relation: string }>(`
    select n.nspname as schema, c.relname as relation, f.conname as name, pg_get_constraintdef(f.oid) as definition
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
     where f.contype = 'f' and f.conparentid = 0 and ${ours('c')}
     order by 1, 2, 3`);
  return rows.map(({ schema, relation, name, definition }) => ({
    table: quoted({ schema, name: relation }),
    name: pg.escapeIdentifier(name),
    definition,
  }));
}

export interface Trigger {
  table: string;
  name: string;
  /** How it is switched on again. */
  enable: 'enable' | 'enable always' | 'enable replica';
}
/** Triggers that would act on rows being loaded. */
export async function readTriggers(client: pg.ClientBase): Promise<Trigger[]> {
  const { rows } = await client.query<{ schema: string; relation: string; name: string; state: string }>(`
    select n.nspname as schema, c.relname as relation, t.tgname as name, t.tgenabled as state
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' and ${ours('c')}
     order by 1, 2, 3`);
  return rows.map(({ schema, relation, name, state }) => ({
    table: quoted({ schema, name: relation }),
    name: pg.escapeIdentifier(name),
    enable: state === 'A' ? 'enable always' : state === 'R' ? 'enable replica' : 'enable',
  }));
}

/** Something somebody made in this database, or nothing when it is as `create database` left it. */
export async function firstThingIn(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%s.%s', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    union all
    select format('schema %s', n.nspname) from pg_namespace n
     where n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\\_%'
       and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
    limit 1`);
  return rows[0]?.name;
}
