import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The checkout's root, found by walking up from this code: the same whether it runs from source (under the test runner) or
 * from the one-file bundle in server/dist, and whatever folder the command was called in.
 */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'serai-workspace') return folder;
    if (dirname(folder) === folder) throw new Error(`no Serai checkout above ${start}`);
  }
}
