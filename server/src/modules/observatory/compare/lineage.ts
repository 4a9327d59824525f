/** A figure through the texts that carry it: each from the one it was most likely taken from. */
import type { Copy, How } from './copies.ts';
import type { Stated } from './facts.ts';
import { type Spot, spot } from './finding.ts';
import { periodsMayAgree, sameValue } from './interval.ts';
import type { Reading } from './reading.ts';
import { sharedWords } from './words.ts';

export interface Lineage {
  nodes: readonly Spot[];
  /** From the text that had it before; `same-figure` where the texts are no copies. */
  edges: readonly { from: Spot; to: Spot; how: How | 'same-figure' }[];
}

export function lineageOf(
  reading: Reading,
  claim: number,
  readings: readonly Reading[],
  copies: readonly Copy[],
): Lineage {
  const start = reading.figures.find(({ index }) => index === claim);
  if (!start) return { nodes: [spot(reading, claim)], edges: [] };
  const carriers = readings
    .flatMap((each) => {
      const figure = each === reading ? start : each.figures.find((other) => isSameFigure(start, other));
      return figure ? [{ reading: each, figure }] : [];
    })
    .toSorted(
      (a, b) =>
        (a.reading.article.date ?? '9999').localeCompare(b.reading.article.date ?? '9999') ||
        a.reading.article.id.localeCompare(b.reading.article.id),
    );
  const edges: { from: Spot; to: Spot; how: How | 'same-figure' }[] = [];
  carriers.forEach((carrier, at) => {
    const before = carriers.slice(0, at);
    if (before.length === 0) return;
    const copy = copies
      .filter(
        ({ earlier, later }) => later === carrier.reading && before.some((each) => each.reading === earlier),
      )
      .toSorted((a, b) => rank[a.how] - rank[b.how] || b.containment - a.containment)[0];
    // Without a copy it came from somewhere: the first who said it is the likeliest.
    const parent = copy ? before.find((each) => each.reading === copy.earlier) : before[0];
    if (parent)
      edges.push({
        from: spot(parent.reading, parent.figure.index),
        to: spot(carrier.reading, carrier.figure.index),
        how: copy?.how ?? 'same-figure',
      });
  });
  return { nodes: carriers.map((each) => spot(each.reading, each.figure.index)), edges };
}

const rank: Readonly<Record<How, number>> = { exact: 0, near: 1, rewritten: 2 };

/** A goal is the same goal whichever year a sentence puts beside it. */
const isAhead = ({ claim }: Stated): boolean => claim.modality === 'target' || claim.modality === 'forecast';

/** The same number of the same thing, as far as both say what it is of. */
export function isSameFigure(a: Stated, b: Stated): boolean {
  const [one, other] = [a.claim, b.claim];
  if (
    one.kind !== other.kind ||
    !sameValue(one, other) ||
    (!(isAhead(a) && isAhead(b)) && !periodsMayAgree(one, other))
  )
    return false;
  if (one.kind !== 'count' && one.unit !== other.unit) return false;
  const words = sharedWords(a.sentence.words, b.sentence.words);
  if (one.kind === 'count' && one.unit !== other.unit) return words >= 3;
  if (one.measure !== other.measure) return words >= 3;
  return words >= 1;
}
