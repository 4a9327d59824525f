/** The first rows of a table, as far as choosing its columns needs them; the server reads the file itself, and strictly. */
export interface Preview {
  columns: string[];
  rows: string[][];
  delimiter: Delimiter;
}
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const shownRows = 5;

export function previewOf(text: string): Preview | null {
  const head = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '';
  const delimiter =
    [...delimiters].sort((one, other) => head.split(other).length - head.split(one).length)[0] ?? ',';
  const rows = rowsOf(text.replace(/^\ufeff/, ''), delimiter, shownRows + 1);
  const [columns, ...rest] = rows;
  return columns && columns.length > 1 ? { columns, rows: rest, delimiter } : null;
}

function rowsOf(text: string, delimiter: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length && rows.length < most; at++) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === delimiter) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (rows.length < most && (cell !== '' || row.length > 0)) rows.push([...row, cell]);
  return rows;
}
