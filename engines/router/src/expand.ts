import { type ClosedWindows, opensAt } from './crossings.ts';
import type { NetworkInput, ServiceInput } from './network.ts';

const WEEK_MINUTES = 7 * 24 * 60;

/** 1970-01-01 was a Thursday, so Monday 00:00 of the week that holds minute 0 lies three days before it. */
const FIRST_MONDAY = -3 * 24 * 60;

/** Calls `firstCall .. lastCall` of a service, run at these departures (instants at the service's first stop, ascending). */
export interface Run {
  service: number;
  firstCall: number;
  lastCall: number;
  departures: Int32Array | number[];
}

/** Every run of every service. A departure that meets closed crossings is cut into the runs before, between and after them. */
export function expandServices(input: NetworkInput, closed: ClosedWindows): Run[] {
  const runs: Run[] = [];
  input.services.forEach((service, index) => {
    const departures = serviceDepartures(service, input.horizonStart, input.horizonEnd);
    const lastCall = service.stops.length - 1;
    const meetsClosures = service.crossing?.some((crossing) => crossing >= 0 && hasWindows(closed, crossing));
    if (meetsClosures) runs.push(...cutRuns(service, index, departures, closed));
    else if (departures.length > 0) runs.push({ service: index, firstCall: 0, lastCall, departures });
  });
  return runs;
}

/** The service's departures, ascending and each once: its weekly pattern within the horizon, and its single ones. */
function serviceDepartures(service: ServiceInput, horizonStart: number, horizonEnd: number): Int32Array {
  const instants = new Set(service.departures);
  const firstWeek = Math.floor((horizonStart - FIRST_MONDAY) / WEEK_MINUTES) * WEEK_MINUTES + FIRST_MONDAY;
  for (const minute of service.weekly ?? []) {
    for (let week = firstWeek; week < horizonEnd; week += WEEK_MINUTES) {
      const instant = week + minute;
      if (instant >= horizonStart && instant < horizonEnd) instants.add(instant);
    }
  }
  return Int32Array.from(instants).sort();
}

function cutRuns(service: ServiceInput, index: number, departures: Int32Array, closed: ClosedWindows): Run[] {
  const runs = new Map<number, Run & { departures: number[] }>();
  const callCount = service.stops.length;
  for (const departure of departures) {
    let firstCall = 0;
    for (let call = 0; call < callCount; call++) {
      const isLast = call === callCount - 1;
      if (!isLast && isOpen(closed, service.crossing![call]!, departure + service.departMinutes[call]!))
        continue;
      if (call > firstCall) {
        const key = firstCall * callCount + call;
        const run = runs.get(key);
        if (run) run.departures.push(departure);
        else runs.set(key, { service: index, firstCall, lastCall: call, departures: [departure] });
      }
      firstCall = call + 1;
    }
  }
  return [...runs.values()];
}

const isOpen = (closed: ClosedWindows, crossing: number, at: number) => opensAt(closed, crossing, at) === at;

const hasWindows = (closed: ClosedWindows, crossing: number) =>
  closed.closedStart[crossing + 1]! > closed.closedStart[crossing]!;
