import { dot, text } from '@observablehq/plot';
import type { NetworkAnswer } from '../api/freight.ts';
import type { Basemap } from '../map/basemap.ts';
import { countryLabels } from '../map/countries.ts';
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
  const bounds = network.view.bounds;
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
  const kinds = [...new Set(circles.map(({ point }) => point.figure.kind))];
  const label = { textAnchor: 'middle', stroke: 'var(--land)', strokeWidth: 3.5, fontSize: 11 } as const;
  const below = (each: (typeof circles)[number]) => each.y + each.radius;
  const plotted = draw(
    frame,
    { margin: 0, axis: null, x: { type: 'identity' }, y: { type: 'identity' }, r: { type: 'identity' } },
    [
      () => ground(network, basemap, frame),
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
      text(circles, { ...label, x: 'x', y: below, dy: 10, text: 'name', fill: 'var(--ink-2)' }),
      text(circles, {
        ...label,
        x: 'x',
        y: below,
        dy: 24,
        text: 'amount',
        fill: 'var(--ink)',
        fontWeight: 600,
      }),
    ],
  );
  const spots: Spot[] = circles.map(({ point, name, x, y }) => ({ point, series: name, x, y }));
  return { svg: plotted.svg, spots };
}

function ground(network: NetworkAnswer, basemap: Basemap | null, { width, height }: Frame): SVGElement {
  const bare = { ...network, terminals: [], crossings: [], legs: [], services: [] };
  const { land, borders } = drawStillPicture(bare, basemap, null, network.view.bounds, { width, height });
  const group = element('g', {});
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
