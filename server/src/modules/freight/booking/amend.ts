/** Another way or load in place of the one that is held or confirmed: the ledger swaps all of it, or nothing is changed. */
import type { Line } from '../../../ledgers/allocation/index.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { type FreightRefusal, refuseField, refuseWith } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { Container } from './api.ts';
import { namesOf, withLines } from './book.ts';
import { searchText, updateBooking } from './booking.store.ts';
import type { BookingRow, Content } from './booking.ts';
import { type Asked, change, mayChange } from './change.ts';
import { refuseFull } from './full.ts';
import { somebodyWaits } from './line.store.ts';
import { checkContainers, needOf } from './load.ts';
import type { BookingParts } from './parts.ts';
import { noteEvent } from './settle.ts';
import { type Chosen, chooseWay } from './way.ts';

export async function amend(
  parts: BookingParts,
  network: FreightNetwork,
  chosen: Chosen,
  asked: Asked,
): Promise<BookingRow | FreightRefusal> {
  const before = await mayChange(parts, asked, 'amend');
  if (isRefusal(before)) return before;
  const loaded = chooseWay(network, chosen, asked);
  if (isRefusal(loaded)) return loaded;
  const content = await withLines(parts, loaded, asked.now);
  if (isRefusal(content)) return content;
  const more = morePools(before.lines, content.lines);
  if (more.length > 0 && (await somebodyWaits(parts.database().db, more)))
    return refuseWith(
      'full',
      { why: 'others-wait' },
      'Others wait for room on these trains, and an amendment may not overtake them. Nothing was changed. Choose another way, or book what is missing with onFull "wait".',
    );
  return exchange(parts, network, content, 'amended', asked);
}

/** Numbers, masses and goods. Where they need more or less of a train, the difference is asked of the ledger. */
export async function changeContainers(
  parts: BookingParts,
  network: FreightNetwork,
  given: readonly Container[],
  asked: Asked,
): Promise<BookingRow | FreightRefusal> {
  const before = await mayChange(parts, asked, 'containers');
  if (isRefusal(before)) return before;
  const containers = checkContainers(network.corridor, given);
  if (isRefusal(containers)) return containers;
  if (sizesOf(containers) !== sizesOf(before.containers))
    return refuseField(
      'teu-differs',
      '/containers',
      `The booking is for ${sizesOf(before.containers)}, and these are ${sizesOf(containers)}. Amend the booking to change how many boxes there are or their types.`,
      [],
      { booked: sizesOf(before.containers), given: sizesOf(containers) },
    );
  const content: Content = {
    way: before.way,
    brief: before.brief,
    lines: before.lines,
    loadingClosesAt: before.loadingClosesAt.toISOString(),
    containers,
  };
  if (!needsSame(before.containers, containers)) {
    const needing = await withLines(parts, content, asked.now);
    return isRefusal(needing) ? needing : exchange(parts, network, needing, 'containers-changed', asked);
  }
  return change(parts, asked, 'containers', async (row, trx, { id, by, bodyHash }) => {
    const search = searchText(row.number, row.reference, content, namesOf(network, row));
    const change = { containers, search, version: row.version + 1 };
    await updateBooking(trx, row.id, { ...change, outcome: { intent: id, bodyHash, refusal: null } });
    await noteEvent(parts, trx, row, by, { what: 'containers-changed', detail: '' });
    return 'done' as const;
  });
}

async function exchange(
  parts: BookingParts,
  network: FreightNetwork,
  content: Content,
  what: 'amended' | 'containers-changed',
  asked: Asked,
): Promise<BookingRow | FreightRefusal> {
  const action = what === 'amended' ? 'amend' : 'containers';
  const outcome = await change(parts, asked, action, (row) => ({
    kind: 'amend',
    what,
    content,
    search: searchText(row.number, row.reference, content, namesOf(network, content)),
  }));
  if (!isRefusal(outcome) || outcome.code !== 'full') return outcome;
  return refuseFull(parts, network, content, asked.lang, 'Nothing was changed. Choose another way.');
}

/** Pools of which more is asked than is held already. */
export function morePools(held: readonly Line[], wanted: readonly Line[]): string[] {
  const has = new Map(held.map(({ pool, quantity }) => [pool, quantity]));
  return wanted.flatMap(({ pool, quantity }) => (quantity > (has.get(pool) ?? 0) ? pool : []));
}

/** `1 × 22G1, 2 × 45R1` */
function sizesOf(containers: readonly Container[]): string {
  const counts = new Map<string, number>();
  for (const { type } of containers) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `${count} × ${type}`)
    .join(', ');
}

const needsSame = (one: readonly Container[], other: readonly Container[]): boolean =>
  JSON.stringify(needOf(one)) === JSON.stringify(needOf(other));
