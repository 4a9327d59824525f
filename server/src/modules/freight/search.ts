/** The questions put to the router: every undominated journey, and why there is none. */
import {
  type Access,
  buildTimetable,
  earliestArrival,
  type Journey,
  LabelLimitError,
  latestDeparture,
  pareto,
  type Timetable,
} from '@serai/router';
import { greatCircleKm } from '../../corridor/index.ts';
import { type FreightRefusal, refuseField } from './errors.ts';
import { crossingName } from './names.ts';
import type { FreightNetwork } from './network.ts';
import type { Endpoint, Shipment } from './request.ts';
import { crossingsOfJourney, sensible } from './sensible.ts';
import { handlingAt, servedTerminals } from './stops.ts';
import { instantOf } from './zone.ts';

/** More trains than this in one journey no forwarder would book. */
export const ridesMax = 5;

/** So many half-finished ways are kept at most while searching: about 100 MB. */
const labelsMax = 2_000_000;

/**
 * Every undominated journey in arrival (or departure, where it has to arrive by a time), cost, CO2, risk and transfers, that
 * a forwarder would think of. Through trains are not changed at border stations they pass, unless that saves a great deal.
 */
export function journeysOf(
  network: FreightNetwork,
  shipment: Shipment,
  signal?: AbortSignal,
): Journey[] | FreightRefusal {
  try {
    const through = sensible(network, frontOf(network, network.timetable, shipment, signal));
    const lenient = changingAtBorders(network);
    if (!isSlow(network, shipment, through, lenient)) return through;
    return [...through, ...sensible(network, frontOf(network, lenient, shipment, signal))];
  } catch (error) {
    if (!(error instanceof LabelLimitError)) throw error;
    return refuseField(
      'search-too-large',
      '/to',
      'There are too many ways to compare. Name terminals instead of cities, or avoid some crossings.',
    );
  }
}

function frontOf(network: FreightNetwork, timetable: Timetable, shipment: Shipment, signal?: AbortSignal) {
  const query = { ...queryOf(network, shipment, signal), maxLabels: labelsMax };
  const found =
    shipment.arriveBy === null
      ? pareto(timetable, { ...query, departAt: shipment.ready })
      : pareto(timetable, { ...query, arriveBy: shipment.arriveBy });
  return found.filter((journey) => journey.legs.length > 0 && journey.departure >= shipment.ready);
}

/** Worth a change between through trains: half as long again and two days more. */
export const slow = { factor: 1.5, minutes: 2 * 24 * 60 };

function isSlow(
  network: FreightNetwork,
  shipment: Shipment,
  journeys: readonly Journey[],
  lenient: Timetable,
): boolean {
  const quickest = bestOf(network, shipment, lenient);
  if (!quickest) return false;
  const takes = (journey: Journey) =>
    shipment.arriveBy === null ? journey.arrival - shipment.ready : shipment.arriveBy - journey.departure;
  return !journeys.some((journey) => takes(journey) <= takes(quickest) * slow.factor + slow.minutes);
}

const changingOf = new WeakMap<FreightNetwork, Timetable>();

/** The same timetable with boxes put on and taken off through trains at the border stations they pass. */
export function changingAtBorders(network: FreightNetwork): Timetable {
  const known = changingOf.get(network);
  if (known) return known;
  const services = network.input.services.map((input, index) => {
    const running = network.services[index];
    return running
      ? { ...input, ...handlingAt(network.corridor, running.service, { atBorders: true }) }
      : input;
  });
  const timetable = buildTimetable({ ...network.input, services });
  changingOf.set(network, timetable);
  return timetable;
}

/**
 * Why nothing was found: what was to be avoided, a border that is shut, the end of the timetable or of the time allowed,
 * or no line at all. Each is found by searching again without it.
 */
export function whyNoRoute(network: FreightNetwork, shipment: Shipment): FreightRefusal {
  const unserved = whatIsUnserved(network, shipment);
  if (unserved) return unserved;
  const asked = `${nameOf(network, shipment.from)} to ${nameOf(network, shipment.to)}`;
  const openly = { ...shipment, avoid: [] };
  if (shipment.avoid.length > 0 && arrives(network, openly)) {
    const needed = shipment.avoid.filter((id) => !arrives(network, { ...shipment, avoid: [id] }));
    const names = (needed.length > 0 ? needed : shipment.avoid).map((id) => nameOfCrossing(network, id));
    return refuseField(
      'no-route',
      '/avoid',
      `Without ${names.join(', ')} no way leads from ${asked}. Allow it, or choose other places.`,
      needed.length > 0 ? needed : shipment.avoid,
    );
  }
  if (shipment.arriveBy !== null && arrives(network, { ...openly, arriveBy: null }))
    return refuseField(
      'no-route',
      '/arriveBy',
      `Nothing from ${asked} that leaves after ${instantOf(shipment.ready)} arrives by ${instantOf(shipment.arriveBy)}. Choose a later date.`,
    );
  const shut = shutCrossings(network, { ...openly, arriveBy: null });
  if (shut.length > 0) {
    const names = shut.map((id) => nameOfCrossing(network, id));
    return refuseField(
      'no-route',
      '/to',
      `The only ways from ${asked} lead through a border that is shut: ${names.join(', ')}.`,
      shut,
    );
  }
  if (arrives(network, { ...openly, ready: network.horizonStart, arriveBy: null }))
    return refuseField(
      'no-route',
      shipment.arriveBy === null ? '/readyAt' : '/arriveBy',
      `From ${instantOf(shipment.ready)} on, no departure of the timetable, which ends on ${instantOf(network.horizonEnd).slice(0, 10)}, leads from ${asked}. Choose an earlier date.`,
    );
  return refuseField('no-route', '/to', `No service this corridor knows of leads from ${asked}.`);
}

/** A place may be known though no service calls there: then the nearest that are called at help. */
function whatIsUnserved(network: FreightNetwork, shipment: Shipment): FreightRefusal | null {
  const { corridor } = network;
  const calls = servedTerminals(corridor);
  for (const field of ['from', 'to'] as const) {
    const endpoint = shipment[field];
    const [terminal] = endpoint.terminals;
    if (!terminal || endpoint.terminals.some(({ id }) => calls.has(id))) continue;
    const km = new Map<string, number>();
    for (const call of calls) {
      const other = corridor.terminals.get(call);
      if (other)
        km.set(
          other.place,
          Math.min(km.get(other.place) ?? Number.POSITIVE_INFINITY, greatCircleKm(terminal, other)),
        );
    }
    const near = [...km].sort((a, b) => a[1] - b[1]).slice(0, nearestShown);
    const names = near.map(
      ([place, away]) => `${corridor.name(`place:${place}`, 'en')} (${Math.round(away)} km)`,
    );
    return refuseField(
      'no-route',
      `/${field}`,
      `No service this corridor knows of calls at ${nameOf(network, endpoint)}. The nearest places where one does: ${names.join(', ')}.`,
      near.map(([place]) => place),
    );
  }
  return null;
}
const nearestShown = 3;

const arrives = (network: FreightNetwork, shipment: Shipment): boolean =>
  bestOf(network, shipment, changingAtBorders(network)) !== null;

/** The first to arrive, or the last to leave that is there in time. */
function bestOf(network: FreightNetwork, shipment: Shipment, timetable: Timetable): Journey | null {
  const query = queryOf(network, shipment);
  const journey =
    shipment.arriveBy === null
      ? earliestArrival(timetable, { ...query, departAt: shipment.ready })
      : latestDeparture(timetable, { ...query, arriveBy: shipment.arriveBy });
  return journey !== null && journey.departure >= shipment.ready ? journey : null;
}

/** The shut borders a way would lead through if all were open; none if even then there is no way. */
function shutCrossings(network: FreightNetwork, shipment: Shipment): string[] {
  const isShut = (index: number) => (network.input.crossings[index]?.closed ?? []).length > 0;
  if (!network.crossings.some((_, index) => isShut(index))) return [];
  const journey = earliestArrival(opened(network), {
    ...queryOf(network, shipment),
    departAt: shipment.ready,
  });
  if (!journey) return [];
  return crossingsOfJourney(network, journey).flatMap((index) =>
    isShut(index) ? (network.crossings[index]?.id ?? []) : [],
  );
}

const openedOf = new WeakMap<FreightNetwork, Timetable>();

/** The same timetable with every border open at all times. */
function opened(network: FreightNetwork): Timetable {
  const known = openedOf.get(network);
  if (known) return known;
  const timetable = buildTimetable({ ...network.input, crossings: network.crossings.map(() => ({})) });
  openedOf.set(network, timetable);
  return timetable;
}

function queryOf(network: FreightNetwork, shipment: Shipment, signal?: AbortSignal) {
  const access = (endpoint: Endpoint, minutes: boolean): Access[] =>
    endpoint.terminals.flatMap((terminal) => {
      const stop = network.stopOf.get(terminal.id);
      if (stop === undefined) return [];
      // A box must be at the terminal that long before its first train.
      return [{ stop, minutes: minutes ? (network.handlingMinutes[stop] ?? 0) : 0 }];
    });
  return {
    from: access(shipment.from, true),
    to: access(shipment.to, false),
    maxRides: ridesMax,
    avoidCrossings: shipment.avoid.flatMap((id) => network.crossingIndex.get(id) ?? []),
    ...(signal ? { signal } : {}),
  };
}
const nameOf = (network: FreightNetwork, { kind, id }: Endpoint) =>
  network.corridor.name(`${kind}:${id}`, 'en');
function nameOfCrossing(network: FreightNetwork, id: string): string {
  const crossing = network.corridor.crossings.get(id);
  return crossing ? crossingName(network.corridor, crossing, 'en') : id;
}
