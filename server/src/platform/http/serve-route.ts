import type { HttpBindings } from '@hono/node-server';
import type { Context, Handler } from 'hono';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import {
  isRefusal,
  notPermitted,
  notSignedIn,
  platformErrors,
  problem,
  type Refusal,
  refuse,
  sessionEnded,
} from '../errors.ts';
import type { Module } from '../module.ts';
import { acceptedEncoding, compress, compressBytesMin, hasAlready, tagOf } from './answer.ts';
import { securityHeaders } from './headers.ts';
import { isUnwritable, parseBody, parseQuery } from './input.ts';
import { chooseLanguage } from './language.ts';
import { Gate, turnedAway } from './limits.ts';
import { type Caller, callerIn, isPermitted, needsPrincipal, type Principal } from './permissions.ts';
import type { Route, RouteContext, RouteInput } from './route.ts';

export type Environment = {
  Variables: {
    requestId: string;
    address: string | undefined;
    /** The address as its route declares it; absent where no route answers. */
    route?: string;
    /** Set by who made the answer with the headers of every answer in it. */
    isHeaded?: boolean;
  };
  Bindings: HttpBindings;
};

export interface Serving {
  clock: Clock;
  log: Logger;
  languages: readonly string[];
  /** Shared by all routes. */
  gate: Gate;
  metricsToken?: string | undefined;
  /** Asked for routes that are not for everybody; absent: nobody is known here. */
  identify?: Identify | undefined;
  checkAnswers?: boolean;
}

/** Who a request comes from: null where it shows nothing, `ended` where what it shows is forged, expired or revoked. */
export type Identify = (request: Request) => Promise<Principal | null | 'ended'>;

const bodyBytesMax = 64_000;
const timeoutMs = 15_000;
const parameterCharactersMax = 200;

/** Parses, asks the route, answers: in that order, each with its limit. */
export function serveRoute(module: Module, route: Route, serving: Serving): Handler<Environment> {
  const table = { ...platformErrors, ...module.errors };
  const own = route.concurrencyMax === undefined ? undefined : new Gate(route.concurrencyMax);

  return (c) => {
    c.set('route', route.path);
    return withDeadline(
      () => c.req.raw.signal,
      route.timeoutMs ?? timeoutMs,
      async (signal, inTime) => {
        const principal = await admit(c, route, serving);
        if (isRefusal(principal)) return problem(c, table, principal);
        const input = await parse(c, route);
        if (isRefusal(input)) return problem(c, table, input);
        const context = contextOf(c, signal, serving, principal);
        const headers = {
          'cache-control': route.cacheControl ?? (route.method === 'GET' ? 'no-cache' : 'no-store'),
          vary: 'accept-encoding, accept-language',
        };
        const tag = route.tag?.(input, context);
        const etag = tag === undefined ? undefined : tagOf(c.req.path, searchOf(c).toString(), tag);
        if (etag !== undefined && hasAlready(c.req.header('if-none-match'), etag)) {
          return c.body(null, 304, { ...headers, etag });
        }
        const ask = async () => route.handle(input, context);
        const outcome = await inTime(serving.gate.run(signal, own ? () => own.run(signal, ask) : ask));
        if (outcome === turnedAway || outcome === late) {
          const [code, detail] = refusals[outcome];
          const answer = problem(c, table, refuse(code, detail));
          answer.headers.set('retry-after', '1');
          return answer;
        }
        if (outcome instanceof Response) return outcome;
        if (isRefusal(outcome)) return problem(c, table, outcome);
        if (serving.checkAnswers) route.answer?.parse(outcome);
        return answerJson(c, route, outcome, etag, headers);
      },
    );
  };
}

/** Denied unless the table of permissions says otherwise. */
async function admit(
  c: Context<Environment>,
  route: Route,
  { identify, metricsToken }: Serving,
): Promise<Principal | null | Refusal> {
  const caller = callerIn(c);
  if (route.method !== 'GET' && isForeign(caller)) return notPermitted;
  const known = identify !== undefined && needsPrincipal(route.permission) ? await identify(c.req.raw) : null;
  if (known === 'ended') return sessionEnded;
  if (isPermitted(route.permission, caller, metricsToken, known)) {
    // A cookie comes along by itself, so whoever changes something by it has to show that our own page asked.
    const unshown = known?.via === 'session' && route.method !== 'GET' && !isOwn(caller);
    return unshown ? notPermitted : known;
  }
  return known === null && needsPrincipal(route.permission) ? notSignedIn : notPermitted;
}

/** A page of another site asks: browsers say so, and no page can make them say otherwise. */
function isForeign(caller: Caller): boolean {
  const site = caller.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return caller.header('origin') !== undefined && !isOwn(caller);
}
function isOwn({ header }: Caller): boolean {
  const origin = header('origin');
  if (origin === undefined) return header('sec-fetch-site') === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === header('host');
}

const late: unique symbol = Symbol('late');
const refusals = {
  [turnedAway]: ['overloaded', 'Too many requests are waiting for an answer: try again in a moment.'],
  [late]: ['timed-out', 'The answer took longer than is allowed: ask for less at once, or try again.'],
} as const;

type InTime = <Result>(work: Promise<Result>) => Promise<Result | typeof late>;

/**
 * Hands out a signal that is aborted when the caller goes or the time is up, and `inTime`, which then answers `late` even where the
 * work does not look at its signal. Its timer and listener end with the request: AbortSignal.timeout would keep each for its whole time.
 */
async function withDeadline(
  callerOf: () => AbortSignal,
  ms: number,
  answer: (signal: () => AbortSignal, inTime: InTime) => Promise<Response>,
): Promise<Response> {
  let controller: AbortController | undefined;
  let caller: AbortSignal | undefined;
  let isUp = false;
  const onGone = () => controller?.abort(caller?.reason);
  const onUp = () => controller?.abort(new DOMException('the time for this request is up', 'TimeoutError'));
  // Made for whoever asks: a signal, and the caller's own behind it, cost more than many an answer.
  const signal = () => {
    if (controller) return controller.signal;
    controller = new AbortController();
    caller = callerOf();
    if (isUp) onUp();
    else if (caller.aborted) onGone();
    else caller.addEventListener('abort', onGone);
    return controller.signal;
  };
  let settleLate: (outcome: typeof late) => void = () => {};
  const timer = setTimeout(() => {
    isUp = true;
    settleLate(late);
    onUp();
  }, ms);
  try {
    // As Promise.race, which makes a promise more for each of its two.
    return await answer(
      signal,
      (work) =>
        new Promise((settle, fail) => {
          settleLate = settle;
          if (isUp) settle(late);
          work.then(settle, fail);
        }),
    );
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', onGone);
  }
}

const searchOf = (c: Context<Environment>): URLSearchParams =>
  c.req.url.includes('?') ? new URL(c.req.url).searchParams : new URLSearchParams();

async function parse(c: Context<Environment>, route: Route): Promise<RouteInput<never, never> | Refusal> {
  const params = c.req.param() as Record<string, string>;
  if (Object.values(params).some((value) => value.length > parameterCharactersMax))
    return refuse('not-found', 'A name in this address is longer than any there is.');
  if (Object.values(params).some(isUnwritable))
    return refuse('not-found', 'A name in this address holds a character that is none.');
  const query = parseQuery(searchOf(c), route.query);
  if ('refusal' in query) return query.refusal;
  const body = route.body
    ? await parseBody(c.req.raw, route.body, route.bodyBytesMax ?? bodyBytesMax)
    : { value: undefined };
  if ('refusal' in body) return body.refusal;
  return { params, query: query.value as never, body: body.value as never };
}

function contextOf(
  c: Context<Environment>,
  signal: () => AbortSignal,
  { clock, log, languages }: Serving,
  principal: Principal | null,
): RouteContext {
  const requestId = c.get('requestId');
  return {
    requestId,
    language: chooseLanguage(
      c.req.query('lang')?.toLowerCase() ?? null,
      c.req.header('accept-language'),
      languages,
    ),
    principal,
    request: c.req.raw,
    address: c.get('address'),
    get signal() {
      return signal();
    },
    now: () => clock.now(),
    header: (name) => c.req.header(name),
    get log() {
      return log.child({ requestId });
    },
  };
}

async function answerJson(
  c: Context<Environment>,
  route: Route,
  value: unknown,
  tag: string | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const text = JSON.stringify(value ?? null);
  const etag = tag ?? (route.method === 'GET' ? tagOf(text) : undefined);
  if (etag !== undefined && hasAlready(c.req.header('if-none-match'), etag))
    return c.body(null, 304, { ...headers, etag });
  const encoding =
    Buffer.byteLength(text) >= compressBytesMin
      ? acceptedEncoding(c.req.header('accept-encoding'))
      : undefined;
  // Plain headers and a text go out in one piece: Hono's own way makes a Headers of them, and sorts it. With those of every answer
  // among them, Node takes them as they are; set one by one they are looked at twice.
  c.set('isHeaded', true);
  return new Response(encoding ? new Uint8Array(await compress(Buffer.from(text), encoding)) : text, {
    status: route.status ?? 200,
    headers: {
      ...securityHeaders,
      'x-request-id': c.get('requestId'),
      ...headers,
      'content-type': 'application/json',
      ...(etag ? { etag } : {}),
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
  });
}
