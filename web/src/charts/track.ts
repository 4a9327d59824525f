import { dot, line, ruleX, ruleY, text } from '@observablehq/plot';
import type { Figure } from '../api/freight.ts';
import { type ChartPoint, instantOf, levelOf } from './data.ts';
import { type Drawing, draw, type Frame, type Spot } from './frame.ts';
import { looks, symbols } from './look.ts';
import { amountAxis, margins, markDots, place, timeAxis } from './parts.ts';

/** What a projection says, beside the way that led there. */
export interface Track {
  known: readonly { until: string; value: number }[];
  from: string;
  by: string;
  target: number;
  projected: Figure;
}

/** The sum so far as a line, the rest of the way dotted, its uncertain end a whisker, and the target across. */
export function drawTrack(track: Track, frame: Frame): Drawing {
  const { known, by, target, projected } = track;
  const level = levelOf(projected);
  const [lo, hi] = [projected.lo, projected.hi].map((each) => (each === undefined ? null : Number(each)));
  const at = (day: string) => new Date(instantOf(day) + 86_400_000);
  const path = known.map(({ until, value }) => ({ at: at(until), value }));
  const from = new Date(instantOf(track.from));
  const most = Math.max(target, level ?? 0, hi ?? 0, ...known.map(({ value }) => value));
  const axis = amountAxis(most, projected.unit, frame);
  const end = { at: at(by), value: level ?? 0, lo: lo ?? null, hi: hi ?? null };
  const time = [from.getTime(), end.at.getTime()] as const;
  const last = path.at(-1);
  const point: ChartPoint = {
    id: 'projected',
    start: track.from,
    end: by,
    figure: projected,
    type: 'observation',
    by: '',
  };
  const plotted = draw(
    frame,
    {
      ...margins,
      marginRight: 24,
      x: { type: 'utc', domain: [from, new Date(end.at.getTime() + (time[1] - time[0]) * 0.03)], axis: null },
      y: {
        domain: [0, most * 1.1],
        axis: 'left',
        ticks: 4,
        tickSize: 0,
        label: null,
        tickFormat: axis.tickFormat,
      },
    },
    [
      axis.marks,
      timeAxis(time, frame),
      ruleY([0], { stroke: 'var(--line)' }),
      ruleY([target], { stroke: 'var(--ink)', strokeDasharray: looks.target.dash ?? '', strokeWidth: 1.2 }),
      dot([{ at: from, value: target }], {
        x: 'at',
        y: 'value',
        symbol: symbols.target,
        r: 4.4,
        fill: 'var(--ink)',
        dx: 6,
      }),
      text([frame.t('indicators.track.target')], {
        x: () => from,
        y: () => target,
        dx: 16,
        dy: -8,
        textAnchor: 'start',
        fill: 'var(--ink)',
        fontSize: 11,
        fontWeight: 600,
      }),
      // one sum says nothing of the months on the way to it
      line([{ at: from, value: 0 }, ...path], {
        ...{ x: 'at', y: 'value', stroke: 'var(--accent)' },
        ...(path.length > 1 ? { strokeWidth: 2 } : { strokeOpacity: 0.5, strokeDasharray: '1 4' }),
      }),
      path.length > 0 && level !== null
        ? [
            line([last, end], {
              x: 'at',
              y: 'value',
              stroke: 'var(--accent)',
              strokeWidth: looks.model.width,
              strokeDasharray: looks.model.dash ?? '',
            }),
            ruleX(lo === null || hi === null ? [] : [end], {
              x: 'at',
              y1: 'lo',
              y2: 'hi',
              stroke: 'var(--accent)',
              strokeWidth: 3,
              strokeOpacity: 0.4,
            }),
          ]
        : [],
      dot(path, {
        x: 'at',
        y: 'value',
        symbol: symbols.official,
        r: 3.4,
        fill: 'var(--accent)',
        stroke: 'var(--sheet)',
      }),
      level === null ? [] : markDots([{ ...place(point, '', 'stock'), at: end.at }]),
    ],
  );
  const spots: Spot[] =
    level === null ? [] : [{ point, series: '', x: plotted.x(end.at), y: plotted.y(level) }];
  return { svg: plotted.svg, spots };
}
