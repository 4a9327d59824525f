import { MAX_AMOUNT } from './check.ts';
import type { Access } from './network.ts';
import { CRITERIA, type Criterion, type ParetoQuery } from './pareto.ts';
import type { ParetoBounds } from './pareto-limits.ts';
import type { Timetable } from './timetable.ts';

/** What each bound is on. */
const BOUNDED: Record<keyof ParetoBounds, Criterion> = {
  timeFactor: 'arrival',
  timeSlackMinutes: 'arrival',
  costFactor: 'cost',
  co2Factor: 'co2',
  riskFactor: 'risk',
  extraRides: 'rides',
};

/** Refuses, by a RangeError that names the field, what only this search could go wrong on. */
export function checkParetoQuery(timetable: Timetable, query: ParetoQuery): void {
  checkAmounts('from', query.from);
  checkAmounts('to', query.to);
  const { criteria = CRITERIA, avoidCrossings = [], bounds = {}, maxOptions = 1, maxLabels = 1 } = query;
  if (criteria.length === 0) throw new RangeError('criteria: name at least one');
  for (const criterion of criteria) {
    if (!CRITERIA.includes(criterion)) {
      throw new RangeError(`criteria: ${criterion} is none of ${CRITERIA.join(', ')}`);
    }
  }
  avoidCrossings.forEach((crossing, index) => {
    if (!Number.isInteger(crossing) || crossing < 0 || crossing >= timetable.crossingCount) {
      throw new RangeError(`avoidCrossings[${index}]: there is no crossing ${crossing}`);
    }
  });
  atLeastOne('maxOptions', maxOptions);
  atLeastOne('maxLabels', maxLabels);
  for (const [field, criterion] of Object.entries(BOUNDED)) {
    if (bounds[field as keyof ParetoBounds] !== undefined && !criteria.includes(criterion)) {
      throw new RangeError(`bounds.${field}: ${criterion} is not among the criteria`);
    }
  }
  for (const field of ['timeFactor', 'costFactor', 'co2Factor', 'riskFactor'] as const) {
    const factor = bounds[field];
    if (factor !== undefined && !(factor >= 1)) {
      throw new RangeError(`bounds.${field}: must be at least 1, not ${factor}`);
    }
  }
  for (const field of ['timeSlackMinutes', 'extraRides'] as const) {
    const slack = bounds[field] ?? 0;
    if (!Number.isInteger(slack) || slack < 0) {
      throw new RangeError(`bounds.${field}: must be an integer of at least 0, not ${slack}`);
    }
  }
}

function checkAmounts(field: string, accesses: readonly Access[]): void {
  accesses.forEach((access, index) => {
    for (const amount of ['cost', 'co2', 'risk'] as const) {
      const value = access[amount] ?? 0;
      if (!Number.isInteger(value) || value < 0 || value > MAX_AMOUNT) {
        throw new RangeError(
          `${field}[${index}].${amount}: must be an integer from 0 to ${MAX_AMOUNT}, not ${value}`,
        );
      }
    }
  });
}

function atLeastOne(field: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${field}: must be an integer of at least 1, not ${value}`);
}
