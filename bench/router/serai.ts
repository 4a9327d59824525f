import {
  buildTimetable,
  earliestArrival,
  type Journey,
  type NetworkInput,
  type ServiceInput,
  type Timetable,
} from '@serai/router';
import type { Tables } from './tables.ts';

/** The query day's midnight as a UTC minute; the feed's local clock is taken for UTC, by all alike. */
export const midnight = Date.UTC(2026, 9, 6) / 60_000;

/** With what the first search makes and keeps (landmarks, scratch): it counts as import. */
export function importSerai(tables: Tables): Timetable {
  const timetable = buildTimetable(networkOf(tables));
  askSerai(timetable, 0, 1, 0);
  return timetable;
}

/** Every trip is a service with one departure: finding out which ones belong together is part of the import. */
function networkOf(tables: Tables): NetworkInput {
  const services: ServiceInput[] = [];
  for (let trip = 0; trip + 1 < tables.tripStart.length; trip++) {
    const start = tables.tripStart[trip]!;
    const end = tables.tripStart[trip + 1]!;
    const leaves = tables.callDeparts[start]!;
    const size = end - start;
    const stops = new Array<number>(size);
    const arriveMinutes = new Array<number>(size);
    const departMinutes = new Array<number>(size);
    const boards = new Array<boolean>(size);
    const alights = new Array<boolean>(size);
    for (let call = 0; call < size; call++) {
      stops[call] = tables.callStop[start + call]!;
      arriveMinutes[call] = tables.callArrives[start + call]! - leaves;
      departMinutes[call] = tables.callDeparts[start + call]! - leaves;
      boards[call] = (tables.callRules[start + call]! & 1) !== 0;
      alights[call] = (tables.callRules[start + call]! & 2) !== 0;
    }
    services.push({ stops, arriveMinutes, departMinutes, boards, alights, departures: [midnight + leaves] });
  }
  const links = Array.from(tables.pathFrom, (from, path) => ({
    from,
    to: tables.pathTo[path]!,
    minutes: tables.pathMinutes[path]!,
  }));
  return {
    horizonStart: midnight,
    horizonEnd: midnight + 2 * 1440,
    stops: Array.from({ length: tables.stopCount }, () => ({ transferMinutes: 0 })),
    services,
    links,
    crossings: [],
  };
}

export function askSerai(timetable: Timetable, from: number, to: number, departAt: number): Journey | null {
  return earliestArrival(timetable, {
    from: [{ stop: from }],
    to: [{ stop: to }],
    departAt: midnight + departAt,
  });
}
