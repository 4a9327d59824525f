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
  const rules: Rule[] = [crossesOnce, leavesForGood, entersOnce];
  const broken = rules.findIndex((rule) => !rule(network, journey));
  return broken < 0 ? rules.length : broken;
}

/** Not over one border twice, there and back. */
const crossesOnce: Rule = (network, journey) => {
  const crossed = crossingsOfJourney(network, journey);
  return new Set(crossed).size === crossed.length;
};

/** Not back through where the box came from, nor past where it goes. */
const leavesForGood: Rule = (network, journey) => {
  const places = ridesOf(journey)
    .flatMap((ride) => passedBy(network, ride).places)
    .filter((place, index, all) => place !== all[index - 1]);
  return places.indexOf(places.at(-1)) === places.length - 1 && places.lastIndexOf(places[0]) === 0;
};

/** Not out of a country by one train and into it again by another. */
const entersOnce: Rule = (network, journey) => {
  const left = new Set<string>();
  let here = '';
  for (const ride of ridesOf(journey)) {
    const { countries } = passedBy(network, ride);
    // A line that leaves a country and comes back is the line's own business.
    if (countries.some((country) => left.has(country))) return false;
    left.add(here);
    for (const country of countries.slice(0, -1)) left.add(country);
    here = countries.at(-1) ?? '';
    left.delete(here);
  }
  return true;
};

/** Indices of the crossings a journey goes through, in order. */
export const crossingsOfJourney = (network: FreightNetwork, journey: Pick<Journey, 'legs'>): number[] =>
  journey.legs.flatMap((leg) =>
    leg.kind === 'link' ? (network.input.links[leg.link]?.crossing ?? []) : passedBy(network, leg).crossings,
  );

const ridesOf = (journey: Pick<Journey, 'legs'>): Ride[] =>
  journey.legs.flatMap((leg) => (leg.kind === 'ride' ? [leg] : []));

/** What a ride goes past, the same for every departure of its service. */
interface Passed {
  places: (string | undefined)[];
  countries: string[];
  crossings: number[];
}
const passed = new WeakMap<FreightNetwork, Map<string, Passed>>();

function passedBy(network: FreightNetwork, { service, fromCall, toCall }: Ride): Passed {
  const known = passed.get(network) ?? new Map<string, Passed>();
  passed.set(network, known);
  const key = `${service} ${fromCall} ${toCall}`;
  const before = known.get(key);
  if (before) return before;
  const { corridor, terminals, input } = network;
  const row = input.services[service];
  const places = (row?.stops.slice(fromCall, toCall + 1) ?? []).map((stop) => terminals[stop]?.place);
  const made = {
    places,
    countries: places.map((place) => corridor.places.get(place ?? '')?.country ?? ''),
    crossings: (row?.crossing?.slice(fromCall, toCall) ?? []).filter((crossing) => crossing >= 0),
  };
  known.set(key, made);
  return made;
}
