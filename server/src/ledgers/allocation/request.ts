import { hash } from 'node:crypto';
import type { Line } from './allocation.ts';
import { type AllocationRefusal, refuseAllocation } from './errors.ts';

/** What the queue holds: requests whose shape has been checked, so that what follows can trust it. */
export type Request =
  | ReserveRequest
  | { kind: 'confirm' | 'release'; reservation: string }
  | { kind: 'exchange'; reservation: string; lines: Line[]; key: string; bodyHash: string }
  | { kind: 'resize'; pool: string; capacity: number };

export interface ReserveRequest {
  kind: 'reserve';
  /** What the reservation is or will be called. */
  id: string;
  lines: Line[];
  caller: string;
  key: string;
  bodyHash: string;
  ttlSeconds: number;
}

export const limits = {
  linesMax: 100,
  quantityMax: 1_000_000_000,
  ttlSecondsMax: 30 * 86_400,
  /** Of a pool's id or kind, a caller's name, a key. */
  nameLengthMax: 200,
  poolsAtOnceMax: 10_000,
  reservationsAtOnceMax: 10_000,
} as const;

export function reserveRequest(
  lines: readonly Line[],
  { caller, key, ttlSeconds }: { caller: string; key: string; ttlSeconds: number },
): Request | AllocationRefusal {
  if (!isName(caller)) return invalidName('caller');
  if (!isName(key)) return invalidName('key');
  if (!isCount(ttlSeconds, 1, limits.ttlSecondsMax))
    return invalid(`ttlSeconds must be a whole number from 1 to ${limits.ttlSecondsMax}`);
  const taken = takeLines(lines);
  if (!Array.isArray(taken)) return taken;
  return {
    kind: 'reserve',
    id: reservationId(caller, key),
    lines: taken,
    caller,
    key,
    ttlSeconds,
    bodyHash: hashOf(taken, ttlSeconds),
  };
}

export function exchangeRequest(
  reservation: string,
  lines: readonly Line[],
  key: string,
): Request | AllocationRefusal {
  if (!isName(key)) return invalidName('key');
  const taken = takeLines(lines);
  if (!Array.isArray(taken)) return taken;
  if (!isId(reservation)) return noSuchReservation(reservation);
  return {
    kind: 'exchange',
    reservation: reservation.toLowerCase(),
    lines: taken,
    key,
    bodyHash: hashOf(taken, 0),
  };
}

export function stateRequest(kind: 'confirm' | 'release', reservation: string): Request | AllocationRefusal {
  return isId(reservation)
    ? { kind, reservation: reservation.toLowerCase() }
    : noSuchReservation(reservation);
}

export function resizeRequest(pool: string, capacity: number): Request | AllocationRefusal {
  if (!isName(pool)) return invalidName('pool');
  if (!isCount(capacity, 0, limits.quantityMax))
    return invalid(`capacity must be a whole number from 0 to ${limits.quantityMax}`);
  return { kind: 'resize', pool, capacity };
}

/** A copy in the order of the pools' ids: the same lines in another order are the same request. */
function takeLines(lines: readonly Line[]): Line[] | AllocationRefusal {
  if (!Array.isArray(lines) || lines.length < 1 || lines.length > limits.linesMax)
    return invalid(`there must be 1 to ${limits.linesMax} lines`);
  const taken: Line[] = [];
  for (const line of lines as readonly (Line | null)[]) {
    const { pool, quantity } = line ?? ({} as Partial<Line>);
    if (!isName(pool)) return invalidName('pool');
    if (!isCount(quantity, 1, limits.quantityMax))
      return invalid(`quantity must be a whole number from 1 to ${limits.quantityMax}`, pool);
    taken.push({ pool, quantity });
  }
  if (taken.length > 1) taken.sort((a, b) => (a.pool < b.pool ? -1 : 1));
  for (let index = 1; index < taken.length; index++) {
    if (taken[index]!.pool === taken[index - 1]!.pool)
      return invalid('each pool may stand in one line only: add the quantities', taken[index]!.pool);
  }
  return taken;
}

export const isCount = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** Printable ASCII only: the same in every encoding and collation, and nothing that looks like something else. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= limits.nameLengthMax && /^[\x20-\x7e]+$/.test(value);

export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

export const invalid = (problem: string, pool?: string): AllocationRefusal =>
  refuseAllocation('allocation-invalid', `Nothing was changed: ${problem}.`, pool);
export const invalidName = (what: string): AllocationRefusal =>
  invalid(`${what} must be 1 to ${limits.nameLengthMax} printable ASCII characters`);
export const noSuchReservation = (id: unknown): AllocationRefusal =>
  refuseAllocation('reservation-unknown', `There is no reservation ${String(id).slice(0, 40)}.`);
export const noSuchPool = (id: string): AllocationRefusal =>
  refuseAllocation('unknown', `There is no pool ${id}.`, id);

/**
 * One caller's key always makes the same id, in every process: 122 bits of SHA-256 in a UUIDv8 (RFC 9562). Names hold no line break, so no two
 * pairs are the same text.
 */
export function reservationId(caller: string, key: string): string {
  const digest = hash('sha256', `${caller}\n${key}`, 'hex');
  const variant = '89ab'[Number.parseInt(digest[16]!, 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** 128 bits of SHA-256 tell two bodies of one key apart. */
function hashOf(lines: readonly Line[], ttlSeconds: number): string {
  let body = String(ttlSeconds);
  for (const { pool, quantity } of lines) body += `\n${quantity} ${pool}`;
  return hash('sha256', body, 'hex').slice(0, 32);
}
