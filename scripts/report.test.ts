import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../server/src/platform/root.ts';
// @ts-expect-error the scripts have no types: they must run before anything is installed
import { toldOf } from './report.mjs';

const file = join(root, 'test/cli/plan.test.ts');
const tried = (status: string, fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
});
const report = (status: string, message: string, ...assertionResults: object[]) => ({
  testResults: [{ name: file, status, message, assertionResults }],
});

test('a test that failed is told with its file, its name, what was said and where, without colours or the way there', () => {
  const error = `AssertionError: \u001b[31mexpected 1\u001b[39m to be 2\n\n- 2\n+ 1\n    at node_modules/vitest/x.js:1:1\n    at ${join(root, 'node_modules/y.js')}:2:2\n    at ${file}:3:4\n    at ${file}:9:9`;
  expect(
    toldOf(report('failed', '', tried('passed', 'well'), tried('failed', 'a plan is one', error))),
  ).toEqual([
    'Failed:',
    '  test/cli/plan.test.ts',
    '    a plan is one',
    '      AssertionError: expected 1 to be 2',
    '      - 2',
    '      + 1',
    `      at ${file}:3:4`,
  ]);
});

test('a test that passed when tried again is told apart from those that failed', () => {
  expect(toldOf(report('passed', '', tried('passed', 'late', 'Error: Timeout')))).toEqual([
    'Passed only when tried again:',
    '  test/cli/plan.test.ts',
    '    late',
    '      Error: Timeout',
  ]);
});

test('a file whose hook failed is told although none of its tests did, and of what is well nothing', () => {
  expect(toldOf(report('failed', 'Serai was not ready in time.', tried('skipped', 'never run')))).toEqual([
    'Failed:',
    '  test/cli/plan.test.ts',
    '    failed outside its tests',
    '      Serai was not ready in time.',
  ]);
  expect(toldOf(report('passed', '', tried('passed', 'well')))).toEqual([]);
});

test('of an error as long as a page the first lines are told', () => {
  const long = Array.from({ length: 300 }, (_, at) => `line ${at}`).join('\n');
  expect(toldOf(report('failed', '', tried('failed', 'long', long)))).toHaveLength(11);
});
