import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import type { Ledger } from './evidence.ts';
import { openEvidence } from './ledger.ts';
import {
  addText,
  evidenceMigrations,
  testClaim,
  testObservation,
  testSource,
  testVersion,
} from './testing.ts';

let database: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await testDatabase({ migrations: [evidenceMigrations] });
});
beforeEach(() => {
  ledger = openEvidence({ database: () => database });
});
afterAll(() => database.drop());

const within = <Result>(work: Parameters<typeof transaction<unknown, Result>>[1]) =>
  transaction(database.db, work);
const name = () => `test:${newId()}`;
/** Long enough after what was recorded, and before what will be. */
async function moment(): Promise<Date> {
  await new Promise((resolve) => setTimeout(resolve, 3));
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.db);
  await new Promise((resolve) => setTimeout(resolve, 3));
  return rows[0]!.now;
}

describe('a source', () => {
  test('has one version for one content, however often it is received', async () => {
    const id = name();
    const [first, again] = await within(async (tx) => [
      await ledger.addVersion(tx, testSource(id), testVersion('one')),
      await ledger.addVersion(tx, testSource(id), testVersion('one')),
    ]);
    expect([first?.isNew, again]).toEqual([true, { version: first?.version, isNew: false }]);
    const other = await within((tx) => ledger.addVersion(tx, testSource(id), testVersion('two')));
    expect(other.isNew).toBe(true);
    expect((await ledger.read.versionsOf(id)).map((version) => version.id)).toEqual([
      other.version,
      first?.version,
    ]);
    // The description, and two versions.
    expect((await ledger.read.chain(id))?.rows).toBe(3);
  });

  test('keeps what it was described as when the description changes, and answers the last', async () => {
    const id = name();
    await within((tx) => ledger.addVersion(tx, testSource(id), testVersion('one')));
    const better = testSource(id, { title: 'A better title' });
    await within((tx) => ledger.addVersion(tx, better, testVersion('one')));
    expect(await ledger.read.source(id)).toEqual(better);
    expect((await ledger.read.chain(id))?.rows).toBe(3);
  });

  test('is answered page by page', async () => {
    for (const _ of [1, 2, 3]) await addText(database.db, ledger, name(), 'text');
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await ledger.read.sources({ cursor, limit: 2 });
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen).toEqual([...new Set(seen)].sort());
  });
});

describe('claims', () => {
  const text =
    'Trade reached $94.8 billion (674 billion yuan) in 2024 🚂, customs said; 🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢 10,000 trains ran.';

  test('come back as they were given, with what stands around them and what they say again', async () => {
    const id = name();
    const money = testClaim(text, '$94.8 billion', {
      kind: 'money',
      lo: '94800000000',
      hi: '94800000000',
      precision: '100000000',
      unit: 'USD',
      measure: 'trade',
      subject: 'country:CN',
      period: { start: '2024-01-01', end: '2024-12-31', label: 'in 2024' },
      speaker: 'customs',
      confidence: 0.85,
    });
    const again = testClaim(text, '674 billion yuan', { restates: money.start });
    const trains = testClaim(text, '10,000 trains', { lo: '10000.50', hi: '10000.50' });
    const { version, claims } = await addText(database.db, ledger, id, text, [money, again, trains]);
    const found = await ledger.read.claimsById([...claims].reverse());
    expect(found.map((claim) => claim.id)).toEqual([...claims].reverse());
    const { restates: _, ...given } = money;
    expect(found[2]).toEqual({
      ...given,
      id: claims[0],
      source: id,
      version,
      prefix: 'Trade reached ',
      suffix: text.slice(money.end, money.end + 32),
      restates: null,
      extractor: 'test 1',
      recordedAt: expect.any(Date),
    });
    expect(found[1]?.restates).toBe(claims[0]);
    expect(found[0]?.lo).toBe('10000.50');
    // 32 units back would be the second half of a ship.
    expect(found[0]?.prefix).toMatch(/^🚢+ $/u);
    expect(found[0]?.prefix.length).toBeGreaterThanOrEqual(24);
  });

  test('a quote that is not in the text there is refused, and nothing is added', async () => {
    const id = name();
    const wrong = { ...testClaim(text, 'customs'), start: 3 };
    await expect(addText(database.db, ledger, id, text, [wrong])).rejects.toThrow('is not "customs"');
    expect(await ledger.read.chain(id)).toBeNull();
  });

  test.each([
    ['half of a surrogate pair', { unit: '\ud83d' }],
    ['U+0000', { unit: 'a\0' }],
    ['a value that is no decimal', { lo: '1e3' }],
    ['a day that is none', { period: { start: '2025-02-30', end: null, label: 'x' } }],
    ['a confidence above 1', { confidence: 1.5 }],
  ])('%s is refused', async (_, change) => {
    const claim = testClaim(text, 'customs', change);
    await expect(addText(database.db, ledger, name(), text, [claim])).rejects.toThrow(RangeError);
  });

  test('are found by version in the order of the text, and by subject and measure newest first, page by page', async () => {
    const subject = name();
    const many = Array.from({ length: 7 }, (_, index) =>
      testClaim(text, text.slice(index * 3, index * 3 + 5), {
        subject,
        measure: index % 2 ? 'odd' : 'even',
      }),
    );
    const { version, claims } = await addText(database.db, ledger, name(), text, many.toReversed());
    const pages = async (query: Parameters<Ledger['read']['claims']>[0]) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await ledger.read.claims({ ...query, cursor, limit: 3 });
        expect(page.items.length).toBeLessThanOrEqual(3);
        seen.push(...page.items.map(({ id }) => id));
        if (page.next === null) return seen;
        cursor = page.next;
      }
    };
    expect(await pages({ version })).toEqual(claims.toReversed());
    expect(await pages({ subject })).toEqual(claims.toReversed());
    expect(await pages({ subject, measure: 'odd' })).toHaveLength(3);
    expect(await pages({ version, extractor: 'another' })).toEqual([]);
  });

  test('two thousand of them are one chain', async () => {
    const id = name();
    const many = Array.from({ length: 2_000 }, () => testClaim(text, 'customs'));
    const { claims } = await addText(database.db, ledger, id, text, many);
    expect(new Set(claims).size).toBe(2_000);
    expect((await ledger.read.chain(id))?.rows).toBe(2_002);
  });
});

describe('observations', () => {
  test('a newer value of the same period supersedes the older; both stay, and each day keeps what was believed on it', async () => {
    const source = name();
    const { version } = await addText(database.db, ledger, source, 'a table');
    const indicator = name();
    const add = (...values: (string | null)[]) =>
      within((tx) =>
        ledger.addObservations(
          tx,
          values.map((value) => testObservation({ source, version, value, indicator })),
        ),
      );
    const before = await moment();
    const [first] = await add('100');
    const between = await moment();
    expect(await add('100')).toEqual([first]);
    const [second, third] = await add('105', null);
    const read = (asOf?: Date) => ledger.read.observations({ indicator, asOf });
    expect(await read(before)).toEqual([]);
    expect(await read(between)).toMatchObject([{ id: first, value: '100', supersedes: null }]);
    expect(await read()).toMatchObject([{ id: third, value: null, supersedes: second }]);
    expect((await ledger.read.vintages({ indicator })).map(({ id, supersedes }) => [id, supersedes])).toEqual(
      [
        [first, null],
        [second, first],
        [third, second],
      ],
    );
  });

  test('other dimensions, periods and sources are series of their own', async () => {
    const [a, b] = [name(), name()];
    const [{ version: inA }, { version: inB }] = [
      await addText(database.db, ledger, a, 'a'),
      await addText(database.db, ledger, b, 'b'),
    ];
    const indicator = name();
    const given = [
      testObservation({ indicator, source: a, version: inA, value: '1' }),
      testObservation({ indicator, source: b, version: inB, value: '2' }),
      testObservation({ indicator, source: a, version: inA, value: '3', dimensions: { reporter: 'KZ' } }),
      testObservation({ indicator, source: a, version: inA, value: '4', periodStart: '2025-01-01' }),
    ];
    const ids = await within((tx) => ledger.addObservations(tx, given));
    const all = await ledger.read.observations({ indicator });
    expect(all.map(({ supersedes }) => supersedes)).toEqual([null, null, null, null]);
    expect((await ledger.read.observationsById(ids)).map(({ value }) => value)).toEqual(['1', '2', '3', '4']);
    const only = async (query: object) =>
      (await ledger.read.observations({ indicator, ...query })).map(({ value }) => value).sort();
    expect(await only({ dimensions: { reporter: 'KZ' } })).toEqual(['3']);
    expect(await only({ source: b })).toEqual(['2']);
    expect(await only({ from: '2026-01-01' })).toEqual(['1', '2', '3']);
    expect(await only({ to: '2026-01-30' })).toEqual([]);
  });

  test('the order of the dimensions’ names does not matter', async () => {
    const source = name();
    const { version } = await addText(database.db, ledger, source, 'a');
    const indicator = name();
    const of = (dimensions: Record<string, string>, value: string) =>
      within((tx) =>
        ledger.addObservations(tx, [testObservation({ indicator, source, version, value, dimensions })]),
      );
    const [first] = await of({ a: '1', b: '2' }, '1');
    await of({ b: '2', a: '1' }, '2');
    expect(await ledger.read.observations({ indicator })).toMatchObject([{ value: '2', supersedes: first }]);
  });

  test('a version of another source is refused', async () => {
    const [a, b] = [name(), name()];
    const { version } = await addText(database.db, ledger, a, 'a');
    await addText(database.db, ledger, b, 'b');
    await expect(
      within((tx) => ledger.addObservations(tx, [testObservation({ source: b, version, value: '1' })])),
    ).rejects.toThrow('foreign key');
  });
});

test('a decision holds until the next, the same one twice is one, and as-of answers what held then', async () => {
  const about = name();
  const decision = {
    about,
    accepted: { type: 'claim' as const, id: newId() },
    person: 'person-1',
    reason: 'It is the later release.',
  };
  const first = await within((tx) => ledger.decide(tx, decision));
  expect(await within((tx) => ledger.decide(tx, decision))).toBe(first);
  const between = await moment();
  const other = { ...decision, accepted: { type: 'claim' as const, id: newId() } };
  const second = await within((tx) => ledger.decide(tx, other));
  expect((await ledger.read.decisions([about, name()])).get(about)).toMatchObject({ id: second, ...other });
  expect((await ledger.read.decisions([about], { asOf: between })).get(about)?.id).toBe(first);
  expect((await ledger.read.decisionsAbout(about)).map(({ id }) => id)).toEqual([second, first]);
});

test('an indicator’s definition is kept in each of its wordings', async () => {
  const indicator = {
    id: name(),
    name: 'Trade',
    unit: 'USD',
    nature: 'flow' as const,
    frequency: 'month' as const,
    definition: 'Imports and exports',
    rule: '',
  };
  expect(await within((tx) => ledger.addIndicators(tx, [indicator, indicator]))).toBe(1);
  const between = await moment();
  const better = { ...indicator, definition: 'Imports (CIF) and exports (FOB)' };
  expect(await within((tx) => ledger.addIndicators(tx, [better]))).toBe(1);
  expect(await within((tx) => ledger.addIndicators(tx, [better]))).toBe(0);
  const own = (all: { id: string }[]) => all.find(({ id }) => id === indicator.id);
  expect(own(await ledger.read.indicators())).toEqual(better);
  expect(own(await ledger.read.indicators({ asOf: between }))).toEqual(indicator);
});

describe('findings', () => {
  test('of registered checks are stored once, with the source of their first claim', async () => {
    const id = name();
    const seen: string[] = [];
    ledger.register({
      name: 'pairs',
      finds: ['pairs.differ'],
      look: async ({ within: tx, added, tell }) => {
        seen.push(...added.versions);
        const read = ledger.readIn(tx);
        const { items } = await read.claims({ version: added.versions[0] ?? '' });
        const [told] = await tell([
          {
            check: 'pairs.differ',
            class: 'error',
            evidence: items.map((claim) => ({ type: 'claim', id: claim.id })),
            proof: { message: 'pairs.differ', values: {}, steps: ['10 ≠ 12'] },
          },
        ]);
        seen.push(told ?? '');
      },
    });
    // In the transaction that adds, before it is committed.
    const text = 'ten and twelve';
    const { version, claims, told } = await within(async (tx) => {
      const { version: added } = await ledger.addVersion(tx, testSource(id), testVersion(text));
      const read = ['ten', 'twelve'].map((quote) => testClaim(text, quote));
      return {
        version: added,
        claims: await ledger.addClaims(tx, id, added, read, 'test 1'),
        told: await ledger.runChecks(tx, { versions: [added] }),
      };
    });
    const [first] = told;
    expect(seen).toEqual([version, first]);
    expect(await within((tx) => ledger.runChecks(tx, { versions: [version] }))).toEqual([first]);
    expect((await ledger.read.findings({ about: [claims[1]!] })).items).toEqual([
      {
        id: first,
        check: 'pairs.differ',
        class: 'error',
        evidence: claims.map((claim) => ({ type: 'claim', id: claim })),
        proof: { message: 'pairs.differ', values: {}, steps: ['10 ≠ 12'] },
        recordedAt: expect.any(Date),
      },
    ]);
    expect((await ledger.read.findings({ about: [newId()] })).items).toEqual([]);
    expect((await ledger.read.findings({ check: 'pairs.differ', class: 'rounding' })).items).toEqual([]);
    expect((await ledger.read.chain(id))?.rows).toBe(5);
  });

  test('a check’s names stand once, and it may be registered again', () => {
    const sums = { name: 'sums', finds: ['sum', 'share'], look: async () => {} };
    ledger.register(sums);
    ledger.register(sums);
    expect(ledger.checks.filter((each) => each === sums)).toHaveLength(1);
    expect(() => ledger.register({ ...sums, name: 'shares' })).toThrow('two checks are called sum');
    expect(() => ledger.register({ ...sums, finds: [] })).toThrow('two checks are called sums');
  });

  test('a check tells what it says it finds, and nothing under another’s name', async () => {
    const other = openEvidence({ database: () => database });
    const finding = {
      check: 'stranger',
      class: 'error' as const,
      evidence: [],
      proof: { message: '', values: {}, steps: [] },
    };
    other.register({
      name: 'narrow',
      finds: ['known'],
      look: async ({ tell }) => {
        await tell([finding]);
      },
    });
    await expect(within((tx) => other.runChecks(tx, {}))).rejects.toThrow('does not find stranger');
  });
});

describe('what is added stays', () => {
  const tables = ['source', 'version', 'claim', 'indicator', 'observation', 'decision', 'finding', 'chain'];
  test.each(tables)(
    'the role that serves can neither change nor remove rows of evidence.%s',
    async (table) => {
      const run = (statement: string) => sql.raw(statement).execute(database.db);
      await expect(run(`update evidence.${table} set source = 'x'`)).rejects.toThrow('permission denied');
      await expect(run(`delete from evidence.${table}`)).rejects.toThrow('permission denied');
      await expect(run(`truncate evidence.${table} cascade`)).rejects.toThrow('permission denied');
    },
  );
  test.each(tables)('the owner is refused at evidence.%s as well', async (table) => {
    await addText(database.db, ledger, name(), 'some row');
    const run = (statement: string) => database.asOwner((owner) => sql.raw(statement).execute(owner));
    await expect(run(`update evidence.${table} set source = 'x'`)).rejects.toThrow('append-only');
    await expect(run(`delete from evidence.${table}`)).rejects.toThrow('append-only');
    await expect(run(`truncate evidence.${table} cascade`)).rejects.toThrow('append-only');
  });

  test('a row that does not follow its chain is refused by the database itself', async () => {
    const id = name();
    await addText(database.db, ledger, id, 'one');
    const add = (seq: number, previous: string, at = 'now') =>
      sql`insert into evidence.source select source, ${seq}, kind, standing, publisher, title, address, licence,
            date_trunc('milliseconds', ${at}::timestamptz), ${sql.raw(previous)}, decode(repeat('ab', 32), 'hex')
          from evidence.source where source = ${id}`.execute(database.db);
    const head = `(select head from evidence.chain where source = '${id}')`;
    await expect(add(4, head)).rejects.toThrow('does not follow');
    await expect(add(3, `decode(repeat('00', 32), 'hex')`)).rejects.toThrow('does not follow');
    await expect(add(3, head, '2020-01-01')).rejects.toThrow('does not follow');
  });

  test('the ledger asks for a transaction', async () => {
    await expect(ledger.addVersion(database.db, testSource(name()), testVersion('x'))).rejects.toThrow(
      'transaction',
    );
  });
});

test('writers of one source follow each other, and writers of others do not wait for them', async () => {
  const [slow, other] = [name(), name()];
  await addText(database.db, ledger, slow, 'one');
  let free = () => {};
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  const first = within(async (tx) => {
    await ledger.addVersion(tx, testSource(slow), testVersion('two'));
    await held;
  });
  let secondDone = false;
  const second = within((tx) => ledger.addVersion(tx, testSource(slow), testVersion('three'))).then(() => {
    secondDone = true;
  });
  await addText(database.db, ledger, other, 'elsewhere');
  expect(secondDone).toBe(false);
  free();
  await Promise.all([first, second]);
  expect((await ledger.read.chain(slow))?.rows).toBe(4);
});

test('twenty at once on one new source make one chain without gaps', async () => {
  const id = name();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      within((tx) => ledger.addVersion(tx, testSource(id), testVersion(`text ${index}`))),
    ),
  );
  const { rows } = await sql<{ seq: string }>`
    select seq from evidence.version where source = ${id} order by seq`.execute(database.db);
  expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
});
