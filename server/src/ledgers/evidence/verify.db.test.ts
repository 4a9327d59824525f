import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBackup } from '../../platform/backup/read.ts';
import { restoreBackup } from '../../platform/backup/restore.ts';
import { writeBackup } from '../../platform/backup/write.ts';
import { readMigrations } from '../../platform/database/migrate.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import { addFindings } from './add.ts';
import { register } from './evidence.ts';
import { readHeads, writeHeads } from './heads.ts';
import { openEvidence } from './ledger.ts';
import { hashOf, type TableName, tableNames, tables } from './rows.ts';
import { addText, evidenceMigrations, testClaim, testObservation } from './testing.ts';
import { linksOf } from './verify.store.ts';
import { type Problem, verifyEvidence, verifyIn } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'serai evidence '));
const paper = 'paper';
const text = 'Ten trains ran in May, twelve in June and 1.50 “thousand” in all of 2025 — née Ürümqi.';
let database: TestDatabase;
const ledger = openEvidence({ database: () => database });

/** A row of every table, and a source that a second one stands beside. */
async function fill({ db }: TestDatabase): Promise<void> {
  await addText(db, ledger, 'other', 'another paper', [testClaim('another paper', 'paper')]);
  const { version, claims } = await addText(db, ledger, paper, text, [
    testClaim(text, 'Ten', {
      ...{ lo: '10', hi: '10', precision: '1', unit: 'trains', direction: 'up', measure: 'trains' },
      ...{ subject: 'country:CN', partner: 'country:KZ', place: 'place:khorgos', speaker: 'the railway' },
      period: { start: '2025-05-01', end: '2025-05-31', label: 'in May' },
    }),
    testClaim(text, 'twelve', { lo: '12', hi: '12', restates: 0, confidence: 0.5 }),
    testClaim(text, '1.50 “thousand”', { lo: '1500.0', hi: '1500.0' }),
    testClaim(text, 'née Ürümqi', { kind: 'event', lo: null, hi: null }),
  ]);
  await transaction(db, async (tx) => {
    const observation = testObservation({ source: paper, version, value: '10.0', claim: claims[0]! });
    await ledger.addObservations(tx, [observation, { ...observation, value: '11', claim: null }]);
    await addFindings(tx, [
      {
        ...{ check: 'sums', class: 'error' },
        evidence: [{ type: 'claim', id: claims[0]! }],
        proof: { message: 'sums.differ', values: { a: 'ü', b: '2' }, steps: ['10 + 12 ≠ 1500'] },
      },
    ]);
    await ledger.addIndicators(tx, [
      {
        ...{ id: 'trade', name: 'Trade', unit: 'USD', nature: 'flow', frequency: 'month' },
        ...{ definition: 'All of it', rule: 'sum' },
      },
    ]);
    await ledger.decide(tx, {
      ...{ about: 'series:trade', accepted: { type: 'claim', id: claims[0]! } },
      ...{ person: 'p', reason: 'r' },
    });
  });
}

beforeAll(async () => {
  database = await testDatabase({ migrations: [evidenceMigrations] });
  await fill(database);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** What is found after the owner of the database did this; then it is undone. */
async function after(
  tamper: (owner: Kysely<unknown>) => Promise<unknown>,
  options: { kept?: Parameters<typeof verifyIn>[1]['kept']; source?: string } = {},
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const undo = new Error('undo');
  await database
    .asOwner((owner) =>
      owner.transaction().execute(async (tx) => {
        for (const table of [...tableNames, 'chain'])
          await sql`alter table ${sql.table(`evidence.${table}`)} disable trigger user`.execute(tx);
        await sql`set constraints all deferred`.execute(tx);
        await tamper(tx);
        const { problems: count } = await verifyIn(tx, {
          ...options,
          onProblem: (problem) => problems.push(problem),
        });
        expect(count).toBe(problems.length);
        throw undo;
      }),
    )
    .catch((error) => {
      if (error !== undo) throw error;
    });
  return problems;
}
const short = (problems: readonly Problem[]) =>
  problems.map(({ source, row, table, problem }) => [source, row, table, problem]);
const run = (statement: string) => (owner: Kysely<unknown>) => sql.raw(statement).execute(owner);
const idOf = async (table: string, seq: number) => {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`evidence.${table}`)} where source = ${paper} and seq = ${seq}`.execute(
    database.db,
  );
  return rows[0]?.id;
};
// In the paper's chain: 1 its description, 2 its version, 3 to 6 claims, 7 and 8 observations, 9 a finding.

test('what was recorded is found to be as it was recorded', async () => {
  const problems: Problem[] = [];
  const verified = await verifyEvidence(database.db, { onProblem: (each) => problems.push(each) });
  expect(problems).toEqual([]);
  expect(verified).toMatchObject({ sources: 3, rows: 15, problems: 0 });
  expect(verified.heads.get(paper)).toEqual(await ledger.read.chain(paper));
});

describe('a changed row is named', () => {
  test('with its source, its number and its id', async () => {
    expect(
      await after(run(`update evidence.claim set lo = 9 where source = '${paper}' and seq = 3`)),
    ).toEqual([
      {
        ...{ source: paper, row: 3, table: 'claim', id: await idOf('claim', 3), problem: 'changed' },
        detail: 'it is not what was recorded',
      },
    ]);
  });

  const other: Record<string, string> = {
    bigint: '',
    integer: '1 + ',
    numeric: '0.001 + ',
    date: '1 + ',
    instant: `interval '1 microsecond' + `,
    text: `'x' || `,
    long: `'x' || `,
  };
  const columns = tableNames.flatMap((table) =>
    Object.entries(tables[table])
      .filter(([, type]) => other[type])
      .map(([column, type]) => [table, column, `${other[type]}"${column}"`] as const),
  );
  test.each(columns)('%s.%s', async (table, column, changed) => {
    // Checks of shape would keep most of it out; whoever owns the tables can take them away.
    const checks = async (owner: Kysely<unknown>) => {
      const { rows } = await sql<{ of: string; name: string }>`
        select conrelid::regclass::text as of, conname as name from pg_constraint
         where (conrelid = ${`evidence.${table}`}::regclass and contype = 'c')
            or (contype = 'f' and connamespace = 'evidence'::regnamespace)`.execute(owner);
      for (const { of, name } of rows) await run(`alter table ${of} drop constraint "${name}"`)(owner);
    };
    const one = `select ctid from evidence.${table} where source in ('${paper}', '${register}') and "${column}" is not null`;
    const problems = await after(async (owner) => {
      await checks(owner);
      const done = await run(
        `update evidence.${table} set "${column}" = ${changed} where ctid = (${one} order by source, seq limit 1)`,
      )(owner);
      expect(done.numAffectedRows).toBe(1n);
    });
    expect(problems.map(({ table: where, problem }) => [where, problem])).toContainEqual(
      // In a source nobody knows it is a row too many.
      [table, column === 'source' ? 'added' : 'changed'],
    );
  });

  test.each([
    ['a nought after the point', `update evidence.claim set lo = 1500.00 where lo = 1500`],
    ['a nought for nothing', `update evidence.claim set lo = 0 where lo is null`],
    [
      'a letter in two code points',
      `update evidence.claim set quote = normalize(quote, NFD) where quote ~ '^née'`,
    ],
    [
      'a dimension',
      `update evidence.observation set dimensions = dimensions || '{"partner": "UZ"}' where seq = 7`,
    ],
    [
      'a number for a text in JSON',
      `update evidence.observation set dimensions = '{"reporter": 1}' where seq = 7`,
    ],
    ['a proof', `update evidence.finding set proof = jsonb_set(proof, '{steps,0}', '"10 = 10"')`],
    [
      'the claim that is said again',
      `update evidence.claim set restates = id where seq = 4 and restates is not null`,
    ],
    ['what it supersedes', `update evidence.observation set supersedes = null where supersedes is not null`],
    [
      'the row’s own hash',
      `update evidence.claim set hash = decode(repeat('ab', 32), 'hex') where source = 'paper' and seq = 4`,
    ],
    ['infinity', `update evidence.version set published_on = 'infinity' where source = 'paper'`],
  ])('%s', async (_, statement) => {
    expect((await after(run(statement)))[0]).toMatchObject({ source: paper, problem: 'changed' });
  });
});

describe('a missing row is named', () => {
  const remove = (where: string) => async (owner: Kysely<unknown>) => {
    for (const table of tableNames.toReversed())
      await run(`delete from evidence.${table} where ${where}`)(owner);
  };
  test('in the middle', async () => {
    const problems = await after(remove(`source = '${paper}' and seq in (5, 6)`));
    expect(short(problems)).toEqual([[paper, 5, null, 'missing']]);
    expect(problems[0]?.detail).toBe('rows 5 to 6 are not there');
  });
  test('at the end', async () => {
    expect(short(await after(remove(`source = '${paper}' and seq = 9`)))).toEqual([[paper, 9, null, 'cut']]);
  });
  test('and so are all of a source', async () => {
    expect(short(await after(remove(`source = '${register}'`)))).toEqual([[register, 1, null, 'cut']]);
  });
});

describe('with the hashes made anew', () => {
  /** Changes a row and writes hashes that fit to it, up to and including the row `until`. */
  const forge =
    (until: number, { head }: { head: boolean }) =>
    async (owner: Kysely<unknown>) => {
      await run(`update evidence.claim set lo = 9 where source = '${paper}' and seq = 3`)(owner);
      let last: Buffer | undefined;
      for await (const page of linksOf(owner, paper)) {
        for (const link of page) {
          if (link.seq < 3 || link.seq > until) continue;
          const previous: Buffer = last ?? link.previous;
          last = hashOf(previous, link.table, link.form!);
          await sql`update ${sql.table(`evidence.${link.table}`)} set previous = ${previous}, hash = ${last}
                     where source = ${paper} and seq = ${link.seq}`.execute(owner);
        }
      }
      if (head) await sql`update evidence.chain set head = ${last} where source = ${paper}`.execute(owner);
    };
  test('of the row alone, the next one does not follow it', async () => {
    expect(short(await after(forge(3, { head: false })))).toEqual([[paper, 4, 'claim', 'moved']]);
  });
  test('to the end, the head does not fit', async () => {
    expect(short(await after(forge(9, { head: false })))).toEqual([[paper, 9, null, 'head']]);
  });
  test('and the head as well, only heads kept elsewhere tell', async () => {
    const { heads } = await verifyEvidence(database.db, { onProblem: () => {} });
    const path = join(folder, 'heads.jsonl');
    writeHeads(path, heads);
    const kept = readHeads(path);
    expect(kept).toEqual(heads);
    expect(await after(forge(9, { head: true }))).toEqual([]);
    expect(short(await after(forge(9, { head: true }), { kept }))).toEqual([
      [paper, 9, 'finding', 'rewritten'],
    ]);
    // So is a chain that was cut together with its head, and one that is gone altogether.
    const cut = `delete from evidence.finding; update evidence.chain set rows = 8,
      head = (select hash from evidence.observation where seq = 8) where source = '${paper}'`;
    expect(await after(run(cut))).toEqual([]);
    expect(short(await after(run(cut), { kept }))).toEqual([[paper, 9, null, 'cut']]);
    const gone = `delete from evidence.claim where source = 'other'; delete from evidence.version where source = 'other';
      delete from evidence.source where source = 'other'; delete from evidence.chain where source = 'other'`;
    expect(await after(run(gone))).toEqual([]);
    expect(short(await after(run(gone), { kept }))).toEqual([['other', 1, null, 'cut']]);
  });
});

test('two rows that changed places are both named', async () => {
  const swap = `update evidence.claim set seq = -1 where source = '${paper}' and seq = 4;
    update evidence.claim set seq = 4 where source = '${paper}' and seq = 5;
    update evidence.claim set seq = 5 where source = '${paper}' and seq = -1`;
  expect(short(await after(run(swap)))).toEqual([
    [paper, 4, 'claim', 'changed'],
    [paper, 5, 'claim', 'changed'],
  ]);
});

describe('an added row is named', () => {
  const columns = (table: TableName) =>
    Object.keys(tables[table])
      .map((name) => `"${name}"`)
      .join(', ');
  const copy = (change: Record<string, string>) => {
    const taken = columns('claim').replaceAll(/"(\w+)"/g, (whole, name: string) => change[name] ?? whole);
    return `insert into evidence.claim (${columns('claim')}, previous, hash)
      select ${taken}, hash, decode(repeat('ab', 32), 'hex') from evidence.claim where source = '${paper}' and seq = 6`;
  };
  test('behind the end', async () => {
    expect(short(await after(run(copy({ id: `'${newId()}'`, seq: '10' }))))).toEqual([
      [paper, 10, 'claim', 'added'],
    ]);
  });
  test('under a number that a row of another table has', async () => {
    expect(short(await after(run(copy({ id: `'${newId()}'`, seq: '7' }))))).toContainEqual([
      paper,
      7,
      'claim',
      'added',
    ]);
  });
  test('in a source that nobody recorded', async () => {
    const strange = `insert into evidence.source select 'strange', seq, kind, standing, publisher, title, address, licence, recorded_at, previous, hash
      from evidence.source where source = 'other'`;
    expect(short(await after(run(strange)))).toEqual([['strange', 1, 'source', 'added']]);
  });
});

test('one source can be looked at alone', async () => {
  const statement = `update evidence.claim set lo = 9 where source = '${paper}' and seq = 3`;
  expect(await after(run(statement), { source: 'other' })).toEqual([]);
  expect(short(await after(run(statement), { source: paper }))).toEqual([[paper, 3, 'claim', 'changed']]);
});

test('chains longer than a page are read in their order, beside many short ones', async () => {
  const long = newId();
  const many = Array.from({ length: 9_000 }, () => testClaim(text, 'Ten'));
  await addText(database.db, ledger, long, text, many);
  for (let index = 0; index < 20; index++)
    await addText(database.db, ledger, newId(), text, many.slice(0, 3));
  const problems: Problem[] = [];
  const verified = await verifyEvidence(database.db, { onProblem: (each) => problems.push(each) });
  expect(problems).toEqual([]);
  expect(verified.rows).toBeGreaterThan(9_000);
  expect(
    short(await after(run(`update evidence.claim set lo = 0 where source = '${long}' and seq = 8765`))),
  ).toEqual([[long, 8_765, 'claim', 'changed']]);
});

test('a database that was backed up and restored has the same chains, and they go on', async () => {
  const path = join(folder, 'backup.serai');
  await writeBackup({ ownerUrl: database.ownerUrl, path, version: '0' });
  const copy = await testDatabase();
  try {
    // A test database comes with the migrations' table; one that was just created does not.
    await copy.asOwner((owner) => sql`drop table serai_migration`.execute(owner));
    await copy.db.destroy();
    const backup = await openBackup(path);
    try {
      await restoreBackup(backup, {
        ownerUrl: copy.ownerUrl,
        migrations: readMigrations([evidenceMigrations]),
      });
    } finally {
      await backup.close();
    }
    const before = await verifyEvidence(database.db, { onProblem: () => {} });
    await copy.asOwner(async (owner) => {
      const restored = await verifyEvidence(owner, { kept: before.heads, onProblem: () => {} });
      expect(restored).toEqual({ ...before, problems: 0 });
      await addText(owner, ledger, paper, 'a second version');
      expect((await verifyEvidence(owner, { kept: before.heads, onProblem: () => {} })).problems).toBe(0);
      await expect(sql`delete from evidence.claim`.execute(owner)).rejects.toThrow('append-only');
    });
  } finally {
    await copy.drop();
  }
});

test('a file of heads that is damaged is refused with its line', () => {
  const path = join(folder, 'damaged.jsonl');
  const good = JSON.stringify({ source: 'a', rows: 1, head: '0'.repeat(64) });
  writeFileSync(path, `${good}\n{"source":"b","rows":1}\n`);
  expect(() => readHeads(path)).toThrow('damaged.jsonl:2');
  writeFileSync(path, `${good}\n${good}\n`);
  expect(() => readHeads(path)).toThrow('a second time');
  writeFileSync(path, '\n');
  expect(() => readHeads(path)).toThrow('names no source');
  expect(() => readHeads(join(folder, 'nowhere'))).toThrow('There is no file');
  expect(readFileSync(path, 'utf8')).toBe('\n');
});
