/** Comparing articles as they come, on a PostgreSQL of its own with fsync on: what one more costs among many, and whether all at once says the same. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { compare } from '../../server/src/modules/observatory/compare/audit.ts';
import { compareArticles, knowledgeFor } from '../../server/src/modules/observatory/comparison/index.ts';
import { readingsOf } from '../../server/src/modules/observatory/comparison/library.ts';
import {
  comparisonMigrations,
  storeArticle,
  testParts,
} from '../../server/src/modules/observatory/comparison/testing.ts';
import { corpus, drawing } from '../../server/src/modules/observatory/comparison/testing-corpus.ts';
import type { ObservatoryParts } from '../../server/src/modules/observatory/parts.ts';
import { type Database, openDatabase } from '../../server/src/platform/database/index.ts';
import { root } from '../../server/src/platform/root.ts';

/** A figure in forty is wrong, a text in five is made from another. */
const kind = { variety: 400, wrongOneIn: 40, sentences: 16 };
const quick = process.argv.includes('--quick');
const folder = join(root, 'bench/.cache/compare-data');
const log = pino({ level: 'warn' }, pino.destination(2));
const textsBefore = quick ? 200 : 1_000;
const added = quick ? 30 : 100;
/** One article among 1,000: half a second is not noticed, a second is the promise. */
const addedMsMax = 1_000;

const figures: Record<string, number> = {};
let pass = true;

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = await openDatabase({ dataFolder: folder, migrations: comparisonMigrations, log });
  try {
    const parts = testParts(database);
    await add(database, parts);
    await atOnce(database, parts);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify({ bench: 'compare', figures, ratios: {}, pass })}\n`);
  if (!pass) process.exitCode = 1;
}

async function add(database: Database, parts: ObservatoryParts): Promise<void> {
  const texts = corpus(drawing(2026), textsBefore + added, kind);
  const times: number[] = [];
  const own: number[] = [];
  let reading = 0;
  for (const [at, text] of texts.entries()) {
    const stored = performance.now();
    const id = await storeArticle(parts, text);
    reading += performance.now() - stored;
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    await compareArticles(parts, [id]);
    times.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpu);
    own.push((user + system) / 1_000);
    if (at % 100 === 99) say(`${at + 1} texts; the last took ${rounded(times.at(-1) ?? 0)} ms`);
    // As a database does by itself some time later.
    if (at === textsBefore - 1) await sql`analyze`.execute(database.db).catch(() => {});
  }
  const last = times.slice(textsBefore).toSorted((a, b) => a - b);
  figures.texts = texts.length;
  figures.storedMsMean = rounded(reading / texts.length);
  figures.comparedMsMean = rounded(times.reduce((all, each) => all + each, 0) / times.length);
  figures.addedP50Ms = rounded(last[Math.floor(added / 2)] ?? 0);
  figures.addedP95Ms = rounded(last[Math.floor(added * 0.95)] ?? 0);
  figures.addedMaxMs = rounded(last.at(-1) ?? 0);
  figures.addedOwnCpuMsMean = rounded(own.slice(textsBefore).reduce((all, each) => all + each, 0) / added);
  // Where the number of texts takes a step in rarity, all pairs are judged anew.
  figures.anyMaxMs = rounded(Math.max(...times));
  say(
    `one added to ${textsBefore}: p50 ${figures.addedP50Ms} ms, p95 ${figures.addedP95Ms} ms, at most ${figures.addedMaxMs} ms; of all ${figures.anyMaxMs} ms`,
  );
  judge(`one article added takes less than ${addedMsMax} ms`, (last.at(-1) ?? 0) < addedMsMax);
}

/** The same articles compared in memory, all at once. */
async function atOnce({ db }: Database, parts: ObservatoryParts): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from observatory.article`.execute(db);
  const knowledge = knowledgeFor(parts.corridor());
  const ids = rows.map(({ id }) => id);
  const readings = [...(await readingsOf(db, ids, { evidence: parts.evidence(), knowledge })).values()];
  const started = performance.now();
  const { copies, findings } = compare(readings, knowledge);
  figures.atOnceMs = Math.round(performance.now() - started);
  const told = await sql<{ pairs: number; alike: number; findings: number }>`
    select (select count(*)::integer from observatory.likeness where how is not null) as pairs,
           (select count(*)::integer from observatory.likeness) as alike,
           (select count(*)::integer from observatory.suspicion where stands) as findings`.execute(db);
  const stored = told.rows[0]!;
  figures.pairs = stored.pairs;
  figures.alike = stored.alike;
  figures.findings = stored.findings;
  say(
    `${stored.pairs} pairs of ${stored.alike} that are alike, ${stored.findings} findings; all at once ${figures.atOnceMs} ms`,
  );
  judge(`as many pairs as all at once, ${copies.length}`, copies.length === stored.pairs);
  judge(`as many findings as all at once, ${findings.length}`, findings.length === stored.findings);
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
