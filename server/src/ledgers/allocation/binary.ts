/**
 * Arrays in PostgreSQL's own binary form, as `unnest` parameters. A batch hands over thousands of values; as text each would be quoted
 * here and parsed there. https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES
 */
const oids = { text: 25, uuid: 2950, int4: 23, timestamptz: 1184, bytea: 17 } as const;

/** ASCII only: what is not would be cut to its low byte. `request.ts` lets nothing else in. */
export function textArray(values: readonly string[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += value.length;
  const array = start(oids.text, values.length, bytes);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    at += array.write(value, at, 'latin1');
  }
  return array;
}

export const uuidArray = (values: readonly string[]): Buffer =>
  fixedArray(oids.uuid, 16, values, (array, value, at) => {
    array.write(value.replaceAll('-', ''), at, 'hex');
  });
/** Hashes of 16 bytes, given in hex. */
export const hashArray = (values: readonly string[]): Buffer =>
  fixedArray(oids.bytea, 16, values, (array, value, at) => {
    array.write(value, at, 'hex');
  });
export const intArray = (values: readonly number[]): Buffer =>
  fixedArray(oids.int4, 4, values, (array, value, at) => {
    array.writeInt32BE(value, at);
  });
export const timeArray = (values: readonly Date[]): Buffer =>
  fixedArray(oids.timestamptz, 8, values, writeTime);

export function time(value: Date): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  writeTime(bytes, value, 0);
  return bytes;
}
/** One value, of ASCII only. The first byte is the format's version. */
export const jsonb = (text: string): Buffer => Buffer.from(`\x01${text}`, 'latin1');
export function int(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Microseconds since 2000, in two halves: as a bigint each would be an allocation. */
function writeTime(bytes: Buffer, value: Date, at: number): void {
  const microseconds = (value.getTime() - epoch2000Ms) * 1000;
  const high = Math.floor(microseconds / 2 ** 32);
  bytes.writeInt32BE(high, at);
  bytes.writeUInt32BE(microseconds - high * 2 ** 32, at + 4);
}

const epoch2000Ms = Date.UTC(2000, 0, 1);
const headerBytes = 20;

function fixedArray<Value>(
  oid: number,
  bytesEach: number,
  values: readonly Value[],
  write: (array: Buffer, value: Value, at: number) => void,
): Buffer {
  const array = start(oid, values.length, values.length * bytesEach);
  let at = headerBytes;
  for (const value of values) {
    at = array.writeInt32BE(bytesEach, at);
    write(array, value, at);
    at += bytesEach;
  }
  return array;
}

/** One dimension, no nulls, first index 1. An empty array has no dimension. */
function start(oid: number, length: number, valueBytes: number): Buffer {
  if (length === 0) {
    const empty = Buffer.alloc(12);
    empty.writeInt32BE(oid, 8);
    return empty;
  }
  const array = Buffer.allocUnsafe(headerBytes + 4 * length + valueBytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
