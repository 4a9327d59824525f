/** What a forwarder has to do next about a booking, and until when: the board's order. */
import type { BookingRow } from '../../../api/booking.ts';

export const groups = ['decide', 'give', 'leaves', 'waiting', 'travelling', 'over'] as const;
export type Group = (typeof groups)[number];

export interface NextStep {
  group: Group;
  /** In milliseconds; what the group is ordered by. */
  byMs: number;
  what:
    | { kind: 'confirm' | 'accept' }
    | { kind: 'customs'; place: string }
    | { kind: 'give'; missing: BookingRow['missing'] }
    | { kind: 'leaves' | 'waits' | 'arrives' | 'arrived' | 'cancelled' | 'expired' };
}

export function nextStep(row: BookingRow, nowMs: number): NextStep {
  const departureMs = Date.parse(row.departure);
  switch (row.state) {
    case 'held':
    case 'offered':
      return {
        group: 'decide',
        byMs: row.heldUntil ? Date.parse(row.heldUntil) : departureMs,
        what: { kind: row.state === 'held' ? 'confirm' : 'accept' },
      };
    case 'waiting':
      return { group: 'waiting', byMs: departureMs, what: { kind: 'waits' } };
    case 'confirmed':
    case 'departed':
      return underWay(row, departureMs, nowMs);
    default:
      // the latest first
      return { group: 'over', byMs: -Date.parse(row.createdAt), what: { kind: row.state } };
  }
}

function underWay(row: BookingRow, departureMs: number, nowMs: number): NextStep {
  const stopped = row.customs.find(({ status }) => status === 'held');
  if (stopped) return { group: 'decide', byMs: departureMs, what: { kind: 'customs', place: stopped.name } };
  if (row.state === 'confirmed')
    return row.missing.length > 0
      ? { group: 'give', byMs: departureMs, what: { kind: 'give', missing: row.missing } }
      : { group: 'leaves', byMs: departureMs, what: { kind: 'leaves' } };
  return Date.parse(row.arrival.p90) > nowMs
    ? { group: 'travelling', byMs: Date.parse(row.arrival.p50), what: { kind: 'arrives' } }
    : { group: 'over', byMs: -Date.parse(row.arrival.p50), what: { kind: 'arrived' } };
}

export interface Grouped {
  group: Group;
  items: { row: BookingRow; step: NextStep }[];
}

/** Only groups with something in them, each by what is due first. */
export function grouped(rows: readonly BookingRow[], nowMs: number): Grouped[] {
  const all = rows.map((row) => ({ row, step: nextStep(row, nowMs) }));
  return groups.flatMap((group) => {
    const items = all
      .filter(({ step }) => step.group === group)
      .sort((a, b) => a.step.byMs - b.step.byMs || a.row.number.localeCompare(b.row.number));
    return items.length > 0 ? [{ group, items }] : [];
  });
}
