/** How far and how long: `leg-length` and `running-time` of the pack's methods. */
import type { Corridor, PackLeg } from '../../../corridor/index.ts';
import { greatCircleKm } from '../../../corridor/index.ts';
import {
  choiceQuantity,
  estimate,
  factQuantity,
  given,
  input,
  type Quantity,
  remembered,
} from '../quantity.ts';
import { legSubjects, modeSubjects } from './subjects.ts';

/** Kilometres along the line, to 0.1 km: the published length, else great circles through the waypoints × detour. */
export const legLength = (corridor: Corridor, leg: PackLeg): Quantity =>
  remembered(corridor, `length ${leg.id}`, () => lengthOf(corridor, leg));

function lengthOf(corridor: Corridor, leg: PackLeg): Quantity {
  const published = corridor.choose('length', `leg:${leg.id}`);
  if (published) return choiceQuantity(corridor, published);
  const chord = tenth(chordKm(corridor, leg));
  const detour = factQuantity(corridor, 'detour', legSubjects(corridor, leg));
  return estimate(corridor, 'leg-length', tenth(chord * detour.value), 'km', [
    given('great-circles', chord, 'km'),
    input('detour', detour),
  ]);
}

/** Hours on the way without border stops; between berths where a sailing time is known. */
export function runningTime(corridor: Corridor, leg: PackLeg): Quantity {
  const sailing = leg.mode === 'sea' ? corridor.choose('sailing-time', `leg:${leg.id}`) : null;
  if (sailing) return choiceQuantity(corridor, sailing);
  const length = legLength(corridor, leg);
  const speed = factQuantity(corridor, 'running-speed', legSubjects(corridor, leg));
  return estimate(corridor, 'running-time', length.value / speed.value, 'h', [
    input('length', length),
    input('running-speed', speed),
  ]);
}

/** Between two points no leg of the pack joins: two terminals a lorry runs between, the two sides of a border. */
export function straightLength(corridor: Corridor, from: Point, to: Point, mode: string): Quantity {
  // Where only the town's point is known of both, the stretch is not nothing: a kilometre stands for it.
  const chord = Math.max(1, tenth(greatCircleKm(from, to)));
  const detour = factQuantity(corridor, 'detour', modeSubjects(mode));
  return estimate(corridor, 'leg-length', tenth(chord * detour.value), 'km', [
    given('great-circles', chord, 'km'),
    input('detour', detour),
  ]);
}

/** A lorry between two terminals. */
export function truckWay(corridor: Corridor, from: Point, to: Point): { length: Quantity; time: Quantity } {
  const length = straightLength(corridor, from, to, 'road');
  const speed = factQuantity(corridor, 'running-speed', modeSubjects('road'));
  const time = estimate(corridor, 'running-time', length.value / speed.value, 'h', [
    input('length', length),
    input('running-speed', speed),
  ]);
  return { length, time };
}

interface Point {
  lat: number;
  lon: number;
}

export function pointsOf(corridor: Corridor, leg: PackLeg): Point[] {
  return [leg.from, ...leg.via.map((id) => `place:${id}`), leg.to].flatMap((ref) => {
    const [kind, id = ''] = ref.split(':');
    const found = kind === 'terminal' ? corridor.terminals.get(id) : corridor.places.get(id);
    return found ? [{ lat: found.lat, lon: found.lon }] : [];
  });
}

function chordKm(corridor: Corridor, leg: PackLeg): number {
  let km = 0;
  let before: Point | undefined;
  for (const point of pointsOf(corridor, leg)) {
    if (before) km += greatCircleKm(before, point);
    before = point;
  }
  return km;
}

const tenth = (km: number) => Math.round(km * 10) / 10;
