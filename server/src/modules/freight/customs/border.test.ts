import { expect, test } from 'vitest';
import { customsStatuses } from './api.ts';
import { afterChange, nextOf, refuseStatus } from './border.ts';

const forwarder = { lodges: true, decides: false };
const office = { lodges: false, decides: true };
const nobody = { lodges: false, decides: false };

test('forwarders lodge and nothing else; offices decide and never lodge', () => {
  expect(customsStatuses.map((status) => nextOf(status, forwarder))).toEqual([['lodged'], [], [], []]);
  expect(customsStatuses.map((status) => nextOf(status, office))).toEqual([
    [],
    ['held', 'released'],
    ['released'],
    ['held'],
  ]);
  expect(customsStatuses.flatMap((status) => nextOf(status, nobody))).toEqual([]);
});

test('whatever is not next is refused, whatever is next is taken', () => {
  for (const is of customsStatuses)
    for (const wanted of customsStatuses)
      for (const who of [forwarder, office, nobody]) {
        const refused = refuseStatus(is, wanted, who, 'because');
        expect(refused?.code ?? null).toBe(nextOf(is, who).includes(wanted) ? null : 'status-impossible');
      }
});

test('a hold says why', () => {
  expect(refuseStatus('lodged', 'held', office, '')?.code).toBe('note-missing');
  expect(refuseStatus('released', 'held', office, '')?.code).toBe('note-missing');
  expect(refuseStatus('lodged', 'released', office, '')).toBeNull();
});

test('a change takes back what was lodged or held, and not what was released', () => {
  expect(customsStatuses.map(afterChange)).toEqual(['not-lodged', 'not-lodged', 'not-lodged', 'released']);
});
