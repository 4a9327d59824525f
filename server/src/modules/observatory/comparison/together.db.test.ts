import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import type { Article } from '../compare/reading.ts';
import { fixtures } from '../compare/testing.ts';
import type { ObservatoryParts } from '../parts.ts';
import { compareArticles } from './index.ts';
import { comparisonMigrations, storeArticle, testParts } from './testing.ts';

let database: TestDatabase;
let parts: ObservatoryParts;
beforeAll(async () => {
  database = await testDatabase({ migrations: comparisonMigrations });
  parts = testParts(database);
});
afterAll(() => database.drop());

/** A text and its rewriting, with words and figures no other pair has. */
function pairOf(nth: number): Article[] {
  const word = `${'bcdfghklm'[nth]}arun`;
  const [a, b, c, d] = [4123, 231, 157, 61.7].map((base) => base + nth * 11);
  const texts = [
    `Harvest ${word} brought ${a} tonnes of ${word} melons to ${word} town. Some ${b} ${word} drivers took ${c} ${word} lorries there for $${d} million.`,
    `To ${word} town went ${b} ${word} drivers, each with ${word} guides. With ${c} ${word} lorries they carried ${a} tonnes of ${word} melons, worth $${d} million.`,
  ];
  return texts.map((text, at) => ({
    id: `${word}:${at}`,
    title: `${word} ${at}`,
    publisher: '',
    date: `2025-03-0${at + 1}`,
    text,
  }));
}
const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
  (await query.execute(database.db)).rows[0]!.count;
const copiesOf = (ids: readonly string[]) =>
  count(sql<{ count: number }>`
    select count(*)::integer as count from observatory.likeness
     where how is not null and earlier = any(${[...ids]}::uuid[]) and later = any(${[...ids]}::uuid[])`);

it('two articles of a pair that come at the same time by two connections give the pair', async () => {
  for (const nth of [0, 1, 2, 3, 4, 5]) {
    const ids = await Promise.all(pairOf(nth).map((article) => storeArticle(parts, article)));
    await Promise.all(ids.map((id) => compareArticles(parts, [id])));
    expect(await copiesOf(ids)).toBe(1);
  }
});

it('many at once, each by several, are compared once and leave nobody waiting', async () => {
  const ids: string[] = [];
  for (const nth of [6, 7, 8])
    for (const article of pairOf(nth)) ids.push(await storeArticle(parts, article));
  await Promise.all([ids, ids.toReversed(), ids].map((list) => compareArticles(parts, list)));
  expect(await copiesOf(ids)).toBe(3);
  expect(
    await count(sql<{ count: number }>`
      select count(*)::integer as count from observatory.article where compared_at is null`),
  ).toBe(0);
});

it('compared again, nothing is added to the ledger', async () => {
  const rows = async () =>
    (await parts.evidence().read.heads({ limit: 1_000 })).items.reduce((all, head) => all + head.rows, 0);
  const before = await rows();
  const { rows: ids } = await sql<{ id: string }>`select id from observatory.article`.execute(database.db);
  await compareArticles(
    parts,
    ids.map(({ id }) => id),
  );
  expect(await rows()).toBe(before);
});

it('what was found of a version that is not current any more stands no longer, and stays in the ledger', async () => {
  const [text] = fixtures('guilty');
  const first = await storeArticle(parts, text!);
  await compareArticles(parts, [first]);
  const told = () =>
    sql<{ finding: string; stands: boolean }>`
      select finding, stands from observatory.suspicion where articles @> array[${first}::uuid]`.execute(
      database.db,
    );
  const [{ finding, stands }] = (await told()).rows as [{ finding: string; stands: boolean }];
  expect(stands).toBe(true);
  const second = await storeArticle(parts, { ...text!, text: 'The mountains are high.' });
  await compareArticles(parts, [second]);
  expect((await told()).rows).toEqual([{ finding, stands: false }]);
  const { claims } = { claims: (await parts.evidence().read.claims({ version: first })).items };
  const kept = await parts.evidence().read.findings({ about: claims.map(({ id }) => id) });
  expect(kept.items.map(({ id }) => id)).toEqual([finding]);
});
