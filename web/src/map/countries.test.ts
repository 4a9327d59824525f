import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Topology } from 'topojson-specification';
import { expect, test } from 'vitest';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { readTopology } from './basemap.ts';
import { countryLabels, emptiestSpot, inside } from './countries.ts';
import { countryFeatures } from './features.ts';
import type { LonLat } from './geometry.ts';

const atlas = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const { countries } = readTopology(JSON.parse(readFileSync(atlas, 'utf8')) as Topology);
const terminal = (country: string, at: LonLat) => ({ country, at });
const network = {
  view: {
    bounds: [
      [20, 18],
      [128, 61],
    ],
  },
  terminals: [
    terminal('CN', [108.94, 34.34]),
    terminal('CN', [104.07, 30.66]),
    terminal('KZ', [76.95, 43.26]),
    terminal('UZ', [69.28, 41.31]),
    terminal('RU', [37.62, 55.75]),
  ],
  legs: [],
} as unknown as NetworkAnswer;
const square: LonLat[] = [
  [0, 0],
  [20, 0],
  [20, 20],
  [0, 20],
  [0, 0],
];

test('only countries in which the pack has a terminal are named', () => {
  expect(
    countryLabels(countries, network)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['CN', 'KZ', 'RU', 'UZ']);
});

test('a country reaching over the view is named within it', () => {
  for (const { at } of countryLabels(countries, network)) {
    expect(at[0]).toBeGreaterThan(20);
    expect(at[0]).toBeLessThan(128);
    expect(at[1]).toBeLessThan(61);
  }
});

test('a name keeps away from the border and from what is drawn', () => {
  const view: [LonLat, LonLat] = [
    [-50, -50],
    [50, 50],
  ];
  const alone = emptiestSpot(square, [], view)!;
  expect(alone.at[1]).toBeCloseTo(10, 0);
  const crowded = emptiestSpot(square, [[10, 10]], view)!;
  expect(Math.hypot(crowded.at[0] - 10, crowded.at[1] - 10)).toBeGreaterThan(2);
  expect(crowded.roomDegrees).toBeLessThan(alone.roomDegrees);
  expect(inside(crowded.at, square)).toBe(true);
});

test('names stand in the reader’s language', () => {
  const labels = countryLabels(countries, network).filter(({ code }) => code === 'KZ');
  const named = (language: string) => countryFeatures(labels, language).features[0]?.properties?.label;
  expect([named('en'), named('zh'), named('ru')]).toEqual(['Kazakhstan', '哈萨克斯坦', 'Казахстан']);
});
