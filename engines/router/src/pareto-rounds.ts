import { ENTRY } from './bag.ts';
import { reach } from './pareto-reach.ts';
import { scanRoute } from './pareto-scan.ts';
import { columnsOf, type ParetoRun, type ParetoScratch } from './pareto-scratch.ts';
import { SOURCE } from './search-state.ts';
import { approachesOf } from './target.ts';
import { NEVER, type Timetable } from './timetable.ts';

/**
 * McRAPTOR (Delling, Pajor, Werneck 2012) over packed bags, with lower bounds towards the target. Round k extends what
 * k - 1 rides reached by one more ride, scanning each route at most once. Leaves the options in `scratch.target`.
 *
 * Why nothing is lost: whoever is dropped was covered by another one at the same place, who can do whatever they can at
 * no later, dearer, dirtier, riskier end and with no more rides; or could not, even with the least still needed, come
 * within the limits or to something the target does not hold already.
 */
export function runPareto(timetable: Timetable, scratch: ParetoScratch, run: ParetoRun): void {
  begin(timetable, scratch, run);
  const mostRides = Math.min(run.maxRides, run.limits.rides);
  setOut(timetable, scratch, run, mostRides);
  for (let rides = 1; rides <= mostRides && scratch.markedCount > 0; rides++) {
    run.signal?.throwIfAborted();
    gatherFrontier(timetable, scratch, run, rides);
    scratch.rides = rides;
    scratch.ridesLeft = mostRides - rides;
    queueRoutes(timetable, scratch);
    for (let at = 0; at < scratch.queue.length; at++) {
      if (at === scratch.queueFront) at = scratch.queueBack;
      if (at === scratch.queue.length) break;
      const route = scratch.queue[at]!;
      const first = scratch.queuedFirst[route]!;
      scratch.queuedFirst[route] = NEVER;
      scanRoute(timetable, scratch, run, route, first);
    }
    for (let at = 0; at < scratch.frontierCount; at++) scratch.frontierSize[scratch.frontierStops[at]!] = 0;
    scratch.frontierCount = 0;
  }
}

/** Wipes what an earlier query (finished, aborted or too large) has left. */
function begin(timetable: Timetable, scratch: ParetoScratch, run: ParetoRun): void {
  scratch.target.clear();
  scratch.ready.clear();
  scratch.alighted.clear();
  scratch.frontierSize.fill(0);
  scratch.frontierCount = 0;
  scratch.marked.fill(0);
  scratch.markedCount = 0;
  scratch.queuedFirst.fill(NEVER);
  scratch.labelCount = 0;
  scratch.roundLabel = 0;
  scratch.columns = columnsOf(timetable, run.counts);
  scratch.egressFirst.fill(-1);
  scratch.finishStamp++;
  if (run.to.length > scratch.egressNext.length) scratch.egressNext = new Int32Array(run.to.length);
  for (let access = run.to.length - 1; access >= 0; access--) {
    const { stop } = run.to[access]!;
    scratch.egressNext[access] = scratch.egressFirst[stop]!;
    scratch.egressFirst[stop] = access;
    markFinishing(timetable, scratch, stop);
  }
}

/** Marks the routes by which one comes to a target's stop, straight or over one link. */
function markFinishing(timetable: Timetable, scratch: ParetoScratch, stop: number): void {
  const { finishing, finishStamp } = scratch;
  const { routeStart, route, linkStart, linkFrom } = approachesOf(timetable);
  for (let at = routeStart[stop]!; at < routeStart[stop + 1]!; at++) finishing[route[at]!] = finishStamp;
  for (let link = linkStart[stop]!; link < linkStart[stop + 1]!; link++) {
    const from = linkFrom[link]!;
    for (let at = routeStart[from]!; at < routeStart[from + 1]!; at++) finishing[route[at]!] = finishStamp;
  }
}

function setOut(timetable: Timetable, scratch: ParetoScratch, run: ParetoRun, mostRides: number): void {
  const { counts } = run;
  scratch.rides = 0;
  scratch.ridesLeft = mostRides;
  run.from.forEach((access, index) => {
    reach(
      timetable,
      scratch,
      run,
      access.stop,
      run.at + (access.minutes ?? 0),
      counts.cost ? (access.cost ?? 0) : 0,
      counts.co2 ? (access.co2 ?? 0) : 0,
      counts.risk ? (access.risk ?? 0) : 0,
      -1,
      SOURCE,
      index,
    );
  });
}

/**
 * Copies those whom the last round made ready, stop by stop. They board from this copy: one of them may be covered, while
 * this round runs, by somebody with one ride more, and is still to be extended, for it may end with fewer rides.
 */
function gatherFrontier(timetable: Timetable, scratch: ParetoScratch, run: ParetoRun, rides: number): void {
  const { ready, target, markedStops, markedCount, frontierStops } = scratch;
  const { board } = run.bounds;
  const row = scratch.ridesLeft * timetable.stopCount;
  let end = 0;
  let count = 0;
  for (let marked = 0; marked < markedCount; marked++) {
    const stop = markedStops[marked]!;
    scratch.marked[stop] = 0;
    const from = ready.start[stop]!;
    const to = from + ready.size[stop]! * ENTRY;
    const start = end;
    if (end + to - from > scratch.frontier.length) {
      const grown = new Int32Array(Math.max(scratch.frontier.length * 2, end + to - from));
      grown.set(scratch.frontier);
      scratch.frontier = grown;
    }
    const { frontier } = scratch;
    const bound = (row + stop) * 4;
    for (let at = from; at < to; at += ENTRY) {
      // Labels only grow in number: a smaller one was made ready, and has boarded, in an earlier round.
      if (ready.data[at + 4]! < scratch.roundLabel) continue;
      const time = ready.data[at]!;
      const cost = ready.data[at + 1]!;
      const co2 = ready.data[at + 2]!;
      const risk = ready.data[at + 3]!;
      if (
        target.covers(
          time + board[bound]!,
          cost + board[bound + 1]!,
          co2 + board[bound + 2]!,
          risk + board[bound + 3]!,
          rides,
        )
      ) {
        continue;
      }
      frontier[end] = time;
      frontier[end + 1] = cost;
      frontier[end + 2] = co2;
      frontier[end + 3] = risk;
      frontier[end + 4] = ready.data[at + 4]!;
      end += ENTRY;
    }
    if (end === start) continue;
    scratch.frontierStart[stop] = start;
    scratch.frontierSize[stop] = (end - start) / ENTRY;
    frontierStops[count++] = stop;
  }
  scratch.frontierCount = count;
  scratch.markedCount = 0;
  scratch.roundLabel = scratch.labelCount;
}

/** Routes that lead to the target itself are scanned first: what they bring there lets the others drop more. */
function queueRoutes(timetable: Timetable, scratch: ParetoScratch): void {
  const { stopRouteStart, stopRoute, stopRouteCall } = timetable;
  const { frontierStops, frontierCount, queue, queuedFirst, finishing, finishStamp } = scratch;
  let front = 0;
  let back = queue.length;
  for (let at = 0; at < frontierCount; at++) {
    const stop = frontierStops[at]!;
    const end = stopRouteStart[stop + 1]!;
    for (let i = stopRouteStart[stop]!; i < end; i++) {
      const route = stopRoute[i]!;
      const call = stopRouteCall[i]!;
      const first = queuedFirst[route]!;
      if (first === NEVER) queue[finishing[route] === finishStamp ? front++ : --back] = route;
      if (call < first) queuedFirst[route] = call;
    }
  }
  scratch.queueFront = front;
  scratch.queueBack = back;
}
