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
  const carriers = readings.flatMap((each): Carrier<Spot>[] => {
    const figure = each === reading ? start : each.figures.find((other) => isSameFigure(start, other));
    const { id, date } = each.article;
    return figure ? [{ article: id, date, at: spot(each, figure.index) }] : [];
  });
  const between = copies.map(({ earlier, later, ...copy }) => ({
    ...copy,
    earlier: earlier.article.id,
    later: later.article.id,
  }));
  return lineageAmong(carriers, between);
}

/** A text that carries the figure, and where. */
export interface Carrier<At> {
  article: string;
  date: string | null;
  at: At;
}

/** Each from the text it was most likely taken from, the earliest first. */
export function lineageAmong<At>(
  given: readonly Carrier<At>[],
  copies: readonly { earlier: string; later: string; how: How; containment: number }[],
): { nodes: At[]; edges: { from: At; to: At; how: How | 'same-figure' }[] } {
  const carriers = given.toSorted(
    (a, b) => compareText(a.date ?? '9999', b.date ?? '9999') || compareText(a.article, b.article),
  );
  const edges = carriers.slice(1).map((carrier, nth) => {
    const before = new Map(carriers.slice(0, nth + 1).map((each) => [each.article, each]));
    const [copy] = copies
      .filter(({ earlier, later }) => later === carrier.article && before.has(earlier))
      .toSorted((a, b) => rank[a.how] - rank[b.how] || b.containment - a.containment);
    // Without a copy it came from somewhere: the first who said it is the likeliest.
    const parent = (copy && before.get(copy.earlier)) ?? carriers[0]!; // there are two at least
    return { from: parent.at, to: carrier.at, how: copy?.how ?? ('same-figure' as const) };
  });
  return { nodes: carriers.map(({ at }) => at), edges };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
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
