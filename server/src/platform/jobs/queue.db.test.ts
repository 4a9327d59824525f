import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Bus, databaseBus } from '../bus.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { root } from '../root.ts';
import { deadJobs, type Job, queueDepth, reviveJob } from './job.store.ts';
import { type JobKind, JobQueue, jobLimits, type QueueOptions } from './queue.ts';

const folder = mkdtempSync(join(tmpdir(), 'serai-migrations-'));
writeFileSync(
  join(folder, '0001_notes.sql'),
  `create table begun (job uuid, pid integer); create table done (job uuid, pid integer);
   grant select, insert on begun, done to serai_app;`,
);
const program = join(root, `test/.output/job-worker-${process.pid}.mjs`);
const log = pino({ level: 'silent' });
let database: TestDatabase;
let bus: Bus;
const queues: JobQueue[] = [];
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  await build({
    entryPoints: [join(root, 'server/src/platform/jobs/testing-worker.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
beforeEach(async () => {
  database = await testDatabase({
    migrations: [
      { module: 'platform', folder: join(root, 'server/src/platform/migrations') },
      { module: 'notes', folder },
    ],
  });
  bus = await databaseBus(database, log);
});
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  workers.clear();
  for (const queue of queues.splice(0)) await queue.stop(0);
  await bus.close();
  await database.drop();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

const queueOf = (kinds: JobKind[], options: Partial<QueueOptions> = {}) => {
  const queue = new JobQueue({ db: database.db, bus, log, kinds, pollMs: 60_000, retryMs: 1, ...options });
  queues.push(queue);
  return queue;
};
const until = async <Value>(
  ask: () => Promise<Value | false | undefined> | Value | false | undefined,
): Promise<Value> => {
  for (;;) {
    const value = await ask();
    if (value !== false && value !== undefined) return value;
    await wait(10);
  }
};
const rowsOf = async (table: 'begun' | 'done') =>
  (await sql<{ job: string; pid: number }>`select job, pid from ${sql.table(table)}`.execute(database.db))
    .rows;
const isEmpty = async () =>
  (await queueDepth(database.db)).every(({ waiting, underWay }) => waiting + underWay === 0);

async function startWorker(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, [program, database.ownerUrl, '500'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  workers.add(child);
  await new Promise<void>((settle, fail) => {
    child.stdout.once('data', () => settle());
    child.once('exit', (code) => fail(new Error(`the worker ended with ${code}`)));
  });
  return child as ChildProcess & { pid: number };
}
const kindsOfWorker = ['count', 'hang-once'].map((name) => ({ name, work: async () => undefined }));

it('two processes, of which one is killed at its work, do every job, each with its effect exactly once', async () => {
  const queue = queueOf(kindsOfWorker);
  const hangs = await Promise.all(
    Array.from({ length: 3 }, (_, n) => queue.enqueue(database.db, { kind: 'hang-once', payload: n })),
  );
  const killed = await startWorker();
  // With three jobs that never end in its hands, and more of the others than it can have done.
  const held = await until(async () => {
    const begun = (await rowsOf('begun')).filter(({ job }) => hangs.includes(job));
    return begun.length === 3 && begun;
  });
  expect(held.map(({ pid }) => pid)).toEqual([killed.pid, killed.pid, killed.pid]);
  const counts = await Promise.all(
    Array.from({ length: 300 }, (_, n) => queue.enqueue(database.db, { kind: 'count', payload: n })),
  );
  const other = await startWorker();
  await until(async () => (await rowsOf('done')).some(({ pid }) => pid === killed.pid));
  killed.kill('SIGKILL');
  await until(isEmpty);
  const done = await rowsOf('done');
  expect(done.map(({ job }) => job).sort()).toEqual([...hangs, ...counts].sort());
  expect(new Set(done.map(({ pid }) => pid))).toEqual(new Set([killed.pid, other.pid]));
  for (const hang of hangs) expect(done).toContainEqual({ job: hang, pid: other.pid });
});

it('a process told to stop finishes what it has begun and leaves the rest to others', async () => {
  const queue = queueOf(kindsOfWorker);
  const jobs = await Promise.all(
    Array.from({ length: 600 }, (_, n) => queue.enqueue(database.db, { kind: 'count', payload: n })),
  );
  const leaving = await startWorker();
  await until(async () => (await rowsOf('done')).length > 0);
  leaving.kill('SIGTERM');
  await new Promise((settle) => leaving.once('exit', settle));
  const [begun, done] = [await rowsOf('begun'), await rowsOf('done')];
  expect(done.map(({ job }) => job).sort()).toEqual(begun.map(({ job }) => job).sort());
  expect(done.length).toBeLessThan(600);
  await startWorker();
  await until(isEmpty);
  expect((await rowsOf('done')).map(({ job }) => job).sort()).toEqual([...jobs].sort());
});

it('a job exists when the transaction that enqueued it commits, never otherwise, and wakes a worker that rests', async () => {
  const seen: unknown[] = [];
  const queue = queueOf([
    {
      name: 'note',
      work: async ({ payload }) => {
        seen.push(payload);
        return undefined;
      },
    },
  ]);
  queue.start();
  const undone = database.db.transaction().execute(async (trx) => {
    await queue.enqueue(trx, { kind: 'note', payload: 'undone' });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await database.db.transaction().execute(async (trx) => {
    await queue.enqueue(trx, { kind: 'note', payload: { from: ['Khorgos'] } });
    expect(await queueDepth(database.db)).toEqual([]);
  });
  // It would look by itself only after a minute.
  await until(() => seen.length > 0);
  expect(seen).toEqual([{ from: ['Khorgos'] }]);
});

it('one job of a kind and key waits at a time, with the latest payload; one under way does not stand in its way', async () => {
  const seen: unknown[] = [];
  let release: () => void = () => {};
  const queue = queueOf([
    {
      name: 'rebuild',
      work: async ({ payload }) => {
        seen.push(payload);
        if (seen.length === 1)
          await new Promise<void>((settle) => {
            release = settle;
          });
        return undefined;
      },
    },
  ]);
  const add = (payload: number) => queue.enqueue(database.db, { kind: 'rebuild', key: 'all', payload });
  const [first, second] = [await add(1), await add(2)];
  expect(second).toBe(first);
  queue.start();
  await until(() => seen.length === 1);
  const third = await add(3);
  expect(third).not.toBe(first);
  expect(await add(4)).toBe(third);
  release();
  await until(isEmpty);
  expect(seen).toEqual([2, 4]);
});

it('a job that fails is tried again, then kept as dead with what went wrong, and can be begun anew', async () => {
  let mend = false;
  const attempts: number[] = [];
  const queue = queueOf(
    [
      {
        name: 'post',
        attemptsMax: 3,
        work: async (job: Job) => {
          attempts.push(job.attempts);
          if (!mend) throw new Error('the mail server is away');
          return undefined;
        },
      },
    ],
    { pollMs: 5 },
  );
  const id = await queue.enqueue(database.db, { kind: 'post', key: 'k', payload: { to: 'a' } });
  queue.start();
  const [dead] = await until(async () => {
    const all = await deadJobs(database.db, 10);
    return all.length > 0 && all;
  });
  expect(attempts).toEqual([1, 2, 3]);
  expect(dead).toMatchObject({
    id,
    kind: 'post',
    key: 'k',
    payload: { to: 'a' },
    lastError: 'the mail server is away',
  });
  expect(await queueDepth(database.db)).toEqual([
    { kind: 'post', waiting: 0, underWay: 0, dead: 1, oldestSeconds: 0 },
  ]);
  mend = true;
  expect(await reviveJob(database.db, id)).toBe(true);
  await until(async () => (await queueDepth(database.db)).length === 0);
  expect(attempts).toEqual([1, 2, 3, 4]);
  expect(await reviveJob(database.db, id)).toBe(false);
});

it('an effect that fails is undone with the rest of its transaction, and an attempt over its time counts as failed', async () => {
  let tries = 0;
  const queue = queueOf(
    [
      {
        name: 'twice',
        work: async (job) => async (trx) => {
          await sql`insert into done (job, pid) values (${job.id}, ${++tries})`.execute(trx);
          if (tries === 1) throw new Error('after its first statement');
        },
      },
      {
        name: 'endless',
        timeoutMs: 20,
        attemptsMax: 1,
        work: (_, signal) =>
          new Promise((_settle, fail) => signal.addEventListener('abort', () => fail(signal.reason))),
      },
    ],
    { pollMs: 5 },
  );
  const id = await queue.enqueue(database.db, { kind: 'twice', payload: null });
  await queue.enqueue(database.db, { kind: 'endless', payload: null });
  queue.start();
  await until(isEmpty);
  expect(await rowsOf('done')).toEqual([{ job: id, pid: 2 }]);
  expect(await deadJobs(database.db, 10)).toEqual([
    expect.objectContaining({ kind: 'endless', lastError: 'not done after 20 ms' }),
  ]);
});

it('a job whose lease ran out while its process still lives is done once, by the one that took it', async () => {
  const release: (() => void)[] = [];
  const slow = (pid: number): JobKind => ({
    name: 'slow',
    work: async (job) => {
      await new Promise<void>((settle) => release.push(settle));
      return async (trx) => {
        await sql`insert into done (job, pid) values (${job.id}, ${pid})`.execute(trx);
      };
    },
  });
  // The first does not renew in time: what a process stopped in its tracks looks like to the others.
  const first = queueOf([slow(1)], { leaseMs: 60_000 });
  const id = await first.enqueue(database.db, { kind: 'slow', payload: null });
  first.start();
  await until(() => release.length === 1);
  await sql`update platform.job set lease_until = now() - interval '1 second'`.execute(database.db);
  queueOf([slow(2)], { pollMs: 5 }).start();
  await until(() => release.length === 2);
  release[0]!();
  await wait(50);
  expect(await rowsOf('done')).toEqual([]);
  release[1]!();
  await until(isEmpty);
  expect(await rowsOf('done')).toEqual([{ job: id, pid: 2 }]);
});

it('a job lives longer than its lease while its process does, and its last attempt lost with one makes it dead', async () => {
  let begun = 0;
  const forever: JobKind = {
    name: 'forever',
    attemptsMax: 1,
    work: (_, signal) => {
      begun += 1;
      return new Promise((_settle, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
    },
  };
  const first = queueOf([forever], { leaseMs: 1_500 });
  await first.enqueue(database.db, { kind: 'forever', payload: null });
  first.start();
  const second = queueOf([forever], { leaseMs: 1_500, pollMs: 5 });
  second.start();
  const leaseUntil = async () =>
    (await sql<{ at: Date | null }>`select lease_until as at from platform.job`.execute(database.db)).rows[0]
      ?.at ?? undefined;
  const before = await until(leaseUntil);
  await until(async () => ((await leaseUntil())?.getTime() ?? 0) > before.getTime() + 600);
  expect(begun).toBe(1);
  await sql`update platform.job set lease_until = now() - interval '1 second', attempts = attempts + 1`.execute(
    database.db,
  );
  const [dead] = await until(async () => {
    const all = await deadJobs(database.db, 1);
    return all.length > 0 && all;
  });
  expect([dead?.lastError, begun]).toEqual(['the process at work on it was lost', 1]);
});

it('a job waits until its time, and what is left when the server must go is given back at once', async () => {
  let begun = 0;
  const stubborn: JobKind = {
    name: 'stubborn',
    attemptsMax: 1,
    work: () => {
      begun += 1;
      return begun === 1 ? new Promise(() => {}) : Promise.resolve(undefined);
    },
  };
  const first = queueOf([stubborn], { leaseMs: 3_600_000, pollMs: 5 });
  await first.enqueue(database.db, { kind: 'stubborn', payload: null });
  await first.enqueue(database.db, {
    kind: 'stubborn',
    payload: null,
    runAt: new Date(Date.now() + 3_600_000),
  });
  first.start();
  await until(() => begun === 1);
  await first.stop(10);
  queueOf([stubborn], { pollMs: 5 }).start();
  await until(() => begun === 2);
  await until(async () => (await queueDepth(database.db))[0]?.underWay === 0);
  expect(await queueDepth(database.db)).toMatchObject([{ kind: 'stubborn', waiting: 1, dead: 0 }]);
});

it('a kind nobody knows, a payload too large and a key too long are refused before anything is written', async () => {
  const queue = queueOf([{ name: 'note', work: async () => undefined }]);
  const refused = (job: { kind: string; payload: unknown; key?: string }) =>
    expect(queue.enqueue(database.db, job)).rejects.toThrow(/no kind of job|larger than/);
  await refused({ kind: 'nothing', payload: null });
  await refused({ kind: 'note', payload: 'x'.repeat(jobLimits.payloadBytes) });
  await refused({ kind: 'note', payload: null, key: 'x'.repeat(jobLimits.keyCharacters + 1) });
  expect(await queueDepth(database.db)).toEqual([]);
});
