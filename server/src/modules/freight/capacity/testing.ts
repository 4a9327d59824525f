/** For tests: a world whose trains carry 100 TEU, and servers that share one database. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Corridor, FactRow } from '../../../corridor/index.ts';
import { type Allocation, type Line, openAllocation } from '../../../ledgers/allocation/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { localBus } from '../../../platform/bus.ts';
import type { Database, MigrationFolder } from '../../../platform/database/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { root } from '../../../platform/root.ts';
import type { FreightRefusal } from '../errors.ts';
import { buildNetwork, type FreightNetwork } from '../network.ts';
import { runsBetween } from '../running.ts';
import { fact, world } from '../testing.ts';
import { dayMinutes, minuteOf } from '../zone.ts';
import type { DepartureChange } from './api.ts';
import type { Need, RunPart } from './capacity.ts';
import { type Departure, departureFrom } from './departure.ts';
import { openCapacity } from './open.ts';
import { stateDeparture, stateService } from './statements.ts';

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

export const now = new Date();
export const corridor = capacityWorld();
/** Whoever states something in a test. */
export const by = { by: bySerai, now };
export const load = (teu: number, rest: Partial<Need> = {}): Need => ({
  teu,
  reeferPlugs: 0,
  weightKg: teu * 12_000,
  dangerousClasses: [],
  ...rest,
});
export const sure = <Value>(value: Value | FreightRefusal): Value => {
  if (isRefusal(value)) throw new Error(`${value.code}: ${value.detail}`);
  return value as Value;
};
export const refusalOf = (value: unknown) => (isRefusal(value) ? value.code : value);

type Server = ReturnType<typeof openServer>;

/** A database, one server on it, more if asked for, and departures to put boxes on: each test has one of its own. */
export class Yard {
  readonly database: TestDatabase;
  readonly server: Server;
  /** The one that is meant unless another is named. */
  departure: Departure;
  readonly #departures: Iterator<Departure>;
  readonly #others: Server[] = [];
  readonly #reserved: string[] = [];
  #keys = 0;

  constructor(database: TestDatabase) {
    this.database = database;
    this.server = openServer(database, corridor, now);
    this.#departures = departuresOf(this.server.network, 'tianjin-tashkent', now).values();
    this.departure = this.next();
  }
  /** Goes on to a departure nobody has touched. */
  next(): Departure {
    const { value, done } = this.#departures.next();
    if (done) throw new RangeError('there are no more departures in the timetable');
    this.departure = value;
    return value;
  }
  /** For the next test: another departure, nothing held, a service of which nothing is stated, one server. */
  async clear(): Promise<void> {
    await Promise.all(this.#reserved.splice(0).map((each) => this.server.ledger.release(each)));
    await Promise.all(this.#others.splice(0).map((each) => each.close()));
    const nothing = { teu: null, reeferPlugs: null, weightKg: null, dangerousGoods: null };
    sure(await stateService(this.server.parts, 'tianjin-tashkent', nothing, by));
    this.next();
  }
  another(pack = corridor, seen?: (ledger: Allocation) => Allocation): Server {
    const opened = openServer(this.database, pack, now, seen);
    this.#others.push(opened);
    return opened;
  }
  part(fromCall: number, toCall: number, { run } = this.departure): RunPart {
    return { run, fromCall, toCall };
  }
  async reserve(lines: readonly Line[], { ledger } = this.server) {
    const key = String(++this.#keys);
    const answer = await ledger.reserve(lines, { caller: 'test', key, ttlSeconds: 900 });
    if (!isRefusal(answer)) this.#reserved.push(answer.reserved);
    return answer;
  }
  async book(fromCall: number, toCall: number, teu: number, through = this.server) {
    const lines = await through.capacity.lines([this.part(fromCall, toCall)], load(teu), now);
    return this.reserve(sure(lines), through);
  }
  async leftTeu(fromCall: number, toCall: number) {
    const [left] = await this.server.capacity.left([this.part(fromCall, toCall)]);
    return left?.teu;
  }
  state(change: DepartureChange, to = this.server) {
    return stateDeparture(to.parts, this.departure, change, by);
  }
  /** Whether anybody on this database waits for a lock. */
  async anyoneWaits(): Promise<boolean> {
    const { rows } = await sql<{ waits: boolean }>`
      select exists (select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock') as waits`.execute(this.database.db);
    return rows[0]?.waits ?? false;
  }
  async close(): Promise<void> {
    await Promise.all([this.server, ...this.#others].map((each) => each.close()));
    await this.database.drop();
  }
}
export const openYard = async () => new Yard(await testDatabase({ migrations: freightMigrations }));
