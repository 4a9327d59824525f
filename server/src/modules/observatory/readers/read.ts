/** Bytes of whatever kind, read into the text that is stored. */
import { dateLine } from '@serai/extract';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { dayOf } from './dates.ts';
import { decode } from './decode.ts';
import type { DocumentHint, ReadBytes, ReadDocument } from './document.ts';
import { charsetOf, kindOfBytes, kindOfText, mediaTypeOf } from './kind.ts';
import { languageOf } from './letters.ts';
import { bytesMax, textMax } from './limits.ts';
import { cut, type Parsed } from './parsed.ts';
import { readApart } from './processes.ts';

export const readBytes: ReadBytes = async (bytes, hint) => {
  if (bytes.length === 0) return refuse('document-empty', 'The file is empty: there is nothing to read.');
  if (bytes.length > bytesMax)
    return refuse(
      'document-too-large',
      `This has ${megabytes(bytes.length)} MB; at most ${megabytes(bytesMax)} MB are read at once. Give the article alone, or the document without its pictures.`,
    );
  const kind = kindOfBytes(bytes);
  if (kind !== null && typeof kind === 'object') return notRead(kind.not);
  if (kind === 'pdf') return finished(await readApart({ kind, bytes }), 'application/pdf', hint);
  if (kind === 'zip') return finished(await readApart({ kind, bytes }), wordType, hint);
  return readCharacters(bytes, hint);
};

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function readCharacters(bytes: Uint8Array, hint: DocumentHint): Promise<ReadDocument | Refusal> {
  const decoded = decode(bytes, charsetOf(hint.mediaType) ?? charsetInside(bytes));
  if (isRefusal(decoded)) return decoded;
  const { text } = decoded;
  if (text.trim() === '') return refuse('document-empty', 'The text holds nothing but blanks.');
  const kind = kindOfText(text, hint);
  if (kind === 'feed')
    return refuse(
      'document-kind',
      'This is a feed and no article: follow it under feeds, and its articles are read as they come.',
    );
  if (kind === 'html')
    return finished(await readApart({ kind, text, address: hint.address }), 'text/html', hint);
  if (text.length > textMax) return tooLong(text.length);
  return {
    text,
    title: firstLine(text),
    publisher: hostOf(hint.address),
    date: dateOf(text),
    language: languageOf(text),
    mediaType:
      /\.md$|\.markdown$/i.test(hint.name ?? '') || mediaTypeOf(hint.mediaType) === 'text/markdown'
        ? 'text/markdown'
        : 'text/plain',
  };
}

/** What a reader made of it, with what is told the same way of every kind. */
function finished(parsed: Parsed | Refusal, mediaType: string, hint: DocumentHint): ReadDocument | Refusal {
  if (isRefusal(parsed)) return parsed;
  const { text } = parsed;
  if (text.length > textMax) return tooLong(text.length);
  const guessed = languageOf(text);
  return {
    text,
    title: parsed.title ?? firstLine(text),
    publisher: parsed.publisher ?? hostOf(hint.address),
    date: parsed.date ?? dateOf(text),
    language: languageSaid(parsed.language, guessed),
    mediaType,
  };
}

/** What is said counts, unless the letters show that it can't be so: templates often say `en` of every page. */
function languageSaid(said: string | null, guessed: string): string {
  const tag = canonical(said);
  if (tag === null || tag === 'und') return guessed;
  const base = tag.split('-', 1)[0] ?? tag;
  const certain = ['en', 'zh', 'ru'];
  return certain.includes(base) && certain.includes(guessed) && base !== guessed ? guessed : tag;
}

function canonical(tag: string | null): string | null {
  try {
    return Intl.getCanonicalLocales(tag?.trim().replaceAll('_', '-') ?? [])[0] ?? null;
  } catch {
    return null;
  }
}

/** Of a `Date:` line, where that day is in the calendar. */
const dateOf = (text: string): string | null => dayOf(dateLine(text));

/** The first line that is neither blank nor a line of the head such as `Date: 2025-06-17`. */
function firstLine(text: string): string | null {
  for (const [line] of text.slice(0, 20_000).matchAll(/[^\r\n]+/g)) {
    const trimmed = line.replace(/^#+\s/, '').trim();
    if (trimmed !== '' && !/^(?:Date|Source|Publisher|URL|Author):/i.test(trimmed))
      return trimmed.length <= 300 ? trimmed : `${cut(trimmed)}…`;
  }
  return null;
}

/** `<meta charset>`, `<meta http-equiv>` or the XML declaration, within the first kilobytes as browsers look. */
function charsetInside(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const tag =
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head) ??
    /^\s*<\?xml[^>]*?encoding=["']([\w:.-]+)/.exec(head);
  return tag?.[1] ?? null;
}

function hostOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  return new URL(address).hostname.replace(/^www\./, '') || null;
}

const notRead = (what: string): Refusal =>
  refuse('document-kind', `This is ${what}. Serai reads text, HTML, PDF and Word documents (.docx).`);

const tooLong = (length: number): Refusal =>
  refuse(
    'document-too-large',
    `The text has ${length.toLocaleString('en')} characters; at most ${textMax.toLocaleString('en')} are stored of one document. Give its chapters one by one.`,
  );

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1).replace(/\.0$/, '');
