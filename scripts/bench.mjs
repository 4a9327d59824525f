// `npm run bench -- NAME [--quick] [--json]`: bench/ is an npm project of its own, so that peers and large feeds are never in
// a user's install. It is installed on first use; a bench is one TypeScript file, bundled and run with an open collector.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { build, run, stop } from './tasks.mjs';

export async function runBench([name, ...flags]) {
  const benches = readdirSync('bench').filter((each) => existsSync(`bench/${each}/main.ts`));
  if (!name || !benches.includes(name)) {
    console.error(`usage: npm run bench -- NAME [--quick] [--json]\nNAME is one of: ${benches.join(', ')}`);
    return 2;
  }
  await build();
  installPeers();
  const { build: bundle } = await import('esbuild');
  const out = join(root, `bench/.cache/${name}.mjs`);
  await bundle({
    entryPoints: [join(root, `bench/${name}/main.ts`)],
    outfile: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'inline',
    conditions: ['serai:source'],
    packages: 'external',
    alias: engines(),
    logLevel: 'error',
  });
  return run(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=12000', '--enable-source-maps', out, ...flags],
    { cwd: join(root, 'bench') },
  )
    ? 0
    : 1;
}

/** Our own engines are bundled from source; everything else stays outside. */
function engines() {
  return Object.fromEntries(
    readdirSync('engines').map((each) => [`@serai/${each}`, join(root, `engines/${each}/src/index.ts`)]),
  );
}

function installPeers() {
  mkdirSync('bench/.cache', { recursive: true });
  const stamp = 'bench/.cache/lock';
  const lock = createHash('sha256').update(readFileSync('bench/package-lock.json')).digest('hex');
  if (existsSync('bench/node_modules') && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing the benches’ peers (once) …');
  if (
    !run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: join(root, 'bench'),
    })
  )
    stop('`npm ci` in bench/ failed: see the lines above.');
  writeFileSync(stamp, lock);
}
