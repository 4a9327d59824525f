/** Tables of characters that PDFs name and do not hold: those of simplified Chinese, from Adobe by way of pdf.js (cmaps/LICENSE). */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../platform/root.ts';

const folder = join(root, 'server/src/modules/observatory/readers/cmaps');

/** Where pdf.js asks for them. What it asked for in vain is kept: words in such a font would be missing without a word said. */
export function characterMaps() {
  const missing = new Set<string>();
  class Maps {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      const path = join(folder, filename);
      if (kind === 'cMapUrl' && /^[\w-]+\.bcmap$/.test(filename) && existsSync(path))
        return new Uint8Array(await readFile(path));
      // Pictures' and drawn fonts' needs are not asked for what is written.
      if (kind === 'cMapUrl') missing.add(filename.replace(/\.bcmap$/, '').slice(0, 60));
      throw new Error(`${filename} is not here`);
    }
  }
  return { Maps, missing };
}
