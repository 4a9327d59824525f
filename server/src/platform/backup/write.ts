import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Failure } from '../failure.ts';
import { columnList, quoted, readSequences, readTables, type TableShape } from './catalog.ts';
import { footerOf, formatVersion, header, type Manifest, nameOf, type TableEntry } from './file.ts';
import { Measure, type OnProgress, openSession } from './session.ts';

export interface BackupOptions {
  ownerUrl: string;
  path: string;
  /** This Serai's, for the manifest. */
  version: string;
  onProgress?: OnProgress;
}

/**
 * Writes all rows of all tables as they stand at one instant, while the server goes on. The file appears under its name only when
 * it is whole and on the disk; until then, and for ever if this process is killed, it is called `.NAME.partial-PID`.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest & { bytes: number }> {
  const { path } = options;
  refuseTaken(path);
  const aside = partialName(path);
  const client = await openSession(options.ownerUrl, 'serai backup');
  try {
    const { rowCount } = await client.query(`select where to_regclass('serai_migration') is not null`);
    if (rowCount === 0)
      throw new Failure('This database holds nothing of Serai yet, so there is nothing to back up.');
    const file = await openNew(aside);
    try {
      const written = await writeFile(client, new Sink(file), options);
      await file.sync();
      refuseTaken(path);
      await rename(aside, path);
      await syncFolder(dirname(path));
      return written;
    } finally {
      await file.close();
      await rm(aside, { force: true });
    }
  } finally {
    await client.end();
  }
}

export const partialName = (path: string) => join(dirname(path), `.${basename(path)}.partial-${process.pid}`);

async function writeFile(client: pg.Client, sink: Sink, { version, onProgress }: BackupOptions) {
  await beginReading(client);
  // The first statement takes the snapshot that all others see. `now()` is when the transaction began, so never later than that.
  const { rows } = await client.query<{ at: Date; postgres: string }>(
    `select now() as at, current_setting('server_version') as postgres`,
  );
  const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
    'select module, number, file, checksum from serai_migration order by module, number',
  );
  const shapes = await readTables(client);
  await sink.write(header);
  const tables: TableEntry[] = [];
  const before = { rows: 0, bytes: 0 };
  for (const [index, shape] of shapes.entries()) {
    const offset = sink.bytes;
    const measure = new Measure({
      onMore: () =>
        onProgress?.({
          table: nameOf(shape),
          tableNumber: index + 1,
          tables: shapes.length,
          rows: before.rows + measure.rows,
          bytes: before.bytes + measure.bytes,
        }),
    });
    await pipeline(client.query(copyTo(selection(shape))), measure, createGzip(), (chunks) =>
      sink.writeAll(chunks),
    );
    before.rows += measure.rows;
    before.bytes += measure.bytes;
    const { schema, name, columns } = shape;
    const { rows, bytes } = measure;
    tables.push({
      schema,
      name,
      columns,
      rows,
      bytes,
      sha256: measure.sha256(),
      offset,
      length: sink.bytes - offset,
    });
  }
  // Sequences don't belong to the snapshot: read after the rows, they are never behind them.
  const sequences = await readSequences(client);
  await client.query('commit');
  const manifest: Manifest = {
    format: formatVersion,
    serai: version,
    postgres: rows[0]!.postgres,
    readAt: rows[0]!.at.toISOString(),
    migrations,
    tables,
    sequences,
  };
  const manifestOffset = sink.bytes;
  await sink.write(`${JSON.stringify(manifest)}\n`);
  await sink.write(footerOf(manifestOffset, sink.sha256()));
  return { ...manifest, bytes: sink.bytes };
}

/**
 * Tables are locked (against being changed in shape or truncated, nothing else) before the snapshot is taken, which LOCK itself
 * does not do: a table truncated between the two would be read as empty.
 */
async function beginReading(client: pg.Client): Promise<void> {
  const names = (await readTables(client)).map(quoted);
  await client.query('begin isolation level repeatable read read only');
  await client.query(`lock table ${names.join(', ')} in access share mode`);
}

const selection = (table: TableShape) =>
  table.partitioned
    ? `copy (select ${columnList(table.columns).slice(1, -1)} from ${quoted(table)}) to stdout`
    : `copy ${quoted(table)} ${columnList(table.columns)} to stdout`;

/** Writes to the file, one after the other, and hashes what it wrote. */
class Sink {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly file: FileHandle;

  constructor(file: FileHandle) {
    this.file = file;
  }

  async write(chunk: string | Buffer): Promise<void> {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.hash.update(data);
    for (let done = 0; done < data.length; ) {
      const { bytesWritten } = await this.file.write(data, done);
      done += bytesWritten;
    }
    this.bytes += data.length;
  }

  async writeAll(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) await this.write(chunk);
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}

function refuseTaken(path: string): void {
  if (existsSync(path))
    throw new Failure(
      `${path} is there already and is left as it is: choose another name, or move it away first.`,
    );
}

/** It holds everything, so only its owner may read it. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600);
  } catch (error) {
    throw new Failure(`The folder ${dirname(path)} can't be written to: ${(error as Error).message}.`);
  }
}

/** The name itself is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
