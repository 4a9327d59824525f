/** `serai backup FILE` and `serai restore FILE` (docs/backup.md). */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { type MigrationFolder, readMigrations } from '../database/migrate.ts';
import { openServer } from '../database/server.ts';
import { Failure } from '../failure.ts';
import type { Manifest } from './file.ts';
import { openBackup } from './read.ts';
import { migrationsOf, restoreBackup } from './restore.ts';
import type { OnProgress } from './session.ts';
import { partialName, writeBackup } from './write.ts';

export function backupCommands(
  program: Command,
  parts: { version: string; migrations(): MigrationFolder[] },
): void {
  program
    .command('backup')
    .description(
      'Write everything the database holds, as it stands at one instant, to one file; the server may run on',
    )
    .argument('<file>', 'the file to write; one that is there already is never written over')
    .option('--json', 'print what was written as JSON to stdout')
    .addHelpText(
      'after',
      '\nThe file holds all there is, also what is personal: keep it as safe as the database.\nMore: docs/backup.md',
    )
    .action(async (file: string, options: { json?: boolean }) => {
      const config = readConfig(process.env);
      if (config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'postgres')))
        throw new Failure(`There is no database in ${config.dataFolder}, so there is nothing to back up.`);
      const path = resolve(file);
      const shown = showProgress('backing up');
      const written = await whileUninterrupted(
        () => rmSync(partialName(path), { force: true }),
        () =>
          withServer(config, (ownerUrl) =>
            writeBackup({ ownerUrl, path, version: parts.version, onProgress: shown.next }),
          ),
      ).finally(shown.end);
      tell(options, { file: path, bytes: written.bytes, ...summary(written) }, 'holds');
    });

  program
    .command('restore')
    .description('Fill an empty database from a file of `serai backup`; all of it or nothing')
    .argument('<file>', 'the file to read; it is checked from end to end before anything is touched')
    .option('--dry-run', 'check the file and stop; needs no database')
    .option('--json', 'print what was restored as JSON to stdout')
    .addHelpText(
      'after',
      '\nA database that holds anything is refused: set SERAI_DATA to a new folder or DATABASE_URL to an empty database.\nMore: docs/backup.md',
    )
    .action(async (file: string, options: { dryRun?: boolean; json?: boolean }) => {
      const config = readConfig(process.env);
      const path = resolve(file);
      const checking = showProgress('checking');
      const backup = await openBackup(path, checking.next).finally(checking.end);
      try {
        const migrations = readMigrations(parts.migrations());
        migrationsOf(backup.manifest, migrations);
        if (!options.dryRun) {
          refuseRunning(config);
          const shown = showProgress('restoring');
          await withServer(config, (ownerUrl) =>
            restoreBackup(backup, { ownerUrl, migrations, onProgress: shown.next }),
          ).finally(shown.end);
        }
        const done = { file: path, restored: !options.dryRun, ...summary(backup.manifest) };
        tell(options, done, options.dryRun ? 'is whole and can be restored: it holds' : 'was restored:');
      } finally {
        await backup.close();
      }
    });
}

async function withServer<Result>(
  config: Config,
  work: (ownerUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = await openServer(config);
  try {
    return await work(server.ownerUrl);
  } finally {
    server.release();
  }
}

/** Our own database may have no connection open at this moment, and still a server that is about to use it. */
function refuseRunning({ databaseUrl, dataFolder }: Config): void {
  if (databaseUrl !== undefined) return;
  let pid: number;
  try {
    pid = Number(JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')).pid);
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's. All else: no notice, or one of a server that is gone.
    if ((error as { code?: string }).code !== 'EPERM') return;
    pid = 0;
  }
  throw new Failure(
    `A Serai server runs in ${dataFolder}${pid > 0 ? ` (process ${pid})` : ''}: stop it, or point SERAI_DATA at a new folder. Nothing was touched.`,
  );
}

function summary({ serai, readAt, tables }: Manifest) {
  return {
    serai,
    readAt,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    tables: tables.map(({ schema, name, rows, sha256 }) => ({ table: `${schema}.${name}`, rows, sha256 })),
  };
}

function tell(
  options: { json?: boolean },
  said: ReturnType<typeof summary> & { file: string; bytes?: number; restored?: boolean },
  verb: string,
): void {
  if (options.json) console.log(JSON.stringify(said));
  else
    console.error(
      `${said.file} ${verb} ${said.rows.toLocaleString('en')} rows in ${said.tables.length} tables, as of ${said.readAt}.`,
    );
}

/** A line on stderr: rewritten in place on a terminal, else a new one every ten seconds. */
function showProgress(what: string): { next: OnProgress; end(): void } {
  const terminal = process.stderr.isTTY === true;
  const everyMs = terminal ? 100 : 10_000;
  let lastMs = performance.now();
  let shown = false;
  return {
    next: ({ table, tableNumber, tables, rows, bytes }) => {
      if (performance.now() - lastMs < everyMs) return;
      lastMs = performance.now();
      const text = `${what} ${table} (${tableNumber} of ${tables}): ${rows.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(1)} MB`;
      process.stderr.write(
        terminal ? `\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}` : `${text}\n`,
      );
      shown = terminal;
    },
    end: () => {
      if (shown) process.stderr.write('\r\x1b[K');
      shown = false;
    },
  };
}

/** Ctrl-C leaves nothing behind. */
async function whileUninterrupted<Result>(tidy: () => void, work: () => Promise<Result>): Promise<Result> {
  const leave = () => {
    tidy();
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, leave);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.removeListener(signal, leave);
  }
}
