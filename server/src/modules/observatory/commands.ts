/** The observatory on the command line; each part adds its own. */
import type { Command } from 'commander';
import type { MigrationFolder } from '../../platform/database/index.ts';
import { ingestCommand } from './articles/ingest-command.ts';
import { auditCommand } from './compare/command.ts';
import { extractCommand } from './extract-command.ts';
import { importCommand } from './series/import/command.ts';

export function observatoryCommands(program: Command, parts: { migrations(): MigrationFolder[] }): void {
  extractCommand(program);
  auditCommand(program);
  ingestCommand(program, parts);
  importCommand(program, parts);
}
