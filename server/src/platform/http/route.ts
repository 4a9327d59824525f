import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Refusal } from '../errors.ts';
import type { Permission, Principal } from './permissions.ts';

/**
 * Declares one address: its schemas parse the request, write the OpenAPI document and type the handler.
 *
 *   route({
 *     method: 'GET', path: '/api/v1/places/:id', summary: 'One place', permission: 'public',
 *     query: placeQuery, answer: placeSchema, errors: ['place-unknown'],
 *     handle: ({ params, query }, { now }) => places.find(params.id) ?? refuse('place-unknown', '…'),
 *   })
 *
 * The handler answers a plain value (sent as JSON with status 200, or `status`), a Refusal (sent as a problem document
 * from the module's error table), or a Response of its own where JSON will not do (a stream of events, a file).
 */
export function route<
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(declaration: RouteDeclaration<Query, Body, Answer>): Route {
  // The registry holds routes of every shape; serve.ts hands each handler exactly what its own schemas parsed.
  return declaration as unknown as Route;
}

export interface RouteDeclaration<
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType | undefined,
> {
  method: Method;
  /** From the root, with `:name` for parameters. */
  path: `/${string}`;
  /** One line for the OpenAPI document. */
  summary: string;
  permission: Permission;
  query?: Query;
  body?: Body;
  answer?: Answer;
  /** 200 unless told: 201 for something made, 202 for something begun. */
  status?: 200 | 201 | 202;
  /** Codes of the module's error table this route may answer, beside those every route may. */
  errors?: readonly string[];
  /**
   * An opaque mark of what the answer will be (a pack version and a language, say), known before the work is done: a
   * caller who already has it gets 304 and `handle` is not called.
   */
  tag?(input: RouteInput<Query, Body>, context: RouteContext): string;
  /** `Cache-Control` of the answer; `no-cache` where there is a tag, else `no-store`. */
  cacheControl?: string;
  /** 64 kB unless told. */
  bodyBytesMax?: number;
  /** 15 seconds unless told. */
  timeoutMs?: number;
  /** How many requests to this route may be worked on at once, the others wait in a bounded queue; no limit of its own unless told. */
  concurrencyMax?: number;
  handle(
    input: RouteInput<Query, Body>,
    context: RouteContext,
  ): MaybePromise<Outcome<Answer extends z.ZodType ? z.input<Answer> : unknown>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Outcome<Value> = Value | Refusal | Response;
type MaybePromise<T> = T | Promise<T>;
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface RouteInput<Query, Body> {
  /** Values of the path's `:name` parts, decoded; never empty, at most 200 characters. */
  params: Readonly<Record<string, string>>;
  query: Parsed<Query>;
  body: Parsed<Body>;
}

export interface RouteContext {
  requestId: string;
  /** Who asks. Null on routes for everybody, where nobody is looked up; on all others there is somebody, with the permission asked for. */
  principal: Principal | null;
  /** As it came, its body perhaps read already: for what reads cookies. */
  request: Request;
  /** Where the caller is: the connection's address, or what a trusted proxy says. */
  address: string | undefined;
  /** `?lang=`, then the best of `Accept-Language`, as a BCP 47 tag; `en` where the caller says nothing. */
  language: string;
  /** Aborted when the caller has gone or the time is up: hand it to long work. */
  signal: AbortSignal;
  now(): Date;
  /** A header of the request by its lower-case name. */
  header(name: string): string | undefined;
  /** Carries the request's id. */
  log: Logger;
}

/** A route as the registry holds it, its own types put away. */
export type Route = RouteDeclaration<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;
