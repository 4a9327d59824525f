import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Corridor, conflictsOf, corridorFromFiles } from '../../corridor/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { root } from '../../platform/root.ts';
import { openEvidence, recordPack } from './index.ts';
import { evidenceMigrations } from './testing.ts';

const pack = corridorFromFiles(join(root, 'corridors/central-asia'));
let database: TestDatabase;
const ledger = openEvidence({ database: () => database });
beforeAll(async () => {
  database = await testDatabase({ migrations: [evidenceMigrations] });
});
afterAll(() => database.drop());

const load = (corridor: Corridor) =>
  transaction(database.db, (tx) => recordPack(tx, corridor, new Date('2026-11-22T00:00:00Z')));
async function told() {
  const found = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ledger.read.findings({ check: 'facts-differ', cursor, limit: 1_000 });
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

test('each two facts of a pack that can’t both be so are a finding, with both rows', async () => {
  await load(pack);
  const all = [...pack.facts.values()];
  const pairs = all.flatMap((fact) =>
    conflictsOf(
      fact,
      all.filter(({ subject, measure }) => subject === fact.subject && measure === fact.measure),
    ).map((other) => [fact.id, other.id].toSorted().join(' and ')),
  );
  const found = await told();
  expect(found.length).toBeGreaterThan(20);
  const claims = new Map(
    (await ledger.read.claimsById(found.flatMap(({ evidence }) => evidence.map(({ id }) => id)))).map(
      (claim) => [claim.id, claim],
    ),
  );
  const idOf = (id: string) => {
    const claim = claims.get(id);
    const period = claim?.period?.label;
    return `${claim?.subject}/${claim?.measure}/${claim?.source.slice('pack:'.length)}${period ? `/${period}` : ''}`;
  };
  expect(
    found
      .map(({ evidence }) =>
        evidence
          .map(({ id }) => idOf(id))
          .toSorted()
          .join(' and '),
      )
      .toSorted(),
  ).toEqual([...new Set(pairs)].toSorted());
  expect(new Set(found.map((each) => each.class))).toEqual(new Set(['definition', 'rounding']));
});

test('a newer pack adds what differs in it, and what it leaves out stays', async () => {
  const before = await told();
  const [subject, measure] = ['crossing:khorgos-altynkol', 'made-up'];
  const { meta, rows } = pack;
  const fact = { ...rows.facts[0]!, subject, measure, unit: 'h', period: '2025', formula: '', note: '' };
  const sources = rows.sources.slice(0, 2).map(({ id }) => id);
  const facts = sources.map((source, nth) => ({ ...fact, source, lo: `${nth + 1}`, hi: `${nth + 1}` }));
  await load(new Corridor({ ...meta, version: 'newer' }, { ...rows, facts: [...rows.facts, ...facts] }));
  const after = await told();
  const added = after.filter(({ id }) => !before.some((each) => each.id === id));
  expect(added.filter(({ proof }) => proof.values.measure === measure).map(({ proof }) => proof)).toEqual([
    {
      message: 'facts-differ',
      values: { subject: `@${subject}`, measure, one: expect.any(String), other: expect.any(String) },
      steps: [expect.stringMatching(/^\[[12], [12]\] ∩ \[[12], [12]\] = ∅$/)],
    },
  ]);
  expect(after.length).toBe(before.length + added.length);
});
