/** Articles as others are held to them to tell copies and agreement, read once and kept. */
import { type Kysely, sql } from 'kysely';
import type { Fact } from '../compare/facts.ts';
import { figuresOf, type StoredFigure } from './figure.store.ts';

export interface StoredPrint {
  id: string;
  date: string | null;
  words: string;
  runs: Set<number>;
  figures: readonly StoredFigure[];
  facts: readonly Fact<StoredFigure>[];
}

/** They never change, so those used last are kept: some 30 kB each. */
const kept = new Map<string, StoredPrint>();
const keptMax = 1_500;

/** Whether their figures agree with others is not told by these, since it changes. */
export async function printsOf<T>(
  db: Kysely<T>,
  articles: readonly string[],
): Promise<Map<string, StoredPrint>> {
  const prints = new Map<string, StoredPrint>();
  for (const id of articles) {
    const print = kept.get(id);
    if (print) prints.set(id, print);
  }
  for (const print of await readPrints(
    db,
    articles.filter((id) => !prints.has(id)),
  ))
    prints.set(print.id, print);
  for (const [id, print] of prints) {
    kept.delete(id);
    kept.set(id, print);
  }
  for (const id of kept.keys()) {
    if (kept.size <= keptMax) break;
    kept.delete(id);
  }
  return prints;
}

async function readPrints<T>(db: Kysely<T>, articles: readonly string[]): Promise<StoredPrint[]> {
  if (articles.length === 0) return [];
  const { rows } = await sql<{ id: string; date: string | null; words: string; runs: number[] }>`
    select article as id, published_on::text as date, words_hash as words, runs from observatory.compared
     where article = any(${[...articles]}::uuid[])`.execute(db);
  const byArticle = new Map<string, StoredFigure[]>(rows.map(({ id }) => [id, []]));
  for (const figure of await figuresOf(db, articles)) byArticle.get(figure.article)?.push(figure);
  return rows.map(({ runs, ...row }) => {
    const figures = byArticle.get(row.id) ?? [];
    const facts = figures.flatMap((figure) =>
      figure.fact === null ? [] : [{ figure, key: figure.fact, weight: figure.weight }],
    );
    return { ...row, runs: new Set(runs.map((run) => run >>> 0)), figures, facts };
  });
}
