/** `serai import FILE`: official series into the evidence ledger, beside a running server or without one. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { pino } from 'pino';
import { ensureCorridor, packFolder } from '../../../../corridor/index.ts';
import { openEvidence, recordPack } from '../../../../ledgers/evidence/index.ts';
import { bySerai } from '../../../../platform/audit/audit.ts';
import { databaseBus } from '../../../../platform/bus.ts';
import { systemClock } from '../../../../platform/clock.ts';
import { readConfig } from '../../../../platform/config.ts';
import { type MigrationFolder, openDatabase } from '../../../../platform/database/index.ts';
import { type Fault, isRefusal } from '../../../../platform/errors.ts';
import { Failure } from '../../../../platform/failure.ts';
import { root } from '../../../../platform/root.ts';
import { showProgress } from '../../articles/progress.ts';
import type { ObservatoryParts } from '../../parts.ts';
import { importFormats } from '../api.ts';
import { recordIndicators } from '../read.ts';
import {
  type DescribedImport,
  describedImport,
  type ImportedSeries,
  type Mapping,
  savedMapping,
} from './api.ts';
import { fileBytesMax, fileOf } from './form.ts';
import { importSeries, type SeriesFile } from './import.ts';

interface ImportOptions {
  format: DescribedImport['format'];
  indicator?: string;
  mapping?: string;
  publisher: string;
  title: string;
  source?: string;
  date?: string;
  address?: string;
  licence?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function importCommand(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  program
    .command('import')
    .description('Import a file of official series: SDMX, China customs tables, UN Comtrade, plain CSV')
    .argument('<file>', 'the file as its office publishes it')
    .addOption(
      new Option('--format <format>', 'what it is').choices([...importFormats]).makeOptionMandatory(),
    )
    .option('--indicator <id>', 'which indicator it is of, where neither the file nor the mapping says it')
    .option('--mapping <name>', 'a saved mapping, or a file of one (.json)')
    .requiredOption('--publisher <name>', 'who publishes it')
    .requiredOption(
      '--title <title>',
      'of the dataset, not of one release: releases of one title supersede one another',
    )
    .option(
      '--source <name>',
      'a short name of the source in place of publisher and title, such as customs-cn',
    )
    .option('--date <date>', 'when this release was published', dateOf)
    .option('--address <url>', 'where it can be had')
    .option('--licence <licence>', 'under which it may be used')
    .option('--dry-run', 'say what would be added, and add nothing')
    .option(
      '--json',
      'print {"source","isNew","observations","superseded","unchanged","older","leftOut","dryRun"}',
    )
    .addHelpText(
      'after',
      '\nA file goes in whole or not at all; the same file twice adds nothing. The server may run on.\nEnds with 0 when done, 1 when the file was refused (every fault with its place), 2 when it was not understood.\nFormats: server/src/modules/observatory/series/import/README.md',
    )
    .action((file: string, options: ImportOptions) => run(resolve(file), options, parts.migrations()));
}

async function run(
  path: string,
  options: ImportOptions,
  migrations: readonly MigrationFolder[],
): Promise<void> {
  const { json, mapping: named, ...rest } = options;
  const own = named?.endsWith('.json') ? mappingIn(resolve(named)) : undefined;
  const described = describedImport.safeParse({
    ...rest,
    ...(named !== undefined && own === undefined ? { mapping: named } : {}),
  });
  if (!described.success)
    throw new Failure(
      described.error.issues.map(({ path: at, message }) => `--${at.join('.')}: ${message}`).join('; '),
    );
  const file = fileAt(path, options.format);
  const outcome = await withParts(migrations, async (parts) => {
    const progress = showProgress();
    const onProgress = (done: number, of: number) =>
      progress.next(`${done.toLocaleString('en')} of ${of.toLocaleString('en')} added`);
    return importSeries(parts, file, described.data, {
      by: bySerai,
      now: systemClock.now(),
      mapping: own,
      onProgress,
    }).finally(progress.end);
  });
  if (isRefusal(outcome)) throw refused(basename(path), outcome.detail, outcome.faults ?? []);
  tell(outcome, json === true);
}

/** Every fault on a line of its own, as compilers write them. */
function refused(name: string, detail: string, faults: readonly Fault[]): Failure {
  for (const { at, problem, suggestions } of faults)
    console.error(
      `${name}: ${at}: ${problem}${suggestions?.length ? ` (there are ${suggestions.slice(0, 10).join(', ')})` : ''}`,
    );
  return new Failure(
    faults.length === 0
      ? detail
      : `${faults.length === 1 ? 'one fault' : `${faults.length} faults`}. Nothing was imported.`,
  );
}

function tell(answer: ImportedSeries, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(answer));
    return;
  }
  const { source, isNew, dryRun, leftOut } = answer;
  const [added, superseded, unchanged, older] = [
    answer.observations,
    answer.superseded,
    answer.unchanged,
    answer.older,
  ].map((count) => count.toLocaleString('en'));
  console.log(
    isNew
      ? `${source}: ${added} ${dryRun ? 'would be added' : 'added'}, ${superseded} of them in place of older values; ${unchanged} known already; ${older} older than what is known.`
      : `${source}: this file was imported before. Nothing was added.`,
  );
  for (const { why, rows } of leftOut) console.log(`  left out: ${rows.toLocaleString('en')} (${why})`);
}

function fileAt(path: string, format: DescribedImport['format']): SeriesFile {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new Failure(`${path} is not there, or is no file.`);
  if (statSync(path).size > fileBytesMax)
    throw new Failure(
      `${path} has more than ${fileBytesMax.toLocaleString('en')} bytes: import it in parts of the same source.`,
    );
  const file = fileOf(readFileSync(path), format);
  if (isRefusal(file)) throw new Failure(`${basename(path)}: ${file.detail}`);
  return file;
}

function mappingIn(path: string): Mapping {
  if (!existsSync(path)) throw new Failure(`${path} is not there.`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Failure(`${path} is not JSON.`);
  }
  const parsed = savedMapping.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Failure(
    `${path} is no mapping: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
  );
}

function dateOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('A date is written 2026-12-01.');
  return text;
}

/** The database, the corridor as the ledger has it, and its indicators: what a server that has never run has not recorded yet. */
async function withParts<Result>(
  migrations: readonly MigrationFolder[],
  work: (parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const database = await openDatabase({ ...config, migrations, log });
  try {
    const bus = await databaseBus(database, log);
    try {
      const { corridor } = await database.asOwner((owner) =>
        ensureCorridor(owner, packFolder(root, config.corridor), systemClock.now(), bus, recordPack),
      );
      const evidence = openEvidence({ database: () => database });
      const parts = { corridor: () => corridor, database: () => database, evidence: () => evidence };
      await recordIndicators(parts);
      return await work(parts);
    } finally {
      await bus.close();
    }
  } finally {
    await database.close();
  }
}
