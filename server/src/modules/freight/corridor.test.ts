/** Plans of the pack that is shipped: that they hold together, and that a forwarder would believe them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corridorFromFiles, packFolder } from '../../corridor/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import { root } from '../../platform/root.ts';
import { crossingAnswer, networkAnswer, type PlanRequest, serviceAnswer, terminalAnswer } from './api.ts';
import { crossingPage, servicePage, terminalPage } from './atlas.ts';
import { expectSound } from './invariants.ts';
import { mapAnswer } from './map.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { minuteOf } from './zone.ts';

const now = new Date('2026-11-23T08:00:00Z');
const corridor = corridorFromFiles(packFolder(root, 'central-asia'));
const network = buildNetwork(corridor, minuteOf(now));
const ask = (request: PlanRequest) => plan(network, request, { now, lang: 'en' });

test('every service of the pack is searched', () => {
  expect(network.leftOut).toEqual([]);
  expect(network.running.size).toBe(corridor.services.size);
});

test('Tianjin to Tashkent takes the published fortnight by through train, for a believable price and emission', () => {
  const answer = ask({ from: 'Tianjin', to: 'Tashkent', teu: 2 });
  if (isRefusal(answer)) throw new Error(answer.detail);
  expectSound(answer);
  const through = answer.options.find((option) => option.transfers === 0);
  const days = (Date.parse(through?.arrival.p50 ?? '') - Date.parse(through?.departure ?? '')) / 86_400_000;
  expect(days).toBeGreaterThan(12);
  expect(days).toBeLessThan(16);
  expect(through?.legs.flatMap((leg) => leg.crossing?.id ?? [])).toEqual([
    'khorgos-altynkol',
    'saryagash-keles',
  ]);
  const km = through?.legs.reduce((sum, leg) => sum + Number(leg.distance.value), 0) ?? 0;
  expect(km).toBeGreaterThan(4500);
  expect(km).toBeLessThan(6500);
  for (const option of answer.options) {
    expect(Number(option.cost.value)).toBeGreaterThan(1500);
    expect(Number(option.cost.value)).toBeLessThan(9000);
    // 20 t over 4,500 to 7,500 km at 17 to 36 g/tkm.
    expect(Number(option.co2.value)).toBeGreaterThan(1500);
    expect(Number(option.co2.value)).toBeLessThan(5500);
  }
});

test('plans between any terminals its services call at are sound or say why there is none', () => {
  const calls = new Set([...corridor.services.values()].flatMap((service) => service.calls));
  const terminal = fc.constantFrom(...[...calls].sort());
  const pair = fc.tuple(terminal, terminal, fc.constantFrom('2026-12-20', '2027-01-15', undefined));
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(pair, ([from, to, arriveBy]) => {
      const answer = ask({ from, to, teu: 3, ...(arriveBy ? { arriveBy } : {}) });
      outcomes.add(isRefusal(answer) ? answer.code : 'planned');
      if (isRefusal(answer)) expect(['same-place', 'no-route']).toContain(answer.code);
      else expectSound(answer);
    }),
    { numRuns: 60 },
  );
  expect(outcomes).toContain('planned');
});

test('every terminal, crossing and service has its page, and the map holds them all', () => {
  expect(networkAnswer.safeParse(mapAnswer(network, 'zh')).error).toBeUndefined();
  for (const terminal of corridor.terminals.values())
    expect(
      terminalAnswer.safeParse(terminalPage(network, network.corridor, terminal, 'ru')).error,
    ).toBeUndefined();
  for (const crossing of corridor.crossings.values())
    expect(
      crossingAnswer.safeParse(crossingPage(network, network.corridor, crossing, 'en')).error,
    ).toBeUndefined();
  for (const service of corridor.services.values())
    expect(
      serviceAnswer.safeParse(servicePage(network, network.corridor, service, 'en')).error,
    ).toBeUndefined();
});
