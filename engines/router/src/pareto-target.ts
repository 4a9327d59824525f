/** Integers an option takes: time, cost, CO2, risk, rides, the label it ends with, and the access it is left by. */
export const OPTION = 7;

/** The options found so far that no other one is at least as good as in everything, rides included. */
export class TargetBag {
  data = new Int32Array(64 * OPTION);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  /** Is there an option at least as good in everything? What is asked about may be a bound of what is still to come. */
  covers(time: number, cost: number, co2: number, risk: number, rides: number): boolean {
    const data = this.data;
    const end = this.size * OPTION;
    for (let at = 0; at < end; at += OPTION) {
      if (
        data[at]! <= time &&
        data[at + 1]! <= cost &&
        data[at + 2]! <= co2 &&
        data[at + 3]! <= risk &&
        data[at + 4]! <= rides
      ) {
        return true;
      }
    }
    return false;
  }

  /** Adds an option that none covers, and drops those it covers. The others keep their order. */
  add(
    time: number,
    cost: number,
    co2: number,
    risk: number,
    rides: number,
    label: number,
    access: number,
  ): void {
    const data = this.data;
    const end = this.size * OPTION;
    let kept = 0;
    for (let at = 0; at < end; at += OPTION) {
      const covered =
        time <= data[at]! &&
        cost <= data[at + 1]! &&
        co2 <= data[at + 2]! &&
        risk <= data[at + 3]! &&
        rides <= data[at + 4]!;
      if (covered) continue;
      if (kept < at) data.copyWithin(kept, at, at + OPTION);
      kept += OPTION;
    }
    if (kept + OPTION > data.length) {
      this.data = new Int32Array(data.length * 2);
      this.data.set(data);
    }
    this.data.set([time, cost, co2, risk, rides, label, access], kept);
    this.size = kept / OPTION + 1;
  }
}
