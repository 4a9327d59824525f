/** Of the journeys that are possible, those a forwarder would think of. */
import type { Journey, JourneyLeg } from '@serai/router';
import type { FreightNetwork } from './network.ts';

type Ride = JourneyLeg & { kind: 'ride' };
type Rule = (network: FreightNetwork, journey: Pick<Journey, 'legs'>) => boolean;

/**
 * Without the journeys that a lucky connection makes quick and nobody would book. The rules give way one by one, the last
 * first, where nothing obeys them all: a strange way is better than none.
 */
export function sensible(network: FreightNetwork, journeys: readonly Journey[]): Journey[] {
  const obeyed = journeys.map((journey) => rulesObeyed(network, journey));
  const most = Math.max(0, ...obeyed);
  return journeys.filter((_, index) => obeyed[index] === most);
}

/** How many of the rules a journey obeys, counted from the first to the first it breaks. */
export function rulesObeyed(network: FreightNetwork, journey: Pick<Journey, 'legs'>): number {
  const broken = rules.findIndex((rule) => !rule(network, journey));
  return broken < 0 ? rules.length : broken;
}

/** Not over one border twice, there and back. */
const crossesOnce: Rule = (network, journey) => {
  const crossed = crossingsOfJourney(network, journey);
  for (let at = 1; at < crossed.length; at++) if (crossed.indexOf(crossed[at] as number) !== at) return false;
  return true;
};

/** Not back through where the box came from, nor past where it goes. */
const leavesForGood: Rule = (network, journey) => {
  const places: (string | undefined)[] = [];
  for (const leg of journey.legs) {
    if (leg.kind !== 'ride') continue;
    for (const place of passedBy(network, leg).places)
      if (place !== places.at(-1) || places.length === 0) places.push(place);
  }
  return places.indexOf(places.at(-1)) === places.length - 1 && places.lastIndexOf(places[0]) === 0;
};

/** Not out of a country by one train and into it again by another. */
const entersOnce: Rule = (network, journey) => {
  const left: string[] = [];
  let here = '';
  for (const leg of journey.legs) {
    if (leg.kind !== 'ride') continue;
    const { countries, last } = passedBy(network, leg);
    // A line that leaves a country and comes back is the line's own business.
    for (const country of countries) if (country !== here && left.includes(country)) return false;
    left.push(here, ...countries);
    here = last;
  }
  return true;
};

const rules: readonly Rule[] = [crossesOnce, leavesForGood, entersOnce];

/** Indices of the crossings a journey goes through, in order. */
export function crossingsOfJourney(network: FreightNetwork, journey: Pick<Journey, 'legs'>): number[] {
  const crossings: number[] = [];
  for (const leg of journey.legs) {
    if (leg.kind === 'ride')
      for (const crossing of passedBy(network, leg).crossings) crossings.push(crossing);
    else {
      const crossing = network.input.links[leg.link]?.crossing;
      if (crossing !== undefined) crossings.push(crossing);
    }
  }
  return crossings;
}

/** What a ride goes past, the same for every departure of its service. */
interface Passed {
  places: (string | undefined)[];
  /** Each once. */
  countries: string[];
  /** The country it ends in. */
  last: string;
  crossings: number[];
}
const passed = new WeakMap<FreightNetwork, Map<number, Passed>>();

function passedBy(network: FreightNetwork, { service, fromCall, toCall }: Ride): Passed {
  let known = passed.get(network);
  if (!known) {
    known = new Map();
    passed.set(network, known);
  }
  // One exact number: a service has fewer than 2^16 calls, and there are fewer than 2^20 services.
  const key = (service * 65_536 + fromCall) * 65_536 + toCall;
  const before = known.get(key);
  if (before) return before;
  const { corridor, terminals, input } = network;
  const row = input.services[service];
  const places = (row?.stops.slice(fromCall, toCall + 1) ?? []).map((stop) => terminals[stop]?.place);
  const countries = places.map((place) => corridor.places.get(place ?? '')?.country ?? '');
  const made = {
    places,
    countries: [...new Set(countries)],
    last: countries.at(-1) ?? '',
    crossings: (row?.crossing?.slice(fromCall, toCall) ?? []).filter((crossing) => crossing >= 0),
  };
  known.set(key, made);
  return made;
}
