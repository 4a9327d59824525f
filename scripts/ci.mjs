// .ci/run: the lock file, a clean build, the size budget and `npm test`, which comes last: what it says of tests that failed stands at the
// end of the log, just before the sum of all.
import { spawn } from 'node:child_process';
import { root } from './bundle.mjs';
import { run } from './tasks.mjs';

process.chdir(root);
const sum = { passed: 0, failed: 0, skipped: 0 };
const failedSteps = [];
const step = (title, ok) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title}`);
  sum[ok ? 'passed' : 'failed']++;
  if (!ok) failedSteps.push(title);
};

step(
  'the lock file is complete (npm ci --dry-run)',
  run('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  }),
);
step(
  'server and web build from nothing',
  run(process.execPath, ['scripts/run.mjs', 'build', '--force'], { stdio: ['ignore', 'inherit', 'inherit'] }),
);
step('the first view is within its size budget', run(process.execPath, ['scripts/budget.mjs']));
const said = await npmTest();
const closing = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(said.trimEnd());
if (closing) {
  sum.passed += Number(closing[1]);
  sum.failed += Number(closing[2]);
  sum.skipped += Number(closing[3] ?? 0);
} else step('npm test reached its end', false);
for (const title of failedSteps) console.log(`FAIL ${title}`);
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);

/** What it says on stdout, passed on as it comes. */
function npmTest() {
  // Tests of real processes and browsers are tried once more there (vitest.config.ts).
  const env = { ...process.env, CI: process.env.CI ?? '1' };
  const tests = spawn('npm', ['test'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let text = '';
  tests.stdout.setEncoding('utf8').on('data', (part) => {
    process.stdout.write(part);
    text += part;
  });
  return new Promise((resolve) => tests.once('close', () => resolve(text)));
}
