import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { allocationMigrations, buildWorker, Worker } from '../../server/src/ledgers/allocation/testing.ts';
import { storm } from '../../server/src/ledgers/allocation/testing-storm.ts';
import { serverPid } from '../../server/src/platform/database/hold.ts';
import { type Database, openDatabase } from '../../server/src/platform/database/index.ts';
import { root } from '../../server/src/platform/root.ts';
import { attack } from './adversary.ts';
import { type Race, race } from './race.ts';

/**
 * The allocation ledger: whether it stays exact (a million adversarial reservations; kills of everything at random moments), and how
 * fast it is beside the naive way, in turns within one run, on a PostgreSQL of its own with fsync on.
 */
const quick = process.argv.includes('--quick');
const only = process.argv.find((each) => each.startsWith('--only='))?.slice(7);
const seed = 20_261_121;
const folder = join(root, 'bench/.cache/allocation-data');
const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const figures: Record<string, unknown> = {};
  const ratios: Record<string, number> = {};
  const database = await openDatabase({ dataFolder: folder, migrations: [allocationMigrations], log });
  await refuseUnsafe(database);
  const wanted = (section: string) => only === undefined || only === section;
  let pass = true;
  const judge = (what: string, good: boolean) => {
    if (!good) say(`MISSED: ${what}`);
    pass &&= good;
  };

  if (wanted('race')) {
    const seconds = quick ? 1.5 : 5;
    const hot50 = await race(database, { name: 'hot50', callers: 50, lines: 1, pools: 1, seconds, log });
    const hot200 = await race(database, { name: 'hot200', callers: 200, lines: 1, pools: 1, seconds, log });
    const three = await race(database, { name: 'three', callers: 200, lines: 3, pools: 1000, seconds, log });
    for (const each of [hot50, hot200, three]) note(each, figures, ratios);
    judge('one hot pool, 50 callers: 25,000/s', hot50.ledger.perSecond >= 25_000);
    judge('one hot pool, 50 callers: 10 times the naive way', hot50.ratio >= 10);
    judge('three lines over 1,000 pools: 4 times the naive way', three.ratio >= 4);
    if (hot200.ledger.perSecond < 60_000) say('below the aim: one hot pool, 200 callers, 60,000/s');
  }
  if (wanted('attack')) {
    const result = await attack(database, {
      requests: quick ? 50_000 : 1_000_000,
      callers: 400,
      seed,
      log,
      say,
    });
    figures.adversarial = result;
    judge('nothing over-allocated', result.overAllocated === 0 && result.faults.length === 0);
  }
  await database.close();
  await stopped(folder);
  if (wanted('kills')) {
    const kills = quick ? 6 : 36;
    const report = await killing(kills);
    figures.kills = { ...report, faults: report.faults.length };
    for (const fault of report.faults.slice(0, 20)) say(fault);
    judge('every acknowledged reservation there once, no pool off by one', report.faults.length === 0);
  }
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${JSON.stringify({ bench: 'allocation', figures, ratios, pass })}\n`);
  if (!pass) process.exitCode = 1;
}

/** A fast answer from a database that has not written it down is no figure. */
async function refuseUnsafe(database: Database): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(
      database.db,
    );
    if (rows[0]?.value !== 'on') throw new Error(`${setting} is ${rows[0]?.value}`);
  }
}

function note(each: Race, figures: Record<string, unknown>, ratios: Record<string, number>): void {
  figures[each.name] = { ledger: each.ledger, naive: each.naive };
  ratios[`${each.name}LedgerToNaive`] = each.ratio;
  for (const side of ['ledger', 'naive'] as const) {
    const { perSecond, p50Ms, p99Ms } = each[side];
    say(`${each.name}: ${side} ${perSecond}/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
  }
}

async function killing(kills: number) {
  const program = await buildWorker();
  const dataFolder = join(folder, 'killed');
  mkdirSync(dataFolder);
  const report = await storm({
    startWorker: () => new Worker(program, dataFolder),
    killServer: () => {
      const pid = serverPid(join(dataFolder, 'postgres'));
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    kills,
    callers: 60,
    seed,
    onKill: (kill, what) => say(`kill ${kill} of ${kills}: ${what}`),
  });
  rmSync(program, { force: true });
  await stopped(dataFolder);
  return report;
}

/** PostgreSQL writes into its folder until it has stopped, a while after the last who used it. */
async function stopped(dataFolder: string): Promise<void> {
  while (serverPid(join(dataFolder, 'postgres')) !== undefined)
    await new Promise((done) => setTimeout(done, 20));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
