import type { Evidence, Figure, Option } from '../../../api/freight.ts';

export interface SourceUse {
  id: string;
  /** One of its facts, to ask the server for the source by. */
  factId: string;
  /** How many different facts of it the option uses. */
  count: number;
}

/** The sources and formulas behind all figures of an option, followed through formulas to the facts they were given. */
export function evidenceOf(option: Option): { sources: SourceUse[]; formulas: string[] } {
  const facts = new Set<string>();
  const formulas = new Set<string>();
  const follow = (evidence: Evidence) => {
    if (evidence.type === 'fact') facts.add(evidence.id);
    if (evidence.type === 'formula') formulas.add(evidence.id);
    for (const input of evidence.inputs ?? []) if (input.evidence) follow(input.evidence);
  };
  for (const figure of figuresOf(option)) for (const evidence of figure.evidence) follow(evidence);
  const sources = new Map<string, SourceUse>();
  for (const factId of [...facts].sort()) {
    // subject/measure/source/period
    const id = factId.split('/')[2] ?? factId;
    const use = sources.get(id) ?? { id, factId, count: 0 };
    sources.set(id, { ...use, count: use.count + 1 });
  }
  return {
    sources: [...sources.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
    formulas: [...formulas].sort(),
  };
}

function figuresOf(option: Option): Figure[] {
  const legs = option.legs.flatMap((leg) => [
    leg.distance,
    leg.cost,
    leg.co2,
    ...(leg.crossing ? [leg.crossing.queue] : []),
  ]);
  return [
    option.transit,
    option.cost,
    option.co2,
    option.risk.figure,
    ...option.costs.map((cost) => cost.figure),
    ...legs,
  ];
}
