/** CSV (RFC 4180) with where each record stands in the text, so that a figure opens to its row and a fault names its line. */
import type { Faults } from './stated.ts';

export interface Row {
  cells: string[];
  /** From the first letter of the record to its last, without the line's end. UTF-16 units. */
  start: number;
  end: number;
  /** Counted from 1, as editors do; of a record over several lines the first. */
  line: number;
}

/** A header is compared name by name, so that a million of them would be a day's work. */
const columnsMax = 2_000;

/** Records from `from` on; empty lines are none. */
export function* recordsOf(text: string, delimiter: string, faults: Faults, from = 0): Generator<Row> {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < from; at = text.indexOf('\n', at + 1)) line += 1;
  let at = from;
  while (at < text.length) {
    const row: Row = { cells: [], start: at, end: at, line };
    for (;;) {
      if (text[at] === '"') {
        const quoted = quotedCell(text, at);
        if (quoted === null) {
          faults.add(
            `line ${row.line}, column ${row.cells.length + 1}`,
            'a quotation mark is opened and never closed: close it, or double it where it belongs to the text',
          );
          return;
        }
        row.cells.push(quoted.cell);
        line += text.slice(at, quoted.end).split('\n').length - 1;
        at = quoted.end;
        if (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') {
          faults.add(
            `line ${line}, column ${row.cells.length}`,
            'something follows a closing quotation mark: double the marks within the text',
          );
          return;
        }
      } else {
        const end = endOfCell(text, at, delimiter);
        row.cells.push(text.slice(at, end));
        at = end;
      }
      if (text[at] !== delimiter) break;
      if (row.cells.length === columnsMax) {
        faults.add(
          `line ${row.line}`,
          `has more than ${columnsMax.toLocaleString('en')} cells: no table of an office has`,
        );
        return;
      }
      at += 1;
    }
    row.end = at;
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (row.cells.length > 1 || row.cells[0]!.trim() !== '') yield row;
  }
}

function quotedCell(text: string, open: number): { cell: string; end: number } | null {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close === -1 ? null : { cell: text.slice(open + 1, close).replaceAll('""', '"'), end: close + 1 };
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  for (; at < text.length; at++) {
    const letter = text[at];
    if (letter === delimiter || letter === '\n' || letter === '\r') break;
  }
  return at;
}

/** Where the line after the first `lines` begins. */
export function afterLines(text: string, lines: number): number {
  let at = 0;
  for (let left = lines; left > 0; left--) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at;
}

/** A header names each column once, and every row has as many cells. */
export function isWhole(row: Row, columns: number, faults: Faults): boolean {
  if (row.cells.length === columns) return true;
  const { length } = row.cells;
  faults.add(
    `line ${row.line}`,
    `has ${length} cell${length === 1 ? '' : 's'} where the header has ${columns}: look for a missing quotation mark or a delimiter within a value`,
  );
  return false;
}
