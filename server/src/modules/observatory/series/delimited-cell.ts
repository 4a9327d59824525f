/** Cells of CSV files that spreadsheets open as well. */

/**
 * A cell that begins like a formula would be run by a spreadsheet: what texts and offices write is not ours, so it gets an apostrophe before it.
 * Numbers stay as they are.
 */
export function cellOf(text: string): string {
  const isFormula = /^[=+@\t\r\n＝＋－＠-]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const lineOf = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;
