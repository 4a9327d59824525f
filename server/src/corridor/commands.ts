/**
 * `serai corridor check DIR`: names file, row, column and the mend for every fault; needs no database. `serai corridor reload`: a
 * changed pack into the database, from where running servers take it over.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { databaseBus } from '../platform/bus.ts';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { type Database, type MigrationFolder, openDatabase } from '../platform/database/index.ts';
import { root } from '../platform/root.ts';
import { checkPack } from './check.ts';
import type { Corridor } from './corridor.ts';
import { ensureCorridor, faultLine, packFolder } from './load.ts';
import { readPack } from './read.ts';

/** Faults printed to a person; all of them are in `--json`. */
const faultsShownMax = 200;

export function corridorCommands(
  program: Command,
  parts: {
    migrations(): MigrationFolder[];
    /** What is recorded of a pack with its load. */
    record(within: Kysely<unknown>, corridor: Corridor, now: Date): Promise<unknown>;
    /** What else a server makes of a pack as it starts; done again where it was done. */
    takeOver(corridor: Corridor, database: Database, now: Date): Promise<unknown>;
  },
) {
  const corridor = program.command('corridor').description('Work on corridor packs (docs/corridor-packs.md)');
  corridor
    .command('check')
    .description(
      'Check a pack and the packs it builds on; prints every fault with file, row, column and the mend',
    )
    .argument('<dir>', 'the pack’s folder, for instance corridors/central-asia')
    .option('--json', 'print {"pack","version","counts","faults"} to stdout')
    .action((dir: string, options: { json?: boolean }) => {
      const pack = readPack(resolve(dir));
      const faults = checkPack(pack);
      const counts = Object.fromEntries(
        Object.entries(pack.rows).map(([table, rows]) => [table, rows.length]),
      );
      if (options.json)
        console.log(JSON.stringify({ pack: pack.meta.id, version: pack.meta.version, counts, faults }));
      else {
        for (const fault of faults.slice(0, faultsShownMax)) console.log(faultLine(fault));
        if (faults.length > faultsShownMax)
          console.log(`… and ${faults.length - faultsShownMax} more (--json prints all).`);
        const held = Object.entries(counts)
          .map(([table, count]) => `${count} ${table}`)
          .join(', ');
        console.error(
          faults.length === 0
            ? `${pack.meta.id} ${pack.meta.version} is well: ${held}.`
            : `${pack.meta.id}: ${faults.length} fault${faults.length === 1 ? '' : 's'}; a server would load nothing of it.`,
        );
      }
      if (faults.length > 0) process.exitCode = 1;
    });
  corridor
    .command('reload')
    .description(
      'Load the changed pack of this checkout while servers run: all on the database take it over within a second',
    )
    .addHelpText(
      'after',
      '\nA pack with faults is refused, and the one that is loaded stays.\nMore: docs/corridor-packs.md',
    )
    .action(reload);

  async function reload(): Promise<void> {
    const config = readConfig(process.env);
    const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
    const folder = packFolder(root, config.corridor);
    const database = await openDatabase({ ...config, migrations: parts.migrations(), log });
    try {
      const bus = await databaseBus(database, log);
      const now = systemClock.now();
      const {
        corridor: loaded,
        outcome,
        faults,
      } = await database
        .asOwner((owner) => ensureCorridor(owner, folder, now, bus, parts.record))
        .finally(() => bus.close());
      await parts.takeOver(loaded, database, now);
      for (const fault of faults.slice(0, faultsShownMax)) console.error(faultLine(fault));
      const { id, version } = loaded.meta;
      const sentences = {
        loaded: `${id} ${version} is loaded.`,
        unchanged: `${id} ${version} is what is loaded already.`,
        kept: `The files have ${faults.length} fault${faults.length === 1 ? '' : 's'}; ${id} ${version} stays.`,
      };
      console.log(sentences[outcome]);
      if (outcome === 'kept') process.exitCode = 1;
    } finally {
      await database.close();
    }
  }
}
