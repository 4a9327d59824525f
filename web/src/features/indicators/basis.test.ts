import { expect, test } from 'vitest';
import { basesOf, basisOf, scopeOf } from './basis.ts';
import type { Line } from './choice.ts';

const of = (
  frequency: Line['frequency'],
  publisher: string | null,
  key: Line['key'] = { reporter: 'CN', partner: 'KZ' },
): Line => {
  const source = { id: publisher ?? 'a text', publisher: publisher ?? 'A paper', title: '' };
  const figure = { value: '5', unit: 'USD', kind: 'reported' as const, evidence: [] };
  return {
    ...{ key, frequency, name: Object.values(key).join(' – '), type: publisher ? 'observation' : 'claim' },
    source: publisher ? source : null,
    points: [
      {
        ...{ id: 'point', periodStart: '2025-01-01', periodEnd: '2025-12-31', figure, source, article: null },
        ...{ type: publisher ? 'observation' : 'claim', claim: null, decision: null, vintages: [] },
        recordedAt: '2026-11-22T00:00:00Z',
      },
    ],
  };
};

test('periods of any length by one office are one thing to go by; what texts say is another, and stands last', () => {
  const bases = basesOf([of('year', null), of('year', 'an office'), of('month', 'an office')]);
  expect(bases.map(({ publisher }) => publisher)).toEqual(['an office', null]);
  expect(bases.map(({ scope }) => scope.source)).toEqual(['an office', 'a text']);
});

test('two offices are two things to go by', () => {
  expect(basesOf([of('year', 'an office'), of('year', 'another')])).toHaveLength(2);
});

test('a basis is named by all of its dimensions, so that no other line has its name', () => {
  const names = [{ reporter: 'CN' }, { partner: 'CN' }, { reporter: 'CN', flow: 'total' }].map((key) =>
    basisOf(key, null),
  );
  expect(new Set(names).size).toBe(3);
});

test('dimensions that nobody told are not asked for', () => {
  expect(scopeOf({ reporter: 'CN', view: 'bar' })).toEqual({ reporter: 'CN' });
});
