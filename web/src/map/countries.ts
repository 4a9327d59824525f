/**
 * Where the names of the corridor's countries stand. Which shape of the atlas is which country is read from the pack's own
 * terminals that lie in it, so that only countries of the pack are named, and a further pack needs no list here.
 */
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import type { Basemap } from './basemap.ts';
import { type Bounds, boundsOf, type LonLat } from './geometry.ts';

export interface CountryLabel {
  code: string;
  at: LonLat;
  /** Degrees of latitude free above and below the name. */
  roomDegrees: number;
}

/** One label a country, in its emptiest spot: far from its border and from what the network draws in it. */
export function countryLabels(countries: Basemap['countries'], network: NetworkAnswer): CountryLabel[] {
  const drawn = [
    ...network.terminals.map((terminal) => terminal.at),
    ...network.legs.flatMap((leg) => leg.coordinates),
  ];
  const most = new Map<string, { held: number; shore: LonLat[] }>();
  for (const polygons of countries) {
    const shores = polygons.flatMap((rings) => rings[0] ?? []);
    const found = mostHeld(polygons, shores, network);
    if (!found || found.held <= (most.get(found.code)?.held ?? 0)) continue;
    const shore = polygons.map((rings) => rings[0] ?? []).sort((one, other) => area(other) - area(one))[0];
    if (shore) most.set(found.code, { held: found.held, shore });
  }
  return [...most].flatMap(([code, { shore }]) => {
    const spot = emptiestSpot(shore, drawn, network.view.bounds);
    return spot ? [{ code, ...spot }] : [];
  });
}

/** The country most of the terminals inside a shape say they are in. */
function mostHeld(polygons: LonLat[][][], shores: LonLat[], network: NetworkAnswer) {
  const box = boundsOf(shores);
  if (!box) return null;
  const held = new Map<string, number>();
  for (const { at, country } of network.terminals) {
    if (within(at, box) && polygons.some((rings) => inside(at, rings[0] ?? [])))
      held.set(country, (held.get(country) ?? 0) + 1);
  }
  const [first] = [...held].sort((one, other) => other[1] - one[1]);
  return first ? { code: first[0], held: first[1] } : null;
}

const gridSteps = 16;
/** A name is several times wider than high, so what lies beside it is nearer than what lies above. */
const sideways = 0.4;

/** The grid point farthest from every border point and everything drawn, within the view where the country reaches into it. */
export function emptiestSpot(
  shore: readonly LonLat[],
  drawn: readonly LonLat[],
  view: Bounds,
): { at: LonLat; roomDegrees: number } | null {
  const whole = boundsOf(shore);
  if (!whole) return null;
  const [[west, south], [east, north]] = overlap(whole, view) ?? whole;
  const wide = whole[1][0] - whole[0][0];
  const near = drawn.filter(
    ([lon, lat]) => lon > west - wide && lon < east + wide && lat > south - 9 && lat < north + 9,
  );
  const every = Math.max(1, Math.floor(shore.length / 400));
  const obstacles = [...shore.filter((_, index) => index % every === 0), ...near];
  let best: { at: LonLat; roomDegrees: number } | null = null;
  for (let column = 1; column < gridSteps; column++) {
    for (let row = 1; row < gridSteps; row++) {
      const at: LonLat = [
        west + ((east - west) * column) / gridSteps,
        south + ((north - south) * row) / gridSteps,
      ];
      if (!inside(at, shore)) continue;
      const shrink = Math.cos((at[1] * Math.PI) / 180) * sideways;
      const roomDegrees = obstacles.reduce(
        (least, [lon, lat]) => Math.min(least, Math.hypot((lon - at[0]) * shrink, lat - at[1])),
        Number.POSITIVE_INFINITY,
      );
      if (!best || roomDegrees > best.roomDegrees) best = { at, roomDegrees };
    }
  }
  return best;
}

const within = ([lon, lat]: LonLat, [[west, south], [east, north]]: Bounds) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

function overlap(one: Bounds, other: Bounds): Bounds | null {
  const west = Math.max(one[0][0], other[0][0]);
  const south = Math.max(one[0][1], other[0][1]);
  const east = Math.min(one[1][0], other[1][0]);
  const north = Math.min(one[1][1], other[1][1]);
  return west < east && south < north
    ? [
        [west, south],
        [east, north],
      ]
    : null;
}

/** Whether a ray to the east leaves the ring an odd number of times. */
export function inside([lon, lat]: LonLat, ring: readonly LonLat[]): boolean {
  let odd = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [lonA, latA] = ring[index]!;
    const [lonB, latB] = ring[before]!;
    if (latA > lat !== latB > lat && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) odd = !odd;
  }
  return odd;
}

/** Twice the area in square degrees: enough to tell a mainland from its islands. */
const area = (ring: readonly LonLat[]): number =>
  Math.abs(
    ring.reduce((sum, [lon, lat], index) => {
      const next = ring[(index + 1) % ring.length]!;
      return sum + lon * next[1] - next[0] * lat;
    }, 0),
  );
