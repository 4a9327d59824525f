/** Facts as the API answers them: the figure, its source, whether searches use it and by which rule, and what contradicts it. */
import type { Fact as PackFact } from '../../corridor/index.ts';
import type { Fact } from './api.ts';
import type { Stated } from './stated.ts';

export function factAnswer(stated: Stated, fact: PackFact, lang: string): Fact {
  const choice = stated.choose(fact.measure, fact.subject);
  const source = stated.sources.get(fact.source);
  return {
    id: fact.id,
    subject: fact.subject,
    measure: fact.measure,
    figure: stated.figureOf(fact),
    source: {
      id: fact.source,
      publisher: source?.publisher ?? '',
      title: source ? (stated.namesOf(`source:${source.id}`)[lang] ?? source.title) : '',
      address: source?.address ?? '',
      date: source?.date ?? '',
      kind: source?.kind ?? 'model',
    },
    confidence: fact.confidence,
    formula: fact.formula,
    note: fact.note,
    chosen: choice?.fact.id === fact.id,
    why: choice?.why ?? 'only-one',
    conflicts: stated.conflictsOf(fact).map((other) => other.id),
  };
}

/** Everything known of one subject: its names, the figure searches use of each measure, all facts, what conflicts. */
export function aboutSubject(stated: Stated, subject: string, lang: string) {
  const facts = [...stated.factsOf(subject)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const measures = [...new Set(facts.map((fact) => fact.measure))].sort();
  return {
    names: stated.namesOf(subject),
    figures: measures.flatMap((measure) => {
      const choice = stated.choose(measure, subject);
      return choice ? [{ measure, figure: stated.figureOf(choice.fact) }] : [];
    }),
    facts: facts.map((fact) => factAnswer(stated, fact, lang)),
    conflicts: measures.flatMap((measure) => {
      const own = facts.filter((fact) => fact.measure === measure && stated.conflictsOf(fact).length > 0);
      return own.length > 0 ? [{ measure, facts: own.map((fact) => fact.id) }] : [];
    }),
  };
}

/** Facts of a subject, of a measure, or the one with an id; in the order of their ids. */
export function factsMatching(
  stated: Stated,
  {
    subject,
    measure,
    id,
  }: { subject?: string | undefined; measure?: string | undefined; id?: string | undefined },
): PackFact[] {
  const one = id === undefined ? undefined : stated.facts.get(id);
  const pool =
    id !== undefined
      ? one
        ? [one]
        : []
      : subject !== undefined
        ? stated.factsOf(subject)
        : [...stated.facts.values()];
  return pool
    .filter(
      (fact) =>
        (measure === undefined || fact.measure === measure) &&
        (subject === undefined || fact.subject === subject),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
