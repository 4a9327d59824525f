/** What a document is: by its content first, then by what is said of it. */
import type { DocumentHint } from './document.ts';

export type Kind = 'text' | 'html' | 'pdf' | 'zip';

/** The kind by the first bytes; null where they are some text's; a sentence where it is what we don't read. */
export function kindOfBytes(bytes: Uint8Array): Kind | null | { not: string } {
  const head = latin1(bytes.subarray(0, 1_024));
  // Readers of PDF look for it in the first kilobyte; some servers put a line before it.
  if (/%PDF-\d/.test(head) && !/^\s*</.test(head)) return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip';
  for (const [signature, not] of unread) if (head.startsWith(signature)) return { not };
  return head.slice(4, 8) === 'ftyp' ? { not: 'a film or a recording' } : null;
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

const unread: readonly [string, string][] = [
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office file (.doc, .xls) or one locked with a password'],
  ['{\\rtf', 'rich text (RTF)'],
  ['\x89PNG', 'a picture (PNG)'],
  ['\xff\xd8\xff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['RIFF', 'a picture or a recording (RIFF)'],
  ['II*\0', 'a picture (TIFF)'],
  ['MM\0*', 'a picture (TIFF)'],
  ['\x1f\x8b', 'a packed file (gzip)'],
  ['7z\xbc\xaf', 'a packed file (7z)'],
  ['Rar!', 'a packed file (RAR)'],
  ['BZh', 'a packed file (bzip2)'],
  ['\xfd7zXZ', 'a packed file (xz)'],
  ['(\xb5/\xfd', 'a packed file (zstd)'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['ID3', 'a recording'],
  ['OggS', 'a recording'],
  ['SQLite format 3', 'a database'],
];

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
