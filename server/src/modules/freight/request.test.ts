import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../platform/errors.ts';
import type { PlanRequest } from './api.ts';
import { planRequest } from './api.ts';
import { type FreightError, freightErrors } from './errors.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { fact, service, world } from './testing.ts';
import { minuteOf } from './zone.ts';

const now = new Date('2026-11-21T12:00:00Z');
const networks = new Map<unknown, ReturnType<typeof buildNetwork>>();
const networkOf = (change?: Parameters<typeof world>[0]) => {
  const known = networks.get(change) ?? buildNetwork(world(change), minuteOf(now));
  networks.set(change, known);
  return known;
};
const ask = (request: Partial<PlanRequest>, change?: Parameters<typeof world>[0]) =>
  plan(networkOf(change), { from: 'tianjin', to: 'tashkent', teu: 2, ...request }, { now, lang: 'en' });
const refusal = (request: Partial<PlanRequest>, change?: Parameters<typeof world>[0]) => {
  const answer = ask(request, change);
  if (!isRefusal(answer)) throw new Error('it was not refused');
  return {
    code: answer.code as FreightError,
    detail: answer.detail,
    at: answer.faults?.[0]?.at,
    suggestions: answer.faults?.[0]?.suggestions,
  };
};

test('an exact id, code or name in any language means one place; a city stands for its terminals', () => {
  for (const name of ['tashkent', 'UZTAS', 'uztas', 'Tashkent', 'TASHKENT', 'Ташкент']) {
    const answer = ask({ to: name });
    expect(isRefusal(answer) ? answer : answer.to).toMatchObject({
      kind: 'place',
      id: 'tashkent',
      terminals: ['chukursay', 'sergeli'],
    });
  }
  const answer = ask({ to: 'sergeli' });
  expect(isRefusal(answer) ? answer : answer.to).toMatchObject({
    kind: 'terminal',
    id: 'sergeli',
    terminals: ['sergeli'],
  });
});

describe('each refusal names the field and what to do', () => {
  const closed = (rows: Parameters<NonNullable<Parameters<typeof world>[0]>>[0]) => {
    rows.crossings[0]!.status = 'closed';
    rows.crossings[1]!.status = 'planned';
  };
  const apart = (rows: Parameters<NonNullable<Parameters<typeof world>[0]>>[0]) => {
    rows.services = [service('east', 'tianjin lanzhou'), service('west', 'almaty saryagash keles sergeli')];
  };
  const rare = (rows: Parameters<NonNullable<Parameters<typeof world>[0]>>[0]) => {
    rows.services = [service('rare', 'tianjin lanzhou khorgos altynkol almaty saryagash keles chukursay')];
    rows.facts.push(fact('service:rare', 'frequency', '0.1', 'departures/week'));
  };
  test.each<[string, Partial<PlanRequest>, FreightError, string, RegExp, typeof closed | undefined]>([
    [
      'a slip of the finger',
      { to: 'Tashkemt' },
      'place-unknown',
      '/to',
      /no "Tashkemt".*Did you mean Tashkent\?/,
      undefined,
    ],
    ['nonsense', { from: 'qqqqqqq' }, 'place-unknown', '/from', /\/api\/v1\/places/, undefined],
    ['only marks', { from: '?!' }, 'place-unknown', '/from', /no "\?!"/, undefined],
    ['a name of two places', { to: 'Springfield' }, 'place-ambiguous', '/to', /2 places.*id/, undefined],
    ['the same place twice', { to: 'Tianjin' }, 'same-place', '/to', /same place/, undefined],
    ['a terminal of the same city', { from: 'sergeli' }, 'same-place', '/to', /same place/, undefined],
    ['yesterday', { readyAt: '2026-11-20' }, 'date-past', '/readyAt', /is past/, undefined],
    ['an hour ago', { readyAt: '2026-11-21T11:00:00Z' }, 'date-past', '/readyAt', /is past/, undefined],
    ['a year long gone', { readyAt: '0001-01-01' }, 'date-past', '/readyAt', /is past/, undefined],
    ['to arrive yesterday', { arriveBy: '2026-11-20' }, 'date-past', '/arriveBy', /is past/, undefined],
    [
      'a year far off',
      { readyAt: '9999-12-31' },
      'date-too-far',
      '/readyAt',
      /ends on 2027-01-25/,
      undefined,
    ],
    ['to arrive far off', { arriveBy: '2028-01-01' }, 'date-too-far', '/arriveBy', /ends on/, undefined],
    [
      'to arrive before it is ready',
      { readyAt: '2026-12-10', arriveBy: '2026-12-05' },
      'date-impossible',
      '/arriveBy',
      /before it is ready/,
      undefined,
    ],
    ['too heavy', { weightKg: 60_961 }, 'weight-over-limit', '/weightKg', /60960 kg/, undefined],
    ['no such chapter', { hsCode: '77' }, 'goods-unknown', '/hsCode', /no chapter 77/, undefined],
    ['no such heading', { hsCode: '870000' }, 'goods-unknown', '/hsCode', /87 has no 8700/, undefined],
    [
      'no such crossing',
      { avoid: ['khorgos', 'nowhere'] },
      'crossing-unknown',
      '/avoid/1',
      /no crossing "nowhere"/,
      undefined,
    ],
    [
      'every border avoided',
      { avoid: ['khorgos-altynkol', 'Alashankou'] },
      'no-route',
      '/avoid',
      /Without .*alashankou – dostyk/,
      undefined,
    ],
    [
      'a border nothing avoids',
      { avoid: ['Khorgos', 'saryagash-keles'] },
      'no-route',
      '/avoid',
      /^Without saryagash – keles no way/,
      undefined,
    ],
    ['too soon', { arriveBy: '2026-11-24' }, 'no-route', '/arriveBy', /arrives by 2026-11-24/, undefined],
    ['no line', { to: 'island' }, 'no-route', '/to', /calls at island.*Tashkent \(\d+ km\)/, undefined],
    [
      'services that do not meet',
      {},
      'no-route',
      '/to',
      /^No service this corridor knows of leads from Tianjin to Tashkent/,
      apart,
    ],
    ['all borders shut', {}, 'no-route', '/to', /border that is shut: Khorgos \/ Altynkol/, closed],
    [
      'no departure any more',
      { readyAt: '2027-01-20' },
      'no-route',
      '/readyAt',
      /ends on 2027-01-25.*earlier/,
      rare,
    ],
  ])('%s', (_, request, code, at, detail, change) => {
    expect(refusal(request, change)).toMatchObject({ code, at, detail: expect.stringMatching(detail) });
  });
});

test('suggestions can be used as they are', () => {
  expect(refusal({ to: 'Tashkemt' }).suggestions).toEqual(['Tashkent']);
  expect(refusal({ to: 'Springfield' }).suggestions).toEqual(['springfield-east', 'springfield-west']);
});

test('dates: today is from now on, a day begins and ends at the place, an instant is taken as it is', () => {
  const readyAt = (request: Partial<PlanRequest>) => {
    const answer = ask(request);
    return isRefusal(answer) ? answer.code : answer.readyAt;
  };
  expect(readyAt({})).toBe('2026-11-21T12:00:00.000Z');
  expect(readyAt({ readyAt: '2026-11-21' })).toBe('2026-11-21T12:00:00.000Z');
  expect(readyAt({ readyAt: '2026-12-01' })).toBe('2026-11-30T16:00:00.000Z');
  expect(readyAt({ readyAt: '2026-12-01T09:30:00+08:00' })).toBe('2026-12-01T01:30:00.000Z');
  expect(readyAt({ readyAt: '2026-11-21T11:58:00Z' })).toBe('2026-11-21T12:00:00.000Z');
});

test('the heaviest load allowed, and goods by chapter, heading or subheading, are taken', () => {
  for (const request of [
    { weightKg: 60_960 },
    { hsCode: '87' },
    { hsCode: '8708' },
    { hsCode: '870899' },
    { hsCode: '310210' },
  ])
    expect(isRefusal(ask(request))).toBe(false);
});

test('what is no request at all is refused by its shape, naming the field', () => {
  const faults = (body: unknown) =>
    planRequest.safeParse(body).error?.issues.map((issue) => issue.path.join('/'));
  const good = { from: 'a', to: 'b', teu: 1 };
  for (const teu of [0, -1, 1.5, 201, Number.NaN, Number.POSITIVE_INFINITY, '2', null])
    expect(faults({ ...good, teu })).toContain('teu');
  for (const weightKg of [0, -5, 7e6]) expect(faults({ ...good, weightKg })).toEqual(['weightKg']);
  for (const readyAt of ['2026-02-30', 'tomorrow', '2026-13-01', 5])
    expect(faults({ ...good, readyAt })).toEqual(['readyAt']);
  expect(faults({ ...good, hsCode: '870' })).toEqual(['hsCode']);
  expect(faults({ ...good, from: ' ' })).toEqual(['from']);
  expect(faults({ ...good, colour: 'red' })).toEqual(['']);
  expect(faults([])).toEqual(['']);
});

test('every code of the error table has a status a caller can act on', () => {
  for (const { status, title } of Object.values(freightErrors)) {
    expect(status).toBeGreaterThanOrEqual(400);
    // 503: nothing is wrong with the request, and it can be sent again.
    if (status !== 503) expect(status).toBeLessThan(500);
    expect(title).not.toMatch(/\.$/);
  }
});
