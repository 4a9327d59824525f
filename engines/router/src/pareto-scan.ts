import { ENTRY } from './bag.ts';
import { fastestTimes } from './bounds.ts';
import { reach } from './pareto-reach.ts';
import { ABOARD, type ParetoRun, type ParetoScratch } from './pareto-scratch.ts';
import { MAY_ALIGHT, MAY_BOARD, NEVER, type Timetable } from './timetable.ts';

/**
 * Scans a route from its call `first` (counted from 0 within the route) to its end, letting those aboard off at every
 * call and those of the frontier on. Whoever is aboard is described by (trip, cost, CO2, risk), the amounts less what the
 * route has cost up to where they boarded: so they compare alike at every call, and are touched at none.
 */
export function scanRoute(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  route: number,
  first: number,
): void {
  const { routeCallStart, routeTripStart, routeTimeStart, routeCrosses } = timetable;
  const { callStop, callFlags, callCrossing, arrival } = timetable;
  const { costBefore, co2Before, riskBefore } = scratch.columns;
  const { limits } = run;
  const alightBound = run.bounds.alight;
  const boundRow = scratch.ridesLeft * timetable.stopCount;
  const firstCall = routeCallStart[route]!;
  const tripCount = routeTripStart[route + 1]! - routeTripStart[route]!;
  const guarded = run.avoided.length > 0 && routeCrosses[route] === 1;
  const lastCall = restOfRoute(timetable, scratch, run, route, first, guarded);
  scratch.aboardCount = 0;
  let times = routeTimeStart[route]! + first * tripCount;
  for (let call = firstCall + first; call <= lastCall; call++, times += tripCount) {
    const stop = callStop[call]!;
    const bound = (boundRow + stop) * 4;
    const boundTime = alightBound[bound]!;
    if (scratch.aboardCount > 0 && boundTime < NEVER && (callFlags[call]! & MAY_ALIGHT) !== 0) {
      const mostTime = limits.time - boundTime;
      const mostCost = limits.cost - alightBound[bound + 1]!;
      const mostCo2 = limits.co2 - alightBound[bound + 2]!;
      const mostRisk = limits.risk - alightBound[bound + 3]!;
      const costSum = costBefore[call]!;
      const co2Sum = co2Before[call]!;
      const riskSum = riskBefore[call]!;
      const { aboard } = scratch;
      const end = scratch.aboardCount * ABOARD;
      for (let at = 0; at < end; at += ABOARD) {
        const position = times + aboard[at]!;
        const time = arrival[position]!;
        const cost = aboard[at + 1]! + costSum;
        const co2 = aboard[at + 2]! + co2Sum;
        const risk = aboard[at + 3]! + riskSum;
        if (time > mostTime || cost > mostCost || co2 > mostCo2 || risk > mostRisk) continue;
        reach(
          timetable,
          scratch,
          run,
          stop,
          time,
          cost,
          co2,
          risk,
          aboard[at + 4]!,
          aboard[at + 5]!,
          position,
        );
      }
    }
    if (guarded && callCrossing[call]! >= 0 && run.avoided.includes(callCrossing[call]!)) {
      scratch.aboardCount = 0;
    } else if (call < lastCall && (callFlags[call]! & MAY_BOARD) !== 0 && scratch.frontierSize[stop]! > 0) {
      letAboard(timetable, scratch, run, stop, call, call - firstCall, times, tripCount);
    }
  }
}

/**
 * Fills `rest` for every call and answers the last call at which it can be worth being let off (the one before `first`,
 * where nothing is).
 */
function restOfRoute(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  route: number,
  first: number,
  guarded: boolean,
): number {
  const { routeCallStart, callStop, callFlags, callCrossing } = timetable;
  const { costBefore, co2Before, riskBefore } = scratch.columns;
  const { runMinutes, dwellMinutes } = fastestTimes(timetable);
  const { rest } = scratch;
  const alightBound = run.bounds.alight;
  const boundRow = scratch.ridesLeft * timetable.stopCount;
  const firstCall = routeCallStart[route]!;
  let last = firstCall - 1;
  let minutes = NEVER;
  let cost = NEVER;
  let co2 = NEVER;
  let risk = NEVER;
  for (let call = routeCallStart[route + 1]! - 1; call >= firstCall + first; call--) {
    if (guarded && callCrossing[call]! >= 0 && run.avoided.includes(callCrossing[call]!)) {
      minutes = cost = co2 = risk = NEVER;
    }
    const leaving = minutes < NEVER ? minutes + runMinutes[call]! : NEVER;
    const at = (call - firstCall) * 4;
    rest[at] = leaving;
    rest[at + 1] = cost;
    rest[at + 2] = co2;
    rest[at + 3] = risk;
    minutes = leaving < NEVER ? leaving + dwellMinutes[call]! : NEVER;
    const bound = (boundRow + callStop[call]!) * 4;
    if ((callFlags[call]! & MAY_ALIGHT) === 0 || alightBound[bound]! === NEVER) continue;
    if (last < firstCall) last = call;
    minutes = Math.min(minutes, alightBound[bound]!);
    cost = Math.min(cost, alightBound[bound + 1]! + costBefore[call]!);
    co2 = Math.min(co2, alightBound[bound + 2]! + co2Before[call]!);
    risk = Math.min(risk, alightBound[bound + 3]! + riskBefore[call]!);
  }
  return last;
}

/** Lets those of the frontier at `stop` who can still be worth it board the first trip each can catch. */
function letAboard(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  stop: number,
  call: number,
  callInRoute: number,
  times: number,
  tripCount: number,
): void {
  const { departure } = timetable;
  const { frontier, rest, target, columns } = scratch;
  const { limits } = run;
  const restAt = callInRoute * 4;
  const restTime = rest[restAt]!;
  if (restTime === NEVER) return;
  const costSum = columns.costBefore[call]!;
  const co2Sum = columns.co2Before[call]!;
  const riskSum = columns.riskBefore[call]!;
  const latestDeparture = departure[times + tripCount - 1]!;
  const start = scratch.frontierStart[stop]!;
  const end = start + scratch.frontierSize[stop]! * ENTRY;
  for (let at = start; at < end; at += ENTRY) {
    const ready = frontier[at]!;
    if (ready > latestDeparture || ready + restTime > limits.time) continue;
    const cost = frontier[at + 1]! - costSum;
    const co2 = frontier[at + 2]! - co2Sum;
    const risk = frontier[at + 3]! - riskSum;
    const leastCost = cost + rest[restAt + 1]!;
    const leastCo2 = co2 + rest[restAt + 2]!;
    const leastRisk = risk + rest[restAt + 3]!;
    if (leastCost > limits.cost || leastCo2 > limits.co2 || leastRisk > limits.risk) continue;
    let low = times;
    let high = times + tripCount - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (departure[middle]! >= ready) high = middle;
      else low = middle + 1;
    }
    const leastTime = departure[low]! + restTime;
    if (leastTime > limits.time) continue;
    if (target.covers(leastTime, leastCost, leastCo2, leastRisk, scratch.rides)) continue;
    board(scratch, low - times, cost, co2, risk, frontier[at + 4]!, low);
  }
}

/** Adds one to those aboard, unless one of them is as good in everything; drops those that are no better than the new one. */
function board(
  scratch: ParetoScratch,
  trip: number,
  cost: number,
  co2: number,
  risk: number,
  label: number,
  position: number,
): void {
  let { aboard } = scratch;
  let end = scratch.aboardCount * ABOARD;
  for (let at = 0; at < end; at += ABOARD) {
    if (aboard[at]! <= trip && aboard[at + 1]! <= cost && aboard[at + 2]! <= co2 && aboard[at + 3]! <= risk)
      return;
  }
  for (let at = 0; at < end; ) {
    if (trip <= aboard[at]! && cost <= aboard[at + 1]! && co2 <= aboard[at + 2]! && risk <= aboard[at + 3]!) {
      end -= ABOARD;
      aboard.copyWithin(at, end, end + ABOARD);
    } else at += ABOARD;
  }
  if (end + ABOARD > aboard.length) {
    scratch.aboard = new Int32Array(aboard.length * 2);
    scratch.aboard.set(aboard);
    aboard = scratch.aboard;
  }
  aboard[end] = trip;
  aboard[end + 1] = cost;
  aboard[end + 2] = co2;
  aboard[end + 3] = risk;
  aboard[end + 4] = label;
  aboard[end + 5] = position;
  scratch.aboardCount = end / ABOARD + 1;
}
