/** A kept way in its reader's language: whoever booked it may have read another. What the pack no longer holds goes by the name it had. */
import type { Corridor } from '../../../corridor/index.ts';
import type { Option } from '../api.ts';
import { crossingName, serviceName, terminalName } from '../names.ts';
import type { End } from './booking.ts';

type Stop = Option['legs'][number]['from'];
type Named = { id: string; name: string };

export function optionIn(corridor: Corridor, option: Option, lang: string): Option {
  const stop = (kept: Stop): Stop => {
    const terminal = corridor.terminals.get(kept.id);
    if (!terminal) return kept;
    const placeName = corridor.name(`place:${terminal.place}`, lang);
    return { ...kept, name: terminalName(corridor, terminal, lang), placeName };
  };
  return {
    ...option,
    via: viaIn(corridor, option.via, lang),
    risk: { ...option.risk, at: option.risk.at && namedIn(corridor, option.risk.at, lang) },
    legs: option.legs.map((leg) => {
      const service = corridor.services.get(leg.service?.id ?? '');
      return {
        ...leg,
        from: stop(leg.from),
        to: stop(leg.to),
        service: leg.service && {
          ...leg.service,
          name: service ? serviceName(corridor, service, lang) : leg.service.name,
        },
        crossing: leg.crossing && {
          ...leg.crossing,
          ...namedIn(corridor, { id: leg.crossing.id, name: leg.crossing.name }, lang),
        },
      };
    }),
  };
}

export const viaIn = (corridor: Corridor, via: readonly Named[], lang: string): Named[] =>
  via.map((each) => namedIn(corridor, each, lang));

/** A crossing, a terminal or a place: their ids are of one pack and do not meet. */
function namedIn(corridor: Corridor, { id, name }: Named, lang: string): Named {
  const crossing = corridor.crossings.get(id);
  if (crossing) return { id, name: crossingName(corridor, crossing, lang) };
  const terminal = corridor.terminals.get(id);
  if (terminal) return { id, name: terminalName(corridor, terminal, lang) };
  return { id, name: corridor.places.has(id) ? corridor.name(`place:${id}`, lang) : name };
}

export function endIn(corridor: Corridor, { kind, id, name }: End, lang: string): Named {
  const isKnown = kind === 'place' ? corridor.places.has(id) : corridor.terminals.has(id);
  return { id, name: isKnown ? corridor.name(`${kind}:${id}`, lang) : name };
}
