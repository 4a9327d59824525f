/** Places, terminals, crossings and services as the API names them, in the reader's language. */
import type { z } from 'zod';
import type { Corridor, Crossing, Service, Terminal } from '../../corridor/index.ts';
import type { placeSchema, stopSchema } from './api.ts';

export type Place = z.infer<typeof placeSchema>;
export type Stop = z.infer<typeof stopSchema>;

export function placeAnswer(corridor: Corridor, kind: 'place' | 'terminal', id: string, lang: string): Place {
  const terminal = kind === 'terminal' ? corridor.terminals.get(id) : undefined;
  const place = corridor.places.get(terminal?.place ?? id);
  const point = terminal ?? place ?? { lon: 0, lat: 0 };
  const country = place?.country ?? '';
  return {
    id,
    name: corridor.name(`${kind}:${id}`, lang),
    kind,
    country,
    countryName: corridor.name(`country:${country}`, lang),
    locode: terminal?.locode || place?.locode || null,
    at: [point.lon, point.lat],
    terminals: terminal ? [id] : corridor.terminalsAt(id).map((each) => each.id),
  };
}

export function stopAnswer(corridor: Corridor, terminal: Terminal, lang: string): Stop {
  const place = corridor.places.get(terminal.place);
  return {
    id: terminal.id,
    name: terminalName(corridor, terminal, lang),
    place: terminal.place,
    placeName: corridor.name(`place:${terminal.place}`, lang),
    country: place?.country ?? '',
    zone: place?.zone ?? 'UTC',
    at: [terminal.lon, terminal.lat],
  };
}

/** A terminal without a name of its own goes by its place's. */
export function terminalName(corridor: Corridor, terminal: Terminal, lang: string): string {
  const subject = `terminal:${terminal.id}`;
  return Object.keys(corridor.namesOf(subject)).length > 0
    ? corridor.name(subject, lang)
    : corridor.name(`place:${terminal.place}`, lang);
}

/** A crossing without a name of its own goes by its two sides. */
export function crossingName(corridor: Corridor, crossing: Crossing, lang: string): string {
  const subject = `crossing:${crossing.id}`;
  if (Object.keys(corridor.namesOf(subject)).length > 0) return corridor.name(subject, lang);
  return [crossing.from, crossing.to].map((side) => endName(corridor, side, lang)).join(' – ');
}

/** A service without a name of its own goes by its first and last call. */
export function serviceName(corridor: Corridor, service: Service, lang: string): string {
  const subject = `service:${service.id}`;
  if (Object.keys(corridor.namesOf(subject)).length > 0) return corridor.name(subject, lang);
  const ends = [service.calls[0] ?? '', service.calls.at(-1) ?? ''];
  return ends.map((call) => endName(corridor, call, lang)).join(' – ');
}

function endName(corridor: Corridor, terminalId: string, lang: string): string {
  return corridor.name(`place:${corridor.terminals.get(terminalId)?.place ?? terminalId}`, lang);
}

export function operatorName(corridor: Corridor, service: Service, lang: string): string | null {
  return service.operator === '' ? null : corridor.name(`party:${service.operator}`, lang);
}
