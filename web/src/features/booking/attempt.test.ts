import { expect, test } from 'vitest';
import { attemptOf, newKey } from './attempt.ts';

test('who means the same sends the same body under the same key, though the plan has a new moment', () => {
  const first = attemptOf(null, { teu: 2 }, { teu: 2, readyAt: '10:00' }, () => 'one');
  const again = attemptOf(first, { teu: 2 }, { teu: 2, readyAt: '10:01' }, () => 'two');
  expect(again).toEqual({ meant: '{"teu":2}', key: 'one', body: { teu: 2, readyAt: '10:00' } });
});
test('who means something else sends it under another key', () => {
  const first = attemptOf(null, { teu: 2 }, {}, () => 'one');
  expect(attemptOf(first, { teu: 3 }, { teu: 3 }, () => 'two')).toMatchObject({
    key: 'two',
    body: { teu: 3 },
  });
});
test('keys do not repeat', () => {
  expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100);
});
