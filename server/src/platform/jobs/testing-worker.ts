import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { databaseBus } from '../bus.ts';
import { openDatabase } from '../database/index.ts';
import { JobQueue } from './queue.ts';

/**
 * A process that works on jobs until it is killed or told to stop (SIGTERM), for the tests of the queue. It notes in `begun`, outside of
 * any transaction of the queue, what it begins, and in `done`, in the queue's own, what it has done.
 */
const [databaseUrl = '', leaseMs = '500'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const database = await openDatabase({ dataFolder: '', databaseUrl, migrations: [], log });
const begin = (job: string) =>
  sql`insert into begun (job, pid) values (${job}, ${process.pid})`.execute(database.db);
const queue = new JobQueue({
  db: database.db,
  bus: await databaseBus(database, log),
  log,
  leaseMs: Number(leaseMs),
  pollMs: 50,
  retryMs: 10,
  kinds: [
    {
      name: 'count',
      work: async (job) => {
        await begin(job.id);
        await wait(Math.random() * 10);
        return async (trx) => {
          await sql`insert into done (job, pid) values (${job.id}, ${process.pid})`.execute(trx);
        };
      },
    },
    {
      name: 'hang-once',
      work: async (job) => {
        await begin(job.id);
        // The first to begin it never comes to an end.
        if (job.attempts === 1) await new Promise(() => {});
        return async (trx) => {
          await sql`insert into done (job, pid) values (${job.id}, ${process.pid})`.execute(trx);
        };
      },
    },
  ],
});
queue.start();
process.stdout.write('ready\n');
process.once('SIGTERM', async () => {
  await queue.stop(5_000);
  process.exit(0);
});
