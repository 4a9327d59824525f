import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import * as api from './api.ts';
import { crossingPage, servicePage, terminalPage } from './atlas.ts';
import { factAnswer, factsMatching } from './facts.ts';
import { mapAnswer } from './map.ts';
import { buildNetwork, CurrentNetwork } from './network.ts';
import { overviewOf } from './overview.ts';
import { pageOf } from './pages.ts';
import { runsAnswer } from './runs.ts';
import { fact, world } from './testing.ts';
import { minuteOf } from './zone.ts';

const now = new Date('2026-11-21T12:00:00Z');
const corridor = world((rows) => {
  rows.facts.push(
    fact('crossing:khorgos-altynkol', 'crossing-time', '20', 'h', { source: 'report', period: '2022' }),
  );
  rows.facts.push(
    fact('corridor:asia', 'cities', '100', 'cities'),
    fact('corridor:china', 'cities', '128', 'cities'),
    fact('corridor:china', 'trains', '110000', 'trains'),
  );
  rows.names.push({ subject: 'country:CN', lang: 'en', name: 'China', kind: 'name' });
});
const network = buildNetwork(corridor, minuteOf(now));

test('a crossing shows its figures, all facts, which of them searches use and why, and what conflicts', () => {
  const page = crossingPage(network, corridor, corridor.crossings.get('khorgos-altynkol')!, 'en');
  expect(api.crossingAnswer.safeParse(page).error).toBeUndefined();
  expect(page.crossing).toMatchObject({
    name: 'Khorgos / Altynkol',
    services: 2,
    queue: { value: '30.1', hi: '60.1', kind: 'model' },
  });
  expect(page.figures.find((each) => each.measure === 'crossing-time')?.figure).toMatchObject({
    value: '34.8',
    kind: 'official',
  });
  expect(page.facts.map(({ id, chosen, why }) => [id.split('/').slice(1).join(' '), chosen, why])).toEqual([
    ['crossing-time report 2022', false, 'official-before-reported'],
    ['crossing-time test 2022', true, 'official-before-reported'],
    ['queue report', true, 'only-one'],
  ]);
  expect(page.conflicts).toEqual([
    { measure: 'crossing-time', facts: [expect.stringContaining('report'), expect.stringContaining('test')] },
  ]);
});

test('a terminal shows what runs there, a service how it runs', () => {
  const terminal = terminalPage(network, corridor, corridor.terminals.get('almaty')!, 'en');
  expect(api.terminalAnswer.safeParse(terminal).error).toBeUndefined();
  expect(terminal.services.map((each) => each.id)).toEqual([
    'tianjin-tashkent',
    'lanzhou-almaty',
    'almaty-tashkent',
    'tashkent-tianjin',
  ]);
  const service = servicePage(network, corridor, corridor.services.get('tianjin-lanzhou')!, 'en');
  expect(api.serviceAnswer.safeParse(service).error).toBeUndefined();
  expect(service.service).toMatchObject({
    perWeek: { value: '3.0' },
    transit: { value: '1.0', unit: 'd' },
    distance: { value: '1193.1' },
    daysPublished: false,
    leftOut: null,
  });
});

test('a service that can’t be estimated is left out of searches, and says why', () => {
  const partial = buildNetwork(
    world((rows) => {
      rows.legs = rows.legs.filter((leg) => leg.id !== 'keles-tashkent');
    }),
    minuteOf(now),
  );
  expect(partial.running.has('tianjin-tashkent')).toBe(false);
  const page = servicePage(
    partial,
    partial.corridor,
    partial.corridor.services.get('tianjin-tashkent')!,
    'en',
  );
  expect(page.service).toMatchObject({
    transit: { value: null, kind: 'unknown' },
    leftOut: 'The pack has no leg of rail from keles to chukursay',
  });
  expect(overviewOf(partial, partial.corridor, 'en').omissions.map((each) => each.id)).toContain(
    'service:tianjin-tashkent',
  );
});

test('the map holds every line, in order of its points, and every service’s track with its direction', () => {
  const map = mapAnswer(network, 'ru');
  expect(api.networkAnswer.safeParse(map).error).toBeUndefined();
  expect(map.legs.find((leg) => leg.id === 'almaty-saryagash')?.coordinates).toEqual([
    [76.9, 43.25],
    [69.2, 41.5],
  ]);
  expect(map.services.find((each) => each.id === 'tashkent-tianjin')?.track).toEqual([
    '-keles-tashkent',
    '-almaty-saryagash',
    '-altynkol-almaty',
    '-lanzhou-khorgos',
    '-tianjin-lanzhou',
  ]);
  expect(map.terminals.find((each) => each.id === 'tianjin')?.name).toBe('Тяньцзинь');
});

test('the overview counts what is held beside what is published', () => {
  const overview = overviewOf(network, corridor, 'en');
  expect(api.overviewAnswer.safeParse(overview).error).toBeUndefined();
  expect(
    overview.coverage.map(({ area, cities, served, published }) => [area, cities, served, published.value]),
  ).toEqual([
    ['corridor:asia', 9, 6, '100'],
    ['corridor:china', 4, 4, '128'],
  ]);
  expect(overview.services).toEqual({
    routePublished: 0,
    transitPublished: 0,
    routeOrTransitPublished: 0,
    estimated: 5,
    searched: 5,
  });
  expect(overview.latestSource).toBe('2025-03');
  expect(overview.omissions).toEqual([
    { id: 'ferry', what: 'A ferry', reason: 'Nothing is published about it' },
  ]);
});

describe('pages', () => {
  const rows = factsMatching(corridor, {});
  const page = (cursor: string | undefined, limit: number) => {
    const answer = pageOf(rows, { cursor, limit }, (row) => factAnswer(corridor, row, 'en'));
    if (isRefusal(answer)) throw new Error(answer.detail);
    return answer;
  };
  test('lead through the whole list once, in the order of the ids', () => {
    const seen: string[] = [];
    for (let next: string | undefined | null; next !== null; ) {
      const answer = page(next, 4);
      expect(answer.items.length).toBeGreaterThan(0);
      seen.push(...answer.items.map((item) => item.id));
      next = answer.next;
    }
    expect(seen).toEqual([...corridor.facts.keys()].sort());
  });
  test('end where the list does, also when it fills the last page', () => {
    expect(page(undefined, rows.length)).toMatchObject({ next: null });
    expect(page(undefined, rows.length - 1).next).not.toBeNull();
  });
  test('refuse a cursor they did not give out', () => {
    for (const cursor of ['', 'x', 'YWZ0ZXI', '%%%'])
      expect((pageOf(rows, { cursor, limit: 4 }, String) as Refusal).code).toBe('cursor-invalid');
  });
  test('facts are found by subject, measure and id', () => {
    expect(factsMatching(corridor, { subject: 'crossing:khorgos-altynkol', measure: 'queue' })).toHaveLength(
      1,
    );
    expect(factsMatching(corridor, { measure: 'crossing-time' })).toHaveLength(3);
    expect(factsMatching(corridor, { id: 'crossing:khorgos-altynkol/queue/report' })).toHaveLength(1);
    expect(factsMatching(corridor, { id: 'no such' })).toEqual([]);
  });
});

describe('runs', () => {
  const runs = (query: Partial<Parameters<typeof runsAnswer>[1]>) =>
    runsAnswer(network, { limit: 200, ...query }, now, 'en');
  const shown = (query: Partial<Parameters<typeof runsAnswer>[1]>) => {
    const answer = runs(query);
    if (isRefusal(answer)) throw new Error(answer.detail);
    expect(api.runsPage.safeParse(answer).error).toBeUndefined();
    return answer;
  };
  test('are those under way at the moment, each with its calls, tracks and borders', () => {
    const { items, from, to } = shown({ to: now.toISOString() });
    expect([from, to]).toEqual(['2026-11-21T12:00:00.000Z', '2026-11-21T12:00:00.000Z']);
    expect(items.length).toBeGreaterThan(3);
    for (const { calls } of items) {
      expect(calls[0]!.departure <= from && calls.at(-1)!.arrival >= from).toBe(true);
      for (const [index, call] of calls.entries())
        if (index > 0) expect(call.arrival >= calls[index - 1]!.departure).toBe(true);
    }
    const through = items.find((run) => run.service.id === 'tianjin-tashkent');
    expect(through?.calls.map((call) => call.crossing)).toEqual([
      null,
      null,
      null,
      'khorgos-altynkol',
      null,
      null,
      'saryagash-keles',
      null,
    ]);
    expect(through?.calls[1]?.track).toEqual(['tianjin-lanzhou']);
  });
  test('of a terminal are those that call there in the window, in the order of their departures', () => {
    const { items, from, to } = shown({ terminal: 'almaty', to: '2026-11-28T12:00:00Z' });
    const times = items.map((run) => run.calls.find((call) => call.stop === 'almaty')!);
    expect(times.length).toBeGreaterThan(4);
    for (const call of times) expect(call.departure >= from && call.arrival <= to).toBe(true);
    expect(times.map((call) => call.departure)).toEqual(times.map((call) => call.departure).sort());
  });
  test('are cut at the limit, and say so', () => {
    expect(shown({ limit: 2 })).toMatchObject({ more: true, items: [{}, {}] });
  });
  test('refuse a window too long or the wrong way round and a terminal there is not', () => {
    expect(runs({ to: '2026-12-01T12:00:00Z' })).toMatchObject({ code: 'window-invalid' });
    expect(runs({ to: '2026-11-01T12:00:00Z' })).toMatchObject({ code: 'window-invalid' });
    expect(runs({ terminal: 'nowhere' })).toMatchObject({ code: 'terminal-not-found' });
  });
});

test('the network is kept through a week and made anew when the next begins or a new pack is loaded', () => {
  const current = new CurrentNetwork();
  const first = current.at(corridor, now);
  expect(current.at(corridor, new Date('2026-11-22T23:59:00Z'))).toBe(first);
  expect(current.at(corridor, new Date('2026-11-23T00:00:00Z'))).not.toBe(first);
  expect(current.at(world(), now).corridor).not.toBe(corridor);
});
