/** Where the keys of a grid lead (the pattern of the ARIA practices): arrows by one, Page keys by ten rows, Home and End along the row. */
interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}
export interface GridPlace {
  row: number;
  column: number;
}
const rowsTurned = 10;

export function moved(
  { key, ctrlKey, metaKey }: Key,
  { row, column }: GridPlace,
  { rows, columns }: { rows: number; columns: number },
): GridPlace | null {
  const far = ctrlKey || metaKey;
  const to = (nextRow: number, nextColumn: number): GridPlace => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'PageDown':
      return to(row + rowsTurned, column);
    case 'PageUp':
      return to(row - rowsTurned, column);
    case 'Home':
      return to(far ? 0 : row, 0);
    case 'End':
      return to(far ? rows - 1 : row, columns - 1);
    default:
      return null;
  }
}
