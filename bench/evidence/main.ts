import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openEvidence } from '../../server/src/ledgers/evidence/index.ts';
import {
  evidenceMigrations,
  testClaim,
  testObservation,
  testSource,
  testVersion,
} from '../../server/src/ledgers/evidence/testing.ts';
import { verifyEvidence } from '../../server/src/ledgers/evidence/verify.ts';
import { type Database, openDatabase } from '../../server/src/platform/database/index.ts';
import { transaction } from '../../server/src/platform/database/transaction.ts';
import { root } from '../../server/src/platform/root.ts';

/** The evidence ledger: what adding, verifying and asking "as of" cost, on a PostgreSQL of its own with fsync on. */
const quick = process.argv.includes('--quick');
const folder = join(root, 'bench/.cache/evidence-data');
const log = pino({ level: 'warn' }, pino.destination(2));
const claimsWanted = quick ? 20_000 : 100_000;
const series = quick ? 1_000 : 10_000;
const months = 100;

const figures: Record<string, number> = {};
let pass = true;

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = await openDatabase({ dataFolder: folder, migrations: [evidenceMigrations], log });
  try {
    await addClaims(database);
    const middle = await addObservations(database);
    await sql`analyze`.execute(database.db).catch(() => {});
    await ask(database, middle);
    await verify(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify({ bench: 'evidence', figures, ratios: {}, pass })}\n`);
  if (!pass) process.exitCode = 1;
}

/** Articles of 100 claims, four at a time, each in the transaction that adds it. */
async function addClaims(database: Database): Promise<void> {
  const ledger = openEvidence({ database: () => database });
  const text = 'Trade reached $94.8 billion in 2024, the customs office said. '.repeat(40);
  const claims = Array.from({ length: 100 }, (_, index) => ({
    ...testClaim(text, '$94.8 billion', { kind: 'money', lo: '94800000000', hi: '94800000000', unit: 'USD' }),
    ...{ measure: 'trade', subject: `country:${index % 7}`, speaker: 'the customs office' },
    period: { start: '2024-01-01', end: '2024-12-31', label: 'in 2024' },
  }));
  const articles = claimsWanted / claims.length;
  let next = 0;
  await timed('claims', claimsWanted, () =>
    Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let index = next++; index < articles; index = next++) {
          const id = `article:${index}`;
          await transaction(database.db, async (tx) => {
            const { version } = await ledger.addVersion(tx, testSource(id), testVersion(`${text}${index}`));
            await ledger.addClaims(tx, id, version, claims, 'bench 1');
          });
        }
      }),
    ),
  );
}

/** One import a tenth of the series; in every tenth month a second vintage follows. Answers a moment between the two. */
async function addObservations(database: Database): Promise<Date> {
  const ledger = openEvidence({ database: () => database });
  const source = 'series';
  const { version } = await transaction(database.db, (tx) =>
    ledger.addVersion(tx, testSource(source), testVersion('a table')),
  );
  const of = (index: number, month: number, value: string) => {
    const year = 2015 + Math.floor(month / 12);
    const at = `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
    return testObservation({
      ...{ source, version, value, indicator: `indicator-${index % 100}` },
      dimensions: { reporter: `R${Math.floor(index / 100) % 10}`, partner: `P${Math.floor(index / 1000)}` },
      ...{ periodStart: `${at}-01`, periodEnd: `${at}-28` },
    });
  };
  const add = async (every: number, value: string) => {
    for (let from = 0; from < series; from += 50) {
      const batch = Array.from({ length: 50 * (months / every) }, (_, each) =>
        of(from + (each % 50), Math.floor(each / 50) * every, value),
      );
      await transaction(database.db, (tx) => ledger.addObservations(tx, batch));
      if (from % 1_000 === 0) say(`observations of ${from} series`);
    }
  };
  await timed('observations', series * months, () => add(1, '100.5'));
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.db);
  await timed('vintages', (series * months) / 10, () => add(10, '101.5'));
  return rows[0]!.now;
}

async function ask(database: Database, middle: Date): Promise<void> {
  const { read } = openEvidence({ database: () => database });
  const dimensions = { reporter: 'R3', partner: 'P0' };
  const repeated = async (what: string, work: () => Promise<unknown[]>, rows: number) => {
    const times: number[] = [];
    for (let index = 0; index < 40; index++) {
      const started = performance.now();
      const found = await work();
      times.push(performance.now() - started);
      judge(`${what} answers ${rows} rows, not ${found.length}`, found.length === rows);
    }
    times.sort((a, b) => a - b);
    figures[`${what}P50Ms`] = rounded(times[20]!);
    figures[`${what}P95Ms`] = rounded(times[37]!);
    say(`${what}: p50 ${rounded(times[20]!)} ms, p95 ${rounded(times[37]!)} ms for ${rows} rows`);
  };
  const indicator = 'indicator-7';
  await repeated('asOfSeries', () => read.observations({ indicator, dimensions, asOf: middle }), months);
  await repeated('latestSeries', () => read.observations({ indicator, dimensions }), months);
  const ownSeries = series / 100;
  await repeated('asOfIndicator', () => read.observations({ indicator, asOf: middle }), ownSeries * months);
  await repeated(
    'claimsPage',
    async () => (await read.claims({ subject: 'country:3', measure: 'trade', limit: 100 })).items,
    100,
  );
}

async function verify(database: Database): Promise<void> {
  const rows = claimsWanted + Math.round(series * months * 1.1);
  let lastMs = performance.now();
  const verified = await timed('verify', rows, () =>
    verifyEvidence(database.db, {
      onProblem: ({ source, row, problem }) => judge(`${source} ${row} ${problem}`, false),
      onProgress: (count) => {
        if (performance.now() - lastMs < 10_000) return;
        lastMs = performance.now();
        say(`verified ${count}`);
      },
    }),
  );
  judge('every row is verified', verified.rows >= rows);
  figures.residentMb = Math.round(process.memoryUsage().rss / 1e6);
}

async function timed<Result>(what: string, count: number, work: () => Promise<Result>): Promise<Result> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  figures[`${what}PerSecond`] = Math.round(count / seconds);
  figures[`${what}OwnCpuUs`] = rounded((user + system) / count);
  say(
    `${what}: ${count} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)}/s; ${rounded((user + system) / count)} µs of our own CPU each`,
  );
  return result;
}

const rounded = (value: number) => Math.round(value * 10) / 10;
function judge(what: string, good: boolean): void {
  if (!good) say(`MISSED: ${what}`);
  pass &&= good;
}
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
