import { expect, test } from 'vitest';
import { spanOf, stepsOf, termsIn } from './terms.ts';

const typed = (fields: Record<string, string | string[]>) => {
  const values = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) values.append(name, each);
  return values;
};
const good = { holdMinutes: '15', offerMinutes: '120', note: '' };

test('fees are steps in the order of time: free before the first, the last until loading closes', () => {
  const fees = [
    { hoursBefore: 24, percent: 50 },
    { hoursBefore: 72, percent: 10 },
  ];
  expect(stepsOf(fees)).toEqual([
    { fromHours: null, untilHours: 72, percent: 0 },
    { fromHours: 72, untilHours: 24, percent: 10 },
    { fromHours: 24, untilHours: null, percent: 50 },
  ]);
  expect(stepsOf([])).toEqual([{ fromHours: null, untilHours: null, percent: 0 }]);
});

test('a span is said in days, hours and minutes, without those of which there are none', () => {
  expect(spanOf(2160)).toEqual([
    { unit: 'days', count: 1 },
    { unit: 'hours', count: 12 },
  ]);
  expect(spanOf(15)).toEqual([{ unit: 'minutes', count: 15 }]);
  expect(spanOf(0)).toEqual([{ unit: 'minutes', count: 0 }]);
});

test('typed terms are read with the decimal signs and groups of the three languages', () => {
  const { terms } = termsIn(
    typed({
      holdMinutes: '1 440',
      offerMinutes: '1,440',
      step: ['0', '2'],
      'hours-0': '72',
      'percent-0': '12,5',
      'hours-2': '24',
      'percent-2': '50',
      note: ' By contract. ',
    }),
  );
  expect(terms).toEqual({
    holdMinutes: 1440,
    offerMinutes: 1440,
    fees: [
      { hoursBefore: 72, percent: 12.5 },
      { hoursBefore: 24, percent: 50 },
    ],
    note: 'By contract.',
  });
});

test('what is no figure, too much, or an hour named twice is told of its own field', () => {
  const wrongIn = (fields: Record<string, string | string[]>) => termsIn(typed({ ...good, ...fields })).wrong;
  expect(wrongIn({ holdMinutes: 'soon' })).toEqual({ holdMinutes: 'minutes' });
  expect(wrongIn({ offerMinutes: '20000' })).toEqual({ offerMinutes: 'minutes' });
  expect(wrongIn({ holdMinutes: '1.5' })).toEqual({ holdMinutes: 'minutes' });
  const steps = { step: ['0', '1'], 'hours-0': '24', 'percent-0': '101', 'hours-1': '24', 'percent-1': '5' };
  expect(wrongIn(steps)).toEqual({ 'percent-0': 'percent', 'hours-1': 'twice' });
  expect(termsIn(typed({ ...good, ...steps })).terms).toBeNull();
});
