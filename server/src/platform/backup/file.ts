import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { Failure } from '../failure.ts';

/**
 * A backup is one file:
 *
 *   serai-backup 1⏎                        so that `head -1` says what it is
 *   a gzip member for each table           COPY's text format, UTF-8
 *   the manifest                           JSON
 *   serai-backup-end <offset> <sha256>⏎    where the manifest begins, and the hash of everything before this line
 *
 * The manifest stands at the end because counts and hashes are known only when the tables have been read, and a backup is written
 * in one pass. docs/backup.md says the same to people.
 */
export const formatVersion = 1;
export const header = `serai-backup ${formatVersion}\n`;
const footerWords = 'serai-backup-end';
export const footerOf = (manifestOffset: number, sha256: string) =>
  `${footerWords} ${String(manifestOffset).padStart(16, '0')} ${sha256}\n`;
export const footerBytes = footerOf(0, '0'.repeat(64)).length;
/** Some hundred bytes a table and column: a manifest beyond this is none of ours. */
const manifestBytesMax = 16_000_000;

const count = z.number().int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const manifestSchema = z.strictObject({
  format: z.literal(formatVersion),
  /** The Serai that wrote it, and what it read from. */
  serai: z.string(),
  postgres: z.string(),
  /** When the state it holds was read: everything acknowledged before is in it. */
  readAt: z.iso.datetime(),
  migrations: z.array(
    z.strictObject({ module: z.string(), number: count, file: z.string(), checksum: z.string() }),
  ),
  tables: z.array(
    z.strictObject({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
      rows: count,
      /** Of the text, uncompressed. */
      bytes: count,
      sha256: hash,
      /** Where in the file its gzip member lies. */
      offset: count,
      length: count,
    }),
  ),
  sequences: z.array(
    z.strictObject({ schema: z.string(), name: z.string(), last: z.string(), called: z.boolean() }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type TableEntry = Manifest['tables'][number];

export interface Envelope {
  manifest: Manifest;
  /** Of everything before the footer, as the file says. */
  sha256: string;
  /** How many bytes that is. */
  hashedBytes: number;
}

/** Reads the two ends of the file and the manifest. Whether what lies between is whole, only reading all of it shows. */
export async function readEnvelope(file: FileHandle, path: string): Promise<Envelope> {
  const { size } = await file.stat();
  const first = await readText(file, 0, Math.min(size, header.length));
  if (first !== header) {
    throw new Failure(
      /^serai-backup \d+\n?$/.test(first)
        ? `${path} was written in another format than this Serai reads (${first.trim()}): restore it with the Serai that wrote it or a newer one.`
        : `${path} is not a backup of Serai: nothing was touched.`,
    );
  }
  const hashedBytes = size - footerBytes;
  const footer = hashedBytes > 0 ? await readText(file, hashedBytes, footerBytes) : '';
  const [, offset = '', sha256 = ''] =
    new RegExp(`^${footerWords} (\\d{16}) ([0-9a-f]{64})\n$`).exec(footer) ?? [];
  const manifestOffset = Number(offset);
  if (offset === '' || manifestOffset < header.length || manifestOffset > hashedBytes)
    throw new Failure(
      `${path} is not whole: its end is missing. Nothing was touched; use another copy of it.`,
    );
  return { manifest: await readManifest(file, path, manifestOffset, hashedBytes), sha256, hashedBytes };
}

async function readManifest(file: FileHandle, path: string, from: number, to: number): Promise<Manifest> {
  const damaged = (what: string) =>
    new Failure(`${path} is damaged: ${what}. Nothing was touched; use another copy of it.`);
  if (to - from > manifestBytesMax) throw damaged('its manifest is larger than any there is');
  let value: unknown;
  try {
    value = JSON.parse(await readText(file, from, to - from));
  } catch {
    throw damaged('its manifest can’t be read');
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) throw damaged(`its manifest is not one (${parsed.error.issues[0]?.path.join('.')})`);
  // Every table follows the one before, from the header to the manifest: nothing overlaps and nothing lies unseen between.
  let at = header.length;
  for (const table of parsed.data.tables) {
    if (table.offset !== at) throw damaged(`${nameOf(table)} does not lie where its manifest says`);
    at += table.length;
  }
  if (at !== from) throw damaged('its tables do not fill it');
  return parsed.data;
}

export const nameOf = (table: { schema: string; name: string }) => `${table.schema}.${table.name}`;

/** Bytes `from` to (not including) `to`. Streams of a FileHandle each leave a listener on it, of which there may be ten. */
export async function* bytesOf(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  const bytesAtOnce = 262_144;
  for (let at = from; at < to; ) {
    const bytes = Buffer.alloc(Math.min(bytesAtOnce, to - at));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    if (bytesRead === 0) return;
    yield bytes.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function readText(file: FileHandle, position: number, length: number): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of bytesOf(file, position, position + length)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
