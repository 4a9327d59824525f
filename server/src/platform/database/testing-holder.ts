import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { pino } from 'pino';
import { databaseBus } from '../bus.ts';
import { openDatabase } from './connect.ts';
import { serverPid } from './hold.ts';

/**
 * A small Serai process for the tests of keeper and bus: it opens the data folder it is given, says so, and does what it
 * is told, a line at a time, answering each when it is done. `add` is acknowledged only after its commit.
 */
const [dataFolder = '', migrationsFolder = ''] = process.argv.slice(2);
const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const log = pino({ level: 'silent' });

try {
  const database = await openDatabase({
    dataFolder,
    databaseUrl: process.env.DATABASE_URL || undefined,
    migrations: [{ module: 'depot', folder: migrationsFolder }],
    log,
  });
  const bus = await databaseBus(database, log);
  bus.subscribe('heard', (payload) => say({ heard: payload }));
  bus.onGap(() => say({ gap: true }));
  const commands: Record<string, (word: string) => Promise<object>> = {
    add: async (word) => {
      await sql`insert into parcel values (${word})`.execute(database.db);
      return { added: word };
    },
    list: async () => {
      const { rows } = await sql<{ id: string }>`select id from parcel order by id`.execute(database.db);
      return { parcels: rows.map((row) => row.id), server: serverPid(`${dataFolder}/postgres`) };
    },
    publish: async (word) => {
      await bus.publish('heard', { word });
      return { published: word };
    },
    'publish-and-undo': async (word) => {
      await database.db
        .transaction()
        .execute(async (trx) => {
          await bus.publish('heard', { word }, trx);
          throw new Error('undone');
        })
        .catch(() => {});
      return { undone: word };
    },
    leave: async () => {
      await bus.close();
      await database.close();
      return { left: true };
    },
  };
  say({ ready: true, server: serverPid(`${dataFolder}/postgres`), way: database.access.way });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const [name = '', word = ''] = line.split(' ');
    try {
      say((await commands[name]?.(word)) ?? { unknown: name });
      if (name === 'leave') lines.close();
    } catch (error) {
      say({ failed: (error as Error).message });
    }
  });
} catch (error) {
  say({ refused: (error as Error).message, name: (error as Error).name });
  process.exitCode = 1;
}
