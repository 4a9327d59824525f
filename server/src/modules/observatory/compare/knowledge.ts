/** What comparing texts needs to know of the corridor: who is part of what, what stands where, what a currency was worth when. */
import { createHash } from 'node:crypto';
import { type Names, tokensOf } from '@serai/extract';
import { type Asset, type Corridor, periodOf } from '../../../corridor/index.ts';
import { gazetteer, gazetteerNames } from './gazetteer.ts';

export interface Rate {
  /** The pack's fact it is. */
  fact: string;
  /** UTC milliseconds, the end exclusive. */
  start: number;
  end: number;
  lo: number;
  hi: number;
}

export interface Knowledge {
  names: Names;
  /** Countries of a region. */
  regions: ReadonlyMap<string, readonly string[]>;
  assets: ReadonlyMap<string, Asset>;
  /** Every country that has something of this name, by words in lower case: a name that stands in two is no proof of anything. */
  homes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Places on a border, which texts rightly put on either side. */
  borderPlaces: ReadonlySet<string>;
  /** Units of a currency for one US dollar, by currency. */
  perUsd: ReadonlyMap<string, readonly Rate[]>;
  nameOf(id: string, lang: string): string;
  /** Of all of it that judging goes by, and of the rules: what has another was judged otherwise. */
  readonly fingerprint: string;
}

export function knowledgeOf(corridor: Corridor): Knowledge {
  const subjectOf = (id: string) =>
    id.includes(':') ? id : corridor.countries.has(id) ? `country:${id}` : `region:${id}`;
  const known = {
    regions: new Map([...corridor.regions.values()].map(({ id, countries }) => [id, countries])),
    assets: new Map([...corridor.assets.values()].map((asset) => [`asset:${asset.id}`, asset])),
    homes: homesOf(corridor),
    borderPlaces: borderPlacesOf(corridor),
    perUsd: ratesOf(corridor),
  };
  let fingerprint: string | undefined;
  return {
    ...known,
    names: gazetteer(corridor),
    nameOf: (id, lang) => corridor.name(subjectOf(id), lang),
    get fingerprint() {
      fingerprint ??= fingerprintOf([edition, gazetteerNames(corridor), ...Object.values(known)]);
      return fingerprint;
    },
  };
}

/** Raise it where rules judge otherwise than before: texts that were compared are judged anew. */
const edition = 1;

const fingerprintOf = (known: readonly unknown[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(known, (_key, value) =>
        value instanceof Map || value instanceof Set ? [...value] : value,
      ),
    )
    .digest('hex')
    .slice(0, 32);

export const wordsKey = (name: string): string =>
  tokensOf(name)
    .map(({ low }) => low)
    .join(' ');

function homesOf(corridor: Corridor): Map<string, Set<string>> {
  const homes = new Map<string, Set<string>>();
  for (const { subject, name } of corridor.rows.names) {
    const [kind, id = ''] = subject.split(':');
    const country =
      kind === 'place'
        ? corridor.places.get(id)?.country
        : kind === 'asset'
          ? corridor.assets.get(id)?.country
          : kind === 'terminal'
            ? corridor.places.get(corridor.terminals.get(id)?.place ?? '')?.country
            : undefined;
    if (!country) continue;
    const key = wordsKey(name);
    homes.set(key, (homes.get(key) ?? new Set()).add(country));
  }
  return homes;
}

function borderPlacesOf(corridor: Corridor): Set<string> {
  const places = new Set<string>();
  for (const { from, to } of corridor.crossings.values())
    for (const terminal of [from, to]) {
      const place = corridor.terminals.get(terminal)?.place;
      if (place) places.add(`place:${place}`);
    }
  return places;
}

function ratesOf(corridor: Corridor): Map<string, Rate[]> {
  const rates = new Map<string, Rate[]>();
  for (const fact of corridor.facts.values()) {
    if (fact.measure !== 'per-usd') continue;
    const period = periodOf(fact.period);
    if (!period) continue;
    const held = rates.get(fact.unit) ?? [];
    held.push({ fact: fact.id, ...period, lo: Number(fact.lo), hi: Number(fact.hi) });
    rates.set(fact.unit, held);
  }
  return rates;
}
