import {
  GroupStationDepartAfterQuery,
  JourneyFactory,
  RaptorAlgorithmFactory,
  RouteScanner,
  Service,
  type StopTime,
  type Transfer,
  type Trip,
} from 'raptor-journey-planner';
import { type Peer, type PeerJourney, type PeerLeg, replayPeer } from './peer.ts';
import type { Tables } from './tables.ts';

/** raptor-journey-planner 2.2.3, its algorithm factory fed directly: its own GTFS loader never resolves (its issue 17). */
export function importRaptorJourneyPlanner(tables: Tables): Peer {
  const everyDay = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [day, true]));
  const service = new Service(20260101, 20261231, everyDay as unknown as Service['days'], {});
  const names = Array.from({ length: tables.stopCount }, (_, stop) => `s${stop}`);
  const trips = Array.from({ length: tables.tripRoute.length }, (_, trip): Trip => {
    const stopTimes: StopTime[] = [];
    for (let call = tables.tripStart[trip]!; call < tables.tripStart[trip + 1]!; call++) {
      stopTimes.push({
        stop: names[tables.callStop[call]!]!,
        arrivalTime: tables.callArrives[call]! * 60,
        departureTime: tables.callDeparts[call]! * 60,
        pickUp: (tables.callRules[call]! & 1) !== 0,
        dropOff: (tables.callRules[call]! & 2) !== 0,
      });
    }
    return { tripId: `t${trip}`, serviceId: 'day', service, stopTimes };
  });
  const transfers: Record<string, Transfer[]> = {};
  for (const [path, from] of tables.pathFrom.entries()) {
    const origin = names[from]!;
    transfers[origin] ??= [];
    transfers[origin].push({
      origin,
      destination: names[tables.pathTo[path]!]!,
      duration: tables.pathMinutes[path]! * 60,
      startTime: 0,
      endTime: Number.MAX_SAFE_INTEGER,
    });
  }
  const raptor = RaptorAlgorithmFactory.create(trips, transfers, {});
  const query = new GroupStationDepartAfterQuery(raptor, new JourneyFactory(), 1);
  return {
    name: 'raptor-journey-planner@2.2.3',
    faults: [
      'remembers per route where it last found a trip and never looks at later ones again in the same query',
    ],
    mend() {
      const scanner = RouteScanner.prototype as unknown as { getTrip: GetTrip };
      const { getTrip } = scanner;
      scanner.getTrip = function (...asked) {
        this.routeScanPosition = {};
        return getTrip.apply(this, asked);
      };
      return () => {
        scanner.getTrip = getTrip;
      };
    },
    ask(from, to, departAt) {
      // `plan` moves the date it is given, so each query gets one of its own. It answers one journey per round.
      const journeys = query.plan(
        [names[from]!],
        [names[to]!],
        new Date(Date.UTC(2026, 9, 6, 12)),
        departAt * 60,
      );
      let best: PeerJourney | null = null;
      for (const { legs } of journeys) {
        const journey = replayPeer(
          legs.map((leg): PeerLeg => {
            if (!('stopTimes' in leg)) return { walks: (leg as Transfer).duration / 60 };
            const times = leg.stopTimes as StopTime[];
            return { departs: times[0]!.departureTime / 60, arrives: times.at(-1)!.arrivalTime / 60 };
          }),
          departAt,
        );
        if (!best || journey.arrival < best.arrival) best = journey;
      }
      return best;
    },
  };
}

type GetTrip = (this: { routeScanPosition: object }, route: string, call: number, time: number) => unknown;
