import { expect, test } from 'vitest';
import { fit, type Node, place } from './place.ts';

const node = (claim: string, date: string | null): Node => ({
  claim,
  date,
  article: claim,
  title: claim,
  publisher: '',
  quote: '',
  sentence: '',
  at: 0,
  speaker: null,
});
const edge = (from: string, to: string) => ({ from, to, how: 'rewritten' as const });

test('each text stands to the right of the one it was taken from, also on the same day', () => {
  const placed = place({
    nodes: [node('blog', '2025-06-16'), node('customs', '2025-01-18'), node('agency', '2025-06-16')],
    edges: [edge('customs', 'agency'), edge('customs', 'blog')],
  });
  expect(placed.map(({ node: { claim }, column, row }) => [claim, column, row])).toEqual([
    ['customs', 0, 0],
    ['blog', 1, 0],
    ['agency', 1, 1],
  ]);
});
test('an undated text without a parent stands at the left, below the others', () => {
  const placed = place({ nodes: [node('a', null), node('b', '2025-01-01')], edges: [] });
  expect(placed.map(({ node: { claim }, column, row }) => [claim, column, row])).toEqual([
    ['b', 0, 0],
    ['a', 0, 1],
  ]);
});
test('a name is cut by its width, and never inside a letter', () => {
  expect(fit('China and Central Asia', 9)).toBe('China and…');
  expect(fit('中国海关总署', 6)).toBe('中国海…');
  expect(fit('🚆🚆', 3)).toBe('🚆…');
});
