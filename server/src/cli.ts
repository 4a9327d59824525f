import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { everyMigration, version } from './app.ts';
import { corridorCommands } from './corridor/commands.ts';
import { faultLine, PackRefused } from './corridor/index.ts';
import { evidenceCommands } from './ledgers/evidence/commands.ts';
import { recordPack } from './ledgers/evidence/index.ts';
import { freightCommands } from './modules/freight/index.ts';
import { observatoryCommands, recordSeries } from './modules/observatory/commands.ts';
import { backupCommands } from './platform/backup/commands.ts';
import { readConfig } from './platform/config.ts';
import { Failure } from './platform/failure.ts';
import { identityCommands } from './platform/identity/commands.ts';
import { root } from './platform/root.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * `serai`: data on stdout, messages on stderr. Ends with 0 when done, 1 when refused (and says why), 2 when it was not
 * understood.
 */
const program = new Command('serai')
  .description('An open platform for a cross-border economic corridor')
  .version(version)
  .showHelpAfterError('(serai --help lists what there is)')
  .exitOverride();

program
  .command('start')
  .description('Start the server: pages, API and, unless DATABASE_URL is set, its own PostgreSQL')
  .option('--port <number>', 'the port to listen on (PORT, else 4870)')
  .option('--host <address>', 'the address to listen on (HOST, else 127.0.0.1)')
  .addHelpText('after', '\nAll settings: docs/configuration.md')
  .action(start);
corridorCommands(program, { migrations: everyMigration, record: recordPack, takeOver: recordSeries });
freightCommands(program);
observatoryCommands(program, { migrations: everyMigration });
backupCommands(program, { version, migrations: everyMigration });
identityCommands(program, { migrations: everyMigration });
evidenceCommands(program, { migrations: everyMigration });

// `serai … | head`: who reads has had enough, and that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = codeOf(error);
}

async function start(options: { port?: string; host?: string }): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(options.port ? { PORT: options.port } : {}),
    ...(options.host ? { HOST: options.host } : {}),
  });
  const { startServer } = await import('./main.ts');
  // Asked to stop before it has begun: there is nothing to finish, and the keeper sees to the database.
  let leave = (): void => process.exit(1);
  // One listener from here to the end: a signal that comes while listeners are exchanged is lost.
  for (const signal of signals) process.on(signal, () => leave());
  const server = await startServer(config);
  let asked = false;
  leave = () => {
    // The second Ctrl-C means it.
    if (asked) process.exit(1);
    asked = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  if (!existsSync(join(root, 'web/dist/index.html')))
    console.error('The web pages are not built, so only the API is served: npm run build makes them.');
  const invitation =
    server.setupLink === undefined
      ? ''
      : `\nNobody runs it yet. Become its operator at ${server.setupLink} (once, within 24 hours)`;
  // In one piece: whoever waits for the address has the link as well.
  console.log(`Serai is at ${server.address}${invitation}`);
}

function codeOf(error: unknown): number {
  // Commander has said already what it did not understand; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof PackRefused) {
    for (const fault of error.faults.slice(0, 20)) console.error(faultLine(fault));
    console.error(`serai: ${error.message}`);
    return 1;
  }
  if (error instanceof Failure) console.error(`serai: ${error.message}`);
  else console.error(error);
  return 1;
}
