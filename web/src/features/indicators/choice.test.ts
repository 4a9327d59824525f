import { expect, test } from 'vitest';
import { drawnOf, type Line, mainOf, partsOf, readChoice, shownFrequency } from './choice.ts';

const line = (change: {
  key: Line['key'];
  office?: string;
  type?: Line['type'];
  frequency?: Line['frequency'];
  years?: number[];
}): Line => {
  const {
    key,
    office = 'an office',
    type = 'observation',
    frequency = 'year',
    years = [2023, 2024],
  } = change;
  const source = { id: office, publisher: office, title: '' };
  return {
    key,
    name: Object.values(key).join(' – '),
    type,
    frequency,
    source: type === 'claim' ? null : source,
    points: years.map((year) => ({
      id: `${office} ${type} ${Object.values(key)} ${year}`,
      periodStart: `${year}-01-01`,
      periodEnd: `${year}-12-31`,
      figure: { value: '5', unit: 'USD', kind: type === 'claim' ? 'reported' : 'official', evidence: [] },
      type,
      source,
      article: null,
      claim: null,
      decision: null,
      recordedAt: '2026-11-22T00:00:00Z',
      vintages: [],
    })),
  };
};

test('two offices of one thing are two lines, named by who says it; a claim stands beside the first', () => {
  const key = { reporter: 'CN', partner: 'KZ' };
  const drawn = drawnOf(
    [
      line({ key }),
      line({ key, office: 'another office' }),
      line({ key: { ...key, category: 'total' }, type: 'claim', years: [2024] }),
    ],
    'year',
  );
  expect(drawn.map(({ name, points }) => [name, points.length])).toEqual([
    ['CN – KZ · an office', 3],
    ['CN – KZ · another office', 2],
  ]);
});

test('a flow is shown in the length of period most official figures have, unless the reader chose', () => {
  const key = { reporter: 'CN' };
  const series = [line({ key }), line({ key, frequency: 'month', years: [2021, 2022, 2023] })];
  expect(shownFrequency(series, 'flow', {})).toBe('month');
  expect(shownFrequency(series, 'flow', { frequency: 'year' })).toBe('year');
  expect(shownFrequency(series, 'stock', {})).toBeUndefined();
});

test('a region is no part beside its own countries', () => {
  const drawn = drawnOf(
    ['KZ', 'UZ', 'central-asia'].map((partner) => line({ key: { reporter: 'CN', partner, flow: 'export' } })),
    'year',
  );
  const found = partsOf(drawn);
  expect(found?.dimension).toBe('partner');
  expect(found?.parts.map(({ key }) => key.partner)).toEqual(['KZ', 'UZ']);
});

test('an address holds only what the page knows', () => {
  expect(readChoice({ partner: 'KZ', other: 'x', from: '', view: 'bar' })).toEqual({
    partner: 'KZ',
    view: 'bar',
  });
});

test('where an office states a whole its parts are not drawn beside it, until somebody asks for a part', () => {
  const drawn = drawnOf(
    [line({ key: { flow: 'total' } }), line({ key: { flow: 'export' } }), line({ key: { flow: 'import' } })],
    'year',
  );
  expect(mainOf(drawn, {}).map(({ key }) => key.flow)).toEqual(['total']);
  expect(mainOf(drawn, { flow: 'export' })).toHaveLength(3);
});

test('a whole that only a text states hides no part', () => {
  const drawn = drawnOf(
    [line({ key: { flow: 'total' }, type: 'claim' }), line({ key: { flow: 'export' } })],
    'year',
  );
  expect(mainOf(drawn, {})).toHaveLength(2);
});
