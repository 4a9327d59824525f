/** Hours a terminal needs between two trains, or before the first: a figure of the pack, not an estimate of ours. */
import type { Corridor, Terminal } from '../../../corridor/index.ts';
import { factQuantity, type Quantity } from '../quantity.ts';
import { terminalSubjects } from './subjects.ts';

export const terminalTime = (corridor: Corridor, terminal: Terminal): Quantity =>
  factQuantity(corridor, 'terminal-time', terminalSubjects(terminal));
