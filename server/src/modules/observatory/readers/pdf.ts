/** A PDF: the words of each page as they are drawn, put together into lines and paragraphs. */
import { getDocumentProxy } from 'unpdf';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { characterMaps } from './character-maps.ts';
import { pdfPagesMax, textMax } from './limits.ts';
import { asNewerNode } from './newer-node.ts';
import { lineOf, type Outcome, storable } from './parsed.ts';
import { type Line, linesOf, type Piece, paragraphsOf, withoutFrames } from './pdf-lines.ts';

export async function readPdf(bytes: Uint8Array): Promise<Outcome> {
  asNewerNode();
  const { Maps, missing } = characterMaps();
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // Only what is written is wanted: no fonts are drawn, no pictures opened, no code of the document run.
    document = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      maxImageSize: 0,
      useWorkerFetch: false,
      cMapPacked: true,
      // Of pdf.js, and not in the types that unpdf ships.
      ...{ BinaryDataFactory: Maps },
    });
  } catch (reason) {
    return notOpened(reason as Error);
  }
  if (document.numPages > pdfPagesMax)
    return refuse(
      'document-too-large',
      `The PDF has ${document.numPages} pages; at most ${pdfPagesMax} are read at once. Give its chapters one by one.`,
    );
  const pages: Line[][] = [];
  let length = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const pieces = await piecesOf(document, number);
    length += pieces.reduce((sum, { text }) => sum + text.length, 0);
    if (length > textMax) break;
    pages.push(linesOf(pieces));
  }
  if (missing.size > 0)
    return refuse(
      'document-kind',
      `The PDF writes in fonts whose letters stand in a table it does not hold and Serai has not (${[...missing].join(', ')}): words would be missing. Save it anew with its fonts, or give its text.`,
    );
  const text = storable(paragraphsOf(withoutFrames(pages)).join('\n\n'));
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters === 0 || letters < document.numPages)
    return refuse(
      'document-without-text',
      `The PDF holds pictures of ${document.numPages === 1 ? 'a page' : `${document.numPages} pages`} and no text, as scans do. Have its text recognised (OCR) and give it again.`,
    );
  const { info } = (await document.getMetadata().catch(() => ({ info: {} }))) as {
    info: { Title?: unknown; Language?: unknown };
  };
  const title = typeof info.Title === 'string' ? lineOf(info.Title) : null;
  return {
    text: length > textMax ? text.padEnd(textMax + 1) : text,
    title: title !== null && /\p{L}{3}/u.test(title) && !machineTitle.test(title) ? title : null,
    publisher: null,
    // The days in its properties are of the file, not of the publishing.
    date: null,
    language: typeof info.Language === 'string' ? info.Language : null,
  };
}

/** What programs write where a person wrote nothing. */
const machineTitle =
  /^(?:microsoft (?:word|powerpoint|excel)\b|untitled|document\d*$|slide \d)|\.(?:docx?|pdf|indd|pptx?|qxd|xlsx?|tmp)$/i;

async function piecesOf(
  document: Awaited<ReturnType<typeof getDocumentProxy>>,
  number: number,
): Promise<Piece[]> {
  const page = await document.getPage(number);
  const { transform: turn } = page.getViewport({ scale: 1 }) as { transform: number[] };
  const content = await page.getTextContent();
  const pieces: Piece[] = [];
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue;
    const [a, b, c, d, e, f] = product(turn, item.transform as number[]);
    const size = Math.hypot(c, d) || item.height || 1;
    pieces.push({
      text: item.str,
      x: e,
      y: f,
      width: item.width,
      size,
      upright: Math.abs(a) >= Math.abs(b) && a >= 0,
    });
  }
  page.cleanup();
  return pieces;
}

type Matrix = [number, number, number, number, number, number];
/** Two of PDF's matrices, the second applied first. */
function product(
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[],
  [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0]: number[],
): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function notOpened(reason: Error): Refusal {
  if (reason.name === 'PasswordException')
    return refuse(
      'document-locked',
      'The PDF is locked with a password: take the password off and give it again.',
    );
  return refuse(
    'document-broken',
    `The PDF can't be opened (${String(reason.message).slice(0, 200)}): it is damaged or not whole. Save or download it anew.`,
  );
}
