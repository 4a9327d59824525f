/** What goes into a reading process and what comes out. */
import type { Refusal } from '../../../platform/errors.ts';
import type { ReadAs } from '../series/import/formats.ts';
import type { Stated } from '../series/import/stated.ts';

export type DocumentTask =
  | { kind: 'html'; text: string; address: string | undefined }
  | { kind: 'pdf' | 'zip'; bytes: Uint8Array };
export interface SeriesTask {
  kind: 'series';
  text: string;
  as: ReadAs;
}
export type Task = DocumentTask | SeriesTask;

export interface Parsed {
  text: string;
  title: string | null;
  publisher: string | null;
  date: string | null;
  /** As the document says it. */
  language: string | null;
}
/** What became of a file of series, besides its rows. */
export interface SeriesParsed {
  leftOut: { why: string; rows: number }[];
}
export type Outcome<Of extends Task = Task> = (Of extends SeriesTask ? SeriesParsed : Parsed) | Refusal;
/** A process says rows by the thousand, so that nobody waits while all of them are taken in, and then what became of it. */
export type Said = { rows: Stated[] } | { outcome: Outcome };

/** Half a surrogate pair and control characters can't be stored; of a parsed document they are left out, of a plain text they are refused. */
export const storable = (text: string): string => text.replace(halves, '').replace(controlCharacters, '');

/** Without its other half. */
const halves = /\p{Cs}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out.
const controlCharacters = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]/g;

/**
 * Every stretch of blanks as one blank. Between digits a blank that may not break is kept: it groups them (94 800), and extraction reads it so, where two numbers
 * beside each other have a plain one.
 */
export const oneBlank = (text: string): string =>
  text.replace(/\s+/g, (blank, at: number) =>
    /^[\u00a0\u2007\u2009\u202f]$/.test(blank) &&
    /\d/.test(text[at - 1] ?? '') &&
    /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5))
      ? '\u00a0'
      : ' ',
  );

/** One line of at most 300 characters, or null. */
export function lineOf(text: string | null | undefined): string | null {
  const line = storable(text?.slice(0, 2_000) ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? null : line.length <= 300 ? line : `${cut(line)}…`;
}

export const cut = (line: string): string => line.slice(0, 299).replace(halves, '');
