import { line, ruleX, ruleY, text } from '@observablehq/plot';
import type { Figure } from '../api/freight.ts';
import { type ChartPoint, instantOf, inTime, levelOf, monthsLeast } from './data.ts';
import { type Drawing, draw, type Frame } from './frame.ts';
import { paddedWindow, reachOf, roomOf } from './line.ts';
import { dyeOf, looks } from './look.ts';
import {
  amountAxis,
  isNarrow,
  margins,
  markDots,
  type Placed,
  place,
  pushApart,
  spotsOf,
  timeAxis,
  unknownBands,
} from './parts.ts';

/** One period of a flow as both sides state it. */
export interface GapRow {
  start: string;
  end: string;
  exporter: Figure;
  importer: Figure;
  reconciled: Figure | null;
}
export interface GapNames {
  exporter: string;
  importer: string;
  reconciled: string;
}

const sides = ['exporter', 'importer', 'reconciled'] as const;
/** As the key gives them out. */
const colours = { exporter: dyeOf(0), importer: dyeOf(1), reconciled: dyeOf(2) };

/** Both sides of a flow and what lies between them: the gap is drawn, not averaged away. */
export function drawGap(rows: readonly GapRow[], names: GapNames, frame: Frame): Drawing {
  const ordered = inTime(rows);
  const pointOf = (row: GapRow, side: (typeof sides)[number], figure: Figure): ChartPoint => ({
    id: `${side} ${row.start} ${row.end}`,
    start: row.start,
    end: row.end,
    figure,
    type: 'observation',
    by: names[side],
  });
  const placed = sides.map((side) =>
    ordered.flatMap((row) => {
      const figure = row[side];
      return figure ? [place(pointOf(row, side, figure), names[side], 'flow', colours[side])] : [];
    }),
  );
  const all = placed.flat();
  const [low, top] = reachOf(all);
  const time = paddedWindow([{ id: '', name: '', points: all.map(({ point }) => point) }]);
  const axis = amountAxis(top, all[0]?.point.figure.unit ?? '', frame);
  const gaps = ordered.flatMap((row) => {
    const [one, other] = [levelOf(row.exporter), levelOf(row.importer)];
    if (one === null || other === null) return [];
    const at = new Date((instantOf(row.start) + instantOf(row.end) + 86_400_000) / 2);
    return [
      { at, low: Math.min(one, other), high: Math.max(one, other), ratio: one === 0 ? null : other / one },
    ];
  });
  const roomy = gaps.length * 44 < frame.width;
  const plotted = draw(
    frame,
    {
      ...margins,
      marginRight: isNarrow(frame) ? margins.marginRight : roomOf(lastOf(placed), time, frame),
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
      timeAxis(time, frame, monthsLeast([{ id: '', name: '', points: all.map(({ point }) => point) }])),
      ruleY([0], { stroke: 'var(--line)' }),
      unknownBands(all, low, top, frame),
      ruleX(gaps, {
        x: 'at',
        y1: 'low',
        y2: 'high',
        stroke: 'var(--saffron)',
        strokeWidth: roomy ? 7 : 3,
        strokeOpacity: 0.32,
      }),
      placed.map((points, index) => sideLine(points, index)),
      markDots(all, gaps.length > frame.width / 12 ? 2.4 : 4.4),
      roomy
        ? text(
            gaps.filter(({ ratio }) => ratio !== null),
            {
              x: 'at',
              y: 'high',
              dy: -13,
              text: ({ ratio }: (typeof gaps)[number]) =>
                frame.t('indicators.mirror.times', { number: frame.format.number((ratio ?? 0).toFixed(2)) }),
              fill: 'var(--ink)',
              stroke: 'var(--sheet)',
              strokeWidth: 3,
              fontSize: 11,
              fontWeight: 600,
            },
          )
        : [],
      isNarrow(frame) ? [] : endNames(placed, ((top - low) * 30) / (frame.height - 60)),
    ],
  );
  return { svg: plotted.svg, spots: spotsOf(all, plotted.x, plotted.y, low) };
}

/** Joined only where a value is known, in the stroke of what most of its points are. */
function sideLine(points: readonly Placed[], index: number) {
  const kind = points.find(({ level }) => level !== null)?.point.figure.kind ?? 'official';
  const { dash, width } = looks[kind];
  return line(
    points.map((each) => ({ ...each, level: each.level ?? Number.NaN })),
    {
      x: 'at',
      y: 'level',
      stroke: colours[sides[index] ?? 'reconciled'],
      strokeWidth: width,
      ...(dash ? { strokeDasharray: dash } : {}),
    },
  );
}

/** Where each side ends, and its name, which takes two lines where it is long. */
const lastOf = (placed: readonly Placed[][]) =>
  placed.flatMap((points) =>
    points
      .filter(({ level }) => level !== null)
      .slice(-1)
      .map((end) => ({ ...end, name: end.series.slice(0, 20) })),
  );

function endNames(placed: readonly Placed[][], apart: number) {
  const ends = pushApart(
    lastOf(placed).map((end) => ({ ...end, level: end.level ?? 0 })),
    apart,
  );
  return text(ends, {
    x: 'at',
    y: 'level',
    text: 'series',
    lineWidth: 11,
    textAnchor: 'start',
    dx: 12,
    fill: 'colour',
    stroke: 'var(--sheet)',
    strokeWidth: 3,
    fontSize: 11,
    fontWeight: 600,
  });
}
