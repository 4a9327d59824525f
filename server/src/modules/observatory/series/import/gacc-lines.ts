/** A page of tables as lines with cells, whatever it came as: CSV, HTML, or text in which tabs, bars or nothing but spaces set cells apart. */

import { recordsOf } from './delimited.ts';
import type { Faults } from './stated.ts';

export interface TableLine {
  /** Empty cells are kept where the form has cells; a line of plain text is one cell. */
  cells: string[];
  /** Whether its cells are known; else words and numbers stand in one text. */
  hasCells: boolean;
  start: number;
  end: number;
  line: number;
}

export function linesOf(text: string, faults: Faults): TableLine[] {
  if (/<t(?:able|r|d|h)\b/i.test(text)) return htmlLines(text);
  const mark = ['\t', '|', ','].find((each) => countOf(text, each) >= 3) ?? null;
  if (mark === ',') return csvLines(text, faults);
  const lines: TableLine[] = [];
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const end = start + line.replace(/\r$/, '').length;
    const inner = mark === '|' ? line.trim().replace(/^\||\|$/g, '') : line.replace(/\r$/, '');
    const hasCells = mark !== null && inner.includes(mark);
    const cells = hasCells ? inner.split(mark).map((cell) => cell.trim()) : [inner.trim()];
    const isRule = /^[\s|:+=-]*$/.test(line) && /--|==/.test(line);
    if (!isRule && cells.some((cell) => cell !== ''))
      lines.push({ cells, hasCells, start, end, line: index + 1 });
    start += line.length + 1;
  }
  return lines;
}

/** In how many lines of the beginning it stands twice; commas within numbers (`1,234,567`) set nothing apart. */
const countOf = (text: string, mark: string): number =>
  text
    .slice(0, 20_000)
    .split('\n')
    .filter(
      (line) =>
        (mark === ','
          ? line.replaceAll(/"[^"]*"/g, '""').replaceAll(/\d,(?=\d{3}(?:\D|$))/g, '')
          : line
        ).split(mark).length > 2,
    ).length;

const csvLines = (text: string, faults: Faults): TableLine[] =>
  [...recordsOf(text, ',', faults)].map(({ cells, start, end, line }) => ({
    cells: cells.map((cell) => cell.trim()),
    hasCells: true,
    start,
    end,
    line,
  }));

const tag = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;
const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  plusmn: '±',
  ndash: '–',
};

/** Rows of tables by their cells, and what stands outside of tables as lines of text; scripts and styles are neither. One pass over the tags. */
function htmlLines(text: string): TableLine[] {
  const lines: TableLine[] = [];
  let row: TableLine | null = null;
  let from = 0;
  let hidden: string | null = null;
  let lineAt = { at: 0, line: 1 };
  const lineOf = (at: number): number => {
    let { line } = lineAt;
    for (
      let next = text.indexOf('\n', lineAt.at);
      next !== -1 && next < at;
      next = text.indexOf('\n', next + 1)
    )
      line += 1;
    lineAt = { at, line };
    return line;
  };
  const flush = (to: number) => {
    const said = hidden === null ? plainText(text.slice(from, to)) : '';
    if (said === '') return;
    if (row === null)
      lines.push({ cells: [said], hasCells: false, start: from, end: to, line: lineOf(from) });
    else if (row.cells.length > 0) row.cells[row.cells.length - 1] = `${row.cells.at(-1)} ${said}`.trim();
  };
  for (const match of text.matchAll(tag)) {
    const [whole, slash, named = ''] = match;
    const name = named.toLowerCase();
    const at = match.index;
    if (hidden !== null && !(slash && name === hidden)) continue;
    flush(at);
    from = at + whole.length;
    if (hidden !== null) hidden = null;
    else if (!slash && /^(script|style|head|template)$/.test(name)) hidden = name;
    else if (name === 'tr' || (slash && name === 'table')) {
      if (row?.cells.some((cell) => cell !== ''))
        lines.push({ ...row, end: slash && name === 'tr' ? from : at });
      row = slash ? null : { cells: [], hasCells: true, start: at, end: at, line: lineOf(at) };
    } else if (!slash && (name === 'td' || name === 'th')) row?.cells.push('');
  }
  flush(text.length);
  return lines;
}

const plainText = (html: string): string =>
  html
    .replaceAll(
      /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{1,8}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined
          ? character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
          : (entities[name.toLowerCase()] ?? whole),
    )
    .replaceAll(/\s+/g, ' ')
    .trim();

const character = (point: number): string =>
  point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : ' ';
