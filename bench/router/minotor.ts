import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Zip, ZipPassThrough } from 'fflate';
import { Duration, Query, Router, Time } from 'minotor';
import { GtfsParser } from 'minotor/parser';
import { type Peer, type PeerLeg, replayPeer } from './peer.ts';
import type { Tables } from './tables.ts';

/** minotor 1.0.7 by its own importer, from the normalised tables written out as a GTFS archive (that is not timed). */
export async function minotorFeed(name: string, tables: Tables): Promise<string> {
  const path = join(process.cwd(), '.cache', `minotor-${name}-1.zip`);
  if (existsSync(path)) return path;
  mkdirSync(join(process.cwd(), '.cache'), { recursive: true });
  const file = createWriteStream(path);
  const zip = new Zip((_, chunk) => file.write(chunk));
  for (const [entry, rows] of Object.entries(gtfs(tables))) {
    const stored = new ZipPassThrough(entry);
    zip.add(stored);
    let text = '';
    for (const row of rows()) {
      text += `${row}\n`;
      if (text.length < 1_000_000) continue;
      stored.push(Buffer.from(text));
      text = '';
    }
    stored.push(Buffer.from(text), true);
  }
  zip.end();
  file.end();
  await once(file, 'finish');
  return path;
}

export async function importMinotor(path: string): Promise<Peer> {
  const { timetable, stopsIndex } = await new GtfsParser(path).parse(new Date(2026, 9, 6, 12));
  const router = new Router(timetable, stopsIndex);
  return {
    name: 'minotor@1.0.7',
    faults: [
      'lets a footpath overwrite an earlier arrival of a former round',
      'drops a ride to where one can walk as early, though only who came by ride may walk on (footpaths are not chained)',
    ],
    mend() {
      const walker = Router.prototype as unknown as { considerTransfers: ConsiderTransfers };
      const { considerTransfers } = walker;
      walker.considerTransfers = function (query, marked, arrivals, earliest, round) {
        const onlyEarlier: Arrivals = {
          get: (stop) => earliest.get(stop),
          set(stop, reached) {
            // Rides are held against this record: arrivals on foot belong in it only where the journey ends.
            if (!query.to.includes(stop)) return;
            const known = earliest.get(stop);
            if (!known || reached.time.toSeconds() < known.time.toSeconds()) earliest.set(stop, reached);
          },
        };
        considerTransfers.call(this, query, marked, arrivals, onlyEarlier, round);
      };
      return () => {
        walker.considerTransfers = considerTransfers;
      };
    },
    ask(from, to, departAt) {
      const query = new Query.Builder()
        .from(`s${from}`)
        .to(`s${to}`)
        .departureTime(Time.fromSeconds(departAt * 60))
        .maxTransfers(7)
        .minTransferTime(Duration.fromSeconds(0))
        .build();
      const route = router.route(query).bestRoute();
      if (!route) return null;
      const legs = route.legs.map(
        (leg): PeerLeg =>
          'departureTime' in leg
            ? { departs: leg.departureTime.toSeconds() / 60, arrives: leg.arrivalTime.toSeconds() / 60 }
            : { walks: leg.minTransferTime!.toSeconds() / 60 },
      );
      return replayPeer(legs, departAt);
    },
  };
}

interface Arrivals {
  get(stop: string): { time: Time } | undefined;
  set(stop: string, reached: { time: Time }): void;
}

type ConsiderTransfers = (
  this: unknown,
  query: Query,
  marked: Set<string>,
  arrivals: Arrivals,
  earliest: Arrivals,
  round: number,
) => void;

/** Ids carry a letter because minotor's reader turns digits into numbers, which then differ from their own text. */
function gtfs(tables: Tables): Record<string, () => Generator<string>> {
  return {
    'calendar_dates.txt': function* () {
      yield 'service_id,date,exception_type';
      yield 'day,20261006,1';
    },
    'routes.txt': function* () {
      yield 'route_id,agency_id,route_short_name,route_long_name,route_desc,route_type';
      for (const route of new Set(tables.tripRoute)) yield `r${route},a,r${route},,,1`;
    },
    'trips.txt': function* () {
      yield 'route_id,service_id,trip_id';
      for (const [trip, route] of tables.tripRoute.entries()) yield `r${route},day,t${trip}`;
    },
    'stops.txt': function* () {
      yield 'stop_id,stop_name,stop_lat,stop_lon';
      for (const [stop, latitude] of tables.latitude.entries())
        yield `s${stop},s${stop},${latitude},${tables.longitude[stop]}`;
    },
    'transfers.txt': function* () {
      yield 'from_stop_id,to_stop_id,transfer_type,min_transfer_time';
      for (const [path, from] of tables.pathFrom.entries()) {
        yield `s${from},s${tables.pathTo[path]},2,${tables.pathMinutes[path]! * 60}`;
      }
    },
    'stop_times.txt': function* () {
      yield 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type';
      for (let trip = 0; trip < tables.tripRoute.length; trip++) {
        const start = tables.tripStart[trip]!;
        for (let call = start; call < tables.tripStart[trip + 1]!; call++) {
          const rules = tables.callRules[call]!;
          const times = `${clock(tables.callArrives[call]!)},${clock(tables.callDeparts[call]!)}`;
          yield `t${trip},${times},s${tables.callStop[call]},${call - start + 1},${rules & 1 ? 0 : 1},${rules & 2 ? 0 : 1}`;
        }
      }
    },
  };
}

const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00`;
