/**
 * Land and borders of the world, from Natural Earth's 1:50 million map as `world-atlas` packs it: one file of 236 kB
 * compressed, fetched only when a map is shown. What the borders mean, and do not mean, is said in README.md.
 */
import type { Feature } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlasAddress from 'world-atlas/countries-50m.json?url';
import { type LonLat, unwrapRing } from './geometry.ts';

export interface Basemap {
  /** Every landmass as polygons of rings; the first ring is the shore, further ones are inland seas. */
  land: LonLat[][][];
  borders: LonLat[][];
  /** Every country as polygons of rings; names come from elsewhere (countries.ts). */
  countries: LonLat[][][][];
}

let loading: Promise<Basemap> | undefined;

/** Fetches the world once for all maps; a failed fetch may be tried again. */
export function loadBasemap(): Promise<Basemap> {
  loading ??= fetch(atlasAddress)
    .then((response) => {
      if (!response.ok) throw new Error(`The map's coastlines did not arrive (${response.status}).`);
      return response.json() as Promise<Topology>;
    })
    .then(readTopology)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** Antarctica closes over the pole, which no unwrapped ring can; no corridor runs there. */
const southernmostLat = -60;

export function readTopology(topology: Topology): Basemap {
  const { land, countries } = topology.objects;
  if (!land || !countries) throw new Error('The atlas file holds no land or no countries.');
  const polygons = feature(topology, land as GeometryCollection).features.flatMap(polygonsOf);
  const borders = mesh(topology, countries as GeometryCollection, (one, other) => one !== other);
  return {
    land: polygons
      .filter((rings) => rings[0]?.some(([, lat]) => lat > southernmostLat))
      .map((rings) => rings.map(unwrapRing)),
    borders: (borders.coordinates as LonLat[][]).map(unwrapRing),
    countries: feature(topology, countries as GeometryCollection).features.map((country) =>
      polygonsOf(country).map((rings) => rings.map(unwrapRing)),
    ),
  };
}

function polygonsOf({ geometry }: Feature): LonLat[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates as LonLat[][]];
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates as LonLat[][][]) : [];
}
