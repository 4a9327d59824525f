import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corridorFromFiles } from '../../../../corridor/index.ts';
import { isRefusal } from '../../../../platform/errors.ts';
import { root } from '../../../../platform/root.ts';
import { definitionsOf } from '../indicators.ts';
import { describedImport, savedMapping } from './api.ts';
import { fileOf } from './form.ts';
import { readFile } from './formats.ts';

const corridor = corridorFromFiles(join(root, 'corridors/central-asia'));
const indicators = new Map(definitionsOf(corridor).map((each) => [each.id, each]));
const mapping = savedMapping.parse({
  ...{ name: 'm', indicator: 'trade-value', period: 'p', value: 'v' },
  constants: { reporter: 'CN', partner: 'KZ', flow: 'export', category: 'total' },
});
/** Values and first days, or the refusal. */
async function read(text: string) {
  const described = { format: 'csv' as const, indicator: undefined };
  const found = await readFile(text, { described, mapping, indicators, corridor });
  return isRefusal(found)
    ? found.detail.slice(0, 400)
    : found.stated.map(({ value, periodStart }) => [value, periodStart]);
}

describe('a value of a table', () => {
  test.each([
    '1e308',
    'Infinity',
    '-Infinity',
    '1e-400',
    '0x10',
    '1_000',
    '٣',
    '１２',
    '1'.repeat(50),
    '=1+1',
    '--1',
    '1,5',
    '1.5.5',
  ])('%j is no number, and nothing is imported', async (value) => {
    expect(await read(`p,v\n2023,1\n2024,"${value}"\n`)).toMatch(
      /^line 3, v: .* is no number .* Nothing was imported/,
    );
  });
  test.each(['NaN', 'null', 'n/a', '-', ''])('%j says that there is none', async (value) => {
    expect(await read(`p,v\n2024,${value}\n`)).toEqual([[null, '2024-01-01']]);
  });
  test('keeps each of its digits', async () => {
    expect(await read('p,v\n2024,"12,345,678,901,234,567,890.10"\n2025,-0.000\n')).toEqual([
      ['12345678901234567890.10', '2024-01-01'],
      ['0.000', '2025-01-01'],
    ]);
  });
});

describe('a period', () => {
  test.each([
    '2024-13',
    '2024-02-30',
    '2024-W60',
    '10000',
    '-2024',
    '+2024',
    '2024-01-01/P9999999Y',
    '2'.repeat(100_000),
  ])('that is none is refused: %.40s', async (period) => {
    const detail = await read(`p,v\n${period},1\n`);
    expect(detail).toMatch(/^line 2/);
    expect(detail.length).toBeLessThanOrEqual(400);
  });
});

describe('a table', () => {
  test('is the same with a byte order mark, whichever line ends it has', () => {
    const [one, other] = ['p,v\r\n2024,1\r\n', '\ufeffp,v\n2024,1\n'].map((text) =>
      fileOf(Buffer.from(text), 'csv'),
    );
    return Promise.all(
      [one, other].map(async (file) => {
        if (!file || isRefusal(file)) throw new Error('was refused');
        expect(await read(file.text)).toEqual([['1', '2024-01-01']]);
      }),
    );
  });
  test('in two encodings at once is refused with the place', () => {
    const mixed = Buffer.concat([Buffer.from('p,v\n2024,贸易\n'), Buffer.from([0xd6, 0xd0, 0xff, 0x0a])]);
    expect(fileOf(mixed, 'csv')).toMatchObject({
      code: 'document-encoding',
      detail: expect.stringContaining('Line 3'),
    });
  });
  test('that says one thing twice says it once, and one that says two is refused', async () => {
    expect(await read('p,v\n2024,1\n2024,1.0\n')).toEqual([['1', '2024-01-01']]);
    expect(await read('p,v\n2024,1\n2024,2\n')).toContain('line 3');
    expect(await read('p,v,v\n2024,1,2\n')).toContain('two columns alike');
  });
  test('may name a column as JavaScript names its own', async () => {
    expect(await read('__proto__,constructor,p,v\na,b,2024,1\n')).toEqual([['1', '2024-01-01']]);
  });
  test.each([
    [
      'a hundred thousand columns',
      `p,v,${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join()}\n2024,1\n`,
      'more than 2,000 cells',
    ],
    ['a row of a million cells', `p,v\n2024,1${',c'.repeat(1_000_000)}\n`, 'more than 2,000 cells'],
    ['a million quoted cells in one line', `p,v\n${'"a",'.repeat(1_000_000)}"a"`, 'more than 2,000 cells'],
    ['a line of twenty million characters', `p,v\n2024,${'1'.repeat(20_000_000)}\n`, 'is no number'],
    ['a mark that is never closed', `p,v\n2024,"${'x'.repeat(5_000_000)}\n`, 'never closed'],
    ['half a million rows that are none', `p,v\n${'x,y\n'.repeat(500_000)}`, '499999 more faults'],
  ])('of %s is refused in a few words', async (_, text, words) => {
    const detail = await read(text);
    expect(detail).toContain(words);
    expect(detail.length).toBeLessThan(400);
  });
});

test('an address with a name or password in it is no address of a file', () => {
  const described = { format: 'csv', publisher: 'An office', title: 'Trade' };
  for (const address of ['https://me:secret@office.example/a.csv', 'https://token@office.example/a.csv'])
    expect(describedImport.safeParse({ ...described, address }).success).toBe(false);
  expect(describedImport.safeParse({ ...described, address: 'https://office.example/a.csv' }).success).toBe(
    true,
  );
});
