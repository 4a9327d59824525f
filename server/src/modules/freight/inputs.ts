/** Terminals, services and links in the router's units: minutes, cents per TEU, grams per tonne, milli-nats. */
import type { LinkInput, ServiceInput, StopInput } from '@serai/router';
import type { Corridor, Terminal, TrackNetwork } from '../../corridor/index.ts';
import { borderCost, gaugeChangeCost, lineCost, type Stretch, terminalCost } from './methods/cost.ts';
import { crossingMedian, crossingP90 } from './methods/crossing.ts';
import { chanceWithin, lateAfterMinutes, milliNats, type QueueTime } from './methods/delay.ts';
import { truckWay } from './methods/distance.ts';
import { legCo2 } from './methods/emission.ts';
import { type Border, type Segment, type Way, wayAcross } from './methods/service.ts';
import { terminalTime } from './methods/terminal.ts';
import { type RunningService, runsBetween } from './running.ts';

/** A way between two terminals that needs no departure: over a border by crane or by shunting, or across a city by truck. */
export type FreightLink = { from: string; to: string; minutes: number } & (
  | ({ kind: 'border'; way: Way } & Border)
  | { kind: 'truck'; stretch: Stretch }
);

export function stopInput(corridor: Corridor, terminal: Terminal): StopInput {
  return {
    transferMinutes: Math.ceil(terminalTime(corridor, terminal).value * 60),
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

/** Reloading at every border, both ways, and trucks between the terminals of one city. */
export function* freightLinks(
  corridor: Corridor,
  track: TrackNetwork,
  attempt: <Result>(subject: string, build: () => Result) => Result | null,
): Generator<FreightLink> {
  for (const crossing of corridor.crossings.values()) {
    for (const inbound of [false, true]) {
      const link = attempt(`crossing:${crossing.id}`, (): FreightLink => {
        const [from, to] = inbound ? [crossing.to, crossing.from] : [crossing.from, crossing.to];
        const minutes = minutesOf(crossingMedian(corridor, crossing, inbound).value);
        const way = wayAcross(corridor, track, { crossing, inbound });
        return { kind: 'border', from, to, minutes, crossing, inbound, way };
      });
      if (link) yield link;
    }
  }
  for (const place of corridor.places.values()) {
    const here = corridor.terminalsAt(place.id);
    for (const from of here) {
      for (const to of here) {
        if (from === to) continue;
        const link = attempt(`place:${place.id}`, (): FreightLink => {
          const { length, time } = truckWay(corridor, from, to);
          // The box must also be ready there before the next departure.
          const minutes = minutesOf(time.value + terminalTime(corridor, to).value);
          return { kind: 'truck', from: from.id, to: to.id, minutes, stretch: { mode: 'road', length } };
        });
        if (link) yield link;
      }
    }
  }
}

export function linkInput(
  corridor: Corridor,
  link: FreightLink,
  crossingIndex: ReadonlyMap<string, number>,
): Omit<LinkInput, 'from' | 'to'> {
  if (link.kind === 'truck') {
    const { minutes, stretch } = link;
    return {
      minutes,
      cost: centsOf(lineCost(corridor, [stretch], 1).value),
      co2: gramsPerTonne(corridor, [stretch]),
    };
  }
  return {
    minutes: link.minutes,
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

function segmentCents(corridor: Corridor, running: RunningService, segment: Segment): number {
  const { price, way } = running;
  // A price for the whole service is from terminal to terminal: its borders are paid with it.
  if (price) return centsOf(lineCost(corridor, segment.stretches, 1, { price, serviceKm: way.km }).value);
  return segment.kind === 'crossing'
    ? crossingCents(corridor, segment)
    : centsOf(lineCost(corridor, segment.stretches, 1).value);
}
const crossingCents = (corridor: Corridor, { crossing }: Border) =>
  centsOf((gaugeChangeCost(corridor, crossing, 1)?.value ?? 0) + borderCost(corridor, crossing, 1).value);
const crossingRisk = (corridor: Corridor, border: Border) =>
  milliNats(chanceWithin([queueTime(corridor, border)], lateAfterMinutes));
const gramsPerTonne = (corridor: Corridor, stretches: readonly Stretch[]) =>
  Math.round(legCo2(corridor, stretches, 1000).value * 1000);
const centsOf = (usd: number) => Math.round(usd * 100);
const minutesOf = (hours: number) => Math.max(1, Math.round(hours * 60));
