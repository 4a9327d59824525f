/** Pieces several charts are made of: the axes, the marks of points, their whiskers, what is unknown. */
import { dot, gridY, type Markish, ruleX, ruleY, text, vectorY } from '@observablehq/plot';
import type { FigureKind } from '../api/freight.ts';
import { axisTitle, type Scale, scaled, scaleFor } from './amount.ts';
import { instantOf, levelOf, type Nature, placeOf } from './data.ts';
import { type Frame, narrowBelow, type Spot } from './frame.ts';
import { looks, symbols } from './look.ts';
import { timeTicks } from './ticks.ts';

export interface Placed extends Omit<Spot, 'x' | 'y'> {
  at: Date;
  level: number | null;
  colour: string;
}
export const place = (
  point: Spot['point'],
  series: string,
  nature: Nature,
  colour = 'var(--accent)',
): Placed => ({ point, series, at: new Date(placeOf(point, nature)), level: levelOf(point.figure), colour });

export const margins = { marginTop: 30, marginBottom: 26, marginLeft: 52, marginRight: 16 };

/** The axis of amounts: hairlines, numbers in the reader's language, and above them what they count. */
export function amountAxis(most: number, unit: string, frame: Frame, left = margins.marginLeft) {
  const scale: Scale = scaleFor(most, unit, frame.t);
  const marks: Markish[] = [
    gridY({ ticks: 5, stroke: 'var(--hair)', strokeOpacity: 1 }),
    text([axisTitle(unit, scale, frame.t)], {
      frameAnchor: 'top-left',
      dx: 4 - left,
      dy: -24,
      fill: 'var(--ink-3)',
      fontSize: 11,
    }),
  ];
  return { marks, tickFormat: (value: number) => scaled(value, scale, frame.format) };
}

/** Names of months and years below, without a line: the foot of the picture is enough. */
export function timeAxis([from, to]: readonly [number, number], frame: Frame, least = 1): Markish[] {
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(frame.width / 76)), frame.format, least);
  return [
    text(
      ticks.filter(({ nameAt }) => nameAt.getTime() < to),
      {
        x: 'nameAt',
        text: 'text',
        frameAnchor: 'bottom',
        textAnchor: ticks.every(({ at, nameAt }) => at.getTime() === nameAt.getTime()) ? 'start' : 'middle',
        dy: 17,
        fill: 'var(--ink-3)',
        fontSize: 11,
      },
    ),
    ruleX(
      ticks.filter(({ at }) => at.getTime() >= from),
      { x: 'at', stroke: 'var(--hair)' },
    ),
  ];
}

/** A claim stands a little to the right of what it is about, so that neither hides the other. */
export const besidePixels = 9;

/** The marks of points by kind, on paper so that lines end at them. */
export function markDots(points: readonly Placed[], size = 4, dx = 0): Markish[] {
  const known = points.filter(({ level }) => level !== null);
  return kindsOf(known).map((kind) => {
    const look = looks[kind];
    return dot(
      known.filter(({ point }) => point.figure.kind === kind),
      {
        x: 'at',
        y: 'level',
        symbol: symbols[kind],
        r: size,
        dx,
        fill: look.filled ? 'colour' : 'var(--sheet)',
        stroke: look.filled ? 'var(--sheet)' : 'colour',
        strokeWidth: look.filled ? 1 : 1.5,
        ...(look.outline ? { strokeDasharray: look.outline } : {}),
      },
    );
  });
}

/** What a text says bears its quotation mark: it may be of the same kind and period as what an office states. */
export const quoted = (claims: readonly Placed[]): Markish =>
  text(
    claims.filter(({ level }) => level !== null),
    {
      ...{ x: 'at', y: 'level', dx: besidePixels + 7, dy: -3, text: () => '”', textAnchor: 'start' },
      ...{ fill: 'colour', stroke: 'var(--sheet)', strokeWidth: 3, fontSize: 17, fontWeight: 700 },
    },
  );

/** An interval is a whisker; where one bound only is known, an arrow to where the rest may be. */
export function whiskers(points: readonly Placed[], dx = 0): Markish[] {
  const bounds = points.map((each) => ({
    ...each,
    lo: number(each.point.figure.lo),
    hi: number(each.point.figure.hi),
  }));
  const between = bounds.filter(({ lo, hi }) => lo !== null && hi !== null && lo !== hi);
  const ends = between.flatMap((each) => [
    { ...each, bound: each.lo },
    { ...each, bound: each.hi },
  ]);
  const open = bounds.flatMap((each) => {
    const { modifier, figure } = each.point;
    const upwards =
      modifier?.startsWith('>') || (figure.value === null && each.hi === null && each.lo !== null);
    const downwards =
      modifier?.startsWith('<') || (figure.value === null && each.lo === null && each.hi !== null);
    return upwards || downwards ? [{ ...each, turn: upwards ? 0 : 180 }] : [];
  });
  return [
    ruleX(between, { x: 'at', dx, y1: 'lo', y2: 'hi', stroke: 'colour', strokeWidth: 1.2 }),
    dot(ends, { x: 'at', dx, y: 'bound', symbol: bar, r: 4, stroke: 'colour', strokeWidth: 1.2 }),
    vectorY(open, {
      x: 'at',
      dx,
      y: 'level',
      anchor: 'start',
      length: 22,
      rotate: 'turn',
      stroke: 'colour',
      strokeWidth: 1.2,
    }),
  ];
}
const number = (decimal: string | undefined) => (decimal === undefined ? null : Number(decimal));
const bar = {
  draw(pen: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number) {
    const reach = Math.sqrt(size / Math.PI);
    pen.moveTo(-reach, 0);
    pen.lineTo(reach, 0);
  },
};

/** Where nobody knows: a column of dots over the period, with the word for it where there is room. */
export function unknownBands(points: readonly Placed[], low: number, top: number, frame: Frame): Markish[] {
  // a stub: other lines may know that very period
  const stub = low + (top - low) * 0.22;
  const unknown = points.filter(({ level }) => level === null);
  // several in a row are one thing nobody knows: the word stands once
  const firsts = firstsOf(unknown);
  return [
    ruleX(unknown, {
      x: 'at',
      y1: low,
      y2: stub,
      stroke: 'var(--ink-3)',
      strokeDasharray: '1 5',
      strokeWidth: 1.4,
    }),
    text(firsts, {
      x: 'at',
      y: low,
      text: () => frame.t('shell.figure.unknown'),
      rotate: -90,
      textAnchor: 'start',
      dx: -7,
      dy: -8,
      fill: 'var(--ink-3)',
      fontStyle: 'italic',
      fontSize: 11,
    }),
  ];
}

/** Figures of uneven periods: how far each reaches, from its first day to its last. */
export const spans = (points: readonly Placed[]): Markish =>
  ruleY(
    points.filter(({ level }) => level !== null),
    {
      y: 'level',
      x1: ({ point }: Placed) => new Date(instantOf(point.start)),
      x2: ({ point }: Placed) => new Date(instantOf(point.end) + 86_400_000),
      stroke: 'colour',
      strokeWidth: 1.6,
      strokeOpacity: 0.55,
    },
  );

export const kindsOf = (points: readonly Placed[]): FigureKind[] => [
  ...new Set(points.map(({ point }) => point.figure.kind)),
];
export const isNarrow = ({ width }: Frame): boolean => width < narrowBelow;

/** Where something to press lies over a point; of an unknown one at the foot of its column. */
export const spotsOf = (
  points: readonly Placed[],
  x: (value: Date) => number,
  y: (value: number) => number,
  low: number,
): Spot[] =>
  points.map(({ point, series, at, level }) => ({
    point,
    series,
    x: x(at) + (point.type === 'claim' ? besidePixels : 0),
    y: y(level ?? low),
  }));

/** Names at the ends of lines that end close together are pushed apart, the lowest stays. */
export function pushApart<End extends { level: number }>(ends: End[], apart: number): End[] {
  ends.sort((one, other) => one.level - other.level);
  ends.forEach((end, index) => {
    const below = ends[index - 1];
    if (below && end.level - below.level < apart) end.level = below.level + apart;
  });
  return ends;
}

const apartMs = 45 * 86_400_000;
/** The first of each row of neighbouring months. */
export function firstsOf(points: readonly { at: Date }[]): { at: Date }[] {
  const times = [...new Set(points.map(({ at }) => at.getTime()))].sort((one, other) => one - other);
  return times
    .filter((time, index) => index === 0 || time - (times[index - 1] ?? 0) > apartMs)
    .map((time) => ({ at: new Date(time) }));
}
