import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import pg from 'pg';

/**
 * A connection with the owner's rights on which values are written as text in one way, whatever the server's settings: what is read
 * with these settings is loaded with the same ones.
 */
export async function openSession(
  ownerUrl: string,
  name: 'serai backup' | 'serai restore',
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    application_name: name,
    client_encoding: 'UTF8',
    keepAlive: true,
  });
  client.on('error', () => {});
  await client.connect();
  await client.query(`
    set datestyle = 'ISO, YMD'; set intervalstyle = postgres; set timezone = 'UTC'; set extra_float_digits = 3; set bytea_output = hex;
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '60s';
    -- A row hidden by a policy is an error, not a row left out.
    set row_security = off;`);
  return client;
}

export interface Progress {
  table: string;
  /** Counted from 1. */
  tableNumber: number;
  tables: number;
  /** Of all tables so far. */
  rows: number;
  bytes: number;
}
export type OnProgress = (progress: Progress) => void;

/**
 * Counts and hashes COPY's text on its way. A line is a row: a line break within a value is written as `\n`. Beyond `bytesMax` it
 * fails: a few bytes of gzip can stand for any number.
 */
export class Measure extends Transform {
  rows = 0;
  bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly bytesMax: number;
  private readonly onMore: (() => void) | undefined;

  constructor({
    bytesMax = Number.POSITIVE_INFINITY,
    onMore,
  }: { bytesMax?: number; onMore?: () => void } = {}) {
    super();
    this.bytesMax = bytesMax;
    this.onMore = onMore;
  }

  override _transform(
    chunk: Buffer,
    _: BufferEncoding,
    done: (error?: Error | null, chunk?: Buffer) => void,
  ) {
    this.bytes += chunk.length;
    if (this.bytes > this.bytesMax) return done(new Error('more text than there should be'));
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.rows += 1;
    this.hash.update(chunk);
    this.onMore?.();
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}
