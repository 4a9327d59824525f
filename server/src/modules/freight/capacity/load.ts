/** Whether these departures take this load at all, before anybody looks whether there is room. */
import type { Corridor } from '../../../corridor/index.ts';
import { allocationLimits } from '../../../ledgers/allocation/index.ts';
import { refuse } from '../../../platform/errors.ts';
import { type FreightRefusal, refuseWith } from '../errors.ts';
import { serviceName, terminalName } from '../names.ts';
import { instantOf } from '../zone.ts';
import type { CapacityKind } from './api.ts';
import type { Need } from './capacity.ts';
import type { Departure } from './departure.ts';
import type { Amounts, Stated } from './stated.ts';

export interface Ride {
  departure: Departure;
  fromCall: number;
  toCall: number;
}
export interface Taken {
  kind: CapacityKind;
  quantity: number;
}

/** What a load takes of every segment, or why a departure on its way does not take it. */
export function checkLoad(
  corridor: Corridor,
  rides: readonly (Ride & { stated: Stated; capacity: Amounts })[],
  need: Need,
  now: Date,
): Taken[] | FreightRefusal {
  const all: Taken[] = [
    { kind: 'teu', quantity: need.teu },
    { kind: 'reefer-plug', quantity: need.reeferPlugs },
    { kind: 'weight-kg', quantity: Math.ceil(need.weightKg) },
  ];
  const taken = all.filter(({ quantity }) => quantity > 0);
  for (const ride of rides) {
    const refused = refusalOf(corridor, ride, need, now);
    if (refused) return refused;
  }
  const segments = rides.reduce((sum, { fromCall, toCall }) => sum + toCall - fromCall, 0);
  if (segments * taken.length > allocationLimits.linesMax)
    return refuse(
      'way-too-long',
      `This way has ${segments} stretches, and all of them can't be held at once. Book it as two ways.`,
    );
  return taken;
}

function refusalOf(
  corridor: Corridor,
  { departure, fromCall, stated, capacity }: Ride & { stated: Stated; capacity: Amounts },
  need: Need,
  now: Date,
): FreightRefusal | null {
  const { service, run } = departure;
  const name = `${serviceName(corridor, service, 'en')} of ${instantOf(departure.minute)} (${run})`;
  const closed = departure.loadsUntil[fromCall] ?? departure.minute;
  const train = trainOf(departure, fromCall);
  if (now.getTime() >= closed * 60_000) {
    const terminal = corridor.terminals.get(service.calls[fromCall] ?? '');
    const where = terminal ? terminalName(corridor, terminal, 'en') : '';
    return refuseWith(
      'loading-closed',
      { ...train, closedAt: instantOf(closed) },
      `${name} took in its last boxes at ${where} at ${instantOf(closed)}. Choose a later departure.`,
    );
  }
  if (stated.departure.cancelled)
    return refuseWith('departure-cancelled', train, `${name} is cancelled. Choose another departure.`);
  const taken = stated.service.dangerousGoods ?? [];
  const refused = need.dangerousClasses.filter((each) => !taken.includes(each));
  if (refused.length > 0)
    return refuseWith(
      'goods-not-taken',
      { ...train, classes: refused, taken },
      `${name} does not take dangerous goods of class ${refused.join(', ')}${taken.length > 0 ? `, only of ${taken.join(', ')}` : ''}. Choose another service, or ask the operator to state that it does.`,
    );
  if (need.teu > 0 && capacity.teu === null)
    return refuseWith(
      'places-not-stated',
      train,
      `Nobody has stated how many TEU ${name} carries. Ask the operator to state it, or choose another departure.`,
    );
  if (need.reeferPlugs > 0 && capacity['reefer-plug'] === null)
    return refuseWith(
      'plugs-not-stated',
      train,
      `Nobody has stated how many plugs for reefers ${name} has. Ask the operator to state it, or choose another departure.`,
    );
  return null;
}

/** A train as people name it: whence, and when it leaves there. */
const trainOf = ({ service, run, departs, minute }: Departure, fromCall: number) => ({
  run,
  from: service.calls[fromCall] ?? '',
  leavesAt: instantOf(departs[fromCall] ?? minute),
});
