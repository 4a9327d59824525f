import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditAllocation, type Line } from '../../../ledgers/allocation/index.ts';
import { bySerai } from '../../../platform/audit/audit.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { FreightRefusal } from '../errors.ts';
import { fact, world } from '../testing.ts';
import type { Need } from './capacity.ts';
import { type Departure, poolId, segmentsOf } from './departure.ts';
import { stateDeparture, stateService } from './statements.ts';
import { capacityWorld, departuresOf, freightMigrations, openServer, trainTeu } from './testing.ts';

const now = new Date();
const corridor = capacityWorld();
const by = { by: bySerai, now };
let database: TestDatabase;
let server: ReturnType<typeof openServer>;
let departure: Departure;
const open: { close(): Promise<void> }[] = [];
const another = (pack = corridor) => {
  const opened = openServer(database, pack, now);
  open.push(opened);
  return opened;
};

beforeEach(async () => {
  database = await testDatabase({ migrations: freightMigrations });
  server = another();
  [departure] = departuresOf(server.network, 'tianjin-tashkent', now) as [Departure];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await database.drop();
});

const load = (teu: number, rest: Partial<Need> = {}): Need => ({
  teu,
  reeferPlugs: 0,
  weightKg: teu * 12_000,
  dangerousClasses: [],
  ...rest,
});
const part = (fromCall: number, toCall: number, { run } = departure) => ({ run, fromCall, toCall });
const sure = <Value>(value: Value | FreightRefusal): Value => {
  if (isRefusal(value)) throw new Error(`${value.code}: ${value.detail}`);
  return value as Value;
};
const refusalOf = (value: unknown) => (isRefusal(value) ? value.code : value);
const anyoneWaits = async () => {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waits`.execute(database.db);
  return rows[0]?.waits ?? false;
};
let keys = 0;
const reserve = (lines: readonly Line[], { ledger } = server) =>
  ledger.reserve(lines, { caller: 'test', key: String(++keys), ttlSeconds: 900 });
const book = async (fromCall: number, toCall: number, teu: number, at = server) =>
  reserve(sure(await at.capacity.lines([part(fromCall, toCall)], load(teu), now)), at);
const leftTeu = async (fromCall: number, toCall: number) =>
  (await server.capacity.left([part(fromCall, toCall)]))[0]?.teu;
const state = (change: Parameters<typeof stateDeparture>[2], at = server) =>
  stateDeparture(at.parts, departure, change, by);

test('a box from A to C takes the stretches A–B and B–C and leaves C–D', async () => {
  expect(isRefusal(await book(0, 2, 30))).toBe(false);
  const parts = [part(0, 1), part(1, 2), part(2, 3), part(0, 7)];
  const left = await server.capacity.left(parts);
  expect(left.map(({ teu }) => teu)).toEqual([70, 70, 100, 70]);
});

test('whatever is booked on whichever stretches, what is left is what a plain count says', async () => {
  const departures = departuresOf(server.network, 'tianjin-tashkent', now).slice(1);
  let next = 0;
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 7 }))
    .filter(([from, to]) => from < to);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(stretch, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 }),
      stretch,
      async (bookings, [from, to]) => {
        departure = departures[next++]!; // one of its own for every try
        const promised = Array<number>(segmentsOf(departure)).fill(0);
        const most = (a: number, b: number) => Math.max(...promised.slice(a, b));
        for (const [[a, b], teu] of bookings) {
          const fits = most(a, b) + teu <= trainTeu;
          expect(refusalOf(await book(a, b, teu)) !== 'full').toBe(fits);
          if (fits) for (let segment = a; segment < b; segment++) promised[segment]! += teu;
        }
        expect(await leftTeu(from, to)).toBe(trainTeu - most(from, to));
      },
    ),
    { numRuns: 15 },
  );
  expect(await auditAllocation(database.db)).toEqual([]);
});

test('what is left is looked up without making a pool', async () => {
  expect(await leftTeu(0, 7)).toBe(trainTeu);
  const ids = [0, 1].map((segment) => poolId(departure, segment, 'teu'));
  expect(await server.ledger.pools(ids)).toEqual([]);
});

test('a stretch closes when its terminal, or one before it, has taken in the last box', async () => {
  sure(await server.capacity.lines([part(0, 7)], load(1), now));
  const [first, second] = await server.ledger.pools([0, 1].map((each) => poolId(departure, each, 'teu')));
  // Terminals need six hours.
  expect(first?.closesAt?.getTime()).toBe((departure.departs[0]! - 360) * 60_000);
  expect(second?.closesAt?.getTime()).toBe((departure.departs[1]! - 360) * 60_000);
});

describe('two servers', () => {
  test('make the pools of one departure at once, and neither gives away what the other has', async () => {
    const other = another();
    const tries = Array.from({ length: 40 }, (_, index) =>
      book(index % 3, 7 - (index % 2), 4, index % 2 ? other : server),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => refusalOf(answer) === 'full')).toHaveLength(15);
    expect(await leftTeu(0, 7)).toBe(0);
    expect(await auditAllocation(database.db)).toEqual([]);
  });

  test('an operator waits for pools that are being made, and they get what is stated', async () => {
    let making = () => {};
    let go = () => {};
    const isMaking = new Promise<void>((settle) => {
      making = settle;
    });
    const mayGo = new Promise<void>((settle) => {
      go = settle;
    });
    const slow = openServer(database, corridor, now, (ledger) => ({
      ...ledger,
      createPools: async (pools) => {
        making();
        await mayGo;
        return ledger.createPools(pools);
      },
    }));
    open.push(slow);
    const lines = slow.capacity.lines([part(0, 7)], load(1), now);
    await isMaking;
    let stated = false;
    const statement = state({ teu: 40 }).finally(() => {
      stated = true;
    });
    // Until the operator waits at the lock, or has not waited at all.
    while (!stated && !(await anyoneWaits())) await wait(10);
    go();
    expect([isRefusal(await lines), await statement]).toEqual([false, null]);
    const pools = await server.ledger.pools([0, 6].map((segment) => poolId(departure, segment, 'teu')));
    expect(pools.map(({ capacity }) => capacity)).toEqual([40, 40]);
  });

  test('an operator who states less while others book is either heard or refused, never overbooked', async () => {
    for (const later of departuresOf(server.network, 'tianjin-tashkent', now).slice(1, 7)) {
      departure = later;
      const other = another();
      const bookings = Array.from({ length: 20 }, (_, index) =>
        book(0, 7, 4, index % 2 ? other : server).catch((error: Error) => error),
      );
      const [refused] = await Promise.all([state({ teu: 40 }, other), ...bookings]);
      const pools = await server.ledger.pools(
        Array.from({ length: 7 }, (_, segment) => poolId(later, segment, 'teu')),
      );
      const stated = refused ? 100 : 40;
      expect(pools.map(({ capacity }) => capacity)).toEqual(pools.map(() => stated));
      for (const pool of pools) expect(pool.held).toBeLessThanOrEqual(stated);
      if (refused) expect(refused.code).toBe('below-promised');
    }
  });
});

describe('an operator’s statement of a departure', () => {
  test('resizes the pools that are there, and those made later', async () => {
    sure(await book(0, 1, 10));
    expect(await state({ teu: 60 })).toBeNull();
    expect(await leftTeu(0, 1)).toBe(50);
    expect(await leftTeu(1, 7)).toBe(60);
    expect(refusalOf(await book(2, 3, 61))).toBe('full');
  });

  test('below what is promised is refused with the stretch and how much, and nothing has changed', async () => {
    sure(await book(1, 3, 70));
    const refused = await state({ teu: 60, weightKg: 2_000_000, cancelled: true });
    expect(refused).toMatchObject({ code: 'below-promised' });
    expect(refused?.faults?.map(({ at }) => at)).toEqual(['/teu', '/teu']);
    expect(refused?.faults?.[0]?.problem).toContain('lanzhou – khorgos: 70 TEU are promised');
    expect(refused?.faults?.[0]?.problem).toContain('10 more than 60');
    expect(await server.capacity.left([part(0, 7)])).toEqual([
      { teu: 30, reeferPlugs: null, weightKg: null, cancelled: false },
    ]);
  });

  test('overtaken by a booking while pools become smaller gives the others back what they had', async () => {
    sure(await book(0, 7, 10));
    let overtaken = false;
    const racing = openServer(database, corridor, now, (ledger) => ({
      ...ledger,
      resize: async (pool, capacity) => {
        if (!overtaken) {
          overtaken = true;
          sure(await book(4, 5, 70));
        }
        return ledger.resize(pool, capacity);
      },
    }));
    open.push(racing);
    const refused = await state({ teu: 60 }, racing);
    expect(refused).toMatchObject({ code: 'below-promised', faults: [{ at: '/teu' }] });
    expect(refused?.detail).toContain('80 TEU are promised');
    const pools = await server.ledger.pools(
      Array.from({ length: 7 }, (_, segment) => poolId(departure, segment, 'teu')),
    );
    expect(pools.map(({ capacity }) => capacity)).toEqual(pools.map(() => 100));
  });

  test('taken back leaves what its service carries, and that taken back what the pack says', async () => {
    sure(await book(0, 7, 1));
    await stateService(server.parts, 'tianjin-tashkent', { teu: 80 }, by);
    await state({ teu: 60 });
    expect(await leftTeu(0, 7)).toBe(59);
    expect(await state({ teu: null })).toBeNull();
    expect(await leftTeu(0, 7)).toBe(79);
    expect(await stateService(server.parts, 'tianjin-tashkent', { teu: null }, by)).toBeNull();
    expect(await leftTeu(0, 7)).toBe(99);
  });

  test('made of an older version than there is, is refused', async () => {
    await state({ teu: 60 });
    expect(await state({ teu: 70, version: 0 })).toMatchObject({ code: 'capacity-changed' });
    expect(await state({ teu: 70, version: 1 })).toBeNull();
  });

  test('counts mass from the first booking on, though nobody had stated any', async () => {
    sure(await book(0, 2, 30));
    expect(await state({ weightKg: 300_000 })).toMatchObject({ code: 'below-promised' });
    expect(await state({ weightKg: 400_000 })).toBeNull();
    expect(await server.capacity.left([part(0, 1), part(2, 3)])).toMatchObject([
      { weightKg: 40_000 },
      { weightKg: 400_000 },
    ]);
  });

  test('of one that has arrived is refused', async () => {
    const later = new Date((departure.arrives.at(-1)! + 1) * 60_000);
    const late = await stateDeparture(server.parts, departure, { teu: 1 }, { ...by, now: later });
    expect(late).toMatchObject({ code: 'departure-past' });
  });
});

test('a service’s statement is refused where one departure has more promised, and then none has changed', async () => {
  const [, other] = departuresOf(server.network, 'tianjin-tashkent', now) as [Departure, Departure];
  sure(await book(0, 7, 10));
  sure(await reserve(sure(await server.capacity.lines([part(0, 1, other)], load(50), now))));
  const stateAll = (teu: number) => stateService(server.parts, 'tianjin-tashkent', { teu }, by);
  expect(await stateAll(40)).toMatchObject({ code: 'below-promised', faults: [{ at: '/teu' }] });
  expect(await leftTeu(0, 7)).toBe(90);
  expect(await stateAll(50)).toBeNull();
  expect(await leftTeu(0, 7)).toBe(40);
  // What an operator says of one departure goes before what is said of all.
  await stateDeparture(server.parts, other, { teu: 55 }, by);
  expect(await stateAll(45)).toBeNull();
});

test('reefers are refused until somebody has stated plugs, and again when that is taken back', async () => {
  const reefer = () => server.capacity.lines([part(0, 7)], load(2, { reeferPlugs: 1 }), now);
  expect(refusalOf(await reefer())).toBe('plugs-not-stated');
  await state({ reeferPlugs: 1 });
  sure(await reserve(sure(await reefer())));
  expect(refusalOf(await reserve(sure(await reefer())))).toBe('full');
  expect(await server.capacity.left([part(2, 4)])).toMatchObject([{ reeferPlugs: 0 }]);
  await state({ reeferPlugs: null });
  expect(refusalOf(await reefer())).toBe('plugs-not-stated');
});

test('where nobody has said what a train carries, nothing of it is given away', async () => {
  const other = another(capacityWorld(0));
  expect(refusalOf(await book(0, 1, 1, other))).toBe('full');
  const silent = another(world());
  expect(refusalOf(await silent.capacity.lines([part(0, 1)], load(1), now))).toBe('places-not-stated');
});

test('dangerous goods ride where the operator has named their class, and nowhere else', async () => {
  const classed = (...dangerousClasses: string[]) =>
    server.capacity.lines([part(0, 7)], load(1, { dangerousClasses }), now);
  const named = (dangerousGoods: string[] | null) =>
    stateService(server.parts, 'tianjin-tashkent', { dangerousGoods }, by);
  expect(refusalOf(await classed('3'))).toBe('goods-not-taken');
  await named(['3', '9', '3']);
  expect(isRefusal(await classed('9', '3'))).toBe(false);
  expect(refusalOf(await classed('3', '8'))).toBe('goods-not-taken');
  await named(null);
  expect(refusalOf(await classed('3'))).toBe('goods-not-taken');
});

test('a cancelled departure is seen and not booked; what was booked stays; reinstated, it is booked again', async () => {
  sure(await book(0, 7, 10));
  await state({ cancelled: true });
  expect(refusalOf(await server.capacity.lines([part(0, 7)], load(1), now))).toBe('departure-cancelled');
  expect(await server.capacity.left([part(0, 7)])).toMatchObject([{ teu: 90, cancelled: true }]);
  await state({ cancelled: false });
  expect(isRefusal(await book(0, 7, 1))).toBe(false);
});

test('from when its terminal takes in no more boxes a departure is refused, at that terminal and not at those after it', async () => {
  const closed = new Date(departure.loadsUntil[0]! * 60_000);
  expect(refusalOf(await server.capacity.lines([part(0, 7)], load(1), closed))).toBe('loading-closed');
  expect(isRefusal(await server.capacity.lines([part(1, 7)], load(1), closed))).toBe(false);
});

test('a departure the timetable does not have is refused, and so is a stretch it does not run over', async () => {
  const lines = (run: string, toCall: number) =>
    server.capacity.lines([{ run, fromCall: 0, toCall }], load(1), now);
  expect(refusalOf(await lines('tianjin-tashkent@2026-12-01T04:31:00.000Z', 1))).toBe('run-not-found');
  expect(refusalOf(await lines(departure.run, 8))).toBe('run-not-found');
  expect(refusalOf(await lines(departure.run, 0))).toBe('run-not-found');
});

describe('pools that differ from what is stated or from the timetable are mended when they are next asked for', () => {
  test('after a crash between resizing and stating', async () => {
    sure(await book(0, 7, 10));
    await server.ledger.resize(poolId(departure, 3, 'teu'), 500);
    await server.ledger.resize(poolId(departure, 4, 'teu'), 20);
    // The larger one promises nothing meanwhile.
    expect(await leftTeu(3, 4)).toBe(90);
    sure(await server.capacity.lines([part(0, 7)], load(1), now));
    const pools = await server.ledger.pools([3, 4].map((segment) => poolId(departure, segment, 'teu')));
    expect(pools.map(({ capacity }) => capacity)).toEqual([100, 100]);
  });

  test('after a changed pack, down to what is promised already', async () => {
    sure(await book(0, 2, 70));
    const later = another(capacityWorld(50));
    expect(refusalOf(await book(0, 2, 1, later))).toBe('full');
    expect(isRefusal(await book(2, 7, 50, later))).toBe(false);
    expect((await later.capacity.left([part(0, 2), part(2, 7)])).map(({ teu }) => teu)).toEqual([0, 0]);
  });

  test('after a changed pack whose terminals need longer: they close earlier', async () => {
    sure(await book(0, 2, 10));
    const closings = async () =>
      (await server.ledger.pools([0, 1].map((segment) => poolId(departure, segment, 'teu')))).map(
        ({ closesAt }) => (departure.departs[0]! * 60_000 - closesAt!.getTime()) / 3_600_000,
      );
    const [before] = await closings();
    const slow = another(capacityWorld(100, fact('terminal:tianjin', 'terminal-time', '30', 'h')));
    sure(await book(0, 2, 10, slow));
    const [after] = await closings();
    expect([before, after]).toEqual([6, 30]);
    expect(await leftTeu(0, 2)).toBe(80);
  });
});
