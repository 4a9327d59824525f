/**
 * `service-time`: a service as segments between calls, each a stretch of track or a border crossing, and how long each
 * takes. Where a transit time is published the running part is scaled so that the whole takes its middle.
 */
import type {
  Corridor,
  Crossing,
  PackLeg,
  Service,
  TrackNetwork,
  TrackStep,
} from '../../../corridor/index.ts';
import type { EvidenceInput } from '../../../platform/figure.ts';
import {
  choiceQuantity,
  estimate,
  FigureMissing,
  given,
  input,
  type Quantity,
  remembered,
} from '../quantity.ts';
import type { Stretch } from './cost.ts';
import { crossingMedian } from './crossing.ts';
import { legLength, runningTime, straightLength } from './distance.ts';
import { modeOf } from './subjects.ts';

/** The line a segment runs over; a border's is the short stretch between its two sides. */
export interface Way {
  steps: readonly TrackStep[];
  stretches: readonly Stretch[];
  km: number;
  gauge: string;
}
export interface Border {
  crossing: Crossing;
  /** Gone through against the crossing's own direction. */
  inbound: boolean;
}
export type Segment = Way & { hours: number } & ({ kind: 'track' } | ({ kind: 'crossing' } & Border));

export interface ServiceWay {
  segments: Segment[];
  /** Along the line, the short stretches over borders left out. */
  trackKm: number;
  /** First departure to last arrival, by the method. */
  time: Quantity;
}

/** A published transit time never makes trains run faster than this many times their running speed; see below. */
const speedUpMax = 2;

export function serviceTime(corridor: Corridor, track: TrackNetwork, service: Service): ServiceWay {
  const segments = service.calls
    .slice(1)
    .map((to, index) => segmentBetween(corridor, track, service, service.calls[index] ?? '', to));
  const sum = (kind: Segment['kind']) =>
    segments.reduce((hours, segment) => hours + (segment.kind === kind ? segment.hours : 0), 0);
  const tracks = segments.filter((segment) => segment.kind === 'track');
  const trackKm = Math.round(tracks.reduce((total, segment) => total + segment.km, 0) * 10) / 10;
  const [running, crossing] = [sum('track'), sum('crossing')];
  const inputs = [given('running-time', running, 'h'), given('crossing-median', crossing, 'h')];
  const published = corridor.choose('transit-time', `service:${service.id}`);
  if (!published)
    return { segments, trackKm, time: estimate(corridor, 'service-time', running + crossing, 'h', inputs) };
  const transit = choiceQuantity(corridor, published);
  const hours = transit.value * 24;
  // A train promised faster than our borders allow is waved through them: then running and borders shrink alike.
  const fast = hours - crossing < running / speedUpMax;
  const scale = fast ? hours / (running + crossing) : (hours - crossing) / running;
  const scaled = segments.map((segment) =>
    segment.kind === 'track' || fast ? { ...segment, hours: segment.hours * scale } : segment,
  );
  return {
    segments: scaled,
    trackKm,
    time: estimate(corridor, 'service-time', hours, 'h', [...inputs, input('transit-time', transit)]),
  };
}

/** The crossing whose two sides these terminals are, and whether it is gone through against its own direction. */
export function crossingOf(corridor: Corridor, from: string, to: string): Border | null {
  for (const crossing of corridor.crossings.values()) {
    if (crossing.from === from && crossing.to === to) return { crossing, inbound: false };
    if (crossing.to === from && crossing.from === to) return { crossing, inbound: true };
  }
  return null;
}

function segmentBetween(
  corridor: Corridor,
  track: TrackNetwork,
  service: Service,
  from: string,
  to: string,
): Segment {
  const border = crossingOf(corridor, from, to);
  if (border)
    return {
      kind: 'crossing',
      ...border,
      ...wayAcross(corridor, track, border),
      hours: crossingMedian(corridor, border.crossing, border.inbound).value,
    };
  // Many services share their pairs of calls.
  const found = remembered(corridor, `way ${service.mode} ${from} ${to}`, () =>
    shortest(corridor, track, service.mode, from, to),
  );
  if (!found) throw new FigureMissing('leg', [`${service.mode} from ${from} to ${to}`]);
  const hours = found.steps.reduce((total, { leg }) => total + runningTime(corridor, leg).value, 0);
  return { kind: 'track', ...found, hours };
}

/** The line between the two sides of a border: the pack's leg where it has one, else straight from one to the other. */
export const wayAcross = (corridor: Corridor, track: TrackNetwork, border: Border): Way =>
  remembered(corridor, `across ${border.crossing.id} ${border.inbound}`, () =>
    findAcross(corridor, track, border),
  );

function findAcross(corridor: Corridor, track: TrackNetwork, { crossing, inbound }: Border): Way {
  const [from, to] = inbound ? [crossing.to, crossing.from] : [crossing.from, crossing.to];
  const gauges = inbound ? [crossing.fromGauge, crossing.toGauge] : [crossing.toGauge, crossing.fromGauge];
  const [here, there] = [corridor.terminals.get(from), corridor.terminals.get(to)];
  if (!here || !there) throw new FigureMissing('terminal', [from, to]);
  const straight = straightLength(corridor, here, there, `rail-${gauges[0] ?? ''}`);
  for (const gauge of gauges) {
    const steps = track.between(from, to, 'rail', gauge);
    if (!steps?.length) continue;
    const stretches = stretchesOf(
      corridor,
      steps.map((step) => step.leg),
    );
    // Where no leg joins the two sides there may still be a way round, through half a continent: that is not the crossing.
    if (kmOf(stretches) <= Math.max(roundaboutKmMin, roundabout * straight.value))
      return { steps, stretches, gauge, km: kmOf(stretches) };
  }
  const [gauge = ''] = gauges;
  return { steps: [], stretches: [{ mode: `rail-${gauge}`, length: straight }], gauge, km: straight.value };
}
const roundabout = 2;
const roundaboutKmMin = 50;

function shortest(corridor: Corridor, track: TrackNetwork, mode: string, from: string, to: string) {
  const shared = corridor.terminals.get(to)?.gauges ?? [];
  const gauges =
    mode === 'rail'
      ? (corridor.terminals.get(from)?.gauges ?? []).filter((gauge) => shared.includes(gauge))
      : [''];
  const ways = gauges.flatMap((gauge) => {
    const steps = track.between(from, to, mode, gauge);
    if (!steps) return [];
    const stretches = stretchesOf(
      corridor,
      steps.map((step) => step.leg),
    );
    return [{ steps, stretches, gauge, km: kmOf(stretches) }];
  });
  return ways.sort((a, b) => a.km - b.km)[0];
}

export const kmOf = (stretches: readonly Stretch[]) =>
  Math.round(stretches.reduce((km, stretch) => km + stretch.length.value, 0) * 10) / 10;

/** Legs of one mode put together: their length is the sum of theirs, with the detour (or publication) behind it. */
export function stretchesOf(corridor: Corridor, legs: readonly PackLeg[]): Stretch[] {
  const byMode = new Map<string, PackLeg[]>();
  for (const leg of legs)
    byMode.set(modeOf(corridor, leg), [...(byMode.get(modeOf(corridor, leg)) ?? []), leg]);
  return [...byMode].map(([mode, own]) => {
    const lengths = own.map((leg) => ({ leg, length: legLength(corridor, leg) }));
    const km = Math.round(lengths.reduce((total, { length }) => total + length.value, 0) * 10) / 10;
    const detours = new Map<string, EvidenceInput>();
    const inputs = lengths.map(({ leg, length }) => {
      const { evidence } = length;
      // A published length keeps its source; of estimated ones the detour they share is shown once.
      if (evidence?.type !== 'formula') return input(`leg:${leg.id}`, length);
      const detour = evidence.inputs?.find((each) => each.name === 'detour');
      if (detour?.evidence) detours.set(detour.evidence.id, detour);
      return given(`leg:${leg.id}`, length.value, 'km');
    });
    return { mode, length: estimate(corridor, 'leg-length', km, 'km', [...inputs, ...detours.values()]) };
  });
}
