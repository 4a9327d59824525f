import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { audit, compare } from '../compare/audit.ts';
import type { Article } from '../compare/reading.ts';
import { fixtures } from '../compare/testing.ts';
import type { ObservatoryParts } from '../parts.ts';
import { compareArticles } from './index.ts';
import { knowledgeFor, readingsOf } from './library.ts';
import { comparisonMigrations, storeArticle, testCorridor, testParts } from './testing.ts';
import { corpus, drawing, shuffled } from './testing-corpus.ts';

let database: TestDatabase;
let parts: ObservatoryParts;
beforeEach(async () => {
  database = await testDatabase({ migrations: comparisonMigrations });
  parts = testParts(database);
});
afterEach(() => database.drop());

async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.db)).rows;
}

/** What the tables say of the current articles. */
async function found() {
  const pairs = await rowsOf(sql<{ earlier: string; later: string; how: string; containment: number }>`
    select earlier, later, how, containment from observatory.likeness where how is not null`);
  const findings = await rowsOf(sql<{
    message: string;
    claims: string[];
    finding: string | null;
    holds: boolean;
  }>`
    select message, claims, finding, holds from observatory.suspicion where stands`);
  expect(findings.every(({ finding, holds }) => finding !== null && holds)).toBe(true);
  const figures = await rowsOf(sql<{ claim: string; standing: string }>`
    select claim, case when conflicts then 'conflict' when agrees then 'agree' else 'alone' end as standing from observatory.figure`);
  const counts = await rowsOf(sql<{ id: string; counts: string }>`
    select id, agree || '/' || conflict || '/' || alone || '/' || copies as counts from observatory.article where is_current`);
  return {
    pairs: pairs
      .map((each) => `${each.earlier} ${each.later} ${each.how} ${each.containment.toFixed(9)}`)
      .sort(),
    findings: findings.map(({ message, claims }) => `${message} ${claims.join(' ')}`).sort(),
    standings: figures.map(({ claim, standing }) => `${claim} ${standing}`).sort(),
    counts: counts.map(({ id, counts: told }) => `${id} ${told}`).sort(),
  };
}

/** What comparing the current articles at once says. */
async function expected() {
  const current = await rowsOf(sql<{ id: string }>`select id from observatory.article where is_current`);
  const knowledge = knowledgeFor(testCorridor());
  const readings = await readingsOf(
    database.db,
    current.map(({ id }) => id),
    { evidence: parts.evidence(), knowledge },
  );
  const all = [...readings.values()];
  const comparison = compare(all, knowledge);
  const idOf = (article: string, claim: number) => readings.get(article)?.ids[claim];
  const audits = all.map((reading) => audit(reading, comparison));
  return {
    pairs: comparison.copies
      .map(
        ({ earlier, later, how, containment }) =>
          `${earlier.article.id} ${later.article.id} ${how} ${containment.toFixed(9)}`,
      )
      .sort(),
    findings: comparison.findings
      .map(({ message, spots }) =>
        [message, ...spots.map(({ article, claim }) => idOf(article, claim))].join(' '),
      )
      .sort(),
    standings: audits
      .flatMap(({ reading, figures }) =>
        figures.map(({ figure, standing }) => `${idOf(reading.article.id, figure.index)} ${standing}`),
      )
      .sort(),
    counts: audits
      .map(
        ({ reading, counts, copies }) =>
          `${reading.article.id} ${counts.agree}/${counts.conflict}/${counts.alone}/${copies.length}`,
      )
      .sort(),
  };
}

async function store(articles: readonly Article[]): Promise<string[]> {
  const ids: string[] = [];
  for (const article of articles) ids.push(await storeArticle(parts, article));
  return ids;
}

it('the fixtures one by one, in any order, give what all at once give', async () => {
  const texts = ['copies', 'guilty', 'innocent'].flatMap((name) => fixtures(name));
  const draw = drawing(4);
  for (const each of shuffled(texts, draw)) {
    const [id = ''] = await store([{ ...each, id: `${each.expected}:${each.id}` }]);
    await compareArticles(parts, [id]);
  }
  const told = await found();
  expect(told.findings.length).toBeGreaterThan(20);
  expect(told.pairs.length).toBeGreaterThan(2);
  expect(told).toEqual(await expected());
});

it.each([
  [11, 9, 4],
  [12, 26, 4],
  [13, 26, 12],
  [14, 48, 40],
])(
  'made-up texts too, and where some are replaced by a newer version (seed %d)',
  async (seed, texts, variety) => {
    const draw = drawing(seed);
    const made = corpus(draw, texts, { variety });
    const ids = await store(shuffled(made, draw));
    for (const id of shuffled(ids, draw)) await compareArticles(parts, [id]);
    const first = await found();
    expect(first.findings.length + first.pairs.length).toBeGreaterThan(3);
    expect(first).toEqual(await expected());
    const replaced = shuffled(made, draw)
      .slice(0, Math.ceil(texts / 4))
      .map((article, at) => ({
        ...article,
        text: corpus(drawing(seed * 100 + at), 1, { variety })[0]!.text,
      }));
    for (const id of await store(replaced)) await compareArticles(parts, [id]);
    expect(await found()).toEqual(await expected());
  },
);
