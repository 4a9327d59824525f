import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error the scripts have no types: they must run before anything is installed
import { importsOf, lintImports, refusal } from './lint-imports.mjs';

describe('the floors', () => {
  test.each([
    ['engines/router/src/earliest.ts', 'node:fs'],
    ['engines/router/src/earliest.ts', '../../../server/src/platform/clock.ts'],
    ['server/src/platform/ids.ts', '../corridor/index.ts'],
    ['server/src/corridor/read.ts', '../modules/freight/index.ts'],
    ['server/src/modules/freight/plan.ts', '../../corridor/corridor.ts'],
    ['server/src/modules/freight/plan.ts', '../../ledgers/evidence/claims.store.ts'],
    ['server/src/modules/market/offer.ts', '../freight/plan.ts'],
    ['server/src/modules/freight/plan.ts', '../market/index.ts'],
    ['server/src/modules/freight/plan.ts', '../../../../engines/router/src/index.ts'],
    ['server/src/main.ts', './modules/freight/plan.ts'],
    ['server/src/ledgers/evidence/index.ts', '../../app.ts'],
    ['web/src/features/freight/planner/card.tsx', '../../market/offer.tsx'],
    ['web/src/main.tsx', '../../server/src/app.ts'],
    ['web/src/main.tsx', 'node:path'],
  ])('%s may not import %s', (from, specifier) => {
    expect(refusal(from, specifier)).toMatch(/\w/);
  });

  test.each([
    ['server/src/modules/freight/plan.ts', '../../corridor/index.ts'],
    ['server/src/modules/freight/plan.ts', '../../platform/database/transaction.ts'],
    ['server/src/modules/freight/plan.ts', '@serai/router'],
    ['server/src/modules/market/offer.ts', '../freight/index.ts'],
    ['server/src/main.ts', './modules/freight/index.ts'],
    ['server/src/cli.ts', './modules/freight/commands.ts'],
    ['engines/router/src/earliest.test.ts', 'fast-check'],
    ['web/src/features/freight/planner/card.tsx', '../../../figure/figure.tsx'],
  ])('%s may import %s', (from, specifier) => {
    expect(refusal(from, specifier)).toBeNull();
  });

  test('the web takes types from a contract and never its values', () => {
    const contract = '../../server/src/modules/freight/api.ts';
    expect(refusal('web/src/main.tsx', contract, true)).toBeNull();
    expect(refusal('web/src/main.tsx', contract, false)).toContain('import type');
  });
});

test('every form of import is seen, with its line', () => {
  const text =
    "import a from './a.ts';\nimport type { B } from './b.ts';\nexport * from './c.ts';\nimport {\n  d,\n} from './d.ts';\nawait import('./e.ts');\nimport './f.css';\n";
  expect(
    importsOf(text).map((each: { specifier: string; line: number }) => [each.specifier, each.line]),
  ).toEqual([
    ['./a.ts', 1],
    ['./b.ts', 2],
    ['./c.ts', 3],
    ['./d.ts', 6],
    ['./e.ts', 7],
    ['./f.css', 8],
  ]);
});

describe('the lint of a whole checkout', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'serai lint '));
    write('server/src/corridor/index.ts', 'export const corridor = 1;\n');
    write('server/src/corridor/migrations/0001_corridor.sql', 'create table corridor.place (id text);\n');
    write(
      'server/src/modules/freight/plan.ts',
      "import { corridor } from '../../corridor/index.ts';\nexport const plan = corridor;\n",
    );
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  test('a clean checkout passes', () => {
    expect(lintImports(root)).toEqual([]);
  });
  test('a forbidden import fails with file, line and reason', () => {
    write(
      'server/src/platform/ids.ts',
      "\nimport { corridor } from '../corridor/index.ts';\nexport const id = corridor;\n",
    );
    expect(lintImports(root)).toEqual([
      'server/src/platform/ids.ts:2  imports only go down: platform platform stands below corridor corridor',
    ]);
    rmSync(join(root, 'server/src/platform/ids.ts'));
  });
  test("another room's table fails with file, line and reason", () => {
    write(
      'server/src/modules/freight/stop.store.ts',
      "const sql = 'select id from corridor.place';\nexport { sql };\n",
    );
    expect(lintImports(root)).toEqual([
      "server/src/modules/freight/stop.store.ts:1  freight touches corridor's table corridor.place: ask through its index.ts",
    ]);
  });
});
