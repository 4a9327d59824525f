import { expect, test } from 'vitest';
import type { BookingRow } from '../../../api/booking.ts';
import { grouped, nextStep } from './next-step.ts';

const now = Date.parse('2026-12-01T00:00:00Z');
const row = (more: Partial<BookingRow>): BookingRow => ({
  id: more.number ?? 'a',
  number: 'SR-A',
  reference: '',
  organisation: { id: 'o', name: 'O' },
  state: 'confirmed',
  version: 1,
  heldUntil: null,
  now: '2026-12-01T00:00:00Z',
  receivedMs: now,
  createdAt: '2026-11-30T00:00:00Z',
  from: { id: 'a', name: 'A' },
  to: { id: 'b', name: 'B' },
  departure: '2026-12-05T00:00:00Z',
  arrival: { p50: '2026-12-10T00:00:00Z', p90: '2026-12-12T00:00:00Z' },
  teu: 2,
  cost: { value: '1', unit: 'USD', kind: 'model', evidence: [] },
  actions: [],
  waiting: null,
  missing: [],
  customs: [],
  via: [],
  containerNumbers: [],
  ...more,
});

test('holds running out come first, the soonest above; then what is missing, then what leaves', () => {
  const rows = [
    row({ number: 'ready' }),
    row({ number: 'missing', missing: ['vgm'] }),
    row({ number: 'later', state: 'held', heldUntil: '2026-12-01T00:20:00Z' }),
    row({ number: 'soon', state: 'offered', heldUntil: '2026-12-01T00:05:00Z' }),
    row({ number: 'gone', state: 'expired' }),
  ];
  expect(grouped(rows, now).map(({ group, items }) => [group, items.map((item) => item.row.number)])).toEqual(
    [
      ['decide', ['soon', 'later']],
      ['give', ['missing']],
      ['leaves', ['ready']],
      ['over', ['gone']],
    ],
  );
});
test('what customs holds is to be decided, whatever else is missing', () => {
  const held = row({
    missing: ['vgm'],
    customs: [{ crossing: 'khorgos', name: 'Khorgos', status: 'held' }],
  });
  expect(nextStep(held, now)).toMatchObject({ group: 'decide', what: { kind: 'customs', place: 'Khorgos' } });
});
test('a departed booking travels until nine in ten have arrived, and is over then', () => {
  const departed = row({ state: 'departed', departure: '2026-11-28T00:00:00Z' });
  expect(nextStep(departed, now).group).toBe('travelling');
  expect(nextStep(departed, Date.parse('2026-12-13T00:00:00Z')).group).toBe('over');
});
