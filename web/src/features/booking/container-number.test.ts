import { expect, test } from 'vitest';
import { numberFault, plainNumber, shownNumber } from './container-number.ts';

test('numbers painted on real boxes are right, however they are typed', () => {
  for (const typed of ['CSQU3054383', 'csqu 305438-3', 'MSKU 907032 3'])
    expect(numberFault(typed), typed).toBeNull();
});
test('a wrong check digit is named with the right one', () => {
  expect(numberFault('CSQU3054384')).toEqual({
    what: 'check-digit',
    expected: '3',
    corrected: 'CSQU3054383',
  });
});
test('letters, length and digits are told apart', () => {
  expect(numberFault('CSQA3054383')?.what).toBe('letters');
  expect(numberFault('CSQU30543')?.what).toBe('length');
  expect(numberFault('CSQU30543B3')?.what).toBe('digits');
  expect(numberFault('')).toBeNull();
});
test('it is stored plain and shown in groups', () => {
  expect(plainNumber(' csqu 305438-3 ')).toBe('CSQU3054383');
  expect(shownNumber('CSQU3054383')).toBe('CSQU 305438 3');
  expect(shownNumber('CSQU30')).toBe('CSQU30');
});
