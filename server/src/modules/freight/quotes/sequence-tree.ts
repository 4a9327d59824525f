/** The sequences from one terminal, and how they are numbered while they are found. */
import type { Timetable } from '@serai/router';

/** The sequences from one terminal as a tree: each is its parent's and one leg more. */
export interface Sequences {
  /** Per stop, one more than there are stops: its own sequences stand from here to the next. */
  start: Uint32Array;
  /** Of each, the sequence it continues; `none` where it begins. */
  parent: Uint32Array;
  /** Of each, its last leg: where one boards and alights, as calls of the timetable; of a link `none` and the link. */
  board: Uint32Array;
  alight: Uint32Array;
}

export const none = 0xffff_ffff;
/** Calls and links are fewer, so that one of each and a sequence make one exact number. */
const shorts = 65_536;
const sequencesMax = 2 ** 21 - 1;

/** Sequences by number while they are being found; most are only tried. */
export class SequenceTree {
  private readonly byKey = new Map<number, number>();
  private readonly parent: number[] = [];
  private readonly board: number[] = [];
  private readonly alight: number[] = [];
  private readonly stop: number[] = [];
  private readonly kept: boolean[] = [];

  constructor({ callStop, linkTo }: Timetable) {
    if (callStop.length >= shorts || linkTo.length >= shorts)
      throw new RangeError(`a timetable of ${callStop.length} calls and ${linkTo.length} links is too large`);
  }

  add(parent: number, board: number, alight: number, stop: number): number {
    // One number below 2^53: see `shorts` and `sequencesMax`.
    const key =
      ((parent === none ? 0 : parent + 1) * shorts + (board === none ? 0 : board + 1)) * shorts + alight;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const made = this.parent.length;
    if (made >= sequencesMax) throw new RangeError('too many sequences from one terminal');
    this.byKey.set(key, made);
    this.parent.push(parent);
    this.board.push(board);
    this.alight.push(alight);
    this.stop.push(stop);
    this.kept.push(false);
    return made;
  }

  /** What leads to a sequence that is kept is kept to lead there, though by itself it may be worth nothing. */
  keep(sequence: number): void {
    for (let at = sequence; at !== none && !this.kept[at]; at = this.parent[at] ?? none) this.kept[at] = true;
  }

  /** Those that are kept, stop by stop. */
  flat(stopCount: number): Sequences {
    const start = new Uint32Array(stopCount + 1);
    const size = this.kept.filter(Boolean).length;
    const sequences = this.stop.flatMap((_, sequence) => (this.kept[sequence] ? [sequence] : []));
    for (const sequence of sequences) start[(this.stop[sequence] ?? 0) + 1]! += 1;
    for (let stop = 0; stop < stopCount; stop++) start[stop + 1]! += start[stop] ?? 0;
    const next = start.slice();
    const place = new Uint32Array(this.stop.length);
    for (const sequence of sequences) place[sequence] = next[this.stop[sequence] ?? 0]!++;
    const flat = {
      start,
      parent: new Uint32Array(size),
      board: new Uint32Array(size),
      alight: new Uint32Array(size),
    };
    for (const sequence of sequences) {
      const at = place[sequence] ?? 0;
      const parent = this.parent[sequence] ?? none;
      flat.parent[at] = parent === none ? none : (place[parent] ?? none);
      flat.board[at] = this.board[sequence] ?? none;
      flat.alight[at] = this.alight[sequence] ?? 0;
    }
    return flat;
  }
}
