/** An operator says what a departure or a service carries. Existing pools follow in the same moment, or nothing changes. */
import type { Kysely } from 'kysely';
import { type By, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { refuse } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import { runsBetween } from '../running.ts';
import { dayMinutes, minuteOf } from '../zone.ts';
import type { DepartureChange, ServiceCapacityChange } from './api.ts';
import {
  lockService,
  readDeparture,
  readDeparturesFrom,
  writeDeparture,
  writeService,
} from './capacity.store.ts';
import { type Departure, departureOf, runName, runNotFound } from './departure.ts';
import type { CapacityParts } from './open.ts';
import { resizePools } from './resize.ts';
import { type Amounts, changed, fieldOf, isSame, type ServiceStatement, type Stated } from './stated.ts';

type Trx = Kysely<unknown>;

/** Further ahead nobody knows the timetable, and there is an end to how much can be stated. */
const aheadDaysMax = 366;
/** No train of the timetable is under way for longer. */
const underWayDaysMax = 60;
/** A message of the bus is small. */
const runsPerMessage = 50;

export function stateDeparture(
  parts: CapacityParts,
  departure: Departure,
  change: DepartureChange,
  { by, now }: { by: By; now: Date },
): Promise<FreightRefusal | null> {
  const minute = minuteOf(now);
  if ((departure.arrives.at(-1) ?? departure.minute) <= minute)
    return refused(
      refuse(
        'departure-past',
        `${departure.run} has arrived: what it carried can't be stated any more. Name a later departure.`,
      ),
    );
  if (departure.minute > minute + aheadDaysMax * dayMinutes) return refused(runNotFound(departure.run));
  const { service, run } = departure;
  return underLock(parts, service.id, async (trx, ofService) => {
    const before = await readDeparture(trx, departure);
    const stale = staleVersion(change.version, before.version, run);
    if (stale) return stale;
    const after = {
      amounts: changed(before.amounts, change),
      cancelled: change.cancelled ?? before.cancelled,
    };
    if (isSame(before.amounts, after.amounts) && before.cancelled === after.cancelled) return null;
    const stated: Stated = { service: ofService, departure: { ...after, version: before.version + 1 } };
    const promised = await resizePools(parts, [{ departure, stated }]);
    if (promised) return promised;
    await writeDeparture(trx, departure, after);
    if (!isSame(before.amounts, after.amounts))
      await recordChange(trx, by, {
        what: 'departure.capacity-stated',
        subject: `departure:${run}`,
        before: fieldsOf(before.amounts),
        after: fieldsOf(after.amounts),
      });
    if (before.cancelled !== after.cancelled)
      await recordChange(trx, by, {
        what: after.cancelled ? 'departure.cancelled' : 'departure.reinstated',
        subject: `departure:${run}`,
      });
    await parts.bus().publish('freight.capacity', { runs: [run] }, trx);
    return null;
  });
}

export function stateService(
  parts: CapacityParts,
  service: string,
  change: ServiceCapacityChange,
  { by, now }: { by: By; now: Date },
): Promise<FreightRefusal | null> {
  return underLock(parts, service, async (trx, before) => {
    const stale = staleVersion(change.version, before.version, service);
    if (stale) return stale;
    const named = change.dangerousGoods;
    const after = {
      amounts: changed(before.amounts, change),
      // Null takes the statement back, and then nobody has said.
      dangerousGoods: named === undefined ? before.dangerousGoods : named && [...new Set(named)].sort(),
    };
    if (isSame(before.amounts, after.amounts) && `${before.dangerousGoods}` === `${after.dangerousGoods}`)
      return null;
    const stated = { ...before, ...after, version: before.version + 1 };
    const network = parts.network();
    const since = new Date(now.getTime() - underWayDaysMax * dayMinutes * 60_000);
    const own = await readDeparturesFrom(trx, service, since);
    const affected = [...own].flatMap(([run, departure]) => {
      const found = departureOf(network, run);
      return found ? [{ departure: found, stated: { service: stated, departure } }] : [];
    });
    const promised = await resizePools(
      parts,
      affected.filter(({ departure }) => Math.max(...departure.loadsUntil) > minuteOf(now)),
    );
    if (promised) return promised;
    await writeService(trx, service, after);
    await recordChange(trx, by, {
      what: 'service.capacity-stated',
      subject: `service:${service}`,
      before: { ...fieldsOf(before.amounts), dangerousGoods: before.dangerousGoods },
      after: { ...fieldsOf(after.amounts), dangerousGoods: after.dangerousGoods },
    });
    await tellOfService(parts, service, since, trx);
    return null;
  });
}

/** Departures without a row of their own are changed as well, so all of the timetable's are named. */
async function tellOfService(parts: CapacityParts, service: string, since: Date, trx: Trx): Promise<void> {
  const network = parts.network();
  const running = network.running.get(service);
  const runs = running ? runsBetween(running, minuteOf(since), network.horizonEnd) : [];
  const names = runs.map(({ departure }) => runName(service, departure));
  for (let first = 0; first < names.length; first += runsPerMessage)
    await parts.bus().publish('freight.capacity', { runs: names.slice(first, first + runsPerMessage) }, trx);
}

/** One statement of a service at a time, on all servers; nobody makes a pool of it meanwhile. */
function underLock(
  parts: CapacityParts,
  service: string,
  work: (trx: Trx, ofService: ServiceStatement) => Promise<FreightRefusal | null>,
): Promise<FreightRefusal | null> {
  return parts.alone(() =>
    transaction(parts.database().db, async (trx) => work(trx, await lockService(trx, service))),
  );
}

function staleVersion(asked: number | undefined, version: number, what: string): FreightRefusal | null {
  if (asked === undefined || asked === version) return null;
  return refuse(
    'capacity-changed',
    `What is stated of ${what} is at version ${version}, and you looked at version ${asked}. Look again and state it anew.`,
  );
}

const refused = (refusal: FreightRefusal) => Promise.resolve(refusal);
const fieldsOf = (amounts: Amounts) =>
  Object.fromEntries(
    (Object.keys(fieldOf) as (keyof typeof fieldOf)[]).map((kind) => [fieldOf[kind], amounts[kind]]),
  );
