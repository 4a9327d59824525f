/** Terminals, services and links in the router's units: minutes, cents per TEU, grams per tonne, milli-nats. */
import type { LinkInput, ServiceInput, StopInput } from '@serai/router';
import { type Corridor, greatCircleKm, type Terminal, type TrackNetwork } from '../../corridor/index.ts';
import { borderUsdPerTeu, lineCost, type Stretch, terminalCost } from './methods/cost.ts';
import { crossingMedian, crossingP90 } from './methods/crossing.ts';
import { chanceWithin, lateAfterMinutes, milliNats, type QueueTime } from './methods/delay.ts';
import { truckWay } from './methods/distance.ts';
import { legCo2 } from './methods/emission.ts';
import { type Border, type Segment, type Way, wayAcross } from './methods/service.ts';
import { terminalTime } from './methods/terminal.ts';
import { type RunningService, runsBetween } from './running.ts';
import { handlingAt, isPassed, servedTerminals, turning } from './stops.ts';

/** A way between two terminals that needs no departure: over a border by crane or by shunting, or across a city by truck. */
export type FreightLink = {
  from: string;
  to: string;
  minutes: number;
  /** What the terminal there needs on top before the next train: its terminal-time. */
  readyMinutes: number;
} & (({ kind: 'border'; way: Way } & Border) | { kind: 'truck'; stretch: Stretch });

/** Minutes a box needs at a terminal before a train can take it. */
export const handlingMinutes = (corridor: Corridor, terminal: Terminal): number =>
  Math.ceil(terminalTime(corridor, terminal).value * 60);

const readyIn = (corridor: Corridor, terminalId: string): number => {
  const terminal = corridor.terminals.get(terminalId);
  return terminal ? handlingMinutes(corridor, terminal) : 0;
};

/** No connection is this long: a stop where trains are boarded and left, but not changed. */
const noChangeMinutes = 52 * 7 * 24 * 60;

export function stopInput(corridor: Corridor, terminal: Terminal): StopInput {
  return {
    transferMinutes: isPassed(corridor, terminal.id) ? noChangeMinutes : handlingMinutes(corridor, terminal),
    transferCost: centsOf(terminalCost(corridor, terminal, 1).value),
  };
}

/** The router's services for one of ours: runs whose times are the same share one. */
export function serviceInputs(
  corridor: Corridor,
  running: RunningService,
  network: {
    horizonStart: number;
    horizonEnd: number;
    stopOf: ReadonlyMap<string, number>;
    crossingIndex: ReadonlyMap<string, number>;
  },
): ServiceInput[] {
  const { segments } = running.way;
  const common = {
    ...handlingAt(corridor, running.service),
    stops: running.service.calls.map((call) => network.stopOf.get(call) ?? -1),
    cost: segments.map((segment) => segmentCents(corridor, running, segment)),
    co2: segments.map((segment) => gramsPerTonne(corridor, segment.stretches)),
    risk: segments.map((segment) => (segment.kind === 'crossing' ? crossingRisk(corridor, segment) : 0)),
    crossing: segments.map((segment) =>
      segment.kind === 'crossing' ? (network.crossingIndex.get(segment.crossing.id) ?? -1) : -1,
    ),
  };
  const byTimes = new Map<string, ServiceInput & { departures: number[] }>();
  for (const run of runsBetween(running, network.horizonStart, network.horizonEnd)) {
    const { arriveMinutes, departMinutes } = run;
    const key = `${arriveMinutes} ${departMinutes}`;
    const known = byTimes.get(key);
    if (known) known.departures.push(run.departure);
    else byTimes.set(key, { ...common, arriveMinutes, departMinutes, departures: [run.departure] });
  }
  return [...byTimes.values()];
}

/** Reloading at borders where one train ends or another begins, and lorries within a city or to where no train calls. */
export function* freightLinks(
  corridor: Corridor,
  track: TrackNetwork,
  attempt: <Result>(subject: string, build: () => Result) => Result | null,
): Generator<FreightLink> {
  const { begins, ends } = turning(corridor);
  for (const crossing of corridor.crossings.values()) {
    for (const inbound of [false, true]) {
      const [here, there] = inbound ? [crossing.to, crossing.from] : [crossing.from, crossing.to];
      // Where all trains run through there is nothing to reload, and taking a box off and back over would be absurd.
      if (!ends.has(here) && !begins.has(there)) continue;
      const link = attempt(`crossing:${crossing.id}`, (): FreightLink => {
        const minutes = minutesOf(crossingMedian(corridor, crossing, inbound).value);
        const way = wayAcross(corridor, track, { crossing, inbound });
        const readyMinutes = readyIn(corridor, there);
        return { kind: 'border', from: here, to: there, minutes, readyMinutes, crossing, inbound, way };
      });
      if (link) yield link;
    }
  }
  for (const [from, to] of lorryPairs(corridor)) {
    const link = attempt(`terminal:${from.id}`, (): FreightLink => {
      const { length, time } = truckWay(corridor, from, to);
      const [minutes, readyMinutes] = [minutesOf(time.value), readyIn(corridor, to.id)];
      const stretch = { mode: 'road', length };
      return { kind: 'truck', from: from.id, to: to.id, minutes, readyMinutes, stretch };
    });
    if (link) yield link;
  }
}

/** A terminal no service calls at is reached by lorry from the nearest few in its country that one does call at. */
const feeders = 3;
const feederKmMax = 400;

function* lorryPairs(corridor: Corridor): Generator<[Terminal, Terminal]> {
  for (const place of corridor.places.values()) {
    const here = corridor.terminalsAt(place.id);
    for (const from of here) for (const to of here) if (from !== to) yield [from, to];
  }
  const calls = servedTerminals(corridor);
  const placeOf = (terminal: Terminal) => corridor.places.get(terminal.place);
  const served = [...corridor.terminals.values()].filter((terminal) => calls.has(terminal.id));
  for (const terminal of corridor.terminals.values()) {
    if (corridor.terminalsAt(terminal.place).some((each) => calls.has(each.id))) continue;
    const near = served
      .filter((other) => placeOf(other)?.country === placeOf(terminal)?.country)
      .map((other) => ({ other, km: greatCircleKm(terminal, other) }))
      .filter(({ km }) => km <= feederKmMax)
      .sort((one, two) => one.km - two.km || (one.other.id < two.other.id ? -1 : 1));
    for (const { other } of near.slice(0, feeders)) {
      yield [terminal, other];
      yield [other, terminal];
    }
  }
}

export function linkInput(
  corridor: Corridor,
  link: FreightLink,
  crossingIndex: ReadonlyMap<string, number>,
): Omit<LinkInput, 'from' | 'to'> {
  if (link.kind === 'truck') {
    const { minutes, readyMinutes, stretch } = link;
    return {
      minutes: minutes + readyMinutes,
      cost: centsOf(lineCost(corridor, [stretch], 1).value),
      co2: gramsPerTonne(corridor, [stretch]),
    };
  }
  return {
    minutes: link.minutes + link.readyMinutes,
    cost: crossingCents(corridor, link),
    co2: gramsPerTonne(corridor, link.way.stretches),
    risk: crossingRisk(corridor, link),
    crossing: crossingIndex.get(link.crossing.id) ?? -1,
  };
}

/** The queue of a border in this direction, in minutes. */
export const queueTime = (corridor: Corridor, { crossing, inbound }: Border): QueueTime => ({
  medianMinutes: crossingMedian(corridor, crossing, inbound).value * 60,
  p90Minutes: crossingP90(corridor, crossing, inbound).value * 60,
});

const segmentCents = (corridor: Corridor, { priced }: RunningService, segment: Segment): number =>
  segment.kind === 'crossing'
    ? crossingCents(corridor, segment)
    : centsOf(lineCost(corridor, segment.stretches, 1, priced).value);
const crossingCents = (corridor: Corridor, { crossing }: Border) =>
  centsOf(borderUsdPerTeu(corridor, crossing));
const crossingRisk = (corridor: Corridor, border: Border) =>
  milliNats(chanceWithin([queueTime(corridor, border)], lateAfterMinutes));
const gramsPerTonne = (corridor: Corridor, stretches: readonly Stretch[]) =>
  Math.round(legCo2(corridor, stretches, 1000).value * 1000);
const centsOf = (usd: number) => Math.round(usd * 100);
const minutesOf = (hours: number) => Math.max(1, Math.round(hours * 60));
