/** One departure of a service, cut into segments; each segment has a pool for every kind of thing it can be short of. */
import type { Service } from '../../../corridor/index.ts';
import { type FreightRefusal, refuseField } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import { type RunningService, runsBetween, type ServiceRun } from '../running.ts';
import { dayMinutes, instantOf, minuteOf } from '../zone.ts';
import type { CapacityKind } from './api.ts';

export interface Departure {
  /** `<service>@<departure from its first terminal>`. */
  run: string;
  service: Service;
  /** UTC minutes: from its first terminal, then at every call. */
  minute: number;
  departs: readonly number[];
  arrives: readonly number[];
  /** By call: when the last box is taken in for it there. */
  loadsUntil: readonly number[];
}

/** The departure of that name in the timetable, whenever it is; null where there is none. */
export function departureOf(network: FreightNetwork, run: string): Departure | null {
  const at = run.lastIndexOf('@');
  const running = network.running.get(run.slice(0, Math.max(at, 0)));
  const instant = run.slice(at + 1);
  // One departure has one name: another spelling of the instant would have pools of its own.
  if (!running || !isInstant(instant)) return null;
  const minute = minuteOf(instant);
  // Where the first thing it does is wait for a border, it leaves later than its pattern says.
  const from = running.hours[0] ? minute - 7 * dayMinutes : minute;
  const found = runsBetween(running, from, minute + 1).find(({ departure }) => departure === minute);
  return found ? departureFrom(network, running, found) : null;
}
const isInstant = (text: string) => {
  const time = Date.parse(text);
  return !Number.isNaN(time) && time % 60_000 === 0 && new Date(time).toISOString() === text;
};

export function departureFrom(
  network: FreightNetwork,
  { service }: RunningService,
  run: ServiceRun,
): Departure {
  const departs = run.departMinutes.map((minutes) => run.departure + minutes);
  return {
    run: runName(service.id, run.departure),
    service,
    minute: run.departure,
    departs,
    arrives: run.arriveMinutes.map((minutes) => run.departure + minutes),
    loadsUntil: service.calls.map(
      (call, index) =>
        (departs[index] ?? run.departure) - (network.handlingMinutes[network.stopOf.get(call) ?? -1] ?? 0),
    ),
  };
}

export const runName = (service: string, minute: number) => `${service}@${instantOf(minute)}`;

export const runNotFound = (run: string): FreightRefusal =>
  refuseField(
    'run-not-found',
    'run',
    `There is no departure "${run.slice(0, 100)}". Use an id from /api/v1/runs: a service, @ and when it leaves its first terminal.`,
  );

export const segmentsOf = ({ service }: Departure) => Math.max(0, service.calls.length - 1);

export const poolId = ({ service, minute }: Departure, segment: number, kind: CapacityKind) =>
  `freight/${service.id}/${instantOf(minute)}/${segment}/${kind}`;

/**
 * A segment can be had until nobody who would ride on it can be loaded any more: the terminal where it begins, or one before it, has
 * taken in its last box. A terminal needs its `terminal-time` to bring a box on a train, and one that needs longer may close before
 * the one before it does; who rides past it is not kept off by that.
 */
export function closesAt({ loadsUntil }: Departure, segment: number): number {
  return Math.max(...loadsUntil.slice(0, segment + 1));
}
