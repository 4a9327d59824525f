/**
 * Finding a place by what a person types: a name in any of the pack's languages, an alias, a UN/LOCODE or an id; forgiving
 * about case, accents, spaces and a slip of the finger. A pack has a few thousand names, so a plain scan (about a
 * millisecond) does for what is typed; exact names are looked up, for a quote has no millisecond to spare.
 */
import { distance } from 'fastest-levenshtein';
import type { Name, Place, Terminal } from './rows.ts';

export interface PlaceMatch {
  kind: 'place' | 'terminal';
  id: string;
  /** The name or code that matched. */
  matched: string;
  /** 0 an exact code or name, 1 a beginning, 2 a word's beginning, 3 and more: letters apart. */
  rank: number;
}

interface Entry {
  kind: 'place' | 'terminal';
  id: string;
  text: string;
  folded: string;
  /** Places with more terminals first, places before their terminals. */
  weight: number;
}

/** What of a corridor is searched: its places with terminals, the terminals, and all their names. */
export interface Named {
  places: ReadonlyMap<string, Place>;
  terminals: ReadonlyMap<string, Terminal>;
  terminalsAt(placeId: string): readonly Terminal[];
  rows: { names: readonly Name[] };
}

const exactKeptMax = 5_000;

export class PlaceIndex {
  readonly #entries: Entry[] = [];
  readonly #byFolded = new Map<string, Entry[]>();
  /** What was asked before: the same few names are, all day long. */
  readonly #exact = new Map<string, PlaceMatch[]>();

  constructor(corridor: Named) {
    const add = (kind: Entry['kind'], id: string, text: string, weight: number) => {
      if (!text) return;
      const entry = { kind, id, text, folded: fold(text), weight };
      this.#entries.push(entry);
      const alike = this.#byFolded.get(entry.folded);
      if (alike) alike.push(entry);
      else this.#byFolded.set(entry.folded, [entry]);
    };
    const subjects = new Map<string, { kind: Entry['kind']; id: string; weight: number }>();
    for (const place of corridor.places.values()) {
      const terminals = corridor.terminalsAt(place.id).length;
      if (terminals === 0) continue; // a junction no train stops at can't be a start or an end
      subjects.set(`place:${place.id}`, { kind: 'place', id: place.id, weight: 2 + terminals });
    }
    for (const terminal of corridor.terminals.values())
      subjects.set(`terminal:${terminal.id}`, { kind: 'terminal', id: terminal.id, weight: 1 });
    for (const { kind, id, weight } of subjects.values()) {
      const row = kind === 'place' ? corridor.places.get(id) : corridor.terminals.get(id);
      add(kind, id, id, weight);
      add(kind, id, row?.locode ?? '', weight);
      if (row && 'stationCode' in row) add(kind, id, row.stationCode, weight);
    }
    for (const name of corridor.rows.names) {
      const subject = subjects.get(name.subject);
      if (subject) add(subject.kind, subject.id, name.name, subject.weight);
    }
  }

  /** The best match of every place and terminal that fits, best first. */
  find(query: string, limit = 10): PlaceMatch[] {
    const wanted = fold(query);
    return wanted === '' ? [] : this.#bestOf(this.#entries, wanted).slice(0, limit);
  }

  #bestOf(entries: readonly Entry[], wanted: string): PlaceMatch[] {
    const best = new Map<string, PlaceMatch & { weight: number }>();
    for (const entry of entries) {
      const rank = rankOf(entry.folded, wanted);
      if (rank === null) continue;
      const key = `${entry.kind}:${entry.id}`;
      const known = best.get(key);
      if (!known || rank < known.rank)
        best.set(key, { kind: entry.kind, id: entry.id, matched: entry.text, rank, weight: entry.weight });
    }
    return [...best.values()]
      .sort((a, b) => a.rank - b.rank || b.weight - a.weight || (a.id < b.id ? -1 : 1))
      .map(({ kind, id, matched, rank }) => ({ kind, id, matched, rank }));
  }

  /**
   * What an exact name, code or id means. A city wins over its own terminals, so an exact name is ambiguous only when two
   * different places bear it: then all of them are answered.
   */
  exact(query: string): readonly PlaceMatch[] {
    const known = this.#exact.get(query);
    if (known) return known;
    const found = this.#findExact(query);
    if (this.#exact.size >= exactKeptMax) this.#exact.clear();
    this.#exact.set(query, found);
    return found;
  }

  #findExact(query: string): PlaceMatch[] {
    const wanted = fold(query);
    const found = wanted === '' ? [] : this.#bestOf(this.#byFolded.get(wanted) ?? [], wanted);
    const byId = found.filter((match) => match.id === query.trim().toLowerCase());
    const pool = byId.length > 0 ? byId : found;
    const places = pool.filter((match) => match.kind === 'place');
    return places.length > 0 ? places : pool;
  }
}

/** Lower case, accents and apostrophes gone, everything that is not a letter or digit gone: `Xi'an`, `XIAN` and `xi an` are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .replace(/ı/g, 'i')
    .replace(/ə/g, 'a')
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function rankOf(candidate: string, wanted: string): number | null {
  if (candidate === wanted) return 0;
  if (candidate.startsWith(wanted)) return 1;
  if (wanted.length >= 3 && candidate.includes(wanted)) return 2;
  if (wanted.length < 4) return null;
  const allowed = wanted.length < 7 ? 1 : 2;
  if (Math.abs(candidate.length - wanted.length) > allowed) return null;
  const apart = distance(candidate, wanted);
  return apart <= allowed ? 2 + apart : null;
}
