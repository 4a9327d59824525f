/** Texts from files: what is no text is refused with the reason, before anything is compared. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { dateLine } from '@serai/extract';
import { parse } from 'csv-parse/sync';
import { Failure } from '../../../platform/failure.ts';
import type { Article } from './reading.ts';

const bytesMax = 5_000_000;
const filesMax = 20_000;

/** The texts of a folder; an `index.csv` beside them may give publisher and date of each file. */
export function textsIn(folder: string, except: ReadonlySet<string>): Article[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Failure(`${folder} is no folder: name one that holds texts (.txt, .md).`);
  const names = readdirSync(folder).filter((name) => /\.(?:txt|md)$/i.test(name));
  if (names.length > filesMax)
    throw new Failure(`${folder} holds ${names.length} texts; at most ${filesMax} are compared at once.`);
  const index = indexOf(folder);
  return names
    .map((name) => join(folder, name))
    .filter((path) => !except.has(resolve(path)))
    .map((path) => ({ ...textOf(path), ...index.get(basename(path)) }));
}

export function textOf(path: string): Article {
  if (!existsSync(path)) throw new Failure(`${path} is not there.`);
  const { size } = statSync(path);
  if (statSync(path).isDirectory())
    throw new Failure(`${path} is a folder: give its texts one by one, or as --against ${path}.`);
  if (size === 0) throw new Failure(`${path} is empty: there is nothing to audit.`);
  if (size > bytesMax) throw new Failure(`${path} has ${size} bytes; a text has at most ${bytesMax}.`);
  const bytes = readFileSync(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure(`${path} is not UTF-8 text: save it as UTF-8 first.`);
  }
  if (text.includes('\u0000')) throw new Failure(`${path} is not a text: it holds NUL characters.`);
  if (text.trim() === '') throw new Failure(`${path} holds nothing but blanks.`);
  const here = relative(process.cwd(), path);
  return {
    id: resolve(path),
    title: here === '' || here.startsWith('..') ? path : here,
    publisher: '',
    date: dateLine(text),
    text,
  };
}

function indexOf(folder: string): Map<string, Pick<Article, 'publisher' | 'date'>> {
  const path = join(folder, 'index.csv');
  if (!existsSync(path)) return new Map();
  const rows = parse(readFileSync(path, 'utf8'), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as Record<string, string>[];
  return new Map(
    rows.flatMap(({ file, publisher = '', date = '' }) =>
      file ? [[file, { publisher, date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null }] as const] : [],
    ),
  );
}
