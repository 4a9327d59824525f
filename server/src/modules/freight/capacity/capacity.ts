import type { Line } from '../../../ledgers/allocation/index.ts';
import type { FreightRefusal } from '../errors.ts';
import type { CapacityKind } from './api.ts';

/** A stretch of one run: `run` is `<service>@<departure from its first terminal>`; it uses the segments fromCall..toCall-1. */
export interface RunPart {
  run: string;
  fromCall: number;
  toCall: number;
}

/** What a load takes of every segment it rides on. */
export interface Need {
  teu: number;
  reeferPlugs: number;
  weightKg: number;
  /** Classes of dangerous goods in it, each once. */
  dangerousClasses: readonly string[];
}

/** The least of any segment of a ride; null where nobody has said what there is. */
export interface Left {
  teu: number | null;
  reeferPlugs: number | null;
  weightKg: number | null;
  cancelled: boolean;
}

/** What departures can carry. Everything scarce about them is a pool of the allocation ledger, one a segment and kind. */
export interface Capacity {
  /**
   * In the order of `rides`, with one reading of the ledger. Makes no pool: one that is not there yet has all of its capacity left. `of`:
   * the kinds asked for, the others are null; all unless told.
   */
  left(rides: readonly RunPart[], of?: readonly CapacityKind[]): Promise<Left[]>;
  /**
   * What to ask of the ledger for this load; pools that are not there yet are made. Refused: left already, cancelled, goods not taken, places
   * or plugs not stated. It waits for locks on connections of its own: never call it within a transaction.
   */
  lines(rides: readonly RunPart[], need: Need, now: Date): Promise<Line[] | FreightRefusal>;
}
