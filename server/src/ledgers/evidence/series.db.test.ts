import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Observation } from './evidence.ts';
import { openEvidence } from './ledger.ts';
import { evidenceMigrations, testObservation, testSource, testVersion } from './testing.ts';
import { type Problem, verifyEvidence } from './verify.ts';

let database: TestDatabase;
const ledger = openEvidence({ database: () => database });
beforeAll(async () => {
  database = await testDatabase({ migrations: [evidenceMigrations] });
});
afterAll(() => database.drop());

const add = (source: string, rows: readonly Partial<Observation>[], { fail = false } = {}) =>
  transaction(database.db, async (tx) => {
    const { version } = await ledger.addVersion(
      tx,
      testSource(source),
      testVersion(`${source} ${rows.length}`),
    );
    await ledger.addObservations(
      tx,
      rows.map((row) => testObservation({ value: '1', ...row, source, version })),
    );
    if (fail) throw new Error('after all');
  });
const year = (of: number, value = '1') => ({ periodStart: `${of}-01-01`, periodEnd: `${of}-12-31`, value });
const noted = async () =>
  (await ledger.read.series({})).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const told = async () => {
  const { rows } = await sql<object>`
    select indicator, dimensions, source, count(distinct (period_start, period_end))::int as periods, count(*)::int as vintages,
           min(period_start)::text as "firstDay", max(period_end)::text as "lastDay"
      from evidence.observation group by indicator, dimensions, source`.execute(database.db);
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};
async function problems(): Promise<Problem[]> {
  const found: Problem[] = [];
  await verifyEvidence(database.db, { onProblem: (problem) => found.push(problem) });
  return found;
}

describe('what is noted of series', () => {
  test('is what observations say: periods once, vintages each, of every source by itself', async () => {
    await add('a', [
      year(2020),
      year(2021),
      year(2021, '2'),
      { ...year(2019), dimensions: { reporter: 'KZ' } },
    ]);
    await add('a', [year(2021, '3'), year(2024), { ...year(2020), indicator: 'trains' }]);
    await add('b', [year(2018)]);
    expect(await noted()).toEqual(await told());
    expect(
      (await ledger.read.series({ indicator: 'trade', dimensions: { reporter: 'CN' } })).toSorted((x, y) =>
        x.source < y.source ? -1 : 1,
      ),
    ).toMatchObject([
      { source: 'a', periods: 3, vintages: 5, firstDay: '2020-01-01', lastDay: '2024-12-31' },
      { source: 'b', periods: 1, vintages: 1, firstDay: '2018-01-01', lastDay: '2018-12-31' },
    ]);
    expect(await ledger.read.countObservations({ indicator: 'trade', from: '2021-01-01' })).toEqual({
      periods: 2,
      vintages: 4,
    });
  });

  test('is what was committed, whoever adds at the same time', async () => {
    const marks = await ledger.read.seriesMarks();
    await expect(add('a', [year(2030), year(2031)], { fail: true })).rejects.toThrow('after all');
    expect(await ledger.read.seriesMarks()).toEqual(marks);
    await Promise.all(
      ['a', 'b', 'c', 'd'].flatMap((source) =>
        [1, 2, 3].map((round) =>
          add(source, [
            year(1990 + round),
            year(1990, String(round)),
            { ...year(2000 + round), indicator: 'trains' },
          ]),
        ),
      ),
    );
    expect(await noted()).toEqual(await told());
    const now = await ledger.read.seriesMarks();
    expect(now.get('trade')).not.toBe(marks.get('trade'));
    expect(now.get('trains')).not.toBe(marks.get('trains'));
  });

  test('can’t be written by the role that serves, and one that was altered or taken away is found', async () => {
    for (const change of [
      sql`update evidence.series set periods = 1`,
      sql`delete from evidence.series`,
      sql`insert into evidence.series select * from evidence.series`,
      sql`select evidence.note_series()`,
    ])
      await expect(change.execute(database.db)).rejects.toThrow(
        /permission denied|only be called as triggers/,
      );
    expect(await problems()).toEqual([]);
    await database.asOwner((owner) =>
      sql`delete from evidence.series where source = 'b' and indicator = 'trains'`.execute(owner),
    );
    expect(await problems()).toMatchObject([{ source: 'b', problem: 'miscounted', row: 0 }]);
    await database.asOwner((owner) => sql`update evidence.series set vintages = vintages + 1`.execute(owner));
    expect((await problems()).length).toBe((await told()).length);
  });
});
