/** Integers an option takes: time, cost, CO2, risk, rides, the label it ends with, and the access it is left by. */
export const OPTION = 7;

/** The options found so far that no other one is at least as good as in everything, rides included; by time ascending. */
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
      if (data[at]! > time) return false;
      if (data[at + 1]! <= cost && data[at + 2]! <= co2 && data[at + 3]! <= risk && data[at + 4]! <= rides) {
        return true;
      }
    }
    return false;
  }

  /** Adds an option that none covers, and drops those it covers. */
  add(
    time: number,
    cost: number,
    co2: number,
    risk: number,
    rides: number,
    label: number,
    access: number,
  ): void {
    if ((this.size + 1) * OPTION > this.data.length) {
      const wider = new Int32Array(this.data.length * 2);
      wider.set(this.data);
      this.data = wider;
    }
    const data = this.data;
    let place = 0;
    let end = this.size * OPTION;
    while (place < end && data[place]! < time) place += OPTION;
    // Whatever the new one covers is no earlier, so it stands from here on; the rest makes room.
    let kept = place;
    for (let at = place; at < end; at += OPTION) {
      const covered =
        cost <= data[at + 1]! && co2 <= data[at + 2]! && risk <= data[at + 3]! && rides <= data[at + 4]!;
      if (covered) continue;
      if (kept < at) data.copyWithin(kept, at, at + OPTION);
      kept += OPTION;
    }
    end = kept;
    data.copyWithin(place + OPTION, place, end);
    data[place] = time;
    data[place + 1] = cost;
    data[place + 2] = co2;
    data[place + 3] = risk;
    data[place + 4] = rides;
    data[place + 5] = label;
    data[place + 6] = access;
    this.size = end / OPTION + 1;
  }
}
