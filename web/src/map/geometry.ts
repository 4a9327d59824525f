/**
 * Geometry of lines and places, without any map library: what a leg's id means as coordinates, how several legs join,
 * where a train stands on them, and how rings that cross the antimeridian are drawn in one piece.
 */

export type LonLat = [number, number];
export type Bounds = [LonLat, LonLat];
export interface LegLine {
  id: string;
  coordinates: LonLat[];
}

/** The coordinates of the leg a track id names; a leading `-` runs it backwards. Empty when the leg is unknown. */
export function legCoordinates(legs: ReadonlyMap<string, LegLine>, trackId: string): LonLat[] {
  const backwards = trackId.startsWith('-');
  const leg = legs.get(backwards ? trackId.slice(1) : trackId);
  if (!leg) return [];
  return backwards ? [...leg.coordinates].reverse() : leg.coordinates;
}

/** One line through several legs; the point two legs share stands once. */
export function joinTrack(legs: ReadonlyMap<string, LegLine>, track: readonly string[]): LonLat[] {
  const path: LonLat[] = [];
  for (const trackId of track) {
    for (const point of legCoordinates(legs, trackId)) {
      const last = path.at(-1);
      if (!last || last[0] !== point[0] || last[1] !== point[1]) path.push(point);
    }
  }
  return path;
}

/** Great-circle distance. */
export function distanceKm(a: LonLat, b: LonLat): number {
  const earthRadiusKm = 6371.0088;
  const [lon1, lat1, lon2, lat2] = [a[0], a[1], b[0], b[1]].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
    number,
  ];
  const half =
    Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

export interface MeasuredPath {
  path: LonLat[];
  /** Distance from the start at every point of the path. */
  atKm: number[];
}

/** Measures a path once, so that a moving train asks only for its place on it. */
export function measurePath(path: LonLat[]): MeasuredPath {
  const atKm = [0];
  for (let index = 1; index < path.length; index++) {
    atKm.push(atKm[index - 1]! + distanceKm(path[index - 1]!, path[index]!));
  }
  return { path, atKm };
}

/** The point at a fraction (0 to 1) of a path's length; null for an empty path. */
export function pointAlong({ path, atKm }: MeasuredPath, fraction: number): LonLat | null {
  const first = path[0];
  if (!first) return null;
  const goalKm = Math.max(0, Math.min(1, fraction)) * atKm.at(-1)!;
  let low = 0;
  let high = path.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (atKm[middle]! <= goalKm) low = middle;
    else high = middle;
  }
  const [from, to] = [path[low]!, path[high]!];
  const spanKm = atKm[high]! - atKm[low]!;
  if (spanKm === 0) return [...from];
  const share = (goalKm - atKm[low]!) / spanKm;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/**
 * Makes longitudes run on instead of jumping at ±180, so that a ring over the antimeridian (Chukotka, Fiji) is drawn as
 * one piece and not smeared over the whole map; the ring is then moved so that its middle lies between -180 and 180.
 */
export function unwrapRing(ring: readonly LonLat[]): LonLat[] {
  const unwrapped: LonLat[] = [];
  let turn = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  ring.forEach((point, index) => {
    const before = ring[index - 1];
    if (before && point[0] - before[0] > 180) turn -= 360;
    if (before && point[0] - before[0] < -180) turn += 360;
    const lon = point[0] + turn;
    least = Math.min(least, lon);
    most = Math.max(most, lon);
    unwrapped.push([lon, point[1]]);
  });
  const middle = (least + most) / 2;
  const shift = middle > 180 ? -360 : middle < -180 ? 360 : 0;
  return shift === 0 ? unwrapped : unwrapped.map(([lon, lat]) => [lon + shift, lat]);
}

/** The smallest box around all points, or null when there is none. */
export function boundsOf(points: readonly LonLat[]): Bounds | null {
  const first = points[0];
  if (!first) return null;
  const [southWest, northEast]: Bounds = [[...first], [...first]];
  for (const [lon, lat] of points) {
    southWest[0] = Math.min(southWest[0], lon);
    southWest[1] = Math.min(southWest[1], lat);
    northEast[0] = Math.max(northEast[0], lon);
    northEast[1] = Math.max(northEast[1], lat);
  }
  return [southWest, northEast];
}
