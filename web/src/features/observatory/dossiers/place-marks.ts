/** How the places of a dossier stand on its map: how large each is, and what the frame holds. */
import type { Dossier } from '../../../api/observatory.ts';
import type { Size } from '../../../map/fitted-map.tsx';
import { type Bounds, boundsOf, type LonLat } from '../../../map/geometry.ts';

type Place = Pick<Dossier['places'][number], 'by' | 'claims'>;

const pixels = { least: 4, most: 13, within: 5 };
/** So many claims make a place the largest, or as many as the one with most has: one claim alone is none to be large for. */
const claimsOfLargest = 8;

/** The area of what the same claims name goes by their number; that of others is one, since their claims are not this dossier's. */
export function radiusOf({ by, claims }: Place, mostClaims: number): number {
  if (by === 'within') return pixels.within;
  return Math.max(pixels.least, pixels.most * Math.sqrt(claims / Math.max(mostClaims, claimsOfLargest)));
}

/** The list has a long name whole; across a phone's map it would hide what it names. */
export function labelOf({ name, claims }: Pick<Dossier['places'][number], 'name' | 'claims'>): string {
  const letters = [...name];
  return `${letters.length > lettersMax ? `${letters.slice(0, lettersMax - 1).join('')}…` : name} ${claims}`;
}
const lettersMax = 24;

/** Degrees of latitude to the north and south of a single point. */
const reachLat = 5.5;
/** Of the picture, on each side, for what is drawn and written around a point at its edge. */
const margin = 0.12;

/** What holds all points in a picture of that shape, and no less than one alone would have around it. */
export function frameOf(points: readonly LonLat[], { width, height }: Size): Bounds {
  const [[west, south], [east, north]] = boundsOf(points) ?? [
    [0, 0],
    [0, 0],
  ];
  const middle: LonLat = [(west + east) / 2, (south + north) / 2];
  const perLat = width / height / Math.cos((middle[1] * Math.PI) / 180);
  const room = 1 - 2 * margin;
  const halfLat = Math.max(reachLat, (north - south) / 2 / room, (east - west) / 2 / room / perLat);
  return [
    [middle[0] - halfLat * perLat, middle[1] - halfLat],
    [middle[0] + halfLat * perLat, middle[1] + halfLat],
  ];
}
