import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { buildApp } from '../../platform/http/app.ts';
import type { PlanAnswer } from './api.ts';
import { freightErrors } from './errors.ts';
import { freight } from './index.ts';
import { expectSound } from './invariants.ts';
import { packOnly, world } from './testing.ts';

const corridor = world();
const app = buildApp({
  modules: [freight(packOnly(corridor))],
  clock: manualClock('2026-11-21T12:00:00Z'),
  log: pino({ level: 'silent' }),
  version: '0',
  languages: ['en', 'zh', 'ru'],
  ratePerSecond: 100_000,
  rateBurst: 100_000,
  checkAnswers: true,
});
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`/api/v1${path}`, { headers });
const post = (body: unknown, text = JSON.stringify(body)) =>
  app.request('/api/v1/plans', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
const problemOf = async (response: Response) =>
  (await response.json()) as {
    code: string;
    status: number;
    faults?: { at: string; suggestions?: string[] }[];
  };

test('a plan answers its options, in the reader’s language', async () => {
  const response = await post({ from: 'Tianjin', to: 'Tashkent', teu: 2 });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as PlanAnswer;
  expectSound(answer);
  const chinese = await app.request('/api/v1/plans', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN,zh;q=0.9' },
    body: JSON.stringify({ from: 'Tianjin', to: 'Tashkent', teu: 2 }),
  });
  expect(((await chinese.json()) as PlanAnswer).from.name).toBe('天津');
});

describe('each list and page answers by its schema', () => {
  test.each([
    '/places?query=tash',
    '/places?query=tashkemt&lang=ru&limit=3',
    '/terminals',
    '/terminals/almaty',
    '/services?limit=2',
    '/services/tianjin-tashkent',
    '/crossings',
    '/crossings/khorgos-altynkol',
    '/facts?limit=3',
    '/facts?subject=crossing:khorgos-altynkol&measure=queue',
    '/facts?id=crossing:khorgos-altynkol/queue/report',
    '/methods',
    '/network?lang=zh',
    '/overview',
    '/runs?terminal=almaty&to=2026-11-25T00:00:00Z',
  ])('%s', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('application/json'),
    ]);
  });
});

test('lists lead from page to page by their cursors', async () => {
  const seen: string[] = [];
  for (let path: string | null = '/terminals?limit=5'; path !== null; ) {
    const page = (await (await get(path)).json()) as { items: { id: string }[]; next: string | null };
    seen.push(...page.items.map((item) => item.id));
    path = page.next === null ? null : `/terminals?limit=5&cursor=${page.next}`;
  }
  expect(seen).toEqual([...corridor.terminals.keys()].sort());
});

test('what depends only on the pack and the language is not sent twice', async () => {
  for (const path of ['/network', '/overview', '/terminals', '/facts', '/crossings/khorgos-altynkol']) {
    const tag = (await get(path)).headers.get('etag') ?? '';
    expect((await get(path, { 'if-none-match': tag })).status).toBe(304);
    expect((await get(`${path}?lang=ru`, { 'if-none-match': tag })).status).toBe(200);
  }
});

describe('bad input is refused, naming what was wrong', () => {
  test.each<[string, number, string]>([
    ['/terminals/nowhere', 404, 'terminal-not-found'],
    ['/services/nowhere', 404, 'service-not-found'],
    ['/crossings/nowhere', 404, 'crossing-not-found'],
    ['/runs?terminal=nowhere', 404, 'terminal-not-found'],
    ['/runs?from=2026-12-01T00:00:00Z&to=2027-01-01T00:00:00Z', 400, 'window-invalid'],
    ['/runs?from=yesterday', 400, 'query-invalid'],
    ['/terminals?cursor=made-up', 400, 'cursor-invalid'],
    ['/terminals?limit=0', 400, 'query-invalid'],
    ['/places', 400, 'query-invalid'],
    ['/places?query=', 400, 'query-invalid'],
  ])('%s', async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await problemOf(response)).toMatchObject({ code, status });
  });
  test.each<[string, string, number, string, string | undefined]>([
    ['not JSON', '{"from":', 400, 'body-not-json', undefined],
    ['nothing', '', 400, 'body-not-json', undefined],
    [
      'too much',
      JSON.stringify({ from: 'x'.repeat(100_000), to: 'b', teu: 1 }),
      413,
      'body-too-large',
      undefined,
    ],
    ['no containers', '{"from":"Tianjin","to":"Tashkent","teu":0}', 422, 'body-invalid', '/teu'],
    ['fewer than none', '{"from":"Tianjin","to":"Tashkent","teu":-2}', 422, 'body-invalid', '/teu'],
    ['an absurd number', '{"from":"Tianjin","to":"Tashkent","teu":1e99}', 422, 'body-invalid', '/teu'],
    [
      '30 February',
      '{"from":"Tianjin","to":"Tashkent","teu":1,"readyAt":"2027-02-30"}',
      422,
      'body-invalid',
      '/readyAt',
    ],
    ['a place there is not', '{"from":"Tianjin","to":"Taskent","teu":1}', 422, 'place-unknown', '/to'],
    [
      'a past date',
      '{"from":"Tianjin","to":"Tashkent","teu":1,"readyAt":"2020-01-01"}',
      422,
      'date-past',
      '/readyAt',
    ],
  ])('%s', async (_, text, status, code, at) => {
    const response = await post(null, text);
    expect(response.status).toBe(status);
    const problem = await problemOf(response);
    expect(problem.code).toBe(code);
    if (at !== undefined) expect(problem.faults?.[0]?.at).toBe(at);
  });
});

test.each<[string, unknown, string]>([
  ['/readyAt', '2027-02-30', 'is not a day of the calendar'],
  ['/readyAt', 'tomorrow', 'is not an instant with its offset'],
  ['/teu', 0, 'is not more than 0'],
  ['/teu', 201, 'is more than 200'],
  ['/teu', 2.5, 'is not a whole number'],
  ['/teu', 'two', 'is not a number'],
  ['/teu', undefined, 'is missing'],
  ['/weightKg', 1e-300, 'is not at least 1'],
  ['/hsCode', '8471.30', 'is not 2, 4 or 6 digits'],
  ['/from', '', 'has fewer than 1 characters'],
  ['/from', 'x'.repeat(101), 'has more than 100 characters'],
])('%s given as %j is refused in words', async (at, value, words) => {
  const response = await post({ from: 'Tianjin', to: 'Tashkent', teu: 1, [at.slice(1)]: value });
  expect(response.status).toBe(422);
  const { faults } = await problemOf(response);
  expect(faults).toMatchObject([{ at, problem: expect.stringContaining(words) }]);
});

test('every crossing of the corridor may be avoided at once, and then no way leads there', async () => {
  const { items } = (await (await get('/crossings?limit=500')).json()) as { items: { id: string }[] };
  const response = await post({ from: 'Tianjin', to: 'Tashkent', teu: 1, avoid: items.map(({ id }) => id) });
  expect(await problemOf(response)).toMatchObject({ code: 'no-route' });
});

test('whatever JSON is posted, the answer is a plan or a problem, never a fault of ours', async () => {
  // Mostly near what is understood, so that every depth is reached.
  const mostly = <Value>(good: fc.Arbitrary<Value>, wild: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 8, arbitrary: good }, { weight: 1, arbitrary: wild });
  const strange = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'Springfield', 'island'),
    fc.string(),
    fc.jsonValue(),
  );
  const date = (min: string) =>
    mostly(
      fc
        .date({ min: new Date(min), max: new Date('2027-01-24'), noInvalidDate: true })
        .map((each) => each.toISOString()),
      fc.oneof(
        fc.constantFrom(
          '2026-11-21',
          '0001-01-01',
          '9999-12-31T23:59:59Z',
          '2026-12-01T00:00:00+14:00',
          '-000001-01-01',
        ),
        fc.string(),
      ),
    );
  const near = fc.record(
    {
      from: mostly(fc.constantFrom('Tianjin', 'lanzhou', '天津'), strange),
      to: mostly(fc.constantFrom('Tashkent', 'almaty', 'sergeli'), strange),
      teu: mostly(fc.integer({ min: 1, max: 200 }), fc.oneof(fc.double(), fc.integer())),
      weightKg: mostly(fc.integer({ min: 1, max: 30_000 }), fc.double()),
      readyAt: date('2026-11-20'),
      arriveBy: date('2026-12-10'),
      hsCode: mostly(fc.constantFrom('87', '8708', '870899'), fc.string()),
      minimise: mostly(fc.constantFrom('time', 'cost', 'co2', 'risk'), fc.string()),
      avoid: mostly(fc.constantFrom([], ['Alashankou'], ['khorgos-altynkol']), fc.array(fc.string())),
    },
    { requiredKeys: ['from', 'to', 'teu'] },
  );
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: fc.jsonValue() }),
      async (body) => {
        const response = await post(body);
        statuses.add(response.status);
        expect([200, 422]).toContain(response.status);
        if (response.status === 200) expectSound((await response.json()) as PlanAnswer);
        else
          expect([...Object.keys(freightErrors), 'body-invalid']).toContain((await problemOf(response)).code);
      },
    ),
    { numRuns: 400 },
  );
  expect([...statuses].sort()).toEqual([200, 422]);
});
