/** From words at places of a page to lines, and from lines to paragraphs. A page's y grows downwards. */

import { oneBlank } from './parsed.ts';

export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  upright: boolean;
}

export interface Line {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
}

/** Pieces in the order they are drawn, which is the order of reading in all but odd documents; those of one height make a line. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let line: Line | null = null;
  for (const piece of pieces) {
    if (!piece.upright) continue;
    if (piece.text.trim() === '') {
      if (line && !line.text.endsWith(' ') && sameLine(line, piece)) line.text += ' ';
      continue;
    }
    if (line && sameLine(line, piece)) {
      line.text += gapBefore(line, piece) + piece.text;
      line.right = Math.max(line.right, piece.x + piece.width);
      line.size = Math.max(line.size, piece.size);
    } else {
      line = { text: piece.text, left: piece.x, right: piece.x + piece.width, y: piece.y, size: piece.size };
      lines.push(line);
    }
  }
  return lines
    .map((each) => ({ ...each, text: oneBlank(each.text).trim() }))
    .filter(({ text }) => text !== '');
}

const sameLine = (line: Line, piece: Piece): boolean =>
  Math.abs(line.y - piece.y) < 0.5 * Math.max(line.size, piece.size) && piece.x >= line.right - line.size;

function gapBefore(line: Line, piece: Piece): string {
  const gap = piece.x - line.right;
  if (/\s$/.test(line.text) || /^\s/.test(piece.text)) return '';
  const wide = cjk.test(line.text.at(-1) ?? '') && cjk.test(piece.text) ? 1 : 0.17;
  return gap > wide * Math.min(line.size, piece.size) ? ' ' : '';
}

const cjk = /^[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Page numbers, and heads and feet that come back on most pages: they would stand in the middle of sentences. */
export function withoutFrames(pages: readonly Line[][]): Line[][] {
  const seen = new Map<string, number>();
  const edges = (lines: readonly Line[]): Line[] => {
    const byHeight = [...lines].sort((a, b) => a.y - b.y);
    return [...new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)])];
  };
  const shape = ({ text }: Line): string => text.replace(/\d+/g, '#');
  for (const lines of pages)
    for (const key of new Set(edges(lines).map(shape))) seen.set(key, (seen.get(key) ?? 0) + 1);
  return pages.map((lines) => {
    const frame = new Set(
      edges(lines).filter(
        (line) =>
          /^(?:[-–—]?\s*\d{1,4}\s*[-–—]?|page \d+(?: of \d+)?|第\s*\d+\s*页|стр\.?\s*\d+)$/i.test(
            line.text,
          ) ||
          (pages.length >= 3 && (seen.get(shape(line)) ?? 0) > 0.5 * pages.length),
      ),
    );
    return frame.size === lines.length && pages.length < 3 ? lines : lines.filter((line) => !frame.has(line));
  });
}

export function paragraphsOf(pages: readonly Line[][]): string[] {
  const words = wordsOf(pages);
  // As the lines they are made of, each with what joins it to the next: a page without paragraphs makes a long one.
  const paragraphs: string[][] = [];
  let before: Line | null = null;
  for (const lines of pages) {
    const spacing = usualSpacing(lines);
    let first = true;
    for (const line of lines) {
      const open = paragraphs.at(-1);
      const follows =
        before !== null &&
        (first || line.y < before.y
          ? continuesElsewhere(before, line)
          : continues(before, line, spacing, lines));
      if (open && follows) open.push(joined(open.pop() ?? '', line.text, words), line.text);
      else paragraphs.push([line.text]);
      before = line;
      first = false;
    }
  }
  return paragraphs.map((lines) => lines.join('').replaceAll('\u00ad', ''));
}

/** The next line of the same column. */
function continues(before: Line, line: Line, spacing: number, lines: readonly Line[]): boolean {
  if (line.y - before.y > 1.35 * spacing || !alike(before, line) || startsItem(line.text)) return false;
  const right = Math.max(
    ...lines.filter(({ left }) => Math.abs(left - before.left) < 3 * before.size).map((each) => each.right),
  );
  const isShort = before.right < right - 0.15 * (right - before.left);
  const isIndented = line.left > before.left + 0.8 * line.size;
  return !(ends.test(before.text) && (isShort || isIndented));
}

/** The first line of another column or page goes on with a sentence that had not ended. */
const continuesElsewhere = (before: Line, line: Line): boolean =>
  alike(before, line) && !ends.test(before.text) && !startsItem(line.text) && before.text.length > 20;

const alike = (a: Line, b: Line): boolean => Math.abs(a.size - b.size) <= 0.15 * Math.max(a.size, b.size);
const ends = /[.!?:;。！？：；…]["'”’»)\]）]*$/;
const startsItem = (text: string): boolean => /^(?:[•▪■●◦‣*]|[-–—]\s|\(?\d{1,2}[.)]\s)/.test(text);

/** A line with what stands between it and the next: nothing, a blank, or nothing and without its hyphen. */
function joined(line: string, next: string, words: ReadonlySet<string>): string {
  if (line.endsWith('\u00ad')) return line;
  const split = /(\p{L}+)[-\u2010]$/u.exec(line.slice(-60));
  const rest = /^\p{Ll}\p{L}*/u.exec(next)?.[0];
  // A hyphen the document writes elsewhere within a line belongs to the word.
  if (split && rest) return words.has(`${split[1]}-${rest}`.toLowerCase()) ? line : line.slice(0, -1);
  const last = line.at(-1) ?? '';
  if (/[\p{L}\p{N}][-\u2010/]$/u.test(line.slice(-2)) || (cjk.test(last) && cjk.test(next))) return line;
  return `${line} `;
}

/** Words with a hyphen inside a line. */
function wordsOf(pages: readonly Line[][]): Set<string> {
  const words = new Set<string>();
  for (const lines of pages)
    for (const { text } of lines)
      for (const [word] of text.matchAll(/\p{L}+-\p{L}+/gu)) words.add(word.toLowerCase());
  return words;
}

/** The middle distance from one line to the next. */
function usualSpacing(lines: readonly Line[]): number {
  const distances = lines
    .slice(1)
    .map((line, index) => line.y - (lines[index]?.y ?? 0))
    .filter((distance, index) => distance > 0 && distance < 4 * (lines[index]?.size ?? 0))
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? (lines[0]?.size ?? 1) * 1.4;
}
