import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { poolId } from './departure.ts';
import { stateDeparture, stateService } from './statements.ts';
import { by, corridor, load, now, openYard, refusalOf, sure, type Yard } from './testing.ts';

let at: Yard;
beforeAll(async () => {
  at = await openYard();
});
afterEach(() => at.clear());
afterAll(() => at.close());

describe('an operator’s statement of a departure', () => {
  test('resizes the pools that are there, and those made later', async () => {
    sure(await at.book(0, 1, 10));
    expect(await at.state({ teu: 60 })).toBeNull();
    expect(await at.leftTeu(0, 1)).toBe(50);
    expect(await at.leftTeu(1, 7)).toBe(60);
    expect(refusalOf(await at.book(2, 3, 61))).toBe('full');
  });

  test('below what is promised is refused with the stretch and how much, and nothing has changed', async () => {
    sure(await at.book(1, 3, 70));
    const refused = await at.state({ teu: 60, weightKg: 2_000_000, cancelled: true });
    expect(refused).toMatchObject({ code: 'below-promised' });
    expect(refused?.faults?.map(({ at }) => at)).toEqual(['/teu', '/teu']);
    expect(refused?.faults?.[0]?.problem).toContain('lanzhou – khorgos: 70 TEU are promised');
    expect(refused?.faults?.[0]?.problem).toContain('10 more than 60');
    expect(await at.server.capacity.left([at.part(0, 7)])).toEqual([
      { teu: 30, reeferPlugs: null, weightKg: null, cancelled: false },
    ]);
  });

  test('overtaken by a booking while pools become smaller gives the others back what they had', async () => {
    sure(await at.book(0, 7, 10));
    let overtaken = false;
    const racing = at.another(corridor, (ledger) => ({
      ...ledger,
      resize: async (pool, capacity) => {
        if (!overtaken) {
          overtaken = true;
          sure(await at.book(4, 5, 70));
        }
        return ledger.resize(pool, capacity);
      },
    }));
    const refused = await at.state({ teu: 60 }, racing);
    expect(refused).toMatchObject({ code: 'below-promised', faults: [{ at: '/teu' }] });
    expect(refused?.detail).toContain('80 TEU are promised');
    const pools = await at.server.ledger.pools(
      Array.from({ length: 7 }, (_, segment) => poolId(at.departure, segment, 'teu')),
    );
    expect(pools.map(({ capacity }) => capacity)).toEqual(pools.map(() => 100));
  });

  test('taken back leaves what its service carries, and that taken back what the pack says', async () => {
    sure(await at.book(0, 7, 1));
    await stateService(at.server.parts, 'tianjin-tashkent', { teu: 80 }, by);
    await at.state({ teu: 60 });
    expect(await at.leftTeu(0, 7)).toBe(59);
    expect(await at.state({ teu: null })).toBeNull();
    expect(await at.leftTeu(0, 7)).toBe(79);
    expect(await stateService(at.server.parts, 'tianjin-tashkent', { teu: null }, by)).toBeNull();
    expect(await at.leftTeu(0, 7)).toBe(99);
  });

  test('made of an older version than there is, is refused', async () => {
    await at.state({ teu: 60 });
    expect(await at.state({ teu: 70, version: 0 })).toMatchObject({ code: 'capacity-changed' });
    expect(await at.state({ teu: 70, version: 1 })).toBeNull();
  });

  test('counts mass from the first booking on, though nobody had stated any', async () => {
    sure(await at.book(0, 2, 30));
    expect(await at.state({ weightKg: 300_000 })).toMatchObject({ code: 'below-promised' });
    expect(await at.state({ weightKg: 400_000 })).toBeNull();
    expect(await at.server.capacity.left([at.part(0, 1), at.part(2, 3)])).toMatchObject([
      { weightKg: 40_000 },
      { weightKg: 400_000 },
    ]);
  });

  test('of one that has arrived is refused', async () => {
    const later = new Date((at.departure.arrives.at(-1)! + 1) * 60_000);
    const late = await stateDeparture(at.server.parts, at.departure, { teu: 1 }, { ...by, now: later });
    expect(late).toMatchObject({ code: 'departure-past' });
  });
});

test('a service’s statement is refused where one departure has more promised, and then none has changed', async () => {
  const other = at.departure;
  at.next();
  sure(await at.book(0, 7, 10));
  sure(await at.reserve(sure(await at.server.capacity.lines([at.part(0, 1, other)], load(50), now))));
  const stateAll = (teu: number) => stateService(at.server.parts, 'tianjin-tashkent', { teu }, by);
  expect(await stateAll(40)).toMatchObject({ code: 'below-promised', faults: [{ at: '/teu' }] });
  expect(await at.leftTeu(0, 7)).toBe(90);
  expect(await stateAll(50)).toBeNull();
  expect(await at.leftTeu(0, 7)).toBe(40);
  // What an operator says of one at.departure goes before what is said of all.
  await stateDeparture(at.server.parts, other, { teu: 55 }, by);
  expect(await stateAll(45)).toBeNull();
});
