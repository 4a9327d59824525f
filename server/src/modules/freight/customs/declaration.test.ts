import { expect, test } from 'vitest';
import type { Container } from '../booking/api.ts';
import { world } from '../testing.ts';
import type { DeclarationContent } from './api.ts';
import { missingOf } from './declaration.ts';
import { boxes, testNow, wholeContent } from './testing.ts';

const corridor = world((rows) => rows.goods.push({ id: '870830', parent: '8708' }));
const missing = (content: DeclarationContent, containers: readonly Container[] = boxes) =>
  missingOf(content, { corridor, containers, now: testNow }).map(({ rule, at }) => `${rule} ${at}`);
const line = (change: Partial<DeclarationContent['lines'][number]>) =>
  wholeContent({ lines: [{ ...wholeContent().lines[0]!, ...change }] });

test('a whole declaration lacks nothing', () => {
  expect(missing(wholeContent())).toEqual([]);
});

test('an empty one is told everything at once', () => {
  expect(missing({ lines: [], documents: [] })).toEqual([
    'party /consignor',
    'party /consignee',
    'party /declarant',
    'incoterm /incoterm',
    'lines /lines',
    'document /documents',
    'document /documents',
  ]);
});

test.each<[string, DeclarationContent, string]>([
  [
    'a country that does not exist',
    wholeContent({ consignee: { name: 'A', address: 'B', country: 'XX' } }),
    'country /consignee/country',
  ],
  ['a term without its place', wholeContent({ incotermPlace: '' }), 'incoterm /incotermPlace'],
  ['an unknown origin', line({ origin: 'ZZ' }), 'country /lines/0/origin'],
  ['a code that is none', line({ hs: '870899' }), 'hs /lines/0/hs'],
  ['no net mass', line({ netKg: '0' }), 'mass /lines/0/netKg'],
  ['more net than gross', line({ netKg: '20000.001' }), 'mass /lines/0/netKg'],
  ['no value', line({ valueMinor: 0 }), 'value /lines/0/valueMinor'],
  ['a currency nobody here has a rate of', line({ currency: 'XAU' }), 'currency /lines/0/currency'],
  ['a container that is not booked', line({ container: 1 }), 'container /lines/0/container'],
  ['goods that weigh less than was booked', line({ grossKg: '19799' }), 'gross /lines'],
  ['goods that weigh more than was booked', line({ grossKg: '20201' }), 'gross /lines'],
  [
    'a document of a day to come',
    wholeContent({
      documents: [...wholeContent().documents, { kind: 'contract', number: '1', date: '2026-12-01' }],
    }),
    'document-date /documents/2/date',
  ],
])('%s is said', (_, content, found) => {
  expect(missing(content)).toEqual([found]);
});

test('masses may differ by a hundredth', () => {
  expect(missing(line({ grossKg: '19800' }))).toEqual([]);
  expect(missing(line({ grossKg: '20200' }))).toEqual([]);
});

test('with every line in its container, masses are compared box by box; else together', () => {
  const two = [...boxes, { ...boxes[0]!, cargoKg: 10_000 }];
  const [base] = wholeContent().lines;
  const swapped = [
    { ...base!, grossKg: '10000', netKg: '9000', container: 0 },
    { ...base!, grossKg: '20000', netKg: '9000', container: 1 },
  ];
  expect(missing(wholeContent({ lines: swapped }), two)).toEqual(['gross /lines', 'gross /lines']);
  const { container: _, ...unplaced } = swapped[1]!;
  expect(missing(wholeContent({ lines: [swapped[0]!, unplaced] }), two)).toEqual([]);
});

test('goods that were booked have to be declared', () => {
  const booked: Container[] = [
    {
      ...boxes[0]!,
      goods: [
        { hs: '31', description: '' },
        { hs: '8708', description: '' },
      ],
    },
  ];
  expect(missing(wholeContent(), booked)).toEqual(['undeclared /lines']);
});

test('dangerous goods ask for their own document', () => {
  const dangerous = { unNumber: '3480', class: '9', properShippingName: 'Lithium ion batteries' };
  const booked: Container[] = [{ ...boxes[0]!, goods: [{ hs: '8708', description: '', dangerous }] }];
  expect(missing(wholeContent(), booked)).toEqual(['document /documents']);
  const documents = [
    ...wholeContent().documents,
    { kind: 'dangerous-goods' as const, number: 'D', date: '2026-11-20' },
  ];
  expect(missing(wholeContent({ documents }), booked)).toEqual([]);
});

test('empty boxes need no lines', () => {
  const empty: Container[] = [{ ...boxes[0]!, cargoKg: 0, goods: [] }];
  expect(missing(wholeContent({ lines: [] }), empty)).toEqual([]);
});
