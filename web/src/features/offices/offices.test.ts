import { expect, test } from 'vitest';
import type { NetworkAnswer } from '../../api/freight.ts';
import type { Organisation } from '../../api/identity.ts';
import { type Border, bordersOf, matches, officesOf, uncovered } from './offices.ts';

const organisation = (id: string, roles: Organisation['roles']): Organisation => ({
  id,
  name: id,
  kind: 'authority',
  people: 1,
  suspended: false,
  createdAt: '2026-11-01T00:00:00Z',
  roles,
});
const khorgos: Border = {
  id: 'khorgos-altynkol',
  name: 'Khorgos – Altynkol',
  countries: 'China – Kazakhstan',
};
const stated = [
  { organisation: { id: 'b', name: 'b' }, crossings: [{ id: khorgos.id, name: khorgos.name }] },
];

test('an authority without a border is listed, a forwarder is not', () => {
  const offices = officesOf(
    [
      organisation('a', ['administrator', 'customs']),
      organisation('b', ['customs']),
      organisation('c', ['forwarder']),
    ],
    stated,
  );
  expect(offices.map(({ organisation, crossings }) => [organisation.id, crossings.length])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});
test('an office whose organisation can not be customs any more stays to be taken away', () => {
  expect(officesOf([organisation('b', ['forwarder'])], stated)).toEqual(stated);
});
test('a border of no office is uncovered', () => {
  const dostyk: Border = { id: 'dostyk', name: 'Dostyk', countries: 'China – Kazakhstan' };
  expect(uncovered([khorgos, dostyk], stated)).toEqual([dostyk]);
});
test('a border names its countries in the reader’s language, one of them once', () => {
  const terminals = [
    { id: 'khorgos', country: 'CN' },
    { id: 'altynkol', country: 'KZ' },
    { id: 'akhalkalaki', country: 'GE' },
    { id: 'akhalkalaki-1435', country: 'GE' },
  ] as NetworkAnswer['terminals'];
  const crossings = [
    { id: 'khorgos-altynkol', name: 'Хоргос', from: 'khorgos', to: 'altynkol' },
    { id: 'akhalkalaki', name: 'Ахалкалаки', from: 'akhalkalaki', to: 'akhalkalaki-1435' },
  ] as NetworkAnswer['crossings'];
  expect(bordersOf({ crossings, terminals }, 'ru').map(({ countries }) => countries)).toEqual([
    'Грузия',
    'Китай – Казахстан',
  ]);
});
test('a border is found by its name and by a country', () => {
  expect(['altyn', ' kazakh', '', 'Uzbek'].map((word) => matches(khorgos, word))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
