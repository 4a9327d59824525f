/** The observatory on the command line; each part adds its own. */
import type { Command } from 'commander';
import { auditCommand } from './compare/command.ts';
import { extractCommand } from './extract-command.ts';

export function observatoryCommands(program: Command): void {
  extractCommand(program);
  auditCommand(program);
}
