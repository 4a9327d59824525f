/** What a cell of the heat map shows: how much is taken of what there is, and how dark that is. */
import type { CapacityKind, Cell, Lane } from '../../../api/capacity.ts';

/** Five steps and no more: more shades can't be told apart, and the number is written in the cell. */
export type Shade = 'none' | 'unsaid' | 'empty' | 'quarter' | 'half' | 'most' | 'nearly' | 'full';

export function shadeOf({ departures, capacity, held, confirmed }: Cell): Shade {
  if (departures === 0) return 'none';
  if (capacity === null) return 'unsaid';
  const taken = held + confirmed;
  if (taken === 0) return 'empty';
  if (taken >= capacity) return 'full';
  const share = taken / capacity;
  if (share <= 0.25) return 'quarter';
  if (share <= 0.5) return 'half';
  return share <= 0.75 ? 'most' : 'nearly';
}

/** Mass is shown in tonnes: kilograms of a week of trains have too many digits to compare. */
export const shownAmount = (kind: CapacityKind, amount: number): number =>
  kind === 'weight-kg' ? Math.round(amount / 1000) : amount;

/** Lanes in the order of their fullest week; where nothing is taken, as they came. */
export const fullestFirst = (lanes: readonly Lane[]): Lane[] =>
  lanes
    .map((lane) => ({ lane, fullness: Math.max(0, ...lane.cells.map(fullnessOf)) }))
    .sort((one, other) => other.fullness - one.fullness)
    .map(({ lane }) => lane);

/** What waits counts as well: a train that is full and wanted is fuller than one that is full. */
function fullnessOf({ departures, capacity, held, confirmed, waiting }: Cell): number {
  if (departures === 0 || capacity === null) return 0;
  return (held + confirmed + waiting) / Math.max(1, capacity);
}
