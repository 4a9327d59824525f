/** The form of `POST /articles/files`: each file a text, one called index.csv what is said of them. */
import type { File } from 'node:buffer';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { parseForm } from '../../../platform/http/input.ts';
import { filesMax } from '../api.ts';
import { bytesMax } from '../readers/index.ts';
import type { ArticlesRefusal } from './errors.ts';
import { indexName, readIndex } from './index-csv.ts';
import type { Received } from './intake.ts';

/** The largest file that is read, and as much again beside it. */
export const formBytesMax = 2 * bytesMax;

export async function receivedIn(
  request: Request,
  now: Date,
): Promise<Received[] | ArticlesRefusal | Refusal<'body-too-large'>> {
  const form = await parseForm(request, formBytesMax);
  if (form === 'no-form')
    return refuse('form-invalid', 'Send the files as multipart/form-data, whole and as browsers send it.');
  if (form === 'too-large')
    return refuse(
      'body-too-large',
      `Files sent at once may have ${formBytesMax.toLocaleString('en')} bytes at most: send them one by one.`,
    );
  const files = ([...form.values()] as unknown as (File | string)[]).filter(
    (value): value is File => typeof value !== 'string',
  );
  const [index, ...more] = files.filter(({ name }) => name === indexName);
  const texts = files.filter(({ name }) => name !== indexName);
  if (texts.length === 0) return refuse('files-missing', 'Send one file or more as multipart/form-data.');
  if (texts.length > filesMax)
    return refuse('form-invalid', `The form holds ${texts.length} files; send ${filesMax} at once at most.`);
  const names = new Set(texts.map(({ name }) => name));
  if (more.length > 0 || (index && names.size < texts.length))
    return refuse('form-invalid', 'Two files have one name, so the index can not tell them apart.');
  const said = index ? readIndex(new Uint8Array(await index.arrayBuffer()), names, now) : new Map();
  if (isRefusal(said)) return said as ArticlesRefusal;
  return Promise.all(
    texts.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
      // A browser takes the type from the name, as we do; application/octet-stream says nothing.
      hint: { name: file.name, ...(isTold(file.type) ? { mediaType: file.type } : {}) },
      said: said.get(file.name) ?? {},
    })),
  );
}

const isTold = (mediaType: string) => mediaType !== '' && mediaType !== 'application/octet-stream';
