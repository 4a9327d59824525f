/** Terminals, crossings and services as pages of the atlas: what they are, what runs, what is known and from where. */
import type { z } from 'zod';
import type { Corridor, Crossing, Service, Terminal } from '../../corridor/index.ts';
import { type Figure, unknownFigure } from '../../platform/figure.ts';
import type { crossingSchema, serviceSchema, terminalSchema } from './api.ts';
import { aboutSubject } from './facts.ts';
import { stretchesOf } from './methods/service.ts';
import { crossingName, operatorName, serviceName, stopAnswer } from './names.ts';
import type { FreightNetwork } from './network.ts';
import { queueFigure } from './option.ts';
import { FigureMissing, figure, sumFigure } from './quantity.ts';
import type { Stated } from './stated.ts';

export function terminalRow(
  network: FreightNetwork,
  terminal: Terminal,
  lang: string,
): z.infer<typeof terminalSchema> {
  const { corridor } = network;
  const stop = stopAnswer(corridor, terminal, lang);
  return {
    ...stop,
    kind: terminal.kind,
    gauges: terminal.gauges,
    locode: terminal.locode || null,
    stationCode: terminal.stationCode || null,
    operator: terminal.operator ? corridor.name(`party:${terminal.operator}`, lang) : null,
    countryName: corridor.name(`country:${stop.country}`, lang),
    precision: terminal.precision,
    services: servicesAt(corridor, terminal.id).length,
  };
}

export function crossingRow(
  network: FreightNetwork,
  crossing: Crossing,
  lang: string,
): z.infer<typeof crossingSchema> {
  const { corridor } = network;
  const [from, to] = [corridor.terminals.get(crossing.from), corridor.terminals.get(crossing.to)] as [
    Terminal,
    Terminal,
  ]; // the pack's check holds both
  return {
    id: crossing.id,
    name: crossingName(corridor, crossing, lang),
    kind: crossing.kind,
    status: crossing.status,
    calendar: crossing.calendar,
    from: stopAnswer(corridor, from, lang),
    to: stopAnswer(corridor, to, lang),
    fromGauge: crossing.fromGauge,
    toGauge: crossing.toGauge,
    at: between(from, to),
    queue: orNull(() => queueFigure(corridor, { crossing, inbound: false })),
    queueInbound: orNull(() => queueFigure(corridor, { crossing, inbound: true })),
    services: servicesThrough(corridor, crossing).length,
  };
}

export function serviceRow(
  network: FreightNetwork,
  service: Service,
  lang: string,
): z.infer<typeof serviceSchema> {
  const { corridor } = network;
  const running = network.running.get(service.id);
  return {
    id: service.id,
    name: serviceName(corridor, service, lang),
    mode: service.mode,
    operator: operatorName(corridor, service, lang),
    calls: service.calls.flatMap((call) => {
      const terminal = corridor.terminals.get(call);
      return terminal ? [stopAnswer(corridor, terminal, lang)] : [];
    }),
    days: [...(running?.pattern.days ?? service.days)],
    daysPublished: service.days.length > 0,
    routePublished: service.routeSource !== '',
    routeSource: service.routeSource || null,
    transitPublished: isPublished(corridor, service, 'transit-time'),
    note: service.note,
    perWeek: running ? figure(running.pattern.perWeek, 1) : unknownFigure('departures/week'),
    transit: running ? transitFigure(running.way.time) : unknownFigure('d'),
    distance: withoutInputs(lengthFigure(network, service)),
    leftOut: network.leftOut.find((each) => each.subject === `service:${service.id}`)?.reason ?? null,
  };
}

export const isPublished = (corridor: Corridor, service: Service, measure: string) =>
  corridor.choose(measure, `service:${service.id}`)?.fact.confidence === 'published';

export const terminalPage = (network: FreightNetwork, stated: Stated, terminal: Terminal, lang: string) => ({
  terminal: terminalRow(network, terminal, lang),
  ...aboutSubject(stated, `terminal:${terminal.id}`, lang),
  services: servicesAt(network.corridor, terminal.id).map((service) => serviceRow(network, service, lang)),
});
export const crossingPage = (network: FreightNetwork, stated: Stated, crossing: Crossing, lang: string) => ({
  crossing: crossingRow(network, crossing, lang),
  ...aboutSubject(stated, `crossing:${crossing.id}`, lang),
  services: servicesThrough(network.corridor, crossing).map((service) => serviceRow(network, service, lang)),
});
export const servicePage = (network: FreightNetwork, stated: Stated, service: Service, lang: string) => ({
  // A list says only by which method a length was made; the service's own page opens every leg of it.
  service: { ...serviceRow(network, service, lang), distance: lengthFigure(network, service) },
  ...aboutSubject(stated, `service:${service.id}`, lang),
});

export const servicesAt = (corridor: Corridor, terminalId: string) =>
  [...corridor.services.values()].filter((service) => service.calls.includes(terminalId));

function servicesThrough(corridor: Corridor, { from, to }: Crossing): Service[] {
  return [...corridor.services.values()].filter(({ calls }) =>
    calls.some((call, index) => {
      const next = calls[index + 1];
      return (call === from && next === to) || (call === to && next === from);
    }),
  );
}

/** A crossing is drawn halfway between its sides. */
export const between = (from: Terminal, to: Terminal): [number, number] => [
  Number(((from.lon + to.lon) / 2).toFixed(4)),
  Number(((from.lat + to.lat) / 2).toFixed(4)),
];

function transitFigure(time: Parameters<typeof figure>[0]): Figure {
  return figure({ ...time, value: time.value / 24, unit: 'd' }, 1);
}

/** Its legs, and the short stretches over borders that no leg of the pack describes. */
function lengthFigure(network: FreightNetwork, service: Service): Figure {
  const segments = network.running.get(service.id)?.way.segments;
  if (!segments) return unknownFigure('km');
  const legs = segments.flatMap((segment) => segment.steps.map((step) => step.leg));
  const without = segments
    .filter((segment) => segment.steps.length === 0)
    .flatMap((segment) => segment.stretches);
  const stretches = [...stretchesOf(network.corridor, legs), ...without];
  return sumFigure(
    stretches.map((stretch) => stretch.length),
    'km',
    1,
  );
}

const withoutInputs = (shown: Figure): Figure => ({
  ...shown,
  evidence: shown.evidence.slice(0, 1).map(({ type, id, version }) => ({ type, id, version })),
});

function orNull(build: () => Figure): Figure | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof FigureMissing) return null;
    throw error;
  }
}
