import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '../database/index.ts';
import { queueDepth } from '../jobs/job.store.ts';
import { Registry, type Sample } from './registry.ts';

/** What /metrics says of this process (docs/configuration.md lists it), and where answers are noted. */
export interface Metrics {
  text(): Promise<string>;
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  close(): void;
}

/** From a plan that is at hand to a request that is about to be cut off. */
const latencySeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** How long the database may take to say how it is; the other figures don't wait for it any longer. */
const databaseMs = 2_000;
const lagWindowMs = 15_000;

export function openMetrics(parts: {
  version: string;
  pack(): { id: string; version: string } | undefined;
  database: Pick<Database, 'db' | 'check' | 'connections'>;
}): Metrics {
  const registry = new Registry();
  registry.read('gauge', 'serai_info', 'The program that runs; always 1.', () => [
    { labels: { version: parts.version, node: process.versions.node }, value: 1 },
  ]);
  registry.read('gauge', 'serai_pack_info', 'The corridor pack that is loaded; always 1.', () => {
    const pack = parts.pack();
    return pack ? [{ labels: { pack: pack.id, version: pack.version }, value: 1 }] : [];
  });
  const note = registry.histogram(
    'serai_http_request_seconds',
    'Time from a request to its answer, by address as routes declare it.',
    latencySeconds,
  );
  const closeLag = readProcess(registry);
  readDatabase(registry, parts.database);
  return {
    text: () => registry.text(),
    answered: ({ method, route, status, seconds }) =>
      note({ method: methods.has(method) ? method : 'other', route, status: String(status) }, seconds),
    close: closeLag,
  };
}

/** A method is whatever the caller wrote. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** By the names Prometheus' own clients use. */
function readProcess(registry: Registry): () => void {
  const one = (value: number): Sample[] => [{ value }];
  registry.read('counter', 'process_cpu_seconds_total', 'Processor time used, by user and system.', () => {
    const { user, system } = process.cpuUsage();
    return one((user + system) / 1e6);
  });
  registry.read('gauge', 'process_resident_memory_bytes', 'Memory the process has in use.', () =>
    one(process.memoryUsage.rss()),
  );
  registry.read('gauge', 'nodejs_heap_size_used_bytes', "JavaScript's part of it.", () =>
    one(process.memoryUsage().heapUsed),
  );
  const startedSeconds = Date.now() / 1000 - process.uptime();
  registry.read('gauge', 'process_start_time_seconds', 'When the process began, in Unix seconds.', () =>
    one(startedSeconds),
  );
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let lag: Sample[] = [];
  // A whole window at a time, so that it does not matter how many scrape, and how often.
  const window = setInterval(() => {
    lag = [
      { labels: { quantile: '0.5' }, value: delay.percentile(50) / 1e9 },
      { labels: { quantile: '0.99' }, value: delay.percentile(99) / 1e9 },
      { labels: { quantile: '1' }, value: delay.max / 1e9 },
    ];
    delay.reset();
  }, lagWindowMs);
  window.unref();
  registry.read(
    'gauge',
    'nodejs_eventloop_lag_seconds',
    `How late timers were in the last whole ${lagWindowMs / 1000} seconds; their own 20 ms are in it.`,
    () => lag,
  );
  return () => {
    clearInterval(window);
    delay.disable();
  };
}

function readDatabase(registry: Registry, database: Pick<Database, 'db' | 'check' | 'connections'>): void {
  registry.read('gauge', 'serai_database_up', '1 when the database answers.', async () => [
    { value: (await inTime(database.check().then(() => true))) ? 1 : 0 },
  ]);
  registry.read('gauge', 'serai_database_connections', "The pool's connections, by what they do.", () => {
    const { total, idle } = database.connections();
    return [
      { labels: { state: 'idle' }, value: idle },
      { labels: { state: 'busy' }, value: total - idle },
    ];
  });
  registry.read('gauge', 'serai_database_connections_max', 'How many there may be.', () => [
    { value: database.connections().max },
  ]);
  registry.read('gauge', 'serai_database_waiting', 'Requests that wait for a connection.', () => [
    { value: database.connections().waiting },
  ]);
  // Both figures of one moment, and one query for them.
  let asked: ReturnType<typeof depth> | undefined;
  const depth = () => inTime(queueDepth(database.db));
  const once = () => {
    asked ??= depth().finally(() => {
      asked = undefined;
    });
    return asked;
  };
  registry.read('gauge', 'serai_jobs', 'Jobs, by kind and state.', async () =>
    ((await once()) ?? []).flatMap(({ kind, waiting, underWay, dead }) => [
      { labels: { kind, state: 'waiting' }, value: waiting },
      { labels: { kind, state: 'under-way' }, value: underWay },
      { labels: { kind, state: 'dead' }, value: dead },
    ]),
  );
  registry.read(
    'gauge',
    'serai_job_oldest_seconds',
    'How long the job due for longest has waited.',
    async () =>
      ((await once()) ?? []).map(({ kind, oldestSeconds }) => ({ labels: { kind }, value: oldestSeconds })),
  );
}

/** Nothing when it fails or takes too long: a database that is away must not take the other figures with it. */
async function inTime<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((settle) => {
    timer = setTimeout(() => settle(undefined), databaseMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
