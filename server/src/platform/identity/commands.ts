/** `serai operator` and `serai secret renew`: for whoever has the database and no way in (docs/people.md). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { pino } from 'pino';
import { bySerai, recordChange } from '../audit/audit.ts';
import { systemClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { type Database, type MigrationFolder, openDatabase } from '../database/index.ts';
import { replaceFingerprint } from './secret.store.ts';
import { checkSecret, fingerprintOf, readSecret } from './secret.ts';
import { linkHours, makeSetupLink, setupAddress } from './setup.ts';

export function identityCommands(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  program
    .command('operator')
    .description(
      'Print a one-time link by which somebody becomes operator, or an operator who is locked out gets in',
    )
    .option('--json', 'print the link and when it runs out as JSON')
    .addHelpText(
      'after',
      '\nWhoever gives the address of an account that exists sets a new password for it; its second factor and sessions end.\nA link printed before is void. It needs the database: SERAI_DATA or DATABASE_URL as for the server.\nMore: docs/people.md',
    )
    .action((options: { json?: boolean }) =>
      withDatabase(parts.migrations(), async (database, config) => {
        await checkSecret(database.db, readSecret(config));
        const now = systemClock.now();
        const link = setupAddress(addressOf(config), await makeSetupLink(database.db, now, bySerai));
        const expiresAt = new Date(now.getTime() + linkHours * 3_600_000).toISOString();
        console.log(options.json ? JSON.stringify({ link, expiresAt }) : link);
        if (!options.json) console.error(`It can be used once, until ${expiresAt}.`);
      }),
    );

  program
    .command('secret')
    .description('What cookies are signed and second factors encrypted with')
    .command('renew')
    .description('Use the present secret from now on, where the one the database was used with is lost')
    .addHelpText(
      'after',
      '\nEnds all sessions, open links and invitations, and removes every second factor: only the former secret could read them.\nPasswords and tokens stay. Stop the servers first. More: docs/people.md',
    )
    .action(() =>
      withDatabase(parts.migrations(), async (database, config) => {
        const fingerprint = fingerprintOf(readSecret(config));
        await database.asOwner((owner) =>
          owner.transaction().execute(async (trx) => {
            await replaceFingerprint(trx, fingerprint);
            await recordChange(trx, bySerai, { what: 'secret.renewed', subject: 'secret:serai' });
          }),
        );
        console.error('Renewed: everybody signs in again, and sets up their second factor anew.');
      }),
    );
}

async function withDatabase(
  migrations: readonly MigrationFolder[],
  work: (database: Database, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const database = await openDatabase({ ...config, migrations, log, connectionsMax: 2 });
  try {
    await work(database, config);
  } finally {
    await database.close();
  }
}

/** Of the settings, or of the server that runs on this folder, or where one would listen. */
function addressOf({ publicUrl, dataFolder, host, port }: Config): string {
  if (publicUrl !== undefined) return publicUrl;
  try {
    return JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')).address;
  } catch {
    const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `http://${shown}:${port}`;
  }
}
