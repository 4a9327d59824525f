import type { Spot } from './frame.ts';

/** Which point a key leads to: the next in the row, the nearest of the next series, the first or the last. Null for other keys. */
export function nextSpot(spots: readonly Spot[], from: number, key: string): number | null {
  const here = spots[from];
  if (!here) return null;
  const row = spots
    .map((spot, index) => ({ spot, index }))
    .filter(({ spot }) => rowOf(spot) === rowOf(here))
    .sort((one, other) => one.spot.x - other.spot.x);
  const at = row.findIndex(({ index }) => index === from);
  if (key === 'ArrowRight') return row[at + 1]?.index ?? from;
  if (key === 'ArrowLeft') return row[at - 1]?.index ?? from;
  if (key === 'Home') return row[0]?.index ?? from;
  if (key === 'End') return row.at(-1)?.index ?? from;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const rows = [...new Set(spots.map(rowOf))];
  const wanted = rows[rows.indexOf(rowOf(here)) + (key === 'ArrowUp' ? -1 : 1)];
  if (wanted === undefined) return from;
  const nearest = spots
    .map((spot, index) => ({ spot, index }))
    .filter(({ spot }) => rowOf(spot) === wanted)
    .sort((one, other) => Math.abs(one.spot.x - here.x) - Math.abs(other.spot.x - here.x))[0];
  return nearest?.index ?? from;
}

/** Claims are a row of their own, below the line they stand beside. */
const rowOf = ({ series, point }: Spot): string => `${point.type} ${series}`;
