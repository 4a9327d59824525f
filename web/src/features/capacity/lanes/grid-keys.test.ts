import { expect, test } from 'vitest';
import { moved } from './grid-keys.ts';

const press = (key: string, from = { row: 5, column: 3 }, ctrlKey = false) =>
  moved({ key, ctrlKey, metaKey: false }, from, { rows: 12, columns: 8 });

test('arrow keys move by one cell and stop at the edges', () => {
  expect(press('ArrowRight')).toEqual({ row: 5, column: 4 });
  expect(press('ArrowUp')).toEqual({ row: 4, column: 3 });
  expect(press('ArrowLeft', { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
  expect(press('ArrowDown', { row: 11, column: 7 })).toEqual({ row: 11, column: 7 });
});

test('Home and End go along the row, with Ctrl to the corners', () => {
  expect(press('Home')).toEqual({ row: 5, column: 0 });
  expect(press('End')).toEqual({ row: 5, column: 7 });
  expect(press('End', { row: 5, column: 3 }, true)).toEqual({ row: 11, column: 7 });
});

test('other keys are the page’s own', () => {
  expect(press('Enter')).toBeNull();
  expect(press('Tab')).toBeNull();
});
