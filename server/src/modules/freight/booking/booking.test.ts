import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reservation } from '../../../ledgers/allocation/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { morePools } from './amend.ts';
import { bookingStates, termsSchema } from './api.ts';
import {
  actionsIn,
  actionsOf,
  type BookingRow,
  type Intent,
  missingOf,
  type RowState,
  stateOf,
} from './booking.ts';
import { bodyHash, bookingId, bookingNumber, keyIn } from './key.ts';
import { needOf } from './load.ts';
import { settledBy } from './outcome.ts';
import { differing } from './tend.ts';
import { defaultTerms, feePercentAt, feeSteps, ttlSecondsOf } from './terms.ts';
import { box } from './testing.ts';

const now = new Date('2026-12-01T12:00:00Z');
const later = new Date('2026-12-01T12:15:00Z');
const row = (state: RowState, change: Partial<BookingRow> = {}) => ({
  state,
  departure: later,
  heldUntil: later,
  trainCancelled: false,
  ...change,
});

describe('the state that is shown', () => {
  test.each([
    ['held', 'held', 'held'],
    ['offered', 'held', 'offered'],
    ['held', 'confirmed', 'confirmed'],
    ['held', 'released', 'cancelled'],
    ['held', 'expired', 'expired'],
    // What the row was told last does not count where the ledger knows better.
    ['refused', 'held', 'held'],
    ['waiting', 'confirmed', 'confirmed'],
    ['cancelled', 'confirmed', 'confirmed'],
  ] as const)('of a row that says %s is, when the ledger says %s, %s', (state, ledger, shown) => {
    expect(stateOf(row(state), { state: ledger }, now)).toBe(shown);
  });

  test.each([
    ['asked', null],
    ['refused', null],
    ['waiting', 'waiting'],
    ['cancelled', 'cancelled'],
  ] as const)('of a row that says %s and has nothing in the ledger is %s', (state, shown) => {
    expect(stateOf(row(state), null, now)).toBe(shown);
  });

  test('is expired at the very moment the hold ends', () => {
    expect(stateOf(row('held', { heldUntil: now }), { state: 'held' }, now)).toBe('expired');
  });

  test('is departed once the first train has left, and only of what was confirmed', () => {
    expect(stateOf(row('confirmed', { departure: now }), { state: 'confirmed' }, now)).toBe('departed');
    expect(stateOf(row('cancelled', { departure: now }), { state: 'released' }, now)).toBe('cancelled');
  });

  test('is never departed with a train that is cancelled', () => {
    const cancelled = row('confirmed', { departure: now, trainCancelled: true });
    expect(stateOf(cancelled, { state: 'confirmed' }, later)).toBe('confirmed');
  });
});

test('every state has its actions, and none leads out of cancelled and expired', () => {
  expect(Object.keys(actionsIn).toSorted()).toEqual([...bookingStates].toSorted());
  expect([actionsIn.cancelled, actionsIn.expired]).toEqual([[], []]);
});

test('after loading has closed only papers and boxes’ numbers can be given', () => {
  const timing = { loadingClosesAt: later, trainCancelled: false };
  expect(actionsOf('confirmed', timing, now)).toEqual(['amend', 'cancel', 'containers', 'declare']);
  expect(actionsOf('confirmed', timing, later)).toEqual(['containers', 'declare']);
});

test('who booked a train that is cancelled may let go of it or take another however late it is', () => {
  const timing = { loadingClosesAt: now, trainCancelled: true };
  expect(actionsOf('held', timing, later)).toEqual(['amend', 'cancel', 'containers', 'declare']);
  expect(actionsOf('confirmed', timing, later)).toEqual(['amend', 'cancel', 'containers', 'declare']);
});

test('what is missing is what some box does not have', () => {
  const whole = box({ number: 'CSQU3054383', vgmKg: 14_000, goods: [{ hs: '87', description: '' }] });
  expect(missingOf('confirmed', [whole], true)).toEqual([]);
  expect(missingOf('confirmed', [whole, box({ vgmKg: 14_000 })], false)).toEqual([
    'container-numbers',
    'goods',
    'declaration',
  ]);
  expect(missingOf('departed', [box()], false)).toEqual([]);
});

describe('what a load needs', () => {
  test('is its TEU, a plug for each reefer that runs, and its mass as far as it is known', () => {
    const boxes = [
      box(),
      box({ type: '45R1', cargoKg: 20_000 }),
      box({ type: '22R1', plugged: false }),
      box({ vgmKg: 14_300 }),
    ];
    expect(needOf(boxes)).toEqual({
      teu: 5,
      reeferPlugs: 1,
      weightKg: 12_000 + 20_000 + 12_000 + 14_300,
      dangerousClasses: [],
    });
  });

  test('names each class of dangerous goods once', () => {
    const paint = {
      hs: '32',
      description: '',
      dangerous: { unNumber: '1263', class: '3', properShippingName: 'Paint' },
    };
    const acid = {
      hs: '28',
      description: '',
      dangerous: { unNumber: '1789', class: '8', properShippingName: 'Acid' },
    };
    expect(needOf([box({ goods: [acid, paint] }), box({ goods: [paint] })]).dangerousClasses).toEqual([
      '3',
      '8',
    ]);
  });
});

describe('fees', () => {
  const departure = new Date('2026-12-10T00:00:00Z');
  const closes = new Date('2026-12-09T18:00:00Z');
  const at = (text: string) => new Date(text);

  test('nothing is charged that was not stated', () => {
    expect(feeSteps(defaultTerms, departure, closes)).toEqual([{ until: closes, percent: 0 }]);
  });

  test('rise as the train comes nearer, whatever order they were stated in', () => {
    const fees = [
      { hoursBefore: 24, percent: 50 },
      { hoursBefore: 72, percent: 20 },
    ];
    const terms = { ...defaultTerms, fees };
    const percent = (text: string) => feePercentAt(terms, departure, closes, at(text));
    expect([
      percent('2026-12-06T23:59:59Z'),
      percent('2026-12-07T00:00:00Z'),
      percent('2026-12-08T23:59:59Z'),
      percent('2026-12-09T00:00:00Z'),
      percent('2026-12-09T23:00:00Z'),
    ]).toEqual([0, 20, 20, 50, 50]);
  });

  test('one hour has one fee', () => {
    const of = (...hours: number[]) => ({
      ...defaultTerms,
      fees: hours.map((hoursBefore, index) => ({ hoursBefore, percent: index * 10 })),
    });
    expect(termsSchema.safeParse(of(72, 24)).success).toBe(true);
    expect(termsSchema.safeParse(of(24, 24)).error?.issues).toMatchObject([
      { path: ['fees'], message: 'names one hour twice' },
    ]);
  });

  test('a step that begins after loading has closed does not count', () => {
    const terms = { ...defaultTerms, fees: [{ hoursBefore: 2, percent: 100 }] };
    expect(feeSteps(terms, departure, closes)).toEqual([{ until: closes, percent: 0 }]);
  });

  test('a hold is never longer than loading is open', () => {
    expect(ttlSecondsOf(15, at('2026-12-09T18:00:00Z'), at('2026-12-09T17:50:00Z'))).toBe(600);
    expect(ttlSecondsOf(15, closes, closes)).toBe(null);
  });
});

describe('keys', () => {
  test('one organisation’s key is one booking, another’s is another', () => {
    expect(bookingId('a', 'k')).toBe(bookingId('a', 'k'));
    expect(new Set([bookingId('a', 'k'), bookingId('b', 'k'), bookingId('a', 'l')]).size).toBe(3);
  });

  test.each([undefined, '', '  ', 'é', 'x'.repeat(121), 'a\nb'])('%j is no key', (header) => {
    expect(keyIn(header)).toMatchObject({ code: 'key-missing' });
  });

  test('numbers have no letter that is mistaken for another', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(5), (id, attempt) => {
        expect(bookingNumber(id, attempt)).toMatch(/^SR-[0-9A-HJKMNP-TV-Z]{6}$/);
        expect(bookingNumber(id, attempt)).not.toBe(bookingNumber(id, attempt + 1));
      }),
    );
  });

  test('bodies that differ in anything have another hash', () => {
    expect(bodyHash({ a: 1, b: [1, 2] })).not.toBe(bodyHash({ a: 1, b: [2, 1] }));
  });
});

describe('what the ledger’s answer makes of a booking', () => {
  const made = { ...row('asked'), version: 1 } as BookingRow;
  const intent = (rest: object) => ({ id: 'i', by: bySerai, ...rest }) as Intent;
  const refused = (code: string) => ({ refused: true, code, detail: '' }) as never;

  test('a first hold is version 1', () => {
    const settled = settledBy(made, intent({ kind: 'hold', onFull: 'refuse' }), {
      reserved: 'r',
      expiresAt: later,
    });
    expect(settled).toMatchObject({ change: { state: 'held', heldUntil: later }, event: { what: 'held' } });
    expect(settled.change.version).toBe(undefined);
  });

  test('full is a place in the line for whoever waits, and nothing for whoever does not', () => {
    const full = refused('full');
    expect(settledBy(made, intent({ kind: 'hold', onFull: 'wait' }), full)).toMatchObject({
      joinsLine: true,
      event: { what: 'waiting' },
      refusal: null,
    });
    expect(settledBy(made, intent({ kind: 'hold', onFull: 'refuse' }), full)).toMatchObject({
      joinsLine: false,
      change: { state: 'refused' },
      event: null,
      refusal: { code: 'full' },
    });
  });

  test('an offer for which there was no room after all leaves the place in the line', () => {
    const waiting = { ...made, state: 'waiting' } as BookingRow;
    expect(settledBy(waiting, intent({ kind: 'offer' }), refused('full'))).toMatchObject({
      change: {},
      event: null,
    });
  });

  test('an amendment that is refused changes nothing', () => {
    const confirmed = { ...made, state: 'confirmed' } as BookingRow;
    expect(settledBy(confirmed, intent({ kind: 'amend' }), refused('full'))).toEqual({
      change: {},
      event: null,
      joinsLine: false,
      refusal: { refused: true, code: 'full', detail: expect.any(String) },
    });
  });

  test('a hold that has ended is expired, whatever was asked of it', () => {
    for (const kind of ['confirm', 'cancel', 'amend'])
      expect(
        settledBy({ ...made, state: 'held' } as BookingRow, intent({ kind }), refused('expired')),
      ).toMatchObject({
        change: { state: 'expired', version: 2 },
        event: { what: 'expired' },
        refusal: { code: 'hold-expired' },
      });
  });

  test('a question the ledger does not understand is a fault of ours', () => {
    expect(() => settledBy(made, intent({ kind: 'confirm' }), refused('unknown'))).toThrow(
      'does not understand',
    );
  });
});

test('where row and ledger differ the ledger is followed', () => {
  const follow = (state: RowState, ledger: Reservation['state']) => differing(state, ledger);
  expect(follow('held', 'expired')).toBe('expired');
  expect(follow('waiting', 'held')).toBe('held');
  expect(follow('refused', 'confirmed')).toBe('confirmed');
  expect(follow('held', 'held')).toBe(null);
  expect(follow('offered', 'held')).toBe(null);
  expect(follow('refused', 'expired')).toBe(null);
});

test('an amendment asks for more only where it takes more than it holds', () => {
  const held = [
    { pool: 'a', quantity: 2 },
    { pool: 'b', quantity: 2 },
  ];
  const wanted = [
    { pool: 'a', quantity: 1 },
    { pool: 'b', quantity: 3 },
    { pool: 'c', quantity: 1 },
  ];
  expect(morePools(held, wanted)).toEqual(['b', 'c']);
});
