import { expect, test } from 'vitest';
import type { NetworkAnswer, Place } from '../../../api/freight.ts';
import { shownPlace } from './shown-place.ts';

const xian: Place = {
  id: 'xian',
  name: 'Xi’an',
  kind: 'place',
  country: 'CN',
  countryName: 'China',
  locode: 'CNXIA',
  at: [109, 34],
  terminals: ['xian-port'],
};
const network = {
  terminals: [{ id: 'almaty-1', name: 'Almaty-1', place: 'almaty', placeName: 'Almaty' }],
} as unknown as NetworkAnswer;

test('what was typed as a code is shown by its name and code once the server has answered', () => {
  expect(shownPlace('CNXIA', xian, true, network)).toEqual({ name: 'Xi’an', code: 'CNXIA' });
});

test('an answer to the question before does not name the place newly asked for', () => {
  expect(shownPlace('almaty', xian, false, network)).toEqual({ name: 'Almaty', code: null });
});

test('an answer to the question before still names a place that has not changed', () => {
  expect(shownPlace('xian', xian, false, network)).toEqual({ name: 'Xi’an', code: 'CNXIA' });
});

test('a terminal is shown by its own name', () => {
  expect(shownPlace('almaty-1', undefined, false, network).name).toBe('Almaty-1');
});

test('a text nobody knows stays as it was typed', () => {
  expect(shownPlace('Tienjin', undefined, false, network).name).toBe('Tienjin');
});
