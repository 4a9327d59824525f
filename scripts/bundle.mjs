// Bundles the server's TypeScript into server/dist/cli.mjs and what it runs beside itself, in worker threads and processes, when a source is newer. Used by npm start, npm test and
// server/bin/serai.mjs, so that the command line works right after `npm ci` with nothing built (about 30 ms).
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const bundlePath = join(root, 'server/dist/cli.mjs');

/** Below server/src. A worker thread or process needs a file of its own. */
const entryPoints = {
  cli: 'cli.ts',
  'catalogue-worker': 'modules/freight/quotes/catalogue-worker.ts',
  'comparing-worker': 'modules/observatory/articles/comparing-worker.ts',
  'desk-worker': 'modules/observatory/articles/desk-worker.ts',
  reader: 'modules/observatory/readers/reader.ts',
};

/** The newest modification time below a folder, in milliseconds; `dist` and `node_modules` are left out. */
export function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}

/** Builds the server bundle if it is missing or older than a source, and answers its path. */
export async function bundleServer() {
  const newest = Math.max(
    newestIn(join(root, 'server/src')),
    newestIn(join(root, 'engines')),
    statSync(join(root, 'package-lock.json')).mtimeMs,
  );
  if (existsSync(bundlePath) && statSync(bundlePath).mtimeMs > newest) return bundlePath;
  const { build, stop } = await import('esbuild');
  const out = join(root, `server/dist-${process.pid}-${Date.now()}`);
  mkdirSync(out, { recursive: true });
  try {
    await build({
      entryPoints: Object.fromEntries(
        Object.entries(entryPoints).map(([name, path]) => [name, join(root, 'server/src', path)]),
      ),
      outdir: out,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: 'linked',
      conditions: ['serai:source'],
      logLevel: 'error',
      plugins: [
        {
          // Our own packages are bundled from source; everything from the registry stays outside.
          name: 'registry-packages-stay-outside',
          setup: (b) =>
            b.onResolve({ filter: /^[^./]/ }, (args) =>
              args.kind === 'entry-point' || args.path.startsWith('@serai/')
                ? null
                : { path: args.path, external: true },
            ),
        },
      ],
    });
    // Two processes may build at once: each builds aside and renames over, so a reader never sees half a file.
    mkdirSync(dirname(bundlePath), { recursive: true });
    // The server's own comes last: what is newer than the sources is whole.
    for (const name of Object.keys(entryPoints).reverse())
      for (const file of [`${name}.mjs.map`, `${name}.mjs`])
        renameSync(join(out, file), join(dirname(bundlePath), file));
  } finally {
    await stop(); // its own process would otherwise stay as long as the server
    rmSync(out, { recursive: true, force: true });
  }
  return bundlePath;
}
