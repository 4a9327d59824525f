/** The directory of a zip, read before anything is unpacked, and its parts, unpacked no further than the directory says. */
import { inflateRawSync } from 'node:zlib';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { partMax, unpackedMax, zipEntriesMax } from './limits.ts';

export interface Entry {
  name: string;
  method: number;
  crc: number;
  packedBytes: number;
  bytes: number;
  at: number;
}

/** Every entry, or why the archive isn't opened. */
export function directoryOf(archive: Uint8Array): Map<string, Entry> | Refusal {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  if (end === null) return broken('its directory is missing: it is not whole');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    return broken('it is a ZIP64 archive, which no Word document of this size is');
  if (count > zipEntriesMax) return bomb(`it has ${count} parts, and at most ${zipEntriesMax} are looked at`);
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > archive.length || view.getUint32(at, true) !== 0x02014b50)
      return broken(`part ${index + 1} of its directory is damaged`);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    if (view.getUint16(at + 8, true) & 1)
      return refuse(
        'document-locked',
        `Part ${name} is locked with a password: take the password off and save it anew.`,
      );
    if (entries.has(name)) return broken(`${name} stands in it twice`);
    const bytes = view.getUint32(at + 24, true);
    unpacked += bytes;
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes,
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return unpacked > unpackedMax
    ? bomb(
        `it would unpack to ${Math.round(unpacked / 1e6)} MB, and at most ${unpackedMax / 1e6} MB are taken`,
      )
    : entries;
}

/** One part. A directory may lie: unpacking stops where the part becomes larger than it said. */
export function partOf(archive: Uint8Array, entry: Entry): Uint8Array | Refusal {
  if (entry.bytes > partMax)
    return bomb(
      `${entry.name} would unpack to ${Math.round(entry.bytes / 1e6)} MB, and at most ${partMax / 1e6} MB are taken`,
    );
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (entry.at + 30 > archive.length || view.getUint32(entry.at, true) !== 0x04034b50)
    return broken(`${entry.name} is not where the directory says`);
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = archive.subarray(from, from + entry.packedBytes);
  if (packed.length < entry.packedBytes) return broken(`${entry.name} is cut off`);
  if (entry.method === 0)
    return packed.length === entry.bytes
      ? packed
      : bomb(`${entry.name} is not as large as the directory says`);
  if (entry.method !== 8) return broken(`${entry.name} is packed in a way Word documents are not`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) });
  } catch (reason) {
    return (reason as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? bomb(`${entry.name} unpacks to more than the ${entry.bytes} bytes its directory says`)
      : broken(`${entry.name} can't be unpacked`);
  }
}

/** An archive of parts as they are, for a reader that opens archives only. */
export function stored(parts: ReadonlyMap<string, { crc: number; bytes: Uint8Array }>): Buffer {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, { crc, bytes }] of parts) {
    const label = new TextEncoder().encode(name);
    const sizes = Buffer.alloc(26);
    sizes.writeUInt16LE(20, 0);
    sizes.writeUInt16LE(0x0800, 2);
    sizes.writeUInt32LE(crc, 10);
    sizes.writeUInt32LE(bytes.length, 14);
    sizes.writeUInt32LE(bytes.length, 18);
    sizes.writeUInt16LE(label.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    const here = [Buffer.from('PK\x03\x04'), sizes, label, bytes];
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), sizes, where, label);
    pieces.push(...here);
    at += lengthOf(here);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(lengthOf(directory), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

/** Where the end of the directory begins: at most a comment of 65,535 bytes stands behind it. */
function endOf(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

const broken = (why: string): Refusal =>
  refuse('document-broken', `The document can't be opened: ${why}. Save it anew, or give its text.`);
const bomb = (why: string): Refusal =>
  refuse(
    'document-bomb',
    `The document is not unpacked: ${why}. Give its text, or the document without what is attached to it.`,
  );
