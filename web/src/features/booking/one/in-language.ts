/** A way as it was chosen speaks the language it was chosen in; its places and borders are told in the reader's. */
import type { NetworkAnswer, Option } from '../../../api/freight.ts';

export function inLanguage(option: Option, network: NetworkAnswer | undefined): Option {
  if (!network) return option;
  const terminals = new Map(network.terminals.map((terminal) => [terminal.id, terminal]));
  const crossings = new Map(network.crossings.map((crossing) => [crossing.id, crossing]));
  const services = new Map(network.services.map((service) => [service.id, service]));
  const stop = (was: Option['legs'][number]['from']) => {
    const { name, placeName } = terminals.get(was.id) ?? was;
    return { ...was, name, placeName };
  };
  return {
    ...option,
    legs: option.legs.map((leg) => ({
      ...leg,
      from: stop(leg.from),
      to: stop(leg.to),
      service: leg.service && {
        ...leg.service,
        name: services.get(leg.service.id)?.name ?? leg.service.name,
      },
      crossing: leg.crossing && {
        ...leg.crossing,
        name: crossings.get(leg.crossing.id)?.name ?? leg.crossing.name,
      },
    })),
  };
}
