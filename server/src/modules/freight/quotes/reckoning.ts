/**
 * What a way costs, emits and risks for a load, to the cent, the gram and the minute of what the planner reckons (ways.ts,
 * itinerary.ts, lateness.ts), in microseconds: whatever does not depend on the question is made once a timetable.
 */
import type { JourneyLeg } from '@serai/router';
import type { Candidate } from '../choose.ts';
import { queueTime } from '../inputs.ts';
import { type Load, type Stage, stagesOf } from '../itinerary.ts';
import { terminalCost } from '../methods/cost.ts';
import { chanceWithin, excessMinutes, lateAfterMinutes, type QueueTime } from '../methods/delay.ts';
import { modeSubjects } from '../methods/subjects.ts';
import type { FreightNetwork } from '../network.ts';
import { factQuantity } from '../quantity.ts';
import { NextDepartures } from './next-departures.ts';

export interface QuotedWay extends Candidate {
  legs: readonly JourneyLeg[];
  departure: number;
  arrival: number;
}

/** A border on the way: its queue, and the chance that it takes no day more than its median. */
interface Border {
  queue: QueueTime;
  chance: number;
}
interface LegFigures {
  borders: Border[];
  /** Per stage, length and emission factor of each stretch. */
  stages: { km: number; factor: number }[][];
  /** By TEU, cents by method; made when first asked for. */
  costs: Map<number, LegCosts>;
}
export interface LegCosts {
  cents: number;
  byMethod: ReadonlyMap<string, number>;
}

export class Reckoning {
  private readonly network: FreightNetwork;
  private readonly next: NextDepartures;
  private readonly figures = new Map<number, LegFigures>();
  private readonly handling = new Map<number, number>();

  constructor(network: FreightNetwork) {
    this.network = network;
    this.next = new NextDepartures(network);
  }

  way(legs: readonly JourneyLeg[], ready: number, load: Load): QuotedWay {
    const { network } = this;
    const last = legs.at(-1);
    const arrival = last ? this.arrivalOf(last) : ready;
    let [rides, cents, co2Grams] = [0, 0, 0];
    let before: JourneyLeg['kind'] = 'link';
    for (const leg of legs) {
      if (leg.kind === 'ride' || before === 'ride') cents += this.handlingCents(leg.from, load.teu);
      if (leg.kind === 'ride') rides++;
      const figures = this.figuresOf(leg);
      cents += this.costsOf(leg, figures, load.teu).cents;
      co2Grams += gramsOf(figures, load.weightKg);
      before = leg.kind;
    }
    if (last?.kind === 'ride') cents += this.handlingCents(last.to, load.teu);
    const lateChance = Math.round(this.lateness(legs, ready, false).lateChance * 100) / 100;
    return {
      legs,
      departure: legs[0]?.departure ?? ready,
      arrival,
      minutes: arrival,
      cents,
      co2Grams,
      lateChance,
      transfers: Math.max(0, rides - 1),
      get key() {
        return legs.map((leg) => keyOf(network, leg)).join(' ');
      },
    };
  }

  /** 9 in 10 have arrived by then. */
  arrivalP90 = ({ legs }: QuotedWay, ready: number): number => this.lateness(legs, ready, true).p90;

  /** What each method makes of a way’s cost, in cents. */
  centsByMethod({ legs }: QuotedWay, teu: number): Map<string, number> {
    const sums = new Map<string, number>();
    const add = (method: string, cents: number) => sums.set(method, (sums.get(method) ?? 0) + cents);
    for (const [index, leg] of legs.entries()) {
      if (leg.kind === 'ride' || legs[index - 1]?.kind === 'ride')
        add('terminal-cost', this.handlingCents(leg.from, teu));
      for (const [method, cents] of this.costsOf(leg, this.figuresOf(leg), teu).byMethod) add(method, cents);
    }
    const last = legs.at(-1);
    if (last?.kind === 'ride') add('terminal-cost', this.handlingCents(last.to, teu));
    return sums;
  }

  private costsOf(leg: JourneyLeg, figures: LegFigures, teu: number): LegCosts {
    const known = figures.costs.get(teu);
    if (known) return known;
    const byMethod = new Map<string, number>();
    for (const stage of this.stagesOf(leg, { teu, weightKg: 1 }))
      for (const { component, quantity } of stage.costs) {
        // What the terminals at its ends take is reckoned for the whole way.
        if (component === 'terminal') continue;
        const method = quantity.evidence?.id ?? component;
        byMethod.set(method, (byMethod.get(method) ?? 0) + Math.round(quantity.value * 100));
      }
    const made = { byMethod, cents: [...byMethod.values()].reduce((sum, cents) => sum + cents, 0) };
    figures.costs.set(teu, made);
    return made;
  }

  private handlingCents(stop: number, teu: number): number {
    const key = stop * 1024 + teu;
    const known = this.handling.get(key);
    if (known !== undefined) return known;
    const terminal = this.network.terminals[stop];
    const usd = terminal ? terminalCost(this.network.corridor, terminal, teu).value : 0;
    const cents = Math.round(usd * 100);
    this.handling.set(key, cents);
    return cents;
  }

  private figuresOf(leg: JourneyLeg): LegFigures {
    const key = leg.kind === 'ride' ? (leg.service * 256 + leg.fromCall) * 256 + leg.toCall : -1 - leg.link;
    const known = this.figures.get(key);
    if (known) return known;
    const { corridor } = this.network;
    const stages = this.stagesOf(leg, { teu: 1, weightKg: 1 });
    const made: LegFigures = {
      borders: stages.flatMap(({ border }) => {
        if (!border) return [];
        const queue = queueTime(corridor, border);
        return [{ queue, chance: chanceWithin([queue], lateAfterMinutes) }];
      }),
      stages: stages.map((stage) =>
        stage.stretches.map(({ mode, length }) => ({
          km: length.value,
          factor: factQuantity(corridor, 'emission', modeSubjects(mode)).value,
        })),
      ),
      costs: new Map(),
    };
    this.figures.set(key, made);
    return made;
  }

  private stagesOf = (leg: JourneyLeg, load: Load): Stage[] =>
    stagesOf(
      this.network,
      { departure: leg.departure, arrival: leg.arrival, cost: 0, co2: 0, risk: 0, rides: 1, legs: [leg] },
      load,
    ).filter(({ kind }) => kind !== 'wait');

  /** The router's time of a link includes what the terminal needs before the next train. */
  private arrivalOf(leg: JourneyLeg): number {
    return leg.kind === 'ride' ? leg.arrival : leg.departure + (this.network.links[leg.link]?.minutes ?? 0);
  }

  /** The same walk along a way as in lateness.ts. The 9-in-10 arrival looks up later trains and so is made only where it is shown. */
  private lateness(
    legs: readonly JourneyLeg[],
    ready: number,
    withP90: boolean,
  ): { lateChance: number; p90: number } {
    const { network } = this;
    let inTime = 1;
    let queues: QueueTime[] = [];
    let missedMinutes = 0;
    let here = ready;
    for (const [index, leg] of legs.entries()) {
      if (leg.kind === 'ride') {
        const neededBy = here + (index > 0 ? (network.handlingMinutes[leg.from] ?? 0) : 0);
        if (queues.length > 0) inTime *= chanceWithin(queues, leg.departure - neededBy);
        if (withP90)
          missedMinutes =
            this.next.after(leg, neededBy + missedMinutes + excessMinutes(queues)) - leg.departure;
        queues = [];
      }
      for (const { queue, chance } of this.figuresOf(leg).borders) {
        inTime *= chance;
        queues.push(queue);
      }
      here = this.arrivalOf(leg);
    }
    return { lateChance: 1 - inTime, p90: here + missedMinutes + excessMinutes(queues) };
  }
}

/** As `leg-co2` has it: rounded to 0.1 kg a stage. */
function gramsOf({ stages }: LegFigures, weightKg: number): number {
  let sum = 0;
  for (const stretches of stages) {
    let grams = 0;
    for (const { km, factor } of stretches) grams += (weightKg / 1000) * km * factor;
    sum += Math.round((Math.round(grams / 100) / 10) * 1000);
  }
  return sum;
}

const keyOf = (network: FreightNetwork, leg: JourneyLeg) =>
  leg.kind === 'ride'
    ? `${network.services[leg.service]?.service.id}@${leg.departure}:${leg.fromCall}-${leg.toCall}`
    : `link${leg.link}@${leg.departure}`;
