/**
 * From the catalogue's entries to the ways the planner would find: the same front, the same rules, the same exception for slow
 * through trains (search.ts), the same choice (choose.ts). `ways.test.ts` holds the two together.
 */
import type { JourneyLeg, Timetable } from '@serai/router';
import { type Criterion, chooseWays } from '../choose.ts';
import type { Load } from '../itinerary.ts';
import type { FreightNetwork } from '../network.ts';
import type { Endpoint, Shipment } from '../request.ts';
import { changingAtBorders, slow } from '../search.ts';
import { rulesObeyed } from '../sensible.ts';
import type { Entry } from './entries.ts';
import type { QuotedWay, Reckoning } from './reckoning.ts';
import { type HasRoom, legsOf, type Walk, Walks } from './walk.ts';

/** Whether a run has room from one call to another: a service of the network's input, and when it leaves its first terminal. */
export type RoomOn = (service: number, departure: number, fromCall: number, toCall: number) => boolean;

export interface Asked {
  shipment: Pick<Shipment, 'from' | 'to' | 'ready'>;
  load: Load;
  minimise: Criterion;
  /** Null where every train is taken to have room, as the planner does. */
  roomOn: RoomOn | null;
  /** The same of the trips of a timetable. */
  roomOnTrips: ((timetable: Timetable) => HasRoom) | null;
  /** Cents a way costs for what is sent, of what it costs for the load; a parcel pays for its share. */
  price(cents: number): number;
}

/** The ways worth choosing from, the best first; null where an entry is not made yet. */
export function waysFromEntries(
  network: FreightNetwork,
  entryAt: (terminal: number) => Entry | undefined,
  reckoning: Reckoning,
  asked: Asked,
): QuotedWay[] | null {
  const { shipment } = asked;
  const [from, to] = [stopsOf(network, shipment.from), stopsOf(network, shipment.to)];
  const entries: Departing[] = [];
  for (const source of from) {
    const entry = entryAt(source);
    if (!entry) return null;
    entries.push({ source, entry });
  }
  const through = front(network, network.timetable, entries, 'through', to, asked);
  const sensible = mostObedient(network, through);
  const changing = isSlow(network, entries, to, asked, sensible);
  const found = changing ? [...sensible, ...mostObedient(network, changing)] : sensible;
  return chosen(
    found.map(({ legs }) => legs),
    reckoning,
    asked,
  );
}

interface Departing {
  source: number;
  entry: Entry;
}
interface Found {
  walk: Walk;
  legs: JourneyLeg[];
}

/** Reckoned out for the load, and the ones worth showing. */
export function chosen(
  found: readonly (readonly JourneyLeg[])[],
  reckoning: Reckoning,
  asked: Asked,
): QuotedWay[] {
  const { shipment, load, minimise, price } = asked;
  const ways = found.map((legs) => reckoning.way(legs, shipment.ready, load));
  for (const way of ways) way.cents = price(way.cents);
  return chooseWays(ways, minimise);
}

/** Nothing the planner would not find: no other is at least as good in arrival, cost, CO2, risk and rides. */
function front(
  network: FreightNetwork,
  timetable: Timetable,
  entries: readonly Departing[],
  which: 'through' | 'changing',
  to: readonly number[],
  asked: Asked,
): Found[] {
  const best: { ended: Ended; walks: Walks }[] = [];
  for (const { source, entry } of entries) {
    const walks = walksFrom(network, timetable, source, entry[which], asked);
    for (const stop of to) {
      for (const walk of walks.to(stop)) {
        const ended = atEnd(timetable, walk);
        if (best.some(({ ended: other }) => isNoWorse(other, ended))) continue;
        for (let at = best.length - 1; at >= 0; at--) {
          const other = best[at];
          if (other && isNoWorse(ended, other.ended)) best.splice(at, 1);
        }
        best.push({ ended, walks });
      }
    }
  }
  return best.map(({ ended, walks }) => {
    const named = walks.named(ended.walk);
    return { walk: named, legs: legsOf(timetable, named) };
  });
}

interface Ended extends Pick<Walk, 'arrival' | 'cost' | 'co2' | 'risk' | 'rides'> {
  walk: Walk;
}

const isNoWorse = (one: Ended, other: Ended) =>
  one.arrival <= other.arrival &&
  one.cost <= other.cost &&
  one.co2 <= other.co2 &&
  one.risk <= other.risk &&
  one.rides <= other.rides;

/** What a way there is compared by: a last train is unloaded where it is left. */
function atEnd({ transferCost, transferCo2, transferRisk }: Timetable, walk: Walk): Ended {
  const { arrival, cost, co2, risk, rides, route, stop } = walk;
  if (route < 0) return { walk, arrival, cost, co2, risk, rides };
  return {
    walk,
    arrival,
    cost: cost + (transferCost[stop] ?? 0),
    co2: co2 + (transferCo2[stop] ?? 0),
    risk: risk + (transferRisk[stop] ?? 0),
    rides,
  };
}

function walksFrom(
  network: FreightNetwork,
  timetable: Timetable,
  source: number,
  sequences: Entry['through'],
  { shipment, roomOnTrips }: Asked,
): Walks {
  const ready = shipment.ready + (network.handlingMinutes[source] ?? 0);
  const hasRoom = roomOnTrips?.(timetable) ?? null;
  return new Walks(timetable, sequences, { source, ready, hasRoom });
}

/** As `sensible` chooses (sensible.ts). */
function mostObedient(network: FreightNetwork, found: readonly Found[]): Found[] {
  if (found.length < 2) return [...found];
  const obeyed = found.map((each) => rulesObeyed(network, each));
  const most = Math.max(...obeyed);
  return found.filter((_, index) => obeyed[index] === most);
}

/** What the planner finds beside slow through trains where boxes may change between them at borders; null where they are not slow. */
function isSlow(
  network: FreightNetwork,
  entries: readonly Departing[],
  to: readonly number[],
  asked: Asked,
  through: readonly Found[],
): Found[] | null {
  if (entries.every(({ entry }) => to.every((stop) => entry.same[stop] === 1))) return null;
  const changing = front(network, changingAtBorders(network), entries, 'changing', to, asked);
  const { ready } = asked.shipment;
  const same =
    through.length > 0 ? Math.min(...through.map(({ walk }) => walk.arrival)) : Number.POSITIVE_INFINITY;
  const quickest = Math.min(...changing.map(({ walk }) => walk.arrival));
  if (quickest === Number.POSITIVE_INFINITY) return null;
  return same - ready <= (quickest - ready) * slow.factor + slow.minutes ? null : changing;
}

const stopsOf = (network: FreightNetwork, { terminals }: Endpoint): number[] =>
  terminals.flatMap(({ id }) => network.stopOf.get(id) ?? []);
