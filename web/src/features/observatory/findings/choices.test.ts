import { expect, test } from 'vitest';
import type { Finding } from '../../../api/observatory.ts';
import { choicesOf } from './choices.ts';

const spot = (claim: string) => ({ claim }) as Finding['spots'][number];
const spots = [spot('a'), spot('b'), spot('a')];
const claims = (finding: Partial<Finding>) =>
  choicesOf({ class: 'error', stands: true, spots, ...finding }).map(({ claim }) => claim);

test('each figure of a contradiction can be accepted, once', () => {
  expect(claims({})).toEqual(['a', 'b']);
  expect(claims({ class: 'definition' })).toEqual(['a', 'b']);
});
test('nothing is accepted of a copy’s drift, nor of what does not hold any more', () => {
  expect(claims({ class: 'copy-drift' })).toEqual([]);
  expect(claims({ stands: false })).toEqual([]);
});
