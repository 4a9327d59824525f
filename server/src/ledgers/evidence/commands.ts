/** `serai evidence verify` (docs/evidence.md). */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../../platform/config.ts';
import { type Database, type MigrationFolder, openDatabase } from '../../platform/database/index.ts';
import { Failure } from '../../platform/failure.ts';
import { readHeads, refuseWrittenOver, writeHeads } from './heads.ts';
import { type Problem, type Verified, verifyEvidence } from './verify.ts';

interface VerifyOptions {
  json?: boolean;
  source?: string;
  heads?: string;
  writeHeads?: string;
}

/** Problems that are printed; all are counted. */
const shownMax = 1_000;

export function evidenceCommands(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  program
    .command('evidence')
    .description('Where figures come from, and whether it is still what was recorded (docs/evidence.md)')
    .command('verify')
    .description(
      'Recompute the chain of every source and name each row that was changed, removed, added or moved',
    )
    .option('--source <id>', 'only this source')
    .option('--heads <file>', 'compare with heads kept elsewhere: finds chains that were cut or written anew')
    .option('--write-heads <file>', 'when all is well, write the heads to this file, to be kept elsewhere')
    .option('--json', 'print {"sources","rows","problems","shown":[…]} to stdout')
    .addHelpText(
      'after',
      '\nEnds with 0 when all is as it was recorded, with 1 when it is not. The server may run on.\nMore: docs/evidence.md',
    )
    .action((options: VerifyOptions) => verify(options, parts.migrations()));
}

async function verify(options: VerifyOptions, migrations: readonly MigrationFolder[]): Promise<void> {
  const kept = options.heads === undefined ? undefined : readHeads(resolve(options.heads));
  if (options.writeHeads !== undefined) refuseWrittenOver(resolve(options.writeHeads));
  const shown: Problem[] = [];
  const verified = await withDatabase(migrations, async (database) => {
    const progress = showProgress();
    return verifyEvidence(database.db, {
      source: options.source,
      kept,
      onProblem: (problem) => {
        if (shown.length < shownMax) shown.push(problem);
      },
      onProgress: progress.next,
    }).finally(progress.end);
  });
  if (options.source !== undefined && !verified.heads.has(options.source) && verified.problems === 0)
    throw new Failure(`There is no source ${options.source}.`);
  tell(options, verified, shown);
  if (verified.problems > 0) process.exitCode = 1;
  else if (options.writeHeads !== undefined) writeHeads(resolve(options.writeHeads), verified.heads);
}

async function withDatabase<Result>(
  migrations: readonly MigrationFolder[],
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(process.env);
  if (config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'postgres')))
    throw new Failure(`There is no database in ${config.dataFolder}, so there is nothing to verify.`);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const database = await openDatabase({ ...config, migrations, log });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function tell(
  options: VerifyOptions,
  { sources, rows, problems }: Verified,
  shown: readonly Problem[],
): void {
  if (options.json) {
    console.log(JSON.stringify({ sources, rows, problems, shown }));
    return;
  }
  for (const { source, row, table, id, problem, detail } of shown)
    console.log(
      `${source} row ${row}${table === null ? '' : ` (${table}${id === null ? '' : ` ${id}`})`}: ${problem}, ${detail}`,
    );
  if (problems > shown.length) console.log(`… and ${problems - shown.length} more.`);
  const all = `${rows.toLocaleString('en')} rows of ${sources.toLocaleString('en')} sources`;
  console.error(
    problems === 0
      ? `${all} are as they were recorded.`
      : `Of ${all}: ${problems.toLocaleString('en')} problem${problems === 1 ? '' : 's'}.`,
  );
}

/** A line on stderr: rewritten in place on a terminal, else a new one every ten seconds. */
function showProgress(): { next(rows: number): void; end(): void } {
  const terminal = process.stderr.isTTY === true;
  const everyMs = terminal ? 200 : 10_000;
  let lastMs = performance.now();
  let shown = false;
  return {
    next: (rows) => {
      if (performance.now() - lastMs < everyMs) return;
      lastMs = performance.now();
      const text = `verified ${rows.toLocaleString('en')} rows`;
      process.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
      shown = terminal;
    },
    end: () => {
      if (shown) process.stderr.write('\r\x1b[K');
    },
  };
}
