import type { Bounds } from './bounds.ts';
import { linkArrival } from './crossings.ts';
import type { Access } from './network.ts';
import { runPareto } from './pareto-rounds.ts';
import { columnsOf, type ParetoRun, type ParetoScratch } from './pareto-scratch.ts';
import { OPTION } from './pareto-target.ts';
import { MAY_ALIGHT, NEVER, type Timetable } from './timetable.ts';

type Amount = 'cost' | 'co2' | 'risk';

/** Where an amount stands in the bounds and in an option. */
const COLUMN: Record<Amount, number> = { cost: 1, co2: 2, risk: 3 };

/** Boardings tried before giving up on following the bound. */
const TRIES = 2_000;

/**
 * The least cost, CO2 or risk of all options there are. The clockless bound nearly always is that already: who has time
 * until the end of the horizon can wait for the cheapest train. So this first looks for a way that attains the bound, and
 * searches (by arrival and this amount alone) only if it finds none, as closures or the horizon's end may have it.
 */
export function leastAmount(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  amount: Amount,
): number {
  const chase = new Chase(timetable, run, amount);
  const bound = chase.least();
  if (bound < NEVER && chase.attains(bound)) return bound;
  const counts = { cost: false, co2: false, risk: false, [amount]: true };
  runPareto(timetable, scratch, { ...run, counts });
  const { data, size } = scratch.target;
  let least = NEVER;
  for (let option = 0; option < size; option++) {
    least = Math.min(least, data[option * OPTION + COLUMN[amount]]!);
  }
  return least;
}

/** Follows the bound of one amount from the start, taking every next trip, over whatever does not exceed it. */
class Chase {
  private readonly timetable: Timetable;
  private readonly run: ParetoRun;
  private readonly bounds: Bounds;
  private readonly amount: Amount;
  private readonly handling: Int32Array;
  private readonly before: Int32Array;
  private readonly linkAmount: Int32Array;
  private tries = TRIES;

  constructor(timetable: Timetable, run: ParetoRun, amount: Amount) {
    const columns = columnsOf(timetable, { cost: true, co2: true, risk: true });
    this.timetable = timetable;
    this.run = run;
    this.bounds = run.bounds;
    this.amount = amount;
    this.handling = { cost: columns.handlingCost, co2: columns.handlingCo2, risk: columns.handlingRisk }[
      amount
    ];
    this.before = { cost: columns.costBefore, co2: columns.co2Before, risk: columns.riskBefore }[amount];
    this.linkAmount = { cost: columns.linkCost, co2: columns.linkCo2, risk: columns.linkRisk }[amount];
  }

  /** The bound from the sources: an access is left like a ride whose handling is not to be paid. */
  least(): number {
    let least = NEVER;
    for (const access of this.run.from) least = Math.min(least, this.leastFrom(access));
    return least;
  }

  attains(bound: number): boolean {
    const { run } = this;
    return run.from.some((access) => {
      if (this.leastFrom(access) !== bound) return false;
      const time = run.at + (access.minutes ?? 0);
      const rest = bound - (access[this.amount] ?? 0);
      return (
        this.boards(access.stop, time, rest, run.maxRides) ||
        this.leaves(access.stop, time, rest, run.maxRides)
      );
    });
  }

  private leastFrom(access: Access): number {
    const { stopLinkStart, linkTo } = this.timetable;
    const { stop } = access;
    let rest = Math.min(this.endAt(stop), this.boardAt(stop, this.run.maxRides));
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      if (this.isAvoided(this.timetable.linkCrossing[link]!)) continue;
      const to = linkTo[link]!;
      rest = Math.min(
        rest,
        this.linkAmount[link]! + Math.min(this.endAt(to), this.boardAt(to, this.run.maxRides)),
      );
    }
    return Math.min(NEVER, rest + (access[this.amount] ?? 0));
  }

  /** Does spending just `rest` lead from `stop` to the end, straight or over a link? Handling here is paid. */
  private leaves(stop: number, time: number, rest: number, ridesLeft: number): boolean {
    const { timetable } = this;
    const { stopLinkStart, linkTo } = timetable;
    if (rest === this.endAt(stop)) return true;
    for (let link = stopLinkStart[stop]!; link < stopLinkStart[stop + 1]!; link++) {
      if (this.isAvoided(timetable.linkCrossing[link]!)) continue;
      const to = linkTo[link]!;
      const onward = rest - this.linkAmount[link]!;
      if (onward === this.endAt(to)) return true;
      if (this.boards(to, linkArrival(timetable, link, time), onward, ridesLeft)) return true;
    }
    return false;
  }

  /** Does spending just `rest`, the handling here included, lead from boarding at `stop` to the end? */
  private boards(stop: number, time: number, rest: number, ridesLeft: number): boolean {
    if (rest !== this.boardAt(stop, ridesLeft)) return false;
    const { stopRouteStart, stopRoute, stopRouteCall } = this.timetable;
    for (let at = stopRouteStart[stop]!; at < stopRouteStart[stop + 1]!; at++) {
      if (--this.tries < 0) return false;
      if (this.rides(stopRoute[at]!, stopRouteCall[at]!, time, rest - this.handling[stop]!, ridesLeft)) {
        return true;
      }
    }
    return false;
  }

  private rides(route: number, fromCall: number, time: number, rest: number, ridesLeft: number): boolean {
    const { timetable, before, handling } = this;
    const { routeCallStart, routeTripStart, routeTimeStart, callStop, callFlags, callCrossing } = timetable;
    const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
    const firstCall = routeCallStart[route]!;
    const row = routeTimeStart[route]! + fromCall * tripCount;
    let trip = 0;
    while (trip < tripCount && timetable.departure[row + trip]! < time) trip++;
    if (trip === tripCount) return false;
    const board = firstCall + fromCall;
    for (let call = board + 1; call < routeCallStart[route + 1]!; call++) {
      if (this.isAvoided(callCrossing[call - 1]!)) return false;
      if ((callFlags[call]! & MAY_ALIGHT) === 0) continue;
      const stop = callStop[call]!;
      const onward = rest - (before[call]! - before[board]!);
      const level = (ridesLeft - 1) * timetable.stopCount + stop;
      if (onward !== this.bounds.alight[level * 4 + COLUMN[this.amount]]!) continue;
      const arrives = timetable.arrival[routeTimeStart[route]! + (call - firstCall) * tripCount + trip]!;
      // Changing trains here pays the handling once, as a part of boarding.
      if (this.boards(stop, arrives + timetable.transferMinutes[stop]!, onward, ridesLeft - 1)) return true;
      if (this.leaves(stop, arrives, onward - handling[stop]!, ridesLeft - 1)) return true;
    }
    return false;
  }

  /** What is needed from being ready at `stop`, its handling included, or NEVER. */
  private boardAt(stop: number, ridesLeft: number): number {
    const rest = this.bounds.board[(ridesLeft * this.timetable.stopCount + stop) * 4 + COLUMN[this.amount]]!;
    return rest === NEVER ? NEVER : rest + this.handling[stop]!;
  }

  /** The cheapest end at `stop`, nothing unloaded, or NEVER. */
  private endAt(stop: number): number {
    let least = NEVER;
    for (const access of this.run.to) {
      if (access.stop === stop) least = Math.min(least, access[this.amount] ?? 0);
    }
    return least;
  }

  private isAvoided(crossing: number): boolean {
    return crossing >= 0 && this.run.avoided.includes(crossing);
  }
}
