import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const tsc = join(folder, '../../node_modules/typescript/bin/tsc');
const [, example, , printed] = readFileSync(join(folder, 'README.md'), 'utf8').split(/^```(?:js|text)?\n/m);

/** Somebody else's project, in which the package is installed as it would be published. */
let project: string;

beforeAll(() => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, shell: process.platform === 'win32' });
  project = mkdtempSync(join(tmpdir(), 'router consumer '));
  const installed = join(project, 'node_modules/@serai/router');
  mkdirSync(installed, { recursive: true });
  const { files } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { files: string[] };
  for (const published of ['package.json', ...files]) {
    cpSync(join(folder, published), join(installed, published), { recursive: true });
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
}, 60_000);

afterAll(() => {
  if (project) rmSync(project, { recursive: true });
});

it('the built package is one file, and runs the README’s example in a plain Node and prints what the README says', () => {
  writeFileSync(join(project, 'example.js'), example!);
  expect(execFileSync(process.execPath, ['example.js'], { cwd: project, encoding: 'utf8' })).toBe(printed);
  expect(readFileSync(join(folder, 'dist/index.js'), 'utf8')).not.toMatch(/^import /m);
});

it.each([
  ['Node’s', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
  ['a bundler’s', ['--module', 'esnext', '--moduleResolution', 'bundler']],
])(
  'its types hold in a strict TypeScript project with %s resolution',
  (_, resolution) => {
    writeFileSync(
      join(project, 'consumer.ts'),
      `import { buildTimetable, earliestArrival, type Journey, type NetworkInput } from '@serai/router';
const input: NetworkInput = { horizonStart: 0, horizonEnd: 10_080, stops: [], services: [], links: [], crossings: [] };
const journey: Journey | null = earliestArrival(buildTimetable(input), { from: [], to: [], departAt: 0 });
export const arrival: number | undefined = journey?.arrival;
// @ts-expect-error A search without a time to leave is no search.
earliestArrival(buildTimetable(input), { from: [], to: [] });
`,
    );
    const flags = ['--strict', '--noEmit', '--target', 'es2023', '--types', '', ...resolution];
    const compile = () =>
      execFileSync(process.execPath, [tsc, ...flags, 'consumer.ts'], { cwd: project, encoding: 'utf8' });
    expect(compile()).toBe('');
  },
  60_000,
);
