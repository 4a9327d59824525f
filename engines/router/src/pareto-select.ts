import type { Criterion } from './pareto.ts';
import { OPTION, type TargetBag } from './pareto-target.ts';

/** Where each criterion stands in an option. */
const COLUMN: Record<Criterion, number> = { arrival: 0, cost: 1, co2: 2, risk: 3, rides: 4 };

/** The options to answer, in order: those best by the chosen criteria, and of them at most `maxOptions`. */
export function chosen(
  target: TargetBag,
  criteria: readonly Criterion[],
  maxOptions: number | undefined,
): number[] {
  const columns = criteria.map((criterion) => COLUMN[criterion]);
  const value = (option: number, column: number) => target.data[option * OPTION + column]!;
  const inOrder = Array.from({ length: target.size }, (_, option) => option).sort((a, b) => {
    for (let column = 0; column < 5; column++) {
      const difference = value(a, column) - value(b, column);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  // Only a chosen option can be in the way of a later one: the earlier of two equals stays.
  const kept: number[] = [];
  for (const option of leastFirst(inOrder, columns, value)) {
    if (!kept.some((other) => columns.every((column) => value(other, column) <= value(option, column)))) {
      kept.push(option);
    }
  }
  const most = maxOptions ?? kept.length;
  const shown = kept.length <= most ? kept : spread(kept, columns, value, most);
  return inOrder.filter((option) => shown.includes(option));
}

/** By the chosen criteria first, then as they were: whatever covers an option comes before it. */
function leastFirst(
  options: readonly number[],
  columns: readonly number[],
  value: (option: number, column: number) => number,
): number[] {
  return options.toSorted((a, b) => {
    for (const column of columns) {
      const difference = value(a, column) - value(b, column);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** The best by each criterion, then again and again the one that differs most from all taken, each criterion scaled to its range. */
function spread(
  options: readonly number[],
  columns: readonly number[],
  value: (option: number, column: number) => number,
  most: number,
): number[] {
  const ranges = columns.map((column) => {
    const values = options.map((option) => value(option, column));
    return Math.max(1, Math.max(...values) - Math.min(...values));
  });
  const distance = (a: number, b: number) =>
    Math.max(...columns.map((column, i) => Math.abs(value(a, column) - value(b, column)) / ranges[i]!));
  const taken: number[] = [];
  for (const column of columns) {
    const best = options.reduce((a, b) => (value(b, column) < value(a, column) ? b : a));
    if (taken.length < most && !taken.includes(best)) taken.push(best);
  }
  while (taken.length < most) {
    const difference = (option: number) => Math.min(...taken.map((other) => distance(option, other)));
    taken.push(options.reduce((a, b) => (difference(b) > difference(a) ? b : a)));
  }
  return taken;
}
