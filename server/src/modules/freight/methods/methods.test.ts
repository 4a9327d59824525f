import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PackLeg, TrackNetwork } from '../../../corridor/index.ts';
import type { Evidence } from '../../../platform/figure.ts';
import { root } from '../../../platform/root.ts';
import { FigureMissing, figure } from '../quantity.ts';
import { fact, service, world } from '../testing.ts';
import { borderCost, gaugeChangeCost, lineCost, terminalCost } from './cost.ts';
import { crossingMedian, crossingP90 } from './crossing.ts';
import { chanceWithin, excessMinutes, milliNats, normalCdf } from './delay.ts';
import { legLength, runningTime } from './distance.ts';
import { legCo2 } from './emission.ts';
import { methods } from './methods.ts';
import { serviceTime, stretchesOf } from './service.ts';

test('the code has one function for each method of the pack, and no other', () => {
  const text = readFileSync(join(root, 'corridors/common/methods.csv'), 'utf8');
  const rows = parse(text, { columns: true }) as { id: string }[];
  expect(Object.keys(methods).sort()).toEqual(rows.map((row) => row.id).sort());
});

/** Three points one degree apart on a meridian: 2 × 111.195 km. */
const meridian = (change: Parameters<typeof world>[0] = () => {}) => {
  const corridor = world((rows) => {
    const at = (id: string, lat: number) => ({
      ...rows.places[0]!,
      id,
      lat,
      lon: 70,
      country: 'KZ',
      locode: '',
    });
    rows.places.push(at('south', 40), at('middle', 41), at('north', 42));
    rows.legs.push({
      id: 'line',
      from: 'place:south',
      to: 'place:north',
      mode: 'rail',
      gauge: '1520',
      via: ['middle'],
      traction: '',
    });
    rows.facts = rows.facts.filter((row) => row.measure !== 'detour');
    rows.facts.push(fact('mode:rail-1520', 'detour', '1.2', 'ratio'));
    change(rows);
  });
  return { corridor, leg: corridor.legs.get('line') as PackLeg };
};

describe('leg-length', () => {
  test('222.4 km of great circles with a detour of 1.2 are 266.9 km of line', () => {
    const { corridor, leg } = meridian();
    expect(figure(legLength(corridor, leg), 1)).toEqual({
      value: '266.9',
      unit: 'km',
      kind: 'model',
      evidence: [
        {
          type: 'formula',
          id: 'leg-length',
          version: 'test-1',
          inputs: [
            { name: 'great-circles', value: '222.4', unit: 'km' },
            {
              name: 'detour',
              value: '1.2',
              unit: 'ratio',
              evidence: { type: 'fact', id: 'mode:rail-1520/detour/test/2025', version: 'test-1' },
            },
          ],
        },
      ],
    });
  });
  test('a published length is used as it is, with its own source', () => {
    const { corridor, leg } = meridian((rows) => rows.facts.push(fact('leg:line', 'length', '250', 'km')));
    expect(figure(legLength(corridor, leg), 1)).toMatchObject({ value: '250.0', kind: 'official' });
  });
});

test('266.9 km at 50 km/h take 5.338 h; a leg’s own speed wins over its mode’s', () => {
  const { corridor, leg } = meridian();
  expect(runningTime(corridor, leg).value).toBeCloseTo(5.338, 9);
  const slow = meridian((rows) => rows.facts.push(fact('leg:line', 'running-speed', '26.69', 'km/h')));
  expect(runningTime(slow.corridor, slow.leg).value).toBeCloseTo(10, 9);
});

test('1435 mm within Europe has figures of its own; across its edge those of 1435 mm', () => {
  const { corridor } = meridian((rows) => {
    rows.countries.push({ id: 'PL', alpha3: 'POL', continent: 'europe', gauge: '1435', currency: 'USD' });
    const at = (id: string, country: string) => ({
      ...rows.places[0]!,
      id,
      country,
      lat: 52,
      lon: 20,
      locode: '',
    });
    rows.places.push(at('lodz', 'PL'), at('warszawa', 'PL'), at('kars', 'KZ'));
    const line = (id: string, to: string) => ({
      id,
      from: 'place:lodz',
      to: `place:${to}`,
      mode: 'rail' as const,
      gauge: '1435',
      via: [],
      traction: '' as const,
    });
    rows.legs.push(line('inside', 'warszawa'), line('outside', 'kars'));
  });
  const modes = ['inside', 'outside'].map(
    (id) => stretchesOf(corridorWithDetour(corridor), [corridor.legs.get(id) as PackLeg])[0]?.mode,
  );
  expect(modes).toEqual(['rail-europe', 'rail-1435']);
});
const corridorWithDetour = (corridor: ReturnType<typeof world>) => {
  corridor.rows.facts.push(fact('mode:any', 'detour', '1', 'ratio'));
  return new (
    corridor.constructor as new (
      meta: typeof corridor.meta,
      rows: typeof corridor.rows,
    ) => typeof corridor
  )(corridor.meta, corridor.rows);
};

describe('service-time', () => {
  const way = (transit?: [string, string]) => {
    const corridor = world((rows) => {
      rows.services = [service('line', 'almaty saryagash keles chukursay')];
      if (transit)
        rows.facts.push({ ...fact('service:line', 'transit-time', transit[0], 'd'), hi: transit[1] });
    });
    return serviceTime(corridor, new TrackNetwork(corridor), corridor.services.get('line')!);
  };
  test('is the running times and the median crossings', () => {
    const { segments, time } = way();
    expect(segments.map((segment) => segment.kind)).toEqual(['track', 'crossing', 'track']);
    expect(segments.map((segment) => segment.km)).toEqual([661.5, 11.1, 13.9]);
    // The two tracks at 50 km/h, and between them a border whose mean is 24 h.
    expect(time.value).toBeCloseTo(
      661.5 / 50 + 24 / Math.exp((Math.log(2) / 1.2816) ** 2 / 2) + 13.9 / 50,
      6,
    );
  });
  test('scales the running part to the middle of a published transit time', () => {
    const { segments, time } = way(['2', '3']);
    expect(time.value).toBe(60);
    const unscaled = way().segments;
    expect(segments[1]?.hours).toBe(unscaled[1]?.hours);
    expect(segments.reduce((hours, segment) => hours + segment.hours, 0)).toBeCloseTo(60, 9);
    expect((segments[0]?.hours ?? 0) / (segments[2]?.hours ?? 1)).toBeCloseTo(661.5 / 13.9, 9);
  });
  test('scales borders and running alike where the published time leaves running too little', () => {
    const { segments } = way(['1', '1']);
    const unscaled = way().segments;
    expect(segments.reduce((hours, segment) => hours + segment.hours, 0)).toBeCloseTo(24, 9);
    expect((segments[1]?.hours ?? 0) / (segments[0]?.hours ?? 1)).toBeCloseTo(
      (unscaled[1]?.hours ?? 0) / (unscaled[0]?.hours ?? 1),
      9,
    );
  });
});

describe('crossings', () => {
  const corridor = world((rows) => {
    rows.facts.push(fact('crossing:khorgos-altynkol', 'crossing-time-inbound', '10', 'h'));
  });
  const khorgos = corridor.crossings.get('khorgos-altynkol')!;
  test('a mean of 34.8 h with a spread of 2 has a median of 30.06 h and a 9-in-10 time of 60.13 h', () => {
    // σ = ln 2 / 1.2816 = 0.54085; 34.8 / exp(0.54085² / 2) = 34.8 / 1.15751 = 30.0645
    expect(crossingMedian(corridor, khorgos, false).value).toBeCloseTo(30.0645, 3);
    expect(crossingP90(corridor, khorgos, false).value).toBeCloseTo(60.13, 3);
  });
  test('towards its own start the inbound time counts, where one is told apart', () => {
    expect(crossingMedian(corridor, khorgos, true).value).toBeCloseTo(10 / 1.15751, 3);
    const dostyk = corridor.crossings.get('alashankou-dostyk')!;
    expect(crossingMedian(corridor, dostyk, true).value).toBe(crossingMedian(corridor, dostyk, false).value);
  });
  test('half are within the median, 9 in 10 within the 9-in-10 time', () => {
    const queue = { medianMinutes: 1800, p90Minutes: 3600 };
    expect(chanceWithin([queue], 0)).toBeCloseTo(0.5, 6);
    expect(chanceWithin([queue], 1800)).toBeCloseTo(0.9, 4);
    expect(chanceWithin([queue], -1800)).toBe(0);
  });
  test('two queues of 3 and 4 hours’ excess make one of 5', () => {
    const queues = [
      { medianMinutes: 600, p90Minutes: 780 },
      { medianMinutes: 900, p90Minutes: 1140 },
    ];
    expect(excessMinutes(queues)).toBe(300);
    expect(chanceWithin(queues, 300)).toBeCloseTo(0.9, 4);
  });
  test('more slack is never a smaller chance', () => {
    const minutes = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(minutes, minutes), { maxLength: 5 }), minutes, minutes, (pairs, a, b) => {
        const queues = pairs.map(([median, extra]) => ({
          medianMinutes: median,
          p90Minutes: median + extra,
        }));
        const [less, more] = [chanceWithin(queues, Math.min(a, b)), chanceWithin(queues, Math.max(a, b))];
        expect(less).toBeLessThanOrEqual(more);
        expect(more).toBeLessThanOrEqual(1);
      }),
    );
  });
  test('milli-nats add up where chances multiply', () => {
    expect(milliNats(1)).toBe(0);
    expect(milliNats(Math.exp(-0.25))).toBe(250);
    expect(normalCdf(1.2816)).toBeCloseTo(0.9, 4);
  });
});

describe('costs', () => {
  const corridor = world();
  const stretch = {
    mode: 'rail-1520',
    length: { value: 661.9, unit: 'km', kind: 'model' as const, evidence: null },
  };
  test('661.9 km at 0.10 USD/TEU-km are 132.38 USD for two TEU', () => {
    expect(figure(lineCost(corridor, [stretch], 2), 2).value).toBe('132.38');
  });
  test('of 4,400 USD/FEU for 2,647.6 km and borders of 200 USD/TEU a ride of 661.9 km bears a quarter of the rest: 1,000 USD for two TEU', () => {
    const priced = world((rows) =>
      rows.facts.push(fact('service:tianjin-tashkent', 'price', '4400', 'USD/FEU')),
    );
    const price = priced.choose('price', 'service:tianjin-tashkent')!;
    expect(
      figure(lineCost(priced, [stretch], 2, { price, serviceKm: 2647.6, bordersUsdPerTeu: 200 }), 2).value,
    ).toBe('1000.00');
  });
  test('a lift is 40, a gauge change 100, a border 30 USD a TEU', () => {
    const khorgos = corridor.crossings.get('khorgos-altynkol')!;
    const keles = corridor.crossings.get('saryagash-keles')!;
    const usd = (quantity: ReturnType<typeof borderCost> | null) => quantity && figure(quantity, 2).value;
    expect(usd(terminalCost(corridor, corridor.terminals.get('almaty')!, 3))).toBe('120.00');
    expect(usd(gaugeChangeCost(corridor, khorgos, 2))).toBe('200.00');
    expect(usd(gaugeChangeCost(corridor, keles, 2))).toBeNull();
    expect(usd(borderCost(corridor, keles, 2))).toBe('60.00');
  });
  test('figures show every input with the fact behind it', () => {
    const { evidence } = lineCost(corridor, [stretch], 2);
    const tariff = evidence?.inputs?.find((each) => each.name === 'tariff:rail-1520');
    expect(tariff?.evidence as Evidence).toEqual({
      type: 'fact',
      id: 'mode:any/tariff/test/2025',
      version: 'test-1',
    });
  });
  test('where the pack has no figure the method says which one is missing', () => {
    const bare = world((rows) => {
      rows.facts = rows.facts.filter((row) => row.measure !== 'tariff');
    });
    expect(() => lineCost(bare, [stretch], 1)).toThrow(FigureMissing);
    expect(() => lineCost(bare, [stretch], 1)).toThrow(
      'The pack has no tariff of mode:rail-1520 or mode:rail or mode:any',
    );
  });
});

test('24 t over 661.9 km at 20 g/tkm emit 317.7 kg', () => {
  const stretch = {
    mode: 'rail-1520',
    length: { value: 661.9, unit: 'km', kind: 'model' as const, evidence: null },
  };
  expect(figure(legCo2(world(), [stretch], 24_000), 1).value).toBe('317.7');
});
