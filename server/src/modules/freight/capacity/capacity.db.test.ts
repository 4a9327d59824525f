import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Allocation, auditAllocation, openAllocation } from '../../../ledgers/allocation/index.ts';
import { databaseBus } from '../../../platform/bus.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { root } from '../../../platform/root.ts';
import { buildNetwork } from '../network.ts';
import { runsBetween } from '../running.ts';
import { fact, world } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import { departureFrom } from './departure.ts';
import { openCapacity } from './open.ts';

const log = pino({ level: 'silent' });
const now = new Date();
const corridor = world((rows) => rows.facts.push(fact('mode:rail', 'train-capacity', '100', 'TEU')));
const network = buildNetwork(corridor, minuteOf(now));
const running = network.running.get('tianjin-tashkent')!;
const [first, second] = runsBetween(running, minuteOf(now) + 20_000, minuteOf(now) + 60_000).map(
  (run) => departureFrom(network, running, run).run,
) as [string, string];

let database: TestDatabase;
const ledgers: Allocation[] = [];
const folder = (module: string, path: string) => ({ module, folder: join(root, 'server/src', path) });

beforeEach(async () => {
  database = await testDatabase({
    migrations: [
      folder('platform', 'platform/migrations'),
      folder('corridor', 'corridor/migrations'),
      folder('allocation', 'ledgers/allocation/migrations'),
      folder('freight', 'modules/freight/migrations'),
    ],
  });
});
afterEach(async () => {
  await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()));
  await database.drop();
});

/** What one server process has open. */
async function serverOf() {
  const ledger = openAllocation(database, { log });
  ledgers.push(ledger);
  const capacity = openCapacity({
    corridor: () => corridor,
    database: () => database,
    allocation: () => ledger,
    bus: () => {
      throw new Error('not asked for');
    },
    network: () => network,
  });
  return { ledger, capacity };
}
const load = (teu: number) => ({ teu, reeferPlugs: 0, weightKg: teu * 12_000, dangerousClasses: [] });

test('a box from A to C takes the segments A–B and B–C and leaves C–D', async () => {
  const { ledger, capacity } = await serverOf();
  const lines = await capacity.lines([{ run: first, fromCall: 0, toCall: 2 }], load(30), now);
  if (isRefusal(lines)) throw new Error(lines.detail);
  await ledger.reserve(lines, { caller: 'test', key: '1', ttlSeconds: 900 });
  const parts = [0, 1, 2].map((call) => ({ run: first, fromCall: call, toCall: call + 1 }));
  const left = await capacity.left([...parts, { run: first, fromCall: 0, toCall: 7 }]);
  expect(left.map(({ teu }) => teu)).toEqual([70, 70, 100, 70]);
});
