import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noParts, seraiApp, seraiModules } from '../../server/src/app.ts';
import { corridorFromFiles, packFolder } from '../../server/src/corridor/index.ts';
import type { PlanAnswer } from '../../server/src/modules/freight/index.ts';
import { expectSound } from '../../server/src/modules/freight/invariants.ts';
import { width } from '../../server/src/modules/freight/table.ts';
import { systemClock } from '../../server/src/platform/clock.ts';
import { listen } from '../../server/src/platform/http/listen.ts';
import { root } from '../../server/src/platform/root.ts';

const nobodyHere = mkdtempSync(join(tmpdir(), 'serai plan '));
interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}
const serai = (args: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { ...process.env, SERAI_DATA: nobodyHere, LC_ALL: 'C.UTF-8', ...environment };
    execFile(
      process.execPath,
      [join(root, 'server/bin/serai.mjs'), ...args],
      { env, cwd: tmpdir() },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
/** A day ahead, so that answers a moment apart are the same. */
const ready = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const tashkent = ['plan', 'Tianjin', 'Tashkent', '--teu', '2', '--ready', ready];

describe('with no Serai running', () => {
  test('a plan is a table that fits 80 columns, with the legs of its first way', async () => {
    const { code, stdout, stderr } = await serai(tashkent);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^Tianjin → Tashkent · 2 TEU/);
    expect(stdout).toMatch(/9 in 10 by/);
    expect(stdout).toMatch(/gauge change 1435 → 1520 mm/);
    expect(stdout).toMatch(/◌/);
  });
  test('--json is a sound answer, and options of the request are heard', async () => {
    const { stdout } = await serai([
      ...tashkent,
      '--json',
      '--minimise',
      'cost',
      '--weight-kg',
      '24000',
      '--hs',
      '8708',
      '--avoid',
      'khorgos-altynkol',
    ]);
    const answer = JSON.parse(stdout) as PlanAnswer;
    expectSound(answer);
    expect(answer).toMatchObject({
      teu: 2,
      weightKg: { value: '24000', kind: 'attested' },
      from: { id: 'tianjin' },
      to: { id: 'tashkent' },
    });
    expect(answer.options[0]?.best).toContain('cost');
    expect(answer.options.flatMap((option) => option.via.map((via) => via.id))).not.toContain(
      'khorgos-altynkol',
    );
  });
  test('what is refused is said on stderr, in the language asked for, and ends with 1', async () => {
    const { code, stdout, stderr } = await serai([
      'plan',
      'Tianjin',
      'Tashkemt',
      '--teu',
      '2',
      '--lang',
      'ru',
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Такого места в этом коридоре нет\.\n<to>: .*Did you mean Tashkent/);
  });
  test.each<[string, string[]]>([
    ['no destination', ['plan', 'Tianjin', '--teu', '2']],
    ['no number of containers', ['plan', 'Tianjin', 'Tashkent']],
    ['a number that is none', ['plan', 'Tianjin', 'Tashkent', '--teu', 'two']],
    ['an option there is not', [...tashkent, '--fast']],
  ])('%s is not understood: 2', async (_, args) => {
    const { code, stdout, stderr } = await serai(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });
});

describe('beside a running Serai', () => {
  const data = mkdtempSync(join(tmpdir(), 'serai plan '));
  const asked: string[] = [];
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    const corridor = corridorFromFiles(packFolder(root, 'central-asia'));
    const app = seraiApp(seraiModules({ ...noParts, corridor: () => corridor }), {
      config: { ratePerSecond: 1000, rateBurst: 1000 },
      clock: systemClock,
      log: pino({ level: 'silent' }),
    });
    server = await listen('127.0.0.1', 0, (request, bindings) => {
      asked.push(new URL(request.url).pathname);
      return app.fetch(request, bindings);
    });
    writeFileSync(join(data, 'server.json'), JSON.stringify({ address: server.address, pid: process.pid }));
  });
  afterAll(() => server.drain(1000));

  test('the command asks it, and both give the same answer', async () => {
    const [served, own] = await Promise.all([
      serai([...tashkent, '--json'], { SERAI_DATA: data }),
      serai([...tashkent, '--json']),
    ]);
    expect(asked).toEqual(['/api/v1/plans']);
    expect(served.code).toBe(0);
    expect(JSON.parse(served.stdout)).toEqual(JSON.parse(own.stdout));
  });
  test('its refusals read the same', async () => {
    const args = ['plan', 'Tianjin', 'Tashkemt', '--teu', '2'];
    const [served, own] = await Promise.all([serai(args, { SERAI_DATA: data }), serai(args)]);
    expect(served).toEqual(own);
    expect(served.code).toBe(1);
  });
  test('one that has gone without a word is not waited for', async () => {
    writeFileSync(join(nobodyHere, 'server.json'), JSON.stringify({ address: 'http://127.0.0.1:1', pid: 1 }));
    expect((await serai([...tashkent, '--json'])).code).toBe(0);
  });
});
