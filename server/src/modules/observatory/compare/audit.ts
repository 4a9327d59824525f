/** A text against the others: which of its figures others give too, which they contradict, which stand alone; and where it was copied from. */
import { type Change, changesOf } from './changes.ts';
import { contradictions } from './contradictions/index.ts';
import { type Copy, copiesOf } from './copies.ts';
import { driftOf } from './drift.ts';
import { type Found, type Spot, spot } from './finding.ts';
import type { Knowledge } from './knowledge.ts';
import { isSameFigure } from './lineage.ts';
import type { Figure, Reading } from './reading.ts';

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
  /** Figures by unit and decade: those that could agree with one another. */
  alike: ReadonlyMap<string, readonly { reading: Reading; figure: Figure }[]>;
}

/** All that can be found by looking at these texts together. */
export function compare(readings: readonly Reading[], knowledge: Knowledge): Comparison {
  const copies = copiesOf(readings);
  const changes = new Map(copies.map((copy) => [copy, changesOf(copy)]));
  const wrong = contradictions(readings, knowledge);
  const blamed = new Set(wrong.map(({ spots: [first] }) => first && `${first.article}#${first.claim}`));
  const drift = copies.flatMap((copy) => driftOf(copy, changes.get(copy)));
  const told = new Set<string>();
  const news = drift.filter(({ message, spots: [first] }) => {
    const fault = `${first?.article}#${first?.claim}`;
    // A figure that is wrong by itself needs no second reason, and one made from three alike texts drifted once.
    if (!first || blamed.has(fault) || told.has(`${message} ${fault}`)) return false;
    told.add(`${message} ${fault}`);
    return true;
  });
  const alike = new Map<string, { reading: Reading; figure: Figure }[]>();
  for (const reading of readings)
    for (const figure of reading.figures)
      for (const key of keysOf(figure)) {
        const list = alike.get(key);
        if (list) list.push({ reading, figure });
        else alike.set(key, [{ reading, figure }]);
      }
  const findings = [...wrong, ...news];
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
    // A figure that a finding only cites as its proof does not stand in conflict: the claim at fault comes first.
    const isAtFault = findings.some((at) => {
      const found = concerns[at];
      const [first, second] = found?.spots ?? [];
      const is = (each: Spot | undefined) => each?.article === article.id && each.claim === figure.index;
      return (
        is(first) ||
        (found?.check === 'same-figure' && is(second)) ||
        (found?.check === 'magnitude' && is(second))
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

/** One a text, of other texts. */
function agreeing(reading: Reading, figure: Figure, { alike }: Comparison): Spot[] {
  const found = new Map<Reading, Spot>();
  for (const key of keysOf(figure))
    for (const other of alike.get(key) ?? [])
      if (other.reading !== reading && !found.has(other.reading) && isSameFigure(figure, other.figure))
        found.set(other.reading, spot(other.reading, other.figure.index));
  return [...found.values()];
}

/** The bin of the value and its neighbours' border: values that round to each other share one. */
function keysOf({ claim }: Figure): string[] {
  const unit = claim.kind === 'count' ? 'count' : claim.unit;
  const bin = Math.log(Math.max(Number(claim.lo), 1e-9)) / Math.log(1.13);
  return [...new Set([Math.floor(bin - 0.5), Math.floor(bin + 0.5)])].map((each) => `${unit}|${each}`);
}
