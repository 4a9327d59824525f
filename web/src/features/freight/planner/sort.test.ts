import { expect, test } from 'vitest';
import { figure, leg, option } from '../../../journey/testing.ts';
import { sortOptions } from './sort.ts';

const arriving = (id: string, day: string, cost: string | null) =>
  option(id, [leg('ride', '2026-12-01T00:00:00Z', `2026-12-${day}T00:00:00Z`)], {
    cost: figure(cost, 'USD'),
  });
const ids = (options: ReturnType<typeof sortOptions>) => options.map(({ id }) => id);

test('an unknown cost is not a cheap one', () => {
  const options = [
    arriving('unknown', '05', null),
    arriving('dear', '09', '9000'),
    arriving('cheap', '12', '900'),
  ];
  expect(ids(sortOptions(options, 'cheapest'))).toEqual(['cheap', 'dear', 'unknown']);
});

test('two unknown costs are told apart by arrival', () => {
  expect(ids(sortOptions([arriving('late', '09', null), arriving('early', '05', null)], 'cheapest'))).toEqual(
    ['early', 'late'],
  );
});

test('sorting leaves the answer as it came', () => {
  const options = [arriving('b', '09', '1'), arriving('a', '05', '2')];
  sortOptions(options, 'soonest');
  expect(ids(options)).toEqual(['b', 'a']);
});
