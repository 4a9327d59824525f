/** `index.csv`: what is said of the files beside it. With one fault in it nothing is taken in, since a shifted row would name the wrong publisher. */
import { parse } from 'csv-parse/sync';
import { type Fault, refuse } from '../../../platform/errors.ts';
import { faultsOf, type Said } from './article.ts';
import type { ArticlesRefusal } from './errors.ts';

export const indexName = 'index.csv';
const columns = ['file', 'publisher', 'date', 'address', 'title', 'language'] as const;
type Column = (typeof columns)[number];
const wanted = `The first line names the columns: file, and any of ${columns.slice(1).join(', ')}`;
export const indexBytesMax = 5_000_000;
const faultsMax = 50;

/** By file. Faults are at `index.csv:line:column`, lines counted from 1. */
export function readIndex(
  bytes: Uint8Array,
  files: ReadonlySet<string>,
  now: Date,
): ReadonlyMap<string, Said> | ArticlesRefusal {
  const records = recordsOf(bytes);
  if ('refused' in records) return records;
  const [header, ...rows] = records;
  const wrongHeader = headerFault(header?.cells ?? []);
  if (!header || wrongHeader)
    return invalid([{ at: `${indexName}:1`, problem: wrongHeader ?? 'is not there' }]);
  const names = header.cells.map((cell) => cell.trim() as Column);
  const faults: Fault[] = [];
  const index = new Map<string, Said>();
  for (const { line, cells } of rows) {
    const at = (column: string) => `${indexName}:${line}:${column}`;
    if (cells.length !== names.length) {
      faults.push({
        at: `${indexName}:${line}`,
        problem: `has ${cells.length} cells where the first line has ${names.length}`,
      });
      continue;
    }
    const row = Object.fromEntries(
      names.map((name, place) => [name, cells[place]!.trim()]).filter(([, cell]) => cell !== ''),
    );
    const { file, ...said }: Said & { file?: string } = row;
    const wrong = file === undefined ? 'is empty' : fileProblem(file, files, index);
    if (wrong !== undefined) faults.push({ at: at('file'), problem: wrong });
    faults.push(...faultsOf(said, now).map((fault) => ({ ...fault, at: at(fault.at) })));
    if (file !== undefined) index.set(file, said);
  }
  return faults.length > 0 ? invalid(faults) : index;
}

interface Row {
  line: number;
  cells: string[];
}

function recordsOf(bytes: Uint8Array): Row[] | ArticlesRefusal {
  if (bytes.byteLength > indexBytesMax)
    return invalid([{ at: indexName, problem: `has more than ${indexBytesMax.toLocaleString('en')} bytes` }]);
  let text: string;
  try {
    // The parser counts a line break of two characters within quotes twice.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return invalid([{ at: indexName, problem: 'is not UTF-8 text: save it as “CSV UTF-8”' }]);
  }
  try {
    const found = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    // The parser tells where a record ends; a cell may hold line breaks.
    return found.map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
  } catch (problem) {
    const { lines, message } = problem as Error & { lines?: number };
    return invalid([{ at: `${indexName}:${lines ?? 1}`, problem: `can not be read as CSV (${message})` }]);
  }
}

function headerFault(cells: readonly string[]): string | undefined {
  const names = cells.map((cell) => cell.trim());
  const unknown = names.find((name) => !columns.includes(name as Column));
  if (unknown !== undefined) return `has a column "${unknown.slice(0, 60)}" that is none. ${wanted}`;
  if (!names.includes('file')) return `has no column "file". ${wanted}`;
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  return twice === undefined ? undefined : `has the column "${twice}" twice. ${wanted}`;
}

function fileProblem(
  file: string,
  files: ReadonlySet<string>,
  index: ReadonlyMap<string, Said>,
): string | undefined {
  if (index.has(file)) return `"${file}" is named twice`;
  if (/[\\/]/.test(file)) return `"${file}" is in another folder: name files beside the index`;
  return files.has(file) ? undefined : `"${file}" is not there`;
}

function invalid(faults: readonly Fault[]): ArticlesRefusal {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return refuse(
    'index-invalid',
    `${first?.at} ${first?.problem}${more}. Nothing was taken in: correct it and bring all again.`,
    faults.slice(0, faultsMax),
  );
}
