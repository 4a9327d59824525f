export {
  type EarliestQuery,
  earliestArrival,
  earliestArrivals,
  type LatestQuery,
  latestDeparture,
  type ReachQuery,
} from './earliest.ts';
export type * from './network.ts';
export { type Criterion, type ParetoQuery, pareto } from './pareto.ts';
export type { ParetoBounds } from './pareto-limits.ts';
export { LabelLimitError } from './pareto-scratch.ts';
export { type RangeQuery, range } from './range.ts';
export { reverseTimetable } from './reverse.ts';
export { buildTimetable, NEVER, type Timetable } from './timetable.ts';
