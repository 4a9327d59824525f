/** The pannable map: MapLibre behind the few words the page needs. Nothing outside this file knows MapLibre. */
import type { FeatureCollection } from 'geojson';
import { type GeoJSONSource, Map as MapLibre, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
// MapLibre's own worker file: without it version 6 draws nothing, and a strict CSP forbids the inline one
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Basemap } from './basemap.ts';
import { borderFeatures, landFeatures } from './features.ts';
import type { Bounds, LonLat } from './geometry.ts';
import { drawIcon, iconNames } from './icons.ts';
import type { Palette } from './palette.ts';
import { buildStyle, type SourceName } from './style.ts';

export type PickedKind = 'train' | 'crossing' | 'terminal' | 'leg';
export interface Picked {
  kind: PickedKind;
  id: string;
  at: LonLat;
}
/** A way is shown whole with its labels; the corridor fills the map up to its edges. */
export type View = { way: Bounds } | { whole: Bounds };
export interface GlMap {
  show(source: SourceName, features: FeatureCollection): void;
  repaint(palette: Palette): void;
  /** Brings a box into view; at once when motion is not wanted. */
  fit(view: View, still?: boolean): void;
  zoomBy(steps: number): void;
  centreOn(at: LonLat): void;
  /** Where a point lies on the map, in CSS pixels from its top left corner. */
  project(at: LonLat): { x: number; y: number };
  /** What the map is called to those who hear it. */
  rename(label: string): void;
  destroy(): void;
}
export interface GlMapEvents {
  picked(subject: Picked | null): void;
  moved(): void;
  /** Everything asked for so far is on the screen. */
  settled(): void;
  /** The browser took the graphics away, as phones do to sleeping pages. */
  lost(): void;
}

/** Whether this browser can draw the map at all; without WebGL 2 the page shows the still picture instead. */
export function canDrawGl(): boolean {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

const stillMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export async function openGlMap(
  container: HTMLElement,
  start: { palette: Palette; basemap: Basemap; view: View; label: string },
  events: GlMapEvents,
): Promise<GlMap> {
  setWorkerUrl(workerAddress);
  await loadLabelFonts();
  const map = new MapLibre({
    container,
    style: buildStyle(start.palette),
    bounds: boxOf(start.view),
    fitBoundsOptions: { padding: paddingFor(container, start.view) },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 9,
    // a way across the continent on a phone
    minZoom: 0,
    maxBounds: [
      [-60, -25],
      [215, 78],
    ],
    fadeDuration: 0,
    renderWorldCopies: false,
    locale: { 'Map.Title': start.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute('role', 'application');
  map.on('move', events.moved);
  map.on('idle', events.settled);
  map.on('webglcontextlost', events.lost);
  map.on('click', (event) => events.picked(pick(map, event)));
  map.on('mousemove', (event) => {
    map.getCanvas().style.cursor = pick(map, event) ? 'pointer' : '';
  });
  await new Promise((loaded, failed) => {
    map.once('style.load', loaded);
    map.once('error', ({ error }) => failed(error));
  });
  drawIcons(map, start.palette);
  const show = (source: SourceName, features: FeatureCollection) => {
    (map.getSource(source) as GeoJSONSource | undefined)?.setData(features);
  };
  show('land', landFeatures(start.basemap));
  show('borders', borderFeatures(start.basemap));

  return {
    show,
    repaint(palette) {
      for (const layer of buildStyle(palette).layers) {
        for (const [property, value] of Object.entries(layer.paint ?? {}))
          map.setPaintProperty(layer.id, property as never, value as never);
      }
      drawIcons(map, palette);
    },
    fit: (view, still = false) => {
      const duration = still || stillMotion() ? 0 : 700;
      map.fitBounds(boxOf(view), { padding: paddingFor(container, view), maxZoom: 6.5, duration });
    },
    zoomBy: (steps) => map.zoomTo(map.getZoom() + steps, { duration: stillMotion() ? 0 : 250 }),
    centreOn: (at) => {
      const near = { center: at, zoom: Math.max(map.getZoom(), 4.2) };
      if (stillMotion()) map.jumpTo(near);
      else map.easeTo({ ...near, duration: 500 });
    },
    project: (at) => map.project(at),
    rename: (label) => map.getCanvas().setAttribute('aria-label', label),
    destroy: () => map.remove(),
  };
}

const boxOf = (view: View): Bounds => ('way' in view ? view.way : view.whole);

/** Room for labels and for what corridor-map.module.css lays over the map's edges; a narrow map has its buttons below. */
function paddingFor(container: HTMLElement, view: View) {
  const narrow = container.clientWidth < 560;
  if ('whole' in view)
    return narrow ? { left: 4, right: 4, top: 6, bottom: 44 } : { left: 12, right: 12, top: 48, bottom: 32 };
  const side = narrow ? 44 : 80;
  return narrow
    ? { left: side, right: side, top: 36, bottom: 66 }
    : { left: side, right: side, top: 72, bottom: 72 };
}

/** Labels are drawn with the page's own fonts, and a font file not asked for before is not there when a glyph is drawn. */
async function loadLabelFonts(): Promise<void> {
  const letters = 'Aa Жя Ққ Җҗ';
  await Promise.allSettled(
    ['400', '600'].map((weight) => document.fonts.load(`${weight} 16px "Inter Variable"`, letters)),
  );
}

function drawIcons(map: MapLibre, palette: Palette): void {
  const pixelRatio = Math.max(2, Math.ceil(devicePixelRatio));
  for (const name of iconNames) {
    const image = drawIcon(name, palette, pixelRatio);
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio });
  }
}

const layerKinds: [string, PickedKind][] = [
  ['trains', 'train'],
  ['crossings', 'crossing'],
  ['terminals', 'terminal'],
  ['stop-labels', 'terminal'],
  ['terminal-labels', 'terminal'],
  ['chosen-rail', 'leg'],
  ['chosen-sea', 'leg'],
  ['chosen-road', 'leg'],
  ...(['1435', '1520', '1000', 'sea', 'road'] as const).map((kind): [string, PickedKind] => [
    `legs-${kind}`,
    'leg',
  ]),
];

/** What lies under the pointer, the most particular first; a finger gets a wider reach than a mouse. */
function pick(map: MapLibre, event: MapMouseEvent): Picked | null {
  if (!map.isStyleLoaded() && event.type === 'mousemove') return null;
  const reach = matchMedia('(pointer: coarse)').matches ? 12 : 5;
  const { x, y } = event.point;
  const features = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers: layerKinds.map(([layer]) => layer) },
  );
  for (const [layer, kind] of layerKinds) {
    const found = features.find((feature) => feature.layer.id === layer);
    if (!found) continue;
    const at: LonLat =
      found.geometry.type === 'Point'
        ? (found.geometry.coordinates as LonLat)
        : [event.lngLat.lng, event.lngLat.lat];
    return { kind, id: String(found.properties.id), at };
  }
  return null;
}
