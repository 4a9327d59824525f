/** What an article is called, of which day it is and which source it belongs to: decided from what was said of it and what it says itself. */
import { createHash } from 'node:crypto';
import { dateLine } from '@serai/extract';
import { type Fault, refuse } from '../../../platform/errors.ts';
import { holdsCredentials, type ReadDocument } from '../readers/index.ts';
import type { ArticlesRefusal } from './errors.ts';

/** What whoever brings a text says of it; it goes before what the text says of itself. */
export interface Said {
  title?: string | undefined;
  publisher?: string | undefined;
  date?: string | undefined;
  language?: string | undefined;
  address?: string | undefined;
}

export interface Described {
  title: string;
  publisher: string;
  date: string | null;
  language: string;
  address: string;
}

export const limits = {
  titleCharacters: 500,
  publisherCharacters: 200,
  addressCharacters: 2_000,
};

/**
 * A text of a hundred pages is compared in seconds; what is longer is a book or data, of which every figure would be held to every other. It is
 * kept and read like all others, and says that it is not compared.
 */
export const comparedMax = { characters: 300_000, figures: 4_000 };
export const isTooLong = (text: string, figures: number): boolean =>
  text.length > comparedMax.characters || figures > comparedMax.figures;

/** Why what was said can't be used; nothing where it can. `at` names the field of the request or the column of the index. */
export function faultsOf(said: Said, now: Date): Fault[] {
  const faults: Fault[] = [];
  const text = (at: 'title' | 'publisher' | 'language' | 'address', charactersMax: number) => {
    const given = said[at];
    if (given === undefined) return;
    if (hasControl(given)) faults.push({ at, problem: 'holds a control character' });
    if (given.length > charactersMax)
      faults.push({ at, problem: `has more than ${charactersMax} characters` });
  };
  text('title', limits.titleCharacters);
  text('publisher', limits.publisherCharacters);
  text('address', limits.addressCharacters);
  if (said.address !== undefined && !isWebAddress(said.address))
    faults.push({ at: 'address', problem: 'is not an address such as https://example.org/article' });
  else if (said.address !== undefined && holdsCredentials(said.address))
    faults.push({
      at: 'address',
      problem: 'holds a name or password, which everybody would read: leave them out',
    });
  if (said.language !== undefined && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(said.language))
    faults.push({ at: 'language', problem: 'is not a language such as en, zh or ru' });
  const wrong = said.date === undefined ? undefined : dayProblem(said.date, now);
  if (wrong !== undefined) faults.push({ at: 'date', problem: wrong });
  return faults;
}

/** Said, then written in the text, then in the document's own data; a title besides from the first line, a publisher from the address. */
export function describe(
  document: ReadDocument,
  said: Said,
  { name, now }: { name: string; now: Date },
): Described | ArticlesRefusal {
  const written = dateLine(document.text);
  const wrong = said.date === undefined && written !== null ? dayProblem(written, now) : undefined;
  if (wrong !== undefined)
    return refuse(
      'article-date-impossible',
      `Its line "Date: ${written}" ${wrong}. Correct the line, or say the day with the text.`,
    );
  const ofDocument = document.date !== null && dayProblem(document.date, now) === undefined;
  const address = said.address ?? '';
  return {
    title:
      cleaned(said.title, limits.titleCharacters) ||
      cleaned(isFileName(document.title) ? null : document.title, limits.titleCharacters) ||
      cleaned(firstLine(document.text), 200) ||
      name,
    publisher:
      cleaned(said.publisher, limits.publisherCharacters) ||
      cleaned(document.publisher, limits.publisherCharacters) ||
      (address === '' ? '' : new URL(address).hostname.replace(/^www\./, '')),
    date: said.date ?? written ?? (ofDocument ? document.date : null),
    language: said.language ?? document.language,
    address,
  };
}

/**
 * By its address, where it has one: the same address with other content is another version of the same source. Else by its text.
 * 16 hex digits are enough for texts that meet by chance; whoever makes two meet on purpose has two versions of one source.
 */
export function sourceIdOf(address: string, textHash: string): string {
  if (address === '') return `article:${textHash.slice(0, 16)}`;
  const { hostname } = new URL(address);
  return `article:${hostname.slice(0, 100)}-${hashOf(canonical(address)).slice(0, 16)}`;
}

/** What names the same page: without the part after #, and without what only tells where the reader came from. */
export function canonical(address: string): string {
  const url = new URL(address);
  url.hash = '';
  for (const name of [...url.searchParams.keys()])
    if (/^(utm_\w+|fbclid|gclid|yclid)$/i.test(name)) url.searchParams.delete(name);
  return url.href;
}

export const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** A day of the calendar from the first newspapers to tomorrow, which somewhere has begun. */
export function dayProblem(text: string, now: Date): string | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    return 'is not a day of the calendar, such as 2025-06-18';
  if (time > now.getTime() + 86_400_000) return 'lies in the future';
  if (text < '1600') return 'lies before there were newspapers';
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const hasControl = (text: string): boolean => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text);

/** One line without control characters, cut at a word where it is too long. */
export function cleaned(text: string | null | undefined, charactersMax: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const line = (text ?? '').replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  if (line.length <= charactersMax) return line;
  const cut = line.slice(0, charactersMax - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), charactersMax / 2))}…`;
}

/** The first that is a line of the text: none that says what it is of, and no file's name. */
function firstLine(text: string): string {
  for (const [line] of text.slice(0, 20_000).matchAll(/[^\r\n]+/g))
    if (line.trim() !== '' && !/^(Date|Publisher|Source|Address):/i.test(line) && !isFileName(line))
      return line;
  return '';
}

/** Words joined by underscores, as programs write a title that has to be a file's name. */
const isFileName = (line: string | null): boolean => /^\S*_\S*$/.test(line?.trim() ?? '');
