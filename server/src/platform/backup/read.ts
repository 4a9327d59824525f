import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Failure } from '../failure.ts';
import { bytesOf, type Manifest, nameOf, readEnvelope, type TableEntry } from './file.ts';
import { Measure, type OnProgress } from './session.ts';

/** A backup that was read from its first byte to its last and is what its manifest says. */
export interface Backup {
  path: string;
  manifest: Manifest;
  /** Sends a table's rows on as COPY's text, checked once more on the way: the file may have been changed since. */
  send(table: TableEntry, to: NodeJS.WritableStream, onMore?: (measure: Measure) => void): Promise<void>;
  close(): Promise<void>;
}

export async function openBackup(path: string, onProgress?: OnProgress): Promise<Backup> {
  const file = await openFile(path);
  try {
    const envelope = await readEnvelope(file, path);
    const { manifest } = envelope;
    const hash = createHash('sha256');
    for await (const chunk of bytesOf(file, 0, envelope.hashedBytes)) hash.update(chunk);
    if (hash.digest('hex') !== envelope.sha256)
      throw damaged(path, 'its bytes are not those that were written');
    const before = { rows: 0, bytes: 0 };
    for (const [index, table] of manifest.tables.entries()) {
      await send(file, path, table, new Nowhere(), (measure) =>
        onProgress?.({
          table: nameOf(table),
          tableNumber: index + 1,
          tables: manifest.tables.length,
          rows: before.rows + measure.rows,
          bytes: before.bytes + measure.bytes,
        }),
      );
      before.rows += table.rows;
      before.bytes += table.bytes;
    }
    return {
      path,
      manifest,
      send: (table, to, onMore) => send(file, path, table, to, onMore),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function send(
  file: FileHandle,
  path: string,
  table: TableEntry,
  to: NodeJS.WritableStream,
  onMore?: (measure: Measure) => void,
): Promise<void> {
  const measure = new Measure({ bytesMax: table.bytes, onMore: () => onMore?.(measure) });
  // When one stream fails, all others are ended with its error: only who failed first says whose fault it is.
  let failed: 'file' | 'database' | undefined;
  try {
    if (table.length === 0) throw new Error('it has no bytes');
    const member = Readable.from(bytesOf(file, table.offset, table.offset + table.length));
    const gunzip = createGunzip();
    const parts: NodeJS.EventEmitter[] = [member, gunzip, measure];
    for (const part of parts)
      part.once('error', () => {
        failed ??= 'file';
      });
    to.once('error', () => {
      failed ??= 'database';
    });
    await pipeline(member, gunzip, measure, to);
  } catch (error) {
    if (failed === 'database') throw error;
    throw damaged(path, `${nameOf(table)} can't be unpacked (${(error as Error).message})`);
  }
  if (measure.rows !== table.rows || measure.sha256() !== table.sha256)
    throw damaged(path, `the rows of ${nameOf(table)} are not those that were written`);
}

const damaged = (path: string, what: string) =>
  new Failure(`${path} is damaged: ${what}. Nothing was touched; use another copy of it.`);

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    throw new Failure(`${path} can't be read: ${(error as Error).message}.`);
  }
  throw new Failure(`${path} is not a file.`);
}

class Nowhere extends Writable {
  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void) {
    done();
  }
}
