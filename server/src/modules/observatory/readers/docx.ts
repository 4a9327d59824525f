/** A Word document: unpacked here, within limits; mammoth makes a page of it, which is read like other pages. */
import mammoth from 'mammoth';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { blocksIn } from './blocks.ts';
import { documentOf } from './html.ts';
import { lineOf, type Outcome, storable } from './parsed.ts';
import { directoryOf, type Entry, partOf, stored } from './zip.ts';

export async function readDocx(bytes: Uint8Array): Promise<Outcome> {
  const entries = directoryOf(bytes);
  if (isRefusal(entries)) return entries;
  if (![...entries.keys()].some((name) => /^word\/document\d*\.xml$/i.test(name))) return notWord(entries);
  const parts = partsOf(bytes, entries);
  if (isRefusal(parts)) return parts;
  const { value } = await mammoth.convertToHtml(
    { buffer: stored(parts) },
    // Pictures are not unpacked, so they are not looked at either.
    {
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      includeEmbeddedStyleMap: false,
    },
  );
  const document = documentOf(`<!doctype html><html><body>${value}</body></html>`);
  if (isRefusal(document)) return document;
  // Signs of notes are no figures of the sentence they stand in.
  for (const sign of document.querySelectorAll(
    'sup > a[href^="#footnote"], sup > a[href^="#endnote"], a[href*="note-ref-"]',
  ))
    sign.remove();
  const text = storable(blocksIn(document.body));
  if (!/[\p{L}\p{N}]/u.test(text))
    return refuse(
      'document-without-text',
      'The Word document holds no text: only pictures or nothing. Give a document with text.',
    );
  const core = parts.get('docProps/core.xml');
  const properties = core ? new TextDecoder().decode(core.bytes) : '';
  return {
    text,
    title: lineOf(property(properties, 'dc:title')),
    publisher: null,
    // The days in its properties are of the file, not of the publishing.
    date: null,
    language: property(properties, 'dc:language'),
  };
}

/** The written parts; pictures, fonts and attachments stay packed. */
function partsOf(bytes: Uint8Array, entries: ReadonlyMap<string, Entry>) {
  const parts = new Map<string, { crc: number; bytes: Uint8Array }>();
  for (const entry of entries.values()) {
    if (
      !/\.(?:xml|rels)$/i.test(entry.name) ||
      /^(?:customXml|word\/(?:theme|fonts|media|embeddings))\//.test(entry.name)
    )
      continue;
    const part = partOf(bytes, entry);
    if (isRefusal(part)) return part;
    if (/<!DOCTYPE|<!ENTITY/i.test(Buffer.from(part.subarray(0, 10_000)).toString('latin1')))
      return refuse(
        'document-bomb',
        `${entry.name} declares entities, which no Word document does: it is not read.`,
      );
    parts.set(entry.name, { crc: entry.crc, bytes: part });
  }
  return parts;
}

function notWord(entries: ReadonlyMap<string, Entry>): Refusal {
  const what = entries.has('xl/workbook.xml')
    ? 'a spreadsheet: save the sheet as CSV and import it as a series'
    : entries.has('ppt/presentation.xml')
      ? 'a presentation: save it as PDF'
      : entries.has('content.xml')
        ? 'an OpenDocument file: save it as .docx or PDF'
        : 'an archive: unpack it and give its files';
  return refuse('document-kind', `This is no Word document but ${what}.`);
}

const property = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>([^<]{1,500})</${name}>`)
    .exec(xml)?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&') ?? null;
