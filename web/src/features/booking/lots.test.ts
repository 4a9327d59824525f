import { expect, test } from 'vitest';
import { numberFault } from './container-number.ts';
import {
  cargoKgOf,
  countOf,
  faultsAt,
  kilograms,
  lotFaults,
  lotsOf,
  newLot,
  teuOf,
  toContainers,
  usualLots,
  withCount,
} from './lots.ts';

const wrong = (typed: string) => numberFault(typed) !== null;

test('five TEU are usually two 40-foot containers and a 20-foot one, with the weight shared out', () => {
  const lots = usualLots(5, 50_000, '870829');
  expect(lots.map((lot) => [lot.type, lot.boxes.length, lot.cargo])).toEqual([
    ['45G1', 2, '20000'],
    ['22G1', 1, '10000'],
  ]);
  expect([teuOf(lots), countOf(lots), cargoKgOf(lots)]).toEqual([5, 3, 50_000]);
});
test('containers become lots and lots the same containers', () => {
  const lot = {
    ...newLot('45R1', 2, '24 500'),
    plugged: false,
    goods: [
      {
        hs: '360200',
        description: '',
        dangerous: { unNumber: '1203', class: '3', packingGroup: '' as const, properShippingName: 'Petrol' },
      },
    ],
    boxes: [
      { number: 'csqu 305438 3', vgm: '29 000' },
      { number: '', vgm: '' },
    ],
  };
  const containers = toContainers([lot, newLot('22G1', 1, '9000')]);
  expect(containers).toHaveLength(3);
  expect(containers[0]).toMatchObject({
    number: 'CSQU3054383',
    vgmKg: 29_000,
    cargoKg: 24_500,
    plugged: false,
  });
  expect(containers[1]).not.toHaveProperty('number');
  const again = lotsOf(containers);
  expect(again.map((found) => found.boxes.length)).toEqual([2, 1]);
  expect(toContainers(again)).toEqual(containers);
});
test('fewer boxes take the last away, more add empty ones', () => {
  const lot = {
    ...newLot('22G1', 2, '1'),
    boxes: [
      { number: 'A', vgm: '' },
      { number: 'B', vgm: '' },
    ],
  };
  expect(withCount(lot, 1).boxes).toEqual([{ number: 'A', vgm: '' }]);
  expect(withCount(lot, 3).boxes[2]).toEqual({ number: '', vgm: '' });
});
test('masses are read as people write them', () => {
  expect(['24500', '24 500', '24,500', 'many', ''].map(kilograms)).toEqual([
    24_500,
    24_500,
    24_500,
    null,
    null,
  ]);
});
test('what cannot be meant is found before anything is sent, in the form’s order', () => {
  const lot = { ...newLot('22G1', 3), boxes: [] as { number: string; vgm: string }[] };
  lot.boxes = [
    { number: 'CSQU3054384', vgm: '' },
    { number: 'CSQU3054383', vgm: 'x' },
    { number: 'csqu 3054383', vgm: '' },
  ];
  expect(lotFaults([lot], wrong).map(({ field, box }) => [field, box])).toEqual([
    ['cargo', null],
    ['number', 0],
    ['vgm', 1],
    ['twice', 2],
  ]);
  expect(lotFaults([newLot('22G1', 2, '40001')], wrong).map(({ field }) => field)).toEqual(['cargo-max']);
});

test('what the server finds fault with is found again at the lot and the box it was typed in', () => {
  const lots = [newLot('45G1', 2, '1'), newLot('22G1', 1, '1')];
  const [first, second] = lots.map(({ id }) => id);
  expect(
    faultsAt(lots, [
      '/containers/1/number',
      '/containers/2/cargoKg',
      '/containers/0/goods/0/hs',
      '/request/teu',
    ]),
  ).toEqual([
    { lot: first, box: 1, field: 'number' },
    { lot: second, box: null, field: 'heavy' },
    { lot: first, box: null, field: 'hs' },
  ]);
  expect(faultsAt(lots, ['/containers/9/number', '/containers/x/number'])).toEqual([]);
});
