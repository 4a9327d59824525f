/** A text against the others: which of its figures others give too, which they contradict, which stand alone; and where it was copied from. */
import { type Change, changesOf } from './changes.ts';
import { suspicionsAmong } from './contradictions/index.ts';
import { type Copy, copiesOf } from './copies.ts';
import { driftOf } from './drift.ts';
import { binsOf } from './facts.ts';
import { type Found, type Spot, spot } from './finding.ts';
import type { Knowledge } from './knowledge.ts';
import { isSameFigure } from './lineage.ts';
import type { Figure, Reading } from './reading.ts';
import { standingAmong } from './suspicion.ts';

export type Standing = 'agree' | 'conflict' | 'alone';

export interface AuditedFigure {
  figure: Figure;
  standing: Standing;
  agreesWith: readonly Spot[];
  /** Places in the comparison's findings. */
  findings: readonly number[];
}

export interface Audit {
  reading: Reading;
  figures: readonly AuditedFigure[];
  /** Findings that concern this text, those that no figure stands in as well. */
  findings: readonly Found[];
  copies: readonly Copy[];
  counts: Readonly<Record<Standing, number>>;
}

export interface Comparison {
  readings: readonly Reading[];
  copies: readonly Copy[];
  changes: ReadonlyMap<Copy, readonly Change[]>;
  findings: readonly Found[];
  findingsOf: ReadonlyMap<string, readonly Found[]>;
  /** Figures by their bins: those that could agree with one another. */
  alike: ReadonlyMap<string, readonly { reading: Reading; figure: Figure }[]>;
}

/** All that can be found by looking at these texts together. */
export function compare(readings: readonly Reading[], knowledge: Knowledge): Comparison {
  const copies = copiesOf(readings);
  const changes = new Map(copies.map((copy) => [copy, changesOf(copy)]));
  const drift = copies.flatMap((copy) => (copy.how === 'exact' ? [] : driftOf(copy, changes.get(copy))));
  const findings = standingAmong([...suspicionsAmong(readings, knowledge), ...drift]);
  const alike = new Map<string, { reading: Reading; figure: Figure }[]>();
  for (const reading of readings)
    for (const figure of reading.figures)
      for (const key of binsOf(figure.claim)) {
        const list = alike.get(key);
        if (list) list.push({ reading, figure });
        else alike.set(key, [{ reading, figure }]);
      }
  const findingsOf = new Map<string, Found[]>();
  for (const found of findings)
    for (const id of new Set(found.spots.map((each) => each.article)))
      findingsOf.set(id, [...(findingsOf.get(id) ?? []), found]);
  return { readings, copies, changes, findings, findingsOf, alike };
}

export function audit(reading: Reading, comparison: Comparison): Audit {
  const { article } = reading;
  const concerns = comparison.findings.filter(({ spots }) =>
    spots.some((each) => each.article === article.id),
  );
  const figures = reading.figures.map((figure): AuditedFigure => {
    const findings = concerns.flatMap((found, at) =>
      found.spots.some((each) => each.article === article.id && each.claim === figure.index) ? [at] : [],
    );
    const agreesWith = agreeing(reading, figure, comparison);
    const isAtFault = findings.some((at) => {
      const found = concerns[at];
      return (
        found !== undefined &&
        faults(found).some((each) => each.article === article.id && each.claim === figure.index)
      );
    });
    return {
      figure,
      standing: isAtFault ? 'conflict' : agreesWith.length > 0 ? 'agree' : 'alone',
      agreesWith,
      findings,
    };
  });
  const count = (standing: Standing) => figures.filter((each) => each.standing === standing).length;
  return {
    reading,
    figures,
    findings: concerns,
    copies: comparison.copies.filter(({ earlier, later }) => earlier === reading || later === reading),
    counts: { agree: count('agree'), conflict: count('conflict'), alone: count('alone') },
  };
}

/** A figure that a finding only cites as its proof does not stand in conflict: the claim at fault comes first. Of two that differ either may be wrong. */
export const faults = <Each>({ check, spots }: { check: string; spots: readonly Each[] }): readonly Each[] =>
  spots.slice(0, check === 'same-figure' || check === 'magnitude' ? 2 : 1);

/** One a text, of other texts. */
function agreeing(reading: Reading, figure: Figure, { alike }: Comparison): Spot[] {
  const found = new Map<Reading, Spot>();
  for (const key of binsOf(figure.claim))
    for (const other of alike.get(key) ?? [])
      if (other.reading !== reading && !found.has(other.reading) && isSameFigure(figure, other.figure))
        found.set(other.reading, spot(other.reading, other.figure.index));
  return [...found.values()];
}
