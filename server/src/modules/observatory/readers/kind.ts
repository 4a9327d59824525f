// biome-ignore-all lint/suspicious/noControlCharactersInRegex: signatures are made of them.
/** What a document is: by its content first, then by what is said of it. */
import type { DocumentHint } from './document.ts';

export type Kind = 'text' | 'html' | 'pdf' | 'zip';

/** The kind by the first bytes; null where they are some text's; a sentence where it is what we don't read. */
export function kindOfBytes(bytes: Uint8Array): Kind | null | { not: string } {
  const head = latin1(bytes.subarray(0, 1_024));
  // Some servers put a line before it, and readers of PDF look for it in the first kilobyte.
  if (/(?:^|[\r\n])\s*%PDF-\d\.\d\s*[\r\n]/.test(head)) return 'pdf';
  if (/^PK(?:\x03\x04|\x05\x06)/.test(head)) return 'zip';
  const known = unread.find(({ signature }) => signature.test(head));
  return known ? { not: known.not } : null;
}

/** Of decoded text. A page says what it is by its first tag; a piece of a page only by its name or media type. */
export function kindOfText(text: string, hint: DocumentHint): 'text' | 'html' | 'feed' {
  const opening = text.slice(0, 20_000).replace(/^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/, '');
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(opening)) return 'html';
  if (/^<(?:rss|feed|rdf:RDF)[\s>]/i.test(opening)) return 'feed';
  const type = mediaTypeOf(hint.mediaType);
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === '' || type === 'application/octet-stream')
    return /\.x?html?$/i.test(hint.name ?? '') ? 'html' : 'text';
  return 'text';
}

export const mediaTypeOf = (header: string | undefined): string =>
  header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';

export const charsetOf = (header: string | undefined): string | null =>
  /;\s*charset\s*=\s*["']?([\w:.-]+)/i.exec(header ?? '')?.[1] ?? null;

/** With bytes that no text begins with: “ID3 sales” and “Rar!” are words too. */
const unread: readonly { signature: RegExp; not: string }[] = [
  {
    signature: /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/,
    not: 'an old Office file (.doc, .xls) or one locked with a password',
  },
  { signature: /^\{\\rtf\d/, not: 'rich text (RTF)' },
  {
    signature: /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|\0\0\0.ftyp(?:avif|hei))/s,
    not: 'a picture',
  },
  {
    signature: /^(?:\0\0\0.ftyp|RIFF....(?:WAVE|AVI )|ID3[\x02-\x04]\0|OggS\0|\x1aE\xdf\xa3)/s,
    not: 'a film or a recording',
  },
  {
    signature: /^(?:\x1f\x8b\x08|7z\xbc\xaf|Rar!\x1a|BZh\d1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd)/,
    not: 'a packed file: unpack it and give what is in it',
  },
  { signature: /^(?:\x7fELF|MZ[\0-\x1f\x80-\xff]|\xca\xfe\xba\xbe)/, not: 'a program' },
  { signature: /^SQLite format 3\0/, not: 'a database' },
];

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
