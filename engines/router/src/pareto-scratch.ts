import { Bags, ENTRY } from './bag.ts';
import type { Bounds } from './bounds.ts';
import type { Access } from './network.ts';
import { TargetBag } from './pareto-target.ts';
import { NEVER, type Timetable } from './timetable.ts';

/** What is asked of one run of the search. Limits are inclusive; an amount that does not count is not minimised. */
export interface ParetoRun {
  from: readonly Access[];
  to: readonly Access[];
  at: number;
  maxRides: number;
  avoided: readonly number[];
  counts: { cost: boolean; co2: boolean; risk: boolean };
  limits: { time: number; cost: number; co2: number; risk: number; rides: number };
  bounds: Bounds;
  maxLabels: number;
  signal?: AbortSignal | undefined;
}

/** Integers of one aboard a route: trip, cost, CO2, risk (each less the route's sum so far), the label before, position of boarding. */
export const ABOARD = 6;

/** A search made more labels than it was allowed to. */
export class LabelLimitError extends Error {
  override name = 'LabelLimitError';
  constructor(maxLabels: number) {
    super(
      `The search gave up after ${maxLabels} labels. Allow more (maxLabels), or ask for fewer rides or criteria, or set bounds.`,
    );
  }
}

/** Columns of the timetable, or zeros for an amount that does not count. */
export interface Columns {
  handlingCost: Int32Array;
  handlingCo2: Int32Array;
  handlingRisk: Int32Array;
  costBefore: Int32Array;
  co2Before: Int32Array;
  riskBefore: Int32Array;
  linkCost: Int32Array;
  linkCo2: Int32Array;
  linkRisk: Int32Array;
}

/** What a multi-criteria search writes on: made once per timetable, used again by every query, grown when too narrow. */
export interface ParetoScratch {
  target: TargetBag;
  /** How each label was reached, told as in `search-state.ts`. */
  labelParent: Int32Array;
  labelBoard: Int32Array;
  labelAlight: Int32Array;
  labelCount: number;
  /** What the next label would be; it is made only if something keeps it. */
  describedParent: number;
  describedBoard: number;
  describedAlight: number;
  describedLabel: number;
  /** Per stop: those ready to board, the handling paid; and, only where links start, those who have alighted. */
  ready: Bags;
  alighted: Bags;
  /** Those who board in this round: entries like those of `ready`, together for each stop of `frontierStops`. */
  frontier: Int32Array;
  frontierStart: Int32Array;
  frontierSize: Int32Array;
  frontierStops: Int32Array;
  frontierCount: number;
  /** The stops at which this round made somebody ready. */
  marked: Uint8Array;
  markedStops: Int32Array;
  markedCount: number;
  /** Routes to scan, from the array's front and from its end, and the first call at which each may be boarded. */
  queue: Int32Array;
  queueFront: number;
  queueBack: number;
  queuedFirst: Int32Array;
  /** Per route: `finishStamp` if it leads to the target. */
  finishing: Int32Array;
  finishStamp: number;
  aboard: Int32Array;
  aboardCount: number;
  /** Per call of the route being scanned: minutes, cost, CO2, risk (the amounts like those aboard) still needed at least. */
  rest: Int32Array;
  /** Per stop: its first entry in the target's accesses, or -1; and from entry to entry. */
  egressFirst: Int32Array;
  egressNext: Int32Array;
  columns: Columns;
  /** Rides taken, this round's included; rides that may follow; and the first label this round can make. */
  rides: number;
  ridesLeft: number;
  roundLabel: number;
}

const scratches = new WeakMap<Timetable, ParetoScratch>();

export function scratchFor(timetable: Timetable): ParetoScratch {
  const known = scratches.get(timetable);
  if (known) return known;
  const scratch = makeScratch(timetable);
  scratches.set(timetable, scratch);
  return scratch;
}

function makeScratch(timetable: Timetable): ParetoScratch {
  const { stopCount, routeCount, routeCallStart } = timetable;
  let mostCalls = 0;
  for (let route = 0; route < routeCount; route++) {
    mostCalls = Math.max(mostCalls, routeCallStart[route + 1]! - routeCallStart[route]!);
  }
  return {
    target: new TargetBag(),
    labelParent: new Int32Array(4096),
    labelBoard: new Int32Array(4096),
    labelAlight: new Int32Array(4096),
    labelCount: 0,
    describedParent: 0,
    describedBoard: 0,
    describedAlight: 0,
    describedLabel: -1,
    ready: new Bags(stopCount, 8),
    alighted: new Bags(stopCount, 2),
    frontier: new Int32Array(1024 * ENTRY),
    frontierStart: new Int32Array(stopCount),
    frontierSize: new Int32Array(stopCount),
    frontierStops: new Int32Array(stopCount),
    frontierCount: 0,
    marked: new Uint8Array(stopCount),
    markedStops: new Int32Array(stopCount),
    markedCount: 0,
    queue: new Int32Array(routeCount),
    queueFront: 0,
    queueBack: 0,
    queuedFirst: new Int32Array(routeCount).fill(NEVER),
    finishing: new Int32Array(routeCount),
    finishStamp: 0,
    aboard: new Int32Array(64 * ABOARD),
    aboardCount: 0,
    rest: new Int32Array(mostCalls * 4),
    egressFirst: new Int32Array(stopCount).fill(-1),
    egressNext: new Int32Array(8),
    columns: columnsOf(timetable, { cost: true, co2: true, risk: true }),
    rides: 0,
    ridesLeft: 0,
    roundLabel: 0,
  };
}

const zerosOf = new WeakMap<Timetable, Int32Array>();

export function columnsOf(timetable: Timetable, counts: ParetoRun['counts']): Columns {
  const zeros = zerosFor(timetable);
  return {
    handlingCost: counts.cost ? timetable.transferCost : zeros,
    handlingCo2: counts.co2 ? timetable.transferCo2 : zeros,
    handlingRisk: counts.risk ? timetable.transferRisk : zeros,
    costBefore: counts.cost ? timetable.costBefore : zeros,
    co2Before: counts.co2 ? timetable.co2Before : zeros,
    riskBefore: counts.risk ? timetable.riskBefore : zeros,
    linkCost: counts.cost ? timetable.linkCost : zeros,
    linkCo2: counts.co2 ? timetable.linkCo2 : zeros,
    linkRisk: counts.risk ? timetable.linkRisk : zeros,
  };
}

function zerosFor(timetable: Timetable): Int32Array {
  const known = zerosOf.get(timetable);
  if (known) return known;
  const zeros = new Int32Array(
    Math.max(timetable.stopCount, timetable.callStop.length, timetable.linkTo.length),
  );
  zerosOf.set(timetable, zeros);
  return zeros;
}
