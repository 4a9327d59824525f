import { expect, test } from 'vitest';
import { mondayFrom, readLanesAddress } from './address.ts';
import { fullestFirst, shadeOf, shownAmount } from './cell.ts';

const cell = {
  departures: 3,
  cancelled: 0,
  capacity: 100 as number | null,
  held: 0,
  confirmed: 0,
  waiting: 0,
};

test('the shade follows what is held and confirmed together', () => {
  const shades = [0, 1, 25, 26, 50, 75, 76, 99, 100, 120].map((taken) =>
    shadeOf({ ...cell, held: Math.floor(taken / 2), confirmed: Math.ceil(taken / 2) }),
  );
  expect(shades).toEqual([
    'empty',
    'quarter',
    'quarter',
    'half',
    'half',
    'most',
    'nearly',
    'nearly',
    'full',
    'full',
  ]);
});

test('where nobody has said what there is, nothing is said to be full or empty', () => {
  expect(shadeOf({ ...cell, capacity: null, confirmed: 7 })).toBe('unsaid');
});

test('a week without a departure is not an empty train', () => {
  expect(shadeOf({ ...cell, departures: 0 })).toBe('none');
});

test('a train that carries nothing has nothing left', () => {
  expect(shadeOf({ ...cell, capacity: 0, confirmed: 1 })).toBe('full');
});

test('mass is shown in tonnes', () => {
  expect([shownAmount('weight-kg', 1_249_600), shownAmount('teu', 55)]).toEqual([1250, 55]);
});

test('the address takes only what it knows', () => {
  expect(readLanesAddress({ kind: 'teu', at: ' KZ ', from: 'tomorrow', other: 1 })).toEqual({ at: 'KZ' });
  expect(readLanesAddress({ kind: 'weight-kg', from: '2026-11-23' })).toEqual({
    kind: 'weight-kg',
    from: '2026-11-23',
  });
});

test('weeks are counted over the end of a year', () => {
  expect(mondayFrom('2026-12-28', 1)).toBe('2027-01-04');
  expect(mondayFrom('2027-01-04', -1)).toBe('2026-12-28');
});

test('the lane with the fullest week comes first, and what waits counts', () => {
  const lane = (id: string, ...cells: (typeof cell)[]) => ({
    id,
    from: { id: 'a', name: 'A', country: 'CN' },
    to: { id: 'b', name: 'B', country: 'KZ' },
    services: [],
    cells,
  });
  const full = { ...cell, confirmed: 100 };
  const order = fullestFirst([
    lane('empty', cell),
    lane('half', cell, { ...cell, held: 50 }),
    lane('full', full),
    lane('wanted', { ...full, waiting: 4 }),
    lane('unsaid', { ...cell, capacity: null, confirmed: 900 }),
  ]);
  expect(order.map(({ id }) => id)).toEqual(['wanted', 'full', 'half', 'empty', 'unsaid']);
});
