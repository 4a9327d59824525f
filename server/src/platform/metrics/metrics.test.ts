import type { HttpBindings } from '@hono/node-server';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { buildApp } from '../http/app.ts';
import { isPermitted } from '../http/permissions.ts';
import { route } from '../http/route.ts';
import { openMetrics } from './metrics.ts';
import { contentType, Registry } from './registry.ts';

describe('the text', () => {
  it('is what Prometheus reads: escaped help and labels, cumulative buckets, sum and count', async () => {
    const registry = new Registry();
    registry.read('gauge', 'depth', 'How deep.\nIn \\ metres', () => [
      { labels: { place: 'a "b"\\\n' }, value: 1.5 },
      { value: Number.POSITIVE_INFINITY },
    ]);
    const note = registry.histogram('wait_seconds', 'A wait.', [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 7]) note({ kind: 'x' }, value);
    expect(await registry.text()).toBe(
      [
        '# HELP depth How deep.\\nIn \\\\ metres',
        '# TYPE depth gauge',
        'depth{place="a \\"b\\"\\\\\\n"} 1.5',
        'depth +Inf',
        '# HELP wait_seconds A wait.',
        '# TYPE wait_seconds histogram',
        'wait_seconds_bucket{kind="x",le="0.1"} 2',
        'wait_seconds_bucket{kind="x",le="1"} 3',
        'wait_seconds_bucket{kind="x",le="+Inf"} 4',
        'wait_seconds_sum{kind="x"} 7.65',
        'wait_seconds_count{kind="x"} 4',
        '',
      ].join('\n'),
    );
  });

  it('refuses one name twice, and holds no more label sets than its limit', async () => {
    const registry = new Registry();
    const note = registry.histogram('wait_seconds', 'A wait.', []);
    expect(() => registry.read('gauge', 'wait_seconds', 'Again.', () => [])).toThrow('declared twice');
    for (let n = 0; n < 5_000; n++) note({ from: String(n) }, 1);
    expect((await registry.text()).match(/_count/g)).toHaveLength(2_000);
  });
});

const database = (up: boolean) => ({
  // Whatever the figures ask of a database that is away fails.
  db: {} as never,
  check: () => (up ? Promise.resolve() : Promise.reject(new Error('away'))),
  connections: () => ({ total: 5, idle: 3, waiting: 1, max: 20 }),
});
const serve = (options: { up?: boolean; metricsToken?: string } = {}) => {
  const metrics = openMetrics({
    version: '1.2.3',
    pack: () => ({ id: 'small', version: '7' }),
    database: database(options.up ?? true),
  });
  return buildApp({
    modules: [
      {
        name: 'depot',
        errors: {},
        routes: [
          route({
            method: 'GET',
            path: '/api/v1/wagons/:id',
            summary: 'One wagon',
            permission: 'public',
            handle: ({ params }) => ({ id: params.id }),
          }),
          route({
            method: 'GET',
            path: '/api/v1/insides',
            summary: 'For those who run the server',
            permission: 'operations',
            handle: () => ({}),
          }),
        ],
      },
    ],
    clock: systemClock,
    log: pino({ level: 'silent' }),
    version: '1.2.3',
    languages: ['en'],
    ratePerSecond: 1_000,
    rateBurst: 1_000,
    metrics,
    ...(options.metricsToken ? { metricsToken: options.metricsToken } : {}),
  });
};
/** As a connection from `address` would ask. */
const ask = (
  app: ReturnType<typeof serve>,
  path: string,
  address: string | undefined,
  headers: Record<string, string> = {},
  method = 'GET',
) =>
  app.fetch(
    new Request(`http://localhost${path}`, { headers: { host: 'localhost:4870', ...headers }, method }),
    { incoming: { socket: { remoteAddress: address } } } as unknown as HttpBindings,
  );

describe('/metrics', () => {
  it('counts answers by route, method and status, never by the address that was asked for', async () => {
    const app = serve();
    for (const path of ['/api/v1/wagons/1', '/api/v1/wagons/2', '/api/v1/nowhere/3', '/somewhere/4'])
      await ask(app, path, '10.0.0.1');
    await ask(app, '/api/v1/wagons/1', '10.0.0.1', {}, 'PATCH');
    await ask(app, '/api/v1/wagons/1', '10.0.0.1', {}, 'BREW');
    const answer = await ask(app, '/metrics', '127.0.0.1');
    expect(answer.headers.get('content-type')).toBe(contentType);
    const counts = (await answer.text())
      .split('\n')
      .filter((line) => line.startsWith('serai_http_request_seconds_count'));
    expect(counts.map((line) => line.slice(line.indexOf('{')))).toEqual([
      '{method="GET",route="/api/v1/wagons/:id",status="200"} 2',
      '{method="GET",route="none",status="404"} 2',
      '{method="PATCH",route="/api/v1/wagons/:id",status="405"} 1',
      '{method="other",route="/api/v1/wagons/:id",status="405"} 1',
    ]);
  });

  it('says what runs and how it is, also while the database is away', async () => {
    const text = await (await ask(serve(), '/metrics', '::1')).text();
    for (const line of [
      `serai_info{version="1.2.3",node="${process.versions.node}"} 1`,
      'serai_pack_info{pack="small",version="7"} 1',
      'serai_database_up 1',
      'serai_database_connections{state="busy"} 2',
      'serai_database_connections{state="idle"} 3',
      'serai_database_waiting 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
    const away = await (await ask(serve({ up: false }), '/metrics', '::1')).text();
    expect(away).toMatch(/^serai_database_up 0$/m);
    expect(away).toMatch(/^process_resident_memory_bytes/m);
  });

  it('is refused from elsewhere, through a proxy, by another name for this machine, and where nobody knows from where', async () => {
    const app = serve();
    const statusOf = async (address: string | undefined, headers: Record<string, string> = {}) =>
      (await ask(app, '/metrics', address, headers)).status;
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await statusOf(address)).toBe(200);
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '127.0.0.1.example', undefined])
      expect([address, await statusOf(address)]).toEqual([address, 403]);
    for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])
      expect([header, await statusOf('127.0.0.1', { [header]: '10.0.0.1' })]).toEqual([header, 403]);
    expect(await statusOf('127.0.0.1', { host: 'rebound.example' })).toBe(403);
    expect(await statusOf('10.0.0.1', { authorization: 'Bearer undefined' })).toBe(403);
  });

  it('asks for the token where one is set, from this machine too', async () => {
    const metricsToken = 'sixteen-characters';
    const app = serve({ metricsToken });
    const statusOf = async (address: string, authorization?: string) =>
      (await ask(app, '/metrics', address, authorization ? { authorization } : {})).status;
    expect(await statusOf('10.0.0.1', `Bearer ${metricsToken}`)).toBe(200);
    expect(await statusOf('127.0.0.1', `bearer ${metricsToken}`)).toBe(200);
    for (const wrong of [
      undefined,
      'Bearer',
      'Bearer sixteen-character',
      `Basic ${metricsToken}`,
      metricsToken,
    ])
      expect([wrong, await statusOf('127.0.0.1', wrong)]).toEqual([wrong, 403]);
  });

  it('lends its permission to a route of a module, and one that is in no table is refused to everybody', async () => {
    const app = serve();
    expect((await ask(app, '/api/v1/insides', '127.0.0.1')).status).toBe(200);
    const refused = await ask(app, '/api/v1/insides', '10.0.0.1');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'not-permitted',
    ]);
    expect(isPermitted('nobody knows' as never, { address: '127.0.0.1', header: () => 'localhost' })).toBe(
      false,
    );
  });
});

it('a token too short is refused and not repeated', () => {
  expect(() => readConfig({ METRICS_TOKEN: 'hunter2' })).toThrow(
    /METRICS_TOKEN can't be as it is set: a token is 16/,
  );
  expect(() => readConfig({ METRICS_TOKEN: 'hunter2' })).not.toThrow(/hunter2/);
  expect(readConfig({ METRICS_TOKEN: 'sixteen-characters' }).metricsToken).toBe('sixteen-characters');
});
