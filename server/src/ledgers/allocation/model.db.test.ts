import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { type Allocation, auditAllocation, type Line, type NewPool, openAllocation } from './index.ts';
import { allocationMigrations } from './testing.ts';
import { type Expected, PlainLedger, type Step } from './testing-model.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ migrations: [allocationMigrations] });
});
afterAll(() => database?.drop());

const clock = manualClock('2026-11-21T12:00:00Z');
const log = pino({ level: 'silent' });
const unknownId = '00000000-0000-7000-8000-000000000000';
let runs = 0;

type Move = { steps: Step[]; ledger: 0 | 1 } | { passSeconds: number };

/** Few pools, few keys and small capacities, so that most moves get in each other's way. */
const names = ['a', 'b', 'c', 'opens', 'closes', 'nowhere'];
const lines = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([pool]) => pool,
  })
  .map((pairs): Line[] => pairs.map(([pool, quantity]) => ({ pool, quantity })));
const nth = fc.nat({ max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('reserve' as const),
      lines,
      caller: fc.constantFrom('x', 'y'),
      key: fc.constantFrom(...'123456789'),
      ttlSeconds: fc.constantFrom(5, 10, 1000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('confirm' as const, 'release' as const), nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('exchange' as const),
      nth,
      lines,
      key: fc.constantFrom('1', '2', '3'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('resize' as const),
      pool: fc.constantFrom(...names),
      capacity: fc.integer({ min: 0, max: 8 }),
    }),
  },
);
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        steps: fc.array(step, { minLength: 1, maxLength: 8 }),
        ledger: fc.constantFrom(0 as const, 1 as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ passSeconds: fc.constantFrom(1, 5, 10) }) },
  ),
  { minLength: 1, maxLength: 25, size: 'max' },
);

test('through two ledgers in turn, every answer and every pool is what a plain model says', async () => {
  const ledgers = [0, 1].map(() => openAllocation(database, { log, clock, lanes: 1, expireEveryMs: 0 }));
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      // Names of its own for every run, so that all can use one database.
      const run = new Run(`${++runs}`, ledgers);
      await run.begin();
      for (const move of sequence) await run.make(move);
      await run.end();
    }),
    { numRuns: 60 },
  );
  for (const ledger of ledgers) await ledger.close();
});

test('when the same moves are made through both at once, no pool is ever promised twice and all adds up', async () => {
  const ledgers = [0, 1].map(() =>
    openAllocation(database, { log, clock, lanes: 2, batchMax: 3, expireEveryMs: 0 }),
  );
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const run = new Run(`${++runs}`, ledgers);
      await run.begin();
      for (const move of sequence) {
        if ('passSeconds' in move) clock.pass(move.passSeconds * 1000);
        else await Promise.all(move.steps.map((each, index) => run.learn(ledgers[index % 2]!, each)));
      }
      for (const pool of await ledgers[0]!.pools(run.poolIds))
        expect(pool.held + pool.confirmed).toBeLessThanOrEqual(pool.capacity);
      expect(await auditAllocation(database.db)).toEqual([]);
    }),
    { numRuns: 25 },
  );
  for (const ledger of ledgers) await ledger.close();
});

class Run {
  readonly poolIds: string[];
  private readonly name: string;
  private readonly ledgers: Allocation[];
  private readonly pools: NewPool[];
  private readonly model: PlainLedger;
  /** The ids the ledger gave, in the order the model numbers them. */
  private readonly ids: string[] = [];

  constructor(name: string, ledgers: Allocation[]) {
    this.name = name;
    this.ledgers = ledgers;
    const now = clock.now().getTime();
    const inSeconds = (seconds: number) => new Date(now + seconds * 1000);
    this.pools = [
      { id: 'a', kind: 'teu', capacity: 3 },
      { id: 'b', kind: 'teu', capacity: 5 },
      { id: 'c', kind: 'teu', capacity: 8 },
      { id: 'opens', kind: 'teu', capacity: 4, opensAt: inSeconds(5) },
      { id: 'closes', kind: 'teu', capacity: 4, closesAt: inSeconds(10) },
    ];
    this.poolIds = this.pools.map(({ id }) => this.pool(id));
    this.model = new PlainLedger(this.pools, now);
  }

  async begin(): Promise<void> {
    await this.ledgers[0]!.createPools(this.pools.map((pool) => ({ ...pool, id: this.pool(pool.id) })));
  }

  async make(move: Move): Promise<void> {
    if ('passSeconds' in move) {
      clock.pass(move.passSeconds * 1000);
      this.model.nowMs = clock.now().getTime();
      return;
    }
    const steps = move.steps.map((each) => this.known(each));
    const expected = this.model.together(steps);
    const answers = await Promise.all(steps.map((each) => this.ask(this.ledgers[move.ledger]!, each)));
    answers.forEach((answer, index) => {
      expect(this.told(answer, expected[index]!), JSON.stringify(steps[index])).toEqual(expected[index]);
    });
  }

  async end(): Promise<void> {
    for (const { id, held, confirmed, capacity } of await this.ledgers[0]!.pools(this.poolIds)) {
      const name = id.slice(this.name.length + 1);
      const said = { name, capacity, held, confirmed };
      expect(said).toEqual({
        name,
        capacity: this.model.capacityOf(name),
        held: this.model.taken(name, 'held'),
        confirmed: this.model.taken(name, 'confirmed'),
      });
    }
    for (const [index, each] of this.model.reservations.entries()) {
      const found = await this.ledgers[1]!.reservation(this.ids[index]!);
      expect(found).toMatchObject({
        state: this.model.stateOf(each),
        expiresAt: new Date(each.expiresAtMs),
        lines: this.lines(each.lines).sort((a, b) => (a.pool < b.pool ? -1 : 1)),
      });
    }
    expect(await auditAllocation(database.db)).toEqual([]);
  }

  ask(ledger: Allocation, step: Step) {
    const id = 'nth' in step ? (this.ids[step.nth] ?? unknownId) : '';
    switch (step.op) {
      case 'reserve': {
        const { caller, key, ttlSeconds } = step;
        return ledger.reserve(this.lines(step.lines), { caller: `${this.name}/${caller}`, key, ttlSeconds });
      }
      case 'exchange':
        return ledger.exchange(id, this.lines(step.lines), { key: step.key });
      case 'resize':
        return ledger.resize(this.pool(step.pool), step.capacity);
      default:
        return ledger[step.op](id);
    }
  }

  /** Asks, and takes note of a reservation that was made. */
  async learn(ledger: Allocation, step: Step): Promise<void> {
    const answer = await this.ask(ledger, step);
    if ('reserved' in answer && !this.ids.includes(answer.reserved)) this.ids.push(answer.reserved);
  }

  /** A step of a move can name only what was reserved before the move: nobody knows an id before it is answered. */
  private known(step: Step): Step {
    return 'nth' in step && step.nth >= this.ids.length ? { ...step, nth: -1 } : step;
  }

  /** The ledger's answer in the model's words. */
  private told(answer: Awaited<ReturnType<Run['ask']>>, expected: Expected): Expected {
    if ('refused' in answer) {
      const { code, pool } = answer;
      return { code, ...(pool === undefined ? {} : { pool: pool.slice(this.name.length + 1) }) };
    }
    const [id] = Object.values(answer) as [string];
    if ('resized' in answer) return { done: true };
    if (!this.ids.includes(id) && expected.done === this.ids.length) this.ids.push(id);
    return { done: this.ids.indexOf(id) };
  }

  private pool = (name: string) => `${this.name}/${name}`;
  private lines = (given: readonly Line[]) =>
    given.map(({ pool, quantity }) => ({ pool: this.pool(pool), quantity }));
}
