// What the tasks of scripts/run.mjs share: install, build, type check, lint, run a command. No dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { bundleServer, newestIn } from './bundle.mjs';

/** Ends with one sentence a person can act on; never a stack trace. */
export function stop(sentence) {
  console.error(`serai: ${sentence}`);
  process.exit(1);
}

/** Runs a command in the foreground and answers whether it went well. */
export function run(command, args, options = {}) {
  const windows = process.platform === 'win32' && command === 'npm';
  return spawnSync(command, args, { stdio: 'inherit', shell: windows, ...options }).status === 0;
}

/** `npm ci` when node_modules is missing or the lock file changed. */
export function install() {
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
  await bundleServer();
  const page = 'web/dist/index.html';
  const newest = Math.max(newestIn('web'), newestIn('locales'), statSync('package-lock.json').mtimeMs);
  if (!force && existsSync(page) && statSync(page).mtimeMs > newest) return;
  console.error('Building the web pages …');
  if (!run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']))
    stop('the web build failed: see the lines above.');
}

export const checkTypes = () =>
  ['engines/router', 'engines/extract', 'server', 'web', 'test'].every((folder) =>
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder]),
  );

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
