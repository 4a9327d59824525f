/** Tells whoever waited that there is room: by a job, so that a mail server that is away is tried again and the offer is made in any case. */
import { z } from 'zod';
import type { JobKind } from '../../../platform/jobs/queue.ts';
import { words } from '../../../platform/mail/words.ts';
import { readBooking } from './booking.store.ts';
import type { BookingRow } from './booking.ts';
import type { BookingParts } from './parts.ts';
import { offerLetter } from './settle.ts';
import { placeNameOf } from './way.ts';

const payload = z.object({ id: z.string() });

export const offerLetterJob = (parts: BookingParts): JobKind => ({
  name: offerLetter,
  attemptsMax: 20,
  timeoutMs: 60_000,
  work: async (job, signal) => {
    const row = await readBooking(parts.database().db, payload.parse(job.payload).id);
    // Confirmed, cancelled or lapsed since: there is nothing to tell any more.
    if (row?.state !== 'offered' || row.heldUntil === null || row.heldUntil <= parts.now()) return undefined;
    const { email: to, language } = row.contact;
    await parts.post().send({ ...wordsFor(parts, row, row.heldUntil), to, language, id: job.id }, signal);
    return undefined;
  },
});

/** Times are told as the clock at the terminal shows them where the way begins. */
function wordsFor(parts: BookingParts, row: BookingRow, heldUntil: Date) {
  const corridor = parts.corridor();
  const { name, language } = row.contact;
  const start = row.way.option.rides[0]?.from ?? '';
  const timeZone = corridor.places.get(corridor.terminals.get(start)?.place ?? '')?.zone ?? 'UTC';
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const endName = ({ kind, id }: BookingRow['brief']['from']) => corridor.name(`${kind}:${id}`, language);
  return words(language, 'offer', {
    name,
    number: row.number,
    from: endName(row.brief.from),
    to: endName(row.brief.to),
    teu: row.brief.teu,
    departure: clock.format(row.departure),
    until: clock.format(heldUntil),
    place: placeNameOf({ corridor }, start, language),
    link: `${parts.settings().address}/bookings/${row.id}`,
  });
}
