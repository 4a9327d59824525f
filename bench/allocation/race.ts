import type { Logger } from 'pino';
import { type Line, openAllocation } from '../../server/src/ledgers/allocation/index.ts';
import type { Database } from '../../server/src/platform/database/index.ts';
import { openNaive } from './naive.ts';

export interface RaceOptions {
  name: string;
  callers: number;
  lines: number;
  pools: number;
  /** Of each side in each turn; there are three turns. */
  seconds: number;
  log: Logger;
}
export interface Speed {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}
export interface Race {
  name: string;
  ledger: Speed;
  naive: Speed;
  ratio: number;
}
export type Reserve = (lines: Line[], key: string) => Promise<unknown>;

/** Both sides in turns, so that whatever else the machine does meets both. The middle of three turns counts. */
export async function race(database: Database, options: RaceOptions): Promise<Race> {
  const { name, callers, log } = options;
  const ledger = openAllocation(database, { log });
  const naive = openNaive(database.access.connection, Math.min(callers, 50));
  const ids = Array.from({ length: options.pools }, (_, index) => `${name}/${index}`);
  await ledger.createPools(ids.map((id) => ({ id, kind: 'teu', capacity: 1_000_000_000 })));
  const sides: Record<'ledger' | 'naive', Reserve> = {
    ledger: (lines, key) => ledger.reserve(lines, { caller: name, key, ttlSeconds: 86_400 }),
    naive: (lines, key) => naive.reserve(lines, { caller: name, key, ttlSeconds: 86_400 }),
  };
  const turns = { ledger: [] as Speed[], naive: [] as Speed[] };
  for (const side of ['ledger', 'naive'] as const)
    await run(sides[side], ids, { ...options, seconds: 1 }, `${side}-warm`);
  for (let turn = 0; turn < 3; turn++) {
    for (const side of ['ledger', 'naive'] as const)
      turns[side].push(await run(sides[side], ids, options, `${side}-${turn}`));
  }
  await naive.close();
  await ledger.close();
  const middle = (speeds: Speed[]) => speeds.toSorted((a, b) => a.perSecond - b.perSecond)[1]!;
  const [ours, theirs] = [middle(turns.ledger), middle(turns.naive)];
  return {
    name,
    ledger: ours,
    naive: theirs,
    ratio: Number((ours.perSecond / theirs.perSecond).toPrecision(3)),
  };
}

/** Callers that each wait for an answer before they ask again. */
async function run(
  reserve: Reserve,
  ids: readonly string[],
  options: RaceOptions,
  tag: string,
): Promise<Speed> {
  const times: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.callers }, async (_, caller) => {
      for (let turn = 0; ; turn++) {
        const askedAt = performance.now();
        if (askedAt >= endAt) return;
        const answer = await reserve(drawLines(ids, options.lines), `${tag}-${caller}-${turn}`);
        if (typeof answer === 'object' && answer !== null && 'refused' in answer)
          throw new Error(JSON.stringify(answer));
        times.push(performance.now() - askedAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Number(times[Math.floor((times.length - 1) * share)]!.toPrecision(3));
  return { perSecond: Math.round(times.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99) };
}

function drawLines(ids: readonly string[], count: number): Line[] {
  if (ids.length === 1) return [{ pool: ids[0]!, quantity: 1 }];
  const pools = new Set<string>();
  while (pools.size < count) pools.add(ids[Math.floor(Math.random() * ids.length)]!);
  return [...pools].map((pool) => ({ pool, quantity: 1 }));
}
