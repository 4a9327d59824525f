/** What `POST /series` takes: JSON with the text, or a form with the file as it is. */
import type { File } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '../../../../platform/errors.ts';
import { parseBody, parseForm } from '../../../../platform/http/input.ts';
import { decode } from '../../readers/index.ts';
import { type DescribedImport, describedImport, importRequest } from './api.ts';
import type { SeriesFile } from './import.ts';

export const fileBytesMax = 25_000_000;
/** JSON may write a letter in six. */
const bodyBytesMax = 2 * fileBytesMax;

export interface Given {
  file: SeriesFile;
  described: DescribedImport;
}

export async function givenIn(request: Request): Promise<Given | Refusal> {
  const type = request.headers.get('content-type') ?? '';
  if (/^multipart\/form-data/i.test(type)) return fromForm(request);
  const body = await parseBody(request, importRequest, bodyBytesMax);
  if ('refusal' in body) return body.refusal;
  const { text, ...described } = body.value;
  const bytes = Buffer.from(text);
  return bytes.byteLength > fileBytesMax
    ? tooLarge
    : {
        file: { text, contentHash: hashOf(bytes), mediaType: mediaTypeOf(described.format, text) },
        described,
      };
}

const tooLarge = refuse(
  'series-too-large',
  `A file may have ${fileBytesMax.toLocaleString('en')} bytes at most: import it in parts of the same source.`,
);

/** The fields of the JSON besides `text`, and one file. */
async function fromForm(request: Request): Promise<Given | Refusal> {
  // A form is a little longer than its file.
  const form = await parseForm(request, fileBytesMax + 100_000);
  if (form === 'too-large') return tooLarge;
  if (form === 'no-form')
    return refuse(
      'series-form-invalid',
      'The form breaks off or is not multipart/form-data as browsers send it.',
    );
  const entries = [...form.entries()] as unknown as [string, File | string][];
  const files = entries.flatMap(([, value]) => (typeof value === 'string' ? [] : [value]));
  if (files.length !== 1)
    return refuse(
      'series-form-invalid',
      `The form holds ${files.length} files: send one, and what is said of it as fields beside it.`,
    );
  const fields = entries.filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const said = await parseBody(
    new Request(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(fields)),
    }),
    describedImport,
    fileBytesMax,
  );
  if ('refusal' in said) return said.refusal;
  const file = fileOf(new Uint8Array(await files[0]!.arrayBuffer()), said.value.format);
  return isRefusal(file) ? file : { file, described: said.value };
}

/** Bytes as they were received, read in whatever encoding they are in. */
export function fileOf(bytes: Uint8Array, format: DescribedImport['format']): SeriesFile | Refusal {
  if (bytes.byteLength > fileBytesMax) return tooLarge;
  const decoded = decode(bytes, null);
  if (isRefusal(decoded)) return decoded;
  return { text: decoded.text, contentHash: hashOf(bytes), mediaType: mediaTypeOf(format, decoded.text) };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function mediaTypeOf(format: DescribedImport['format'], text: string): string {
  if (format === 'sdmx-json') return 'application/vnd.sdmx.data+json';
  if (format === 'sdmx-csv') return 'application/vnd.sdmx.data+csv';
  if (/^\s*[{[]/.test(text)) return 'application/json';
  return format === 'gacc' ? (/<t(?:able|r|d)\b/i.test(text) ? 'text/html' : 'text/plain') : 'text/csv';
}
