/**
 * A journey of the router as a forwarder reads it: wait, ride, crossing, ride, … each with its times, its track, what it
 * costs and emits and by which methods. Stages join: each begins where and when the one before ended.
 */
import type { Journey, JourneyLeg } from '@serai/router';
import type { Corridor, Terminal, TrackStep } from '../../corridor/index.ts';
import type { FreightLink } from './inputs.ts';
import { borderCost, gaugeChangeCost, lineCost, type Stretch, terminalCost } from './methods/cost.ts';
import { legCo2 } from './methods/emission.ts';
import { type Border, type Segment, stretchesOf } from './methods/service.ts';
import type { FreightNetwork } from './network.ts';
import type { Quantity } from './quantity.ts';
import type { RunningService } from './running.ts';

export const components = ['rail', 'sea', 'road', 'gauge-change', 'border', 'terminal'] as const;
export type Component = (typeof components)[number];
export interface Cost {
  component: Component;
  quantity: Quantity;
}

export interface Stage {
  kind: 'wait' | 'ride' | 'crossing' | 'road';
  mode: 'rail' | 'sea' | 'road' | 'none';
  gauge: string;
  from: Terminal;
  to: Terminal;
  /** UTC minutes. */
  departure: number;
  arrival: number;
  /** The train or ship it is on; a crossing by crane alone has none. */
  running: RunningService | null;
  /** Where this stage boards: which of the service's calls, and that it is not just going on in the same train. */
  boards: { call: number; alightCall: number; transferMinutes: number } | null;
  border: Border | null;
  steps: readonly TrackStep[];
  stretches: readonly Stretch[];
  costs: Cost[];
  co2: Quantity | null;
}

export interface Load {
  teu: number;
  weightKg: number;
}

export function stagesOf(network: FreightNetwork, journey: Journey, load: Load): Stage[] {
  const stages: Stage[] = [];
  let [here, minute] = [terminalAt(network, journey.legs[0]?.from ?? -1), journey.departure];
  let before: JourneyLeg['kind'] | null = null;
  for (const leg of journey.legs) {
    const handled: Cost[] =
      before === 'ride' || leg.kind === 'ride' ? [handling(network.corridor, here, load)] : [];
    const parts =
      leg.kind === 'ride' ? rideStages(network, leg, load, before !== null) : [linkStage(network, leg, load)];
    const [first] = parts;
    if (first && first.departure > minute) stages.push(waitStage(here, minute, first.departure, handled));
    else first?.costs.push(...handled);
    stages.push(...parts);
    const last = parts.at(-1) ?? first;
    if (last) [here, minute] = [last.to, last.arrival];
    before = leg.kind;
  }
  if (before === 'ride') stages.at(-1)?.costs.push(handling(network.corridor, here, load));
  return stages;
}

/** A ride cut at borders; a train that waits for a border to open shows that too. */
function rideStages(
  network: FreightNetwork,
  leg: JourneyLeg & { kind: 'ride' },
  load: Load,
  changes: boolean,
): Stage[] {
  const running = network.services[leg.service];
  const times = network.input.services[leg.service];
  if (!running || !times) return [];
  const stages: Stage[] = [];
  for (const part of parts(running, leg.fromCall, leg.toCall)) {
    const departure = leg.tripDeparture + (times.departMinutes[part.fromCall] ?? 0);
    const arrival = leg.tripDeparture + (times.arriveMinutes[part.toCall] ?? 0);
    const from = callAt(network, running, part.fromCall);
    const before = stages.at(-1);
    if (before && departure > before.arrival) stages.push(waitStage(from, before.arrival, departure, []));
    const transferMinutes = changes ? (network.handlingMinutes[leg.from] ?? 0) : 0;
    stages.push({
      ...rideOrCrossing(network.corridor, running, part.segments, load),
      from,
      to: callAt(network, running, part.toCall),
      departure,
      arrival,
      running,
      boards: stages.length === 0 ? { call: leg.fromCall, alightCall: leg.toCall, transferMinutes } : null,
    });
  }
  return stages;
}

function* parts(running: RunningService, fromCall: number, toCall: number) {
  for (let call = fromCall; call < toCall; ) {
    const first = running.way.segments[call];
    if (!first) return;
    const segments = [first];
    let next = call + 1;
    for (; first.kind === 'track' && next < toCall; next++) {
      const segment = running.way.segments[next];
      if (segment?.kind !== 'track') break;
      segments.push(segment);
    }
    yield { fromCall: call, toCall: next, segments };
    call = next;
  }
}

function rideOrCrossing(
  corridor: Corridor,
  running: RunningService,
  segments: readonly Segment[],
  load: Load,
) {
  const [first] = segments;
  const border = first?.kind === 'crossing' ? { crossing: first.crossing, inbound: first.inbound } : null;
  const steps = segments.flatMap((segment) => segment.steps);
  const stretches =
    first && segments.length === 1
      ? first.stretches
      : stretchesOf(
          corridor,
          steps.map((step) => step.leg),
        );
  const { mode } = running.service;
  const costs: Cost[] = border
    ? borderCosts(corridor, border, load)
    : [{ component: mode, quantity: lineCost(corridor, stretches, load.teu, running.priced) }];
  return {
    kind: border ? ('crossing' as const) : ('ride' as const),
    mode,
    gauge: first?.gauge ?? '',
    border,
    steps,
    stretches,
    costs,
    co2: legCo2(corridor, stretches, load.weightKg),
  };
}

function linkStage(network: FreightNetwork, leg: JourneyLeg & { kind: 'link' }, load: Load): Stage {
  const { corridor } = network;
  const link = network.links[leg.link] as FreightLink; // the router names links by our own index
  const common = {
    from: terminalAt(network, leg.from),
    to: terminalAt(network, leg.to),
    departure: leg.departure,
    // The router's time includes what the terminal needs before the next train; that shows as waiting.
    arrival: leg.departure + link.minutes,
    running: null,
    boards: null,
  };
  if (link.kind === 'truck') {
    const stretches = [link.stretch];
    return {
      ...common,
      kind: 'road',
      mode: 'road',
      gauge: '',
      border: null,
      steps: [],
      stretches,
      costs: [{ component: 'road', quantity: lineCost(corridor, stretches, load.teu) }],
      co2: legCo2(corridor, stretches, load.weightKg),
    };
  }
  return {
    ...common,
    kind: 'crossing',
    mode: 'rail',
    gauge: link.way.gauge,
    border: { crossing: link.crossing, inbound: link.inbound },
    steps: link.way.steps,
    stretches: link.way.stretches,
    costs: borderCosts(corridor, link, load),
    co2: legCo2(corridor, link.way.stretches, load.weightKg),
  };
}

function waitStage(at: Terminal, departure: number, arrival: number, costs: Cost[]): Stage {
  const nothing = { running: null, boards: null, border: null, steps: [], stretches: [], co2: null };
  return { kind: 'wait', mode: 'none', gauge: '', from: at, to: at, departure, arrival, costs, ...nothing };
}

function borderCosts(corridor: Corridor, { crossing }: Border, load: Load): Cost[] {
  const gauge = gaugeChangeCost(corridor, crossing, load.teu);
  return [
    ...(gauge ? [{ component: 'gauge-change' as const, quantity: gauge }] : []),
    { component: 'border', quantity: borderCost(corridor, crossing, load.teu) },
  ];
}
const handling = (corridor: Corridor, terminal: Terminal, load: Load): Cost => ({
  component: 'terminal',
  quantity: terminalCost(corridor, terminal, load.teu),
});

function terminalAt(network: FreightNetwork, stop: number): Terminal {
  const terminal = network.terminals[stop];
  if (!terminal) throw new RangeError(`The router named stop ${stop}, which the network does not have`);
  return terminal;
}
const callAt = (network: FreightNetwork, running: RunningService, call: number) =>
  terminalAt(network, network.stopOf.get(running.service.calls[call] ?? '') ?? -1);
