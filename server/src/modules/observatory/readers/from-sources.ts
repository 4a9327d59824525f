/** The reading program, where Serai runs from its sources, as its tests do: bundled when it is first asked for, under a name made of its content. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../platform/root.ts';

let made: Promise<string> | null = null;
export const readerFromSources = (): Promise<string> => {
  made ??= make();
  return made;
};

async function make(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'server/src/modules/observatory/readers/reader.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['serai:source'],
    packages: 'external',
    logLevel: 'error',
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const name = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const path = join(root, `test/.output/reader-${name}.mjs`);
  if (existsSync(path)) return path;
  mkdirSync(join(root, 'test/.output'), { recursive: true });
  // Several tests may make it at once: each writes aside and renames over.
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, code);
  renameSync(aside, path);
  return path;
}
