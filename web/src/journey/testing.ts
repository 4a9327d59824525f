/** A small plan for tests: two days of waiting, a ride, a border's queue, another ride. */
import type { Figure, Leg, Option } from '../api/freight.ts';

export const figure = (value: string | null, unit: string, evidence: Figure['evidence'] = []): Figure => ({
  value,
  unit,
  kind: value === null ? 'unknown' : 'model',
  evidence,
});

const stop = (id: string, zone: string): Leg['from'] => ({
  id,
  name: id,
  place: id,
  placeName: id,
  country: 'CN',
  zone,
  at: [0, 0],
});

export function leg(kind: Leg['kind'], departure: string, arrival: string, more: Partial<Leg> = {}): Leg {
  return {
    kind,
    mode: kind === 'ride' ? 'rail' : 'none',
    gauge: kind === 'ride' ? '1435' : null,
    from: stop('a', 'Asia/Shanghai'),
    to: stop('b', 'Asia/Tashkent'),
    departure,
    arrival,
    arrivalP90: arrival,
    service: null,
    crossing: null,
    track: [],
    distance: figure(null, 'km'),
    cost: figure('0', 'USD'),
    co2: figure('0', 'kg'),
    ...more,
  };
}

export function option(id: string, legs: Leg[], more: Partial<Option> = {}): Option {
  const departure = legs[0]?.departure ?? '2026-12-01T00:00:00Z';
  const arrival = legs.at(-1)?.arrival ?? departure;
  return {
    id,
    departure,
    arrival: { p50: arrival, p90: arrival },
    transit: figure('10', 'd'),
    cost: figure('1000', 'USD'),
    costs: [],
    co2: figure('500', 'kg'),
    risk: { level: 'steady', at: null, figure: figure('10', 'percent') },
    transfers: 0,
    via: [],
    best: [],
    legs,
    rides: [],
    ...more,
  };
}
