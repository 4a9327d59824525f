import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { refuse } from '../errors.ts';
import type { Module } from '../module.ts';
import { type AppOptions, buildApp } from './app.ts';
import { jsonFaultAt } from './json-fault.ts';
import { route } from './route.ts';

/** A pretend module with one route of each kind. */
const wagon = z.object({ id: z.string(), axles: z.number() }).meta({ id: 'Wagon' });
let handled = 0;
let release: () => void = () => {};
const open = { permission: 'public' as const };
const depot: Module = {
  name: 'depot',
  errors: { 'wagon-unknown': { status: 404, title: 'There is no such wagon' } },
  routes: [
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/wagons/:id',
      summary: 'One wagon',
      query: z.object({
        axles: z.coerce.number().int().optional(),
        order: z.enum(['age', 'name']).optional(),
      }),
      answer: wagon,
      errors: ['wagon-unknown'],
      handle: ({ params, query }) =>
        params.id === 'none'
          ? refuse('wagon-unknown', 'Ask for another.')
          : { id: params.id ?? '', axles: query.axles ?? 4 },
    }),
    route({
      ...open,
      method: 'POST',
      path: '/api/v1/wagons',
      summary: 'A new wagon',
      body: z.strictObject({
        axles: z.number().int().max(8),
        owner: z.object({ name: z.string().min(1) }),
        colour: z.enum(['red', 'blue']).optional(),
      }),
      answer: wagon,
      status: 201,
      bodyBytesMax: 2_000,
      handle: ({ body }) => ({ id: body.owner.name, axles: body.axles }),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/tagged',
      summary: 'Something long that rarely changes',
      answer: z.object({ text: z.string(), language: z.string() }),
      tag: (_, { language }) => `1-${language}`,
      handle: (_, { language }) => {
        handled += 1;
        return { text: 'Khorgos '.repeat(1_000), language };
      },
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/lost',
      summary: 'A database that has gone',
      handle: () => Promise.reject(new Error('Connection terminated unexpectedly')),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/broken',
      summary: 'A fault of ours',
      handle: () => Promise.reject(new Error('the secret of the depot')),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/endless',
      summary: 'Never answers',
      timeoutMs: 30,
      handle: () => new Promise(() => {}),
    }),
    route({
      ...open,
      method: 'GET',
      path: '/api/v1/narrow',
      summary: 'One at a time',
      concurrencyMax: 1,
      handle: () =>
        new Promise<object>((settle) => {
          const before = release;
          release = () => {
            before();
            settle({});
          };
        }),
    }),
  ],
};

const web = mkdtempSync(join(tmpdir(), 'serai-web-'));
mkdirSync(join(web, 'assets'));
writeFileSync(join(web, 'index.html'), '<!doctype html><title>Serai</title>');
writeFileSync(join(web, 'assets/main-Ab3dE6gH.js'), `console.log("${'x'.repeat(3_000)}")`);
writeFileSync(join(web, '.hidden'), 'hidden');
afterAll(() => rmSync(web, { recursive: true, force: true }));

const clock = manualClock('2026-11-21T08:00:00Z');
const make = (changes: Partial<AppOptions> = {}) =>
  buildApp({
    modules: [depot],
    clock,
    log: pino({ level: 'silent' }),
    version: '1.2.3',
    languages: ['en', 'zh', 'ru'],
    webFolder: web,
    ratePerSecond: 1_000,
    rateBurst: 1_000,
    checkAnswers: true,
    ...changes,
  });
const app = make();
const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => app.request('/api/v1/wagons', { method: 'POST', body, headers });
type Problem = {
  status: number;
  code: string;
  detail: string;
  requestId: string;
  faults?: { at: string; problem: string; suggestions?: string[] }[];
};
const problemOf = async (answer: Response | Promise<Response>): Promise<Problem> => {
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  return problem;
};

describe('a route', () => {
  it('answers what its handler answers, as JSON, to GET and HEAD', async () => {
    const answer = await app.request('/api/v1/wagons/a%20b?axles=6');
    expect([answer.status, await answer.json()]).toEqual([200, { id: 'a b', axles: 6 }]);
    expect((await app.request('/api/v1/wagons/a', { method: 'HEAD' })).status).toBe(200);
    expect((await post(JSON.stringify({ axles: 4, owner: { name: 'KTZ' } }))).status).toBe(201);
  });

  it('answers a refusal as a problem document with the code of the module', async () => {
    expect(await problemOf(app.request('/api/v1/wagons/none'))).toMatchObject({
      status: 404,
      code: 'wagon-unknown',
      detail: 'Ask for another.',
    });
  });

  it('says where in the body each fault is, and what was perhaps meant', async () => {
    const problem = await problemOf(
      post(JSON.stringify({ axles: 9.5, owner: {}, color: 'red', colour: 'green' })),
    );
    expect(problem).toMatchObject({ status: 422, code: 'body-invalid' });
    expect(Object.fromEntries(problem.faults!.map(({ at, suggestions }) => [at, suggestions]))).toMatchObject(
      {
        '/axles': undefined,
        '/owner/name': undefined,
        '/colour': ['red', 'blue'],
        '/color': ['colour'],
      },
    );
  });

  it('refuses what is not JSON, naming line and column, and what is not said to be', async () => {
    expect(await problemOf(post('{"axles": 4,\n "owner": }'))).toMatchObject({
      code: 'body-not-json',
      detail: expect.stringContaining('line 2, column 11'),
    });
    expect(await problemOf(post(''))).toMatchObject({
      code: 'body-not-json',
      detail: expect.stringContaining('empty'),
    });
    expect(await problemOf(post(new Uint8Array([0x7b, 0xff])))).toMatchObject({
      code: 'body-not-json',
      detail: expect.stringContaining('UTF-8'),
    });
    expect(await problemOf(post('{}', { 'content-type': 'text/plain' }))).toMatchObject({
      status: 415,
      code: 'media-type',
    });
    expect(await problemOf(post('{}', {}))).toMatchObject({ status: 415 });
  });

  it('refuses a body that is too large, whether its length is announced or not', async () => {
    const large = JSON.stringify({ axles: 1, owner: { name: 'x'.repeat(3_000) } });
    expect(
      await problemOf(
        post(large, { 'content-type': 'application/json', 'content-length': String(large.length) }),
      ),
    ).toMatchObject({ status: 413, code: 'body-too-large' });
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    const request = new Request('http://serai/api/v1/wagons', {
      method: 'POST',
      body: endless,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit);
    expect(await problemOf(app.fetch(request))).toMatchObject({ code: 'body-too-large' });
    expect(sent).toBeLessThan(10_000);
  });

  it('refuses a query name it does not know, and a value of the wrong kind', async () => {
    expect(await problemOf(app.request('/api/v1/wagons/a?axels=4'))).toMatchObject({
      status: 400,
      code: 'query-invalid',
      faults: [{ at: 'axels', suggestions: ['axles'] }],
    });
    expect(await problemOf(app.request('/api/v1/wagons/a?axles=four'))).toMatchObject({
      faults: [{ at: 'axles' }],
    });
    expect(await problemOf(app.request('/api/v1/wagons/a?order=age&order=name'))).toMatchObject({
      faults: [{ at: 'order' }],
    });
    expect((await app.request('/api/v1/wagons/a?lang=ru')).status).toBe(200);
  });

  it('refuses a NUL and half a surrogate pair wherever they come, and takes every character there is', async () => {
    for (const part of ['\0', '\ud800', '\udc00', 'a\udc00\ud800']) {
      const owner = { name: `x${part}y` };
      expect(await problemOf(post(JSON.stringify({ axles: 4, owner })))).toMatchObject({
        status: 422,
        code: 'body-invalid',
        faults: [{ at: '/owner/name' }],
      });
      expect(await problemOf(post(JSON.stringify({ axles: 4, [part]: 1 })))).toMatchObject({
        code: 'body-invalid',
      });
    }
    const deep = `${'['.repeat(900)}"\\u0000"${']'.repeat(900)}`;
    expect(await problemOf(post(deep))).toMatchObject({ code: 'body-invalid' });
    expect(await problemOf(app.request('/api/v1/wagons/a?order=%00'))).toMatchObject({
      status: 400,
      code: 'query-invalid',
    });
    expect(await problemOf(app.request('/api/v1/wagons/a%00'))).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const taken = await post('{"axles":4,"owner":{"name":"\\ud83d\\ude82 \\\\u0000 铁"}}');
    expect(await taken.json()).toEqual({ id: '🚂 \\u0000 铁', axles: 4 });
  });

  it('tells of a fault of ours nothing but the id it was recorded under', async () => {
    const said: string[] = [];
    const failing = make({
      log: pino({ level: 'error' }, { write: (line: string) => void said.push(line) }),
    });
    const answer = await failing.request('/api/v1/broken', { headers: { 'x-request-id': 'caller-id-1' } });
    const text = await answer.clone().text();
    expect(await problemOf(answer)).toMatchObject({
      status: 500,
      code: 'internal',
      requestId: 'caller-id-1',
    });
    expect(text).not.toContain('secret');
    expect(said.join()).toContain('the secret of the depot');
    expect(said.join()).toContain('caller-id-1');
  });

  it('is told when the database was lost, and that it may ask again', async () => {
    const answer = await app.request('/api/v1/lost');
    expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'not-ready' });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('writes no key of a link into the log', async () => {
    const said: string[] = [];
    const logging = make({ log: pino({ level: 'info' }, { write: (line: string) => void said.push(line) }) });
    await logging.request(`/api/v1/setup/${'k'.repeat(43)}`);
    expect(said.join()).toContain('"path":"/api/v1/setup/…"');
  });

  it('is refused to answer longer than it may', async () => {
    expect(await problemOf(app.request('/api/v1/endless'))).toMatchObject({ status: 504, code: 'timed-out' });
  });

  it('lets as many be worked on and wait as it says, and turns the rest away', async () => {
    const narrow = Array.from({ length: 18 }, async () => app.request('/api/v1/narrow'));
    const refused = await Promise.race(narrow);
    expect(await problemOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    expect(refused.headers.get('retry-after')).toBe('1');
    let answered = 0;
    for (const each of narrow) void each.then(({ status }) => (answered += status === 200 ? 1 : 0));
    while (answered < 17) {
      release();
      await new Promise((settle) => setImmediate(settle));
    }
    expect(answered).toBe(17);
  });
});

describe('an answer with a tag', () => {
  it('is not made again for a caller who has it', async () => {
    const first = await app.request('/api/v1/tagged');
    const etag = first.headers.get('etag')!;
    const before = handled;
    const second = await app.request('/api/v1/tagged', { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([second.status, await second.text(), handled - before]).toEqual([304, '', 0]);
    const russian = await app.request('/api/v1/tagged', {
      headers: { 'if-none-match': etag, 'accept-language': 'de, ru-RU;q=0.8, en;q=0.5' },
    });
    expect(await russian.json()).toMatchObject({ language: 'ru' });
  });

  it('is compressed as the caller asks, and not where it forbids it', async () => {
    const get = (encoding: string) =>
      app.request('/api/v1/tagged', { headers: { 'accept-encoding': encoding } });
    const plain = await (await get('identity')).text();
    const brotli = await get('gzip, deflate, br');
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer())).toString()).toBe(plain);
    const gzip = await get('gzip, br;q=0');
    expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(plain);
  });
});

describe('every answer', () => {
  it('carries a request id and the security headers, without inline script or eval', async () => {
    for (const path of [
      '/',
      '/api/v1/tagged',
      '/api/v1/broken',
      '/api/v1/none',
      '/healthz',
      '/assets/main-Ab3dE6gH.js',
    ]) {
      const { headers } = await app.request(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(policy).toContain("worker-src 'self' blob:");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    }
  });

  it('ignores a request id that could not be written to a log as it is', async () => {
    const { headers } = await app.request('/healthz', {
      headers: { 'x-request-id': 'a b{"level":"fatal"}' },
    });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
  });

  it('is refused to a caller who asks faster than the limit, until time has passed', async () => {
    const limited = make({ ratePerSecond: 2, rateBurst: 3 });
    const statuses = [];
    for (let number = 0; number < 4; number++) statuses.push((await limited.request('/healthz')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await limited.request('/healthz');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await problemOf(refused)).toMatchObject({ code: 'rate-limited' });
    clock.pass(500);
    expect((await limited.request('/healthz')).status).toBe(200);
  });
});

describe('an address', () => {
  it('that is not there is a problem under /api and a page elsewhere', async () => {
    expect(await problemOf(app.request('/api/v1/none'))).toMatchObject({ status: 404, code: 'not-found' });
    const page = await app.request('/plan/tianjin');
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect((await app.request('/missing.js')).status).toBe(404);
    const departure = await app.request('/departures/tianjin-tashkent%402026-12-01T00%3A00%3A00.000Z');
    expect([departure.status, departure.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
  });

  it('that is there refuses a method it does not take, and says which it does', async () => {
    const answer = await app.request('/api/v1/wagons/a', { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(await problemOf(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it('never leads out of the folder of the pages nor to a hidden file', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/.hidden',
      '/assets/%00.js',
      '/..%5c..%5cx.txt',
      '/%ff.js',
    ]) {
      const answer = await app.request(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('of a file with a hash in its name is kept for a year, and sent compressed', async () => {
    const answer = await app.request('/assets/main-Ab3dE6gH.js', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('console.log');
    const again = await app.request('/assets/main-Ab3dE6gH.js', {
      headers: { 'if-none-match': answer.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });
});

describe('readiness', () => {
  it('waits for every check and every module, and ends when the server is leaving, which stays alive', async () => {
    let why: string | undefined = 'is loading';
    const waiting = make({
      modules: [{ ...depot, ready: () => why }],
      checks: { database: () => Promise.reject(new Error('gone')) },
    });
    expect(await problemOf(waiting.request('/readyz'))).toMatchObject({
      status: 503,
      code: 'not-ready',
      faults: [
        { at: 'database', problem: 'can not be asked' },
        { at: 'depot', problem: 'is loading' },
      ],
    });
    why = undefined;
    const ready = make({
      modules: [{ ...depot, ready: () => why }],
      checks: { database: () => undefined, corridor: () => ({ is: 'central-asia 1' }) },
    });
    const answer = await ready.request('/readyz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      ready: true,
      checks: [{ name: 'database' }, { name: 'corridor', is: 'central-asia 1' }, { name: 'depot' }],
    });
    ready.beginLeaving();
    expect(await problemOf(ready.request('/readyz'))).toMatchObject({ faults: [{ at: 'server' }] });
    expect((await ready.request('/healthz')).status).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  it('describes every route with its schemas, named ones once, and its refusals', async () => {
    const document = (await (await app.request('/api/v1/openapi.json')).json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      components: { schemas: { Wagon: { properties: { axles: { type: 'number' } } }, Problem: {} } },
      paths: {
        '/api/v1/wagons/{id}': {
          get: {
            parameters: [
              { name: 'id', in: 'path', required: true },
              { name: 'axles', in: 'query' },
              { name: 'order' },
            ],
            responses: {
              200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Wagon' } } } },
              404: { description: expect.stringContaining('wagon-unknown') },
            },
          },
        },
        '/api/v1/wagons': {
          post: { requestBody: { required: true }, responses: { 201: {}, 413: {}, 415: {}, 422: {} } },
        },
      },
    });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name!,
    );
    expect(Object.keys((document.components as { schemas: object }).schemas)).toEqual(
      expect.arrayContaining(references),
    );
  });
});

describe('the place where a text stops being JSON', () => {
  it('is found in every way it can stop, at any depth', () => {
    const faults = [
      ['{"a": 1,}', 8],
      ['{"a" 1}', 5],
      ['[1, 2', 5],
      ['[1 2]', 3],
      ['{a: 1}', 1],
      ['{"a": 01}', 7],
      ['"open', 0],
      ['[1] x', 4],
      ['[1]]', 3],
      ['{]', 1],
      ['', 0],
      ['['.repeat(60_000), 60_000],
    ] as const;
    for (const [text, at] of faults) {
      expect(() => JSON.parse(text)).toThrow();
      expect([text.slice(0, 20), jsonFaultAt(text)]).toEqual([text.slice(0, 20), at]);
    }
  });
});

describe('mounting', () => {
  it('refuses an address or a code that is declared twice, and a code no table holds', () => {
    expect(() => make({ modules: [depot, { ...depot, errors: {} }] })).toThrow('declared twice');
    expect(() =>
      make({ modules: [{ ...depot, errors: { ...depot.errors, internal: { status: 500, title: 'x' } } }] }),
    ).toThrow('internal is declared twice');
    expect(() => make({ modules: [{ ...depot, errors: {} }] })).toThrow('wagon-unknown');
  });
});
