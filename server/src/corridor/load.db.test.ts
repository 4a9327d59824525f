import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/database/testing.ts';
import { root } from '../platform/root.ts';
import { corridorFromFiles, ensureCorridor, PackRefused } from './load.ts';
import { readLoadedPack } from './pack.store.ts';
import { writePack } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({
    migrations: [{ module: 'corridor', folder: join(root, 'server/src/corridor/migrations') }],
  });
});
afterAll(() => database?.drop());

const now = new Date('2026-11-21T00:00:00Z');
const load = (folder: string) => database.asOwner((owner) => ensureCorridor(owner, folder, now));
const edit = (folder: string, file: string, from: string, to: string) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
};

test('a pack is loaded on first start, left alone while unchanged, loaded again when changed, kept when broken', async () => {
  const broken = writePack((pack) => {
    pack.facts = pack.facts.replace('2022,cpmm', '2022,nobody');
  });
  await expect(load(broken)).rejects.toThrow(PackRefused);
  expect(await readLoadedPack(database.db)).toBeNull();

  const folder = writePack();
  const first = await load(folder);
  expect(first.outcome).toBe('loaded');
  expect((await load(folder)).outcome).toBe('unchanged');

  edit(folder, 'facts.csv', '34.8,34.8', '35.50,35.50');
  edit(folder, 'services.csv', 'urumqi-almaty,rail,ktz', 'urumqi-almaty-block,rail,ktz');
  edit(folder, 'facts.csv', 'service:urumqi-almaty', 'service:urumqi-almaty-block');
  const second = await load(folder);
  expect(second.outcome).toBe('loaded');
  expect([...second.corridor.services.keys()]).toEqual(['urumqi-almaty-block']);
  expect(second.corridor.choose('crossing-time', 'crossing:khorgos-altynkol')?.fact.lo).toBe('35.50');

  edit(folder, 'crossings.csv', '1435,1520', '1435,1435');
  const third = await load(folder);
  expect(third.outcome).toBe('kept');
  expect(third.faults[0]).toMatchObject({ file: 'small/crossings.csv', row: 2, column: 'toGauge' });
  expect(third.corridor.meta.version).toBe(second.corridor.meta.version);
  expect(third.corridor.crossings.get('khorgos-altynkol')?.toGauge).toBe('1520');
});

test('what comes back from the database is what stood in the files', async () => {
  const folder = writePack((pack) => {
    pack.names += '\nplace:khorgos,en,"Khorgos, \'the \' ""gate""",name';
  });
  const { corridor } = await load(folder);
  const files = corridorFromFiles(folder);
  expect(corridor.rows).toEqual(files.rows);
  expect(corridor.meta).toEqual(files.meta);
});

test('the run-time role reads the corridor and cannot change it', async () => {
  const names = await sql<{
    name: string;
  }>`select name from corridor.names where subject = 'place:almaty' and lang = 'ru'`.execute(database.db);
  expect(names.rows).toEqual([{ name: 'Алматы' }]);
  await expect(sql`update corridor.facts set lo = 0`.execute(database.db)).rejects.toMatchObject({
    code: '42501',
  });
  await expect(sql`delete from corridor.pack`.execute(database.db)).rejects.toMatchObject({ code: '42501' });
});

test('two servers starting at once load the pack once and both run it', async () => {
  const folder = writePack((pack) => {
    pack.goods += '\n8703,87';
  });
  const both = await Promise.all([load(folder), load(folder)]);
  expect(both.map(({ corridor }) => corridor.goods.has('8703'))).toEqual([true, true]);
  const { rows } = await sql<{ count: string }>`select count(*) from corridor.pack`.execute(database.db);
  expect(rows).toEqual([{ count: '1' }]);
});
