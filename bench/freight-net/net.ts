import type { CrossingInput, LinkInput, NetworkInput, ServiceInput, StopInput } from '@serai/router';

/**
 * A made-up freight network of a continent's size: 457 terminals strewn along a belt of 9,000 × 2,500 km in clusters,
 * joined by lines to their neighbours; 700 services along those lines, 2 to 6 departures a week each for ten weeks; 24 border
 * crossings, three of them closed for a while; 120 road legs between near terminals. The same seed gives the same network.
 *
 * Money is in US dollars a TEU, emissions in kg, risk in milli-nats (-1000 ln of the chance that nothing goes wrong).
 * Dearer services are faster, electric ones cleaner, and borders differ in risk: so the criteria pull apart.
 */
export const SHAPE = { terminals: 457, services: 700, weeks: 10, crossings: 24, roadLegs: 120 };

const WEEK_MINUTES = 7 * 24 * 60;
/** A Monday 00:00 UTC. */
export const HORIZON_START = 4 * 1440 + 2_950 * WEEK_MINUTES;

export function freightNet(seed: number): NetworkInput {
  const random = randomFrom(seed);
  const places = strew(random, SHAPE.terminals);
  const lines = joinNeighbours(places);
  return {
    horizonStart: HORIZON_START,
    horizonEnd: HORIZON_START + SHAPE.weeks * WEEK_MINUTES,
    stops: places.map(() => terminal(random)),
    services: Array.from({ length: SHAPE.services }, () => service(random, places, lines)),
    links: roadLegs(random, places),
    crossings: crossings(random),
  };
}

interface Place {
  xKm: number;
  yKm: number;
}

/** Mulberry32: small, fast, good enough to strew terminals, and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const integer = (random: () => number, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));

function strew(random: () => number, count: number): Place[] {
  const clusters = Array.from({ length: 28 }, () => ({ xKm: random() * 9_000, yKm: random() * 2_500 }));
  return Array.from({ length: count }, () => {
    const cluster = clusters[integer(random, 0, clusters.length - 1)]!;
    return { xKm: cluster.xKm + (random() - 0.5) * 900, yKm: cluster.yKm + (random() - 0.5) * 700 };
  });
}

function terminal(random: () => number): StopInput {
  return {
    transferMinutes: integer(random, 6, 24) * 60,
    transferCost: integer(random, 6, 18) * 5,
    transferCo2: 5,
    transferRisk: 10,
  };
}

const kmBetween = (a: Place, b: Place) => Math.hypot(a.xKm - b.xKm, a.yKm - b.yKm);

/** Every terminal's lines lead to its four nearest ones, and to the nearest one well ahead in each direction of the belt. */
function joinNeighbours(places: readonly Place[]): number[][] {
  const lines = places.map(() => new Set<number>());
  const join = (a: number, b: number) => {
    lines[a]!.add(b);
    lines[b]!.add(a);
  };
  places.forEach((place, index) => {
    const others = places.map((_, other) => other).filter((other) => other !== index);
    others.sort((a, b) => kmBetween(place, places[a]!) - kmBetween(place, places[b]!));
    for (const near of others.slice(0, 4)) join(index, near);
    const east = others.find((other) => places[other]!.xKm > place.xKm + 250);
    const west = others.find((other) => places[other]!.xKm < place.xKm - 250);
    if (east !== undefined) join(index, east);
    if (west !== undefined) join(index, west);
  });
  return lines.map((neighbours) => [...neighbours]);
}

function service(random: () => number, places: readonly Place[], lines: readonly number[][]): ServiceInput {
  const stops = wander(random, places, lines, integer(random, 4, 9));
  // Dear services are fast, cheap ones are slow; what is electric is another matter.
  const quality = random();
  const kmPerHour = 24 + 26 * quality;
  const dollarsPerKm = 0.3 + 0.15 * quality;
  const kgPerKm = random() < 0.55 ? 0.15 : 0.32;
  const arriveMinutes = [0];
  const departMinutes = [0];
  const cost: number[] = [];
  const co2: number[] = [];
  const risk: number[] = [];
  const crossing: number[] = [];
  for (let call = 1; call < stops.length; call++) {
    const from = places[stops[call - 1]!]!;
    const to = places[stops[call]!]!;
    const km = kmBetween(from, to) * 1.25 + 10;
    const border = borderBetween(from, to);
    const borderMinutes = border >= 0 ? 480 + (border % 5) * 300 : 0;
    const arrival = departMinutes[call - 1]! + Math.round((km / kmPerHour) * 60) + borderMinutes;
    arriveMinutes.push(arrival);
    departMinutes.push(arrival + integer(random, 2, 10) * 30);
    cost.push(Math.round((km * dollarsPerKm) / 5) * 5 + (border >= 0 ? 60 : 0));
    co2.push(Math.round((km * kgPerKm) / 5) * 5);
    risk.push(border >= 0 ? 20 + (border % 7) * 20 : 0);
    crossing.push(border);
  }
  const perWeek = [2, 3, 3, 4, 4, 4, 5, 6][integer(random, 0, 7)]!;
  const first = integer(random, 0, Math.floor(WEEK_MINUTES / perWeek) - 1);
  const weekly = Array.from({ length: perWeek }, (_, i) => first + Math.floor((WEEK_MINUTES * i) / perWeek));
  return { stops, arriveMinutes, departMinutes, cost, co2, risk, crossing, weekly };
}

/** A walk along the lines which keeps to one direction of the belt most of the time and calls nowhere twice. */
function wander(
  random: () => number,
  places: readonly Place[],
  lines: readonly number[][],
  callCount: number,
): number[] {
  const eastward = random() < 0.5 ? 1 : -1;
  const stops = [integer(random, 0, places.length - 1)];
  while (stops.length < callCount) {
    const here = stops.at(-1)!;
    const onward = lines[here]!.filter((next) => !stops.includes(next));
    if (onward.length === 0) break;
    const ahead = onward.filter((next) => (places[next]!.xKm - places[here]!.xKm) * eastward > 0);
    const choice = ahead.length > 0 && random() < 0.85 ? ahead : onward;
    stops.push(choice[integer(random, 0, choice.length - 1)]!);
  }
  return stops.length >= 2 ? stops : wander(random, places, lines, callCount);
}

/** Borders cross the belt every 1,500 km; each has four crossings, by latitude. */
function borderBetween(from: Place, to: Place): number {
  const [west, east] = from.xKm < to.xKm ? [from, to] : [to, from];
  const border = Math.floor((east.xKm + 750) / 1_500);
  if (Math.floor((west.xKm + 750) / 1_500) === border || border < 1 || border > 6) return -1;
  const band = Math.min(3, Math.max(0, Math.floor((west.yKm + east.yKm) / 2 / 625)));
  return (border - 1) * 4 + band;
}

function crossings(random: () => number): CrossingInput[] {
  const shut = new Set([3, 9, 17]);
  return Array.from({ length: SHAPE.crossings }, (_, crossing) => {
    if (!shut.has(crossing)) return {};
    const from = HORIZON_START + integer(random, 5, 20) * 1440;
    return { closed: [[from, from + 13 * 1440]] };
  });
}

function roadLegs(random: () => number, places: readonly Place[]): LinkInput[] {
  const links: LinkInput[] = [];
  while (links.length < SHAPE.roadLegs) {
    const from = integer(random, 0, places.length - 1);
    const to = integer(random, 0, places.length - 1);
    const km = kmBetween(places[from]!, places[to]!) * 1.3;
    if (from === to || km > 150) continue;
    const leg = {
      minutes: 120 + Math.round(km),
      cost: Math.round(80 + km * 1.6),
      co2: Math.round(km * 0.9),
      risk: 4,
    };
    links.push({ from, to, ...leg }, { from: to, to: from, ...leg });
  }
  return links;
}
