import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Access, prepareAccess } from './access.ts';
import { type MigrationFolder, migrate, readMigrations } from './migrate.ts';
import { openServer } from './server.ts';

/** What the program holds of its database. */
export interface Database {
  /** A module says which tables are its own: `database.db.withTables<FreightTables>()`, a `type`, not an `interface`. */
  db: Kysely<unknown>;
  access: Access;
  /** A connection of its own with the rights of `db`, for LISTEN and COPY. The caller ends it. */
  connect(): Promise<pg.Client>;
  /** Work with the owner's rights over a connection of its own: for what a start does (loading the pack), never for a request. */
  asOwner<Result>(work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result>;
  /** How the pool stands at this moment. */
  connections(): { total: number; idle: number; waiting: number; max: number };
  /** Answers once the database does; throws otherwise. */
  check(): Promise<void>;
  /** How many migrations were found done or run at the opening: all there are, else it had not opened. */
  readonly migrations: number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  dataFolder: string;
  databaseUrl?: string | undefined;
  migrations: readonly MigrationFolder[];
  log: Logger;
  connectionsMax?: number;
}

/** Starts or finds the server, prepares the roles, migrates, and opens the pool requests are served from. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { log } = options;
  const server = await openServer({
    ...options,
    onProblem: (problem) => log.error({ problem: problem.message }, 'the database was lost'),
  });
  try {
    const access = await prepareAccess(server.ownerUrl);
    if (access.reason) log.warn({ way: access.way }, access.reason);
    const applied = await migrate(server.ownerUrl, options.migrations, access.role);
    if (applied.length > 0) log.info({ applied }, 'migrated');
    return openPool(access, server, options, readMigrations(options.migrations).length);
  } catch (error) {
    server.release();
    throw error;
  }
}

const limits = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  application_name: 'serai',
};

function openPool(
  access: Access,
  server: { ownerUrl: string; running(): Promise<void>; release(): void },
  options: DatabaseOptions,
  migrations: number,
): Database {
  const pool = makePool({ ...access.connection, ...limits, max: options.connectionsMax ?? 20 }, options.log);
  const connectPool = () => whileAway(() => pool.connect(), server);
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: { connect: connectPool, end: () => pool.end() } }),
  });
  return {
    db,
    access,
    migrations,
    connect: () =>
      whileAway(async () => {
        const client = new pg.Client({
          ...access.connection,
          connectionTimeoutMillis: limits.connectionTimeoutMillis,
          application_name: limits.application_name,
          keepAlive: true,
        });
        client.on('error', () => {});
        await client.connect();
        return client;
      }, server),
    asOwner: async (work) => {
      const pool = makePool(
        { ...limits, connectionString: server.ownerUrl, max: 1, statement_timeout: 0 },
        options.log,
      );
      const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
      try {
        return await work(owner);
      } finally {
        await owner.destroy();
      }
    },
    connections: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: pool.options.max,
    }),
    check: async () => {
      const client = await pool.connect();
      try {
        await client.query('select 1');
      } finally {
        client.release();
      }
    },
    close: async () => {
      await db.destroy();
      server.release();
    },
  };
}

/** A connection that breaks must be an error of the query that used it, if any, and never the end of the process. */
function makePool(config: pg.PoolConfig, log: Logger): pg.Pool {
  const pool = new pg.Pool({ ...config, idleTimeoutMillis: 30_000 });
  pool.on('error', (error) => log.warn({ problem: error.message }, 'an idle database connection broke'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const awayMs = 10_000;

/**
 * Connecting while the server restarts is tried again for a while: nothing was sent, so nothing can be done twice. What was
 * under way when the connection broke is not tried again.
 */
async function whileAway<Connection>(
  connect: () => Promise<Connection>,
  server: { running(): Promise<void> },
): Promise<Connection> {
  const deadline = Date.now() + awayMs;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (Date.now() > deadline || !isAway(error)) throw error;
      await Promise.all([server.running(), wait(50)]);
    }
  }
}

/** 57P03: starting up or shutting down. ENOENT: our own server's socket is not there. */
function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P03'].includes(code ?? '') ||
    /Connection terminated unexpectedly/.test(message ?? '')
  );
}
