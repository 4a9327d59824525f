import { rectY, ruleY, text } from '@observablehq/plot';
import { type ChartSeries, instantOf, monthsLeast, windowOf } from './data.ts';
import { type Drawing, draw, type Frame, type Spot } from './frame.ts';
import { dyeOf } from './look.ts';
import { firstsOf, isNarrow, margins, timeAxis } from './parts.ts';
import { wholesOf } from './wholes.ts';
import { shortNames } from './words.ts';

const dayMs = 86_400_000;

/** What each part was of the whole, period by period; the name of a part stands beside its last column, with its share. */
export function drawShare(series: readonly ChartSeries[], frame: Frame): Drawing {
  const wholes = wholesOf(series);
  const time = windowOf(series);
  const columns = wholes.flatMap((whole) => {
    const first = instantOf(whole.start);
    const length = instantOf(whole.end) + dayMs - first;
    return whole.parts.map((part) => ({
      ...part,
      x1: new Date(first + length * 0.08),
      x2: new Date(first + length * 0.92),
      at: new Date(first + length / 2),
      fill: dyeOf(part.index),
    }));
  });
  const last = wholes.filter(({ parts }) => parts.length > 0).at(-1);
  const incomplete = wholes
    .filter(({ unknown }) => unknown.length > 0)
    .map((whole) => ({ at: new Date((instantOf(whole.start) + instantOf(whole.end) + dayMs) / 2) }));
  const narrow = isNarrow(frame);
  const short = shortNames(series.map(({ name }) => name));
  const names = (last?.parts ?? [])
    .filter(({ from, to }) => to - from > 0.04)
    .map((part) => ({
      y: (part.from + part.to) / 2,
      at: new Date(time[1]),
      name: `${narrow ? '' : `${short[part.index] ?? ''}  `}${percent(part.to - part.from, frame)}`,
    }));
  const plotted = draw(
    frame,
    {
      ...margins,
      marginRight: narrow ? 44 : 190,
      x: { type: 'utc', domain: time.map((instant) => new Date(instant)), axis: null },
      y: {
        domain: [0, 1],
        axis: 'left',
        ticks: [0, 0.25, 0.5, 0.75, 1],
        tickSize: 0,
        label: null,
        tickFormat: (value: number) => percent(value, frame),
      },
    },
    [
      timeAxis(time, frame, monthsLeast(series)),
      rectY(columns, {
        x1: 'x1',
        x2: 'x2',
        y1: 'from',
        y2: 'to',
        fill: 'fill',
        fillOpacity: 0.82,
        stroke: 'var(--sheet)',
        strokeWidth: 1.5,
      }),
      text(firstsOf(incomplete), {
        x: 'at',
        y: 1,
        dy: -8,
        text: () => frame.t('indicators.incomplete.mark'),
        fill: 'var(--ink-3)',
        fontSize: 11,
      }),
      ruleY([0], { stroke: 'var(--ink-3)' }),
      text(names, {
        x: 'at',
        y: 'y',
        text: 'name',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
        fontSize: 11,
      }),
    ],
  );
  const spots: Spot[] = columns.map(({ point, series: name, at, from, to }) => ({
    point,
    series: name,
    note: percent(to - from, frame),
    x: plotted.x(at),
    y: plotted.y((from + to) / 2),
  }));
  return { svg: plotted.svg, spots };
}

const percent = (share: number, { format }: Frame): string =>
  format.percent((share * 100).toFixed(1), { digitsMax: share > 0 && share < 0.1 ? 1 : 0 });
