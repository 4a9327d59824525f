import { expect, test } from 'vitest';
import { figure, leg, option } from '../../../journey/testing.ts';
import { evidenceOf } from './evidence-of.ts';

const fact = (id: string) => ({ type: 'fact' as const, id, version: '1' });

test('sources are found through formulas however deep, and each fact counts once', () => {
  const tariff = fact('mode:rail/tariff/erai/2025-H1');
  const cost = {
    type: 'formula' as const,
    id: 'line-cost',
    version: '1',
    inputs: [
      { name: 'tariff', value: '0.3', unit: 'USD/TEU-km', evidence: tariff },
      {
        name: 'length',
        value: '10',
        unit: 'km',
        evidence: {
          type: 'formula' as const,
          id: 'leg-length',
          version: '1',
          inputs: [
            { name: 'detour', value: '1.2', unit: 'ratio', evidence: fact('mode:rail/detour/own/2026') },
          ],
        },
      },
    ],
  };
  const way = option(
    'way',
    [leg('ride', '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', { cost: figure('3', 'USD', [cost]) })],
    { cost: figure('3', 'USD', [cost, fact('mode:sea/tariff/erai/2025-H1')]) },
  );
  expect(evidenceOf(way)).toEqual({
    sources: [
      { id: 'erai', factId: 'mode:rail/tariff/erai/2025-H1', count: 2 },
      { id: 'own', factId: 'mode:rail/detour/own/2026', count: 1 },
    ],
    formulas: ['leg-length', 'line-cost'],
  });
});
