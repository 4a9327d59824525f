import type { Footpath, Stop } from './stations.ts';

/** The normalised feed as flat tables: what every router's import starts from. Minutes count from the service day's midnight. */
export interface Tables {
  stopCount: number;
  latitude: Float64Array;
  longitude: Float64Array;
  /** Per trip: its published line, and where its calls begin (one more than there are trips). */
  tripRoute: Int32Array;
  tripStart: Int32Array;
  /** Per call. */
  callStop: Int32Array;
  callArrives: Int32Array;
  callDeparts: Int32Array;
  /** 1: one may board; 2: one may alight. */
  callRules: Uint8Array;
  pathFrom: Int32Array;
  pathTo: Int32Array;
  pathMinutes: Int32Array;
}

export interface Trip {
  route: number;
  calls: {
    sequence: number;
    stop: number;
    arrives: number;
    departs: number;
    boards: boolean;
    alights: boolean;
  }[];
}

/** Keeps only stations at which some trip calls. */
export function tablesOf(
  stops: readonly Stop[],
  trips: readonly Trip[],
  paths: (stops: readonly Stop[]) => Footpath[],
): Tables {
  const served = new Map<number, number>();
  for (const trip of trips) {
    for (const call of trip.calls) if (!served.has(call.stop)) served.set(call.stop, served.size);
  }
  const kept = [...served.keys()].map((stop) => stops[stop]!);
  const calls = trips.flatMap((trip) => trip.calls);
  const footpaths = paths(kept);
  const tripStart = new Int32Array(trips.length + 1);
  trips.forEach((trip, index) => {
    tripStart[index + 1] = tripStart[index]! + trip.calls.length;
  });
  return {
    stopCount: kept.length,
    latitude: Float64Array.from(kept, (stop) => stop.latitude),
    longitude: Float64Array.from(kept, (stop) => stop.longitude),
    tripRoute: Int32Array.from(trips, (trip) => trip.route),
    tripStart,
    callStop: Int32Array.from(calls, (call) => served.get(call.stop)!),
    callArrives: Int32Array.from(calls, (call) => call.arrives),
    callDeparts: Int32Array.from(calls, (call) => call.departs),
    callRules: Uint8Array.from(calls, (call) => (call.boards ? 1 : 0) | (call.alights ? 2 : 0)),
    pathFrom: Int32Array.from(footpaths, (path) => path.from),
    pathTo: Int32Array.from(footpaths, (path) => path.to),
    pathMinutes: Int32Array.from(footpaths, (path) => path.minutes),
  };
}

const columns = [
  ['latitude', Float64Array],
  ['longitude', Float64Array],
  ['tripRoute', Int32Array],
  ['tripStart', Int32Array],
  ['callStop', Int32Array],
  ['callArrives', Int32Array],
  ['callDeparts', Int32Array],
  ['pathFrom', Int32Array],
  ['pathTo', Int32Array],
  ['pathMinutes', Int32Array],
  ['callRules', Uint8Array],
] as const;

/** One file: the column lengths, then the columns, widest elements first so that each is aligned. */
export function writeTables(tables: Tables): Buffer {
  const lengths = Float64Array.from([tables.stopCount, ...columns.map(([name]) => tables[name].length)]);
  const bytes = [lengths, ...columns.map(([name]) => tables[name])];
  return Buffer.concat(
    bytes.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
  );
}

export function readTables(file: Buffer): Tables {
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  const lengths = new Float64Array(buffer, 0, columns.length + 1);
  let at = lengths.byteLength;
  const read = columns.map(([name, Column], index) => {
    const column = new Column(buffer, at, lengths[index + 1]!);
    at += column.byteLength;
    return [name, column];
  });
  return { stopCount: lengths[0]!, ...Object.fromEntries(read) } as Tables;
}
