// What of a vitest report somebody has to look at, as lines: each test that failed, and each that passed only when it was tried again,
// with its file and the first lines of its error. Printed last, so that whoever reads only the end of a log knows what happened.
import { relative } from 'node:path';
import { root } from './bundle.mjs';

const errorLinesMax = 8;

export function toldOf({ testResults }) {
  const failed = [];
  const again = [];
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative(root, name);
    const told = (list, title, errors) =>
      list.push(`  ${file}`, `    ${title}`, ...errors.flatMap(firstLines));
    const wrong = assertionResults.filter((test) => test.status === 'failed');
    for (const { fullName, failureMessages } of wrong) told(failed, fullName, failureMessages);
    // A hook that fails, or a file that can't be read, leaves tests that were not run, and none that failed.
    if (status === 'failed' && wrong.length === 0)
      told(failed, 'failed outside its tests', [message || 'A hook failed: its error stands above.']);
    for (const test of assertionResults)
      if (test.status === 'passed' && test.failureMessages.length > 0)
        told(again, test.fullName, test.failureMessages);
  }
  return [
    ...(failed.length > 0 ? ['Failed:', ...failed] : []),
    ...(again.length > 0 ? ['Passed only when tried again:', ...again] : []),
  ];
}

/** What was said, and where in our own files. */
function firstLines(text) {
  const lines = text.replaceAll(terminalColour, '').split('\n');
  const at = lines.findIndex((line) => /^\s+at /.test(line));
  const said = (at < 0 ? lines : lines.slice(0, at)).filter((line) => line.trim() !== '');
  const where = lines.find(
    (line) => /^\s+at /.test(line) && line.includes(root) && !line.includes('node_modules'),
  );
  return [...said.slice(0, errorLinesMax), ...(where ? [where.trim()] : [])].map((line) => `      ${line}`);
}
const terminalColour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
