/** Pools that are there brought to what is about to be stated: all of them, or as they were and which of them is in the way. */

import type { Corridor } from '../../../corridor/index.ts';
import type { Allocation, Pool } from '../../../ledgers/allocation/index.ts';
import { isRefusal, refuse } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import { serviceName, terminalName } from '../names.ts';
import { instantOf } from '../zone.ts';
import type { Departure } from './departure.ts';
import type { CapacityParts } from './open.ts';
import { ledgerAway, poolsById, poolsOf, type WantedPool } from './pools.ts';
import { capacityOf, fieldOf, type Stated, unitOf } from './stated.ts';

interface Resizing {
  pool: Pool;
  wanted: WantedPool;
}
const faultsShownMax = 20;
/** The ledger takes so many requests at once without keeping others waiting long. */
const atOnce = 500;

/**
 * Under the lock of their service. What becomes smaller goes first: only that can be refused, and then nothing has become larger than is
 * stated. A crash in between leaves pools that differ from the statement that was not made; `settlePools` mends them when they are
 * next asked for.
 */
export async function resizePools(
  parts: CapacityParts,
  departures: readonly { departure: Departure; stated: Stated }[],
): Promise<FreightRefusal | null> {
  const { corridor } = parts.network();
  const allocation = parts.allocation();
  const wanted = departures.flatMap(({ departure, stated }) =>
    poolsOf(departure, capacityOf(corridor, departure.service, stated)),
  );
  const pools = await poolsById(
    allocation,
    wanted.map(({ id }) => id),
  );
  const resizings = wanted.flatMap((each): Resizing[] => {
    const pool = pools.get(each.id);
    return pool && pool.capacity !== each.capacity ? [{ pool, wanted: each }] : [];
  });
  const over = resizings.filter((each) => each.pool.held + each.pool.confirmed > each.wanted.capacity);
  if (over.length > 0) return belowPromised(corridor, over);
  const shrinks = resizings.filter((each) => each.wanted.capacity < each.pool.capacity);
  const grows = resizings.filter((each) => each.wanted.capacity > each.pool.capacity);
  const done: Resizing[] = [];
  for (const some of [shrinks, grows]) {
    const refused = await resizeAll(allocation, some, done);
    if (!refused) continue;
    await Promise.all(done.map(({ pool }) => allocation.resize(pool.id, pool.capacity)));
    if (!refused.belowUse) return ledgerAway(refused.detail);
    // Somebody has reserved meanwhile.
    const [now] = await allocation.pools([refused.resizing.pool.id]);
    return belowPromised(corridor, [{ ...refused.resizing, pool: now ?? refused.resizing.pool }]);
  }
  return null;
}

/** Adds to `done` what was done, and answers the first that was refused. */
async function resizeAll(
  allocation: Allocation,
  resizings: readonly Resizing[],
  done: Resizing[],
): Promise<{ resizing: Resizing; belowUse: boolean; detail: string } | null> {
  for (let first = 0; first < resizings.length; first += atOnce) {
    const some = resizings.slice(first, first + atOnce);
    const answers = await Promise.all(
      some.map(({ pool, wanted }) => allocation.resize(pool.id, wanted.capacity)),
    );
    let refused: { resizing: Resizing; belowUse: boolean; detail: string } | null = null;
    for (const [index, answer] of answers.entries()) {
      const resizing = some[index]!; // as many answers as requests
      if (!isRefusal(answer)) done.push(resizing);
      else refused ??= { resizing, belowUse: answer.code === 'below-use', detail: answer.detail };
    }
    if (refused) return refused;
  }
  return null;
}

function belowPromised(corridor: Corridor, over: readonly Resizing[]): FreightRefusal {
  const faults = over.slice(0, faultsShownMax).map(({ pool, wanted }) => {
    const { departure, segment, kind } = wanted;
    const [from, to] = [segment, segment + 1].map((call) => {
      const terminal = corridor.terminals.get(departure.service.calls[call] ?? '');
      return terminal ? terminalName(corridor, terminal, 'en') : '';
    });
    const used = pool.held + pool.confirmed;
    const unit = unitOf[kind];
    return {
      at: `/${fieldOf[kind]}`,
      problem: `${serviceName(corridor, departure.service, 'en')} of ${instantOf(departure.minute)}, ${from} – ${to}: ${used} ${unit} are promised (${pool.held} held, ${pool.confirmed} confirmed), ${used - wanted.capacity} more than ${wanted.capacity}`,
      rule: 'below-promised',
      values: {
        run: departure.run,
        from: departure.service.calls[segment] ?? '',
        to: departure.service.calls[segment + 1] ?? '',
        leavesAt: instantOf(departure.departs[segment] ?? departure.minute),
        kind,
        promised: used,
        capacity: wanted.capacity,
      },
    };
  });

  return refuse(
    'below-promised',
    `Nothing was changed. ${faults[0]?.problem ?? ''}${over.length > 1 ? `; ${over.length} stretches in all` : ''}. State at least what is promised, or have bookings cancelled first.`,
    faults,
  );
}
