import type { Landmarks } from './landmarks.ts';
import type { Approaches } from './target.ts';

/**
 * What a search writes on: made once per timetable and used again by the next query, so that a query allocates nothing
 * but its answer.
 *
 * A label says how something was reached. Its three numbers are, for a ride, the label it was boarded from and the
 * positions of boarding and alighting in the timetable's times; for a link, the label it was started from, `LINK` and the
 * link; for a source, -1, `SOURCE` and which access. Labels are only ever appended, so what a path is made of never changes
 * under it.
 *
 * With `layered` 1 there is one row of arrivals per number of rides (a range search prunes by them across departures);
 * with 0 all rounds share one row, which is all that a single earliest arrival needs.
 */
export interface Scratch {
  layered: 0 | 1;
  maxRides: number;
  /** Per layer and stop: earliest arrival by ride (or access), and the earliest instant from which one may board there. */
  alight: Int32Array;
  ready: Int32Array;
  /** Per stop, only meaningful within a round: the labels of what this round reached. */
  alightLabel: Int32Array;
  readyLabel: Int32Array;
  /** Per stop: `ready` where this round improved it, else NEVER; and a list of those stops. */
  fresh: Int32Array;
  freshStops: Int32Array;
  freshCount: number;
  /** Stops whose `alight` this round improved; `reachedStamp` keeps each in the list once. */
  reachedStops: Int32Array;
  reachedCount: number;
  reachedStamp: Int32Array;
  stamp: number;
  /** Routes to scan, and the first and last call at which each may be boarded anew. */
  queue: Int32Array;
  queueFront: number;
  queueBack: number;
  queuedFirst: Int32Array;
  queuedLast: Int32Array;
  /** Per stop: minutes from there to the target, NEVER if it is no target stop. */
  egress: Int32Array;
  /** Per stop: the least minutes from there to the target with at most one link, NEVER if more is needed; and that link, or -1. */
  finish: Int32Array;
  finishLink: Int32Array;
  /** Per route: `finishStamp` if one can alight from it where `finish` is known. These are scanned first, to have a bound soon. */
  finishing: Int32Array;
  finishStamp: number;
  approaches: Approaches;
  /** Per stop: a lower bound on the minutes from there to the target, -1 until it is asked for; 0 if no target is set. */
  least: Int32Array;
  landmarks: Landmarks;
  /** Per landmark: least minutes from it to the target, and most from a target stop back to it. */
  targetFrom: Int32Array;
  targetTo: Int32Array;
  /** Per layer: the earliest arrival at the target. Per number of rides: the label that last improved it, or -1. */
  best: Int32Array;
  bestLabel: Int32Array;
  labelParent: Int32Array;
  labelBoard: Int32Array;
  labelAlight: Int32Array;
  labelCount: number;
}

export const SOURCE = -1;
export const LINK = -2;
