/** Everything the map draws, in one answer that changes only with the pack and the language. */
import type { NetworkAnswer } from './api.ts';
import { between, servicesAt } from './atlas.ts';
import { pointsOf } from './methods/distance.ts';
import { crossingName, serviceName, stopAnswer } from './names.ts';
import type { FreightNetwork } from './network.ts';

export function mapAnswer(network: FreightNetwork, lang: string): NetworkAnswer {
  const { corridor } = network;
  const placeOf = (end: string) => {
    const [kind, id = ''] = end.split(':');
    return kind === 'terminal' ? (corridor.terminals.get(id)?.place ?? id) : id;
  };
  return {
    version: corridor.meta.version,
    view: corridor.meta.view,
    terminals: [...corridor.terminals.values()].map((terminal) => ({
      ...stopAnswer(corridor, terminal, lang),
      kind: terminal.kind,
      gauges: terminal.gauges,
      services: servicesAt(corridor, terminal.id).length,
    })),
    crossings: [...corridor.crossings.values()].flatMap((crossing) => {
      const [from, to] = [corridor.terminals.get(crossing.from), corridor.terminals.get(crossing.to)];
      if (!from || !to) return [];
      const { id, kind, fromGauge, toGauge, status } = crossing;
      const name = crossingName(corridor, crossing, lang);
      return [
        {
          id,
          name,
          at: between(from, to),
          kind,
          fromGauge,
          toGauge,
          from: from.id,
          to: to.id,
          open: status === 'open',
        },
      ];
    }),
    legs: [...corridor.legs.values()].map((leg) => ({
      id: leg.id,
      mode: leg.mode,
      gauge: leg.gauge || null,
      from: placeOf(leg.from),
      to: placeOf(leg.to),
      coordinates: pointsOf(corridor, leg).map(({ lon, lat }): [number, number] => [lon, lat]),
    })),
    services: [...corridor.services.values()].map((service) => ({
      id: service.id,
      name: serviceName(corridor, service, lang),
      mode: service.mode,
      calls: service.calls,
      track: trackIds(network, service.id),
      routePublished: service.routeSource !== '',
    })),
  };
}

/** Ids of the legs a service runs over, in order; a leading `-` means against the leg's direction. */
export const trackIds = (
  network: FreightNetwork,
  serviceId: string,
  fromCall = 0,
  toCall = Number.POSITIVE_INFINITY,
) =>
  (network.running.get(serviceId)?.way.segments ?? [])
    .slice(fromCall, toCall)
    .flatMap((segment) => segment.steps.map(({ leg, reversed }) => (reversed ? `-${leg.id}` : leg.id)));
