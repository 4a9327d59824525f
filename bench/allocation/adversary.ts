import type { Logger } from 'pino';
import { auditAllocation, type Line, openAllocation } from '../../server/src/ledgers/allocation/index.ts';
import { randomFrom } from '../../server/src/ledgers/allocation/testing-storm.ts';
import type { Database } from '../../server/src/platform/database/index.ts';

export interface AttackReport {
  /** Requests to reserve, those sent twice counted twice. */
  reservations: number;
  reserved: number;
  refusedFull: number;
  sentTwice: number;
  keyConflicts: number;
  confirmed: number;
  exchanged: number;
  exchangesRefused: number;
  released: number;
  perSecond: number;
  seconds: number;
  /** Pools that are promised beyond their capacity, by their own numbers or by the answers that were given. */
  overAllocated: number;
  faults: string[];
}

/**
 * Everything a careless or hostile crowd does, through two ledgers on one database: half of all lines want one of 8 hot pools, the
 * rest one of 2,000 cold ones; one to four lines a reservation; one key in ten is sent twice in the same moment, and one in a hundred with
 * another body; what was got is confirmed, exchanged and cancelled at random. Pools are small enough to be full most of the time.
 */
export async function attack(
  database: Database,
  options: { requests: number; callers: number; seed: number; log: Logger; say(line: string): void },
): Promise<AttackReport> {
  const { requests, callers, log } = options;
  const random = randomFrom(options.seed);
  const ledgers = [openAllocation(database, { log }), openAllocation(database, { log })];
  const capacities = new Map<string, number>();
  for (let index = 0; index < 8; index++) capacities.set(`attack/hot-${index}`, 500);
  for (let index = 0; index < 2000; index++) capacities.set(`attack/cold-${index}`, 20);
  const ids = [...capacities.keys()];
  await ledgers[0]!.createPools([...capacities].map(([id, capacity]) => ({ id, kind: 'teu', capacity })));
  const report: AttackReport = {
    reservations: 0,
    reserved: 0,
    refusedFull: 0,
    sentTwice: 0,
    keyConflicts: 0,
    confirmed: 0,
    exchanged: 0,
    exchangesRefused: 0,
    released: 0,
    perSecond: 0,
    seconds: 0,
    overAllocated: 0,
    faults: [],
  };
  const whole = (below: number) => Math.floor(random() * below);
  const drawLines = (): Line[] => {
    const count = [1, 1, 1, 2, 2, 3, 4][whole(7)]!;
    const pools = new Set(
      Array.from({ length: count }, () => ids[random() < 0.5 ? whole(8) : 8 + whole(2000)]!),
    );
    return [...pools].map((pool) => ({ pool, quantity: 1 + whole(3) }));
  };
  const fault = (what: string, answer: object) => {
    if (report.faults.length < 20) report.faults.push(`${what}: ${JSON.stringify(answer)}`);
  };
  const theirs = new Map<string, { lines: readonly Line[]; state: 'held' | 'confirmed' }>();

  const callOnce = async (caller: number, turn: number, mine: string[]): Promise<void> => {
    const ledger = ledgers[caller % 2]!;
    const lines = drawLines();
    const asked = { caller: `${caller}`, key: `attack-${turn}`, ttlSeconds: 86_400 };
    report.reservations += 1;
    const first = ledger.reserve(lines, asked);
    const drawn = random();
    if (drawn < 0.1) {
      // The same again at the same moment, to the same process or the other.
      report.reservations += 1;
      report.sentTwice += 1;
      const [one, two] = await Promise.all([first, ledgers[whole(2)]!.reserve(lines, asked)]);
      // A refusal is not remembered, so only two that were reserved must be the same.
      if ('reserved' in one && 'reserved' in two && one.reserved !== two.reserved)
        fault('one key, two answers', two);
    }
    const answer = drawn < 0.1 ? await ledger.reserve(lines, asked) : await first;
    if ('refused' in answer) {
      if (answer.code === 'full') report.refusedFull += 1;
      else fault('reserve', answer);
      return;
    }
    report.reserved += 1;
    if (theirs.has(answer.reserved)) fault('given twice', answer);
    theirs.set(answer.reserved, { lines, state: 'held' });
    mine.push(answer.reserved);
    if (drawn > 0.99) {
      const other = await ledger.reserve([...lines, { pool: 'attack/other', quantity: 1 }], asked);
      if ('refused' in other && other.code === 'key-conflict') report.keyConflicts += 1;
      else fault('another body', other);
    }
  };
  const changeOne = async (caller: number, turn: number, mine: string[]): Promise<void> => {
    const at = whole(mine.length);
    const id = mine[at]!;
    const ledger = ledgers[(caller + turn) % 2]!;
    const drawn = random();
    if (drawn < 0.3) {
      const answer = await ledger.confirm(id);
      if ('refused' in answer) return fault('confirm', answer);
      theirs.get(id)!.state = 'confirmed';
      report.confirmed += 1;
    } else if (drawn < 0.55) {
      const lines = drawLines();
      const answer = await ledger.exchange(id, lines, { key: `${turn}` });
      if ('refused' in answer) {
        if (answer.code !== 'full') fault('exchange', answer);
        report.exchangesRefused += 1;
        return;
      }
      theirs.get(id)!.lines = lines;
      report.exchanged += 1;
    } else {
      const answer = await ledger.release(id);
      if ('refused' in answer) return fault('release', answer);
      mine.splice(at, 1);
      theirs.delete(id);
      report.released += 1;
    }
  };

  const startedAt = performance.now();
  let nextSayAt = requests / 20;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const mine: string[] = [];
      for (let turn = 0; report.reservations < requests; turn++) {
        if (mine.length > 0 && random() < 0.45) await changeOne(caller, turn, mine);
        else await callOnce(caller, turn, mine);
        if (report.reservations >= nextSayAt) {
          options.say(`attack: ${report.reservations} of ${requests}`);
          nextSayAt += requests / 20;
        }
      }
    }),
  );
  report.seconds = Number(((performance.now() - startedAt) / 1000).toPrecision(4));
  report.perSecond = Math.round(report.reservations / report.seconds);

  const promised = new Map<string, { held: number; confirmed: number }>();
  for (const { lines, state } of theirs.values()) {
    for (const { pool, quantity } of lines) {
      const sum = promised.get(pool) ?? { held: 0, confirmed: 0 };
      sum[state] += quantity;
      promised.set(pool, sum);
    }
  }
  for (const { id, capacity, held, confirmed } of await ledgers[0]!.pools(ids)) {
    const sum = promised.get(id) ?? { held: 0, confirmed: 0 };
    if (held + confirmed > capacity || sum.held + sum.confirmed > capacity) report.overAllocated += 1;
    if (held !== sum.held || confirmed !== sum.confirmed) fault(`${id} is off`, { held, confirmed, sum });
  }
  for (const discrepancy of await auditAllocation(database.db)) {
    if (discrepancy.pool.startsWith('attack/')) fault('audit', discrepancy);
  }
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  return report;
}
