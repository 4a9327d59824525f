import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { isConnectionLost } from '../database/index.ts';
import { type ErrorTable, notPermitted, platformErrors, problem, refuse } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { contentType } from '../metrics/registry.ts';
import type { Module } from '../module.ts';
import { headersFor } from './headers.ts';
import { addressOf, callerOf, Gate, RateLimit } from './limits.ts';
import { loggablePath } from './loggable.ts';
import { openApi } from './openapi.ts';
import { callerIn, isPermitted, platformAddresses } from './permissions.ts';
import type { Route } from './route.ts';
import { type Environment, type Identify, type Serving, serveRoute } from './serve-route.ts';
import { StaticFiles } from './static.ts';

/** Answers why the server can't serve yet; or nothing, or what it serves with, where it can. */
export type Check = () => Promise<Readiness> | Readiness;
type Readiness = string | { is: string } | undefined;

export interface AppOptions {
  modules: readonly Module[];
  /** What serving waits for, by name; asked by /readyz beside each module's own `ready`. */
  checks?: Readonly<Record<string, Check>>;
  clock: Clock;
  log: Logger;
  version: string;
  /** Languages there are catalogues for. */
  languages: readonly string[];
  /** The built web pages; absent: none are served. */
  webFolder?: string;
  ratePerSecond: number;
  rateBurst: number;
  /** Addresses of proxies that are believed about whom they speak for; none unless told. */
  trustedProxies?: readonly string[];
  /** Requests worked on at once, over all routes; 256 unless told. */
  concurrencyMax?: number;
  /** What /metrics answers, and where answers are noted; absent: there is nothing at /metrics. */
  metrics?: Pick<Metrics, 'text' | 'answered'>;
  /** Asked of those who call for operations; absent: they must call from this machine. */
  metricsToken?: string | undefined;
  /** Who a request comes from; absent: nobody is known, and only what is for everybody is answered. */
  identify?: Identify | undefined;
  /** Checks every answer against its route's schema: for tests. */
  checkAnswers?: boolean;
}

export interface App {
  fetch: Hono<Environment>['fetch'];
  request: Hono<Environment>['request'];
  /** From now on /readyz says no, so that no new work is sent here, while requests are still answered. */
  beginLeaving(): void;
  openApi(): Record<string, unknown>;
}

/** Every address of the server: the modules' routes, the platform's own, and the web pages. */
export function buildApp(options: AppOptions): App {
  refuseDoubles(options.modules);
  const app = new Hono<Environment>();
  const gate = new Gate(options.concurrencyMax ?? 256);
  let leaving = false;
  let document: Record<string, unknown> | undefined;
  const description = () => {
    document ??= openApi(options.modules, options.version);
    return document;
  };

  guard(app, options);
  const serving: Serving = { ...options, gate };
  for (const module of options.modules) {
    for (const route of module.routes) app.on(route.method, route.path, serveRoute(module, route, serving));
  }
  app.get('/healthz', (c) => c.json({ alive: true }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (c) => {
    const checks = await readiness(options, leaving);
    const faults = checks.flatMap(({ name, waitingFor }) =>
      waitingFor === undefined ? [] : [{ at: name, problem: waitingFor }],
    );
    if (faults.length === 0) return c.json({ ready: true, checks }, 200, { 'cache-control': 'no-store' });
    return problem(
      c,
      platformErrors,
      refuse('not-ready', faults.map(({ at, problem: why }) => `${at}: ${why}`).join('; '), faults),
    );
  });
  app.get('/api/v1/openapi.json', (c) => c.json(description(), 200, { 'cache-control': 'no-cache' }));
  const { metrics } = options;
  if (metrics)
    app.get('/metrics', async (c) =>
      isPermitted(platformAddresses['/metrics'], callerIn(c), options.metricsToken)
        ? c.body(await metrics.text(), 200, { 'content-type': contentType, 'cache-control': 'no-store' })
        : problem(c, platformErrors, notPermitted),
    );
  refuseOtherMethods(
    app,
    options.modules,
    Object.keys(platformAddresses).filter((path) => path !== '/metrics' || metrics !== undefined),
  );
  const files = options.webFolder === undefined ? undefined : new StaticFiles(options.webFolder);
  app.notFound(async (c) => {
    const isPage =
      !/^\/(api|healthz|readyz|metrics|problems)(\/|$)/.test(c.req.path) &&
      ['GET', 'HEAD'].includes(c.req.method);
    const file = isPage ? await files?.answer(c) : undefined;
    return (
      file ??
      problem(
        c,
        platformErrors,
        refuse(
          'not-found',
          `Nothing answers ${c.req.method} ${c.req.path.slice(0, 200)}: /api/v1/openapi.json lists what there is.`,
        ),
      )
    );
  });
  return {
    fetch: app.fetch,
    request: app.request,
    beginLeaving: () => {
      leaving = true;
      for (const module of options.modules) module.leaving?.();
    },
    openApi: description,
  };
}

/** What holds for every request: an id, headers, the caller's rate, a line in the log, and no detail of a fault to the outside. */
function guard(app: Hono<Environment>, options: AppOptions): void {
  const { clock, log, metrics, ratePerSecond, rateBurst, trustedProxies = [] } = options;
  const rate = new RateLimit(ratePerSecond, rateBurst);
  app.use(async (c, next) => {
    const startMs = performance.now();
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && /^[\w.-]{8,64}$/.test(given) ? given : newId();
    c.set('requestId', requestId);
    const connection = c.env?.incoming?.socket?.remoteAddress;
    const address = addressOf(connection, c.req.header('x-forwarded-for'), trustedProxies);
    c.set('address', address);
    const waitSeconds = rate.take(callerOf(address), clock.now().getTime());
    if (waitSeconds > 0) {
      c.res = problem(
        c,
        platformErrors,
        refuse(
          'rate-limited',
          `More than ${ratePerSecond} requests a second: try again in ${waitSeconds} s.`,
        ),
      );
      c.header('retry-after', String(waitSeconds));
    } else await next();
    if (!c.get('isHeaded')) headAnswer(c, requestId);
    const { method, path } = c.req;
    const { status } = c.res;
    const ms = performance.now() - startMs;
    // What is no route's is a page or file of the web, an address of the platform's own, or nothing.
    const route = c.get('route') ?? (path in platformAddresses ? path : status === 404 ? 'none' : 'web');
    metrics?.answered({ method, route, status, seconds: ms / 1000 });
    if (log.isLevelEnabled('info'))
      log.info({ requestId, method, path: loggablePath(path), status, ms: Math.round(ms) }, 'answered');
  });
  app.onError((error, c) => {
    // A caller who has gone is not a fault, and hears nothing of the answer.
    if (c.req.raw.signal.aborted) return c.body(null, 408);
    log.error(
      {
        requestId: c.get('requestId'),
        path: loggablePath(c.req.path),
        error: { message: error.message, stack: error.stack },
      },
      'a request failed',
    );
    if (isConnectionLost(error)) {
      c.header('retry-after', '1');
      return problem(c, platformErrors, databaseLost);
    }
    return problem(
      c,
      platformErrors,
      refuse('internal', `It was recorded under the request id ${c.get('requestId')}.`),
    );
  });
}

const databaseLost = refuse(
  'not-ready',
  'The database was lost meanwhile, and whether this took effect is not known. Look again in a moment; what carries an Idempotency-Key can be sent again.',
);

/** On the socket's own answer where there is one: whoever makes the answer then has nothing to merge. */
function headAnswer(c: Context<Environment>, requestId: string): void {
  const outgoing = c.env?.outgoing;
  const set = outgoing
    ? (name: string, value: string) => void outgoing.setHeader(name, value)
    : (name: string, value: string) => c.header(name, value);
  for (const [name, value] of headersFor(c.req.path)) set(name, value);
  set('x-request-id', requestId);
}

async function readiness({ modules, checks = {} }: AppOptions, leaving: boolean) {
  const asked: { name: string; ask: Check }[] = [
    ...(leaving ? [{ name: 'server', ask: () => 'is stopping' }] : []),
    ...Object.entries(checks).map(([name, ask]) => ({ name, ask })),
    ...modules.flatMap((module) =>
      module.ready ? [{ name: module.name, ask: () => module.ready?.() }] : [],
    ),
  ];
  return Promise.all(
    asked.map(async ({ name, ask }) => {
      try {
        const answer = await ask();
        return typeof answer === 'string' ? { name, waitingFor: answer } : { name, ...answer };
      } catch {
        return { name, waitingFor: 'can not be asked' };
      }
    }),
  );
}

/** An address that exists, called with a method it does not take, is told which it does. */
function refuseOtherMethods(
  app: Hono<Environment>,
  modules: readonly Module[],
  own: readonly string[],
): void {
  const methods = new Map<string, Set<string>>(own.map((path) => [path, new Set(['GET'])]));
  for (const { method, path } of routesOf(modules))
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  for (const [path, taken] of methods) {
    const allow = [...taken, ...(taken.has('GET') ? ['HEAD'] : [])].join(', ');
    app.all(path, (c) => {
      c.set('route', path);
      const answer = problem(
        c,
        platformErrors,
        refuse('method-not-allowed', `${c.req.method} is not possible here: use ${allow}.`),
      );
      answer.headers.set('allow', allow);
      return answer;
    });
  }
}

export const routesOf = (modules: readonly Module[]): Route[] =>
  modules.flatMap((module) => [...module.routes]);

/** Mistakes of ours that would otherwise show up as one module answering in another's place. */
function refuseDoubles(modules: readonly Module[]): void {
  const addresses = routesOf(modules).map((route) => `${route.method} ${route.path}`);
  const codes = [platformErrors as ErrorTable, ...modules.map((module) => module.errors)].flatMap((table) =>
    Object.keys(table),
  );
  for (const names of [addresses, codes]) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`${twice} is declared twice`);
  }
  for (const module of modules) {
    const unknown = module.routes
      .flatMap((route) => route.errors ?? [])
      .find((code) => !(code in module.errors) && !(code in platformErrors));
    if (unknown !== undefined)
      throw new Error(`a route of ${module.name} may answer ${unknown}, which its error table does not hold`);
  }
}
