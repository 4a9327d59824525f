/** What the map draws, as GeoJSON: plain functions from the network's answer and the chosen way to features. */
import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import type { Basemap } from './basemap.ts';
import type { CountryLabel } from './countries.ts';
import { type LegLine, type LonLat, legCoordinates } from './geometry.ts';
import { type Crossing, servicesThrough } from './subject.ts';

export interface Chosen {
  track: string[];
  stops: string[];
  crossings: string[];
}
/** How a line is drawn: by gauge for rail, by mode for the rest. */
export type LineKind = '1435' | '1520' | '1000' | 'sea' | 'road';

type Leg = NetworkAnswer['legs'][number];
export type LegIndex = ReadonlyMap<string, LegLine & { kind: LineKind }>;

export function lineKind(leg: Pick<Leg, 'mode' | 'gauge'>): LineKind {
  if (leg.mode !== 'rail') return leg.mode;
  return leg.gauge === '1520' || leg.gauge === '1000' ? leg.gauge : '1435';
}

export function indexLegs(network: NetworkAnswer): LegIndex {
  return new Map(
    network.legs.map((leg) => [leg.id, { id: leg.id, coordinates: leg.coordinates, kind: lineKind(leg) }]),
  );
}

export function landFeatures(basemap: Basemap): FeatureCollection<Polygon> {
  return collect(
    basemap.land.map((coordinates) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates },
    })),
  );
}

export function borderFeatures(basemap: Basemap): FeatureCollection<LineString> {
  return collect(basemap.borders.map((line) => lineFeature(line, {})));
}

/** Country names in the reader's language. */
export function countryFeatures(labels: readonly CountryLabel[], language: string): FeatureCollection<Point> {
  const names = new Intl.DisplayNames([language], { type: 'region', style: 'short' });
  return collect(
    labels.map(({ code, at, roomDegrees }) =>
      pointFeature(at, { label: names.of(code) ?? code, room: roomDegrees, rank: -roomDegrees }),
    ),
  );
}

export function legFeatures(legs: LegIndex): FeatureCollection<LineString> {
  return collect(
    [...legs.values()].map((leg) => lineFeature(leg.coordinates, { id: leg.id, kind: leg.kind })),
  );
}

/** The legs of one way, each in its own kind, so that its 1520 mm parts can carry their light line. */
export function trackFeatures(legs: LegIndex, tracks: readonly string[][]): FeatureCollection<LineString> {
  const seen = new Set<string>();
  const features: Feature<LineString>[] = [];
  for (const trackId of tracks.flat()) {
    const leg = legs.get(trackId.replace(/^-/, ''));
    if (!leg || seen.has(leg.id)) continue;
    seen.add(leg.id);
    features.push(lineFeature(legCoordinates(legs, trackId), { id: leg.id, kind: leg.kind }));
  }
  return collect(features);
}

/**
 * Terminals with their label and its rank: the stops of the chosen way first, then by how much runs there. The two
 * terminals of a crossing keep their label for near views (`beside`), for the crossing's own name stands there already.
 */
export function terminalFeatures(network: NetworkAnswer, chosen: Chosen | null): FeatureCollection<Point> {
  const besideCrossing = new Set(network.crossings.flatMap((crossing) => [crossing.from, crossing.to]));
  const stops = new Set(chosen?.stops);
  return collect(
    network.terminals.map((terminal) =>
      pointFeature(terminal.at, {
        id: terminal.id,
        label: terminal.placeName,
        rank: stops.has(terminal.id) ? 0 : 1000 - Math.min(999, terminal.services),
        chosen: stops.has(terminal.id),
        beside: besideCrossing.has(terminal.id),
        services: terminal.services,
      }),
    ),
  );
}

export function crossingFeatures(network: NetworkAnswer, chosen: Chosen | null): FeatureCollection<Point> {
  const passed = new Set(chosen?.crossings);
  const through = (crossing: Crossing) => servicesThrough(crossing, network).length;
  return collect(
    network.crossings.map((crossing) =>
      pointFeature(crossing.at, {
        id: crossing.id,
        label: crossing.name,
        rank: passed.has(crossing.id) ? 0 : 1000 - Math.min(999, through(crossing)),
        services: through(crossing),
        chosen: passed.has(crossing.id),
        icon: `${crossing.kind}${crossing.open ? '' : '-closed'}`,
      }),
    ),
  );
}

/** All points of a way, for the view that shows it whole. */
export function pointsOf(network: NetworkAnswer, legs: LegIndex, chosen: Chosen): LonLat[] {
  const stops = new Set(chosen.stops);
  const passed = new Set(chosen.crossings);
  return [
    ...chosen.track.flatMap((trackId) => legCoordinates(legs, trackId)),
    ...network.terminals.filter((terminal) => stops.has(terminal.id)).map((terminal) => terminal.at),
    ...network.crossings.filter((crossing) => passed.has(crossing.id)).map((crossing) => crossing.at),
  ];
}

export function pointFeature<T extends object>(coordinates: LonLat, properties: T): Feature<Point> {
  return { type: 'Feature', properties: { ...properties }, geometry: { type: 'Point', coordinates } };
}

function lineFeature(coordinates: LonLat[], properties: object): Feature<LineString> {
  return { type: 'Feature', properties: { ...properties }, geometry: { type: 'LineString', coordinates } };
}

export function collect<G extends Point | LineString | Polygon | MultiPolygon>(
  features: Feature<G>[],
): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}
