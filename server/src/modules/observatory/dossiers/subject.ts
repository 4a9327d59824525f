/** The parts of the corridor that texts speak of: what kind each is, what it is called and where it lies. */
import type { Corridor } from '../../../corridor/index.ts';
import type { dossierKinds } from '../api.ts';

export type DossierKind = (typeof dossierKinds)[number];

const kindOfPrefix: Readonly<Record<string, DossierKind>> = {
  place: 'place',
  asset: 'project',
  party: 'organisation',
};

/** As claims name it (compare/gazetteer.ts); null for what is no part of the corridor, as `world`. */
export function kindOf(id: string, corridor: Corridor): DossierKind | null {
  if (corridor.regions.has(id)) return 'region';
  if (/^[A-Z]{2}$/.test(id)) return 'country';
  const [prefix = '', rest] = id.split(':');
  return rest ? (kindOfPrefix[prefix] ?? null) : null;
}

/** Whether the corridor's register has it, whatever texts say. */
export function isKnown(id: string, corridor: Corridor): boolean {
  const [prefix, rest = ''] = id.split(':');
  switch (prefix) {
    case 'place':
      return corridor.places.has(rest);
    case 'asset':
      return corridor.assets.has(rest);
    case 'party':
      return corridor.parties.has(rest);
    default:
      return corridor.countries.has(id) || corridor.regions.has(id);
  }
}

/** The name in the reader's language. */
export const nameOf = (id: string, lang: string, corridor: Corridor): string =>
  corridor.name(id.includes(':') ? id : corridor.regions.has(id) ? `region:${id}` : `country:${id}`, lang);

/** Longitude and latitude. Countries, regions, plants and organisations have no point in the register. */
export function pointOf(id: string, corridor: Corridor): [number, number] | null {
  const place = id.startsWith('place:') ? corridor.places.get(id.slice('place:'.length)) : undefined;
  return place ? [place.lon, place.lat] : null;
}

/** Places of the register that lie in a country or a region's countries. */
export function placesWithin(id: string, corridor: Corridor): string[] {
  const countries = corridor.regions.get(id)?.countries ?? (corridor.countries.has(id) ? [id] : []);
  return [...corridor.places.values()]
    .filter(({ country }) => countries.includes(country))
    .map((place) => `place:${place.id}`);
}
