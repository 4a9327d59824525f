/** What a file states, between the reader of its format and the ledger. */
import type { Indicator } from '../../../../ledgers/evidence/index.ts';
import type { Fault } from '../../../../platform/errors.ts';
import type { Period } from '../period.ts';
import type { Mapping } from './api.ts';
import type { Parties } from './parties.ts';

/** One value as a file gives it, before its words are understood. */
export interface Raw {
  /** For people: `line 12`, `data.dataSets[0].series["0:1"].observations["3"]`. */
  at: string;
  /** Of the row in the text. */
  start: number;
  end: number;
  /** The indicator the file names, where it is one of ours. */
  indicator: string | null;
  /** By our names, in the file's words. */
  dimensions: Readonly<Record<string, string>>;
  period: string | Period;
  /** Null where the row is there and says that there is no value. */
  value: string | null;
  /** Of the value: the unit the file names, and how many noughts are left out. */
  unit: string | null;
  places: number;
  /** SDMX's OBS_STATUS. */
  status: string | null;
}

/** A value as it goes to the ledger. */
export interface Stated extends Period {
  at: string;
  start: number;
  end: number;
  indicator: string;
  dimensions: Readonly<Record<string, string>>;
  value: string | null;
  kind: 'official' | 'model';
  isEstimate: boolean;
}

/** All that is wrong with a file; the first twenty are told. */
export class Faults {
  count = 0;
  readonly list: Fault[] = [];
  add(at: string, problem: string, suggestions?: readonly string[]): void {
    this.count += 1;
    if (this.list.length < faultsMax)
      this.list.push(suggestions?.length ? { at, problem, suggestions } : { at, problem });
  }
  /** What is wrong with every row is told of the first. */
  addOnce(at: string, problem: string, suggestions?: readonly string[]): void {
    if (this.#told.has(problem)) this.count += 1;
    else this.add(at, problem, suggestions);
    if (this.#told.size < 1_000) this.#told.add(problem);
  }
  readonly #told = new Set<string>();
}
export const faultsMax = 20;

/** Rows that are understood and are no observations here, by why. */
export class LeftOut {
  readonly #rows = new Map<string, number>();
  add(why: string, rows = 1): void {
    this.#rows.set(why, (this.#rows.get(why) ?? 0) + rows);
  }
  get list(): { why: string; rows: number }[] {
    return [...this.#rows].map(([why, rows]) => ({ why, rows }));
  }
}

export interface ReadSettings {
  /** The indicator asked for; absent where the file or the mapping says it. */
  indicator: string | undefined;
  mapping: Mapping | undefined;
  indicators: ReadonlyMap<string, Indicator>;
  /** What tells the series of an indicator apart; null where nobody has said. */
  dimensionsOf(indicator: string): readonly string[] | null;
  parties: Parties;
  faults: Faults;
  leftOut: LeftOut;
}

/** Row by row, so that a large file can be read with pauses. Ends where a fault lets it read no further; faults are in the settings. */
export type ReadFormat = (text: string, settings: ReadSettings) => Iterable<Raw>;
