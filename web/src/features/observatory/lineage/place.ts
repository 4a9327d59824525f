/** Where the texts of a figure stand in its drawing: earlier ones to the left, each to the right of the one it was taken from. */
import type { Lineage } from '../../../api/observatory.ts';

export type Node = Lineage['nodes'][number];
export interface PlacedNode {
  node: Node;
  column: number;
  row: number;
}

/** By date; undated ones last, in the order given. */
export const byDate = (nodes: readonly Node[]): Node[] =>
  [...nodes].sort((one, other) => (one.date ?? '9999').localeCompare(other.date ?? '9999'));

export function place({ nodes, edges }: Pick<Lineage, 'nodes' | 'edges'>): PlacedNode[] {
  const column = new Map<string, number>();
  const filled: number[] = [];
  return byDate(nodes).map((node) => {
    // a parent that is drawn later (both undated) has no column yet
    const parents = edges.filter(({ to }) => to === node.claim).map(({ from }) => column.get(from) ?? -1);
    const at = Math.max(-1, ...parents) + 1;
    column.set(node.claim, at);
    const row = filled[at] ?? 0;
    filled[at] = row + 1;
    return { node, column: at, row };
  });
}

/** As much of a text as has room; letters of Chinese are twice as wide. */
export function fit(text: string, unitsMax: number): string {
  let units = 0;
  let kept = '';
  for (const letter of text) {
    units += /[\u2e80-\uffef]/.test(letter) ? 2 : 1;
    if (units > unitsMax) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return kept;
}
