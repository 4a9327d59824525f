import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { migrationFolders, noParts, type Parts, seraiApp, seraiModules, version } from './app.ts';
import { type Corridor, CurrentCorridor, ensureCorridor, faultLine, packFolder } from './corridor/index.ts';
import { openAllocation, tellBus } from './ledgers/allocation/index.ts';
import { openEvidence, recordPack } from './ledgers/evidence/index.ts';
import { bySerai } from './platform/audit/audit.ts';
import { type Bus, databaseBus } from './platform/bus.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { type Database, openDatabase } from './platform/database/index.ts';
import { platformErrors, refuse } from './platform/errors.ts';
import type { App } from './platform/http/app.ts';
import { securityHeaders } from './platform/http/headers.ts';
import { listen } from './platform/http/listen.ts';
import { firstLink, identifyBy, readSecret, type Settings } from './platform/identity/index.ts';
import { JobQueue } from './platform/jobs/queue.ts';
import { openPost } from './platform/mail/index.ts';
import { openMetrics } from './platform/metrics/metrics.ts';
import { root } from './platform/root.ts';

export interface Running {
  address: string;
  /** Whoever has it becomes operator; there is one for as long as nobody is. Never logged. */
  setupLink: string | undefined;
  /** Answers what is under way, then lets everything go. */
  stop(): Promise<void>;
}

const drainMs = 10_000;

/**
 * Port, database, migrations, corridor, modules: in that order, so that what most often is in the way is found first. Until all
 * of it is there, /healthz answers and every other address says that the server is starting.
 */
export async function startServer(config: Config): Promise<Running> {
  // The log goes to stderr: stdout is for the address.
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
  const clock = systemClock;
  const pack = packFolder(root, config.corridor);
  let app: App | undefined;
  const listening = await listen(
    config.host,
    config.port,
    (request, bindings) => app?.fetch(request, bindings) ?? starting(request),
  );
  let database: Database | undefined;
  let told: Bus | undefined;
  let stopped: Promise<void> | undefined;
  try {
    const secret = readSecret(config);
    const settings: Settings = { address: config.publicUrl ?? listening.address, secret };
    const post = openPost(config);
    // Somebody who gives the server a public address has people to write to.
    if (config.smtpUrl === undefined && config.publicUrl !== undefined)
      log.warn({ folder: join(config.dataFolder, 'mail') }, 'letters become files there: set SMTP_URL');
    const parts: Parts = { ...noParts };
    const modules = seraiModules(parts);
    const opened = await openDatabase({ ...config, migrations: migrationFolders(modules), log });
    database = opened;
    const bus = await databaseBus(opened, log);
    told = bus;
    const corridor = new CurrentCorridor(await loadCorridor(pack, opened, bus, clock.now(), log), {
      db: opened.db,
      bus,
      log,
    });
    const pools = tellBus(bus, log);
    const allocation = openAllocation(opened, { log, onChanged: pools.changed });
    const evidence = openEvidence({ database: () => opened });
    const jobs = new JobQueue({
      db: opened.db,
      bus,
      log,
      kinds: modules.flatMap((module) => [...(module.jobs ?? [])]),
    });
    Object.assign(parts, {
      corridor: corridor.get,
      database: () => opened,
      allocation: () => allocation,
      evidence: () => evidence,
      bus: () => bus,
      jobs: () => jobs,
      settings: () => settings,
      post: () => post,
    } satisfies Parts);
    for (const module of modules) await module.prepare?.(clock.now());
    jobs.start();
    const metrics = openMetrics({ version, pack: () => corridor.get().meta, database: opened });
    const built = seraiApp(modules, {
      config,
      clock,
      log,
      metrics,
      identify: identifyBy(parts),
      checks: {
        database: () => opened.check().then(() => undefined),
        migrations: () => ({ is: `${opened.migrations} done` }),
        corridor: () => ({ is: `${corridor.get().meta.id} ${corridor.get().meta.version}` }),
      },
    });
    app = built;
    announce(config, listening.address, log);
    const setupLink = await firstLink(opened.db, settings, clock.now(), bySerai);
    return {
      address: listening.address,
      setupLink,
      stop: () => {
        stopped ??= (async () => {
          built.beginLeaving();
          withdraw(config);
          await listening.drain(drainMs);
          metrics.close();
          await jobs.stop(drainMs);
          for (const module of modules) await module.close?.();
          await allocation.close();
          await pools.close();
          corridor.close();
          await bus.close();
          await opened.close();
        })();
        return stopped;
      },
    };
  } catch (error) {
    await listening.drain(0);
    await told?.close();
    await database?.close();
    throw error;
  }
}

async function loadCorridor(
  folder: string,
  database: Database,
  bus: Bus,
  now: Date,
  log: Logger,
): Promise<Corridor> {
  const { corridor, outcome, faults } = await database.asOwner((owner) =>
    ensureCorridor(owner, folder, now, bus, recordPack),
  );
  if (outcome === 'loaded')
    log.info({ pack: corridor.meta.id, version: corridor.meta.version }, 'loaded the corridor');
  if (outcome === 'kept') {
    const shown = faults.slice(0, 20).map(faultLine);
    log.error(
      { pack: corridor.meta.id, version: corridor.meta.version, faults: shown },
      'the changed pack has faults; the one loaded before is kept',
    );
  }
  return corridor;
}

function starting(request: Request): Response {
  if (new URL(request.url).pathname === '/healthz') return Response.json({ alive: true });
  const { status, title } = platformErrors['not-ready'];
  const { code, detail } = refuse('not-ready', 'Serai is starting: try again in a moment.');
  return Response.json(
    { type: `/problems/${code}`, title, status, code, detail },
    {
      status,
      headers: { ...securityHeaders, 'content-type': 'application/problem+json', 'retry-after': '1' },
    },
  );
}

const noticeOf = (config: Config) => join(config.dataFolder, 'server.json');

/** Where a command run beside the server finds it; a server that may not write anywhere does without. */
function announce(config: Config, address: string, log: Logger): void {
  try {
    mkdirSync(config.dataFolder, { recursive: true });
    writeFileSync(noticeOf(config), `${JSON.stringify({ address, pid: process.pid })}\n`);
  } catch (problem) {
    log.warn({ problem: (problem as Error).message }, 'commands run beside this server will not find it');
  }
}

function withdraw(config: Config): void {
  try {
    const { pid } = JSON.parse(readFileSync(noticeOf(config), 'utf8'));
    // A second server may have announced itself since.
    if (pid === process.pid) rmSync(noticeOf(config), { force: true });
  } catch {
    // gone already
  }
}
