import { linkArrival } from './crossings.ts';
import { LabelLimitError, type ParetoRun, type ParetoScratch } from './pareto-scratch.ts';
import { LINK } from './search-state.ts';
import type { Timetable } from './timetable.ts';

/**
 * What follows from having come to `stop`, by the ride or access that `parent`, `board` and `alight` describe: the end, if
 * it is a target; the links that start here; and, after the transfer time, the next ride. Amounts are without any handling
 * at this stop. The label is only made once something keeps it.
 */
export function reach(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  stop: number,
  time: number,
  cost: number,
  co2: number,
  risk: number,
  parent: number,
  board: number,
  alight: number,
): void {
  const { columns, ridesLeft, rides } = scratch;
  // An access is no ride: nothing is unloaded where it ends, and no time to change is needed.
  const byRide = rides > 0;
  const paidCost = cost + columns.handlingCost[stop]!;
  const paidCo2 = co2 + columns.handlingCo2[stop]!;
  const paidRisk = risk + columns.handlingRisk[stop]!;
  describe(scratch, parent, board, alight);
  if (scratch.egressFirst[stop]! >= 0) {
    if (byRide) finish(scratch, run, stop, time, paidCost, paidCo2, paidRisk);
    else finish(scratch, run, stop, time, cost, co2, risk);
  }
  const firstLink = timetable.stopLinkStart[stop]!;
  const endLink = timetable.stopLinkStart[stop + 1]!;
  if (firstLink < endLink && !scratch.alighted.covers(stop, time, cost, co2, risk)) {
    const label = describedLabel(scratch, run);
    scratch.alighted.add(stop, time, cost, co2, risk, label);
    for (let link = firstLink; link < endLink; link++) {
      const crossing = timetable.linkCrossing[link]!;
      if (crossing >= 0 && run.avoided.includes(crossing)) continue;
      overLink(
        timetable,
        scratch,
        run,
        link,
        linkArrival(timetable, link, time),
        (byRide ? paidCost : cost) + columns.linkCost[link]!,
        (byRide ? paidCo2 : co2) + columns.linkCo2[link]!,
        (byRide ? paidRisk : risk) + columns.linkRisk[link]!,
        label,
      );
    }
    describe(scratch, parent, board, alight, label);
  }
  if (ridesLeft === 0) return;
  const readyAt = byRide ? time + timetable.transferMinutes[stop]! : time;
  if (!isWorthBoarding(timetable, scratch, run, stop, readyAt, paidCost, paidCo2, paidRisk)) return;
  makeReady(scratch, run, stop, readyAt, paidCost, paidCo2, paidRisk);
}

function overLink(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  link: number,
  time: number,
  cost: number,
  co2: number,
  risk: number,
  parent: number,
): void {
  const { columns, ridesLeft } = scratch;
  const stop = timetable.linkTo[link]!;
  describe(scratch, parent, LINK, link);
  if (scratch.egressFirst[stop]! >= 0) finish(scratch, run, stop, time, cost, co2, risk);
  if (ridesLeft === 0) return;
  const paidCost = cost + columns.handlingCost[stop]!;
  const paidCo2 = co2 + columns.handlingCo2[stop]!;
  const paidRisk = risk + columns.handlingRisk[stop]!;
  if (!isWorthBoarding(timetable, scratch, run, stop, time, paidCost, paidCo2, paidRisk)) return;
  makeReady(scratch, run, stop, time, paidCost, paidCo2, paidRisk);
}

/** Offers the target, by each of its accesses at `stop`, an option. */
function finish(
  scratch: ParetoScratch,
  run: ParetoRun,
  stop: number,
  time: number,
  cost: number,
  co2: number,
  risk: number,
): void {
  const { target, rides, egressNext } = scratch;
  const { limits, counts } = run;
  if (rides > limits.rides) return;
  for (let access = scratch.egressFirst[stop]!; access >= 0; access = egressNext[access]!) {
    const egress = run.to[access]!;
    const endTime = time + (egress.minutes ?? 0);
    const endCost = cost + (counts.cost ? (egress.cost ?? 0) : 0);
    const endCo2 = co2 + (counts.co2 ? (egress.co2 ?? 0) : 0);
    const endRisk = risk + (counts.risk ? (egress.risk ?? 0) : 0);
    if (endTime > limits.time || endCost > limits.cost || endCo2 > limits.co2 || endRisk > limits.risk)
      continue;
    if (target.covers(endTime, endCost, endCo2, endRisk, rides)) continue;
    target.add(endTime, endCost, endCo2, endRisk, rides, describedLabel(scratch, run), access);
  }
}

/** Could one who is ready to board here still come to something that nothing known is as good as? */
function isWorthBoarding(
  timetable: Timetable,
  scratch: ParetoScratch,
  run: ParetoRun,
  stop: number,
  time: number,
  cost: number,
  co2: number,
  risk: number,
): boolean {
  const { limits } = run;
  const row = scratch.ridesLeft * timetable.stopCount + stop;
  const bound = run.bounds.board;
  const leastTime = time + bound[row * 4]!;
  const leastCost = cost + bound[row * 4 + 1]!;
  const leastCo2 = co2 + bound[row * 4 + 2]!;
  const leastRisk = risk + bound[row * 4 + 3]!;
  if (leastTime > limits.time || leastCost > limits.cost) return false;
  if (leastCo2 > limits.co2 || leastRisk > limits.risk) return false;
  if (scratch.ready.covers(stop, time, cost, co2, risk)) return false;
  return !scratch.target.covers(leastTime, leastCost, leastCo2, leastRisk, scratch.rides + 1);
}

function makeReady(
  scratch: ParetoScratch,
  run: ParetoRun,
  stop: number,
  time: number,
  cost: number,
  co2: number,
  risk: number,
): void {
  scratch.ready.add(stop, time, cost, co2, risk, describedLabel(scratch, run));
  if (scratch.marked[stop] === 1) return;
  scratch.marked[stop] = 1;
  scratch.markedStops[scratch.markedCount++] = stop;
}

/** Says what the next label would be, without making it: most are kept by nothing. */
function describe(scratch: ParetoScratch, parent: number, board: number, alight: number, label = -1): void {
  scratch.describedParent = parent;
  scratch.describedBoard = board;
  scratch.describedAlight = alight;
  scratch.describedLabel = label;
}

/** The label just described, made when it is first asked for. */
function describedLabel(scratch: ParetoScratch, run: ParetoRun): number {
  if (scratch.describedLabel >= 0) return scratch.describedLabel;
  const label = scratch.labelCount++;
  if (label >= run.maxLabels) throw new LabelLimitError(run.maxLabels);
  if (label === scratch.labelParent.length) {
    scratch.labelParent = doubled(scratch.labelParent);
    scratch.labelBoard = doubled(scratch.labelBoard);
    scratch.labelAlight = doubled(scratch.labelAlight);
  }
  scratch.labelParent[label] = scratch.describedParent;
  scratch.labelBoard[label] = scratch.describedBoard;
  scratch.labelAlight[label] = scratch.describedAlight;
  scratch.describedLabel = label;
  return label;
}

function doubled(values: Int32Array): Int32Array {
  const wider = new Int32Array(values.length * 2);
  wider.set(values);
  return wider;
}
