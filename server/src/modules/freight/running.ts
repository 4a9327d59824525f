/** A service as it runs: its way, its pattern, and its runs in any window of time. */
import type { Corridor, Service, TrackNetwork } from '../../corridor/index.ts';
import { type Hours, hoursOf, nextOpen } from './calendar.ts';
import { borderUsdPerTeu, type ServicePrice } from './methods/cost.ts';
import { departurePattern, departuresBetween, type Pattern } from './methods/pattern.ts';
import { type ServiceWay, serviceTime } from './methods/service.ts';

export interface RunningService {
  service: Service;
  way: ServiceWay;
  pattern: Pattern;
  /** Zone of the first terminal: departures keep its wall clock. */
  zone: string;
  /** Minutes each segment takes, and the opening hours it must wait for. */
  segmentMinutes: readonly number[];
  hours: readonly (Hours | null)[];
  /** Where a price is published for the whole service. */
  priced: ServicePrice | null;
}

/** One run; times are minutes from its departure. */
export interface ServiceRun {
  departure: number;
  arriveMinutes: number[];
  departMinutes: number[];
}

export function runningService(corridor: Corridor, track: TrackNetwork, service: Service): RunningService {
  const way = serviceTime(corridor, track, service);
  const first = corridor.terminals.get(service.calls[0] ?? '');
  return {
    service,
    way,
    pattern: departurePattern(corridor, service),
    zone: corridor.places.get(first?.place ?? '')?.zone ?? 'UTC',
    segmentMinutes: way.segments.map((segment) => Math.max(1, Math.round(segment.hours * 60))),
    hours: way.segments.map((segment) =>
      segment.kind === 'crossing' ? hoursOf(segment.crossing.calendar) : null,
    ),
    priced: pricedBy(corridor, service, way),
  };
}

function pricedBy(corridor: Corridor, service: Service, way: ServiceWay): ServicePrice | null {
  const price = corridor.choose('price', `service:${service.id}`);
  if (!price) return null;
  const borders = way.segments.flatMap((segment) => (segment.kind === 'crossing' ? segment.crossing : []));
  const bordersUsdPerTeu = borders.reduce((usd, crossing) => usd + borderUsdPerTeu(corridor, crossing), 0);
  return { price, serviceKm: way.trackKm, bordersUsdPerTeu };
}

/** Runs that leave their first terminal in [from, to). A train that reaches a border outside its hours waits for them. */
export function runsBetween(running: RunningService, from: number, to: number): ServiceRun[] {
  return departuresBetween(running.pattern, running.zone, from, to).map((departure) => {
    const arriveMinutes = [0];
    const departMinutes: number[] = [];
    let minutes = 0;
    for (const [index, segmentMinutes] of running.segmentMinutes.entries()) {
      minutes = nextOpen(running.hours[index] ?? null, departure + minutes) - departure;
      departMinutes.push(minutes);
      minutes += segmentMinutes;
      arriveMinutes.push(minutes);
    }
    departMinutes.push(minutes);
    // The times count from the first departure, also where that itself waits for a border to open.
    const offset = departMinutes[0] ?? 0;
    return {
      departure: departure + offset,
      arriveMinutes: arriveMinutes.map((minute) => Math.max(0, minute - offset)),
      departMinutes: departMinutes.map((minute) => minute - offset),
    };
  });
}
