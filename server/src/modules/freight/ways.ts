/** A journey reckoned out for one load: its stages, how late it may get, and the measures it is compared by. */
import type { Journey } from '@serai/router';
import type { Service } from '../../corridor/index.ts';
import type { Candidate } from './choose.ts';
import { type Load, type Stage, stagesOf } from './itinerary.ts';
import { type Lateness, latenessOf } from './lateness.ts';
import { fnv1a } from './methods/pattern.ts';
import type { FreightNetwork } from './network.ts';
import { decimal } from './quantity.ts';

export interface FreightWay extends Candidate {
  stages: readonly Stage[];
  lateness: Lateness;
  /** When the shipment is ready, or must be where it has to arrive by a given time. UTC minutes. */
  ready: number;
  departure: number;
  arrival: number;
  arrivalP90: number;
  rides: readonly WayRide[];
}

/** A train of a way: which run, and from which of its calls to which. UTC minutes. */
export interface WayRide {
  service: Service;
  /** From its first terminal. */
  runDeparture: number;
  fromCall: number;
  toCall: number;
  departure: number;
  arrival: number;
}

export function wayOf(
  network: FreightNetwork,
  journey: Journey,
  load: Load,
  ready: number | null,
): FreightWay {
  const start = ready ?? latestReady(network, journey);
  const stages = stagesOf(network, { ...journey, departure: start }, load);
  const lateness = latenessOf(network, stages);
  const moving = stages.filter((stage) => stage.kind !== 'wait');
  const arrival = stages.at(-1)?.arrival ?? start;
  const legs = journey.legs.map((leg) =>
    leg.kind === 'ride'
      ? `${network.services[leg.service]?.service.id}@${leg.departure}:${leg.fromCall}-${leg.toCall}`
      : `link${leg.link}@${leg.departure}`,
  );
  return {
    key: legs.join(' '),
    stages,
    lateness,
    ready: start,
    departure: moving[0]?.departure ?? start,
    arrival,
    arrivalP90: lateness.p90.at(-1) ?? arrival,
    minutes: ready === null ? -start : arrival,
    cents: stages.reduce((sum, stage) => sum + stageCents(stage), 0),
    co2Grams: stages.reduce((sum, stage) => sum + Math.round((stage.co2?.value ?? 0) * 1000), 0),
    // To a hundredth, as it is shown.
    lateChance: Math.round(lateness.lateChance * 100) / 100,
    transfers: Math.max(0, journey.rides - 1),
    rides: ridesOf(network, journey),
  };
}

function ridesOf(network: FreightNetwork, journey: Journey): WayRide[] {
  return journey.legs.flatMap((leg) => {
    if (leg.kind !== 'ride') return [];
    const { service } = network.services[leg.service] ?? {};
    const times = network.input.services[leg.service];
    if (!service || !times) return [];
    const { fromCall, toCall, tripDeparture: runDeparture } = leg;
    return {
      service,
      runDeparture,
      fromCall,
      toCall,
      departure: runDeparture + (times.departMinutes[fromCall] ?? 0),
      arrival: runDeparture + (times.arriveMinutes[toCall] ?? 0),
    };
  });
}

export const stageCents = (stage: Stage) =>
  stage.costs.reduce((sum, { quantity }) => sum + Math.round(quantity.value * 100), 0);

/** Stable for the same pack, load and way. */
export function optionId(version: string, load: Load, key: string): string {
  const text = `${version} ${load.teu} ${decimal(load.weightKg, 3)} ${key}`;
  return `${fnv1a(text).toString(36)}${fnv1a(`${text} again`).toString(36)}`;
}

/** The last moment at which the box can be brought for its first train. */
function latestReady(network: FreightNetwork, journey: Journey): number {
  const first = journey.legs[0];
  return first ? first.departure - (network.handlingMinutes[first.from] ?? 0) : journey.departure;
}
