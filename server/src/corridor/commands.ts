/** `serai corridor check DIR`: names file, row, column and the mend for every fault. Needs no database. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkPack } from './check.ts';
import { faultLine } from './load.ts';
import { readPack } from './read.ts';

/** Faults printed to a person; all of them are in `--json`. */
const faultsShownMax = 200;

export function corridorCommands(program: Command) {
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
}
