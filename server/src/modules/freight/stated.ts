/**
 * The pack's facts as the evidence ledger has them: what every page of freight shows of them. Searches reckon with the pack in memory, which is
 * made of the same rows; that they are the same is looked at whenever a pack is taken over.
 */
import type { Logger } from 'pino';
import { Corridor } from '../../corridor/index.ts';
import { momentOf, type PackFacts } from '../../ledgers/evidence/index.ts';
import type { FreightParts } from './routes.ts';

/** Facts with their sources, their names in today's words, and which of them is chosen. */
export type Stated = Pick<
  Corridor,
  'meta' | 'facts' | 'sources' | 'factsOf' | 'choose' | 'conflictsOf' | 'figureOf' | 'namesOf'
>;
type Parts = Pick<FreightParts, 'corridor' | 'evidence'>;

/** Versions of former days that are kept. */
const formerMax = 4;

export class StatedFacts {
  readonly #parts: Parts;
  /** A changed pack is another corridor (the bus says so), so what is kept is never an older one's. */
  readonly #current = new WeakMap<Corridor, Promise<Stated>>();
  readonly #former = new Map<string, Promise<Stated>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What the ledger has of the pack that searches go by. */
  of(corridor: Corridor, log: Pick<Logger, 'error'>): Promise<Stated> {
    const known = this.#current.get(corridor);
    if (known) return known;
    const reading = this.#read(corridor, corridor.meta.version).then((stated) => {
      const facts = differing(corridor, stated);
      if (facts.length > 0)
        log.error({ facts: facts.slice(0, 20) }, 'searches go by other facts than the ledger has');
      return stated;
    });
    this.#current.set(corridor, reading);
    reading.catch(() => this.#current.delete(corridor));
    return reading;
  }

  /** What was in force at the end of a day or at a moment; null before there was a pack. */
  async at(corridor: Corridor, asOf: string): Promise<Stated | null> {
    const { id } = corridor.meta;
    const version = await this.#parts.evidence().read.packVersionAt(id, momentOf(asOf));
    if (version === null) return null;
    const key = `${corridor.meta.version} ${version}`;
    const reading = this.#former.get(key) ?? this.#read(corridor, version);
    this.#former.delete(key);
    this.#former.set(key, reading);
    for (const oldest of this.#former.keys()) if (this.#former.size > formerMax) this.#former.delete(oldest);
    reading.catch(() => this.#former.delete(key));
    return reading;
  }

  async #read(corridor: Corridor, version: string): Promise<Stated> {
    const found = await this.#parts.evidence().read.packFacts(corridor.meta.id, version);
    if (!found) throw new Error(`the evidence ledger has no pack ${corridor.meta.id} ${version}`);
    return statedIn(corridor, found);
  }
}

/** Ranking, conflicts and figures are the corridor's own, over the ledger's rows; places would only be indexed for nothing. */
export const statedIn = (corridor: Corridor, { version, facts, sources }: PackFacts): Stated =>
  new Corridor(
    { ...corridor.meta, version },
    { ...corridor.rows, places: [], terminals: [], facts, sources },
  );

/** Ids of facts that only one of the two has, or whose row or source differs. */
export function differing(a: Stated, b: Stated): string[] {
  const ids = new Set([...a.facts.keys(), ...b.facts.keys()]);
  return [...ids].filter((id) => {
    const [one, other] = [a.facts.get(id), b.facts.get(id)];
    return !isSame(one, other) || !isSame(a.sources.get(one?.source ?? ''), b.sources.get(one?.source ?? ''));
  });
}

const isSame = (a: object | undefined, b: object | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    Object.entries(a).every(([name, value]) => (b as Record<string, unknown>)[name] === value));
