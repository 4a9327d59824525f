import { setTimeout as wait } from 'node:timers/promises';
import type { Line, Reserved } from './allocation.ts';
import type { AllocationRefusal } from './errors.ts';
import { type Worker, WorkerGone } from './testing.ts';

export interface StormOptions {
  startWorker(): Worker;
  /** Ends the database server the hard way, or its connections where the server is not ours. */
  killServer(): Promise<void> | void;
  kills: number;
  callers: number;
  seed: number;
  onKill?(kill: number, what: string): void;
}
export interface StormReport {
  kills: Record<string, number>;
  /** Requests that were answered, and how many of them had to be sent again because their answer was lost. */
  answered: number;
  askedAgain: number;
  reservations: number;
  expired: number;
  /** What should not be: empty. */
  faults: string[];
}

type Answer<Done> = Done | AllocationRefusal;
interface Kept {
  lines: Line[];
  state: 'held' | 'confirmed' | 'released' | 'expired';
}

/**
 * Two processes on one database under load, killed at random: one of them, the other, PostgreSQL, or all three at once. Every caller
 * does what a good client does: it sends a request again, with the same key, until it is answered. So in the end it is known exactly what
 * every reservation must be, and the database is held to it.
 */
export async function storm(options: StormOptions): Promise<StormReport> {
  const report: StormReport = {
    kills: {},
    answered: 0,
    askedAgain: 0,
    reservations: 0,
    expired: 0,
    faults: [],
  };
  const random = randomFrom(options.seed);
  const workers = [options.startWorker(), options.startWorker()];
  await Promise.all(workers.map(({ ready }) => ready));
  const capacities = new Map(
    Array.from({ length: 24 }, (_, index) => [`pool-${index}`, index < 4 ? 120 : 25]),
  );
  await workers[0]!.ask(
    'createPools',
    [...capacities].map(([id, capacity]) => ({ id, kind: 'teu', capacity })),
  );
  const kept = new Map<string, Kept>();
  let stopped = false;

  const ask = async <Done>(call: string, ...args: unknown[]): Promise<Answer<Done>> => {
    for (;;) {
      const worker = workers[random() < 0.5 ? 0 : 1]!;
      try {
        const answer = await worker.ask<Answer<Done>>(call, ...args);
        report.answered += 1;
        return answer;
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
        report.askedAgain += 1;
        await wait(5);
      }
    }
  };
  const drawLines = (): Line[] => {
    const count = random() < 0.6 ? 1 : random() < 0.7 ? 2 : 3;
    const pools = new Set(
      Array.from({ length: count }, () =>
        random() < 0.6 ? `pool-${Math.floor(random() * 4)}` : `pool-${Math.floor(random() * 24)}`,
      ),
    );
    return [...pools].map((pool) => ({ pool, quantity: 1 + Math.floor(random() * 3) }));
  };
  const expect = (what: string, answer: object, isRight: boolean) => {
    if (!isRight) report.faults.push(`${what} was answered ${JSON.stringify(answer)}`);
  };

  /** One reservation from its beginning to its end, or to where it is left. */
  const live = async (key: string): Promise<void> => {
    const brief = random() < 0.15;
    const lines = drawLines();
    const options = { caller: 'storm', key, ttlSeconds: brief ? 1 : 3_600 };
    const made = await ask<Reserved>('reserve', lines, options);
    if ('refused' in made) return expect(`reserve ${key}`, made, made.code === 'full');
    const id = made.reserved;
    if (kept.has(id)) report.faults.push(`${id} was given twice`);
    const mine: Kept = { lines, state: brief ? 'expired' : 'held' };
    kept.set(id, mine);
    if (brief) return;
    const turn = async (call: 'confirm' | 'release') => {
      const answer = await ask<object>(call, id);
      expect(`${call} ${id}`, answer, !('refused' in answer));
      mine.state = call === 'confirm' ? 'confirmed' : 'released';
    };
    if (random() < 0.6) await turn('confirm');
    for (let turns = 0; turns < 2 && random() < 0.5; turns++) {
      const to = drawLines();
      const answer = await ask<object>('exchange', id, to, { key: `${key}-${turns}` });
      if ('refused' in answer)
        expect(`exchange ${id}`, answer, (answer as AllocationRefusal).code === 'full');
      else mine.lines = to;
    }
    if (random() < 0.9) await turn('release');
  };
  const callers = Array.from({ length: options.callers }, async (_, caller) => {
    for (let turn = 0; !stopped; turn++) await live(`${caller}-${turn}`);
  });

  for (let kill = 1; kill <= options.kills; kill++) {
    // Under load: only when answers have come since the last time, and then at any moment.
    const before = report.answered;
    while (report.answered < before + 200) await wait(1);
    await wait(random() * 120);
    const what = (['one process', 'PostgreSQL', 'everything'] as const)[(kill - 1) % 3]!;
    report.kills[what] = (report.kills[what] ?? 0) + 1;
    options.onKill?.(kill, what);
    const ends: unknown[] = [];
    if (what !== 'one process') ends.push(options.killServer());
    for (const index of what === 'everything' ? [0, 1] : what === 'one process' ? [kill % 2] : []) {
      ends.push(workers[index]!.kill());
      workers[index] = options.startWorker();
    }
    await Promise.all([...ends, ...workers.map(({ ready }) => ready)]);
  }
  stopped = true;
  await Promise.all(callers);
  await compare(workers[0]!, kept, capacities, report);
  await Promise.all(workers.map((worker) => worker.leave()));
  return report;
}

interface Row {
  id: string;
  key: string;
  lines: Record<string, number>;
  state: string;
}

async function compare(
  worker: Worker,
  kept: ReadonlyMap<string, Kept>,
  capacities: ReadonlyMap<string, number>,
  report: StormReport,
): Promise<void> {
  const { faults } = report;
  // The last brief hold ends a second after it was made; nothing else does.
  let rows = await worker.ask<Row[]>('rows');
  while (rows.some(({ id, state }) => state === 'held' && kept.get(id)?.state === 'expired')) {
    await wait(50);
    await worker.ask('expire');
    rows = await worker.ask<Row[]>('rows');
  }
  const sums = new Map<string, { held: number; confirmed: number }>();
  for (const { id, key, lines, state } of rows) {
    const mine = kept.get(id);
    if (!mine) {
      faults.push(`${id} (${key}) is there, and nobody was told`);
      continue;
    }
    const expected = Object.fromEntries(mine.lines.map(({ pool, quantity }) => [pool, quantity]));
    if (state !== mine.state || !sameLines(lines, expected))
      faults.push(`${id} is ${state} ${JSON.stringify(lines)}, not ${JSON.stringify(mine)}`);
    if (mine.state !== 'held' && mine.state !== 'confirmed') continue;
    for (const { pool, quantity } of mine.lines) {
      const sum = sums.get(pool) ?? { held: 0, confirmed: 0 };
      sum[mine.state] += quantity;
      sums.set(pool, sum);
    }
  }
  if (rows.length !== kept.size) faults.push(`${kept.size} were acknowledged, ${rows.length} are there`);
  const pools = await worker.ask<{ id: string; capacity: number; held: number; confirmed: number }[]>(
    'pools',
    [...capacities.keys()],
  );
  for (const { id, capacity, held, confirmed } of pools) {
    const sum = sums.get(id) ?? { held: 0, confirmed: 0 };
    if (held !== sum.held || confirmed !== sum.confirmed)
      faults.push(`${id} says ${held} + ${confirmed}, not ${sum.held} + ${sum.confirmed}`);
    if (held + confirmed > capacity)
      faults.push(`${id} is promised twice: ${held} + ${confirmed} of ${capacity}`);
  }
  for (const { pool, problem } of await worker.ask<{ pool: string; problem: string }[]>('audit'))
    faults.push(`${pool}: ${problem}`);
  report.reservations = rows.length;
  report.expired = rows.filter(({ state }) => state === 'expired').length;
}

const sameLines = (a: Record<string, number>, b: Record<string, number>) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([pool, n]) => b[pool] === n);

/** mulberry32: the same seed draws the same load, though not the same moments. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
