import { expect, test } from 'vitest';
import { contentOf, decimal, fromMinor, newLine, textOf, toMinor } from './declaration.ts';

const party = { name: 'Tianjin Parts', address: '1 Port Road', country: 'CN' };
const content = {
  consignor: party,
  consignee: { ...party, taxNumber: '7' },
  incoterm: 'FCA' as const,
  incotermPlace: 'Tianjin',
  lines: [
    {
      hs: '870829',
      description: 'Body parts',
      origin: 'CN',
      packages: 40,
      grossKg: '1200.5',
      netKg: '1100',
      valueMinor: 5_000_050,
      currency: 'USD',
      container: 0,
    },
  ],
  documents: [{ kind: 'invoice' as const, number: 'A-1', date: '2026-11-20' }],
};

test('what was kept is shown and sent again unchanged', () => {
  const again = contentOf(textOf(content));
  expect(again).toEqual({ content, open: [] });
});
test('a party that was begun has to be finished; one that was not is left out', () => {
  const text = textOf({ lines: [], documents: [] });
  text.parties.consignor = { ...text.parties.consignor, name: 'Only a name' };
  const { content: sent, open } = contentOf(text);
  expect(open).toEqual(['/consignor/address', '/consignor/country']);
  expect(sent.consignee).toBeUndefined();
});
test('a new line names each field that is not filled in', () => {
  const { open } = contentOf({ ...textOf({}), lines: [newLine()] });
  expect(open.map((at) => at.split('/')[3])).toEqual([
    'hs',
    'description',
    'origin',
    'packages',
    'grossKg',
    'netKg',
    'value',
  ]);
});
test('money is typed in units and kept in the smallest ones, without a float', () => {
  expect([toMinor('50 000,50', 'USD'), toMinor('0.1', 'USD'), toMinor('7', 'VND')]).toEqual([
    5_000_050, 10, 7,
  ]);
  expect([toMinor('1.234', 'USD'), toMinor('1.5', 'VND'), toMinor('x', 'USD')]).toEqual([null, null, null]);
  expect([fromMinor(5_000_050, 'USD'), fromMinor(500, 'USD'), fromMinor(5, 'USD')]).toEqual([
    '50000.50',
    '5',
    '0.05',
  ]);
});
test('masses are read with comma or point', () => {
  expect(['1200,5', '1 200.5', '', '1.2345'].map(decimal)).toEqual(['1200.5', '1200.5', null, null]);
});
