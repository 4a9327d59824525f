/** The texts of a folder: its files, not those of folders in it; index.csv says of them what the texts don't. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '../../../platform/errors.ts';
import { Failure } from '../../../platform/failure.ts';
import { bytesMax } from '../readers/index.ts';
import type { Said } from './article.ts';
import { indexName, readIndex } from './index-csv.ts';

const filesMax = 100_000;

export interface FolderFile {
  name: string;
  said: Said;
  /** Read when its turn comes: all of them at once may be more than there is memory. One that is too large comes as far as is read. */
  bytes(): Uint8Array;
}

export function filesIn(folder: string, now: Date): FolderFile[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Failure(`${folder} is no folder: name one that holds texts, such as articles/.`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
    .sort();
  const texts = names.filter((name) => name !== indexName);
  if (texts.length > filesMax)
    throw new Failure(
      `${folder} holds ${texts.length} files; ${filesMax} are taken in at once at most. Divide it.`,
    );
  const said = names.includes(indexName)
    ? readIndex(readFileSync(join(folder, indexName)), new Set(texts), now)
    : new Map<string, Said>();
  if (isRefusal(said))
    throw new Failure(
      [said.detail, ...(said.faults ?? []).map(({ at, problem }) => `  ${at}  ${problem}`)].join('\n'),
    );
  return texts.map((name) => ({
    name,
    said: said.get(name) ?? {},
    bytes: () => bytesOf(join(folder, name)),
  }));
}

/** Of a file that is larger than any that is read, its size alone: the readers refuse it by that. */
function bytesOf(path: string): Uint8Array {
  const { size } = statSync(path);
  return size > bytesMax ? new Uint8Array(bytesMax + 1) : readFileSync(path);
}
