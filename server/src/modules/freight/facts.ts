/** Facts as the API answers them: the figure, its source, whether searches use it and by which rule, and what contradicts it. */
import type { Corridor, Fact as PackFact } from '../../corridor/index.ts';
import type { Fact } from './api.ts';

export function factAnswer(corridor: Corridor, fact: PackFact, lang: string): Fact {
  const choice = corridor.choose(fact.measure, fact.subject);
  const source = corridor.sources.get(fact.source);
  return {
    id: fact.id,
    subject: fact.subject,
    measure: fact.measure,
    figure: corridor.figureOf(fact),
    source: {
      id: fact.source,
      publisher: source?.publisher ?? '',
      title: source ? (corridor.namesOf(`source:${source.id}`)[lang] ?? source.title) : '',
      address: source?.address ?? '',
      date: source?.date ?? '',
      kind: source?.kind ?? 'model',
    },
    confidence: fact.confidence,
    formula: fact.formula,
    note: fact.note,
    chosen: choice?.fact.id === fact.id,
    why: choice?.why ?? 'only-one',
    conflicts: corridor.conflictsOf(fact).map((other) => other.id),
  };
}

/** Everything known of one subject: its names, the figure searches use of each measure, all facts, what conflicts. */
export function aboutSubject(corridor: Corridor, subject: string, lang: string) {
  const facts = [...corridor.factsOf(subject)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const measures = [...new Set(facts.map((fact) => fact.measure))].sort();
  return {
    names: corridor.namesOf(subject),
    figures: measures.flatMap((measure) => {
      const choice = corridor.choose(measure, subject);
      return choice ? [{ measure, figure: corridor.figureOf(choice.fact) }] : [];
    }),
    facts: facts.map((fact) => factAnswer(corridor, fact, lang)),
    conflicts: measures.flatMap((measure) => {
      const own = facts.filter((fact) => fact.measure === measure && corridor.conflictsOf(fact).length > 0);
      return own.length > 0 ? [{ measure, facts: own.map((fact) => fact.id) }] : [];
    }),
  };
}

/** Facts of a subject, of a measure, or the one with an id; in the order of their ids. */
export function factsMatching(
  corridor: Corridor,
  {
    subject,
    measure,
    id,
  }: { subject?: string | undefined; measure?: string | undefined; id?: string | undefined },
): PackFact[] {
  const one = id === undefined ? undefined : corridor.facts.get(id);
  const pool =
    id !== undefined
      ? one
        ? [one]
        : []
      : subject !== undefined
        ? corridor.factsOf(subject)
        : [...corridor.facts.values()];
  return pool
    .filter(
      (fact) =>
        (measure === undefined || fact.measure === measure) &&
        (subject === undefined || fact.subject === subject),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
