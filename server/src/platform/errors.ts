/**
 * Refusals a caller can do something about. A module holds one closed table of them (`freight/errors.ts`); a decision
 * answers `refuse('place-unknown', …)` as a value, and its route turns that into an RFC 9457 problem document.
 * Throwing is for bugs: those become `internal` without details.
 */
import type { Context } from 'hono';

export interface ErrorRow {
  status: 400 | 401 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503 | 504;
  /** One sentence, the same for every occurrence. */
  title: string;
}
export type ErrorTable = Readonly<Record<string, ErrorRow>>;

/**
 * What a refusal speaks of, for whoever says it in another language and by another clock: ids, figures and instants, no sentences. The name tells
 * which: `closedAt` is an instant, `endsOn` a day, `cargoKg` a mass, `from` and `to` are places or terminals.
 */
export type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** What was wrong with one part of the input: where, what, and what to do. */
export interface Fault {
  /** A JSON pointer, query name, or file:row:column. */
  at: string;
  problem: string;
  suggestions?: readonly string[];
  /** Which sentence `problem` is, and what it speaks of. */
  rule?: string;
  values?: Values;
}
export interface Refusal<Code extends string = string> {
  refused: true;
  code: Code;
  /** What was wrong this time and what to do next, in plain words. */
  detail: string;
  faults?: readonly Fault[];
  /** What `detail` speaks of. */
  values?: Values;
}
export const refuse = <Code extends string>(
  code: Code,
  detail: string,
  faults?: readonly Fault[],
): Refusal<Code> => (faults ? { refused: true, code, detail, faults } : { refused: true, code, detail });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;

/** What every route may answer, whatever its module. */
export const platformErrors = {
  'not-signed-in': { status: 401, title: 'This is for people who are signed in' },
  'session-ended': { status: 401, title: 'You are not signed in any more' },
  'not-permitted': { status: 403, title: 'This is not for everybody' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'body-not-json': { status: 400, title: 'The body is not JSON' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'body-invalid': { status: 422, title: 'The body does not have the shape asked for' },
  'query-invalid': { status: 400, title: 'The query does not have the shape asked for' },
  'media-type': { status: 415, title: 'The body must be application/json' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'The server has as much to do as it can take' },
  'not-ready': { status: 503, title: 'The server can not answer at this moment' },
  'timed-out': { status: 504, title: 'The answer took too long' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies ErrorTable;

/** Says nothing of who may: a caller who may knows it. */
export const notPermitted = refuse('not-permitted', 'This caller may not do that here.');

export const notSignedIn = refuse('not-signed-in', 'Sign in, or send the token of a system.');
export const sessionEnded = refuse(
  'session-ended',
  'What you were known by is not valid, or not any more: sign in again.',
);

/** Answers a refusal as `application/problem+json`; `type` is a stable address below /problems. */
export function problem(c: Context, table: ErrorTable, refusal: Refusal): Response {
  const row = table[refusal.code] ?? platformErrors.internal;
  const body = {
    type: `/problems/${refusal.code}`,
    title: row.title,
    status: row.status,
    code: refusal.code,
    detail: refusal.detail,
    instance: c.req.path,
    requestId: c.get('requestId') as string | undefined,
    ...(refusal.values ? { values: refusal.values } : {}),
    ...(refusal.faults ? { faults: refusal.faults } : {}),
  };
  return c.body(JSON.stringify(body), row.status, { 'content-type': 'application/problem+json' });
}
