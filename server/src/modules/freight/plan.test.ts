import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../platform/errors.ts';
import type { PlanAnswer, PlanRequest } from './api.ts';
import { expectSound } from './invariants.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { fact, service, world } from './testing.ts';
import { minuteOf } from './zone.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ask = (request: Partial<PlanRequest>, change?: Parameters<typeof world>[0]): PlanAnswer => {
  const answer = plan(
    buildNetwork(world(change), minuteOf(now)),
    { from: 'Tianjin', to: 'Tashkent', teu: 2, ...request },
    { now, lang: 'en' },
  );
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer;
};

describe('a through train of two borders', () => {
  const answer = ask({});
  const [option] = answer.options;

  test('is shown as ride, gauge change, ride, border, ride, with the wait before it', () => {
    expect(option?.legs.map((leg) => `${leg.kind} ${leg.from.id} ${leg.to.id}`)).toEqual([
      'wait tianjin tianjin',
      'ride tianjin khorgos',
      'crossing khorgos altynkol',
      'ride altynkol saryagash',
      'crossing saryagash keles',
      'ride keles chukursay',
    ]);
    expect(option?.legs[1]?.track).toEqual(['tianjin-lanzhou', 'lanzhou-khorgos']);
    expect(option?.legs[2]?.crossing).toMatchObject({
      fromGauge: '1435',
      toGauge: '1520',
      queue: { value: '30.1', hi: '60.1' },
    });
  });
  test('costs two lifts, the line, one gauge change and two borders for two TEU', () => {
    const costs = Object.fromEntries(
      option?.costs.map(({ component, figure }) => [component, figure.value]) ?? [],
    );
    // 0.10 USD × 2 TEU over each ride's kilometres; 2 × 2 × 40; 2 × 100; 2 × 2 × 30.
    const km =
      option?.legs.filter((leg) => leg.kind === 'ride').map((leg) => Number(leg.distance.value)) ?? [];
    expect(Number(costs.rail)).toBeCloseTo(
      km.reduce((sum, each) => sum + each * 0.2, 0),
      6,
    );
    expect(costs).toMatchObject({ terminal: '160.00', 'gauge-change': '200.00', border: '120.00' });
    expect(Object.keys(costs)).toEqual(['rail', 'gauge-change', 'border', 'terminal']);
  });
  test('takes the usual load of 12 t a TEU unless told, and emits in proportion', () => {
    expect(answer.weightKg).toMatchObject({
      value: '24000',
      kind: 'model',
      evidence: [{ id: 'mode:any/mass-per-teu/test/2025' }],
    });
    const light = ask({ weightKg: 12_000 });
    expect(light.weightKg).toEqual({ value: '12000', unit: 'kg', kind: 'attested', evidence: [] });
    expect(Number(light.options[0]?.co2.value)).toBeCloseTo(Number(option?.co2.value) / 2, 0);
  });
  test('is late when a border takes a day more than its median', () => {
    // Two log-normals with σ = 0.54085: Φ(ln((30.06 + 24)/30.06)/σ) × Φ(ln((20.73 + 24)/20.73)/σ) = 0.8610 × 0.9225
    expect(Number(option?.risk.figure.value)).toBeCloseTo(100 * (1 - 0.8611 * 0.9225), 0);
    expect(option?.risk).toMatchObject({
      level: 'queue',
      at: { id: 'khorgos-altynkol', name: 'Khorgos / Altynkol' },
    });
  });
  test('has a 9-in-10 arrival of the root of the sum of squares after its median', () => {
    const minutes = (Date.parse(option?.arrival.p90 ?? '') - Date.parse(option?.arrival.p50 ?? '')) / 60_000;
    expect(minutes / 60).toBeCloseTo(Math.hypot(30.065, 20.734), 1);
  });
  test('is sound', () => expectSound(answer));
});

test('a missed connection takes the next departure, and is called tight', () => {
  const answer = ask({ from: 'lanzhou', to: 'Tashkent', avoid: ['Khorgos'] });
  const [option] = answer.options;
  expect(option?.risk).toMatchObject({ level: 'tight', at: { id: 'almaty' } });
  const boarding = option?.legs.find((leg) => leg.kind === 'ride' && leg.from.id === 'almaty');
  const late = (Date.parse(boarding?.arrivalP90 ?? '') - Date.parse(boarding?.arrival ?? '')) / 86_400_000;
  // The services of almaty leave on Tuesday's or Friday's train and on Thursdays: days, not hours.
  expect(late).toBeGreaterThan(1);
  expect(late).toBeLessThanOrEqual(7);
  expectSound(answer);
});

test('a box is reloaded at a border between two trains that end on its sides', () => {
  const answer = ask({}, (rows) => {
    rows.services = [
      service('east', 'tianjin lanzhou khorgos', [1, 4]),
      service('west', 'altynkol almaty saryagash keles sergeli', [2, 6]),
    ];
  });
  const kinds = answer.options[0]?.legs.map((leg) => leg.kind);
  expect(kinds).toEqual(['wait', 'ride', 'crossing', 'wait', 'ride', 'crossing', 'ride']);
  const crossing = answer.options[0]?.legs.find((leg) => leg.kind === 'crossing');
  // Taken off one train (80), given other wheels (200), cleared (60) for two TEU.
  expect(crossing).toMatchObject({ service: null, mode: 'rail', cost: { value: '340.00' } });
  expect(answer.options[0]?.transfers).toBe(1);
  expectSound(answer);
});

test('a lorry joins the terminals of one city', () => {
  const answer = ask({ from: 'almaty', to: 'chukursay' }, (rows) => {
    rows.services = [service('south', 'almaty saryagash keles sergeli', [2])];
  });
  expect(answer.options[0]?.legs.at(-1)).toMatchObject({
    kind: 'road',
    mode: 'road',
    from: { id: 'sergeli' },
    to: { id: 'chukursay' },
  });
  expect(answer.options[0]?.costs.map((cost) => cost.component)).toContain('road');
  expectSound(answer);
});

test('a place no service calls at is reached by lorry from the nearest in its country, not from farther than 400 km', () => {
  const answer = ask({ to: 'guliston' }, (rows) => {
    const tashkent = rows.places.find((place) => place.id === 'tashkent')!;
    const chukursay = rows.terminals.find((terminal) => terminal.id === 'chukursay')!;
    // One degree south of Tashkent: 111 km.
    rows.places.push({ ...tashkent, id: 'guliston', locode: '', lat: 40.3 });
    rows.terminals.push({ ...chukursay, id: 'guliston', place: 'guliston', lat: 40.3 });
  });
  const last = answer.options[0]?.legs.at(-1);
  // From Sergeli, Chukursay or Keles, 0.9 to 1.1 degrees away.
  expect(last).toMatchObject({ kind: 'road', to: { id: 'guliston' } });
  expect(Number(last?.distance.value)).toBeGreaterThan(100);
  expect(Number(last?.distance.value)).toBeLessThan(123);
  expectSound(answer);
  expect(() => ask({ to: 'island' })).toThrow(/no-route/);
});

test('a published price is the whole cost of its service, borders included', () => {
  const answer = ask({}, (rows) => {
    rows.facts.push(fact('service:tianjin-tashkent', 'price', '4000', 'USD/FEU'));
  });
  const through = answer.options.find((option) => option.transfers === 0);
  const costs = through?.costs.map(({ component, figure }) => [component, Math.round(Number(figure.value))]);
  expect(costs).toEqual([
    ['rail', 4000 - 200 - 120],
    ['gauge-change', 200],
    ['border', 120],
    ['terminal', 160],
  ]);
  expectSound(answer);
});

test('a box that has to arrive by a date leaves as late as it can', () => {
  const answer = ask({ arriveBy: '2026-12-20' });
  expect(answer).toMatchObject({ readyAt: '2026-11-21T12:00:00.000Z', arriveBy: '2026-12-20T18:59:00.000Z' });
  expectSound(answer);
  const later = ask({ readyAt: answer.options[0]?.departure ?? '' });
  expect(later.options.every((option) => option.arrival.p50 > '2026-12-13')).toBe(true);
});

test('a train through a closed border is not offered, and one that meets its opening hours waits for them', () => {
  const closed = ask({}, (rows) => {
    rows.crossings[0]!.status = 'closed';
  });
  expect(closed.options.every((option) => option.via.every((via) => via.id !== 'khorgos-altynkol'))).toBe(
    true,
  );
  const hours = ask({}, (rows) => {
    rows.crossings[2]!.calendar = '1-1 06:00-07:00';
  });
  const waits = hours.options[0]?.legs.find((leg) => leg.kind === 'wait' && leg.from.id === 'saryagash');
  expect(waits?.arrival).toMatch(/T06:\d\d/);
  expect(new Date(waits?.arrival ?? '').getUTCDay()).toBe(1);
  expectSound(closed);
  expectSound(hours);
});

test('what is minimised comes first', () => {
  const request = { from: 'lanzhou', to: 'Tashkent' };
  const byTime = ask({ ...request, minimise: 'time' });
  expect(byTime.options[0]?.best).toContain('time');
  for (const minimise of ['cost', 'co2', 'risk'] as const)
    expect(ask({ ...request, minimise }).options[0]?.best).toContain(minimise);
});

test('the same question has the same answer, and names follow the language', () => {
  expect(ask({})).toEqual(ask({ from: 'CNTSN', to: 'ташкент' }));
  const answer = plan(
    buildNetwork(world(), minuteOf(now)),
    { from: '天津', to: 'Tashkent', teu: 2 },
    { now, lang: 'zh' },
  );
  expect(isRefusal(answer) ? answer : answer.from.name).toBe('天津');
});

test('every plan is sound, whatever the timetable, the borders and the load', () => {
  const id = fc.constantFrom('tianjin', 'lanzhou', 'almaty', 'Tashkent', 'sergeli', 'khorgos', 'saryagash');
  const spread = fc.constantFrom('1.2', '2', '4');
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
  const options = fc.record({
    from: id,
    to: id,
    teu: fc.integer({ min: 1, max: 200 }),
    weightShare: fc.double({ min: 0.001, max: 1, noNaN: true }),
    minimise: fc.constantFrom('time', 'cost', 'co2', 'risk'),
    byDate: fc.boolean(),
  });
  let found = 0;
  fc.assert(
    fc.property(
      options,
      spread,
      fc.array(days, { minLength: 5, maxLength: 5 }),
      ({ from, to, teu, weightShare, minimise, byDate }, queueSpread, runs) => {
        const corridor = world((rows) => {
          rows.services.forEach((each, index) => {
            each.days = [...(runs[index] ?? [])].sort();
          });
          rows.services.push(
            service('branch', 'khorgos altynkol almaty'),
            service('alternative', 'lanzhou khorgos'),
          );
          rows.facts.push(
            fact('crossing:khorgos-altynkol', 'queue-spread', queueSpread, 'ratio'),
            fact('service:branch', 'price', '900', 'USD/FEU'),
          );
        });
        const request = {
          from,
          to,
          teu,
          weightKg: weightShare * teu * 30_000,
          minimise,
          ...(byDate ? { arriveBy: '2026-12-24' } : {}),
        };
        const answer = plan(buildNetwork(corridor, minuteOf(now)), request, { now, lang: 'en' });
        if (isRefusal(answer)) return void expect(['same-place', 'no-route']).toContain(answer.code);
        found++;
        expectSound(answer);
      },
    ),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(20);
});
