/** The observatory on the command line; each part adds its own. */
import type { Command } from 'commander';
import type { Corridor } from '../../corridor/index.ts';
import { openEvidence } from '../../ledgers/evidence/index.ts';
import type { Database, MigrationFolder } from '../../platform/database/index.ts';
import { ingestCommand } from './articles/ingest-command.ts';
import { auditCommand } from './compare/command.ts';
import { extractCommand } from './extract-command.ts';
import { importCommand } from './series/import/command.ts';
import { beginSeries } from './series/read.ts';

export function observatoryCommands(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  extractCommand(program);
  auditCommand(program);
  ingestCommand(program, parts);
  importCommand(program, parts);
}

/** The indicators and figures of a pack that was loaded while servers run. */
export async function recordSeries(corridor: Corridor, database: Database, now: Date): Promise<void> {
  const evidence = openEvidence({ database: () => database });
  await beginSeries({ corridor: () => corridor, database: () => database, evidence: () => evidence }, now);
}
