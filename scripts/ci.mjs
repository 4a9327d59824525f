// .ci/run: the lock file, `npm test`, a clean build and the size budget; closes with the sum of all.
import { spawnSync } from 'node:child_process';
import { root } from './bundle.mjs';
import { run } from './tasks.mjs';

process.chdir(root);
const sum = { passed: 0, failed: 0, skipped: 0 };
const step = (title, ok) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title}`);
  sum[ok ? 'passed' : 'failed']++;
};

step(
  'the lock file is complete (npm ci --dry-run)',
  run('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  }),
);
const tests = spawnSync('npm', ['test'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
  // Tests of real processes and browsers are tried once more there (vitest.config.ts).
  env: { ...process.env, CI: process.env.CI ?? '1' },
  maxBuffer: 1 << 28,
});
process.stdout.write(tests.stdout);
const closing = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(tests.stdout.trimEnd());
if (closing) {
  sum.passed += Number(closing[1]);
  sum.failed += Number(closing[2]);
  sum.skipped += Number(closing[3] ?? 0);
} else step('npm test reached its end', false);
step(
  'server and web build from nothing',
  run(process.execPath, ['scripts/run.mjs', 'build', '--force'], { stdio: ['ignore', 'inherit', 'inherit'] }),
);
step('the first view is within its size budget', run(process.execPath, ['scripts/budget.mjs']));
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
