/** `serai ingest DIR`: the texts of a folder into the observatory, beside a running server or without one. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import { ensureCorridor, packFolder } from '../../../corridor/index.ts';
import { openEvidence, recordPack } from '../../../ledgers/evidence/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { databaseBus } from '../../../platform/bus.ts';
import { systemClock } from '../../../platform/clock.ts';
import { readConfig } from '../../../platform/config.ts';
import { type MigrationFolder, openDatabase } from '../../../platform/database/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { JobQueue } from '../../../platform/jobs/queue.ts';
import { root } from '../../../platform/root.ts';
import { Comparison } from './comparing.ts';
import { type FolderFile, filesIn } from './folder.ts';
import { takeIn } from './intake.ts';
import { type ArticlesParts, articlesParts } from './open.ts';
import { showProgress } from './progress.ts';

interface IngestOptions {
  json?: boolean;
}
interface Told {
  name: string;
  article: string | null;
  isNew: boolean;
  figures: number;
  problem: string | null;
}

export function ingestCommand(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  program
    .command('ingest')
    .description('Take the texts of a folder (text, HTML, PDF, DOCX) into the observatory and compare them')
    .argument(
      '<dir>',
      'the folder; an index.csv in it may give file, publisher, date, address, title, language',
    )
    .option('--json', 'print one JSON object a file: {"name","article","isNew","figures","problem"}')
    .addHelpText(
      'after',
      '\nA file that is known already is not read again, so it can be broken off and run again.\nEnds with 0 when all are taken in, with 1 when a file was refused. The server may run on.\nMore: server/src/modules/observatory/articles/README.md',
    )
    .action((dir: string, options: IngestOptions) => ingest(resolve(dir), options, parts.migrations()));
}

async function ingest(
  folder: string,
  { json }: IngestOptions,
  migrations: readonly MigrationFolder[],
): Promise<void> {
  const files = filesIn(folder, systemClock.now());
  const counts = { added: 0, known: 0, refused: 0, figures: 0 };
  await withParts(migrations, async (parts) => {
    const progress = showProgress();
    try {
      for (const [at, file] of files.entries()) {
        const told = await taken(parts, file);
        tell(told, json === true, progress.pause);
        if (told.problem !== null) counts.refused++;
        else if (told.isNew) counts.added++;
        else counts.known++;
        counts.figures += told.isNew ? told.figures : 0;
        progress.next(`read ${at + 1} of ${files.length}`);
      }
      await new Comparison(parts).compareWaiting((compared) => progress.next(`compared ${compared}`));
    } finally {
      progress.end();
    }
  });
  console.error(
    `${counts.added} taken in with ${counts.figures.toLocaleString('en')} figures, ${counts.known} known already, ${counts.refused} refused.`,
  );
  if (counts.refused > 0) process.exitCode = 1;
}

async function taken(parts: ArticlesParts, { name, said, bytes }: FolderFile): Promise<Told> {
  const outcome = await takeIn(parts, { name, bytes: bytes(), hint: { name }, said }, bySerai);
  return isRefusal(outcome)
    ? { name, article: null, isNew: false, figures: 0, problem: outcome.detail }
    : { name, ...outcome, problem: null };
}

function tell(told: Told, json: boolean, pause: () => void): void {
  pause();
  const { name, isNew, figures, problem } = told;
  if (json) console.log(JSON.stringify(told));
  else if (problem !== null) console.log(`${name}: refused. ${problem}`);
  else console.log(`${name}: ${figures} figure${figures === 1 ? '' : 's'}${isNew ? '' : ', known already'}`);
}

/** What a server opens as well, the pack too: loaded the first time and when its files changed. */
async function withParts(
  migrations: readonly MigrationFolder[],
  work: (parts: ArticlesParts) => Promise<void>,
): Promise<void> {
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
      const jobs = new JobQueue({ db: database.db, bus, log, kinds: [] });
      const parts = articlesParts(
        {
          corridor: () => corridor,
          database: () => database,
          evidence: () => evidence,
          bus: () => bus,
          jobs: () => jobs,
        },
        () => systemClock.now(),
      );
      await work(parts).finally(() => parts.desk().close());
    } finally {
      await bus.close();
    }
  } finally {
    await database.close();
  }
}
