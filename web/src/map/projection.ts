/** Where still maps put a point: the conic equal-area projection of Albers, fitted to a box, as an atlas page would. */
import type { Bounds, LonLat } from './geometry.ts';

export interface Size {
  width: number;
  height: number;
}
export type Project = (at: LonLat) => [x: number, y: number];

export function conicProjection([[west, south], [east, north]]: Bounds, { width, height }: Size): Project {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [lower, upper] = [radians(south + (north - south) / 6), radians(north - (north - south) / 6)];
  const cone = (Math.sin(lower) + Math.sin(upper)) / 2 || 1e-6;
  const constant = Math.cos(lower) ** 2 + 2 * cone * Math.sin(lower);
  const middleLon = (west + east) / 2;
  const onCone = ([lon, lat]: LonLat): [number, number] => {
    const reach = Math.sqrt(Math.max(0, constant - 2 * cone * Math.sin(radians(lat)))) / cone;
    const turn = cone * radians(lon - middleLon);
    return [reach * Math.sin(turn), -reach * Math.cos(turn)];
  };
  const edge = edgeOf(west, south, east, north).map(onCone);
  const [left, right] = [Math.min(...edge.map(([x]) => x)), Math.max(...edge.map(([x]) => x))];
  const [least, most] = [Math.min(...edge.map(([, y]) => y)), Math.max(...edge.map(([, y]) => y))];
  const scale = Math.min(width / (right - left), height / (most - least));
  return (at) => {
    const [x, y] = onCone(at);
    // y grows to the north on the cone (its apex is the pole) and to the south on the page
    return [width / 2 + (x - (left + right) / 2) * scale, height / 2 - (y - (least + most) / 2) * scale];
  };
}

/** Points along the box's edge: a straight side of a box is a curve on a cone. */
function edgeOf(west: number, south: number, east: number, north: number): LonLat[] {
  const steps = Array.from({ length: 9 }, (_, step) => step / 8);
  return steps.flatMap((share): LonLat[] => {
    const lon = west + (east - west) * share;
    const lat = south + (north - south) * share;
    return [
      [lon, south],
      [lon, north],
      [west, lat],
      [east, lat],
    ];
  });
}
