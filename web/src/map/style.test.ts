import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import type { Palette } from './palette.ts';
import { buildStyle } from './style.ts';

const colour = '#17222d';
const palette = new Proxy({}, { get: () => colour }) as Palette;
const style = buildStyle(palette);

test('the style is one MapLibre accepts', () => {
  expect(validateStyleMin(style)).toEqual([]);
});

test('the style asks for nothing from any server: no glyphs, no sprite, no tiles', () => {
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  expect(JSON.stringify(style)).not.toMatch(/https?:/);
  expect(Object.values(style.sources).every((source) => source.type === 'geojson')).toBe(true);
});

test('trains and crossings lie over the chosen way, the chosen way over the rest', () => {
  const order = style.layers.map(({ id }) => id);
  expect(order.indexOf('chosen-rail')).toBeGreaterThan(order.indexOf('alternatives-rail'));
  expect(order.indexOf('alternatives-rail')).toBeGreaterThan(order.indexOf('legs-1435'));
  expect(order.indexOf('trains')).toBeGreaterThan(order.indexOf('chosen-inlay'));
  expect(order.indexOf('crossings')).toBeGreaterThan(order.indexOf('trains'));
  expect(order.indexOf('stop-labels')).toBeGreaterThan(order.indexOf('crossings'));
});
