import type { Corridor } from '../../../corridor/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/database/testing.ts';
import { bookingMigrations, type TestServer, testServer } from './testing.ts';

/** For a file of tests: a database of their own, and one server on it. */
export interface TestSite {
  database: TestDatabase;
  server: TestServer;
  close(): Promise<void>;
}

export async function openTestSite(
  corridor: Corridor,
  options?: Parameters<typeof testServer>[2],
): Promise<TestSite> {
  const database = await testDatabase({ migrations: bookingMigrations });
  const server = await testServer(database, corridor, options);
  return {
    database,
    server,
    close: async () => {
      await server.close();
      await database.drop();
    },
  };
}
