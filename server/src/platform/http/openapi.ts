import { z } from 'zod';
import { type ErrorTable, platformErrors } from '../errors.ts';
import type { Module } from '../module.ts';
import { needsPrincipal, type Permission, permissions } from './permissions.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of what is mounted, from the same schemas that parse the requests. */
export function openApi(modules: readonly Module[], version: string): Json {
  const schemas: Record<string, Json> = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const module of modules) {
    for (const route of module.routes) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(module, route, schemas) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Serai', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    tags: modules.map(({ name }) => ({ name })),
    paths,
    components: { schemas, securitySchemes },
  };
}

function operation(module: Module, route: Route, schemas: Record<string, Json>): Json {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query ? schemaOf(route.query, 'input', schemas) : {};
  const required = (query.required ?? []) as string[];
  const inQuery = Object.entries((query.properties ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/^\/api\/v1/, '').replaceAll(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [module.name],
    summary: route.summary,
    ...(inPath.length + inQuery.length > 0 ? { parameters: [...inPath, ...inQuery] } : {}),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input', schemas) } },
          },
        }
      : {}),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'The answer',
        content: {
          'application/json': { schema: route.answer ? schemaOf(route.answer, 'output', schemas) : {} },
        },
      },
      ...refusals(module.errors, route),
    },
    security: waysIn(route.permission),
    'x-permission': route.permission,
  };
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'serai.session_token',
    description:
      'Of a browser that has signed in (POST /api/v1/session); `__Secure-serai.session_token` over HTTPS. What changes something has to come from our own page (`Origin`).',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Of a system: `serai_…`, made by an administrator of its organisation (POST /api/v1/tokens).',
  },
} as const;

/** Which of them lets somebody in: none is needed for what is for everybody, and only a person has an account. */
function waysIn(permission: Permission): Json[] {
  const { who }: { who: string | readonly string[] } = permissions[permission];
  if (who === 'everybody') return [];
  return who === 'signed-in' ? [{ session: [] }] : [{ session: [] }, { token: [] }];
}

/** One response a status, naming the codes it may carry. */
function refusals(errors: ErrorTable, route: Route): Json {
  const always = [
    'rate-limited',
    'overloaded',
    'not-ready',
    'timed-out',
    'internal',
    'query-invalid',
  ] as const;
  const ofBody = ['body-not-json', 'body-too-large', 'body-invalid', 'media-type'] as const;
  const table: ErrorTable = { ...platformErrors, ...errors };
  const byStatus = new Map<number, string[]>();
  const ofPermission = needsPrincipal(route.permission)
    ? (['not-signed-in', 'session-ended', 'not-permitted'] as const)
    : [];
  for (const code of [...(route.errors ?? []), ...ofPermission, ...(route.body ? ofBody : []), ...always]) {
    const status = table[code]?.status ?? 500;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: [...new Set(codes)].map((code) => `\`${code}\`: ${table[code]?.title}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** A schema with a name (`.meta({ id })`) stands among the components once and is referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const {
    $schema: _,
    $defs,
    id,
    ...own
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json & {
    $defs?: Record<string, Json>;
    id?: string;
  };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...rest } = definition;
    schemas[name] = referring(rest) as Json;
  }
  if (id === undefined) return referring(own) as Json;
  schemas[id] = referring(own) as Json;
  return { $ref: `#/components/schemas/${id}` };
}

function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : referring(inner),
    ]),
  );
}

const valuesSchema: Json = {
  type: 'object',
  description: 'Ids, figures and instants, for whoever says it in another language',
  additionalProperties: {
    anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'array', items: { type: 'string' } }],
  },
};
const problemSchema: Json = {
  type: 'object',
  description:
    'RFC 9457. `code` says what was refused, `detail` why this time and what to do, in English; `values` what it speaks of; `faults` which parts of the input.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    requestId: { type: 'string' },
    values: valuesSchema,
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'problem'],
        properties: {
          at: {
            type: 'string',
            description: 'A JSON pointer into the body, or the name of a query parameter',
          },
          problem: { type: 'string' },
          suggestions: { type: 'array', items: { type: 'string' } },
          rule: { type: 'string', description: 'Which sentence `problem` is' },
          values: valuesSchema,
        },
      },
    },
  },
};
