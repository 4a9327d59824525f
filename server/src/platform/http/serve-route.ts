import type { HttpBindings } from '@hono/node-server';
import type { Context, Handler } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { isRefusal, platformErrors, problem, type Refusal, refuse } from '../errors.ts';
import type { Module } from '../module.ts';
import { acceptedEncoding, compress, compressBytesMin, hasAlready, tagOf } from './answer.ts';
import { parseBody, parseQuery } from './input.ts';
import { chooseLanguage } from './language.ts';
import { Gate } from './limits.ts';
import type { Route, RouteContext, RouteInput } from './route.ts';

export type Environment = { Variables: { requestId: string }; Bindings: HttpBindings };

export interface Serving {
  clock: Clock;
  log: Logger;
  languages: readonly string[];
  /** Shared by all routes. */
  gate: Gate;
  checkAnswers?: boolean;
}

const bodyBytesMax = 64_000;
const timeoutMs = 15_000;
const parameterCharactersMax = 200;

/** Parses, asks the route, answers: in that order, each with its limit. */
export function serveRoute(module: Module, route: Route, serving: Serving): Handler<Environment> {
  const table = { ...platformErrors, ...module.errors };
  const own = route.concurrencyMax === undefined ? undefined : new Gate(route.concurrencyMax);

  return async (c) => {
    const deadline = AbortSignal.timeout(route.timeoutMs ?? timeoutMs);
    const signal = AbortSignal.any([c.req.raw.signal, deadline]);
    const input = await parse(c, route);
    if (isRefusal(input)) return problem(c, table, input);
    const context = contextOf(c, signal, serving);

    const tag = route.tag
      ? tagOf(c.req.path, new URL(c.req.url).search, route.tag(input, context))
      : undefined;
    const headers = {
      'cache-control': route.cacheControl ?? (route.method === 'GET' ? 'no-cache' : 'no-store'),
      vary: 'accept-encoding, accept-language',
    };
    if (tag !== undefined && hasAlready(c.req.header('if-none-match'), tag))
      return c.body(null, 304, { ...headers, etag: tag });

    const ask = async () => route.handle(input, context);
    const work = () => serving.gate.run(signal, own ? () => own.run(signal, ask) : ask);
    const outcome = await inTime(work, deadline, signal);
    if (outcome === undefined) {
      const busy = problem(
        c,
        table,
        refuse('overloaded', 'Too many requests are waiting for an answer: try again in a moment.'),
      );
      busy.headers.set('retry-after', '1');
      return busy;
    }
    if (outcome instanceof Response) return outcome;
    if (isRefusal(outcome)) return problem(c, table, outcome);
    if (serving.checkAnswers) route.answer?.parse(outcome);
    return answerJson(c, route, outcome, tag, headers);
  };
}

async function parse(c: Context<Environment>, route: Route): Promise<RouteInput<never, never> | Refusal> {
  const params = c.req.param() as Record<string, string>;
  if (Object.values(params).some((value) => value.length > parameterCharactersMax))
    return refuse('not-found', 'A name in this address is longer than any there is.');
  const query = parseQuery(new URL(c.req.url).searchParams, route.query);
  if ('refusal' in query) return query.refusal;
  const body = route.body
    ? await parseBody(c.req.raw, route.body, route.bodyBytesMax ?? bodyBytesMax)
    : { value: undefined };
  if ('refusal' in body) return body.refusal;
  return { params, query: query.value as never, body: body.value as never };
}

function contextOf(
  c: Context<Environment>,
  signal: AbortSignal,
  { clock, log, languages }: Serving,
): RouteContext {
  const requestId = c.get('requestId');
  return {
    requestId,
    language: chooseLanguage(
      c.req.query('lang')?.toLowerCase() ?? null,
      c.req.header('accept-language'),
      languages,
    ),
    signal,
    now: () => clock.now(),
    header: (name) => c.req.header(name),
    log: log.child({ requestId }),
  };
}

/** The work's outcome; a refusal when the time is up, even if the work does not look at its signal. */
async function inTime(
  work: () => Promise<unknown>,
  deadline: AbortSignal,
  signal: AbortSignal,
): Promise<unknown> {
  const late = refuse(
    'timed-out',
    'The answer took longer than is allowed: ask for less at once, or try again.',
  );
  let onLate: (() => void) | undefined;
  try {
    return await Promise.race([
      work(),
      new Promise<Refusal>((settle) => {
        onLate = () => settle(late);
        deadline.addEventListener('abort', onLate);
      }),
    ]);
  } catch (error) {
    if (deadline.aborted && error === signal.reason) return late;
    throw error;
  } finally {
    if (onLate) deadline.removeEventListener('abort', onLate);
  }
}

async function answerJson(
  c: Context<Environment>,
  route: Route,
  value: unknown,
  tag: string | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const bytes = Buffer.from(JSON.stringify(value ?? null));
  const etag = tag ?? (route.method === 'GET' ? tagOf(bytes) : undefined);
  if (etag !== undefined && hasAlready(c.req.header('if-none-match'), etag))
    return c.body(null, 304, { ...headers, etag });
  const encoding =
    bytes.byteLength >= compressBytesMin ? acceptedEncoding(c.req.header('accept-encoding')) : undefined;
  return c.body(new Uint8Array(encoding ? await compress(bytes, encoding) : bytes), route.status ?? 200, {
    ...headers,
    'content-type': 'application/json',
    ...(etag ? { etag } : {}),
    ...(encoding ? { 'content-encoding': encoding } : {}),
  });
}
