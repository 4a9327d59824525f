import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('built to one file, the package runs the README’s example in a plain Node and prints what the README says', () => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, shell: process.platform === 'win32' });
  const [, code, , printed] = readFileSync(join(folder, 'README.md'), 'utf8').split(/^```(?:js|text)?\n/m);
  const example = join(folder, 'dist/example.mjs');
  writeFileSync(example, code!);
  expect(execFileSync(process.execPath, [example], { encoding: 'utf8' })).toBe(printed);
  expect(readFileSync(join(folder, 'dist/index.js'), 'utf8')).not.toMatch(/^import /m);
});
