/** What a constraint is: something one text violates by itself, or figures that belong together, of one text or several. */
import type { Found } from '../finding.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Reading } from '../reading.ts';
import type { Level } from './level.ts';

export interface Rule {
  name: string;
  inText?(reading: Reading, knowledge: Knowledge): Found[];
  among?: {
    grouping: Grouping;
    /** Levels of one key, each value once, the earliest text first. What is found follows from these alone. */
    find(levels: readonly Level[], knowledge: Knowledge): Found[];
  };
}

/** Which figures a rule holds to one another: those of one key, wherever they stand. */
export interface Grouping {
  name: string;
  keyOf(level: Level): string | null;
  /** Of one key and one value the first stands for all. */
  valueOf(level: Level): string;
  /** Whether these values can violate anything together; where that can be told, texts need not be read. */
  mayViolate?(values: readonly string[]): boolean;
}
