/** The heat map: how full each lane is, week by week. Reads the ledger for departures that have pools, and makes none. */
import type { Corridor, Service } from '../../../corridor/index.ts';
import type { Figure } from '../../../platform/figure.ts';
import { type FreightRefusal, refuseField } from '../errors.ts';
import { serviceName } from '../names.ts';
import type { FreightNetwork } from '../network.ts';
import { pageOf } from '../pages.ts';
import { runsBetween } from '../running.ts';
import { dayMinutes, instantOf, minuteOf, weekMinutes, weekStart } from '../zone.ts';
import type { CapacityKind, Lanes, LanesQuery } from './api.ts';
import { readDeparturesBetween, readServices } from './capacity.store.ts';
import { type Departure, departureFrom, poolId, segmentsOf } from './departure.ts';
import type { CapacityParts } from './open.ts';
import { poolsById } from './pools.ts';
import { capacityFigure, capacityOf, unstatedDeparture, unstatedService } from './stated.ts';
import { readWaiting } from './waiting.store.ts';

type Lane = Lanes['lanes'][number];
type Cell = Lane['cells'][number];

export async function lanesAnswer(
  parts: CapacityParts,
  query: LanesQuery,
  now: Date,
  lang: string,
): Promise<Lanes | FreightRefusal> {
  const network = parts.network();
  const { corridor } = network;
  const monday = weekStart(minuteOf(query.from === undefined ? now : `${query.from}T00:00:00Z`));
  if (monday > network.horizonEnd + aheadMinutesMax)
    return refuseField(
      'date-too-far',
      'from',
      `The timetable ends on ${instantOf(network.horizonEnd).slice(0, 10)}. Choose a date before that.`,
    );
  const weeks = Array.from({ length: query.weeks }, (_, week) => monday + week * weekMinutes);
  const ends = query.at === undefined ? null : endsNamed(corridor, query.at);
  if (ends && ends.size === 0)
    return refuseField(
      'place-unknown',
      'at',
      `There is no "${query.at}" in this corridor. Use an id, a code or a name from /api/v1/places, or a country's two letters.`,
    );
  const lanes = lanesOf(network, ends);
  const page = pageOf(lanes, query, (lane) => lane);
  if ('refused' in page) return page;
  const loads = await loadsOf(parts, page.items, query.kind, weeks);
  return {
    kind: query.kind,
    weeks: weeks.map((week) => instantOf(week).slice(0, 10)),
    lanes: page.items.map(({ id, services, from, to }) => ({
      id,
      from: endAnswer(corridor, from, lang),
      to: endAnswer(corridor, to, lang),
      services: services.map((service) => ({
        id: service.id,
        name: serviceName(corridor, service, lang),
        capacity: loads.capacity(service),
      })),
      cells: weeks.map((_, week) =>
        services.map((service) => loads.cell(service, week)).reduce(added, emptyCell),
      ),
    })),
    next: page.next,
  };
}

/** As far as an operator can state a departure's capacity. */
const aheadMinutesMax = 366 * dayMinutes;

interface LaneServices {
  /** Places. */
  id: string;
  from: string;
  to: string;
  services: Service[];
}

/** Services that begin in one place and end in another, together; `ends` are places. */
function lanesOf(network: FreightNetwork, ends: ReadonlySet<string> | null): LaneServices[] {
  const lanes = new Map<string, LaneServices>();
  for (const { service } of network.running.values()) {
    const [from, to] = [service.calls[0], service.calls.at(-1)].map(
      (call) => network.corridor.terminals.get(call ?? '')?.place ?? '',
    ) as [string, string];
    if (ends && !ends.has(from) && !ends.has(to)) continue;
    const id = `${from}--${to}`;
    const lane = lanes.get(id) ?? { id, from, to, services: [] };
    lane.services.push(service);
    lanes.set(id, lane);
  }
  return [...lanes.values()];
}

function endsNamed(corridor: Corridor, text: string): Set<string> {
  const found = corridor.search
    .exact(text)
    .map(({ kind, id }) => (kind === 'place' ? id : (corridor.terminals.get(id)?.place ?? id)));
  const country = text.trim().toUpperCase();
  for (const place of corridor.places.values()) if (place.country === country) found.push(place.id);
  return new Set(found);
}

const endAnswer = (corridor: Corridor, place: string, lang: string) => ({
  id: place,
  name: corridor.name(`place:${place}`, lang),
  country: corridor.places.get(place)?.country ?? '',
});

const emptyCell: Cell = { departures: 0, cancelled: 0, capacity: null, held: 0, confirmed: 0, waiting: 0 };
/** Nobody has said is not nought: it adds nothing, and where nobody has said of any departure it stays unsaid. */
const added = (one: Cell, other: Cell): Cell => ({
  departures: one.departures + other.departures,
  cancelled: one.cancelled + other.cancelled,
  capacity:
    one.capacity === null && other.capacity === null ? null : (one.capacity ?? 0) + (other.capacity ?? 0),
  held: one.held + other.held,
  confirmed: one.confirmed + other.confirmed,
  waiting: one.waiting + other.waiting,
});

/** What the departures of a service add up to in a week: of each the stretch that is fullest. */
async function loadsOf(
  parts: CapacityParts,
  lanes: readonly LaneServices[],
  kind: CapacityKind,
  weeks: readonly number[],
): Promise<{ cell(service: Service, week: number): Cell; capacity(service: Service): Figure }> {
  const network = parts.network();
  const from = weeks[0] ?? 0;
  const to = from + weeks.length * weekMinutes;
  const services = lanes.flatMap((lane) => lane.services);
  const departures = services.flatMap((service) => {
    const running = network.running.get(service.id);
    const runs = running ? runsBetween(running, from, to) : [];
    return running ? runs.map((run) => departureFrom(network, running, run)) : [];
  });
  const { db } = parts.database();
  const [ofServices, own, waiting] = await Promise.all([
    readServices(
      db,
      services.map(({ id }) => id),
    ),
    readDeparturesBetween(db, new Date(from * 60_000), new Date(to * 60_000)),
    readWaiting(db, kind),
  ]);
  const pools = await poolsById(
    parts.allocation(),
    departures.filter(({ run }) => own.has(run)).flatMap((departure) => idsOf(departure, kind)),
  );
  const cells = new Map<string, Cell>();
  for (const departure of departures) {
    const { service, run } = departure;
    const stated = {
      service: ofServices.get(service.id) ?? unstatedService,
      departure: own.get(run) ?? unstatedDeparture,
    };
    const capacity = capacityOf(network.corridor, service, stated)[kind];
    const cell = stated.departure.cancelled
      ? { ...emptyCell, cancelled: 1 }
      : { ...emptyCell, departures: 1, capacity, ...fullest(departure, kind, pools) };
    const key = `${service.id} ${Math.floor((departure.minute - from) / weekMinutes)}`;
    cells.set(key, added(cells.get(key) ?? emptyCell, { ...cell, waiting: waiting.get(run) ?? 0 }));
  }
  return {
    cell: (service, week) => cells.get(`${service.id} ${week}`) ?? emptyCell,
    capacity: (service) => {
      const stated = { service: ofServices.get(service.id) ?? unstatedService, departure: unstatedDeparture };
      return capacityFigure(network.corridor, service, stated, kind, null);
    },
  };
}

const idsOf = (departure: Departure, kind: CapacityKind) =>
  Array.from({ length: segmentsOf(departure) }, (_, segment) => poolId(departure, segment, kind));

/** All segments of a departure have one capacity, so the fullest is the one of which most is promised. */
function fullest(
  departure: Departure,
  kind: CapacityKind,
  pools: Awaited<ReturnType<typeof poolsById>>,
): { held: number; confirmed: number } {
  let most = { held: 0, confirmed: 0 };
  for (const id of idsOf(departure, kind)) {
    const pool = pools.get(id);
    if (pool && pool.held + pool.confirmed > most.held + most.confirmed)
      most = { held: pool.held, confirmed: pool.confirmed };
  }
  return most;
}
