/** Articles as the rules read them, made from what the ledger stores. They never change, so those used last are kept. */
import type { Claim } from '@serai/extract';
import { type Kysely, sql } from 'kysely';
import type { Corridor } from '../../../corridor/index.ts';
import type { Ledger, Reading as LedgerReading, StoredClaim } from '../../../ledgers/evidence/index.ts';
import { type Knowledge, knowledgeOf } from '../compare/knowledge.ts';
import { type Reading, readingOf } from '../compare/reading.ts';

/** An article with its claims' ids, in the order in which findings number them. */
export interface StoredReading extends Reading {
  ids: readonly string[];
}

const known = new WeakMap<Corridor, Knowledge>();
export function knowledgeFor(corridor: Corridor): Knowledge {
  const knowledge = known.get(corridor) ?? knowledgeOf(corridor);
  known.set(corridor, knowledge);
  return knowledge;
}

/** Characters of text kept in memory; a reading takes some thirty times as much. */
const keptCharactersMax = 3_000_000;

class Shelf {
  readonly #readings = new Map<string, StoredReading>();
  #characters = 0;

  get(id: string): StoredReading | undefined {
    const reading = this.#readings.get(id);
    if (reading) {
      this.#readings.delete(id);
      this.#readings.set(id, reading);
    }
    return reading;
  }

  keep(reading: StoredReading): void {
    if (this.#readings.has(reading.article.id)) return;
    this.#readings.set(reading.article.id, reading);
    this.#characters += reading.article.text.length;
    for (const [id, oldest] of this.#readings) {
      if (this.#characters <= keptCharactersMax) break;
      this.#readings.delete(id);
      this.#characters -= oldest.article.text.length;
    }
  }
}
const shelves = new WeakMap<Knowledge, Shelf>();

interface ArticleRow {
  id: string;
  title: string;
  publisher: string;
  date: string | null;
  claims: string[] | null;
}

/** By their ids; those that there are not are left out. */
export async function readingsOf<T>(
  db: Kysely<T>,
  ids: readonly string[],
  { evidence, knowledge }: { evidence: Ledger; knowledge: Knowledge },
): Promise<Map<string, StoredReading>> {
  const shelf = shelves.get(knowledge) ?? new Shelf();
  shelves.set(knowledge, shelf);
  const found = new Map<string, StoredReading>();
  const missing: string[] = [];
  for (const id of new Set(ids)) {
    const reading = shelf.get(id);
    if (reading) found.set(id, reading);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  const { rows } = await sql<ArticleRow>`
    select a.id, a.title, a.publisher, a.published_on::text as date, c.claims
      from observatory.article a left join observatory.compared c on c.article = a.id
     where a.id = any(${missing}::uuid[])`.execute(db);
  const ledger = evidence.readIn(db);
  const texts = new Map((await ledger.versions(missing)).map(({ id, text }) => [id, text]));
  const stored = rows.flatMap(({ claims }) => claims ?? []);
  const claims = new Map((await ledger.claimsById(stored)).map((claim) => [claim.id, claim]));
  for (const { claims: order, ...article } of rows) {
    const own = order
      ? order.flatMap((id) => claims.get(id) ?? [])
      : await claimsOfVersion(ledger, article.id);
    const text = texts.get(article.id) ?? '';
    const reading = {
      ...readingOf({ ...article, text }, asRead(own), knowledge),
      ids: own.map(({ id }) => id),
    };
    found.set(article.id, reading);
    shelf.keep(reading);
  }
  return found;
}

/** In the order of the text. A text that was read anew has the claims of both readings: the last one counts. */
async function claimsOfVersion(ledger: LedgerReading, version: string): Promise<StoredClaim[]> {
  const claims: StoredClaim[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ledger.claims({ version, cursor, limit: 1_000 });
    claims.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  const last = claims.reduce<StoredClaim | null>(
    (newest, claim) => (newest && newest.recordedAt >= claim.recordedAt ? newest : claim),
    null,
  );
  return claims.filter(({ extractor }) => extractor === last?.extractor);
}

/** The ledger names a claim said again by its id, the engine by where it begins. */
function asRead(stored: readonly StoredClaim[]): Claim[] {
  const starts = new Map(stored.map(({ id, start }) => [id, start]));
  return stored.map(({ restates, ...claim }) => ({
    ...claim,
    restates: restates === null ? null : (starts.get(restates) ?? null),
  }));
}
