// `npm test`: types, lint, then one runner for unit, PostgreSQL, CLI and browser tests. Its last line sums all of them as
// `N passed, N failed, N skipped`. `--only unit` (or db, cli, browser, types, lint) runs one; a path narrows further.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { toldOf } from './report.mjs';
import { build, checkTypes, lint, run } from './tasks.mjs';

const reportPath = 'test/.output/report.json';
const projects = ['unit', 'db', 'cli', 'browser'];

export async function runTests(args) {
  const at = args.indexOf('--only');
  const only = at < 0 ? null : args[at + 1];
  const paths = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  if (only && ![...projects, 'types', 'lint'].includes(only)) {
    console.error(`npm test -- --only takes types, lint, ${projects.join(', ')}; not "${only}".`);
    return 2;
  }
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps = [];
  const step = (title, check) => {
    console.error(`\n— ${title}`);
    const ok = check();
    sum[ok ? 'passed' : 'failed']++;
    if (!ok) failedSteps.push(title);
  };
  if (!only || only === 'types') step('types', checkTypes);
  if (!only || only === 'lint') step('lint: style and floors', lint);
  if (!only || projects.includes(only)) {
    await build();
    const result = vitest(only, paths);
    for (const key of Object.keys(sum)) sum[key] += result[key];
    for (const line of result.told) console.log(line);
  }
  for (const title of failedSteps) console.log(`Failed: ${title}; it says above why.`);
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

function vitest(only, paths) {
  mkdirSync('test/.output', { recursive: true });
  rmSync(reportPath, { force: true });
  console.error(`\n— tests${only ? ` (${only})` : ''}`);
  const ok = run(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(only ? ['--project', only] : []),
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile',
    reportPath,
    ...paths,
  ]);
  if (!existsSync(reportPath))
    return { passed: 0, failed: 1, skipped: 0, told: ['Failed: no test was run.'] };
  const report = JSON.parse(readFileSync(reportPath, 'utf8'));
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = report;
  // A file that fails to load fails no test of its own, and an error outside any test only shows in the exit code.
  const failed = numFailedTests || (ok ? 0 : Math.max(1, numFailedTestSuites));
  const told = toldOf(report);
  if (!ok && !told.includes('Failed:')) told.push('Failed: an error outside any test, which stands above.');
  return { passed: numPassedTests, failed, skipped: numPendingTests, told };
}
