/** Documents as other programs write them, for tests: PDFs, Word documents and archives made byte by byte. */
import { deflateRawSync } from 'node:zlib';
import { isRefusal } from '../../../platform/errors.ts';
import type { DocumentHint, ReadDocument } from './document.ts';
import { readBytes } from './read.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Words at a place of a page, in points from its lower left corner. */
export interface Drawn {
  x: number;
  y: number;
  text: string;
  size?: number;
}

/** A PDF of pages of A4 in Helvetica. `locked`: with a password nobody knows. `title`: as programs write it into its properties. */
export function pdfOf(pages: readonly (readonly Drawn[])[], { locked = false, title = '' } = {}): Uint8Array {
  const kids = pages.map((_page, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => {
      const drawn = page
        .map(({ x, y, text, size = 11 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`)
        .join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
    `<< /Title (${escaped(title)}) >>`,
  ];
  return pdfFrom(objects, `/Root 1 0 R /Info ${objects.length} 0 R${locked ? lock : ''}`);
}

/** A PDF whose font is not in it and whose letters stand in one of Adobe's tables. */
export function pdfNaming(encoding: string, hex: string, ordering: string): Uint8Array {
  const drawn = `BT /F1 12 Tf 72 700 Td <${hex}> Tj ET`;
  return pdfFrom(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 6 0 R >>',
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [5 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>`,
      `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    ],
    '/Root 1 0 R',
  );
}

/** Objects numbered from 1, with the table of where they are. */
export function pdfFrom(objects: readonly string[], trailer: string): Uint8Array {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const lock = ` /ID [<${'ab'.repeat(16)}> <${'ab'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`;
const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');

/** Lines below each other as a word processor sets them. */
export const column = (
  lines: readonly string[],
  { x = 72, y = 760, leading = 14, size = 11 } = {},
): Drawn[] =>
  lines.map((text, index) => ({ x, y: y - index * leading, text, size })).filter(({ text }) => text !== '');

/** A Word document with this body. */
export const docxOf = (body: string, more: Record<string, string> = {}): Uint8Array =>
  zipOf({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ...more,
  });
export const wordParagraph = (text: string): string =>
  `<w:p><w:r><w:t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r></w:p>`;

/** A zip, each part deflated. `says` are sizes the directory states instead of the true ones. */
export function zipOf(
  parts: Record<string, string | Uint8Array>,
  says: Record<string, number> = {},
): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(says[name] ?? bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, where, Buffer.from(name));
    const here = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed]);
    pieces.push(here);
    at += here.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(pieces.length, 8);
  end.writeUInt16LE(pieces.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, listed, end]);
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** What Node can't write: texts in encodings that are read only. Made by reading every pair of bytes there is. */
export function encoder(
  encoding: 'gb18030' | 'windows-1251' | 'windows-1252',
  decodeOne: (bytes: Uint8Array) => string,
) {
  const bytesOf = new Map<string, number[]>();
  const learn = (...bytes: number[]) => {
    const character = decodeOne(Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== '\ufffd' && !bytesOf.has(character))
      bytesOf.set(character, bytes);
  };
  for (let one = 0; one < (encoding === 'gb18030' ? 0x80 : 0x100); one++) learn(one);
  if (encoding === 'gb18030')
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++) if (trail !== 0x7f) learn(lead, trail);
  return {
    characters: [...bytesOf.keys()],
    encode: (text: string): Uint8Array =>
      Uint8Array.from([...text].flatMap((character) => bytesOf.get(character) ?? [0x3f])),
  };
}

/** What was read, or an error that says why nothing was. */
export const read = async (bytes: Uint8Array | string, hint: DocumentHint = {}): Promise<ReadDocument> => {
  const document = await readBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, hint);
  if (isRefusal(document)) throw new Error(`${document.code}: ${document.detail}`);
  return document;
};
/** The refusal; or what was read although it should not have been. */
export const refused = async (bytes: Uint8Array | string, hint: DocumentHint = {}) => {
  const document = await readBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, hint);
  return isRefusal(document) ? document : { code: 'read', detail: document.text.slice(0, 200) };
};

export const sentences = [
  'Trade between China and the five Central Asian countries reached $94.8 billion in 2024, up 7.2 percent, customs data show.',
  'More than 5,600 freight trains ran between the two sides in the first nine months of 2025.',
  'The Zhanatas wind farm has an installed capacity of 100 MW & serves nearly 1 million households.',
];

/** A page as news sites write them, with these sentences in it. */
export const articlePage = `<!doctype html><html lang="en-GB"><head><title>Trade at a record | The Road</title>
  <meta property="og:title" content="Trade with Central Asia at a record"><meta property="og:site_name" content="The Road Daily">
  <meta property="article:published_time" content="2025-06-17T23:30:00+08:00"><script>var trade = "1,000,000 sheep";</script></head>
  <body><nav><a href="/">Home</a> <a href="/e">Economy 24</a></nav><main><article><h1>Trade with Central Asia at a record</h1>
  ${sentences.map((sentence) => `<p>${sentence.replace('&', '&amp;').replace('100 MW', '100&nbsp;<b>MW</b>')}</p>`).join('\n')}
  <p style="display:none">Hidden 77 yurts.</p>
  <table><caption>Trade by country</caption><tr><th>Country</th><th>Billion dollars</th></tr><tr><td>Kazakhstan</td><td>43.8</td></tr><tr><td>Uzbekistan</td><td>14.1</td></tr></table>
  <ul><li>Two corridors</li><li>Nine crossings of the border, open day and night, of which three were built in the years since 2010 by both sides</li></ul>
  </article></main><footer>© 2025 The Road, 12 offices</footer></body></html>`;
