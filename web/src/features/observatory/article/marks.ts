/** A text cut where its claims begin and end. Spans count UTF-16 units, which is how JavaScript slices. */
import type { ArticleRow, Claim } from '../../../api/observatory.ts';

/** How a mark looks: by what others say, or `said` for times and events, which nobody is held to. */
export type Tone = 'agree' | 'conflict' | 'alone' | 'said';
export interface Mark {
  claim: Claim;
  tone: Tone;
  /** Its place among the figures of the text, from 1; null for what states none. */
  number: number | null;
}
export interface Block {
  start: number;
  end: number;
}
export interface Piece extends Block {
  mark: Mark | null;
  /** A claim that goes on after another, or in the next paragraph, is one stop and not two. */
  isFirst: boolean;
}

export const toneOf = ({ standing, findings }: Pick<Claim, 'standing' | 'findings'>): Tone =>
  standing ?? (findings.length > 0 ? 'conflict' : 'said');

/** A place or a rank can be wrong too, but is no figure. */
const statesFigure = ({ kind }: Pick<Claim, 'kind'>): boolean => !['time', 'event', 'ordinal'].includes(kind);

/** Figures and whatever something was found in, in the order of the text; with `all` times and events too. */
export function marksOf(claims: readonly Claim[], all = false): Mark[] {
  let number = 0;
  return [...claims]
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .flatMap((claim): Mark[] => {
      const tone = toneOf(claim);
      if (tone === 'said') return all ? [{ claim, tone, number: null }] : [];
      return [{ claim, tone, number: statesFigure(claim) ? ++number : null }];
    });
}

/** Taken in, and not held to the others yet: then all that is said is marked, and nothing has a standing. */
export const isUncompared = ({
  figures,
  agree,
  conflict,
  alone,
}: Pick<ArticleRow, 'figures' | 'agree' | 'conflict' | 'alone'>): boolean =>
  figures > 0 && agree + conflict + alone === 0;

/** No paragraph is longer, so that one never holds all claims of a text. */
const blockUnitsMax = 8_000;

/** Each line is a paragraph, unless the lines were broken to fit a page: then blank lines part them. */
/** Without the title a text begins with: it stands above it already. One with a claim in it is kept. */
export function bodyOf(
  blocks: Block[],
  { text, title, marks }: { text: string; title: string; marks: readonly Mark[] },
): Block[] {
  const [first, ...rest] = blocks;
  if (!first || rest.length === 0 || text.slice(first.start, first.end).trim() !== title.trim())
    return blocks;
  return marks.some(({ claim }) => claim.start < first.end) ? blocks : rest;
}

export function blocksOf(text: string): Block[] {
  // a sentence that goes on in the next line
  const isWrapped = !/[^\n]{121}/.test(text) && /\p{Ll}[,;]?\n\p{Ll}/u.test(text);
  const gap = isWrapped ? /\n[^\S\n]*(?:\n[^\S\n]*)+/g : /\n\s*/g;
  const blocks: Block[] = [];
  let start = 0;
  const add = (end: number) => {
    if (text.slice(start, end).trim() === '') return;
    while (end - start > blockUnitsMax) {
      const space = text.lastIndexOf(' ', start + blockUnitsMax);
      // halves of a surrogate pair stay together
      const cut =
        space > start
          ? space + 1
          : start + blockUnitsMax + (isLowSurrogate(text, start + blockUnitsMax) ? 1 : 0);
      blocks.push({ start, end: cut });
      start = cut;
    }
    blocks.push({ start, end });
  };
  for (const match of text.matchAll(gap)) {
    add(match.index);
    start = match.index + match[0].length;
  }
  add(text.length);
  return blocks;
}
const isLowSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/** The marks of each block. Both come in the order of the text; a mark over two blocks is in both. */
export function marksByBlock(blocks: readonly Block[], marks: readonly Mark[]): Mark[][] {
  const found: Mark[][] = blocks.map(() => []);
  let first = 0;
  for (const mark of marks) {
    while (first < blocks.length && blocks[first]!.end <= mark.claim.start) first += 1;
    for (let at = first; at < blocks.length && blocks[at]!.start < mark.claim.end; at += 1)
      found[at]!.push(mark);
  }
  return found;
}

/** The block cut at its marks. Where claims lie over each other the shorter one is what is meant. */
export function piecesOf(block: Block, marks: readonly Mark[], also: Block | null = null): Piece[] {
  const inside = (at: number) => at > block.start && at < block.end;
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of [...marks.map(({ claim }) => claim), ...(also ? [also] : [])])
    for (const at of [start, end]) if (inside(at)) cuts.add(at);
  const edges = [...cuts].sort((one, other) => one - other);
  const byLength = [...marks].sort(
    (one, other) => one.claim.end - one.claim.start - (other.claim.end - other.claim.start),
  );
  const begun = new Set<string>();
  return edges.slice(1).map((end, index) => {
    const start = edges[index]!;
    const mark = byLength.find(({ claim }) => claim.start <= start && claim.end >= end) ?? null;
    const isFirst = mark !== null && !begun.has(mark.claim.id) && mark.claim.start >= block.start;
    if (mark) begun.add(mark.claim.id);
    return { start, end, mark, isFirst };
  });
}

/** The sentence a claim stands in, within its paragraph; the paragraph where the browser can't tell sentences. */
export function sentenceAround(text: string, block: Block, at: number, language: string): Block {
  if (!('Segmenter' in Intl)) return block;
  const segments = new Intl.Segmenter(language || undefined, { granularity: 'sentence' }).segment(
    text.slice(block.start, block.end),
  );
  const found = segments.containing(at - block.start);
  if (!found) return block;
  const start = block.start + found.index;
  return { start, end: start + found.segment.trimEnd().length };
}

/** Blocks drawn together: near the window with their marks, elsewhere as plain text. */
const chunkUnits = 12_000;
export function chunksOf(blocks: readonly Block[]): { from: number; to: number }[] {
  const chunks: { from: number; to: number }[] = [];
  let [from, units] = [0, 0];
  blocks.forEach((block, index) => {
    units += block.end - block.start;
    if (units < chunkUnits && index < blocks.length - 1) return;
    chunks.push({ from, to: index + 1 });
    [from, units] = [index + 1, 0];
  });
  return chunks;
}
