// What `npm start`, `npm test`, `npm run bench` and `npm run build` call. Needs nothing but Node: it installs when
// node_modules is missing or the lock file changed, builds what is stale, then runs. No dependency, on purpose.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newestIn, root } from './bundle.mjs';

const [task = 'help', ...rest] = process.argv.slice(2);
process.chdir(root);

const tasks = {
  async start() {
    install();
    await build();
    await serve();
  },
  async test() {
    install();
    const { runTests } = await import('./test.mjs');
    process.exit(await runTests(rest));
  },
  async build() {
    install();
    await build({ force: rest.includes('--force') });
  },
  async types() {
    install();
    process.exit(checkTypes() ? 0 : 1);
  },
  async lint() {
    install();
    process.exit(lint() ? 0 : 1);
  },
  async bench() {
    install();
    const { runBench } = await import('./bench.mjs');
    process.exit(await runBench(rest));
  },
  async help() {
    console.error(
      'usage: node scripts/run.mjs start | test [--only types|lint|unit|db|cli|browser] | build | bench NAME [--quick] [--json]',
    );
    process.exit(2);
  },
};

/** Ends with one sentence a person can act on; never a stack trace. */
export function stop(sentence) {
  console.error(`serai: ${sentence}`);
  process.exit(1);
}

function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`needs Node 20.19 or newer, this is ${process.versions.node}.`);
  const lock = createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update(process.platform + process.arch)
    .digest('hex');
  const stamp = 'node_modules/.serai-lock';
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing packages (once, or after the lock file changed) …');
  // install scripts are not needed by any package we use, and are not run
  const done = run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!done)
    stop(
      '`npm ci` failed: see the lines above; the usual reason is that the package registry cannot be reached.',
    );
  writeFileSync(stamp, lock);
}

/** Builds the server bundle and the web pages if their sources are newer than what is there. */
export async function build({ force = false } = {}) {
  const { bundleServer } = await import('./bundle.mjs');
  await bundleServer();
  const page = 'web/dist/index.html';
  const newest = Math.max(newestIn('web'), newestIn('locales'), statSync('package-lock.json').mtimeMs);
  if (!force && existsSync(page) && statSync(page).mtimeMs > newest) return;
  if (!existsSync('web/vite.config.ts')) return;
  console.error('Building the web pages …');
  if (!run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']))
    stop('the web build failed: see the lines above.');
}

async function serve() {
  process.argv.splice(2, process.argv.length, 'start', ...rest);
  await import('../server/bin/serai.mjs');
}

export function checkTypes() {
  return ['engines/router', 'server', 'web', 'test'].every((folder) =>
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder]),
  );
}

export function lint() {
  const style = run(process.execPath, [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '.',
  ]);
  const floors = run(process.execPath, ['scripts/lint-imports.mjs']);
  return style && floors;
}

export function run(command, args, options = {}) {
  const windows = process.platform === 'win32' && command === 'npm';
  return spawnSync(command, args, { stdio: 'inherit', shell: windows, ...options }).status === 0;
}

if (process.argv[1] === join(root, 'scripts/run.mjs')) {
  await (tasks[task] ?? tasks.help)();
}
