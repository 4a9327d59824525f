import { dot, text } from '@observablehq/plot';
import type { NetworkAnswer } from '../api/freight.ts';
import type { Basemap } from '../map/basemap.ts';
import { countryLabels } from '../map/countries.ts';
import { type Bounds, boundsOf, type LonLat } from '../map/geometry.ts';
import { conicProjection } from '../map/projection.ts';
import { drawStillPicture } from '../map/still-picture.ts';
import { amountText } from './amount.ts';
import { levelOf } from './data.ts';
import { type Drawing, draw, type Frame, type Spot } from './frame.ts';
import type { OnMap } from './latest.ts';
import { looks, symbols } from './look.ts';

const largest = 34;

/** Circles whose area is the figure, over the still map of the corridor: a country's size says nothing about its trade. */
export function drawMap(
  shown: readonly OnMap[],
  { network, basemap }: { network: NetworkAnswer; basemap: Basemap | null },
  frame: Frame,
): Drawing {
  const { width, height, t, format } = frame;
  const places = new Map(
    basemap ? countryLabels(basemap.countries, network).map((label) => [label.code, label.at]) : [],
  );
  const bounds = boundsAround(
    shown.flatMap(({ country }) => {
      const at = places.get(country);
      return at ? [at] : [];
    }),
    network.view.bounds,
  );
  const project = conicProjection(bounds, { width, height });
  const most = Math.max(0, ...shown.map(({ point }) => levelOf(point.figure) ?? 0));
  const circles = shown.flatMap((each) => {
    const at = places.get(each.country);
    if (!at) return [];
    const [x, y] = project(at);
    const level = levelOf(each.point.figure);
    const radius =
      level === null || most === 0 ? 7 : Math.max(3, largest * Math.sqrt(Math.max(0, level) / most));
    return [{ ...each, x, y, radius, level, amount: amountText(each.point.figure, t, format) }];
  });
  circles.sort((one, other) => other.radius - one.radius);
  const labels = labelsOf(circles, width);
  const kinds = [...new Set(circles.map(({ point }) => point.figure.kind))];
  const label = { stroke: 'var(--land)', strokeWidth: 3.5, fontSize: 12 } as const;
  const plotted = draw(
    frame,
    { margin: 0, axis: null, x: { type: 'identity' }, y: { type: 'identity' }, r: { type: 'identity' } },
    [
      () => ground(network, basemap, bounds, frame),
      kinds.map((kind) =>
        dot(
          circles.filter(({ point }) => point.figure.kind === kind),
          {
            x: 'x',
            y: 'y',
            r: 'radius',
            fill: looks[kind].filled ? 'var(--accent)' : 'var(--sheet)',
            fillOpacity: looks[kind].filled ? 0.5 : 0.6,
            stroke: 'var(--accent)',
            strokeWidth: 1.4,
            strokeDasharray: looks[kind].outline ?? looks[kind].dash ?? (kind === 'unknown' ? '1 3' : ''),
          },
        ),
      ),
      kinds.map((kind) =>
        kind === 'unknown'
          ? []
          : dot(
              circles.filter(({ point }) => point.figure.kind === kind),
              {
                x: 'x',
                y: 'y',
                r: 3,
                symbol: symbols[kind],
                fill: looks[kind].filled ? 'var(--accent)' : 'var(--sheet)',
                stroke: 'var(--accent)',
              },
            ),
      ),
      (['start', 'end'] as const).map((textAnchor) => {
        const on = labels.filter((each) => each.anchor === textAnchor);
        return [
          text(on, { ...label, x: 'x', y: 'y', dy: -7, text: 'name', textAnchor, fill: 'var(--ink-2)' }),
          text(on, {
            ...label,
            x: 'x',
            y: 'y',
            dy: 8,
            text: 'amount',
            textAnchor,
            fill: 'var(--ink)',
            fontWeight: 600,
          }),
        ];
      }),
    ],
  );
  const spots: Spot[] = circles.map(({ point, name, x, y }) => ({ point, series: name, x, y }));
  return { svg: plotted.svg, spots };
}

interface Circle extends OnMap {
  x: number;
  y: number;
  radius: number;
  amount: string;
}

/** Beside its circle, to the right or the left, where it covers no other circle and no other name; the largest choose first. */
function labelsOf(circles: readonly Circle[], width: number) {
  const taken: Box[] = circles.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  return circles.map((circle, index) => {
    const { x, y, radius, name, amount } = circle;
    const wide = Math.max(...[name, amount].map(widthOf));
    const places = [0, 22, -22, 40, -40].flatMap((down) =>
      (['start', 'end'] as const).map((anchor) => {
        const at = anchor === 'start' ? x + radius + 6 : x - radius - 6;
        const left = anchor === 'start' ? at : at - wide;
        return {
          anchor,
          x: at,
          y: y + down,
          box: { left, right: left + wide, top: y + down - 15, bottom: y + down + 15 },
        };
      }),
    );
    const free = places.find(
      ({ box }) =>
        box.left > 4 &&
        box.right < width - 4 &&
        taken.every((other, which) => which === index || !touches(box, other)),
    );
    const found = free ?? places[0]!;
    taken.push(found.box);
    return { ...circle, x: found.x, y: found.y, anchor: found.anchor };
  });
}
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const touches = (one: Box, other: Box) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
const widthOf = (words: string) =>
  [...words].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 12 : 6.9), 0);

const airDegrees = { lon: 11, lat: 6 };
/** Around what is shown, so that it fills the picture; the whole corridor where nothing is. */
function boundsAround(points: readonly LonLat[], whole: Bounds): Bounds {
  const box = boundsOf(points);
  if (!box) return whole;
  const [[west, south], [east, north]] = box;
  return [
    [west - airDegrees.lon, south - airDegrees.lat],
    [east + airDegrees.lon, north + airDegrees.lat],
  ];
}

function ground(
  network: NetworkAnswer,
  basemap: Basemap | null,
  bounds: Bounds,
  { width, height }: Frame,
): SVGElement {
  const bare = { ...network, terminals: [], crossings: [], legs: [], services: [] };
  const { land, borders } = drawStillPicture(bare, basemap, null, bounds, { width, height });
  // a picture in the picture, which keeps the land inside it
  const group = element('svg', { width, height, overflow: 'hidden' });
  group.append(
    element('rect', { width, height, fill: 'var(--sea)' }),
    element('path', { d: land, fill: 'var(--land)', 'fill-rule': 'evenodd' }),
    element('path', { d: borders, fill: 'none', stroke: 'var(--line)' }),
  );
  return group;
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
