import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditAllocation } from '../../../ledgers/allocation/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { fact, world } from '../testing.ts';
import { poolId, segmentsOf } from './departure.ts';
import { stateService } from './statements.ts';
import {
  by,
  capacityWorld,
  corridor,
  load,
  now,
  openYard,
  refusalOf,
  sure,
  trainTeu,
  type Yard,
} from './testing.ts';

let at: Yard;
beforeAll(async () => {
  at = await openYard();
});
afterEach(() => at.clear());
afterAll(() => at.close());

test('a box from A to C takes the stretches A–B and B–C and leaves C–D', async () => {
  expect(isRefusal(await at.book(0, 2, 30))).toBe(false);
  const parts = [at.part(0, 1), at.part(1, 2), at.part(2, 3), at.part(0, 7)];
  const left = await at.server.capacity.left(parts);
  expect(left.map(({ teu }) => teu)).toEqual([70, 70, 100, 70]);
});

test('whatever is booked on whichever stretches, what is left is what a plain count says', async () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 7 }))
    .filter(([from, to]) => from < to);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(stretch, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 }),
      stretch,
      async (bookings, [from, to]) => {
        at.next();
        const promised = Array<number>(segmentsOf(at.departure)).fill(0);
        const most = (a: number, b: number) => Math.max(...promised.slice(a, b));
        for (const [[a, b], teu] of bookings) {
          const fits = most(a, b) + teu <= trainTeu;
          expect(refusalOf(await at.book(a, b, teu)) !== 'full').toBe(fits);
          if (fits) for (let segment = a; segment < b; segment++) promised[segment]! += teu;
        }
        expect(await at.leftTeu(from, to)).toBe(trainTeu - most(from, to));
      },
    ),
    { numRuns: 15 },
  );
  expect(await auditAllocation(at.database.db)).toEqual([]);
});

test('what is left is looked up without making a pool', async () => {
  expect(await at.leftTeu(0, 7)).toBe(trainTeu);
  const ids = [0, 1].map((segment) => poolId(at.departure, segment, 'teu'));
  expect(await at.server.ledger.pools(ids)).toEqual([]);
});

test('a stretch closes when its terminal, or one before it, has taken in the last box', async () => {
  sure(await at.server.capacity.lines([at.part(0, 7)], load(1), now));
  const [first, second] = await at.server.ledger.pools(
    [0, 1].map((each) => poolId(at.departure, each, 'teu')),
  );
  // Terminals need six hours.
  expect(first?.closesAt?.getTime()).toBe((at.departure.departs[0]! - 360) * 60_000);
  expect(second?.closesAt?.getTime()).toBe((at.departure.departs[1]! - 360) * 60_000);
});

describe('two servers', () => {
  test('make the pools of one departure at once, and neither gives away what the other has', async () => {
    const other = at.another();
    const tries = Array.from({ length: 40 }, (_, index) =>
      at.book(index % 3, 7 - (index % 2), 4, index % 2 ? other : at.server),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => refusalOf(answer) === 'full')).toHaveLength(15);
    expect(await at.leftTeu(0, 7)).toBe(0);
    expect(await auditAllocation(at.database.db)).toEqual([]);
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
    const slow = at.another(corridor, (ledger) => ({
      ...ledger,
      createPools: async (pools) => {
        making();
        await mayGo;
        return ledger.createPools(pools);
      },
    }));
    const lines = slow.capacity.lines([at.part(0, 7)], load(1), now);
    await isMaking;
    let stated = false;
    const statement = at.state({ teu: 40 }).finally(() => {
      stated = true;
    });
    // Until the operator waits at the lock, or has not waited at all.
    while (!stated && !(await at.anyoneWaits())) await wait(10);
    go();
    expect([isRefusal(await lines), await statement]).toEqual([false, null]);
    const pools = await at.server.ledger.pools([0, 6].map((segment) => poolId(at.departure, segment, 'teu')));
    expect(pools.map(({ capacity }) => capacity)).toEqual([40, 40]);
  });

  test('an operator who states less while others book is either heard or refused, never overbooked', async () => {
    for (let times = 0; times < 6; times++) {
      const later = at.next();
      const other = at.another();
      const bookings = Array.from({ length: 20 }, (_, index) =>
        at.book(0, 7, 4, index % 2 ? other : at.server).catch((error: Error) => error),
      );
      const [refused] = await Promise.all([at.state({ teu: 40 }, other), ...bookings]);
      const pools = await at.server.ledger.pools(
        Array.from({ length: 7 }, (_, segment) => poolId(later, segment, 'teu')),
      );
      const stated = refused ? 100 : 40;
      expect(pools.map(({ capacity }) => capacity)).toEqual(pools.map(() => stated));
      for (const pool of pools) expect(pool.held).toBeLessThanOrEqual(stated);
      if (refused) expect(refused.code).toBe('below-promised');
    }
  });
});

test('reefers are refused until somebody has stated plugs, and again when that is taken back', async () => {
  const reefer = () => at.server.capacity.lines([at.part(0, 7)], load(2, { reeferPlugs: 1 }), now);
  expect(refusalOf(await reefer())).toBe('plugs-not-stated');
  await at.state({ reeferPlugs: 1 });
  sure(await at.reserve(sure(await reefer())));
  expect(refusalOf(await at.reserve(sure(await reefer())))).toBe('full');
  expect(await at.server.capacity.left([at.part(2, 4)])).toMatchObject([{ reeferPlugs: 0 }]);
  await at.state({ reeferPlugs: null });
  expect(refusalOf(await reefer())).toBe('plugs-not-stated');
});

test('where nobody has said what a train carries, nothing of it is given away', async () => {
  const other = at.another(capacityWorld(0));
  expect(refusalOf(await at.book(0, 1, 1, other))).toBe('full');
  const silent = at.another(world());
  expect(refusalOf(await silent.capacity.lines([at.part(0, 1)], load(1), now))).toBe('places-not-stated');
});

test('dangerous goods ride where the operator has named their class, and nowhere else', async () => {
  const classed = (...dangerousClasses: string[]) =>
    at.server.capacity.lines([at.part(0, 7)], load(1, { dangerousClasses }), now);
  const named = (dangerousGoods: string[] | null) =>
    stateService(at.server.parts, 'tianjin-tashkent', { dangerousGoods }, by);
  expect(refusalOf(await classed('3'))).toBe('goods-not-taken');
  await named(['3', '9', '3']);
  expect(isRefusal(await classed('9', '3'))).toBe(false);
  expect(refusalOf(await classed('3', '8'))).toBe('goods-not-taken');
  await named(null);
  expect(refusalOf(await classed('3'))).toBe('goods-not-taken');
});

test('a cancelled departure is seen and not booked; what was booked stays; reinstated, it is booked again', async () => {
  sure(await at.book(0, 7, 10));
  await at.state({ cancelled: true });
  expect(refusalOf(await at.server.capacity.lines([at.part(0, 7)], load(1), now))).toBe(
    'departure-cancelled',
  );
  expect(await at.server.capacity.left([at.part(0, 7)])).toMatchObject([{ teu: 90, cancelled: true }]);
  await at.state({ cancelled: false });
  expect(isRefusal(await at.book(0, 7, 1))).toBe(false);
});

test('from when its terminal takes in no more boxes a departure is refused, at that terminal and not at those after it', async () => {
  const closed = new Date(at.departure.loadsUntil[0]! * 60_000);
  expect(refusalOf(await at.server.capacity.lines([at.part(0, 7)], load(1), closed))).toBe('loading-closed');
  expect(isRefusal(await at.server.capacity.lines([at.part(1, 7)], load(1), closed))).toBe(false);
});

test('a departure the timetable does not have is refused, and so is a stretch it does not run over', async () => {
  const lines = (run: string, toCall: number) =>
    at.server.capacity.lines([{ run, fromCall: 0, toCall }], load(1), now);
  expect(refusalOf(await lines('tianjin-tashkent@2026-12-01T04:31:00.000Z', 1))).toBe('run-not-found');
  expect(refusalOf(await lines(at.departure.run, 8))).toBe('run-not-found');
  expect(refusalOf(await lines(at.departure.run, 0))).toBe('run-not-found');
});

describe('pools that differ from what is stated or from the timetable are mended when they are next asked for', () => {
  test('after a crash between resizing and stating', async () => {
    sure(await at.book(0, 7, 10));
    await at.server.ledger.resize(poolId(at.departure, 3, 'teu'), 500);
    await at.server.ledger.resize(poolId(at.departure, 4, 'teu'), 20);
    // The larger one promises nothing meanwhile.
    expect(await at.leftTeu(3, 4)).toBe(90);
    sure(await at.server.capacity.lines([at.part(0, 7)], load(1), now));
    const pools = await at.server.ledger.pools([3, 4].map((segment) => poolId(at.departure, segment, 'teu')));
    expect(pools.map(({ capacity }) => capacity)).toEqual([100, 100]);
  });

  test('after a changed pack, down to what is promised already', async () => {
    sure(await at.book(0, 2, 70));
    const later = at.another(capacityWorld(50));
    expect(refusalOf(await at.book(0, 2, 1, later))).toBe('full');
    expect(isRefusal(await at.book(2, 7, 50, later))).toBe(false);
    expect((await later.capacity.left([at.part(0, 2), at.part(2, 7)])).map(({ teu }) => teu)).toEqual([0, 0]);
  });

  test('after a changed pack whose terminals need longer: they close earlier', async () => {
    sure(await at.book(0, 2, 10));
    const closings = async () =>
      (await at.server.ledger.pools([0, 1].map((segment) => poolId(at.departure, segment, 'teu')))).map(
        ({ closesAt }) => (at.departure.departs[0]! * 60_000 - closesAt!.getTime()) / 3_600_000,
      );
    const [before] = await closings();
    const slow = at.another(capacityWorld(100, fact('terminal:tianjin', 'terminal-time', '30', 'h')));
    sure(await at.book(0, 2, 10, slow));
    const [after] = await closings();
    expect([before, after]).toEqual([6, 30]);
    expect(await at.leftTeu(0, 2)).toBe(80);
  });
});
