import { expect, test } from 'vitest';
import { attemptOf, newKey } from './attempt.ts';

test('the same body keeps its key, another body gets another', () => {
  const first = attemptOf(null, { teu: 2 }, () => 'one');
  expect(attemptOf(first, { teu: 2 }, () => 'two').key).toBe('one');
  expect(attemptOf(first, { teu: 3 }, () => 'two').key).toBe('two');
});
test('keys do not repeat', () => {
  expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100);
});
