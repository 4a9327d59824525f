/** Reads a corridor pack and the packs it builds on from their folders: parsed rows that remember file and line, or faults. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type ColumnKind, columns, type TableName, tableNames } from './columns.ts';
import type { PackMeta } from './corridor.ts';
import type { PackRows } from './rows.ts';

/** What is wrong, where, and what to do about it. `row` is the line in the file, 1 the header. */
export interface PackFault {
  file: string;
  row: number;
  column: string;
  problem: string;
  mend: string;
}
/** Reports one fault of one row's column. */
export type Report = (row: object, column: string, problem: string, mend: string) => void;
export interface Position {
  file: string;
  row: number;
}
export interface PackFiles {
  meta: PackMeta;
  rows: PackRows;
  /** Where each row object stands. */
  positions: WeakMap<object, Position>;
  faults: PackFault[];
  /** Tables of which a file could not be read at all: what refers to their rows can't be judged. */
  unread: Set<TableName>;
}

const lonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const descriptor = z.object({
  name: z.string(),
  serai: z
    .object({
      buildsOn: z.array(z.string()).default([]),
      languages: z.array(z.string()).default(['en']),
      view: z.object({ bounds: z.tuple([lonLat, lonLat]), from: z.string(), to: z.string() }).optional(),
    })
    .default({ buildsOn: [], languages: ['en'] }),
  resources: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) }),
    }),
  ),
});
type Descriptor = z.infer<typeof descriptor>;

/** Reads `folder` and, first, the packs beside it that it builds on. Never throws for bad content: that is in `faults`. */
export function readPack(folder: string): PackFiles {
  const faults: PackFault[] = [];
  const positions = new WeakMap<object, Position>();
  const rows = Object.fromEntries(tableNames.map((table) => [table, []])) as unknown as PackRows;
  const unread = new Set<TableName>();
  const hash = createHash('sha256');
  const chain: { folder: string; descriptor: Descriptor }[] = [];
  collect(folder, chain, faults, []);
  for (const pack of chain) {
    for (const resource of pack.descriptor.resources)
      readTable(pack.folder, resource, { rows, positions, faults, unread }, hash);
    for (const stray of strayFiles(pack.folder, pack.descriptor)) {
      faults.push({
        file: join(basename(pack.folder), stray),
        row: 0,
        column: '',
        problem: 'is not named in datapackage.json',
        mend: 'Add it to the resources, or remove the file.',
      });
    }
  }
  const own = chain.at(-1)?.descriptor;
  const meta: PackMeta = {
    id: basename(folder),
    version: hash.digest('hex').slice(0, 12),
    buildsOn: own?.serai.buildsOn ?? [],
    languages: own?.serai.languages ?? ['en'],
    view: own?.serai.view ?? {
      bounds: [
        [-180, -90],
        [180, 90],
      ],
      from: '',
      to: '',
    },
  };
  return { meta, rows, positions, faults, unread };
}

function collect(
  folder: string,
  chain: { folder: string; descriptor: Descriptor }[],
  faults: PackFault[],
  path: string[],
) {
  const name = basename(folder);
  if (chain.some((pack) => pack.folder === folder)) return;
  const file = join(name, 'datapackage.json');
  const fault = (problem: string, mend: string) => faults.push({ file, row: 0, column: '', problem, mend });
  if (path.includes(folder))
    return void fault(
      `builds on itself through ${path.map((each) => basename(each)).join(' > ')}`,
      'Break the circle in serai.buildsOn.',
    );
  if (!existsSync(join(folder, 'datapackage.json')))
    return void fault(
      'is missing',
      'A pack is a folder with a datapackage.json and its CSV files; name that folder.',
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'));
  } catch (error) {
    return void fault(`is not JSON: ${(error as Error).message}`, 'Mend the JSON.');
  }
  const parsed = descriptor.safeParse(content);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      faults.push({
        file,
        row: 0,
        column: issue.path.join('.'),
        problem: issue.message,
        mend: 'See docs/corridor-packs.md for its form.',
      });
    return;
  }
  for (const below of parsed.data.serai.buildsOn)
    collect(join(dirname(folder), below), chain, faults, [...path, folder]);
  chain.push({ folder, descriptor: parsed.data });
}

function readTable(
  folder: string,
  resource: Descriptor['resources'][number],
  { rows, positions, faults, unread }: Omit<PackFiles, 'meta'>,
  hash: ReturnType<typeof createHash>,
) {
  const file = join(basename(folder), resource.path);
  const fault = (row: number, column: string, problem: string, mend: string) =>
    faults.push({ file, row, column, problem, mend });
  const table = tableOf(resource.path);
  if (!table)
    return fault(
      0,
      '',
      'is not a table of a pack',
      `Name it after one of ${tableNames.join(', ')} (names-places.csv goes with names).`,
    );
  const unreadable = (row: number, problem: string, mend: string) => {
    unread.add(table);
    fault(row, '', problem, mend);
  };
  const path = join(folder, resource.path);
  if (resource.path.includes('/') || resource.path.includes('\\'))
    return unreadable(0, 'is not a file in the pack’s own folder', 'Give just the file name.');
  if (!existsSync(path))
    return unreadable(0, 'is named in datapackage.json but missing', 'Add the file or remove the resource.');
  const content = readFileSync(path, 'utf8');
  hash.update(file).update('\0').update(content).update('\0');
  const kinds: Record<string, ColumnKind> = columns[table];
  const wanted = Object.keys(kinds);
  if (resource.schema.fields.map((field) => field.name).join() !== wanted.join())
    fault(
      0,
      '',
      'has another schema in datapackage.json',
      `Its fields are ${wanted.join(', ')}, in that order.`,
    );
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(content, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: true,
    }) as unknown as typeof records;
  } catch (error) {
    return unreadable(
      (error as { lines?: number }).lines ?? 0,
      `is not CSV: ${(error as Error).message}`,
      'Quote cells that hold commas or quotes (RFC 4180).',
    );
  }
  const header = records.shift()?.record ?? [];
  if (header.join() !== wanted.join())
    return unreadable(
      1,
      `has the columns ${header.join(', ') || '(none)'}`,
      `Its columns are ${wanted.join(', ')}, in that order.`,
    );
  for (const { record, info } of records) {
    if (record.length !== wanted.length) {
      fault(info.lines, '', `has ${record.length} cells`, `A row has ${wanted.length}.`);
      continue;
    }
    const row: Record<string, unknown> = {};
    let whole = true;
    for (const [index, column] of wanted.entries()) {
      const cell = (record[index] ?? '').trim();
      const parsed = kinds[column]!.parse(cell); // wanted are the keys of kinds
      if ('value' in parsed) row[column] = parsed.value;
      else {
        whole = false;
        fault(info.lines, column, parsed.problem, parsed.mend);
      }
    }
    if (!whole) continue;
    positions.set(row, { file, row: info.lines });
    (rows[table] as unknown[]).push(row);
  }
}

/** `names-places.csv` and `names.csv` both hold names. */
function tableOf(path: string): TableName | undefined {
  const stem = basename(path, '.csv').split('-')[0];
  return path.endsWith('.csv') ? tableNames.find((table) => table === stem) : undefined;
}

function strayFiles(folder: string, { resources }: Descriptor): string[] {
  const named = new Set(resources.map((resource) => resource.path));
  return readdirSync(folder).filter((name) => name.endsWith('.csv') && !named.has(name));
}
