/** Names on the map: whose stand where, how large, and who gives way. */
import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** The first family only says the weight: MapLibre reads it from the name and draws with the next family it finds. */
const families = [
  'Inter Variable',
  'PingFang SC',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Microsoft YaHei',
  'sans-serif',
];
const regular = families;
const semibold = ['Serai Semibold', ...families];

export const isChosen: ExpressionSpecification = ['==', ['get', 'chosen'], true];

/**
 * Names of countries lie under all lines and signs, and give way to every other name. A name is shown from the zoom on at
 * which it has room.
 */
export function countryLayer(palette: Palette): LayerSpecification {
  return {
    id: 'country-labels',
    type: 'symbol',
    source: 'countries',
    filter: ['>=', ['get', 'room'], ['step', ['zoom'], 1.7, 3, 1, 4, 0.5, 5, 0]],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': regular,
      'text-size': ['interpolate', ['linear'], ['zoom'], 2, 9.5, 5, 11.5],
      'text-transform': 'uppercase',
      'text-letter-spacing': 0.16,
      'text-max-width': 8,
      'text-padding': 6,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: {
      'text-color': palette.ink3,
      'text-halo-color': palette.land,
      'text-halo-width': 1.2,
    },
  };
}

/**
 * Labels in three layers, because MapLibre gives the upper layer the space: the stops of the chosen way before crossings,
 * crossings before all other terminals. Along the chosen way labels stand above or below it, elsewhere beside their point.
 */
export function labelLayers(palette: Palette): LayerSpecification[] {
  const paint = {
    'text-color': palette.ink,
    'text-halo-color': palette.land,
    'text-halo-width': 1.8,
    'text-halo-blur': 0.3,
  };
  const common: NonNullable<SymbolLayerSpecification['layout']> = {
    'text-field': ['get', 'label'],
    'text-justify': 'auto',
    'symbol-sort-key': ['get', 'rank'],
    'text-padding': 3,
    'text-max-width': 10,
  };
  const beside: ExpressionSpecification = [
    'literal',
    ['left', [0.8, 0], 'right', [-0.8, 0], 'bottom', [0, -0.7], 'top', [0, 0.7]],
  ];
  const above: ExpressionSpecification = [
    'literal',
    ['bottom', [0, -0.85], 'top', [0, 0.85], 'left', [1, 0], 'right', [-1, 0]],
  ];
  // the terminals of a crossing stand under its sign: their own names are for near views
  const notBesideCrossing: ExpressionSpecification = ['any', ['!', ['get', 'beside']], ['>=', ['zoom'], 7]];
  /** The name of a crossing that at least so many services pass. */
  const labelFrom = (services: number): ExpressionSpecification => [
    'case',
    ['any', isChosen, ['>=', ['get', 'services'], services]],
    ['get', 'label'],
    '',
  ];
  return [
    {
      id: 'terminal-labels',
      type: 'symbol',
      source: 'terminals',
      filter: [
        'all',
        ['!', isChosen],
        [
          'any',
          ['>=', ['zoom'], 8],
          ['all', notBesideCrossing, ['>=', ['get', 'services'], ['step', ['zoom'], 6, 3.5, 2, 4.5, 1]]],
        ],
      ],
      layout: { ...common, 'text-font': regular, 'text-size': 11.5, 'text-variable-anchor-offset': beside },
      paint,
    },
    {
      id: 'crossings',
      type: 'symbol',
      source: 'crossings',
      filter: ['any', isChosen, ['>=', ['get', 'services'], ['step', ['zoom'], 1, 4, 0]]],
      layout: {
        ...common,
        'text-field': ['step', ['zoom'], labelFrom(40), 3, labelFrom(12), 4, labelFrom(2), 5, labelFrom(0)],
        'icon-image': ['get', 'icon'],
        'icon-allow-overlap': true,
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          2,
          ['case', isChosen, 1, 0.5],
          5,
          ['case', isChosen, 1.05, 0.75],
        ],
        'text-optional': true,
        'text-font': ['case', isChosen, ['literal', semibold], ['literal', regular]],
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          2.5,
          ['case', isChosen, 11.5, 10.5],
          4,
          ['case', isChosen, 13, 11],
        ],
        'text-variable-anchor-offset': ['case', isChosen, above, beside],
      },
      paint,
    },
    {
      id: 'stop-labels',
      type: 'symbol',
      source: 'terminals',
      filter: ['all', isChosen, notBesideCrossing],
      layout: {
        ...common,
        'text-font': semibold,
        // half a continent on a phone leaves little room for names
        'text-size': ['interpolate', ['linear'], ['zoom'], 2.5, 12, 4, 14.5],
        'text-variable-anchor-offset': above,
      },
      paint,
    },
  ];
}
