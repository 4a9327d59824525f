/** The map's look as a MapLibre style: from a palette to layers. Everything is drawn from GeoJSON; nothing is fetched. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { LineKind } from './features.ts';
import { countryLayer, isChosen, labelLayers } from './label-layers.ts';
import type { Palette } from './palette.ts';

export const sourceNames = [
  'land',
  'borders',
  'countries',
  'legs',
  'alternatives',
  'chosen',
  'focus',
  'terminals',
  'crossings',
  'trains',
] as const;
export type SourceName = (typeof sourceNames)[number];

export function buildStyle(palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(
      sourceNames.map((name) => [
        name,
        { type: 'geojson', data: { type: 'FeatureCollection', features: [] }, tolerance: 0.3 },
      ]),
    ),
    layers: [
      ...groundLayers(palette),
      ...lineLayers(palette),
      ...chosenLayers(palette),
      ...pointLayers(palette),
    ],
  };
}

function groundLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    {
      id: 'land',
      type: 'fill',
      source: 'land',
      paint: { 'fill-color': palette.land, 'fill-antialias': true },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      paint: { 'line-color': palette.line, 'line-width': 1 },
    },
    countryLayer(palette),
  ];
}

const isKind = (kind: LineKind): FilterSpecification => ['==', ['get', 'kind'], kind];

/** A quiet line for every kind: 1435 mm one, 1520 mm two, 1000 mm long dashes, sea dots, road short dashes. */
function lineLayers(palette: Palette): LayerSpecification[] {
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 2, 0.7, 6, 1.3];
  const line = (kind: LineKind, paint: object, round = false): LayerSpecification => ({
    id: `legs-${kind}`,
    type: 'line',
    source: 'legs',
    filter: isKind(kind),
    layout: { 'line-join': 'round', 'line-cap': round ? 'round' : 'butt' },
    paint: { 'line-color': palette.ink3, 'line-opacity': 0.8, 'line-width': width, ...paint },
  });
  return [
    line('road', { 'line-dasharray': [3, 2.5] }),
    line('sea', { 'line-dasharray': [0.1, 3], 'line-width': 1.6 }, true),
    line('1000', { 'line-dasharray': [8, 2.5], 'line-width': 1.1 }),
    line('1435', {}),
    line('1520', {
      'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 6, 0.9],
      'line-gap-width': ['interpolate', ['linear'], ['zoom'], 2, 1, 6, 2.2],
    }),
  ];
}

const solidKinds: FilterSpecification = ['in', ['get', 'kind'], ['literal', ['1435', '1520', '1000']]];

function chosenLayers(palette: Palette): LayerSpecification[] {
  const layout = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const over = (
    source: 'alternatives' | 'chosen' | 'focus',
    colour: string,
    width: number,
    opacity: number,
  ): LayerSpecification[] => [
    {
      id: `${source}-rail`,
      type: 'line',
      source,
      filter: solidKinds,
      layout,
      paint: { 'line-color': colour, 'line-width': width, 'line-opacity': opacity },
    },
    {
      id: `${source}-sea`,
      type: 'line',
      source,
      filter: isKind('sea'),
      layout,
      paint: {
        'line-color': colour,
        'line-width': width,
        'line-opacity': opacity,
        'line-dasharray': [0.1, 1.9],
      },
    },
    {
      id: `${source}-road`,
      type: 'line',
      source,
      filter: isKind('road'),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': width,
        'line-opacity': opacity,
        'line-dasharray': [1.6, 1],
      },
    },
  ];
  return [
    ...over('alternatives', palette.lapis, 2, 0.38),
    {
      id: 'focus-casing',
      type: 'line',
      source: 'focus',
      layout,
      paint: { 'line-color': palette.sheet, 'line-width': 6 },
    },
    ...over('focus', palette.ink, 2.2, 1),
    {
      id: 'chosen-casing',
      type: 'line',
      source: 'chosen',
      layout,
      paint: { 'line-color': palette.sheet, 'line-width': 8, 'line-opacity': 0.95 },
    },
    ...over('chosen', palette.lapis, 4, 1),
    {
      id: 'chosen-inlay',
      type: 'line',
      source: 'chosen',
      filter: isKind('1520'),
      layout,
      paint: { 'line-color': palette.sheet, 'line-width': 1.2 },
    },
  ];
}

/** A terminal's circle grows with what runs there. */
const radius = (scale: number): ExpressionSpecification => [
  'case',
  isChosen,
  5.5 * Math.max(0.8, scale),
  ['interpolate', ['linear'], ['get', 'services'], 0, 2 * scale, 10, 3 * scale, 60, 4.4 * scale],
];

function pointLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'terminals',
      type: 'circle',
      source: 'terminals',
      // what nothing calls at is for near views, and what little does for nearer ones than what much does
      filter: ['any', isChosen, ['>=', ['get', 'services'], ['step', ['zoom'], 6, 3.5, 2, 4.5, 1, 6, 0]]],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 2, radius(0.7), 5, radius(1), 8, radius(1.4)],
        'circle-color': palette.sheet,
        'circle-stroke-color': ['case', isChosen, palette.lapis, palette.ink2],
        'circle-stroke-width': ['case', isChosen, 2.2, 1.1],
      },
    },
    {
      id: 'trains-halo',
      type: 'circle',
      source: 'trains',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 2, 3.2, 5, 7],
        'circle-color': palette.sheet,
        'circle-opacity': 0.85,
      },
    },
    {
      id: 'trains',
      type: 'circle',
      source: 'trains',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 2, 1.9, 5, 4.2],
        'circle-color': palette.lapisFill,
        'circle-stroke-color': palette.lapis,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 2, 1.1, 5, 2],
      },
    },
    ...labelLayers(palette),
  ];
}
