import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase } from '../../platform/database/index.ts';
import { auditAllocation, openAllocation } from './index.ts';
import { allocationMigrations } from './testing.ts';

/**
 * A small Serai process for the tests and the bench of the ledger: it opens the database it is given, and does what it is told, a line
 * at a time: `{"n": 7, "call": "confirm", "args": ["…"]}` is answered with `{"n": 7, "answer": …}` when it is done, which for the
 * ledger means committed. What is asked meanwhile is done at the same time.
 */
const [dataFolder = '', databaseUrl = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const database = await openDatabase({
  dataFolder,
  databaseUrl: databaseUrl || undefined,
  migrations: [allocationMigrations],
  log,
});
const ledger = openAllocation(database, { log, waitMs: 60_000, expireEveryMs: 500 });
const calls: Record<string, (...args: never[]) => unknown> = {
  reserve: ledger.reserve,
  confirm: ledger.confirm,
  release: ledger.release,
  exchange: ledger.exchange,
  resize: ledger.resize,
  createPools: (pools) => ledger.createPools(pools),
  pools: (ids) => ledger.pools(ids),
  expire: () => ledger.expire(),
  audit: () => auditAllocation(database.db),
  rows: async () => {
    const { rows } = await sql`
      select id, caller, key, lines, state from allocation.reservation order by id`.execute(database.db);
    return rows;
  },
};
const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ n: 0, answer: 'ready' });
createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const { n, call, args } = JSON.parse(line);
    try {
      say({ n, answer: await calls[call]!(...(args as never[])) });
    } catch (error) {
      say({ n, failed: (error as Error).message });
    }
  })
  .on('close', async () => {
    await ledger.close();
    await database.close();
  });
