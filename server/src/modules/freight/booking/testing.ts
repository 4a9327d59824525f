/** For tests: two server processes' worth of Serai on one database, a small corridor, and people who book. */
import { join } from 'node:path';
import { pino } from 'pino';
import type { Corridor } from '../../../corridor/index.ts';
import { type Allocation, openAllocation, tellBus } from '../../../ledgers/allocation/index.ts';
import { databaseBus } from '../../../platform/bus.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { Database, MigrationFolder } from '../../../platform/database/index.ts';
import { type App, buildApp } from '../../../platform/http/app.ts';
import { identifyIn, type SignedIn, testSettings } from '../../../platform/identity/testing.ts';
import { JobQueue } from '../../../platform/jobs/queue.ts';
import type { Letter, Post } from '../../../platform/mail/index.ts';
import type { Module } from '../../../platform/module.ts';
import { root } from '../../../platform/root.ts';
import type { Option, PlanAnswer } from '../api.ts';
import { openCapacity } from '../capacity/open.ts';
import { freight } from '../index.ts';
import { buildNetwork } from '../network.ts';
import { fact, packOnly, world } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import type { Booking, Container } from './api.ts';
import { type BookingParts, inOrder } from './parts.ts';

const folder = (module: string, path: string): MigrationFolder => ({
  module,
  folder: join(root, 'server/src', path),
});
export const bookingMigrations = [
  folder('platform', 'platform/migrations'),
  folder('corridor', 'corridor/migrations'),
  folder('allocation', 'ledgers/allocation/migrations'),
  folder('freight', 'modules/freight/migrations'),
];

/** Trains of ten TEU. */
export const smallTrains = (teu = 10): Corridor =>
  world((rows) => rows.facts.push(fact('mode:rail', 'train-capacity', String(teu), 'TEU')));

export interface TestServer {
  app: App;
  module: Module;
  /** What the bookings of this process are made with, for tests of what no request does. */
  parts: BookingParts;
  /** What was sent. */
  letters: Letter[];
  allocation: Allocation;
  jobs: JobQueue;
  close(): Promise<void>;
}

/** What one server process has open. `begin`: it also listens for room that returns and does its jobs. */
export async function testServer(
  database: Database,
  corridor: Corridor,
  {
    clock = systemClock,
    begin = false,
    seen = (ledger) => ledger,
  }: { clock?: Clock; begin?: boolean; seen?: (ledger: Allocation) => Allocation } = {},
): Promise<TestServer> {
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const bus = await databaseBus(database, log);
  const pools = tellBus(bus, log);
  const allocation = openAllocation(database, { log, clock, onChanged: pools.changed });
  let jobs: JobQueue;
  const letters: Letter[] = [];
  const post: Post = { send: async (letter) => void letters.push(letter), close: () => {} };
  const asked = seen(allocation);
  const given = {
    corridor: () => corridor,
    database: () => database,
    allocation: () => asked,
    bus: () => bus,
    jobs: () => jobs,
    settings: () => testSettings,
    post: () => post,
    evidence: packOnly(corridor).evidence,
  };
  const module = freight(given, clock);
  const network = buildNetwork(corridor, minuteOf(clock.now()));
  const capacity = openCapacity({ ...given, network: () => network });
  const parts = { ...given, capacity: () => capacity, now: () => clock.now(), alone: inOrder() };
  jobs = new JobQueue({ db: database.db, bus, log, kinds: module.jobs ?? [] });
  const app = buildApp({
    modules: [module],
    clock,
    log,
    version: '0',
    languages: ['en', 'zh', 'ru'],
    ratePerSecond: 100_000,
    rateBurst: 100_000,
    identify: identifyIn(database),
    checkAnswers: true,
  });
  if (begin) {
    await module.prepare?.(clock.now());
    jobs.start();
  }
  return {
    app,
    module,
    parts,
    letters,
    allocation,
    jobs,
    close: async () => {
      await jobs.stop(1_000);
      await module.close?.();
      await allocation.close();
      await pools.close();
      await bus.close();
    },
  };
}

export interface Answer<Body = Booking> {
  status: number;
  body: Body & { code?: string; detail?: string; faults?: { at: string; problem: string }[] };
}

/** Asks as somebody. */
export const asking =
  (app: App, who: SignedIn | null) =>
  async <Body = Booking>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        ...who?.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer<Body>['body'] };
  };
export type Ask = ReturnType<typeof asking>;

export const box = (change: Partial<Container> = {}): Container => ({
  type: '22G1',
  cargoKg: 12_000,
  goods: [],
  ...change,
});
export const boxes = (count: number): Container[] => Array.from({ length: count }, () => box());

/** A way from Tianjin to Tashkent that leaves in a week or more, and the body that books it. */
export async function wayFor(
  ask: Ask,
  teu: number,
  { days = 7, now = new Date() }: { days?: number; now?: Date } = {},
): Promise<{ option: Option; body: Body }> {
  const readyAt = new Date(Math.ceil(now.getTime() / 60_000) * 60_000 + days * 86_400_000).toISOString();
  const request = { from: 'Tianjin', to: 'Tashkent', teu, readyAt };
  const { body } = await ask<PlanAnswer>('POST', '/plans', request);
  const option = body.options[0]!;
  return { option, body: { request, option: option.id, containers: boxes(teu) } };
}
/** Asks until it is so; the test's own time limit ends it. */
export async function until<Value>(
  ask: () => Promise<Value>,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    await new Promise((settle) => setTimeout(settle, 30));
  }
}

export interface Body {
  request: { from: string; to: string; teu: number; readyAt: string };
  option: string;
  containers: Container[];
  reference?: string;
  onFull?: 'refuse' | 'wait';
}
