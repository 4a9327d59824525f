/** A map as one still drawing: paths and labels in page pixels, for print, small maps and browsers without WebGL. */
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import type { Basemap } from './basemap.ts';
import { type Chosen, indexLegs, type LineKind } from './features.ts';
import { type Bounds, boundsOf, joinTrack, type LonLat } from './geometry.ts';
import { conicProjection, type Project, type Size } from './projection.ts';
import { servicesThrough } from './subject.ts';

export interface StillLine {
  id: string;
  kind: LineKind;
  path: string;
}
export interface StillPoint {
  id: string;
  x: number;
  y: number;
  label: string;
  rank: number;
  chosen: boolean;
  /** Set for crossings: which sign is drawn. */
  sign?: 'gauge-change' | 'border';
  open?: boolean;
  /** Set for marks, in pixels: no label lies on one. */
  radius?: number;
}
/** A point that is none of the network's, as the page that shows the map has it. */
export interface Mark {
  id: string;
  at: LonLat;
  label: string;
  radius: number;
}
export interface StillLabel {
  id: string;
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
  chosen: boolean;
  isMark: boolean;
}
export interface StillPicture {
  land: string;
  borders: string;
  lines: StillLine[];
  chosenLines: StillLine[];
  points: StillPoint[];
  /** In the order they are given in, which is that of their names. */
  marks: StillPoint[];
  labels: StillLabel[];
}

export function drawStillPicture(
  network: NetworkAnswer,
  basemap: Basemap | null,
  chosen: Chosen | null,
  bounds: Bounds,
  size: Size,
  marks: readonly Mark[] = [],
): StillPicture {
  const project = conicProjection(bounds, size);
  const onPage = (point: { x: number; y: number }) =>
    point.x > 4 && point.y > 4 && point.x < size.width - 4 && point.y < size.height - 4;
  const lines = drawLegs(network, project, size, null);
  const wide = bounds[1][0] - bounds[0][0] > wideDegrees;
  const points = [...terminalPoints(network, chosen, project), ...crossingPoints(network, chosen, project)]
    .filter(onPage)
    .filter((point) => !wide || point.rank < rankFor(servicesWhenWide))
    .sort((one, other) => one.rank - other.rank);
  const marked = marks.map((mark, rank): StillPoint => {
    const [x, y] = project(mark.at);
    return { ...mark, x, y, rank, chosen: false };
  });
  const near = basemap && nearby(basemap, bounds);
  return {
    land: near ? near.land.map((ring) => drawPath(ring, project, size, true)).join('') : '',
    borders: near ? near.borders.map((line) => drawPath(line, project, size, false)).join('') : '',
    lines,
    chosenLines: chosen ? drawLegs(network, project, size, chosen.track) : [],
    points: [...points].reverse(),
    marks: marked,
    labels: placeLabels([...marked, ...points], size, chosen ? alongWay(network, chosen, project) : []),
  };
}

/** From here on a picture is of half a continent, and what few services use is left out of it. */
const wideDegrees = 36;
const servicesWhenWide = 6;
/** What is chosen comes first, then what most services use; 0 and 0.5 are the ranks of the chosen. */
const rankFor = (services: number) => 1000 - Math.min(998, services);

/** Points close together all along the chosen way, which no name should lie on. */
function alongWay(network: NetworkAnswer, chosen: Chosen, project: Project): Spot[] {
  const stepPixels = 8;
  const path = joinTrack(indexLegs(network), chosen.track).map(project);
  return path.flatMap(([x, y], index) => {
    const [nextX, nextY] = path[index + 1] ?? [x, y];
    const steps = Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / stepPixels));
    return Array.from({ length: steps }, (_, step) => ({
      x: x + ((nextX - x) * step) / steps,
      y: y + ((nextY - y) * step) / steps,
    }));
  });
}

/** The part of the world that can reach into the picture. */
function nearby(basemap: Basemap, [[west, south], [east, north]]: Bounds) {
  const margin = 12;
  const reaches = (line: LonLat[]) => {
    const box = boundsOf(line);
    return (
      box !== null &&
      box[0][0] < east + margin &&
      box[1][0] > west - margin &&
      box[0][1] < north + margin &&
      box[1][1] > south - margin
    );
  };
  return {
    land: basemap.land.flatMap((rings) => (rings[0] && reaches(rings[0]) ? rings.filter(reaches) : [])),
    borders: basemap.borders.filter(reaches),
  };
}

function drawLegs(network: NetworkAnswer, project: Project, size: Size, track: string[] | null): StillLine[] {
  const legs = indexLegs(network);
  return (track ?? [...legs.keys()]).flatMap((trackId) => {
    const leg = legs.get(trackId.replace(/^-/, ''));
    return leg
      ? [{ id: leg.id, kind: leg.kind, path: drawPath(joinTrack(legs, [trackId]), project, size, false) }]
      : [];
  });
}

/** An SVG path that leaves out steps too small to see, and nearly all of what lies far outside the picture. */
function drawPath(
  line: readonly LonLat[],
  project: Project,
  { width, height }: Size,
  closed: boolean,
): string {
  let path = '';
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  line.forEach((at, index) => {
    const [x, y] = project(at);
    const outside = x < -width || y < -height || x > 2 * width || y > 2 * height;
    const stepMin = outside ? 40 : 0.6;
    const isEnd = index === 0 || index === line.length - 1;
    if (!isEnd && Math.abs(x - lastX) < stepMin && Math.abs(y - lastY) < stepMin) return;
    path += `${path ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    [lastX, lastY] = [x, y];
  });
  return closed ? `${path}Z` : path;
}

function terminalPoints(network: NetworkAnswer, chosen: Chosen | null, project: Project): StillPoint[] {
  const stops = new Set(chosen?.stops);
  const besideCrossing = new Set(network.crossings.flatMap((crossing) => [crossing.from, crossing.to]));
  return network.terminals.map((terminal) => {
    const [x, y] = project(terminal.at);
    // a border's two terminals lie under its sign, whose own label names both
    const underSign = besideCrossing.has(terminal.id) && !(stops.size === 1 && stops.has(terminal.id));
    const isStop = stops.has(terminal.id) && !underSign;
    const rank = isStop ? 0 : underSign ? 2000 : rankFor(terminal.services);
    return {
      id: `terminal:${terminal.id}`,
      x,
      y,
      label: underSign ? '' : terminal.placeName,
      rank,
      chosen: isStop,
    };
  });
}

function crossingPoints(network: NetworkAnswer, chosen: Chosen | null, project: Project): StillPoint[] {
  const passed = new Set(chosen?.crossings);
  return network.crossings.map((crossing) => {
    const [x, y] = project(crossing.at);
    const isPassed = passed.has(crossing.id);
    return {
      id: `crossing:${crossing.id}`,
      x,
      y,
      label: crossing.name,
      rank: isPassed ? 0.5 : rankFor(servicesThrough(crossing, network).length),
      chosen: isPassed,
      sign: crossing.kind,
      open: crossing.open,
    };
  });
}

interface Spot {
  x: number;
  y: number;
}
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Labels in order of rank, each beside its point where it touches no other label, no sign of more weight, and not the way. */
export function placeLabels(
  points: readonly StillPoint[],
  size: Size,
  way: readonly Spot[] = [],
): StillLabel[] {
  const taken = points.flatMap(({ x, y, radius }): Box[] =>
    radius ? [{ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }] : [],
  );
  const onWay = way.map(({ x, y }) => ({ left: x - 2, top: y - 2, right: x + 2, bottom: y + 2 }));
  const labels: StillLabel[] = [];
  const texts = new Set<string>();
  for (const point of points) {
    if (point.label === '' || texts.has(point.label)) continue;
    const letterPixels = point.chosen ? 13.5 : point.radius ? 12 : 11.5;
    const width =
      [...point.label].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 1 : 0.56), 0) *
      letterPixels;
    const gap = point.radius ? point.radius + 4 : point.sign ? 11 : 8;
    const half = width / 2;
    const places: [number, number, StillLabel['anchor'], number][] = [
      [point.x + gap, point.y + 4, 'start', point.x + gap],
      [point.x - gap, point.y + 4, 'end', point.x - gap - width],
      [point.x, point.y - gap - 2, 'middle', point.x - half],
      [point.x, point.y + gap + 10, 'middle', point.x - half],
    ];
    // a mark among marks often has room for its name at a corner alone
    if (point.radius) {
      const aside = point.radius + 3;
      for (const y of [point.y - point.radius - 4, point.y + point.radius + letterPixels])
        places.push(
          [point.x + aside, y, 'start', point.x + aside],
          [point.x - aside, y, 'end', point.x - aside - width],
        );
    }
    const boxAt = (y: number, left: number): Box => ({
      left: left - 3,
      top: y - letterPixels,
      right: left + width + 3,
      bottom: y + 4,
    });
    const onPage = (box: Box) =>
      box.left > 0 && box.top > 0 && box.right < size.width && box.bottom < size.height;
    const isFree = (box: Box) => onPage(box) && !taken.some((other) => touches(box, other));
    const clear = places.filter(([, y, , left]) => !onWay.some((spot) => touches(boxAt(y, left), spot)));
    // a stop must be named, though its name lies on the way
    for (const [x, y, anchor, left] of point.chosen ? [...clear, ...places] : clear) {
      const box = boxAt(y, left);
      if (!isFree(box)) continue;
      taken.push(box, {
        left: point.x - gap + 3,
        top: point.y - gap + 3,
        right: point.x + gap - 3,
        bottom: point.y + gap - 3,
      });
      texts.add(point.label);
      const isMark = point.radius !== undefined;
      labels.push({ id: point.id, text: point.label, x, y, anchor, chosen: point.chosen, isMark });
      break;
    }
  }
  return labels;
}

const touches = (one: Box, other: Box) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
