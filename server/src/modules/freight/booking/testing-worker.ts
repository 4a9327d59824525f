/**
 * A server process for the tests of bookings: the freight module of a small corridor on the database it is given, over HTTP. Says its address on a line of
 * its own and ends with its standard input.
 */
import { pino } from 'pino';
import { openDatabase } from '../../../platform/database/index.ts';
import { listen } from '../../../platform/http/listen.ts';
import { bookingMigrations, smallTrains, testServer } from './testing.ts';

const [dataFolder = '', databaseUrl = ''] = process.argv.slice(2);
const database = await openDatabase({
  dataFolder,
  databaseUrl: databaseUrl || undefined,
  migrations: bookingMigrations,
  log: pino({ level: 'silent' }),
});
const server = await testServer(database, smallTrains(12), { begin: true });
const listening = await listen('127.0.0.1', 0, (request, bindings) => server.app.fetch(request, bindings));
process.stdout.write(`${listening.address}\n`);
process.stdin.resume().on('end', async () => {
  server.app.beginLeaving();
  await listening.drain(2_000);
  await server.close();
  await database.close();
});
