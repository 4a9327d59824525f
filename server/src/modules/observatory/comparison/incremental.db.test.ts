import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import type { Article } from '../compare/reading.ts';
import { fixtures } from '../compare/testing.ts';
import type { ObservatoryParts } from '../parts.ts';
import { compareArticles } from './index.ts';
import { comparisonMigrations, storeArticle, testParts } from './testing.ts';
import { corpus, drawing, shuffled } from './testing-corpus.ts';
import { expected, found } from './testing-outcome.ts';

let database: TestDatabase;
let parts: ObservatoryParts;
beforeEach(async () => {
  database = await testDatabase({ migrations: comparisonMigrations });
  parts = testParts(database);
});
afterEach(() => database.drop());

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
  const told = await found(database);
  expect(told.findings.length).toBeGreaterThan(20);
  expect(told.pairs.length).toBeGreaterThan(2);
  expect(told).toEqual(await expected(parts));
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
    const first = await found(database);
    expect(first.findings.length + first.pairs.length).toBeGreaterThan(3);
    expect(first).toEqual(await expected(parts));
    const replaced = shuffled(made, draw)
      .slice(0, Math.ceil(texts / 4))
      .map((article, at) => ({
        ...article,
        text: corpus(drawing(seed * 100 + at), 1, { variety })[0]!.text,
      }));
    for (const id of await store(replaced)) await compareArticles(parts, [id]);
    expect(await found(database)).toEqual(await expected(parts));
  },
);
