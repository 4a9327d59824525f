/** Where the timetable says every train is at a moment. Plain functions: runs, lines and an instant in, points out. */
import type { Run } from '../../../api/freight.ts';
import {
  joinTrack,
  type LegLine,
  type LonLat,
  type MeasuredPath,
  measurePath,
  pointAlong,
} from '../../../map/geometry.ts';

export interface TrainAt {
  id: string;
  at: LonLat;
  run: Run;
  /** The call it is at or goes to next. */
  nextCall: number;
  /** Standing at a terminal or in a crossing's queue, not running. */
  standing: boolean;
}

export interface Lines {
  legs: ReadonlyMap<string, LegLine>;
  stops: ReadonlyMap<string, LonLat>;
}

type Call = Run['calls'][number];
const measured = new WeakMap<Call, MeasuredPath>();

/** Trains between their first departure and last arrival; a run whose line the map does not have is left out. */
export function trainPositions(runs: readonly Run[], lines: Lines, instant: Date): TrainAt[] {
  const now = instant.getTime();
  return runs.flatMap((run) => {
    const nextCall = run.calls.findIndex((call, index) => now < endOf(run, call, index));
    const next = run.calls[nextCall];
    const previous = run.calls[nextCall - 1];
    const first = run.calls[0];
    if (!next || !first || now < Date.parse(first.departure)) return [];
    const arrival = Date.parse(next.arrival);
    if (!previous || now >= arrival) {
      const stop = lines.stops.get(next.stop);
      return stop ? [{ id: run.id, at: stop, run, nextCall, standing: true }] : [];
    }
    const departure = Date.parse(previous.departure);
    const share = arrival > departure ? (now - departure) / (arrival - departure) : 1;
    const at = pointAlong(pathTo(next, previous, lines), share);
    return at ? [{ id: run.id, at, run, nextCall, standing: next.crossing !== null }] : [];
  });
}

/** A call is over when the train leaves it; the last one when the train arrives. */
function endOf(run: Run, call: Call, index: number): number {
  return Date.parse(index === run.calls.length - 1 ? call.arrival : call.departure);
}

/** The line to a call from the one before it; over a crossing, which has no leg, straight between its terminals. */
function pathTo(call: Call, previous: Call, { legs, stops }: Lines): MeasuredPath {
  const known = measured.get(call);
  if (known) return known;
  let line = joinTrack(legs, call.track);
  if (line.length === 0)
    line = [previous.stop, call.stop]
      .flatMap((id) => [stops.get(id) ?? []])
      .filter((stop): stop is LonLat => stop.length === 2);
  const path = measurePath(line);
  measured.set(call, path);
  return path;
}
