/** From bytes to characters: strict, so that what is stored is exactly what was written, or a refusal. */
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { cyrillicLikely, hanziLikely, westernLikely } from './letters.ts';

export interface Decoded {
  text: string;
  encoding: string;
}

/**
 * UTF-16 by its mark; UTF-8 where every byte fits, which other encodings all but never do; then what is declared; then GB18030, windows-1251 and windows-1252,
 * taken only where the letters read like writing. The byte order mark is no part of the text; everything else stays as it is.
 */
export function decode(bytes: Uint8Array, declared: string | null): Decoded | Refusal {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return checked(strictly(bytes, 'utf-16le'), 'utf-16le');
  if (first === 0xfe && second === 0xff) return checked(strictly(bytes, 'utf-16be'), 'utf-16be');
  const utf8 = strictly(bytes, 'utf-8');
  const said = declared === null ? null : known(declared);
  // A few letters of windows-1252 (“ÂŽ”) are bytes of UTF-8 too, but of control characters that nobody writes.
  const isMeant = said === null || said === 'utf-8' || utf8 === null || !isOfControls(utf8);
  if (utf8 !== null && isMeant) return checked(utf8, 'utf-8');
  if (first === 0xef && second === 0xbb && third === 0xbf) return checked(null, 'utf-8');
  if (bytes.includes(0)) return notText();
  if (said !== null && said !== 'utf-8') return checked(strictly(bytes, said), said);
  for (const { encoding, likely } of guesses) {
    const sample = strictly(bytes.subarray(0, sampleBytes), encoding, true);
    const text = sample !== null && likely(sample) ? strictly(bytes, encoding) : null;
    if (text !== null) return checked(text, encoding);
  }
  const at = firstNotUtf8(bytes);
  return refuse(
    'document-encoding',
    `Line ${at.line}, byte ${at.byte}: this is not UTF-8, and it reads like no text in GB18030, windows-1251 or windows-1252 either. Save it as UTF-8 and give it again.`,
  );
}

/** Enough to tell by. */
const sampleBytes = 200_000;
/** In the order in which they are tried: Chinese in pairs of bytes rarely reads as Russian by chance, the other way round more often. */
const guesses = [
  { encoding: 'gb18030', likely: hanziLikely },
  { encoding: 'windows-1251', likely: cyrillicLikely },
  { encoding: 'windows-1252', likely: westernLikely },
];

/** Null where a byte does not fit. Of a beginning, the last character may be cut in two. */
function strictly(bytes: Uint8Array, encoding: string, isBeginning = false): string | null {
  try {
    const decoder = new TextDecoder(encoding === 'windows-1252' ? 'latin1' : encoding, { fatal: true });
    const text = decoder.decode(bytes, { stream: isBeginning });
    return encoding === 'windows-1252' ? westernMarks(text) : text;
  } catch {
    return null;
  }
}

function checked(text: string | null, encoding: string): Decoded | Refusal {
  if (text === null)
    return refuse(
      'document-encoding',
      `The text says it is ${encoding}, but holds bytes that are not. Save it as UTF-8 and give it again.`,
    );
  // PostgreSQL can't hold U+0000, and no text has it.
  return text.includes('\0') || isOfControls(text) ? notText() : { text, encoding };
}

const notText = (): Refusal =>
  refuse(
    'document-kind',
    'This is not a text: it holds bytes no text has. Serai reads text, HTML, PDF and Word documents (.docx).',
  );

const isOfControls = (text: string): boolean => controlsIn(text) > text.length / 1_000;

/** Control characters besides tabs, line ends, form feeds and escapes. */
function controlsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (
      code < 0x20
        ? code < 0x09 || (code > 0x0d && code !== 0x1b)
        : code >= 0x7f && code < 0xa0 && code !== 0x85
    )
      count++;
  }
  return count;
}

/** Node 20 decodes windows-1252 as ISO 8859-1, without its quotation marks, dashes and the euro sign. */
const westernMarks = (text: string): string =>
  text.replace(/[\x80-\x9f]/g, (each) => western[each.charCodeAt(0) - 0x80] ?? each);
const western = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** What a label means, or null where nobody knows it. */
function known(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    // GB18030 holds all of GBK, and Node's GBK takes bytes that are in neither.
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return null;
  }
}

/** By halves: a beginning is UTF-8 or not, whatever comes after. */
function firstNotUtf8(bytes: Uint8Array): { line: number; byte: number } {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (strictly(bytes.subarray(0, middle), 'utf-8', true) === null) bad = middle;
    else good = middle;
  }
  let line = 1;
  let start = 0;
  for (let at = 0; at < good; at++) {
    if (bytes[at] !== 0x0a) continue;
    line++;
    start = at + 1;
  }
  return { line, byte: good - start + 1 };
}
