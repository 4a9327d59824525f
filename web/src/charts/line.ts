import { line, ruleY, text } from '@observablehq/plot';
import { type ChartPoint, type ChartSeries, monthsLeast, type Nature, runsOf, windowOf } from './data.ts';
import { type Drawing, draw, type Frame } from './frame.ts';
import { dyeOf, letterOf, looks } from './look.ts';
import {
  amountAxis,
  besidePixels,
  isNarrow,
  margins,
  markDots,
  type Placed,
  place,
  pushApart,
  quoted,
  spans,
  spotsOf,
  timeAxis,
  unknownBands,
  whiskers,
} from './parts.ts';
import { periodText, shortNames } from './words.ts';

interface Options {
  nature: Nature;
  /** Periods of uneven length, each drawn as far as it reaches. */
  uneven: boolean;
}

/** Lines of what was observed, each in the stroke of its kind; claims beside them, joined to nothing. */
export function drawLine(series: readonly ChartSeries[], { nature, uneven }: Options, frame: Frame): Drawing {
  const several = series.length > 1;
  const colour = (index: number) => (several ? dyeOf(index) : 'var(--accent)');
  const placed = series.map(({ points, name }, index) =>
    points.map((point) => place(point, several ? name : '', nature, colour(index))),
  );
  const time = paddedWindow(series);
  const observed = placed.flat().filter(({ point }) => point.type === 'observation');
  const claims = sideBySide(
    placed.flat().filter(({ point }) => point.type === 'claim'),
    time,
    frame,
  );
  const all = [...observed, ...claims];
  const [low, top] = reachOf(all);
  const unit = all[0]?.point.figure.unit ?? '';
  const axis = amountAxis(Math.max(Math.abs(low), Math.abs(top)), unit, frame);
  const names = several ? endNames(placed, isNarrow(frame), top - low, frame) : [];
  const nameRoom = several ? roomOf(names, time, frame) : margins.marginRight;
  const dense = all.length > frame.width / 9;
  const plotted = draw(
    frame,
    {
      ...margins,
      marginRight: nameRoom,
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
      timeAxis(time, frame, nature === 'flow' ? Math.min(12, monthsLeast(series)) : 1),
      ruleY([Math.max(0, low)], { stroke: 'var(--line)' }),
      unknownBands(all, low, top, frame),
      uneven ? all.length > 0 && spans(all) : lines(series, nature, colour),
      [observed, claims].map((points, index) => [
        whiskers(points, index * besidePixels),
        markDots(points, dense && index === 0 ? 2.4 : 4.4, index * besidePixels),
      ]),
      quoted(claims),
      uneven ? reaches(all, frame) : [],
      text(names, {
        x: 'at',
        y: 'level',
        text: 'name',
        fill: 'colour',
        stroke: 'var(--sheet)',
        strokeWidth: 3,
        textAnchor: 'start',
        dx: 10,
        fontSize: 11,
        fontWeight: 600,
      }),
    ].filter((mark) => mark !== false),
  );
  return { svg: plotted.svg, spots: spotsOf(all, plotted.x, plotted.y, low) };
}

/** One mark a kind, since a stroke's dashes are one mark's. */
function lines(series: readonly ChartSeries[], nature: Nature, colour: (index: number) => string) {
  const joined = series.flatMap(({ id, points }, index) =>
    runsOf(points)
      .filter((run) => run.points.length > 1)
      .flatMap((run, which) =>
        run.points.map((point: ChartPoint) => ({
          ...place(point, id, nature, colour(index)),
          kind: run.kind,
          run: `${id} ${which}`,
        })),
      ),
  );
  return [...new Set(joined.map(({ kind }) => kind))].map((kind) =>
    line(
      joined.filter((each) => each.kind === kind),
      {
        x: 'at',
        y: 'level',
        z: 'run',
        stroke: 'colour',
        strokeWidth: looks[kind].width,
        ...(looks[kind].dash ? { strokeDasharray: looks[kind].dash } : {}),
      },
    ),
  );
}

/** From nought, unless something lies below it. Bounds of intervals are in the picture too. */
export function reachOf(points: readonly Placed[]): [number, number] {
  const levels = points.flatMap(({ level, point }) => {
    const { lo, hi } = point.figure;
    return [level, lo === undefined ? null : Number(lo), hi === undefined ? null : Number(hi)].filter(
      (each): each is number => each !== null,
    );
  });
  const low = Math.min(0, ...levels);
  const top = Math.max(0, ...levels);
  return low === top ? [0, 1] : [low, top + (top - low) * 0.06];
}

/** A single day is shown within its year: alone it would have no axis. */
const shortestMs = 366 * 86_400_000;
export function paddedWindow(series: readonly ChartSeries[]): [number, number] {
  const [from, to] = windowOf(series);
  const air = Math.max((to - from) * 0.02, (shortestMs - (to - from)) / 2);
  return [from - air, to + air];
}

/** A mark with its quotation mark. */
const besideNextPixels = 26;
/** Claims that say the same of the same time stand side by side, each to be opened. */
function sideBySide(
  claims: readonly Placed[],
  [from, to]: readonly [number, number],
  { width }: Frame,
): Placed[] {
  const seen = new Map<string, number>();
  return claims.map((claim) => {
    const spot = `${claim.at.getTime()} ${claim.level}`;
    const before = seen.get(spot) ?? 0;
    seen.set(spot, before + 1);
    return { ...claim, at: new Date(claim.at.getTime() + (before * besideNextPixels * (to - from)) / width) };
  });
}

/** The name of a line at its end, or its letter where there is little room; pushed apart where lines end close together. */
function endNames(placed: readonly Placed[][], narrow: boolean, reach: number, frame: Frame) {
  const short = shortNames(placed.map((points) => points[0]?.series ?? ''));
  const ends = placed.flatMap((points, index) => {
    const last = points.filter(({ level, point }) => level !== null && point.type === 'observation').at(-1);
    return last
      ? [{ ...last, level: last.level ?? 0, name: narrow ? letterOf(index) : shorten(short[index] ?? '') }]
      : [];
  });
  const apart = (reach * 14) / Math.max(1, frame.height - margins.marginTop - margins.marginBottom);
  return pushApart(ends, apart);
}
/** A name that stands beside its line has 26 letters of room. */
const shorten = (name: string) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

/** What the longest name needs beyond the end of time: a line that ends before it has room for its name in the picture. */
export function roomOf(
  names: readonly { at: Date; name: string }[],
  [from, to]: readonly [number, number],
  { width }: Frame,
): number {
  const pixels = (width - margins.marginLeft - margins.marginRight) * 0.9;
  const needs = names.map(
    ({ at, name }) => 14 + name.length * letterPixels - ((to - at.getTime()) / (to - from)) * pixels,
  );
  return Math.max(margins.marginRight, ...needs);
}
const letterPixels = 6.6;

/** Of few uneven periods each says how far it reaches: seven months beside a year are less, and no fall. */
function reaches(points: readonly Placed[], frame: Frame) {
  const known = points.filter(({ level }) => level !== null);
  return known.length > reachesMost || isNarrow(frame)
    ? []
    : text(known, {
        ...{ x: 'at', y: 'level', text: ({ point }: Placed) => periodText(point, frame.format), dy: 15 },
        ...{ fill: 'var(--ink-2)', stroke: 'var(--sheet)', strokeWidth: 3, fontSize: 11 },
      });
}
const reachesMost = 8;
