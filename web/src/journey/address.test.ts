import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../shell/search.ts';
import {
  addressOfRequest,
  readAddress,
  toRequest,
  withAvoided,
  withChoices,
  wrongChoices,
} from './address.ts';

const view = {
  bounds: [
    [40, 30],
    [120, 55],
  ] as [[number, number], [number, number]],
  from: 'tianjin',
  to: 'tashkent',
};

test('an empty address asks for the pack’s own view with two TEU', () => {
  expect(toRequest(readAddress({}), view)).toEqual({ from: 'tianjin', to: 'tashkent', teu: 2 });
});

test('without an address and before the pack’s view is known nothing is asked', () => {
  expect(toRequest(readAddress({}), undefined)).toBeNull();
});

test('every choice of an address reaches the request, tonnes as kilograms', () => {
  const search = parseSearch(
    '?from=xian&to=UZTAS&by=2026-12-20&teu=4&weight=24,5&hs=8708&minimise=cost&avoid=khorgos-altynkol,alashankou-dostyk',
  );
  expect(toRequest(readAddress(search), view)).toEqual({
    from: 'xian',
    to: 'UZTAS',
    teu: 4,
    arriveBy: '2026-12-20',
    weightKg: 24_500,
    hsCode: '8708',
    minimise: 'cost',
    avoid: ['khorgos-altynkol', 'alashankou-dostyk'],
  });
});

test('an address survives being written and read again', () => {
  const address = { from: 'Xi’an & Ürümqi', to: '塔什干', ready: '2026-12-01', avoid: 'a,b', way: 'abc:1' };
  expect(readAddress(parseSearch(stringifySearch(address)))).toEqual(address);
});

test('arriving by a date and being ready at one exclude each other', () => {
  expect(readAddress({ ready: '2026-12-01', by: '2026-12-20' })).toEqual({ by: '2026-12-20' });
});

test('names an address does not know are dropped', () => {
  expect(readAddress({ from: 'a', utm_source: 'x', teu: 7 })).toEqual({ from: 'a' });
});

test('avoiding a crossing lets the chosen way go and can be taken back', () => {
  const avoiding = withAvoided({ from: 'a', way: 'w' }, 'khorgos-altynkol', true);
  expect(avoiding).toEqual({ from: 'a', avoid: 'khorgos-altynkol' });
  expect(withAvoided(avoiding, 'khorgos-altynkol', false)).toEqual({ from: 'a' });
});

test('avoiding the same crossing twice names it once', () => {
  expect(withAvoided(withAvoided({}, 'x', true), 'x', true)).toEqual({ avoid: 'x' });
});

test('sorting keeps the chosen way, a new question does not', () => {
  expect(withChoices({ way: 'w' }, { sort: 'co2' })).toEqual({ way: 'w', sort: 'co2' });
  expect(withChoices({ way: 'w', hs: '87' }, { hs: '' })).toEqual({});
});

test('choices that cannot be meant are named before anything is asked', () => {
  expect(wrongChoices({})).toEqual([]);
  expect(
    wrongChoices({ teu: '4', weight: '24,5', hs: '8708', ready: '2026-12-01', minimise: 'co2' }),
  ).toEqual([]);
  const wrong = { teu: '2.5', weight: '-1', hs: '870', by: 'soon', minimise: 'luck' };
  expect(wrongChoices(wrong)).toEqual(['by', 'teu', 'weight', 'hs', 'minimise']);
  expect(['0', '201', 'many', '1e9'].map((teu) => wrongChoices({ teu }))).toEqual([
    ['teu'],
    ['teu'],
    ['teu'],
    ['teu'],
  ]);
});

test('a question asked before has the address it was asked by; what was ready in the past is ready now', () => {
  const request = {
    from: 'tianjin',
    to: 'tashkent',
    readyAt: '2126-12-01T00:00:00Z',
    teu: 3,
    weightKg: 40_500,
    avoid: ['a', 'b'],
  };
  const address = addressOfRequest(request);
  expect(toRequest(address, undefined)).toEqual(request);
  expect(addressOfRequest({ ...request, readyAt: '2020-12-01T00:00:00Z' }).ready).toBeUndefined();
});
