import { expect, test } from 'vitest';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { placesOf } from './places.ts';

const network = {
  terminals: [{ id: 'xian-port', name: '西安港', place: 'xian', placeName: '西安', zone: 'Asia/Shanghai' }],
  crossings: [{ id: 'khorgos', name: '霍尔果斯' }],
} as unknown as NetworkAnswer;

test('a row’s places are named in the reader’s language and dated by their own clocks', () => {
  const places = placesOf(network);
  expect(places.name({ id: 'xian', name: 'Xi’an' })).toBe('西安');
  expect(places.name({ id: 'khorgos', name: 'Khorgos' })).toBe('霍尔果斯');
  expect([places.zone('xian'), places.zone('xian-port')]).toEqual(['Asia/Shanghai', 'Asia/Shanghai']);
});
test('a place nobody knows keeps its name and has no clock of its own', () => {
  const places = placesOf(undefined);
  expect(places.name({ id: 'x', name: 'Somewhere' })).toBe('Somewhere');
  expect(places.zone('x')).toBeUndefined();
});
