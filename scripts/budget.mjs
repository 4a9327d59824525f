// The web's size budget: HTML, CSS and script of the first view under 250 kB compressed (gzip), fonts apart and under
// 160 kB. The first view is index.html with all it loads by itself: its scripts, their static imports, its styles.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './bundle.mjs';

const viewBytesMax = 250_000;
const fontBytesMax = 160_000;
const dist = join(root, 'web/dist');
const manifestPath = join(dist, '.vite/manifest.json');
if (!existsSync(manifestPath)) {
  console.error('serai: web/dist/.vite/manifest.json is missing: run `npm run build` first.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const files = new Set(['index.html']);
const follow = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const next of chunk.imports ?? []) follow(next);
};
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) follow(key);
const sizes = [...files].map((file) => [file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length]);
const view = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
const fonts = readdirSync(join(dist, 'assets'))
  .filter((file) => file.endsWith('.woff2'))
  .reduce((sum, file) => sum + statSync(join(dist, 'assets', file)).size, 0);
for (const [file, bytes] of sizes.sort((a, b) => b[1] - a[1]))
  console.error(`${String(bytes).padStart(8)}  ${file}`);
console.error(
  `first view ${(view / 1000).toFixed(1)} kB of ${viewBytesMax / 1000} kB compressed; fonts ${(fonts / 1000).toFixed(1)} kB of ${fontBytesMax / 1000} kB`,
);
process.exit(view <= viewBytesMax && fonts <= fontBytesMax ? 0 : 1);
