/** What bookings show of their customs: borders with their status, and whether the declaration is complete. */
import type { Kysely } from 'kysely';
import type { Corridor } from '../../../corridor/index.ts';
import type { Container } from '../booking/api.ts';
import { crossingName } from '../names.ts';
import type { CustomsStatus } from './api.ts';
import { readSummaries } from './declaration.store.ts';
import { missingOf } from './declaration.ts';

export interface BookingCustoms {
  /** In the way's order. */
  borders: { crossing: string; name: string; status: CustomsStatus }[];
  /** There is a declaration, and nothing is missing before it can be lodged. */
  complete: boolean;
}

/** One query, however many bookings. Every booking asked for is in the answer. */
export async function customsOf<Tables>(
  db: Kysely<Tables>,
  bookings: readonly { id: string; containers: readonly Container[] }[],
  { corridor, lang, now }: { corridor: Corridor; lang: string; now: Date },
): Promise<Map<string, BookingCustoms>> {
  const summaries =
    bookings.length === 0
      ? []
      : await readSummaries(
          db,
          bookings.map(({ id }) => id),
        );
  const containersOf = new Map(bookings.map(({ id, containers }) => [id, containers]));
  return new Map(
    summaries.map(({ booking, content, borders }) => {
      const containers = containersOf.get(booking) ?? [];
      const complete = content !== null && missingOf(content, { corridor, containers, now }).length === 0;
      return [
        booking,
        {
          complete,
          borders: borders.map((each) => ({ ...each, name: nameIn(corridor, each.crossing, lang) })),
        },
      ];
    }),
  );
}

/** A crossing the pack no longer holds goes by its id. */
export function nameIn(corridor: Corridor, crossing: string, lang: string): string {
  const row = corridor.crossings.get(crossing);
  return row === undefined ? crossing : crossingName(corridor, row, lang);
}
