import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf, lineOf } from './delimited-cell.ts';

describe('a cell of a downloaded table', () => {
  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+7 701 000', "'+7 701 000"],
    ['-1+1|cmd', "'-1+1|cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', "'＝1+1"],
    ['-', "'-"],
  ])('that begins like a formula is text: %j', (text, cell) => {
    expect(cellOf(text)).toBe(cell);
  });

  test('that is a number stays one', () => {
    for (const number of ['-5', '-0.25', '12', '9007199254740993', '']) expect(cellOf(number)).toBe(number);
  });

  test('never leaves its place, and begins with no sign of a formula, whatever stands in it', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', 'a', '1'),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
        const line = lineOf(cells);
        const read = [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
        );
        expect(read.map((cell) => cell.replace(/^'/, ''))).toEqual(cells);
        for (const cell of read) expect(cell).not.toMatch(/^(?!-\d+(\.\d+)?$)[=+@\t\r\n-]/);
      }),
    );
  });
});
