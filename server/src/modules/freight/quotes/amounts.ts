/**
 * What each sequence costs, emits and risks, in the search's own amounts: cents per TEU, grams per tonne, milli-nats. Every trip of a
 * route takes the same, so this is known before anybody says when they leave; made for a terminal when it is first asked from.
 */
import type { Timetable } from '@serai/router';
import { none, type Sequences } from './sequence-tree.ts';

export interface Amounts {
  cost: Int32Array;
  co2: Int32Array;
  risk: Int32Array;
  rides: Uint8Array;
}

const known = new WeakMap<Sequences, Amounts>();

export function amountsOf(timetable: Timetable, sequences: Sequences): Amounts {
  const before = known.get(sequences);
  if (before) return before;
  const made = sums(timetable, sequences);
  known.set(sequences, made);
  return made;
}

/** Whether two sequences differ in nothing but their trains and times. */
export const isAlike = ({ cost, co2, risk, rides }: Amounts, one: number, other: number): boolean =>
  cost[one] === cost[other] &&
  co2[one] === co2[other] &&
  risk[one] === risk[other] &&
  rides[one] === rides[other];

function sums(timetable: Timetable, { parent, board, alight }: Sequences): Amounts {
  const size = parent.length;
  const rides = new Uint8Array(size);
  const isDone = new Uint8Array(size);
  const [cost, co2, risk] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const { transferCost, transferCo2, transferRisk } = timetable;
  const add = (sequence: number) => {
    const before = parent[sequence] ?? none;
    const [from, to] = [board[sequence] ?? none, alight[sequence] ?? 0];
    const isRide = from !== none;
    // A box is handled where a train is boarded, and where one is left for a link.
    const handled = isRide ? (timetable.callStop[from] ?? -1) : stopOfRide(before);
    const of = (so: Int32Array, transfer: Int32Array, byCall: Int32Array, byLink: Int32Array) =>
      (so[before] ?? 0) +
      (transfer[handled] ?? 0) +
      (isRide ? (byCall[to] ?? 0) - (byCall[from] ?? 0) : (byLink[to] ?? 0));
    cost[sequence] = of(cost, transferCost, timetable.costBefore, timetable.linkCost);
    co2[sequence] = of(co2, transferCo2, timetable.co2Before, timetable.linkCo2);
    risk[sequence] = of(risk, transferRisk, timetable.riskBefore, timetable.linkRisk);
    rides[sequence] = (rides[before] ?? 0) + (isRide ? 1 : 0);
    isDone[sequence] = 1;
  };
  const stopOfRide = (sequence: number) =>
    sequence === none || board[sequence] === none ? -1 : (timetable.callStop[alight[sequence] ?? -1] ?? -1);
  // A parent may stand after its children: what a sequence continues is summed first.
  const way: number[] = [];
  for (let sequence = 0; sequence < size; sequence++) {
    for (let at = sequence; at !== none && isDone[at] === 0; at = parent[at] ?? none) way.push(at);
    for (let at = way.pop(); at !== undefined; at = way.pop()) add(at);
  }
  return { cost, co2, risk, rides };
}
