/** Integers an entry takes: time, cost, CO2, risk, and the label that got there. */
export const ENTRY = 5;

/**
 * One bag a stop: the vectors (time, cost, CO2, risk) that got there and that no other one there is at least as good as
 * in everything. All bags lie in one Int32Array. A full bag moves to the array's end at twice its room; room once given
 * is kept from search to search, so that after a few searches nothing is allocated any more.
 */
export class Bags {
  data: Int32Array;
  readonly start: Int32Array;
  readonly size: Int32Array;
  private readonly room: Int32Array;
  private end: number;

  constructor(bagCount: number, room = 8) {
    this.data = new Int32Array(bagCount * room * ENTRY);
    this.start = Int32Array.from({ length: bagCount }, (_, bag) => bag * room * ENTRY);
    this.size = new Int32Array(bagCount);
    this.room = new Int32Array(bagCount).fill(room);
    this.end = this.data.length;
  }

  clear(): void {
    this.size.fill(0);
  }

  /** Is there an entry at least as good in everything? Of equals the one that came first stays. */
  covers(bag: number, time: number, cost: number, co2: number, risk: number): boolean {
    const data = this.data;
    const start = this.start[bag]!;
    const end = start + this.size[bag]! * ENTRY;
    for (let at = start; at < end; at += ENTRY) {
      if (data[at]! <= time && data[at + 1]! <= cost && data[at + 2]! <= co2 && data[at + 3]! <= risk) {
        return true;
      }
    }
    return false;
  }

  /** Adds a vector that no entry covers, and drops the entries it covers. */
  add(bag: number, time: number, cost: number, co2: number, risk: number, label: number): void {
    const data = this.data;
    let at = this.start[bag]!;
    let end = at + this.size[bag]! * ENTRY;
    while (at < end) {
      if (time <= data[at]! && cost <= data[at + 1]! && co2 <= data[at + 2]! && risk <= data[at + 3]!) {
        end -= ENTRY;
        data.copyWithin(at, end, end + ENTRY);
      } else at += ENTRY;
    }
    const size = (end - this.start[bag]!) / ENTRY;
    if (size === this.room[bag]!) end = this.widen(bag);
    const wide = this.data;
    wide[end] = time;
    wide[end + 1] = cost;
    wide[end + 2] = co2;
    wide[end + 3] = risk;
    wide[end + 4] = label;
    this.size[bag] = size + 1;
  }

  /** Moves a full bag to twice the room and answers where its next entry goes. */
  private widen(bag: number): number {
    const start = this.start[bag]!;
    const used = this.room[bag]! * ENTRY;
    const needed = this.end + used * 2;
    if (needed > this.data.length) {
      const wider = new Int32Array(Math.max(needed, this.data.length * 2));
      wider.set(this.data);
      this.data = wider;
    }
    this.data.copyWithin(this.end, start, start + used);
    this.start[bag] = this.end;
    this.room[bag] = this.room[bag]! * 2;
    this.end = needed;
    return this.start[bag]! + used;
  }
}
