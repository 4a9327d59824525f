import { expect, test } from 'vitest';
import { previewOf } from './preview.ts';

test('the first rows are shown under the names of their columns, whatever parts them', () => {
  expect(previewOf('\ufeffПериод;Страна;Сумма\r\n2025-01;"Китай; все";1 234,5\r\n')).toEqual({
    columns: ['Период', 'Страна', 'Сумма'],
    rows: [['2025-01', 'Китай; все', '1 234,5']],
    delimiter: ';',
  });
});

test('a quoted cell may hold a quote and a break', () => {
  expect(previewOf('a,b\n"say ""it""","two\nlines"\n')?.rows).toEqual([['say "it"', 'two\nlines']]);
});

test('a large file is read no further than it is shown', () => {
  const text = `a,b\n${'1,2\n'.repeat(100_000)}`;
  expect(previewOf(text)?.rows).toHaveLength(5);
});

test('what is no table has no preview', () => {
  expect(previewOf('only words')).toBeNull();
  expect(previewOf('')).toBeNull();
});
