import { expect, test } from 'vitest';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { leg, option } from '../../../journey/testing.ts';
import { inLanguage } from './in-language.ts';

const way = option('way', [leg('ride', '2026-12-03T00:00:00Z', '2026-12-06T00:00:00Z')]);

test('places a booking was made with are told in the reader’s language; what is not known keeps its name', () => {
  const network = {
    terminals: [{ id: 'a', name: '天津新港', placeName: '天津' }],
    crossings: [],
    services: [],
  } as unknown as NetworkAnswer;
  const [ride] = inLanguage(way, network).legs;
  expect([ride?.from.name, ride?.from.placeName, ride?.to.name]).toEqual(['天津新港', '天津', 'b']);
});
test('without the network the way speaks as it did', () => {
  expect(inLanguage(way, undefined)).toBe(way);
});
