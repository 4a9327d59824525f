/** Bookings as the freight module mounts them: addresses, work in the background, and what begins and ends with the server. */
import type { Route } from '../../../platform/http/route.ts';
import type { JobKind } from '../../../platform/jobs/queue.ts';
import type { FreightNetwork } from '../network.ts';
import { offerLetterJob } from './letter.ts';
import { type BookingParts, inOrder } from './parts.ts';
import { bookingRoutes } from './routes.ts';
import { BookingStreams } from './stream.ts';
import { listenForRoom, tending, tendingJob } from './tend.ts';
import { termsRoutes } from './terms.routes.ts';

export interface Bookings {
  routes: Route[];
  jobs: JobKind[];
  /** Once everything is open. */
  begin(): Promise<void>;
  /** Pages that listen are sent away. */
  leaving(): void;
  close(): void;
}

export function openBookings(
  given: Omit<BookingParts, 'alone'>,
  networkAt: (now: Date) => FreightNetwork,
): Bookings {
  const parts: BookingParts = { ...given, alone: inOrder() };
  const streams = new BookingStreams(parts);
  let leave = () => {};
  return {
    // The stream's address would else be taken for a booking's.
    routes: [...streams.routes(), ...bookingRoutes(parts, networkAt), ...termsRoutes(parts)],
    jobs: [tendingJob(parts), offerLetterJob(parts)],
    begin: async () => {
      leave = listenForRoom(parts);
      await parts.jobs().enqueue(parts.database().db, { kind: tending, key: 'next', payload: null });
    },
    leaving: () => streams.close(),
    close: () => {
      streams.close();
      leave();
    },
  };
}
