/**
 * The waiting list. Whoever came first is asked first whether what has returned is enough; who needs more keeps their place, and those behind who fit are
 * served. One server at a time walks the line. Nothing is lost when it is killed: an offer is an intent like any other (settle.ts).
 */
import type { Transaction } from 'kysely';
import { type By, bySerai } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { newId } from '../../../platform/ids.ts';
import { lockBooking, readBooking, updateBooking, writeIntent } from './booking.store.ts';
import type { BookingRow } from './booking.ts';
import { cancelledTrain } from './full.ts';
import { lockLine, readLine, type Waiting } from './line.store.ts';
import type { BookingParts } from './parts.ts';
import { noteEvent, settle, settleLocked } from './settle.ts';
import { ttlSecondsOf } from './terms.ts';

/** Whom one walk reaches; who stands behind them is reached as those before are served or leave. */
const lineMax = 2_000;

/** Somebody whose request waits for its answer: they are there, and need no offer. */
export interface Present {
  id: string;
  by: By;
}

/** Answers how many were served. */
export function walkLine(parts: BookingParts, present?: Present): Promise<number> {
  return parts.alone(() =>
    transaction(parts.database().db, async (trx) => {
      await lockLine(trx);
      const line = await readLine(trx, lineMax);
      if (line.length === 0) return 0;
      const left = await leftFor(parts, line);
      let served = 0;
      for (const waiting of line) {
        if (!fits(waiting, left) || !(await serve(parts, waiting, present))) continue;
        for (const { pool, quantity } of waiting.lines) left.set(pool, (left.get(pool) ?? 0) - quantity);
        served += 1;
      }
      return served;
    }),
  );
}

/** A look beforehand, so that the ledger is asked only for those it will most likely serve; it alone decides. */
async function leftFor(parts: BookingParts, line: readonly Waiting[]): Promise<Map<string, number>> {
  const ids = [...new Set(line.flatMap(({ lines }) => lines.map(({ pool }) => pool)))];
  const left = new Map<string, number>();
  const poolsAtOnce = 5_000;
  for (let at = 0; at < ids.length; at += poolsAtOnce) {
    for (const pool of await parts.allocation().pools(ids.slice(at, at + poolsAtOnce)))
      left.set(pool.id, pool.capacity - pool.held - pool.confirmed);
  }
  return left;
}
const fits = ({ lines }: Waiting, left: ReadonlyMap<string, number>) =>
  lines.every(({ pool, quantity }) => (left.get(pool) ?? 0) >= quantity);

/** Holds it for whoever waits, if the ledger agrees. */
async function serve(parts: BookingParts, { id }: Waiting, present?: Present): Promise<boolean> {
  const isHere = present?.id === id;
  const seen = await readBooking(parts.database().db, id);
  if (seen === null || (await cancelledTrain(parts, seen.way))) return false;
  const asked = await transaction(parts.database().db, async (trx) => {
    const row = await lockSettled(parts, trx, id);
    if (row?.state !== 'waiting') return false;
    // Whose server died before they were answered: they hear of it when they send it again.
    if (row.briefly && !isHere) return false;
    const minutes = isHere ? row.terms.holdMinutes : row.terms.offerMinutes;
    const ttlSeconds = ttlSecondsOf(minutes, row.loadingClosesAt, parts.now());
    if (ttlSeconds === null) return false;
    const kind = isHere ? { kind: 'hold' as const, onFull: 'wait' as const } : { kind: 'offer' as const };
    await writeIntent(trx, id, { id: newId(), by: isHere ? present.by : bySerai, ttlSeconds, ...kind });
    return true;
  });
  if (!asked) return false;
  const row = await settle(parts, id);
  return row?.state === 'held' || row?.state === 'offered';
}

async function lockSettled(
  parts: BookingParts,
  trx: Transaction<unknown>,
  id: string,
): Promise<BookingRow | null> {
  const row = await lockBooking(trx, id);
  return row && settleLocked(parts, trx, row);
}

/** For a caller who did not want to wait: if it was not served, it was never there. */
export async function leaveLine(parts: BookingParts, id: string): Promise<void> {
  await transaction(parts.database().db, async (trx) => {
    const row = await lockSettled(parts, trx, id);
    if (row?.state === 'waiting' && row.briefly) await updateBooking(trx, id, { state: 'refused' });
  });
}

/** Nothing will come any more for who waits when loading has closed. */
export async function closeLate(parts: BookingParts, id: string): Promise<void> {
  await transaction(parts.database().db, async (trx) => {
    const row = await lockSettled(parts, trx, id);
    if (row?.state !== 'waiting' || row.loadingClosesAt > parts.now()) return;
    const change = { state: 'cancelled' as const, version: row.version + 1 };
    await updateBooking(trx, id, change);
    await noteEvent(parts, trx, row, bySerai, { what: 'left-behind', detail: '' }, change);
  });
}
