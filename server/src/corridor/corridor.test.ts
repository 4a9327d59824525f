import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Corridor } from './corridor.ts';
import { conflictsOf, type Fact, factId, periodOf, rankFacts } from './facts.ts';
import { corridorFromFiles } from './load.ts';
import type { Source } from './rows.ts';
import { writePack } from './testing.ts';
import { greatCircleKm, TrackNetwork } from './track.ts';

const source = (id: string, kind: Source['kind']): [string, Source] => [
  id,
  { id, kind, publisher: id, title: id, address: '', date: '2024', licence: '' },
];
const sources = new Map([
  source('cpmm', 'official'),
  source('forwarder', 'reported'),
  source('own', 'model'),
]);
const fact = (part: Partial<Fact>): Fact => {
  const row = {
    subject: 'crossing:x',
    measure: 'crossing-time',
    lo: '30',
    hi: '30',
    unit: 'h',
    period: '2022',
    source: 'cpmm',
    confidence: 'published',
    formula: '',
    note: '',
    ...part,
  } as const;
  return { ...row, id: factId(row) };
};

describe('of several facts a search uses', () => {
  const winner = (...facts: Fact[]) => {
    const choice = rankFacts(facts, sources);
    return [choice?.fact.source, choice?.fact.period, choice?.why];
  };
  test('the published one before an estimate, however new', () => {
    expect(winner(fact({ source: 'own', confidence: 'estimated', period: '2026' }), fact({}))).toEqual([
      'cpmm',
      '2022',
      'published-before-estimated',
    ]);
  });
  test('the dated one before an undated', () => {
    expect(winner(fact({ source: 'forwarder', period: '' }), fact({}))).toEqual([
      'cpmm',
      '2022',
      'dated-before-undated',
    ]);
  });
  test('the latest period', () => {
    expect(winner(fact({}), fact({ source: 'forwarder', period: '2024-07' }))).toEqual([
      'forwarder',
      '2024-07',
      'latest-period',
    ]);
  });
  test('the official one of the same period', () => {
    expect(winner(fact({ source: 'forwarder' }), fact({}))).toEqual([
      'cpmm',
      '2022',
      'official-before-reported',
    ]);
  });
  test('the same one in whatever order they stand', () => {
    const part = fc.record({
      source: fc.constantFrom('cpmm', 'forwarder', 'own'),
      period: fc.constantFrom('', '2022', '2024-07', '2025-H1', '2025-01-01/2025-06-30'),
      confidence: fc.constantFrom('published' as const, 'estimated' as const),
      hi: fc.constantFrom('30', '40'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(part, {
          minLength: 1,
          maxLength: 6,
          selector: (each) => `${each.source} ${each.period}`,
        }),
        (parts) => {
          const facts = parts.map((each) => fact(each));
          expect(rankFacts(facts.toReversed(), sources)).toEqual(rankFacts(facts, sources));
        },
      ),
    );
  });
});

test('facts conflict when their periods overlap and their intervals do not', () => {
  const mean = fact({});
  const weeks = fact({ source: 'forwarder', lo: '264', hi: '336', period: '' });
  const near = fact({ source: 'own', lo: '20', hi: '31' });
  const later = fact({ source: 'forwarder', lo: '99', hi: '99', period: '2023' });
  expect(conflictsOf(mean, [mean, weeks, near, later]).map((each) => each.id)).toEqual([weeks.id]);
});

test.each([
  ['2022', '2022-01-01', '2023-01-01'],
  ['2025-H1', '2025-01-01', '2025-07-01'],
  ['2025-Q4', '2025-10-01', '2026-01-01'],
  ['2024-02', '2024-02-01', '2024-03-01'],
  ['2024-02-29', '2024-02-29', '2024-03-01'],
  ['2025-09-12/2025-09-25', '2025-09-12', '2025-09-26'],
])('the period %s runs from %s to before %s', (period, start, end) => {
  expect(periodOf(period)).toEqual({ start: Date.parse(start), end: Date.parse(end) });
});
test.each(['', '2023-02-29', '2024-13', '2025-H3', '2025/2024', '2024/2025/2026', 'last year'])(
  '%j is no period',
  (period) => {
    expect(periodOf(period)).toBeNull();
  },
);

describe('finding a place', () => {
  const { search } = corridorFromFiles(writePack());
  test.each([
    ['Ürümqi', 'urumqi'],
    ['urumqi', 'urumqi'],
    ['  URUMCHI ', 'urumqi'],
    ['乌鲁木齐', 'urumqi'],
    ['CNURM', 'urumqi'],
    ['алматы', 'almaty'],
    ['alma ata', 'almaty'],
  ])('%s is exactly %s, the city and not one of its terminals', (query, id) => {
    expect(search.exact(query).map((match) => [match.kind, match.id])).toEqual([['place', id]]);
  });
  test.each([
    ['Almati', 'almaty'],
    ['Urumqui', 'urumqi'],
    ['alm', 'almaty'],
    ['Алматі', 'almaty'],
  ])('%s suggests %s', (query, id) => {
    expect(search.exact(query)).toEqual([]);
    expect(search.find(query)[0]?.id).toBe(id);
  });
  test('a junction no train stops at is not offered', () => {
    expect(search.find('jinghe')).toEqual([]);
  });
  test('whatever is typed is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        expect(search.find(query).length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('ways over legs', () => {
  const corridor = corridorFromFiles(writePack());
  const track = new TrackNetwork(corridor);
  test('run over legs of one gauge, in either direction', () => {
    expect(
      track.between('urumqi', 'khorgos', 'rail', '1435')?.map(({ leg, reversed }) => [leg.id, reversed]),
    ).toEqual([['urumqi-khorgos', false]]);
    expect(
      track.between('almaty', 'altynkol', 'rail', '1520')?.map(({ leg, reversed }) => [leg.id, reversed]),
    ).toEqual([['altynkol-almaty', true]]);
    expect(track.between('urumqi', 'almaty', 'rail', '1435')).toBeNull();
  });
  test('are as long as the great circles through their waypoints', () => {
    const [khorgos, jinghe, urumqi] = ['khorgos', 'jinghe', 'urumqi'].map((id) => corridor.places.get(id)!);
    expect(track.chordKm(corridor.legs.get('urumqi-khorgos')!)).toBeCloseTo(
      greatCircleKm(urumqi!, jinghe!) + greatCircleKm(jinghe!, khorgos!),
      9,
    );
  });
  test('one degree of the equator is 111.195 km', () => {
    expect(greatCircleKm({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(111.195, 3);
  });
});

test('a name falls back from the dialect to the language, to English, to the id', () => {
  const corridor: Corridor = corridorFromFiles(writePack());
  expect(corridor.name('place:urumqi', 'zh-Hans')).toBe('乌鲁木齐');
  expect(corridor.name('place:urumqi', 'ru')).toBe('Ürümqi');
  expect(corridor.name('place:jinghe', 'ru')).toBe('jinghe');
});
