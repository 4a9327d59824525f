import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Corridor } from '../../../corridor/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { fixtures } from '../compare/testing.ts';
import type { ObservatoryParts } from '../parts.ts';
import { compareArticles, judgeAnew, knowledgeFor } from './index.ts';
import { comparisonMigrations, storeArticle, testCorridor, testParts } from './testing.ts';
import { expected, found } from './testing-outcome.ts';

let database: TestDatabase;
let parts: ObservatoryParts;
let corridor = testCorridor();
const ids: string[] = [];
beforeAll(async () => {
  database = await testDatabase({ migrations: comparisonMigrations });
  parts = { ...testParts(database), corridor: () => corridor };
  for (const each of [...fixtures('guilty'), ...fixtures('planted')])
    ids.push(await storeArticle(parts, { ...each, id: `${each.expected}:${each.id}` }));
  await compareArticles(parts, ids);
});
afterAll(() => database.drop());

/** The pack with Rogun in Kyrgyzstan, Almaty's country no part of the region, and ten yuan to the dollar. */
function otherCorridor(): Corridor {
  const { meta, rows } = testCorridor();
  return new Corridor(
    { ...meta, version: 'other' },
    {
      ...rows,
      assets: rows.assets.map((asset) => (asset.id === 'rogun' ? { ...asset, country: 'KG' } : asset)),
      regions: rows.regions.map((region) => ({
        ...region,
        countries: region.countries.filter((country) => country !== 'KZ'),
      })),
      facts: rows.facts.map((fact) =>
        fact.subject === 'currency:CNY' ? { ...fact, lo: '10', hi: '10' } : fact,
      ),
    },
  );
}

const standing = async () =>
  (
    await sql<{ finding: string; message: string; stands: boolean; article: string }>`
      select finding, message, stands, articles[1] as article from observatory.suspicion where finding is not null`.execute(
      database.db,
    )
  ).rows;
const rowsOfLedger = async () =>
  (await parts.evidence().read.heads({ limit: 1_000 })).items.reduce((all, head) => all + head.rows, 0);

it('the same corridor loaded again judges nothing anew', async () => {
  const { meta, rows } = testCorridor();
  corridor = new Corridor({ ...meta, version: 'same' }, rows);
  expect(await judgeAnew(parts)).toBe(0);
});

it('another pack judges every article anew, as if it had been there from the beginning', async () => {
  const before = await standing();
  corridor = otherCorridor();
  expect(knowledgeFor(corridor).fingerprint).not.toBe(knowledgeFor(testCorridor()).fingerprint);
  // Whoever broke off goes on from there.
  await compareArticles(parts, ids.slice(0, 5));
  expect(await judgeAnew(parts)).toBe(ids.length - 5);
  const told = await found(database);
  expect(told).toEqual(await expected(parts));
  const after = await standing();
  const rogun = before.filter(({ article, message }) => article === ids[0] && message === 'place-of-asset');
  expect(rogun.map(({ stands }) => stands)).toEqual([true]);
  // It stands no longer, and is still there to be read.
  expect(after.find(({ finding }) => finding === rogun[0]?.finding)?.stands).toBe(false);
  expect(after.filter(({ stands, message }) => stands && message === 'exchange-rate').length).toBeGreaterThan(
    before.filter(({ stands, message }) => stands && message === 'exchange-rate').length,
  );
  expect(await judgeAnew(parts)).toBe(0);
});

it('going back to the first pack, the same findings stand again and the ledger has no new row', async () => {
  const rows = await rowsOfLedger();
  const before = (await standing()).length;
  corridor = testCorridor();
  expect(await judgeAnew(parts)).toBe(ids.length);
  expect(await found(database)).toEqual(await expected(parts));
  expect([await rowsOfLedger(), (await standing()).length]).toEqual([rows, before]);
});
