/** For tests: a world whose trains carry 100 TEU, and servers that share one database. */
import { join } from 'node:path';
import { pino } from 'pino';
import type { Corridor, FactRow } from '../../../corridor/index.ts';
import { type Allocation, openAllocation } from '../../../ledgers/allocation/index.ts';
import { localBus } from '../../../platform/bus.ts';
import type { Database, MigrationFolder } from '../../../platform/database/index.ts';
import { root } from '../../../platform/root.ts';
import { buildNetwork, type FreightNetwork } from '../network.ts';
import { runsBetween } from '../running.ts';
import { fact, world } from '../testing.ts';
import { dayMinutes, minuteOf } from '../zone.ts';
import { type Departure, departureFrom } from './departure.ts';
import { openCapacity } from './open.ts';

const at = (module: string, path: string) => ({ module, folder: join(root, 'server/src', path) });
export const freightMigrations: MigrationFolder[] = [
  at('platform', 'platform/migrations'),
  at('corridor', 'corridor/migrations'),
  at('allocation', 'ledgers/allocation/migrations'),
  at('freight', 'modules/freight/migrations'),
];

export const trainTeu = 100;
export const capacityWorld = (teu = trainTeu, ...facts: FactRow[]): Corridor =>
  world((rows) => rows.facts.push(fact('mode:rail', 'train-capacity', String(teu), 'TEU'), ...facts));

/** Departures of a service from a fortnight ahead, when nothing of them has closed. */
export function departuresOf(network: FreightNetwork, service: string, now: Date): Departure[] {
  const running = network.running.get(service);
  if (!running) throw new RangeError(`there is no service ${service}`);
  const from = minuteOf(now) + 14 * dayMinutes;
  return runsBetween(running, from, from + 300 * dayMinutes).map((run) =>
    departureFrom(network, running, run),
  );
}

/** What one server process has open; any number of them on one database. */
export function openServer(
  database: Database,
  corridor: Corridor,
  now: Date,
  /** What its capacity sees of the ledger. */
  seen: (ledger: Allocation) => Allocation = (ledger) => ledger,
) {
  const ledger = openAllocation(database, { log: pino({ level: 'silent' }) });
  const asked = seen(ledger);
  const network = buildNetwork(corridor, minuteOf(now));
  const bus = localBus();
  const capacity = openCapacity({
    corridor: () => corridor,
    database: () => database,
    allocation: () => asked,
    bus: () => bus,
    network: () => network,
  });
  return { ledger, network, bus, capacity, parts: capacity.parts, close: () => ledger.close() };
}
