import { expect, test } from 'vitest';
import { handlingAt, isPassed } from './stops.ts';
import { service, world } from './testing.ts';

test('a block train over borders is boarded before the last of them and left after the first; a domestic one anywhere', () => {
  const corridor = world();
  // tianjin lanzhou khorgos | altynkol almaty saryagash | keles chukursay
  expect(handlingAt(corridor, corridor.services.get('tianjin-tashkent')!)).toEqual({
    boards: [true, true, true, true, true, true, false, false],
    alights: [false, false, false, true, true, true, true, true],
  });
  expect(handlingAt(corridor, corridor.services.get('tianjin-lanzhou')!)).toEqual({
    boards: [true, true],
    alights: [true, true],
  });
});

test('a through train is not loaded at a border it passes where others begin, nor unloaded where others end', () => {
  const corridor = world((rows) => {
    rows.services.push(
      service('from-the-border', 'altynkol almaty'),
      service('to-the-border', 'almaty altynkol'),
    );
  });
  const through = corridor.services.get('tianjin-tashkent')!;
  expect(handlingAt(corridor, through)).toEqual({
    boards: [true, true, true, false, true, true, false, false],
    alights: [false, false, false, false, true, true, true, true],
  });
  expect(handlingAt(corridor, through, { atBorders: true })).toEqual({
    boards: [true, true, true, true, true, true, false, false],
    alights: [false, false, false, true, true, true, true, true],
  });
});

test('trains are not changed at a plain border they only pass, unless one begins or ends there', () => {
  expect(['saryagash', 'keles', 'khorgos', 'almaty'].filter((id) => isPassed(world(), id))).toEqual([
    'saryagash',
    'keles',
  ]);
  const corridor = world((rows) => rows.services.push(service('shuttle', 'almaty saryagash')));
  expect(isPassed(corridor, 'saryagash')).toBe(false);
  expect(isPassed(corridor, 'keles')).toBe(true);
});
