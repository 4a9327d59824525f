import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Corridor, corridorFromFiles } from '../../../corridor/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { root } from '../../../platform/root.ts';
import { buildNetwork, type FreightNetwork } from '../network.ts';
import { plan } from '../plan.ts';
import { fact, service, world } from '../testing.ts';
import { minuteOf } from '../zone.ts';
import type { QuoteRequest } from './api.ts';
import { type Quoting, quote } from './quote.ts';
import { ofPlan, ofQuote, wholeCatalogue } from './testing.ts';

const now = new Date('2026-11-21T12:00:00Z');
const lang = 'en';
const quoting = (corridor: Corridor): Quoting => {
  const network = buildNetwork(corridor, minuteOf(now));
  return { network, catalogue: wholeCatalogue(network), room: null };
};
const ask = (from: Quoting, request: Partial<QuoteRequest>) => {
  const answer = quote(from, { from: 'Tianjin', to: 'Tashkent', ...request }, { now, lang });
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer;
};
const codeOf = (from: Quoting, request: Partial<QuoteRequest>) => {
  const answer = quote(from, { from: 'Tianjin', to: 'Tashkent', ...request }, { now, lang });
  return isRefusal(answer) ? answer.code : 'quoted';
};

/** What both say of one question; null where both refuse it with the same words. */
function sideBySide(
  from: Quoting,
  request: { from: string; to: string; readyAt: string; teu: number; minimise: 'cost' | 'time' | 'co2' },
) {
  const planned = plan(from.network, request, { now, lang });
  const quoted = quote(from, request, { now, lang });
  if (isRefusal(planned) || isRefusal(quoted)) {
    expect(quoted).toEqual(planned);
    return null;
  }
  return { planned: ofPlan(planned), quoted: ofQuote(quoted) };
}
/** Price, arrival and emissions; the 9-in-10 arrival follows from which trains are named. */
const headline = (way?: { figures: string }) => way?.figures.replace(/ \(.*?\)/, '');
const isSame = ({ planned, quoted }: { planned: unknown[]; quoted: unknown[] }) =>
  JSON.stringify(planned) === JSON.stringify(quoted);

describe('the catalogue answers what the planner answers', () => {
  test('whatever the timetable, the borders, the prices and the load', () => {
    const id = fc.constantFrom(
      'tianjin',
      'lanzhou',
      'almaty',
      'Tashkent',
      'sergeli',
      'khorgos',
      'saryagash',
      'dostyk',
    );
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
    const worlds = fc.record({
      runs: fc.array(days, { minLength: 6, maxLength: 6 }),
      spread: fc.constantFrom('1.2', '2', '4'),
      price: fc.constantFrom('700', '900', '2500'),
      frequency: fc.constantFrom('0.5', '2', '3.3'),
      calendar: fc.constantFrom('daily', '1-5 06:00-18:00', '1-1 06:00-07:00'),
      closed: fc.constantFrom('', '2026-12-01/2026-12-09', '2026-11'),
      branch: fc.boolean(),
    });
    const questions = fc.array(
      fc.record({
        from: id,
        to: id,
        teu: fc.integer({ min: 1, max: 200 }),
        minimise: fc.constantFrom('time' as const, 'cost' as const, 'co2' as const),
        minutes: fc.integer({ min: 0, max: 9 * 10_080 }),
      }),
      { minLength: 12, maxLength: 12 },
    );
    let compared = 0;
    let named = 0;
    fc.assert(
      fc.property(worlds, questions, (made, asked) => {
        const from = quoting(
          world((rows) => {
            rows.services.forEach((each, index) => {
              each.days = [...(made.runs[index] ?? [])].sort();
            });
            rows.services.push(service('often', 'lanzhou khorgos altynkol almaty'));
            if (made.branch)
              rows.services.push(
                service('branch', 'khorgos altynkol almaty saryagash keles sergeli', [2, 5]),
              );
            rows.facts.push(
              fact('service:often', 'frequency', made.frequency, 'departures/week'),
              fact('service:often', 'price', made.price, 'USD/FEU'),
              fact('crossing:khorgos-altynkol', 'queue-spread', made.spread, 'ratio'),
            );
            if (made.closed)
              rows.facts.push(
                fact('crossing:khorgos-altynkol', 'closure', '1', 'flag', { period: made.closed }),
              );
            const [, , border] = rows.crossings;
            if (border) border.calendar = made.calendar;
          }),
        );
        for (const { minutes, ...request } of asked) {
          const readyAt = new Date(now.getTime() + minutes * 60_000).toISOString();
          const both = sideBySide(from, { ...request, readyAt });
          if (!both) continue;
          compared++;
          expect(headline(both.quoted[0])).toBe(headline(both.planned[0]));
          if (isSame(both)) named++;
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(100);
    // The rest are ways alike in all the search compares, of which each names another (README.md).
    expect(named / compared).toBeGreaterThan(0.9);
  });

  test('between random terminals of the real pack, and cities with several terminals', () => {
    const from = quoting(corridorFromFiles(join(root, 'corridors/central-asia')));
    const { corridor, terminals } = from.network;
    const random = randomOf(7);
    const pick = <Item>(list: readonly Item[]) => list[Math.floor(random() * list.length)] as Item; // lists are not empty
    const cities = [...corridor.places.keys()].filter((id) => corridor.terminalsAt(id).length > 1);
    const sources = [
      ...Array.from({ length: 12 }, () => pick(terminals).id),
      pick(cities),
      'tianjin',
      'xian',
    ];
    let compared = 0;
    let named = 0;
    for (let count = 0; count < 250; count++) {
      const readyAt = new Date(now.getTime() + random() * 9 * 7 * 86_400_000).toISOString();
      const to = random() < 0.8 ? pick(terminals).id : pick(cities);
      const both = sideBySide(from, {
        from: pick(sources),
        to,
        readyAt,
        teu: 1 + Math.floor(random() * 4),
        minimise: pick(['cost', 'time', 'co2']),
      });
      if (!both) continue;
      compared++;
      expect(headline(both.quoted[0])).toBe(headline(both.planned[0]));
      if (isSame(both)) named++;
    }
    expect(compared).toBeGreaterThan(80);
    expect(named / compared).toBeGreaterThan(0.95);
  });
});

describe('a parcel', () => {
  const from = quoting(world());
  const container = ask(from, { teu: 1 });

  test('pays for the greater of its shares of a container', () => {
    // 2,823 of 28,230 kg is a tenth; 16.05 of 32.1 m³ a half.
    const tenth = ask(from, { weightKg: 2_823 });
    expect(tenth.best.price.amountMinor).toBe(Math.round(container.best.price.amountMinor / 10));
    const half = ask(from, { weightKg: 2_823, volumeM3: 16.05 });
    expect(half.best.price.amountMinor).toBe(Math.round(container.best.price.amountMinor / 2));
    expect(half.formula.at(-1)).toEqual({ method: 'chargeable-share', value: '0.5', unit: 'TEU' });
  });
  test('goes by the trains a container goes by, and emits for its own weight', () => {
    const parcel = ask(from, { weightKg: 1_200 });
    expect(parcel.best.rides).toEqual(container.best.rides);
    expect(parcel.best.co2Kg).toBeCloseTo(container.best.co2Kg / 10, 0);
  });
  test('and containers are not asked for in one, nor nothing', () => {
    expect(codeOf(from, { teu: 1, weightKg: 5 })).toBe('load-unclear');
    expect(codeOf(from, {})).toBe('load-unclear');
  });
});

test('the methods of the formula add up to the price of containers', () => {
  const { best, formula } = ask(quoting(world()), { teu: 3 });
  const cents = formula.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
  expect(cents).toBe(best.price.amountMinor);
});

describe('room', () => {
  const from = quoting(world());
  const usual = ask(from, { teu: 2 });
  /** Only these runs are full. */
  const without = (full: (run: string) => boolean, network: FreightNetwork = from.network): Quoting => {
    const hasRoom = (service: number, departure: number) =>
      !full(`${network.services[service]?.service.id}@${new Date(departure * 60_000).toISOString()}`);
    return {
      ...from,
      room: {
        hasFor: () => hasRoom,
        hasForTrips:
          ({ tripService, tripDeparture }) =>
          (trip) =>
            hasRoom(tripService[trip] ?? -1, tripDeparture[trip] ?? 0),
        leftTeu: () => 7,
        revision: 1,
      },
    };
  };
  const first = usual.best.rides[0]?.run ?? '';

  test('a way without room is passed over for the next that has it', () => {
    const next = ask(
      without((run) => run === first),
      { teu: 2 },
    );
    expect(next.best.rides.map(({ run }) => run)).not.toContain(first);
    expect(next.best.leftTeu).toBe(7);
    expect(Date.parse(next.best.arrival.p50)).toBeGreaterThan(Date.parse(usual.best.arrival.p50));
  });
  test('searched live it is the same way', () => {
    const full = without((run) => run === first);
    const live = ask({ ...full, catalogue: { ...from.catalogue, entryAt: () => undefined } }, { teu: 2 });
    expect(live.origin).toBe('live');
    expect(ofQuote(live)).toEqual(ofQuote(ask(full, { teu: 2 })));
  });
  test('where every train is full that is said, and not that no way leads there', () => {
    expect(
      codeOf(
        without(() => true),
        { teu: 2 },
      ),
    ).toBe('no-room');
    expect(
      codeOf(
        without(() => true),
        { to: 'island', teu: 2 },
      ),
    ).toBe('no-route');
  });
});

/** Mulberry32: the same questions on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
