import { expect, test } from 'vitest';
import type { Fact } from '../../../api/freight.ts';
import { byMeasure, conflictsOf } from './facts.ts';

const fact = (
  id: string,
  measure: string,
  period: string,
  chosen = false,
  conflicts: string[] = [],
): Fact => ({
  id,
  subject: 'crossing:khorgos-altynkol',
  measure,
  figure: { value: '1', unit: 'h', period, kind: 'official', evidence: [] },
  source: { id: 's', publisher: 'p', title: 't', address: '', date: '', kind: 'official' },
  confidence: 'published',
  formula: '',
  note: '',
  chosen,
  why: '',
  conflicts,
});
const facts = [
  fact('queue-old', 'queue', '2021', false, ['queue-new']),
  fact('queue-new', 'queue', '2022', true, ['queue-old']),
  fact('queue-2018', 'queue', '2018'),
  fact('crane', 'crane-time', '2021', true),
];

test('the fact a search uses stands first among its rivals, then the latest', () => {
  expect(byMeasure(facts)[0]!.facts.map(({ id }) => id)).toEqual(['queue-new', 'queue-old', 'queue-2018']);
});

test('a conflict shows both sides and leaves the undisputed out', () => {
  expect(conflictsOf(facts)).toMatchObject([
    { measure: 'queue', facts: [{ id: 'queue-new' }, { id: 'queue-old' }] },
  ]);
});
