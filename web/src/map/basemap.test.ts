import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Topology } from 'topojson-specification';
import { expect, test } from 'vitest';
import { readTopology } from './basemap.ts';
import { boundsOf } from './geometry.ts';

const atlas = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const basemap = readTopology(JSON.parse(readFileSync(atlas, 'utf8')) as Topology);

test('no landmass of the world is smeared over the map', () => {
  const jumps = basemap.land
    .flat()
    .flatMap((ring) => ring.slice(1).map((point, index) => Math.abs(point[0] - ring[index]![0])));
  expect(jumps.length).toBeGreaterThan(50_000);
  expect(jumps.reduce((most, jump) => Math.max(most, jump))).toBeLessThan(60);
});

test('Eurasia is one landmass that reaches over the antimeridian', () => {
  const widest = basemap.land
    .map((rings) => boundsOf(rings[0]!)!)
    .sort((one, other) => other[1][0] - other[0][0] - (one[1][0] - one[0][0]))[0]!;
  expect(widest[0][0]).toBeLessThan(0);
  expect(widest[1][0]).toBeGreaterThan(180);
});

test('the Caspian is water: a ring inside Eurasia', () => {
  const caspian = basemap.land
    .flatMap((rings) => rings.slice(1))
    .find((ring) => {
      const [southWest, northEast] = boundsOf(ring)!;
      return southWest[0] > 45 && northEast[0] < 56 && southWest[1] > 35 && northEast[1] < 48;
    });
  expect(caspian).toBeDefined();
});

test('borders are lines between countries', () => {
  expect(basemap.borders.length).toBeGreaterThan(150);
});
