/** Time drawn: where the parts of a journey lie on a line of days. Plain geometry in shares of the line; drawing is elsewhere. */
import type { Leg, Option } from '../api/freight.ts';
import { civilDay } from '../i18n/format.ts';

/** wait is dotted; 1435 solid, as are the rarer gauges; 1520 with a light line inside; queue is the saffron length behind a border's notch. */
export type SegmentLook = 'wait' | '1435' | '1520' | 'sea' | 'road' | 'queue';

export interface Segment {
  look: SegmentLook;
  /** Shares of the span, 0 to 1. */
  from: number;
  to: number;
  /** The leg it draws; a wait that no leg tells of has none. */
  leg: Leg | null;
}
export interface Strip {
  segments: Segment[];
  /** One for each border, where its queue begins. */
  notches: { at: number; leg: Leg }[];
  arrival: number;
  /** The end of the whisker: 9 in 10 have arrived by then. */
  late: number;
}
export interface Span {
  startMs: number;
  endMs: number;
}

/** One span for all options of a plan, so that their strips can be compared by eye. */
export function spanOf(options: readonly Option[], readyAt: string): Span {
  // arriving by a date, the ready instant may lie long before anything leaves
  const leaves = options.map((option) => Date.parse(option.legs[0]?.departure ?? option.departure));
  const startMs = Math.min(Date.parse(readyAt), ...leaves);
  const endMs = Math.max(
    startMs + 86_400_000,
    ...options.flatMap((option) => [Date.parse(option.arrival.p50), Date.parse(option.arrival.p90)]),
  );
  return { startMs, endMs };
}

export function stripOf(option: Option, readyAt: string, span: Span): Strip {
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - span.startMs) / (span.endMs - span.startMs)));
  const segments: Segment[] = [];
  const notches: Strip['notches'] = [];
  let reachedMs = Math.max(Date.parse(readyAt), span.startMs);
  for (const leg of option.legs) {
    const fromMs = Date.parse(leg.departure);
    const toMs = Date.parse(leg.arrival);
    if (fromMs > reachedMs)
      segments.push({ look: 'wait', from: share(reachedMs), to: share(fromMs), leg: null });
    if (leg.kind === 'crossing') notches.push({ at: share(fromMs), leg });
    if (toMs > fromMs) segments.push({ look: lookOf(leg), from: share(fromMs), to: share(toMs), leg });
    reachedMs = Math.max(reachedMs, toMs);
  }
  return {
    segments,
    notches,
    arrival: share(Date.parse(option.arrival.p50)),
    late: share(Date.parse(option.arrival.p90)),
  };
}

function lookOf(leg: Leg): SegmentLook {
  if (leg.kind === 'wait') return 'wait';
  if (leg.kind === 'crossing') return 'queue';
  if (leg.mode === 'sea' || leg.mode === 'road') return leg.mode;
  return leg.gauge === '1520' ? '1520' : '1435';
}

export interface DayTick {
  at: number;
  instant: Date;
  labelled: boolean;
}

/** Midnights of a zone inside the span; as many carry a label as have room for one. */
export function dayTicks(span: Span, zone: string, widthPx: number, labelPx: number): DayTick[] {
  const dayMs = 86_400_000;
  const first = civilDay(new Date(span.startMs), zone);
  const days: { at: number; instant: Date }[] = [];
  for (let index = 0; index < 400; index += 1) {
    const instant = midnight(Date.UTC(first.year, first.month - 1, first.day) + index * dayMs, zone);
    if (instant.getTime() > span.endMs) break;
    const at = (instant.getTime() - span.startMs) / (span.endMs - span.startMs);
    if (at >= 0) days.push({ at, instant });
  }
  const dayPx = (dayMs / (span.endMs - span.startMs)) * widthPx;
  const every = Math.max(1, Math.ceil(labelPx / dayPx));
  return days.map((day, index) => ({
    ...day,
    labelled: index % every === 0,
  }));
}

/** The instant at which a civil day (given as its UTC midnight) begins in a zone. */
function midnight(utcMidnightMs: number, zone: string): Date {
  const seen = civilDay(new Date(utcMidnightMs), zone);
  const wallMs = Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute);
  return new Date(utcMidnightMs - (wallMs - utcMidnightMs));
}

export interface Label {
  text: string;
  /** Left edge wanted, in px. */
  x: number;
  widthPx: number;
}
export type PlacedLabel<Wanted extends Label> = Wanted & { row: number };

/** Puts labels into rows without any lying over another or beyond the line; one without room is left out (the table has it). */
export function placeLabels<Wanted extends Label>(
  labels: readonly Wanted[],
  lineWidthPx: number,
  rows: number,
  gapPx = 8,
): PlacedLabel<Wanted>[] {
  const endPx = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  const placed: PlacedLabel<Wanted>[] = [];
  for (const label of [...labels].sort((a, b) => a.x - b.x)) {
    if (label.widthPx > lineWidthPx) continue;
    const x = Math.max(0, Math.min(label.x, lineWidthPx - label.widthPx));
    const row = endPx.findIndex((end) => end + gapPx <= x);
    if (row < 0) continue;
    endPx[row] = x + label.widthPx;
    placed.push({ ...label, x, row });
  }
  return placed;
}

/** Puts one more label into the first row in which it lies over none of those placed. */
export function placeBelow<Wanted extends Label>(
  label: Wanted,
  placed: readonly PlacedLabel<Label>[],
  gapPx: number,
): PlacedLabel<Wanted> {
  const taken = (row: number) =>
    placed.some(
      (other) =>
        other.row === row &&
        other.x < label.x + label.widthPx + gapPx &&
        label.x < other.x + other.widthPx + gapPx,
    );
  let row = 0;
  while (taken(row)) row += 1;
  return { ...label, row };
}
