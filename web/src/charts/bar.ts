import { rectY, ruleY } from '@observablehq/plot';
import type { FigureKind } from '../api/freight.ts';
import { type ChartSeries, instantOf, monthsLeast, type Nature, windowOf } from './data.ts';
import { type Drawing, draw, type Frame } from './frame.ts';
import { reachOf } from './line.ts';
import { dyeOf, looks } from './look.ts';
import {
  amountAxis,
  besidePixels,
  kindsOf,
  margins,
  markDots,
  type Placed,
  place,
  quoted,
  spotsOf,
  timeAxis,
  unknownBands,
  whiskers,
} from './parts.ts';

interface Bar extends Placed {
  from: Date;
  to: Date;
}

/** A bar a period and series, as wide as its period; claims lie on them as marks. Filled is official or metered, hollow is less sure. */
export function drawBar(
  series: readonly ChartSeries[],
  { nature }: { nature: Nature },
  frame: Frame,
): Drawing {
  const several = series.length > 1;
  const time = windowOf(series);
  // a bar is a measure of height: broader than this it is a field
  const wide = ((time[1] - time[0]) * barPixelsMax * series.length) / frame.width;
  const bars: Bar[] = [];
  const claims: Placed[] = [];
  series.forEach(({ points, name }, index) => {
    for (const point of points) {
      const placed = place(point, several ? name : '', nature, several ? dyeOf(index) : 'var(--accent)');
      const { from, to } = edges(point, index, series.length, wide);
      const middle = new Date((from.getTime() + to.getTime()) / 2);
      if (point.type === 'claim') claims.push({ ...placed, at: middle });
      else bars.push({ ...placed, at: middle, from, to });
    }
  });
  const all = [...bars, ...claims];
  const [low, top] = reachOf(all);
  const axis = amountAxis(Math.max(Math.abs(low), Math.abs(top)), all[0]?.point.figure.unit ?? '', frame);
  const plotted = draw(
    frame,
    {
      ...margins,
      x: { type: 'utc', domain: time.map((instant) => new Date(instant)), axis: null },
      y: {
        domain: [low, top],
        axis: 'left',
        ticks: 5,
        tickSize: 0,
        label: null,
        tickFormat: axis.tickFormat,
      },
    },
    [
      axis.marks,
      timeAxis(time, frame, monthsLeast(series)),
      unknownBands(all, low, top, frame),
      kindsOf(bars).map((kind) => barsOf(bars, kind)),
      ruleY([0], { stroke: 'var(--ink-3)' }),
      whiskers(bars),
      whiskers(claims, besidePixels),
      markDots(claims, 4.4, besidePixels),
      quoted(claims),
      // a bar bears the mark of its kind where it is wide enough to be seen
      bars.length <= frame.width / 16 ? markDots(bars, 3.4) : [],
    ],
  );
  return { svg: plotted.svg, spots: spotsOf(all, plotted.x, plotted.y, low) };
}

function barsOf(bars: readonly Bar[], kind: FigureKind) {
  const look = looks[kind];
  return rectY(
    bars.filter(({ point, level }) => point.figure.kind === kind && level !== null),
    {
      x1: 'from',
      x2: 'to',
      y1: 0,
      y2: 'level',
      fill: look.filled ? 'colour' : 'var(--accent-fill)',
      fillOpacity: look.filled ? 0.85 : 0.5,
      stroke: 'colour',
      strokeWidth: look.filled ? 0 : 1.4,
      ...(look.dash ? { strokeDasharray: look.dash } : {}),
    },
  );
}

const dayMs = 86_400_000;
const barPixelsMax = 76;
/** Four fifths of its period and no more than `wide`, shared by the series. */
function edges({ start, end }: { start: string; end: string }, index: number, count: number, wide: number) {
  const first = instantOf(start);
  const length = instantOf(end) + dayMs - first;
  const taken = Math.min(length * 0.8, wide);
  const share = (part: number) => new Date(first + (length - taken) / 2 + taken * part);
  return { from: share(index / count), to: share((index + 0.94) / count) };
}
