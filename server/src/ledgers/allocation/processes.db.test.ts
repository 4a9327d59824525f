import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverPid } from '../../platform/database/hold.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import type { Pool, Reserved } from './allocation.ts';
import type { AllocationRefusal } from './errors.ts';
import { allocationMigrations, buildWorker, Worker } from './testing.ts';
import { storm } from './testing-storm.ts';

let program: string;
const running = new Set<Worker>();
const start = (dataFolder: string, databaseUrl?: string): Worker => {
  const worker = new Worker(program, dataFolder, databaseUrl);
  running.add(worker);
  return worker;
};
beforeAll(async () => {
  program = await buildWorker();
});
afterAll(async () => {
  await Promise.all([...running].filter(({ gone }) => !gone).map((worker) => worker.kill()));
  rmSync(program, { force: true });
});

test('two processes on one database give every unit once, and one answer to a key that both are sent', async () => {
  const database = await testDatabase({ migrations: [allocationMigrations] });
  const workers = [start('', database.ownerUrl), start('', database.ownerUrl)];
  await Promise.all(workers.map(({ ready }) => ready));
  await workers[0]!.ask('createPools', [
    { id: 'hot', kind: 'teu', capacity: 1000 },
    { id: 'cold', kind: 'teu', capacity: 400 },
  ]);
  const ids = new Map<string, Set<string>>();
  let refused = 0;
  const callers = Array.from({ length: 40 }, async (_, caller) => {
    for (let turn = 0; turn < 40; turn++) {
      // Callers come in pairs that send the same keys, each to a process of its own.
      const key = `${caller >> 1}-${turn}`;
      const lines = [
        { pool: turn % 3 === 0 ? 'cold' : 'hot', quantity: 1 },
        { pool: turn % 3 === 0 ? 'hot' : 'cold', quantity: turn % 3 },
      ].filter(({ quantity }) => quantity > 0);
      const answer = await workers[caller % 2]!.ask<Reserved | AllocationRefusal>('reserve', lines, {
        caller: 'us',
        key,
        ttlSeconds: 600,
      });
      if ('refused' in answer) {
        expect(answer.code).toBe('full');
        refused += 1;
      } else ids.set(key, (ids.get(key) ?? new Set()).add(answer.reserved));
    }
  });
  await Promise.all(callers);
  expect(refused).toBeGreaterThan(0);
  for (const [key, answers] of ids) expect([key, answers.size]).toEqual([key, 1]);
  const pools = await workers[1]!.ask<Pool[]>('pools', ['cold', 'hot']);
  expect(pools.some(({ capacity, held }) => held === capacity)).toBe(true);
  const rows = await workers[0]!.ask<{ id: string }[]>('rows');
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([...ids.values()].flatMap((each) => [...each])));
  expect(await workers[0]!.ask('audit')).toEqual([]);
  await Promise.all(workers.map((worker) => worker.leave()));
  await database.drop();
});

test('five kills of processes and PostgreSQL under load lose no acknowledged reservation and double none', async () => {
  const site = await killableSite();
  const report = await storm({
    startWorker: site.startWorker,
    killServer: site.killServer,
    kills: 5,
    callers: 24,
    seed: Date.now(),
  });
  expect(report.faults).toEqual([]);
  expect(report.kills).toEqual({ 'one process': 2, PostgreSQL: 2, everything: 1 });
  expect(report.askedAgain).toBeGreaterThan(0);
  expect(report.expired).toBeGreaterThan(0);
  await site.leave();
}, 120_000);

/** A PostgreSQL of its own to kill; where DATABASE_URL names one that is not ours, its connections are cut instead. */
async function killableSite() {
  if (process.env.DATABASE_URL) return givenSite(await testDatabase({ migrations: [allocationMigrations] }));
  const folder = mkdtempSync(join(tmpdir(), 'serai-allocation-'));
  return {
    startWorker: () => start(folder),
    killServer: () => {
      const pid = serverPid(join(folder, 'postgres'));
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    leave: async () => {
      // The keeper stops PostgreSQL when the last process has gone.
      while (serverPid(join(folder, 'postgres')) !== undefined)
        await new Promise((done) => setTimeout(done, 20));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function givenSite(database: TestDatabase) {
  return {
    startWorker: () => start('', database.ownerUrl),
    killServer: async () => {
      const owner = new pg.Client(database.ownerUrl);
      await owner.connect();
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name like 'serai%'`,
      );
      await owner.end();
    },
    leave: () => database.drop(),
  };
}
