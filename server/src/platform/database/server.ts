import pg from 'pg';
import { Failure } from '../failure.ts';
import { scramVerifier } from './access.ts';
import { type Cluster, connectionUrl, databaseName, openCluster, ownerRole } from './cluster.ts';
import { holdCluster } from './hold.ts';

/** The PostgreSQL in use: our own, or the one DATABASE_URL names. */
export interface DatabaseServer {
  /** Logs in as the role that owns Serai's tables. Holds a password: never log it. */
  ownerUrl: string;
  embedded: boolean;
  /** Settles when it can be expected to answer; starts our own again when it was lost. */
  running(): Promise<void>;
  release(): void;
}

export async function openServer(options: {
  dataFolder: string;
  databaseUrl?: string | undefined;
  onProblem?: (problem: Error) => void;
}): Promise<DatabaseServer> {
  if (options.databaseUrl !== undefined) {
    await tryToReach(options.databaseUrl);
    return {
      ownerUrl: options.databaseUrl,
      embedded: false,
      running: () => Promise.resolve(),
      release: () => {},
    };
  }
  const cluster = openCluster(options.dataFolder);
  const hold = await holdCluster(cluster, options.onProblem);
  try {
    await prepareOwner(cluster);
  } catch (error) {
    hold.release();
    throw error;
  }
  return {
    ownerUrl: connectionUrl(cluster, 'owner'),
    embedded: true,
    running: hold.running,
    release: hold.release,
  };
}

/** A fresh cluster knows only its superuser, who makes the owner and its database and is not used again. */
async function prepareOwner(cluster: Cluster): Promise<void> {
  if (await reaches(connectionUrl(cluster, 'owner'))) return;
  const client = new pg.Client(connectionUrl(cluster, 'superuser', 'postgres'));
  client.on('error', () => {});
  await client.connect();
  const once = async (statement: string) => {
    try {
      await client.query(statement);
    } catch (error) {
      // Made by another process, before us or at this moment.
      if (!['42710', '42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
    }
  };
  try {
    await once(
      `create role ${ownerRole} login createdb createrole password '${scramVerifier(cluster.passwords.owner)}'`,
    );
    await once(`create database ${databaseName} owner ${ownerRole}`);
  } finally {
    await client.end();
  }
}

async function reaches(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    // No such role or database yet.
    if (['28P01', '28000', '3D000'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function tryToReach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    // The message names host, user or database, never the password.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new Failure(
      `The database of DATABASE_URL can't be used (${message || code}): check its host, database, user and password, and that it runs.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
