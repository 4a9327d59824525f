/** Facts of a pack that can't both be so: two sources on one figure. Whichever a search uses, the ledger says that they differ. */
import { conflictsOf, type Fact, factId } from '../../corridor/index.ts';
import type { Check } from './checks.ts';
import type { NewFinding } from './evidence.ts';
import { factsHeld, type HeldFact, heldIn, loadsAmong } from './pack.store.ts';

export const packConflicts: Check = {
  name: 'pack-conflicts',
  finds: ['facts-differ'],
  look: async ({ within, added, tell }) => {
    for (const load of await loadsAmong(within, added.versions))
      await tell(conflictsAmong(await factsHeld(within, heldIn(load))));
  },
};

function conflictsAmong(held: readonly HeldFact[]): NewFinding[] {
  const byFigure = new Map<string, { claim: HeldFact; fact: Fact }[]>();
  for (const claim of held) {
    const key = `${claim.subject}/${claim.measure}`;
    byFigure.set(key, [...(byFigure.get(key) ?? []), { claim, fact: factOf(claim) }]);
  }
  return [...byFigure.values()].flatMap((figure) => {
    const facts = figure.map(({ fact }) => fact);
    return figure.flatMap(({ claim, fact }) => {
      const differing = new Set(conflictsOf(fact, facts).filter(({ id }) => id > fact.id));
      return figure
        .filter((each) => differing.has(each.fact))
        .map((each) => findingOf({ claim, fact }, each));
    });
  });
}

/** Within a hundredth it is the digits; else the sources count differently: which of them is wrong, nobody knows. */
const roundingMax = 1.01;

function findingOf(one: { claim: HeldFact; fact: Fact }, other: { claim: HeldFact; fact: Fact }): NewFinding {
  const [low, high] = Number(one.fact.hi) < Number(other.fact.lo) ? [one, other] : [other, one];
  const ratio = Number(high.fact.lo) / Number(low.fact.hi);
  return {
    check: 'facts-differ',
    class: ratio < roundingMax ? 'rounding' : 'definition',
    evidence: [one, other].map(({ claim }) => ({ type: 'claim', id: claim.id })),
    proof: {
      message: 'facts-differ',
      values: {
        subject: `@${one.fact.subject}`,
        measure: one.fact.measure,
        one: said(one.fact),
        other: said(other.fact),
      },
      steps: [`${interval(one.fact)} ∩ ${interval(other.fact)} = ∅`],
    },
  };
}

const interval = ({ lo, hi }: Fact): string => `[${lo}, ${hi}]`;
const said = ({ lo, hi, unit }: Fact): string => `${lo === hi ? lo : `${lo}–${hi}`} ${unit}`;

/** As far as conflicts go by it. */
function factOf({ source, subject, measure, lo, hi, unit, periodLabel }: HeldFact): Fact {
  const row = {
    ...{ subject, measure, source: source.slice('pack:'.length), period: periodLabel ?? '' },
    ...{
      lo: lo ?? '',
      hi: hi ?? '',
      unit: unit ?? '',
      confidence: 'published' as const,
      formula: '',
      note: '',
    },
  };
  return { ...row, id: factId(row) };
}
