/** A subject's facts in the order a reader doubts them: by measure, the one a search uses first, rivals beside it. */
import type { Fact } from '../../../api/freight.ts';

export interface MeasureFacts {
  measure: string;
  /** The one a search uses; several where a measure is kept for several periods and none rules the others out. */
  facts: Fact[];
  inConflict: boolean;
}

export function byMeasure(facts: readonly Fact[]): MeasureFacts[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) groups.set(fact.measure, [...(groups.get(fact.measure) ?? []), fact]);
  return [...groups].map(([measure, group]) => ({
    measure,
    facts: group.sort(
      (one, other) => Number(other.chosen) - Number(one.chosen) || compare(periodOf(other), periodOf(one)),
    ),
    inConflict: group.some((fact) => fact.conflicts.length > 0),
  }));
}

/** The groups of facts of one measure that contradict one another, each with its rivals. */
export function conflictsOf(facts: readonly Fact[]): { measure: string; facts: Fact[] }[] {
  return byMeasure(facts)
    .filter(({ inConflict }) => inConflict)
    .map(({ measure, facts: group }) => ({
      measure,
      facts: group.filter((fact) => fact.conflicts.length > 0),
    }));
}

const periodOf = (fact: Fact) => fact.figure.period ?? '';
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
