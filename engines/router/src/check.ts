import type { CrossingInput, LinkInput, NetworkInput, ServiceInput, StopInput } from './network.ts';

/** A quarter of the Int32 range, so that an instant plus a long ride plus a link can't overflow. */
export const MAX_MINUTE = 0x1fffffff;

/** The most one ride, link or stop may cost, emit or risk: leaves room to add eight rides in an Int32. */
export const MAX_AMOUNT = 100_000_000;

const WEEK = 7 * 24 * 60;

/** Refuses, by a RangeError that names index and field, any input a search could go wrong on. */
export function checkNetwork(input: NetworkInput): void {
  integer('horizonStart', input.horizonStart, -MAX_MINUTE, MAX_MINUTE);
  integer('horizonEnd', input.horizonEnd, input.horizonStart, MAX_MINUTE);
  input.stops.forEach(checkStop);
  input.crossings.forEach(checkCrossing);
  const counts = { stops: input.stops.length, crossings: input.crossings.length };
  input.services.forEach((service, index) => {
    checkService(service, index, counts);
  });
  input.links.forEach((link, index) => {
    checkLink(link, index, counts);
  });
}

interface Counts {
  stops: number;
  crossings: number;
}

function checkStop(stop: StopInput, index: number): void {
  // Names are built only for a value at fault: a large network has millions of values.
  integer('transferMinutes', stop.transferMinutes, 0, MAX_MINUTE, 'stops', index);
  integer('transferCost', stop.transferCost ?? 0, 0, MAX_AMOUNT, 'stops', index);
  integer('transferCo2', stop.transferCo2 ?? 0, 0, MAX_AMOUNT, 'stops', index);
  integer('transferRisk', stop.transferRisk ?? 0, 0, MAX_AMOUNT, 'stops', index);
}

function checkCrossing({ closed = [] }: CrossingInput, index: number): void {
  closed.forEach(([from, to], window) => {
    integer(`closed[${window}][0]`, from, -MAX_MINUTE, MAX_MINUTE, 'crossings', index);
    integer(`closed[${window}][1]`, to, from + 1, MAX_MINUTE, 'crossings', index);
  });
}

function checkLink(link: LinkInput, index: number, counts: Counts): void {
  integer('from', link.from, 0, counts.stops - 1, 'links', index);
  integer('to', link.to, 0, counts.stops - 1, 'links', index);
  integer('minutes', link.minutes, 0, MAX_MINUTE, 'links', index);
  integer('cost', link.cost ?? 0, 0, MAX_AMOUNT, 'links', index);
  integer('co2', link.co2 ?? 0, 0, MAX_AMOUNT, 'links', index);
  integer('risk', link.risk ?? 0, 0, MAX_AMOUNT, 'links', index);
  integer('crossing', link.crossing ?? -1, -1, counts.crossings - 1, 'links', index);
}

function checkService(service: ServiceInput, index: number, counts: Counts): void {
  const calls = service.stops.length;
  if (calls < 2) fail('services', index, 'stops', -1, `must name at least 2 stops, not ${calls}`);
  each(service, index, 'stops', calls, 0, counts.stops - 1);
  checkTimes(service, index, calls);
  for (const field of ['boards', 'alights'] as const) {
    const given = service[field];
    if (given && given.length !== calls) wrongLength(index, field, calls, given.length);
  }
  for (const field of ['cost', 'co2', 'risk'] as const) {
    each(service, index, field, calls - 1, 0, MAX_AMOUNT);
    const sum = service[field]?.reduce((total, amount) => total + amount, 0) ?? 0;
    if (sum > MAX_AMOUNT)
      fail('services', index, field, -1, `must add up to at most ${MAX_AMOUNT}, not ${sum}`);
  }
  each(service, index, 'crossing', calls - 1, -1, counts.crossings - 1);
  each(service, index, 'weekly', undefined, 0, WEEK - 1);
  each(service, index, 'departures', undefined, -MAX_MINUTE, MAX_MINUTE);
}

function checkTimes(service: ServiceInput, index: number, calls: number): void {
  const { arriveMinutes, departMinutes } = service;
  each(service, index, 'arriveMinutes', calls, -MAX_MINUTE, MAX_MINUTE);
  each(service, index, 'departMinutes', calls, -MAX_MINUTE, MAX_MINUTE);
  if (departMinutes[0] !== 0) {
    fail(
      'services',
      index,
      'departMinutes',
      0,
      `must be 0, the departure all times count from, not ${departMinutes[0]}`,
    );
  }
  for (let call = 1; call < calls; call++) {
    const arrives = arriveMinutes[call]!;
    const left = departMinutes[call - 1]!;
    if (arrives < left) {
      fail(
        'services',
        index,
        'arriveMinutes',
        call,
        `must not be before the departure at call ${call - 1} (${left}), not ${arrives}`,
      );
    }
    if (call < calls - 1 && departMinutes[call]! < arrives) {
      fail(
        'services',
        index,
        'departMinutes',
        call,
        `must not be before the arrival there (${arrives}), not ${departMinutes[call]}`,
      );
    }
  }
}

type NumberField =
  | 'stops'
  | 'arriveMinutes'
  | 'departMinutes'
  | 'cost'
  | 'co2'
  | 'risk'
  | 'crossing'
  | 'weekly'
  | 'departures';

function each(
  service: ServiceInput,
  index: number,
  field: NumberField,
  length: number | undefined,
  low: number,
  high: number,
): void {
  const values = service[field];
  if (!values) return;
  if (length !== undefined && values.length !== length) wrongLength(index, field, length, values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!Number.isInteger(value) || value < low || value > high) {
      fail('services', index, field, at, `must be an integer from ${low} to ${high}, not ${value}`);
    }
  }
}

function integer(field: string, value: number, low: number, high: number, list?: string, index = 0): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(
      `${list ? `${list}[${index}].` : ''}${field}: must be an integer from ${low} to ${high}, not ${value}`,
    );
  }
}

function wrongLength(index: number, field: string, length: number, given: number): never {
  return fail('services', index, field, -1, `must have ${length} entries, not ${given}`);
}

function fail(list: string, index: number, field: string, at: number, problem: string): never {
  throw new RangeError(`${list}[${index}].${field}${at < 0 ? '' : `[${at}]`}: ${problem}`);
}
